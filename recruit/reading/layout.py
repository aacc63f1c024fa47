"""Placed words -> lines in reading order.

An XY-cut of our own: a page is cut at the white gutter that runs longest
between two columns, above and below it, and each part again. What looks like
columns but is a table (dates beside entries, labels beside their text) is
read row by row, for an entry and its dates belong on one line.

The figures in em were set on the layouts of CVs: tabs and gutters are wider
than an em, words of justified lines are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from recruit.reading.files.characters import is_bold, strip_bullet
from recruit.reading.files.glyphs import PlacedWord

#: Between the fields of one line.
FIELD_GAP = "   "
#: A gap above this many em parts two fields.
_FIELD_EM = 1.1
#: The narrowest gutter between columns, in points and em.
_GUTTER = 7.0
_GUTTER_EM = 0.75
#: Dates may come nearer to the entries that they stand beside.
_TABLE_GUTTER = 3.0
#: Blank space above this many em parts two blocks of a column.
_BLOCK_EM = 0.75
#: A column beside the text over this share of the page's height is a sidebar when it is narrower than that share.
_SIDEBAR_HEIGHT = 0.3
_SIDEBAR_WIDTH = 0.42
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2}\s?[/.\-]\s?\d{2}(?!\d)|['’]\d{2}(?!\d)")
_OPEN_RANGE = re.compile(r"(?:[-–—→>]|\b(?:a|al|to|hasta|fins|until|till))$", re.IGNORECASE)


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


@dataclass(slots=True)
class PlacedLine:
    """A line of text: its words in order, each with the white space in front of it."""

    words: list[tuple[str, PlacedWord]]
    page: int
    column: int = 0
    bullet: bool = False
    region: str = "body"
    #: (table, row, column) where the line is a row of a table
    cell: tuple[int, int, int] | None = None

    @property
    def text(self) -> str:
        return "".join(space + word.text for space, word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for _, word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for _, word in self.words)

    @property
    def size(self) -> float:
        """Size of most letters of a field; of several fields the largest (a title, not its dates)."""
        fields: list[dict[float, int]] = [{}]
        for space, word in self.words:
            if space == FIELD_GAP:
                fields.append({})
            fields[-1][word.size] = fields[-1].get(word.size, 0) + len(word.text)
        return max(max(letters, key=lambda s: (letters[s], s)) for letters in fields if letters)

    @property
    def bold(self) -> bool:
        """Whether one of its fields is bold, or begins so: a title keeps its look beside its dates."""
        fields: list[list[tuple[str, bool]]] = [[]]
        for space, word in self.words:
            if space == FIELD_GAP and fields[-1]:
                fields.append([])
            fields[-1].append((word.text, word.bold))
        return any(is_bold(pieces) for pieces in fields)


@dataclass(slots=True)
class Part:
    """Lines that are read one after another. `flow`: main, or the left or right sidebar of its page."""

    lines: list[PlacedLine]
    flow: str = "main"


@dataclass(slots=True)
class _Zone:
    """Two columns side by side: all segments left and right of a gutter, between two heights."""

    left: list[Segment]
    right: list[Segment]
    above: list[Segment]
    below: list[Segment]
    height: float
    gap: float
    rows: bool = False


# --- segments ----------------------------------------------------------------


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
                and (not current or word.x0 - current[-1].x1 > _FIELD_EM * word.size)
                and (word.text != "o" or following.x0 - word.x1 > 0.5 * word.size)
            ):
                if current:
                    segments.append(Segment(current, bullet))
                current, bullet = [], True
                continue
            if current and word.x0 - current[-1].x1 > _FIELD_EM * max(min(word.size, current[-1].size), 6.0):
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


# --- cutting -----------------------------------------------------------------


def parts_of(segments: list[Segment], page: int, width: float, height: float) -> list[Part]:
    """The parts of a page in reading order."""
    cutter = _Cutter(page, width, height)
    cutter.cut(segments, 0, "main", 0)
    return cutter.parts


class _Cutter:
    def __init__(self, page: int, width: float, height: float) -> None:
        self.page = page
        self.width = width
        self.height = height
        self.parts: list[Part] = []
        self.tables = 0

    def cut(self, segments: list[Segment], column: int, flow: str, depth: int) -> None:
        if not segments:
            return
        zone = _find_zone(segments) if depth < 12 else None
        if zone is None:
            self._leaf(segments, column, flow)
            return
        self.cut(zone.above, column, flow, depth + 1)
        if zone.rows:
            self._table(zone, column, flow)
        else:
            left, right = self._flows(zone, flow, depth)
            self.cut(zone.left, column, left, depth + 1)
            self.cut(zone.right, column + 1, right, depth + 1)
        self.cut(zone.below, column, flow, depth + 1)

    def _flows(self, zone: _Zone, flow: str, depth: int) -> tuple[str, str]:
        """Which of two columns is a sidebar, if any."""
        if flow != "main" or zone.height < _SIDEBAR_HEIGHT * self.height:
            return flow, flow
        left = max(s.x1 for s in zone.left) - min(s.x0 for s in zone.left)
        right = max(s.x1 for s in zone.right) - min(s.x0 for s in zone.right)
        if left < _SIDEBAR_WIDTH * (left + right):
            return "left", flow
        if right < _SIDEBAR_WIDTH * (left + right):
            return flow, "right"
        return flow, "second"

    def _leaf(self, segments: list[Segment], column: int, flow: str) -> None:
        self._add([_line(row, self.page, column) for row in _visual_rows(segments)], flow)

    def _add(self, lines: list[PlacedLine], flow: str) -> None:
        if flow in ("left", "right"):
            for line in lines:
                line.region = "sidebar"
        self.parts.append(Part(lines, flow))

    def _table(self, zone: _Zone, column: int, flow: str) -> None:
        """Rows of a table with two columns: the narrow one's blocks begin them."""
        number, self.tables = self.tables, self.tables + 1
        narrow_left = _is_narrow(zone.left, zone.right)
        narrow, wide = (zone.left, zone.right) if narrow_left else (zone.right, zone.left)
        blocks = _blocks(narrow)
        starts = [block[0][0].top - 0.35 * block[0][0].size for block in blocks]
        lead = [s for s in wide if s.middle < starts[0]]
        self.cut(lead, column, flow, 11)
        for index, block in enumerate(blocks):
            end = starts[index + 1] if index + 1 < len(starts) else float("inf")
            cell = [s for s in wide if starts[index] <= s.middle < end]
            rows = _visual_rows(cell)
            lines: list[PlacedLine] = []
            label = [segment for row in block for segment in row]
            text = " ".join(s.text for s in label)
            first = rows[0] if rows else []
            dated = bool(_YEAR.search(text))
            together = (
                bool(first)
                and len(text) <= 60
                and (len(block) == 1 or dated)
                and (narrow_left or len(block) == 1 or bool(_OPEN_RANGE.search(" ".join(s.text for s in block[0]))))
                and (dated or not narrow_left)
            )
            if together and narrow_left:
                lines.append(_line([*label, *first], self.page, column, break_before=first[0]))
                rows = rows[1:]
            elif together:
                lines.append(_line([*first, *label], self.page, column, break_before=label[0]))
                rows = rows[1:]
            elif narrow_left:
                lines += [_line(row, self.page, column) for row in block]
            else:
                rows = _visual_rows([*cell, *label])
            lines += [_line(row, self.page, column) for row in rows]
            # A label with nothing beside it is a heading between the rows.
            for line in lines if cell else ():
                line.cell = (number, index, 0)
            self._add(lines, flow)


