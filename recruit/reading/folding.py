"""Text without case and accents, for comparing words, with the way back to the original.

A lexicon is written once and matches `Llicenciatura`, `LLICENCIATURA` and
`llicenciatura` with decomposed accents alike. `Folded.span` turns offsets of
the folded text into offsets of the original, so that evidence stays verbatim.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘‛ʼ´`′"), "'")
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), "")
#: letters that look like Latin ones but are not (Cyrillic and Greek capitals and small letters)
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХавекмнорстхуіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "abekmhopctxabekmhopctxyisjabezhikmnoptyxo")
_KEEP = {"ª", "º", "·", "½", "¼", "¾"}
_SPECIAL: dict[int, str] = {
    **_DASHES, **_QUOTES, **_SPACES, **_NOTHING, **{k: chr(v) for k, v in _LOOKALIKES.items()},
    ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("ı"): "i", ord("đ"): "d",
}  # fmt: skip

_TOKEN = re.compile(r"[^\W_]+")
_DOTS = "·•.‧∙"
_MIDDLE_DOT = re.compile(rf"(?<=l)[{_DOTS}](?=l[aeiou])", re.I)
#: what a web page's wrong decoding leaves of a no-break space, or of a full-width dash or comma
_MOJIBAKE = re.compile("Â(?=[\u00a0 ])|ï¼(?=[\u200b-\u200d\u2060\u0080-\u009f ])|â€[“”\u0093\u0094]")


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    special = _SPECIAL.get(ord(char))
    if special is not None:
        return special
    if char in _KEEP:
        return char
    if unicodedata.combining(char):
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return (plain or char).lower()


class Token(NamedTuple):
    """A run of letters and digits of the folded text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Folded:
    """`text` without case and accents; `offsets[i]` is where its i-th character stands in the original.

    `offsets` is None where folding changed no length.
    """

    original: str
    text: str
    offsets: tuple[int, ...] | None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words."""
        return tuple(Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(self.text))

    def spelt(self, words: Mapping[str, str]) -> Folded:
        """This text with some of its words spelt otherwise to whoever looks for words; nothing moves."""
        other = Folded(self.original, self.text, self.offsets)
        other.__dict__["tokens"] = tuple(
            token._replace(word=words.get(token.word, token.word)) for token in self.tokens
        )
        return other

    def at(self, offset: int) -> int:
        """The original offset of a folded one."""
        if self.offsets is None:
            return offset
        return self.offsets[offset] if offset < len(self.offsets) else len(self.original)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of `text[start:end]`."""
        if self.offsets is None:
            return start, end
        if end <= start:
            return self.at(start), self.at(start)
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.at(start), last

    def from_original(self, offset: int) -> int:
        """The folded offset of the first folded character at or after an original one."""
        if self.offsets is None:
            return offset
        low, high = 0, len(self.offsets)
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


def fold(text: str) -> str:
    """`text` without case and accents, its offsets forgotten."""
    return folded(text).text


#: from this length on (whole documents) the folded text is kept for the next caller
_KEEP_FROM = 500


def folded(text: str) -> Folded:
    """The folded text with its words and the way back."""
    return _kept(text) if len(text) >= _KEEP_FROM else _folded(text)


@lru_cache(maxsize=4)
def _kept(text: str) -> Folded:
    return _folded(text)


#: how characters fold that were met before, and those of them that fold to one character
_table: dict[int, str] = {}
_single: set[str] = set()


def _learn(chars: set[str]) -> None:
    for char in chars:
        value = _table[ord(char)] = _fold_char(char)
        if len(value) == 1:
            _single.add(char)


def _folded(text: str) -> Folded:
    chars = set(text)
    prepared = text
    if not chars.isdisjoint("Âïâ"):
        prepared = _MOJIBAKE.sub(lambda m: " " if len(m.group()) == 1 else "- ".ljust(len(m.group())), text)
        chars = set(prepared)
    if not chars <= _single:
        _learn(chars)
    drop: set[int] = set()
    if not chars.isdisjoint(_DOTS):
        drop = {m.start() for m in _MIDDLE_DOT.finditer(prepared)}
    if not drop and chars <= _single:
        return Folded(text, prepared.translate(_table), None)
    parts: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(prepared):
        value = "" if index in drop else _table[ord(char)]
        parts.append(value)
        offsets.extend([index] * len(value))
    return Folded(text, "".join(parts), tuple(offsets))
