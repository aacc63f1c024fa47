"""Colleagues named in a note: `@Anna Puig`, or `@anna` by the first part of their e-mail address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

from recruit.hiring.folding import fold


class Named(Protocol):
    """Who can be mentioned."""

    name: str
    email: str


Who = TypeVar("Who", bound=Named)


def mentioned(text: str, people: Iterable[Who]) -> list[tuple[int, int, Who]]:
    """(start, end, who) of each `@` that names somebody, in the order of the text; the longest name counts."""
    known = [
        (spelling, person)
        for person in people
        for spelling in (person.name, person.email.partition("@")[0])
        if spelling
    ]
    found: list[tuple[int, int, Who]] = []
    for sign in re.finditer(r"(?<!\w)@", text):
        best: tuple[int, Who] | None = None
        for spelling, person in known:
            end = _named(text, sign.end(), spelling)
            if end is not None and (best is None or end > best[0]):
                best = end, person
        if best is not None:
            found.append((sign.start(), *best))
    return found


def _named(text: str, start: int, spelling: str) -> int | None:
    """Where the spelling ends that begins at `start`, accents and capitals aside; None when it is not there."""
    wanted = fold(spelling)
    for end in range(start + max(len(spelling) - 2, 1), min(start + len(spelling) + 2, len(text)) + 1):
        if fold(text[start:end]) == wanted and text[start:end] == text[start:end].strip():
            longer = end < len(text) and (text[end].isalnum() or text[end] == "_")
            return None if longer else end
    return None
