"""XML parts of office documents: safe parsing, names without namespaces, and light colours."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from recruit.reading.document import Rejected

#: A part nested deeper than this was made to hurt.
MAX_DEPTH = 250


def parse(data: bytes) -> Element:
    """The root element. Raises `Rejected`: damaged, bomb (entities, or nesting beyond sense)."""
    try:
        root: Element = fromstring(data)
    except DefusedXmlException as error:
        raise Rejected("bomb", "The document holds XML entities, as no CV does.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return root
    raise Rejected("bomb", "The document is nested far deeper than a CV needs.")


def local(element: Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """The value of the attribute of that local name."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that local name."""
    if element is not None:
        for found in element:
            if local(found) == name:
                return found
    return None


def whole(value: str | None, default: int) -> int:
    """The number that an attribute holds; `default` where it holds none."""
    try:
        return int(value or "")
    except ValueError:
        return default


def is_white(colour: str | None) -> bool:
    """Whether a colour (`FFFFFF`, `#fefefe`) is white to the eye: every part at least 0xF0."""
    digits = (colour or "").lstrip("#")
    if len(digits) != 6:
        return False
    try:
        return all(int(digits[i : i + 2], 16) >= 0xF0 for i in (0, 2, 4))
    except ValueError:
        return False


def is_filled(colour: str | None) -> bool:
    """Whether a background of this colour makes white text on it readable."""
    return bool(colour) and colour not in ("auto", "transparent", "none", "clear") and not is_white(colour)
