"""Text in small letters without accents, in which personal words are looked for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from recruit.hiring.blind.covering import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in small letters without accents; `at[i]` is where its letter i stands in the original."""

    text: str
    at: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        return (self.at[start], self.at[end - 1] + 1) if end > start else (self.at[start], self.at[start])


def fold(text: str) -> Folded:
    """Without what nobody sees, too: soft hyphens, spaces of no width."""
    letters: list[str] = []
    at: list[int] = []
    for index, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char) or char:
            if unicodedata.combining(part) or part in "\u00ad\u200b\u200c\u200d\ufeff":
                continue
            small = part.lower()
            letters.append(small if len(small) == 1 else part)
            at.append(index)
    return Folded("".join(letters).replace("’", "'").replace("\u00a0", " "), tuple(at))


def plain(text: str) -> str:
    """The folded letters alone."""
    return fold(text).text


def phrase_spans(folded: Folded, words: str) -> list[Span]:
    """Where the words stand one behind another, whatever is between them."""
    pattern = r"[\s,.-]+".join(map(re.escape, re.findall(r"[^\W_]+(?:['’·-][^\W_]+)*", plain(words))))
    if not pattern:
        return []
    return [folded.original(m.start(), m.end()) for m in re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", folded.text)]