def _visual_rows(segments: Iterable[Segment]) -> list[list[Segment]]:
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


def _line(row: Sequence[Segment], page: int, column: int, break_before: Segment | None = None) -> PlacedLine:
    words: list[tuple[str, PlacedWord]] = []
    last: PlacedWord | None = None
    for segment in row:
        for word in segment.words:
            space = ""
            if last is not None:
                gap = (word.x0 - last.x1) / max(min(word.size, last.size), 1.0)
                if (segment is break_before and word is segment.words[0]) or gap > _FIELD_EM:
                    space = FIELD_GAP
                elif word.spaced or gap > 0.16 or gap < -0.5:
                    space = " "
            words.append((space, word))
            last = word
    bullet = row[0].bullet or _drop_mark(words)
    return PlacedLine(words, page, column, bullet)


def _drop_mark(words: list[tuple[str, PlacedWord]]) -> bool:
    """Take a written list mark (a dash, `â€¢`) off the front of a line; whether there was one."""
    text = " ".join(word.text for _, word in words[:2])
    rest, marked = strip_bullet(text)
    if not marked or len(rest) < 2:
        return False
    space, first = words[0]
    cut = len(text) - len(rest)
    if cut > len(first.text):
        del words[0]
        words[0] = ("", words[0][1])
    else:
        words[0] = (space, replace(first, text=first.text[cut:]))
    return True


