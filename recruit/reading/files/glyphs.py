"""Glyphs with places -> words with places: where a word ends, accents set apart, letter-spaced headings.

Coordinates are points from the upper left corner of the page as it is shown.
An em is the font size of the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from recruit.reading.document import Box
from recruit.reading.files.characters import BULLETS, clean

#: Gaps in em: wider than these two words are two, and two fields.
WORD_GAP = 0.16
WORD_GAP_WITH_SPACES = 0.3
#: How far letters reach above and below the base line, in em.
ASCENT = 0.78
DESCENT = 0.22
#: Points beyond which it does not matter how far away something stands.
_FAR = 1e6

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


Colour = tuple[float, float, float]
Look = tuple[bool, Colour]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The drawn characters of a page, side by side in arrays, for there are thousands of them.

    `texts[i]` stands from `x0[i]` to `x1[i]` on the base line `base[i]`, turned by `angle[i]` degrees against the page
    as shown; `looks[look[i]]` is its weight (bold or not) and colour.
    """

    texts: list[str]
    x0: npt.NDArray[np.float64]
    x1: npt.NDArray[np.float64]
    base: npt.NDArray[np.float64]
    size: npt.NDArray[np.float64]
    angle: npt.NDArray[np.float64]
    look: npt.NDArray[np.intp]
    looks: list[Look]

    def __len__(self) -> int:
        return len(self.texts)

    def only(self, chosen: npt.NDArray[np.bool_]) -> Glyphs:
        """The glyphs at the true places of `chosen`."""
        return self if chosen.all() else self.at(np.flatnonzero(chosen))

    def at(self, places: npt.NDArray[np.intp]) -> Glyphs:
        """The glyphs at these places, in this order."""
        return Glyphs(
            [self.texts[place] for place in places.tolist()],
            self.x0[places],
            self.x1[places],
            self.base[places],
            self.size[places],
            self.angle[places],
            self.look[places],
            self.looks,
        )


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


def words_of(glyphs: Glyphs) -> list[PlacedWord]:
    """The words of a page, row by row. Upright text only; see `turned_words` for the rest."""
    if not len(glyphs):
        return []
    runs = _runs(glyphs)
    order = np.lexsort((glyphs.x0, runs))
    glyphs, runs = glyphs.at(order), runs[order]
    letters = set(glyphs.texts)
    if not letters.isdisjoint(_SPACING_ACCENTS) or not letters.isdisjoint(_LETTERS_WITHOUT_DOT):
        kept = _compose(glyphs, runs)
        glyphs, runs = glyphs.only(kept), runs[kept]
    words: list[PlacedWord] = []
    for run in _words_of_runs(glyphs, runs):
        words += _join_spaced_letters(run)
    return sorted(words, key=lambda w: (w.base, w.x0))


def _runs(glyphs: Glyphs) -> npt.NDArray[np.int64]:
    """The number of each glyph's run: of one row, size and colour, for text of another colour may lie upon this."""
    colours: dict[Colour, int] = {}
    colour = np.array([colours.setdefault(colour, len(colours)) for _, colour in glyphs.looks])[glyphs.look]
    rows = np.rint(np.clip(glyphs.base, -_FAR, _FAR) * 2).astype(np.int64)
    sizes = np.rint(np.clip(glyphs.size, -_FAR, _FAR) * 10).astype(np.int64)
    step = int(sizes.max() - sizes.min() + 1) * len(colours)
    keys, runs = np.unique(rows * step + (sizes - sizes.min()) * len(colours) + colour, return_inverse=True)
    # Rounding may have put one base line into two rows half a point apart.
    places = {key: place for place, key in enumerate(keys.tolist())}
    joined = list(range(len(places)))
    for key in reversed(places):
        below = places.get(key + step)
        if below is not None:
            joined[places[key]] = joined[below]
    found: npt.NDArray[np.int64] = np.array(joined)[runs]
    return found


