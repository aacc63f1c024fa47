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
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recruit.reading.files.characters import is_bold, strip_bullet
from recruit.reading.files.glyphs import PlacedWord
from recruit.reading.gutters import OPEN_RANGE, YEAR, Zone, blocks_of, find_zone, is_narrow, strips_of
from recruit.reading.segments import FIELD_EM, Segment, visual_rows

#: Between the fields of one line.
FIELD_GAP = "   "
#: A column beside the text over this share of the page's height is a sidebar when it is narrower than that share.
_SIDEBAR_HEIGHT = 0.3
_SIDEBAR_WIDTH = 0.42


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
        zone = find_zone(segments) if depth < 12 else None
        if zone is None:
            self._leaf(segments, column, flow)
            return
        self.cut(zone.above, column, flow, depth + 1)
        strips = [] if zone.rows else strips_of(zone)
        if zone.rows:
            self._table(zone, column, flow)
        elif strips:
            for strip in strips:
                self.cut(strip, column, flow, depth + 1)
        else:
            left, right = self._flows(zone, flow, depth)
            self.cut(zone.left, column, left, depth + 1)
            self.cut(zone.right, column + 1, right, depth + 1)
        self.cut(zone.below, column, flow, depth + 1)

    def _flows(self, zone: Zone, flow: str, depth: int) -> tuple[str, str]:
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
        self._add([_line(row, self.page, column) for row in visual_rows(segments)], flow)

    def _add(self, lines: list[PlacedLine], flow: str) -> None:
        if flow in ("left", "right"):
            for line in lines:
                line.region = "sidebar"
        self.parts.append(Part(lines, flow))

    def _table(self, zone: Zone, column: int, flow: str) -> None:
        """Rows of a table with two columns: the narrow one's blocks begin them."""
        number, self.tables = self.tables, self.tables + 1
        narrow_left = is_narrow(zone.left, zone.right)
        narrow, wide = (zone.left, zone.right) if narrow_left else (zone.right, zone.left)
        blocks = blocks_of(narrow)
        starts = [block[0][0].top - 0.35 * block[0][0].size for block in blocks]
        lead = [s for s in wide if s.middle < starts[0]]
        self.cut(lead, column, flow, 11)
        for index, block in enumerate(blocks):
            end = starts[index + 1] if index + 1 < len(starts) else float("inf")
            cell = [s for s in wide if starts[index] <= s.middle < end]
            rows = visual_rows(cell)
            lines: list[PlacedLine] = []
            label = [segment for row in block for segment in row]
            text = " ".join(s.text for s in label)
            first = rows[0] if rows else []
            dated = bool(YEAR.search(text))
            together = (
                bool(first)
                and len(text) <= 60
                and (len(block) == 1 or dated)
                and (narrow_left or len(block) == 1 or bool(OPEN_RANGE.search(" ".join(s.text for s in block[0]))))
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
                rows = visual_rows([*cell, *label])
            lines += [_line(row, self.page, column) for row in rows]
            # A label with nothing beside it is a heading between the rows.
            for line in lines if cell else ():
                line.cell = (number, index, 0)
            self._add(lines, flow)


def _line(row: Sequence[Segment], page: int, column: int, break_before: Segment | None = None) -> PlacedLine:
    words: list[tuple[str, PlacedWord]] = []
    last: PlacedWord | None = None
    for segment in row:
        for word in segment.words:
            space = ""
            if last is not None:
                gap = (word.x0 - last.x1) / max(min(word.size, last.size), 1.0)
                if (segment is break_before and word is segment.words[0]) or gap > FIELD_EM:
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
