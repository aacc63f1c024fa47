"""ODT: paragraphs, lists, tables, frames, headers, footers and notes.

Element names are those of OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from recruit.reading.document import Document, Rejected
from recruit.reading.files.docx import TINY
from recruit.reading.files.flow import Block, Paragraph, Run, Table, assemble
from recruit.reading.files.sniff import open_zip, read_part
from recruit.reading.files.xml import attribute, child, is_filled, is_white, local, parse, whole

_SKIPPED = {
    "tracked-changes",
    "annotation",
    "annotation-end",
    "forms",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "index-title-template",
    "table-of-content-source",
    "ruby-text",
    "note-citation",
}
_CELLS = {"table-cell", "covered-table-cell"}
_ROW_GROUPS = {"table-rows", "table-header-rows", "table-row-group"}


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    size: float = 0.0
    hidden: bool = False
    colour: str | None = None
    shaded: bool = False


class _Styles:
    """Looks by style name, parents resolved."""

    def __init__(self, roots: list[Element]) -> None:
        self.raw: dict[str, Element] = {}
        self.default = _Look(size=12.0)
        self._cache: dict[str, _Look] = {}
        self.names: dict[str, str] = {}
        for root in roots:
            for element in root.iter():
                if local(element) == "default-style" and attribute(element, "family") == "paragraph":
                    self.default = self._apply(element, self.default)
                elif local(element) == "style":
                    name = attribute(element, "name")
                    if name:
                        self.raw[name] = element

    def look(self, name: str | None, base: _Look | None = None) -> _Look:
        """What the style makes of `base` (the document's default when None)."""
        chain: list[Element] = []
        while name in self.raw and len(chain) < 20:
            element = self.raw[name]
            chain.append(element)
            name = attribute(element, "parent-style-name")
        look = self.default if base is None else base
        for element in reversed(chain):
            look = self._apply(element, look)
        return look

    def is_heading(self, name: str | None) -> bool:
        for _ in range(20):
            if name not in self.raw:
                return bool(name) and str(name).startswith("Heading")
            if attribute(self.raw[name], "default-outline-level") or str(name).startswith(("Heading", "Title")):
                return True
            name = attribute(self.raw[name], "parent-style-name")
        return False

    @staticmethod
    def _apply(style: Element, base: _Look) -> _Look:
        look = base
        text = child(style, "text-properties")
        if text is not None:
            weight = attribute(text, "font-weight")
            size = _points(attribute(text, "font-size"), base.size)
            look = replace(
                look,
                bold=base.bold if weight is None else weight == "bold" or whole(weight, 0) >= 600,
                size=size,
                hidden=base.hidden if attribute(text, "display") is None else attribute(text, "display") == "none",
                colour=attribute(text, "color") or base.colour,
                shaded=base.shaded or is_filled(attribute(text, "background-color")),
            )
        for kind in ("paragraph-properties", "table-cell-properties", "graphic-properties", "table-properties"):
            properties = child(style, kind)
            background = attribute(properties, "background-color") or attribute(properties, "fill-color")
            if is_filled(background):
                look = replace(look, shaded=True)
        return look


def _points(value: str | None, base: float) -> float:
    if not value:
        return base
    points = base
    try:
        if value.endswith("pt"):
            points = float(value[:-2])
        elif value.endswith("%"):
            points = base * float(value[:-1]) / 100
    except ValueError:
        return base
    return points if math.isfinite(points) else base


class _Reader:
    def __init__(self, styles: _Styles, backed: bool) -> None:
        self.styles = styles
        self.backed = backed

    def blocks(self, parent: Element, region: str, shaded: bool, bullet: bool = False) -> list[Block]:
        found: list[Block] = []
        for element in parent:
            name = local(element)
            if name in _SKIPPED:
                continue
            if name in ("p", "h"):
                found += self.paragraph(element, region, shaded, bullet, name == "h")
                bullet = False  # the mark stands before the item's first paragraph
            elif name in ("list", "list-item", "list-header"):
                for item in [element] if name != "list" else element:
                    found += self.blocks(item, region, shaded, bullet=local(item) == "list-item")
            elif name == "table":
                found.append(self.table(element, region, shaded))
            elif name in ("frame", "text-box", "custom-shape", "rect", "g"):
                found += self.frame(element, region, shaded)
            else:
                found += self.blocks(element, region, shaded, bullet)
        return found

    def frame(self, element: Element, region: str, shaded: bool) -> list[Block]:
        look = self.styles.look(attribute(element, "style-name"), _Look())
        where = "textbox" if region == "body" else region
        return self.blocks(element, where, shaded or look.shaded)

    def table(self, element: Element, region: str, shaded: bool) -> Table:
        table = Table()
        shaded = shaded or self.styles.look(attribute(element, "style-name"), _Look()).shaded
        for row in _rows(element):
            cells: list[list[Block]] = []
            for cell in row:
                if local(cell) in _CELLS:
                    dark = self.styles.look(attribute(cell, "style-name"), _Look()).shaded
                    cells.append(self.blocks(cell, region, shaded or dark))
            table.rows.append(cells)
        return table

    def paragraph(self, element: Element, region: str, shaded: bool, bullet: bool, heading: bool) -> list[Block]:
        style = attribute(element, "style-name")
        look = self.styles.look(style)
        look = replace(look, shaded=look.shaded or shaded)
        heading = heading or self.styles.is_heading(style)
        paragraph = Paragraph(bullet=bullet and not heading, heading=heading, region=region)
        boxes: list[Block] = []
        self._inline(element, look, paragraph, boxes)
        return [paragraph, *boxes]

    def _inline(self, element: Element, look: _Look, paragraph: Paragraph, boxes: list[Block]) -> None:
        self._add(element.text, look, paragraph)
        for part in element:
            name = local(part)
            if name == "span":
                self._inline(part, self.styles.look(attribute(part, "style-name"), look), paragraph, boxes)
            elif name == "s":
                self._add(" " * min(whole(attribute(part, "c"), 1), 40), look, paragraph)
            elif name == "tab":
                self._add("\t", look, paragraph)
            elif name == "line-break":
                self._add("\n", look, paragraph)
            elif name in ("frame", "text-box", "custom-shape", "rect", "g"):
                boxes += self.frame(part, paragraph.region, look.shaded)
            elif name == "note":
                body = child(part, "note-body")
                if body is not None:
                    boxes += self.blocks(body, paragraph.region, look.shaded)
            elif name in ("hidden-text", "hidden-paragraph"):
                hidden = attribute(part, "string-value") or "".join(part.itertext())
                paragraph.runs.append(Run(hidden, hidden="vanish"))
            elif name not in _SKIPPED:
                self._inline(part, look, paragraph, boxes)
            self._add(part.tail, look, paragraph)

    def _add(self, text: str | None, look: _Look, paragraph: Paragraph) -> None:
        if not text:
            return
        if text not in ("\n", "\t") and ("\n" in text or "\r" in text or "  " in text):
            # White space in the XML itself counts as one space (OpenDocument 1.3, 6.1.2).
            text = (" " if text[0].isspace() else "") + " ".join(text.split()) + (" " if text[-1].isspace() else "")
        hidden = None
        if look.hidden:
            hidden = "vanish"
        elif 0 < look.size < TINY:
            hidden = "tiny"
        elif is_white(look.colour) and not look.shaded and not self.backed:
            hidden = "low_contrast"
        paragraph.runs.append(Run(text, look.bold, look.size, hidden))


def _rows(element: Element) -> list[Element]:
    rows: list[Element] = []
    for part in element:
        if local(part) == "table-row":
            rows.append(part)
        elif local(part) in _ROW_GROUPS:
            rows += _rows(part)
    return rows


def _deleted(body: Element) -> list[Block]:
    """Text that a tracked change deleted: kept apart, as nobody sees it."""
    found: list[Block] = []
    for element in body.iter():
        if local(element) == "deletion":
            text = " ".join(" ".join(p.itertext()) for p in element if local(p) in ("p", "h"))
            if text.strip():
                found.append(Paragraph([Run(text, hidden="deleted")]))
    return found


def read_odt(data: bytes) -> Document:
    """Raises `Rejected`: damaged, bomb, encrypted."""
    with open_zip(data) as archive:
        content = parse(read_part(archive, "content.xml"))
        style_data = read_part(archive, "styles.xml", missing_ok=True)
    style_root = parse(style_data) if style_data else None
    body = child(child(content, "body"), "text")
    if body is None:
        raise Rejected("damaged", "The file is damaged: it has no text part.")
    roots = [root for root in (style_root, content) if root is not None]
    styles = _Styles(roots)
    reader = _Reader(styles, _page_is_filled(style_root) or _has_filled_shape(body, styles))
    before: list[Block] = []
    after: list[Block] = []
    seen: set[str] = set()
    for page in style_root.iter() if style_root is not None else ():
        if local(page) != "master-page" or not _is_used(attribute(page, "name"), content, style_root):
            continue
        for part in page:
            name = local(part)
            region = "header" if name.startswith("header") else "footer" if name.startswith("footer") else ""
            text = " ".join("".join(part.itertext()).split())
            if region and text and text not in seen and attribute(part, "display") != "false":
                seen.add(text)
                (before if region == "header" else after).extend(reader.blocks(part, region, False))
    return assemble([*before, *reader.blocks(body, "body", False), *after, *_deleted(body)], "odt")


def _is_used(name: str | None, content: Element, style_root: Element | None) -> bool:
    """Whether a page style is the first one or is named by a paragraph style of the document."""
    if name in ("Standard", "Default", "First_20_Page", "First"):
        return True
    return any(
        attribute(style, "master-page-name") == name
        for root in (content, style_root)
        if root is not None
        for style in root.iter()
        if local(style) == "style"
    )


def _page_is_filled(style_root: Element | None) -> bool:
    if style_root is None:
        return False
    return any(
        local(e) == "page-layout-properties" and is_filled(attribute(e, "background-color")) for e in style_root.iter()
    )


def _has_filled_shape(body: Element, styles: _Styles) -> bool:
    """Whether a coloured shape without text lies in the document: white text may stand on it."""
    for element in body.iter():
        if local(element) in ("custom-shape", "rect", "polygon", "path") and not "".join(element.itertext()).strip():
            style = styles.raw.get(attribute(element, "style-name") or "")
            fill = child(style, "graphic-properties")
            if fill is not None and attribute(fill, "fill") != "none" and is_filled(attribute(fill, "fill-color")):
                return True
    return False
