"""Hidden places in a text: put together, blocked out, shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]
#: stands for a hidden letter while places in the text must stay; see `shown`
BLOCK = "█"
#: what a reader sees, however long the words are
HIDDEN = "█████"


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, overlapping and touching ones joined."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def covered(text: str, spans: Iterable[Span]) -> str:
    """The text with its spans blocked out letter by letter: as long as before, line breaks kept."""
    letters = list(text)
    for start, end in spans:
        for index in range(max(0, start), min(end, len(letters))):
            if letters[index] != "\n":
                letters[index] = BLOCK
    return "".join(letters)


def shown(text: str) -> str:
    """A covered text as people see it: each hidden run equally long, so that its length tells nothing."""
    return re.sub(rf"{BLOCK}(?:[ \n\u00a0]*{BLOCK})*", HIDDEN, text)