def _compose(glyphs: Glyphs, runs: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Accents drawn as glyphs of their own go into the letter that they stand on; which glyphs are kept."""
    kept = np.ones(len(glyphs), dtype=bool)
    texts = glyphs.texts
    composed: set[int] = set()
    for index, text in enumerate(list(texts)):
        if text not in _SPACING_ACCENTS:
            continue
        for other in (index + 1, index - 1):
            if (
                0 <= other < len(texts)
                and runs[other] == runs[index]
                and other not in composed
                and texts[other].isalpha()
                and _share(glyphs, index, other) > 0.5
            ):
                plain = _LETTERS_WITHOUT_DOT.get(texts[other], texts[other])
                texts[other] = clean(plain + _SPACING_ACCENTS[text])
                kept[index] = False
                composed.add(other)
                break
    return kept


def _share(glyphs: Glyphs, one: int, two: int) -> float:
    """How much of the narrower glyph lies over the other one."""
    x0, x1 = glyphs.x0, glyphs.x1
    width = min(x1[one] - x0[one], x1[two] - x0[two])
    return float((min(x1[one], x1[two]) - max(x0[one], x0[two])) / width) if width > 0 else 0.0


def _words_of_runs(glyphs: Glyphs, runs: npt.NDArray[np.int64]) -> Iterator[list[PlacedWord]]:
    """The words of each run, from left to right; the glyphs are sorted so."""
    texts, x0, x1 = glyphs.texts, glyphs.x0, glyphs.x1
    blanks = {text: not text or text.isspace() for text in set(texts)}
    blank = np.fromiter(map(blanks.__getitem__, texts), bool, len(texts))
    begins = np.flatnonzero(np.diff(runs, prepend=-1))
    run = np.cumsum(np.diff(runs, prepend=runs[0]) != 0)
    size = glyphs.size[begins]
    size[size == 0] = 1.0
    # between a glyph and the one before it, in em
    gap = np.full(len(texts), np.inf)
    gap[1:] = (x0[1:] - x1[:-1]) / size[run[1:]]
    inside = ~blank
    inside[1:] &= ~blank[:-1]
    inside[begins] = False
    spaces = np.add.reduceat(blank, begins) > 0
    threshold = _tracking(gap, run, inside & (gap < 1.0), len(begins)) + np.where(
        spaces, WORD_GAP_WITH_SPACES, WORD_GAP
    )
    wide = gap > threshold[run]
    cut = ~inside | wide | (gap < -2.0)
    starts = np.flatnonzero(cut & ~blank)
    last = np.ones(len(texts), dtype=bool)
    last[:-1] = cut[1:]
    ends = np.flatnonzero(last & ~blank) + 1
    # a blank stands before the word, or a gap as wide as one
    spaced = wide & inside
    spaced[1:] |= blank[:-1]
    spaced[begins] = False

    bold = np.concatenate(([0], np.cumsum(np.array([bold for bold, _ in glyphs.looks])[glyphs.look])))
    mostly_bold = (2 * (bold[ends] - bold[starts]) > ends - starts).tolist()
    words: list[PlacedWord] = []
    current = -1
    lefts, rights = x0.tolist(), x1.tolist()
    for number, base, height, look, start, end, is_bold, apart in zip(
        run[starts].tolist(),
        glyphs.base[starts].tolist(),
        glyphs.size[starts].tolist(),
        glyphs.look[starts].tolist(),
        starts.tolist(),
        ends.tolist(),
        mostly_bold,
        spaced[starts].tolist(),
        strict=True,
    ):
        if number != current:
            if words:
                yield words
            words, current = [], number
        text = clean("".join(texts[start:end])).replace("\n", "").strip()
        if not text:
            continue
        colour = glyphs.looks[look][1]
        left = lefts[start]
        if len(text) > 1 and end - start > 1 and _is_mark(text[0]) and text[1].isalpha():
            # a list mark glued to the front of a word becomes a word of its own
            words.append(PlacedWord(text[0], left, rights[start], base, height, False, colour, apart, bullet=True))
            text, left, apart = text[1:].strip(), lefts[start + 1], True
        word = PlacedWord(text, left, rights[end - 1], base, height, is_bold, colour, apart)
        word.bullet = len(text) == 1 and (_is_mark(text) or text == "o")
        words.append(word)
    if words:
        yield words


def _tracking(
    gap: npt.NDArray[np.float64], run: npt.NDArray[np.intp], chosen: npt.NDArray[np.bool_], count: int
) -> npt.NDArray[np.float64]:
    """How far apart the letters of each run stand: the median of the chosen gaps, 0 where they are few or negative."""
    gaps, runs = gap[chosen], run[chosen]
    gaps = gaps[np.lexsort((gaps, runs))]
    many = np.bincount(runs, minlength=count)
    first = np.cumsum(many) - many
    enough = many > 2
    low, high = (first + (many - 1) // 2)[enough], (first + many // 2)[enough]
    found = np.zeros(count)
    found[enough] = np.maximum((gaps[low] + gaps[high]) / 2, 0.0)
    return found


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


def turned_words(glyphs: Glyphs) -> list[PlacedWord]:
    """Words of text that stands upright on its side (read up or down), in their reading order.

    Their boxes are approximate: one square a letter.
    """
    words: list[PlacedWord] = []
    quarters = np.rint(glyphs.angle / 90).astype(np.int64) * 90 % 360
    for angle in sorted(set(quarters.tolist())):
        words += [_turn_back(word, angle) for word in words_of(_turned(glyphs.only(quarters == angle), angle))]
    return words


def _turned(glyphs: Glyphs, angle: int) -> Glyphs:
    x, y = glyphs.x0, glyphs.base
    along, across = {90: (-y, x), 180: (-x, -y), 270: (y, -x)}.get(angle, (x, y))
    return replace(glyphs, x0=along, x1=along + (glyphs.x1 - x), base=across)


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
