"""Text in small letters without accents, in which personal words are looked for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

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
    if text.isascii():
        return Folded(text.lower(), tuple(range(len(text))))
    letters = [_letters(char) for char in text]
    at = [index for index, folded in enumerate(letters) for _part in folded]
    return Folded("".join(letters), tuple(at))


@cache
def _letters(char: str) -> str:
    """What one sign becomes: none, one or several letters."""
    parts = []
    for part in unicodedata.normalize("NFKD", char) or char:
        if unicodedata.combining(part) or part in "\u00ad\u200b\u200c\u200d\ufeff":
            continue
        small = part.lower()
        parts.append(small if len(small) == 1 else part)
    return "".join(parts).replace("’", "'").replace("\u00a0", " ")


def plain(text: str) -> str:
    """The folded letters alone."""
    return fold(text).text


def phrase_spans(folded: Folded, words: str) -> list[Span]:
    """Where the words stand one behind another, whatever is between them."""
    pattern = _phrase(words)
    return [folded.original(m.start(), m.end()) for m in pattern.finditer(folded.text)] if pattern else []


@lru_cache(maxsize=1024)
def _phrase(words: str) -> re.Pattern[str] | None:
    parts = re.findall(r"[^\W_]+(?:['’·-][^\W_]+)*", plain(words))
    pattern = r"[\s,.-]+".join(map(re.escape, parts))
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])") if parts else None
