"""Placed words -> segments: words of one row that belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from recruit.reading.files.glyphs import PlacedWord

#: A gap above this many em parts two fields.
FIELD_EM = 1.1


@dataclass(slots=True)
class Segment:
    """Words of one row that belong together, none of them a field's gap apart."""

    words: list[PlacedWord]
    bullet: bool = False
    x0: float = field(init=False)
    x1: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    base: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.x0 = min(w.x0 for w in self.words)
        self.x1 = max(w.x1 for w in self.words)
        self.top = min(w.top for w in self.words)
        self.bottom = max(w.bottom for w in self.words)
        self.base = self.words[0].base
        self.size = max(w.size for w in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def segments_of(words: Iterable[PlacedWord]) -> list[Segment]:
    """Rows of words cut where a field's gap is; list marks go to the text behind them."""
    rows = _rows(sorted(words, key=lambda w: (w.base, w.x0)))
    segments: list[Segment] = []
    for row in rows:
        row.sort(key=lambda w: w.x0)
        current: list[PlacedWord] = []
        bullet = False
        for index, word in enumerate(row):
            following = row[index + 1] if index + 1 < len(row) else None
            if (
                word.bullet
                and following is not None
                and not following.bullet
                and following.x0 - word.x1 < 3.5 * max(following.size, word.size)
                and (not current or word.x0 - current[-1].x1 > FIELD_EM * word.size)
                and (word.text != "o" or following.x0 - word.x1 > 0.5 * word.size)
            ):
                if current:
                    segments.append(Segment(current, bullet))
                current, bullet = [], True
                continue
            if current and word.x0 - current[-1].x1 > FIELD_EM * max(min(word.size, current[-1].size), 6.0):
                segments.append(Segment(current, bullet))
                current, bullet = [], False
            current.append(word)
        if current:
            segments.append(Segment(current, bullet))
    return segments


def _rows(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    """Words whose base lines are the same, or that overlap in height by more than half."""
    rows: list[list[PlacedWord]] = []
    for word in words:
        for row in reversed(rows[-4:]):
            other = row[-1]
            small = min(word.size, other.size)
            apart = abs(word.base - other.base)
            overlap = min(word.bottom, other.bottom) - max(word.top, other.top)
            if apart <= 0.12 * small or (overlap > 0.6 * small and _is_beside(word, row)):
                row.append(word)
                break
        else:
            rows.append([word])
    return rows


def _is_beside(word: PlacedWord, row: Sequence[PlacedWord]) -> bool:
    """Whether the word continues a row closely (a raised letter, a mark, a word of another size)."""
    return any(
        -0.1 * word.size <= gap <= 0.8 * max(word.size, other.size)
        for other in row
        for gap in (word.x0 - other.x1, other.x0 - word.x1)
    )


def visual_rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Segments grouped into lines of the page, each from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.base, s.x0)):
        for row in reversed(rows[-3:]):
            other = row[0]
            small = min(segment.size, other.size)
            overlap = min(segment.bottom, other.bottom) - max(segment.top, other.top)
            clear = all(segment.x0 >= s.x1 - 1 or segment.x1 <= s.x0 + 1 for s in row)
            if clear and (abs(segment.base - other.base) <= 0.15 * small + 0.3 or overlap > 0.55 * small):
                row.append(segment)
                break
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda s: s.x0)
    return rows
