"""Glyphs with places -> words with places: where a word ends, accents set apart, letter-spaced headings.

Coordinates are points from the upper left corner of the page as it is shown.
An em is the font size of the run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from recruit.reading.document import Box
from recruit.reading.files.characters import BULLETS, clean

#: Gaps in em: wider than these two words are two, and two fields.
WORD_GAP = 0.16
WORD_GAP_WITH_SPACES = 0.3
#: How far letters reach above and below the base line, in em.
ASCENT = 0.78
DESCENT = 0.22

#: Accents that some typesetters draw beside their letter, and the mark that composes with it.
_SPACING_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¸": "\u0327",
    "ˇ": "\u030c",
    "˚": "\u030a",
}
_LETTERS_WITHOUT_DOT = {"ı": "i", "ȷ": "j"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character: `x0`, `x1` and the base line `base`; `angle` in degrees against the page as shown."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    colour: tuple[float, float, float]
    angle: float = 0.0


@dataclass(slots=True)
class PlacedWord:
    """A word. `gap_before` tells that a space stood in front of it in the document itself."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    colour: tuple[float, float, float]
    spaced: bool = False
    bullet: bool = False
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.top = self.base - ASCENT * self.size
        self.bottom = self.base + DESCENT * self.size

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


def words_of(glyphs: Iterable[Glyph]) -> list[PlacedWord]:
    """The words of a page, row by row. Upright text only; see `turned_words` for the rest."""
    runs: dict[tuple[float, float, tuple[float, float, float]], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        # Text of another colour or size is set apart: it may lie upon this.
        runs[round(glyph.base * 2) / 2, round(glyph.size, 1), glyph.colour].append(glyph)
    _join_split_rows(runs)
    words: list[PlacedWord] = []
    for run in runs.values():
        run.sort(key=lambda g: g.x0)
        words += _join_spaced_letters(_words_of_run(_compose(run)))
    return sorted(words, key=lambda w: (w.base, w.x0))


def _join_split_rows(runs: dict[tuple[float, float, tuple[float, float, float]], list[Glyph]]) -> None:
    """Rounding may have put one base line into two rows half a point apart."""
    for base, size, colour in sorted(runs):
        below = (base + 0.5, size, colour)
        if below in runs and (base, size, colour) in runs:
            runs[below].extend(runs.pop((base, size, colour)))


def _compose(run: list[Glyph]) -> list[Glyph]:
    """Accents drawn as glyphs of their own go into the letter that they stand on."""
    if not any(g.text in _SPACING_ACCENTS or g.text in _LETTERS_WITHOUT_DOT for g in run):
        return run
    result: list[Glyph] = []
    used: set[int] = set()
    for index, glyph in enumerate(run):
        if index in used:
            continue
        if glyph.text in _SPACING_ACCENTS:
            for other in (index + 1, index - 1):
                if (
                    0 <= other < len(run)
                    and other not in used
                    and run[other].text.isalpha()
                    and _share(glyph, run[other]) > 0.5
                ):
                    letter = run[other]
                    plain = _LETTERS_WITHOUT_DOT.get(letter.text, letter.text)
                    composed = Glyph(
                        clean(plain + _SPACING_ACCENTS[glyph.text]),
                        letter.x0,
                        letter.x1,
                        letter.base,
                        letter.size,
                        letter.bold,
                        letter.colour,
                    )
                    if other < index:
                        result[-1] = composed
                    else:
                        result.append(composed)
                        used.add(other)
                    break
            else:
                result.append(glyph)
            continue
        result.append(glyph)
    return result


def _share(one: Glyph, two: Glyph) -> float:
    """How much of the narrower glyph lies over the other one."""
    width = min(one.x1 - one.x0, two.x1 - two.x0)
    return (min(one.x1, two.x1) - max(one.x0, two.x0)) / width if width > 0 else 0.0


def _words_of_run(run: list[Glyph]) -> list[PlacedWord]:
    size = run[0].size or 1.0
    drawn = [g for g in run if not g.text.isspace() and g.text]
    has_spaces = len(drawn) < len(run)
    gaps = [
        (right.x0 - left.x1) / size
        for left, right in pairwise(run)
        if not left.text.isspace() and not right.text.isspace()
    ]
    inner = [gap for gap in gaps if gap < 1.0]
    tracking = max(0.0, median(inner)) if len(inner) > 2 else 0.0
    threshold = tracking + (WORD_GAP_WITH_SPACES if has_spaces else WORD_GAP)
    words: list[PlacedWord] = []
    letters: list[Glyph] = []
    spaced = False

    def finish() -> None:
        nonlocal spaced
        text = clean("".join(g.text for g in letters)).replace("\n", "").strip()
        if text:
            for part in _pull_bullet(text, letters):
                words.append(part)
                part.spaced = spaced
                spaced = True
        letters.clear()

    for glyph in run:
        if glyph.text.isspace() or not glyph.text:
            finish()
            spaced = True
            continue
        if letters:
            gap = (glyph.x0 - letters[-1].x1) / size
            if gap > threshold or gap < -2.0:
                finish()
                spaced = gap > threshold
        letters.append(glyph)
    finish()
    return words


def _pull_bullet(text: str, letters: list[Glyph]) -> list[PlacedWord]:
    """The word of these letters; a list mark glued to its front becomes a word of its own."""
    first, last = letters[0], letters[-1]
    bold = 2 * sum(g.bold for g in letters) > len(letters)
    if len(text) > 1 and _is_mark(text[0]) and text[1].isalpha() and len(letters) > 1:
        mark = PlacedWord(text[0], first.x0, first.x1, first.base, first.size, False, first.colour, bullet=True)
        rest = PlacedWord(text[1:].strip(), letters[1].x0, last.x1, first.base, first.size, bold, first.colour)
        return [mark, rest]
    word = PlacedWord(text, first.x0, last.x1, first.base, first.size, bold, first.colour)
    word.bullet = len(text) == 1 and (_is_mark(text) or text == "o")
    return [word]


def _is_mark(text: str) -> bool:
    return text in BULLETS or "\ue000" <= text <= "\uf8ff"


def _join_spaced_letters(words: list[PlacedWord]) -> list[PlacedWord]:
    """`E X P E R I E N C I A`: four or more single letters at even distances are one word."""
    result: list[PlacedWord] = []
    index = 0
    while index < len(words):
        end = index
        while end < len(words) and len(words[end].text) == 1 and not words[end].bullet:
            end += 1
        letters = words[index:end]
        if sum(w.text.isalpha() for w in letters) < 4 or len({w.text for w in letters}) < 3:
            result += words[index : end + 1]
            index = end + 1
            continue
        gaps = [right.x0 - left.x1 for left, right in pairwise(letters)]
        limit = 1.6 * median(gaps) + 0.1 * letters[0].size
        group = [letters[0]]
        for gap, letter in zip(gaps, letters[1:], strict=True):
            if gap > limit:
                result.append(_merged(group))
                group = []
            group.append(letter)
        result.append(_merged(group))
        index = end
    return result


def _merged(group: list[PlacedWord]) -> PlacedWord:
    first = group[0]
    text = "".join(word.text for word in group)
    return PlacedWord(text, first.x0, group[-1].x1, first.base, first.size, first.bold, first.colour, spaced=True)


def turned_words(glyphs: list[Glyph]) -> list[PlacedWord]:
    """Words of text that stands upright on its side (read up or down), in their reading order.

    Their boxes are approximate: one square a letter.
    """
    words: list[PlacedWord] = []
    for angle in sorted({round(g.angle / 90) * 90 % 360 for g in glyphs}):
        group = [g for g in glyphs if round(g.angle / 90) * 90 % 360 == angle]
        turned = [_turn(g, angle) for g in group]
        for word in words_of(turned):
            words.append(_turn_back(word, angle))
    return words


def _turn(glyph: Glyph, angle: int) -> Glyph:
    width = glyph.x1 - glyph.x0
    x, y = glyph.x0, glyph.base
    along, across = {90: (-y, x), 180: (-x, -y), 270: (y, -x)}.get(angle, (x, y))
    return Glyph(glyph.text, along, along + width, across, glyph.size, glyph.bold, glyph.colour)


def _turn_back(word: PlacedWord, angle: int) -> PlacedWord:
    if angle == 90:
        x0, x1, low = word.base - ASCENT * word.size, word.base + DESCENT * word.size, -word.x0
    elif angle == 270:
        x0, x1, low = -word.base - DESCENT * word.size, -word.base + ASCENT * word.size, word.x1
    elif angle == 180:
        x0, x1, low = -word.x1, -word.x0, -word.base
    else:
        return word
    turned = PlacedWord(word.text, x0, x1, low, word.size, word.bold, word.colour, spaced=True)
    if angle in (90, 270):
        turned.top, turned.bottom = low - (word.x1 - word.x0), low
    return turned
