"""Formats without pages: paragraphs and tables in a row, made into lines.

The readers of DOCX, ODT, RTF, DOC and TXT give blocks; `assemble` gives the
`Document`. Pages and boxes are unknown there: everything is on page 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from recruit.reading.document import Document, HiddenText, Line, Page, Rejected
from recruit.reading.files.characters import clean, invisible_count, is_bold, join_spaced_letters, strip_bullet

#: A cell longer than this is prose, not a field: its row is not put on one line.
SHORT_CELL = 70
#: A cell longer than this is no date.
LONGEST_DATE = 20
#: More text than any CV has; a document above it was made to hurt.
MAX_CHARACTERS = 2_000_000
CELL_GAP = "   "


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `hidden` says how it is hidden (see `HiddenText.how`), None when seen."""

    text: str
    bold: bool = False
    size: float = 0.0
    hidden: str | None = None


@dataclass(slots=True)
class Paragraph:
    runs: list[Run] = field(default_factory=list)
    bullet: bool = False
    heading: bool = False
    region: str = "body"

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if run.hidden is None)


@dataclass(slots=True)
class Table:
    """Rows of cells, each a list of blocks."""

    rows: list[list[list[Block]]] = field(default_factory=list)


Block = Paragraph | Table


def split_lines(paragraph: Paragraph) -> list[Paragraph]:
    """One paragraph a line: cut at the line breaks inside it."""
    lines: list[list[Run]] = [[]]
    for run in paragraph.runs:
        parts = run.text.split("\n")
        for index, part in enumerate(parts):
            if index:
                lines.append([])
            if part:
                lines[-1].append(replace(run, text=part))
    return [
        Paragraph(runs, paragraph.bullet and index == 0, paragraph.heading, paragraph.region)
        for index, runs in enumerate(lines)
    ]


class _Assembly:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.hidden: list[HiddenText] = []
        self.length = 0
        self.tables = 0
        self.invisible = 0
        self.spaced = False

    def add(self, paragraph: Paragraph, cell: tuple[int, int, int] | None = None) -> None:
        cleaned = []
        for run in paragraph.runs:
            self.invisible += invisible_count(run.text)
            text = clean(run.text)
            if run.hidden and text.strip():
                self.hidden.append(HiddenText(" ".join(text.split()), 1, run.hidden))
            elif not run.hidden:
                cleaned.append(replace(run, text=text))
        for line in split_lines(Paragraph(cleaned, paragraph.bullet, paragraph.heading, paragraph.region)):
            self._line(line, cell)

    def _line(self, line: Paragraph, cell: tuple[int, int, int] | None) -> None:
        text = clean(line.text).strip()  # once more: an accent may stand in a run of its own
        text, marked = strip_bullet(text)
        text = join_spaced_letters(text.strip())
        if not text:
            self.spaced = True
            return
        sizes = [(len(run.text.strip()), run.size) for run in line.runs]
        size = max(sizes, default=(0, 0.0))[1]
        self.parts.append(text)
        start = self.length
        self.length += len(text) + 1
        if self.length > MAX_CHARACTERS:
            raise Rejected("bomb", "The document holds more text than a CV can have.")
        self.lines.append(
            Line(
                start=start,
                end=start + len(text),
                size=size,
                bold=_has_bold_field(line.runs),
                column=cell[2] if cell else 0,
                bullet=line.bullet or marked,
                heading=line.heading,
                cell=cell,
                region=line.region,
                spaced=self.spaced,
            )
        )
        self.spaced = False

    def blocks(self, blocks: Iterable[Block], cell: tuple[int, int, int] | None = None) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self.add(block, cell)
            else:
                self.table(block)

    def table(self, table: Table) -> None:
        number, self.tables = self.tables, self.tables + 1
        for row_number, row in enumerate(table.rows):
            fields = [_single_line(cell) for cell in row]
            filled = [f for f in fields if f is not None and f.text.strip()]
            if None not in fields and len(filled) > 1:
                self.add(_join(filled), (number, row_number, 0))
                continue
            row = _dates_beside(row, fields)
            for column, cell in enumerate(row):
                self.blocks(cell, (number, row_number, column))


def _single_line(cell: Sequence[Block]) -> Paragraph | None:
    """The only, short line of a cell; an empty paragraph for an empty cell; None when there is more."""
    found = Paragraph()
    for block in cell:
        if isinstance(block, Table):
            return None
        if not block.text.strip():
            found.runs.extend(run for run in block.runs if run.hidden)
            continue
        if found.text.strip() or "\n" in block.text.strip() or len(block.text.strip()) > SHORT_CELL:
            return None
        found = Paragraph([*found.runs, *block.runs], block.bullet, block.heading, block.region)
    return found


def _dates_beside(row: list[list[Block]], fields: Sequence[Paragraph | None]) -> list[list[Block]]:
    """The row with a From and a To cell put on the first line of the post that they stand beside.

    One date cell alone is left where it is: it reads well above its post, and it may be a label.
    """
    if None not in fields:
        return row
    post = fields.index(None)
    dates = [found for found in fields[:post] if found is not None and found.text.strip()]
    first = row[post][0] if row[post] else None
    if (
        len(dates) < 2
        or any(len(date.text.strip()) > LONGEST_DATE for date in dates)
        or not any(char.isdigit() for char in dates[0].text)
        or not isinstance(first, Paragraph)
        or len(first.text) > SHORT_CELL
    ):
        return row
    head = split_lines(first)
    return [[_join([*dates, head[0]]), *head[1:], *row[post][1:]], *row[post + 1 :]]


def _join(fields: Sequence[Paragraph]) -> Paragraph:
    runs: list[Run] = []
    for index, cell in enumerate(fields):
        if index:
            runs.append(Run(CELL_GAP))
        runs.extend(replace(run, text=run.text.replace("\n", " ")) for run in cell.runs)
    first = fields[0]
    return Paragraph(runs, first.bullet, first.heading, first.region)


def _has_bold_field(runs: Sequence[Run]) -> bool:
    """Whether a field (up to a tab or cell gap) is bold: a title keeps its look beside its dates."""
    fields: list[list[tuple[str, bool]]] = [[]]
    for run in runs:
        for index, piece in enumerate(run.text.split(CELL_GAP)):
            if index:
                fields.append([])
            fields[-1].append((piece, run.bold))
    return any(is_bold(pieces) for pieces in fields)


def assemble(blocks: Iterable[Block], kind: str, notes: Iterable[str] = ()) -> Document:
    """The document of these blocks, its lines in their order.

    Raises `Rejected("bomb")` above `MAX_CHARACTERS`.
    """
    assembly = _Assembly()
    assembly.blocks(blocks)
    found = list(notes)
    if assembly.invisible:
        found.append("zero_width")
    return Document(
        text="\n".join(assembly.parts),
        kind=kind,
        pages=(Page(1),),
        lines=tuple(assembly.lines),
        hidden=tuple(assembly.hidden),
        notes=tuple(found),
    )
