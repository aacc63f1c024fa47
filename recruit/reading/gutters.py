"""Where a page falls into two columns, and whether those are columns or a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from recruit.reading import lexicon
from recruit.reading.folding import fold
from recruit.reading.segments import Segment, visual_rows

#: The narrowest gutter between columns, in points and em.
_GUTTER = 7.0
_GUTTER_EM = 0.75
#: Dates may come nearer to the entries that they stand beside.
_TABLE_GUTTER = 3.0
#: Blank space above this many em parts two blocks of a column.
_BLOCK_EM = 0.75
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2}\s?[/.\-]\s?\d{2}(?!\d)|['’]\d{2}(?!\d)")
OPEN_RANGE = re.compile(r"(?:[-–—→>]|\b(?:a|al|to|hasta|fins|until|till))$", re.IGNORECASE)
_LONE_YEAR = re.compile(r"(?:de |del |d['’])?(?:(?:19|20)\d{2}|['’]\d{2})\W*", re.IGNORECASE)


@dataclass(slots=True)
class Zone:
    """Two columns side by side: all segments left and right of a gutter, between two heights."""

    left: list[Segment]
    right: list[Segment]
    above: list[Segment]
    below: list[Segment]
    height: float
    gap: float
    rows: bool = False


def find_zone(segments: list[Segment]) -> Zone | None:
    """The tallest pair of columns; where there is none, the tallest table."""
    best: Zone | None = None
    edges = sorted({round(s.x0) for s in segments})
    lowest = min(s.x0 for s in segments)
    for edge in edges:
        if edge <= lowest + 20:
            continue
        for zone in _zones_at(segments, float(edge)):
            if best is None or (not zone.rows, zone.height, zone.gap) > (not best.rows, best.height, best.gap):
                best = zone
    return best


def _zones_at(segments: list[Segment], edge: float) -> list[Zone]:
    """The zones whose right column begins at `edge`."""
    crossing = [s for s in segments if s.x0 < edge - 1.5 and s.x1 > edge - 3.0]
    bands = sorted((s.top, s.bottom) for s in crossing)
    limits = [-1e9]
    for top, bottom in bands:
        limits += [top, bottom]
    limits.append(1e9)
    crossed = {id(s) for s in crossing}
    free = [s for s in segments if id(s) not in crossed]
    zones: list[Zone] = []
    low = limits[0]
    reached = low
    for top, bottom in [*bands, (1e9, 1e9)]:
        inside = [s for s in free if reached < s.middle < top]
        if len(inside) >= 4:
            zone = _zone(segments, inside, edge, first=reached == low, last=top == 1e9)
            if zone is not None:
                zones.append(zone)
        reached = max(reached, bottom)
    return zones


def _zone(segments: list[Segment], inside: list[Segment], edge: float, *, first: bool, last: bool) -> Zone | None:
    left = [s for s in inside if s.x1 <= edge - 1.5]
    right = [s for s in inside if s.x0 >= edge - 1.5]
    if not left or not right:
        return None
    # Lines of one side alone, next to text that crosses the gutter, belong to that text.
    top = max(min(s.top for s in left), min(s.top for s in right)) if not first else -1e9
    bottom = min(max(s.bottom for s in left), max(s.bottom for s in right)) if not last else 1e9
    if last:
        bottom = _tail(left, right)
    left, right = ([s for s in side if s.bottom > top and s.top < bottom] for side in (left, right))
    left_lines, right_lines = _lines_of(left), _lines_of(right)
    if min(len(left_lines), len(right_lines)) < 1 or len(left_lines) + len(right_lines) < 4:
        return None
    size = median(s.size for s in (*left, *right))
    gap = min(s.x0 for s in right) - max(s.x1 for s in left)
    if gap < _TABLE_GUTTER:
        return None
    rows = _reads_in_rows(left, right)
    if rows is None or (not rows and gap < max(_GUTTER, _GUTTER_EM * size)):
        return None
    chosen = {id(s) for s in (*left, *right)}
    start, end = min(s.top for s in (*left, *right)), max(s.bottom for s in (*left, *right))
    rest = [s for s in segments if id(s) not in chosen]
    above = [s for s in rest if s.middle < (start + end) / 2]
    below = [s for s in rest if s.middle >= (start + end) / 2]
    both_top = max(min(s.top for s in left), min(s.top for s in right))
    both_bottom = min(max(s.bottom for s in left), max(s.bottom for s in right))
    return Zone(left, right, above, below, max(0.0, both_bottom - both_top), gap, rows)


def strips_of(zone: Zone) -> list[list[Segment]]:
    """The zone cut at its headings, where what stands between them are dates beside their entries.

    Short headings set flush with the dates leave the gutter free, so that several sections look like two columns.
    Each heading is a strip of its own; no strips where the zone is two columns indeed.
    """
    segments = [*zone.left, *zone.right]
    size = median(s.size for s in segments)
    strips: list[list[Segment]] = []
    current: list[Segment] = []
    rows = visual_rows(segments)
    edge = min(s.x0 for s in zone.right)
    for row in rows:
        top, bottom = min(s.top for s in row), max(s.bottom for s in row)
        alone = all(s.x1 < edge for s in row) and not any(s.bottom > top and s.top < bottom for s in zone.right)
        if alone and _stands_out(row, size):
            strips += [current, row]
            current = []
        else:
            current += row
    strips = [strip for strip in (*strips, current) if strip]
    sides = [([s for s in strip if s.x0 < edge - 1.5], [s for s in strip if s.x0 >= edge - 1.5]) for strip in strips]
    both = [(left, right) for left, right in sides if left and right]
    beside_nothing = any(right and not left for left, right in sides)
    dated = all(is_narrow(left, right) and _reads_in_rows(left, right) for left, right in both)
    return strips if len(strips) > 1 and both and dated and not beside_nothing else []


def _tail(left: Sequence[Segment], right: Sequence[Segment]) -> float:
    """Where a zone ends that nothing crosses below.

    A small pair of columns (a list set in two) ends with its shorter column
    when a larger gap or a heading follows in the longer one; a tall one, and
    one whose columns have headings, is two columns to the page's end.
    """
    ends = max(s.bottom for s in left), max(s.bottom for s in right)
    short_end, long_end = min(ends), max(ends)
    start = min(s.top for s in (*left, *right))
    if short_end - start > 0.3 * (long_end - start) and short_end - start > 200:
        return 1e9
    longer = left if ends[0] > ends[1] else right
    if longer is right:
        return 1e9
    size = median(s.size for s in longer)
    rows = visual_rows(longer)
    if any(_stands_out(row, size) for row in rows[1:] if row[0].bottom < short_end):
        return 1e9  # a column with headings of its own runs on
    previous = short_end
    for row in visual_rows([s for s in longer if s.top >= short_end - 0.5 * size]):
        top = min(s.top for s in row)
        if top - previous > 0.6 * size or _stands_out(row, size):
            return top
        previous = max(s.bottom for s in row)
    return 1e9


def _stands_out(row: Sequence[Segment], size: float) -> bool:
    """Whether a row looks like a heading beside text of that size; a date in bold does not."""
    bold = all(word.bold for word in row[0].words) and not _is_date(" ".join(s.text for s in row))
    return row[0].size > 1.1 * size or bold


def _reads_in_rows(left: Sequence[Segment], right: Sequence[Segment]) -> bool | None:
    """Whether two columns are a table; None when they are only some lines with a gap in them."""
    left_bases, right_bases = _lines_of(left), _lines_of(right)
    few, many = sorted((left_bases, right_bases), key=len)
    aligned = sum(any(abs(b - o) <= 1.6 for o in many) for b in few) / len(few)
    narrow_left = is_narrow(left, right)
    narrow, wide = (left, right) if narrow_left else (right, left)
    blocks = blocks_of(narrow)
    tops = [block[0][0].base for block in blocks]
    wide_bases = right_bases if narrow_left else left_bases
    hung = sum(any(abs(top - base) <= 2.2 for base in wide_bases) for top in tops) / len(tops)
    dates = [block for block in blocks if _is_date(" ".join(s.text for row in block[:2] for s in row))]
    if len(dates) >= 0.6 * len(blocks) and sum(_stands_beside(block, wide_bases) for block in dates) >= 0.7 * len(
        dates
    ):
        return True
    if len(few) == 1:
        return None if aligned == 1 else _is_set_apart(left, right)
    if len(few) == 2 and aligned == 1:
        return None
    narrow_lines = len(_lines_of(narrow))
    few_labels = len(blocks) >= 2 and narrow_lines <= 0.6 * len(wide_bases)
    return hung >= 0.9 and few_labels and _rows_begin_blocks(tops, wide)


def _stands_beside(block: list[list[Segment]], bases: Sequence[float]) -> bool:
    """Whether a line of the other column begins where the block does, or stands beside its middle."""
    top, bottom = block[0][0].base - 2.2, block[-1][0].base + 2.2
    return any(top <= base <= bottom for base in bases)


def _rows_begin_blocks(tops: Sequence[float], wide: Sequence[Segment]) -> bool:
    """Whether the blocks of the wide column begin where the labels stand."""
    starts = [block[0][0].base for block in blocks_of(wide)]
    return sum(any(abs(top - start) <= 2.2 for start in starts) for top in tops) >= 0.8 * len(tops)


def _is_set_apart(left: Sequence[Segment], right: Sequence[Segment]) -> bool | None:
    """A single large line beside several small ones (a name beside contact data) is a column of its own."""
    few, many = sorted((left, right), key=lambda side: len(_lines_of(side)))
    return False if few[0].size > 1.4 * many[0].size and len(_lines_of(many)) >= 2 else None


def _lines_of(segments: Sequence[Segment]) -> list[float]:
    """The different base lines."""
    bases: list[float] = []
    for base in sorted(s.base for s in segments):
        if not bases or base - bases[-1] > 2.0:
            bases.append(base)
    return bases


def blocks_of(segments: Sequence[Segment]) -> list[list[list[Segment]]]:
    """Rows of a column in blocks: a wide gap, or a date after something else, begins the next."""
    blocks: list[list[list[Segment]]] = []
    last: list[Segment] | None = None
    for row in visual_rows(segments):
        if last is not None:
            gap = min(s.top for s in row) - max(s.bottom for s in last)
            text, previous = (" ".join(s.text for s in r) for r in (row, last))
            same = gap <= _BLOCK_EM * row[0].size and not (
                _is_date(text) and not _goes_on(previous, text) and gap > 0.1 * row[0].size
            )
            if same:
                blocks[-1].append(row)
                last = row
                continue
        blocks.append([row])
        last = row
    return blocks


def _goes_on(previous: str, text: str) -> bool:
    """Whether a range that a narrow cell wraps goes on in its next row: "2012 -", "set. 2014 - febrer" above "2019"."""
    return bool(OPEN_RANGE.search(previous) or (_LONE_YEAR.fullmatch(text) and _wants_year().search(fold(previous))))


@cache
def _wants_year() -> re.Pattern[str]:
    """A range whose last month has no year yet, or a month alone."""
    months = {
        " ".join(words)
        for entry in lexicon.load("dates")
        if entry.get("kind") == "month"
        for texts in entry.words.values()
        for text in texts
        for words in lexicon.expand(text)
    }
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    return re.compile(
        rf"(?:^|[-–—→>]|\b(?:a|al|to|hasta|fins|until|till)\b)\W*(?:de\s|d')?(?:{names})\.?(?:\s(?:de|del))?$"
    )


def _is_date(text: str) -> bool:
    """Whether a short text is a date or a range of dates and little else."""
    return len(text) <= 40 and len(text.split()) <= 8 and bool(YEAR.search(text))


def is_narrow(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the left column is the one whose blocks begin the rows: dates first, then fewer letters."""
    dates_left, dates_right = (_date_share(side) for side in (left, right))
    if max(dates_left, dates_right) >= 0.6 and abs(dates_left - dates_right) > 0.2:
        return dates_left > dates_right
    return sum(len(s.text) for s in left) <= sum(len(s.text) for s in right)


def _date_share(segments: Sequence[Segment]) -> float:
    blocks = blocks_of(segments)
    return sum(_is_date(" ".join(s.text for row in block[:2] for s in row)) for block in blocks) / len(blocks)