def _lines_of(segments: Sequence[Segment]) -> list[float]:
    """The different base lines."""
    bases: list[float] = []
    for base in sorted(s.base for s in segments):
        if not bases or base - bases[-1] > 2.0:
            bases.append(base)
    return bases


def _blocks(segments: Sequence[Segment]) -> list[list[list[Segment]]]:
    """Rows of a column in blocks: a wide gap, or a date after something else, begins the next."""
    blocks: list[list[list[Segment]]] = []
    last: list[Segment] | None = None
    for row in _visual_rows(segments):
        if last is not None:
            gap = min(s.top for s in row) - max(s.bottom for s in last)
            text, previous = (" ".join(s.text for s in r) for r in (row, last))
            same = gap <= _BLOCK_EM * row[0].size and not (
                _is_date(text) and not _OPEN_RANGE.search(previous) and gap > 0.1 * row[0].size
            )
            if same:
                blocks[-1].append(row)
                last = row
                continue
        blocks.append([row])
        last = row
    return blocks


def _is_date(text: str) -> bool:
    """Whether a short text is a date or a range of dates and little else."""
    return len(text) <= 40 and len(text.split()) <= 8 and bool(_YEAR.search(text))


def _is_narrow(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the left column is the one whose blocks begin the rows: dates first, then fewer letters."""
    dates_left, dates_right = (_date_share(side) for side in (left, right))
    if max(dates_left, dates_right) >= 0.6 and abs(dates_left - dates_right) > 0.2:
        return dates_left > dates_right
    return sum(len(s.text) for s in left) <= sum(len(s.text) for s in right)


def _date_share(segments: Sequence[Segment]) -> float:
    blocks = _blocks(segments)
    return sum(_is_date(" ".join(s.text for row in block[:2] for s in row)) for block in blocks) / len(blocks)


# --- finding the gutter --------------------------------------------------------


def _find_zone(segments: list[Segment]) -> _Zone | None:
    """The tallest pair of columns; where there is none, the tallest table."""
    best: _Zone | None = None
    edges = sorted({round(s.x0) for s in segments})
    lowest = min(s.x0 for s in segments)
    for edge in edges:
        if edge <= lowest + 20:
            continue
        for zone in _zones_at(segments, float(edge)):
            if best is None or (not zone.rows, zone.height, zone.gap) > (not best.rows, best.height, best.gap):
                best = zone
    return best


def _zones_at(segments: list[Segment], edge: float) -> list[_Zone]:
    """The zones whose right column begins at `edge`."""
    crossing = [s for s in segments if s.x0 < edge - 1.5 and s.x1 > edge - 3.0]
    bands = sorted((s.top, s.bottom) for s in crossing)
    limits = [-1e9]
    for top, bottom in bands:
        limits += [top, bottom]
    limits.append(1e9)
    crossed = {id(s) for s in crossing}
    free = [s for s in segments if id(s) not in crossed]
    zones: list[_Zone] = []
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


def _zone(segments: list[Segment], inside: list[Segment], edge: float, *, first: bool, last: bool) -> _Zone | None:
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
    return _Zone(left, right, above, below, max(0.0, both_bottom - both_top), gap, rows)


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
    rows = _visual_rows(longer)
    if any(_stands_out(row, size) for row in rows[1:] if row[0].bottom < short_end):
        return 1e9  # a column with headings of its own runs on
    previous = short_end
    for row in _visual_rows([s for s in longer if s.top >= short_end - 0.5 * size]):
        top = min(s.top for s in row)
        if top - previous > 0.6 * size or _stands_out(row, size):
            return top
        previous = max(s.bottom for s in row)
    return 1e9


def _stands_out(row: Sequence[Segment], size: float) -> bool:
    """Whether a row looks like a heading beside text of that size."""
    return row[0].size > 1.1 * size or all(word.bold for word in row[0].words)


def _reads_in_rows(left: Sequence[Segment], right: Sequence[Segment]) -> bool | None:
    """Whether two columns are a table; None when they are only some lines with a gap in them."""
    left_bases, right_bases = _lines_of(left), _lines_of(right)
    few, many = sorted((left_bases, right_bases), key=len)
    aligned = sum(any(abs(b - o) <= 1.6 for o in many) for b in few) / len(few)
    narrow_left = _is_narrow(left, right)
    narrow, wide = (left, right) if narrow_left else (right, left)
    blocks = _blocks(narrow)
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
    starts = [block[0][0].base for block in _blocks(wide)]
    return sum(any(abs(top - start) <= 2.2 for start in starts) for top in tops) >= 0.8 * len(tops)


def _is_set_apart(left: Sequence[Segment], right: Sequence[Segment]) -> bool | None:
    """A single large line beside several small ones (a name beside contact data) is a column of its own."""
    few, many = sorted((left, right), key=lambda side: len(_lines_of(side)))
    return False if few[0].size > 1.4 * many[0].size and len(_lines_of(many)) >= 2 else None


# --- pages together ------------------------------------------------------------


def in_order(pages: Sequence[list[Part]]) -> list[PlacedLine]:
    """The lines of all pages. A sidebar runs on over the pages: left ones come first, right ones last."""
    if len(pages) == 1:
        return [line for part in pages[0] for line in part.lines]
    lines: list[PlacedLine] = []
    lefts = [line for parts in pages for part in parts if part.flow == "left" for line in part.lines]
    seconds = [index for index, parts in enumerate(pages) if any(part.flow == "second" for part in parts)]
    carried = len(seconds) > 1 and seconds == list(range(seconds[0], seconds[-1] + 1))
    late: list[PlacedLine] = []
    for parts in pages:
        for part in parts:
            if part.flow == "left":
                lines += lefts
                lefts = []
            elif part.flow == "right" or (part.flow == "second" and carried):
                late += part.lines
            else:
                lines += part.lines
    return lines + late


def mark_running_lines(pages: Sequence[list[PlacedLine]], heights: Sequence[float]) -> list[PlacedLine]:
    """Find headers, footers and page numbers: lines at the edges, the same on several pages but for the page's number.

    Their `region` is set; the repeated ones (not the first header) are returned, to be read last.
    """
    repeated: list[PlacedLine] = []
    if len(pages) < 2:
        for line in pages[0] if pages else ():
            if line.top > 0.9 * heights[0] and _is_page_number(line.text):
                line.region = "footer"
                repeated.append(line)
        return repeated
    seen: dict[tuple[str, str], list[tuple[int, PlacedLine]]] = {}
    for index, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in lines:
            edge = "header" if line.bottom < 0.1 * height else "footer" if line.top > 0.9 * height else ""
            if edge and len(line.text) < 150:
                if _is_page_number(line.text):
                    line.region = edge
                    repeated.append(line)
                else:
                    key = edge, re.sub(rf"\b{line.page}\b", "#", line.text)
                    seen.setdefault(key, []).append((index, line))
    for (edge, _), found in seen.items():
        if len({index for index, _ in found}) < 2:
            continue
        for position, (_, line) in enumerate(found):
            line.region = edge
            if position or edge == "footer":
                repeated.append(line)
    return sorted(repeated, key=lambda line: (line.page, line.top))


_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:(?:p[áà]g(?:ina)?|page|p)\.?\s*)?\d{1,3}(?:\s*(?:/|de|of|\|)\s*\d{1,3})?(?:\s*[-–—])?",
    re.IGNORECASE,
)


def _is_page_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def leading(lines: Sequence[PlacedLine]) -> float:
    """The usual distance of lines, 0 for one line."""
    steps = [b.top - a.top for a, b in pairwise(lines) if b.top > a.top]
    return median(steps) if steps else 0.0
