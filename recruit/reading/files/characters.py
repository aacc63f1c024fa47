"""Characters as they are read: composed accents, plain spaces, letters instead of ligatures.

Nothing is re-spelled. What a person cannot see in the document (soft hyphens,
zero-width characters) goes; everything else stays as it stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: Zero-width characters. They split words for a program and for nobody else.
ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u202a\u202b\u202c\u202d\u202e\ufeff\u180e"
#: Marks that begin a list item, private-use ones of Symbol, Wingdings and icon fonts included.
BULLETS = "•◦▪▫■□●○◆◇►▶▸▹‣⁃∙·➢➤➔→✓✔✦★☆»›⬤❖❑❒⚫⦿"
_DASHES = "-–—*+~"

_TRANSLATION: dict[int, str | None] = {ord(c): None for c in ZERO_WIDTH}
_TRANSLATION[0xAD] = None
_TRANSLATION |= {
    ord(c): " "
    for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_TRANSLATION |= {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x0149: "'n",
    0x2011: "-",
    0x2028: "\n",
    0x2029: "\n",
    0x85: "\n",
    0x0B: "\n",
    0x0C: "\n",
    0x0D: "\n",
}
# Symbol and Wingdings bullets sit in the private use area.
_TRANSLATION |= {
    0xF000 + code: "•" for code in (0x6C, 0x6E, 0x71, 0x73, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xA8, 0xB7, 0xD8, 0xFC)
}
# Control characters carry no text.
_TRANSLATION |= dict.fromkeys((*range(9), *range(14, 32), 127))

# Bullets of UTF-8 that another program took for Windows-1252.
_GARBLED = "â€¢|ï‚·|â—\x8f|âž¢"
# Putting the marks of one letter in order takes the square of their number; no language has more than a few
# (Unicode Standard Annex 15 allows 30 in a stream).
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_HEAPS_OF_MARKS = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")
_PLAIN = re.compile(r"[\x20-\x7e\n]*")
# A dash is a list mark when words follow; before a digit it may belong to a range of years.
_MARK = rf"(?:[{re.escape(BULLETS)}\ue000-\uf8ff]|{_GARBLED})[ \t]*(?=\S)"
_DASH = rf"[{re.escape(_DASHES)}][ \t]+(?=[^\W\d]|[\"'«“(¿¡])"
# The letter o stands for the hollow circle of second-level lists.
_LETTER_O = r"o[ \t]+(?=[A-ZÀ-Ý][a-zà-ÿ])"
_BULLET = re.compile(rf"^[ \t]*(?:{_MARK}|{_DASH}|{_LETTER_O})")
_LONE_BULLET = re.compile(rf"^[ \t]*[{re.escape(BULLETS)}\ue000-\uf8ff][ \t]*$")


def is_bold(pieces: Iterable[tuple[str, bool]]) -> bool:
    """Whether a field is a bold one: most of its letters are, or those that it begins with and two in five of all.

    Digits don't count, for dates beside a bold title are seldom bold.
    """
    bold = plain = 0
    leading: bool | None = None
    for text, is_piece_bold in pieces:
        letters = sum(c.isalpha() for c in text)
        if letters and leading is None:
            leading = is_piece_bold
        bold, plain = (bold + letters, plain) if is_piece_bold else (bold, plain + letters)
    share = bold / (bold + plain) if bold else 0.0
    return share >= 0.6 or (bool(leading) and share >= 0.4)


def clean(text: str) -> str:
    """The text with composed accents, plain spaces and no invisible characters; line ends are newlines."""
    if _PLAIN.fullmatch(text):
        return text
    text = _HEAPS_OF_MARKS.sub(r"\1", text.replace("\r\n", "\n").translate(_TRANSLATION))
    text = unicodedata.normalize("NFC", text)
    return text.replace("\t", "   ")


def invisible_count(text: str) -> int:
    """How many zero-width characters the raw text holds (one in front of it is a byte order mark)."""
    return sum(text.count(c) for c in ZERO_WIDTH) - text.startswith("\ufeff")


def strip_bullet(line: str) -> tuple[str, bool]:
    """The line without a list mark in front, and whether there was one."""
    match = _BULLET.match(line)
    if match:
        return line[match.end() :], True
    if _LONE_BULLET.match(line):
        return "", True
    return line, False


_SPACED = re.compile(r"[^\W\d_](?: [^\W_]| {2,}[^\W_]){3,}")


def join_spaced_letters(line: str) -> str:
    """`E X P E R I E N C I A   L A B O R A L` -> `EXPERIENCIA LABORAL`; any other line as it is."""
    if not _SPACED.fullmatch(line) or len({c for c in line if c != " "}) < 3:
        return line
    return " ".join("".join(word.split(" ")) for word in re.split(r" {2,}", line))
