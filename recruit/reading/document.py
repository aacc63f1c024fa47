"""A document as text in reading order, with the place of every word.

`Document.text` is the one string that all offsets count in: the visible text,
lines joined by a newline, nothing rewritten beyond what `files/` and
`layout.py` must (so that a quote can be found again in the original).
Boxes are in points, origin at the page's upper left corner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class Rejected(Exception):
    """A document that can't be read: `id` names the kind of fault, the message says it in words."""

    def __init__(self, id: str, message: str) -> None:
        super().__init__(message)
        self.id = id
        self.message = message


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `number` from 1; size in points, or None where the format has no pages."""

    number: int
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` of the document, and its box (None without pages)."""

    start: int
    end: int
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line in reading order: offsets, looks and place.

    `size` in points (0 where unknown), `bold`, `column` numbers the columns of
    a page region from the left (0 where there is one), `bullet` tells that a
    bullet or list mark began it, `heading` that the format itself says so
    (a heading style). `cell` is (table, row, column) inside a table.
    """

    start: int
    end: int
    page: int = 1
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    column: int = 0
    bullet: bool = False
    heading: bool = False
    cell: tuple[int, int, int] | None = None
    #: body, sidebar, textbox, header or footer
    region: str = "body"
    #: an empty line stands above it (where lines have no box to tell the space)
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a person does not see: never evidence, kept to be flagged.

    `how`: invisible, tiny, off_page, covered, low_contrast, deleted, vanish, layer.
    """

    text: str
    page: int
    how: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """`kind` is pdf, docx, odt, rtf, doc, txt or scan."""

    text: str
    kind: str
    pages: tuple[Page, ...] = (Page(1),)
    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    #: flag ids of the file itself: needs_ocr, macros, many_pages …
    notes: tuple[str, ...] = ()
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_line_starts", tuple(line.start for line in self.lines))

    def __hash__(self) -> int:
        """By its text: what is kept for a document need not look at its thousands of words."""
        return hash(self.text)

    def line_at(self, offset: int) -> Line | None:
        """The line that holds the character at `offset`."""
        index = bisect_right(self._line_starts, offset) - 1
        return self.lines[index] if index >= 0 else None

    def page_at(self, offset: int) -> int:
        line = self.line_at(offset)
        return line.page if line else 1

    def boxes(self, start: int, end: int) -> list[tuple[int, Box]]:
        """(page, box) of the words that `text[start:end]` touches, one box a line."""
        ends = [word.end for word in self.words]
        found: list[tuple[int, Box]] = []
        for word in self.words[bisect_left(ends, start + 1) :]:
            if word.start >= end:
                break
            if word.box is None:
                continue
            page, box = word.page, word.box
            if found and found[-1][0] == page and abs(found[-1][1].y0 - box.y0) < 3 and found[-1][1].x0 <= box.x0:
                last = found[-1][1]
                box = Box(last.x0, min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
                found[-1] = (page, box)
            else:
                found.append((page, box))
        return found


def document_to_dict(document: Document) -> dict[str, Any]:
    """The document as plain values that JSON can hold, rows of numbers for lines and words; boxes to a tenth point."""
    return {
        "text": document.text,
        "kind": document.kind,
        "pages": [[page.number, page.width, page.height] for page in document.pages],
        "lines": [
            [
                *(line.start, line.end, line.page, _numbers(line.box), round(line.size, 2)),
                *(int(line.bold), line.column, int(line.bullet), int(line.heading)),
                *(list(line.cell) if line.cell else None, line.region),
            ]
            for line in document.lines
        ],
        "words": [[word.start, word.end, word.page, _numbers(word.box)] for word in document.words],
        "hidden": [[hidden.text, hidden.page, hidden.how, _numbers(hidden.box)] for hidden in document.hidden],
        "notes": list(document.notes),
    }


def document_from_dict(data: Mapping[str, Any]) -> Document:
    """The document of such values."""
    return Document(
        text=data["text"],
        kind=data["kind"],
        pages=tuple(Page(*page) for page in data["pages"]),
        lines=tuple(
            Line(
                start,
                end,
                page,
                _box(box),
                size,
                bool(bold),
                column,
                bool(bullet),
                bool(heading),
                (cell[0], cell[1], cell[2]) if cell else None,
                region,
            )
            for start, end, page, box, size, bold, column, bullet, heading, cell, region in data["lines"]
        ),
        words=tuple(Word(start, end, page, _box(box)) for start, end, page, box in data["words"]),
        hidden=tuple(HiddenText(text, page, how, _box(box)) for text, page, how, box in data["hidden"]),
        notes=tuple(data["notes"]),
    )


def _numbers(box: Box | None) -> list[float] | None:
    return [round(value, 1) for value in (box.x0, box.y0, box.x1, box.y1)] if box else None


def _box(numbers: Sequence[float] | None) -> Box | None:
    return Box(*numbers) if numbers else None
