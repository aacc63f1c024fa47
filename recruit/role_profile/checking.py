"""Walks over untrusted data and says, in plain words, where it is wrong.

A `Cursor` holds a value, the name of the file (or form) that it came from and
the path of keys to it, as in `criteria[2].weight`. Its methods return the value
as what was asked for or raise `ProfileError`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from recruit.role_profile.profile import LANGUAGES, Text

_FRACTION = re.compile(r"\d{1,6}\s*/\s*\d{1,6}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")

#: A text longer than this is a mistake or an attack, not a job description.
MAX_TEXT = 10_000
#: Beyond it a whole number can't be compared with a decimal one, nor written in an error.
_HUGE = 10**15
#: No list in a profile comes near this.
MAX_ITEMS = 200


class ProfileError(ValueError):
    """A profile that can't be used: `where` is the file or form, `path` the key, `problem` what is wrong."""

    def __init__(self, where: str, path: str, problem: str) -> None:
        super().__init__(": ".join(part for part in (where, path, problem) if part))
        self.where = where
        self.path = path
        self.problem = problem


def shown(value: object) -> str:
    """A value as an error message quotes it: short, and on one line."""
    if isinstance(value, int) and abs(value) > _HUGE:
        return number(value)
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def number(value: int | float) -> str:
    """A number in an error message, however long."""
    if abs(value) > _HUGE and isinstance(value, int):
        return "a number of far too many digits"
    return f"the number {value}"


def kind_of(value: object) -> str:
    """What a value is, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()} (a yes/no value; write it in quotes if a word was meant)"
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, int | float):
        return number(value)
    return shown(value)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A value of a profile and where it stands."""

    value: object
    where: str
    path: str = ""

    def fail(self, problem: str) -> ProfileError:
        return ProfileError(self.where, self.path, problem)

    def keys(self, required: Collection[str], optional: Collection[str] = ()) -> Mapping[str, object]:
        """The value as a group with all `required` keys, perhaps `optional` ones, and no others."""
        if not isinstance(self.value, Mapping):
            raise self.fail(f"a group of keys ({', '.join(required)}) is expected here, not {kind_of(self.value)}")
        for key in self.value:
            if key not in required and key not in optional:
                known = ", ".join([*required, *optional])
                raise self.fail(f"the key {shown(key)} is not known here; known are {known}")
        for key in required:
            if key not in self.value:
                raise self.fail(f"the key '{key}' is missing")
        return self.value

    def at(self, key: str) -> Cursor:
        """The value of a key of this group; nothing where it is absent."""
        value = self.value.get(key) if isinstance(self.value, Mapping) else None
        return Cursor(value, self.where, f"{self.path}.{key}" if self.path else key)

    def items(self, at_least: int = 0) -> Iterator[Cursor]:
        """The entries of a list."""
        if not isinstance(self.value, list | tuple):
            raise self.fail(f"a list is expected here, not {kind_of(self.value)}")
        if len(self.value) < at_least:
            raise self.fail("the list is empty" if not self.value else f"at least {at_least} entries are needed")
        if len(self.value) > MAX_ITEMS:
            raise self.fail(f"the list has {len(self.value)} entries; at most {MAX_ITEMS} are allowed")
        for index, value in enumerate(self.value):
            yield Cursor(value, self.where, f"{self.path}[{index}]")

    def string(self) -> str:
        """A text that is not empty, without spaces around it."""
        if not isinstance(self.value, str):
            raise self.fail(f"a text is expected here, not {kind_of(self.value)}")
        text = self.value.strip()
        if not text:
            raise self.fail("the text is empty")
        if len(text) > MAX_TEXT:
            raise self.fail(f"the text has {len(text)} characters; at most {MAX_TEXT} are allowed")
        if any(ord(char) < 32 and char not in "\n\t" for char in text):
            raise self.fail("the text holds a control character")
        return text

    def text(self) -> Text:
        """A text in every language of the product."""
        if not isinstance(self.value, Mapping):
            raise self.fail(f"a text in {', '.join(LANGUAGES)} is expected here, not {kind_of(self.value)}")
        for language in LANGUAGES:
            if language not in self.value:
                raise self.fail(f"the language '{language}' is missing")
        self.keys(LANGUAGES)
        return {language: self.at(language).string() for language in LANGUAGES}

    def optional_text(self) -> Text:
        """As `text`, or an empty mapping where there is nothing."""
        return {} if self.value is None or self.value == {} else self.text()

    def number(self, low: float, high: float) -> float:
        """A number from `low` to `high`, both allowed; a fraction may be written "1/3"."""
        value = self.value
        if isinstance(value, str) and _FRACTION.fullmatch(value.strip()):
            try:
                value = float(Fraction(value.replace(" ", "")))
            except ZeroDivisionError:
                raise self.fail(f"{shown(value)} divides by zero") from None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(f"a number is expected here, not {kind_of(value)}")
        if abs(value) > _HUGE or math.isnan(value):
            raise self.fail(f"{number(value)} is not between {low:g} and {high:g}")
        if value < low and low == 0:
            raise self.fail(f"{number(value)} is negative")
        if not low <= value <= high:
            raise self.fail(f"{number(value)} is not between {low:g} and {high:g}")
        return float(value)

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fail(f"a whole number is expected here, not {kind_of(value)}")
        if not low <= value <= high:
            raise self.fail(f"{number(value)} is not between {low} and {high}")
        return value

    def id(self) -> str:
        """A short name in small letters, digits and underscores."""
        text = self.string()
        if not _ID.fullmatch(text):
            raise self.fail(f"{shown(text)} is no id: small letters a–z, digits and _ are allowed, at most 40")
        return text

    def one_of(self, known: Collection[str]) -> str:
        """One of the `known` ids."""
        text = self.string()
        if text not in known:
            raise self.fail(f"{shown(text)} is not known; known are {', '.join(known)}")
        return text


def no_twins(cursors: list[Cursor], ids: list[str]) -> None:
    """ProfileError at the second entry that has the id of an earlier one."""
    for index, id in enumerate(ids):
        if id in ids[:index]:
            raise cursors[index].at("id").fail(f"'{id}' is listed twice")
