"""Where on the paper a score rests: its evidence as marks on pages or in text.

Pure: from an explained score and a document to what the templates draw. Every
mark has the id `e-START-END` (offsets into the document's text) and knows the
row of the score that it founds, so that page and score lead to each other by
plain links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recruit.facts import Evidence
from recruit.hiring.blind.covering import shown
from recruit.reading.document import Box, Document, Line
from recruit.scoring.explanation import CriterionScore, Founding, Score
from recruit.web.desk.drawing import stroke

#: stands for a founding where a person struck the words: they found nothing any more
STRUCK = "struck"
NO_POSTS: Mapping[tuple[int, int], str] = {}


def mark_id(evidence: Evidence) -> str:
    """The anchor of a quote on the paper."""
    return f"e-{evidence.start}-{evidence.end}"


def row_id(criterion: str, part: str | None = None) -> str:
    """The anchor of a criterion's, or of its part's, row in the score."""
    return f"f-{criterion}-{part}" if part else f"f-{criterion}"


@dataclass(frozen=True, slots=True)
class Mark:
    """Quoted words and what they found: (criterion, part or None, founding), the weightiest first."""

    start: int
    end: int
    quote: str
    page: int
    founds: tuple[tuple[str, str | None, str], ...]
    #: the anchor of the row that a click leads to
    target: str = ""

    @property
    def id(self) -> str:
        return f"e-{self.start}-{self.end}"

    @property
    def criterion(self) -> str:
        return self.founds[0][0]

    @property
    def founding(self) -> str:
        return self.founds[0][2]

    @property
    def criteria(self) -> tuple[str, ...]:
        """All criteria that rest on these words, the one that colours them first."""
        return tuple(dict.fromkeys(criterion for criterion, _part, _founding in self.founds))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen stroke over a part of one line; `x` and the rest in points, for the underlines of other criteria."""

    path: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def middle(self) -> float:
        """Where a line goes that strikes the words through."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class PageMark:
    mark: Mark
    strokes: tuple[Stroke, ...]
    first: bool  # the page on which the mark begins carries its id


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the page as it can be selected: its offset in the text, and its box in points."""

    start: int
    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks; `begins` are those whose anchor stands before it."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]

    @property
    def lead(self) -> Mark | None:
        """The mark that colours the run: the shortest, so that none hides under another."""
        return min(self.marks, key=lambda mark: mark.end - mark.start) if self.marks else None


@dataclass(frozen=True, slots=True)
class TextLine:
    """`kind`: heading, bullet, bulleted (the text has its own list mark), cell or plain.

    `gap` tells that an empty line goes before.
    """

    kind: str
    gap: bool
    start: int
    segments: tuple[Segment, ...]


def _founded(criterion: CriterionScore) -> Iterable[tuple[Evidence, str | None, str]]:
    for part in criterion.parts:
        for evidence in part.evidence:
            yield evidence, part.id, part.founding
    for evidence in criterion.evidence:
        yield evidence, None, criterion.founding


def marks_of(score: Score, length: int, posts: Mapping[tuple[int, int], str] = NO_POSTS) -> tuple[Mark, ...]:
    """All evidence of a score within a text of `length` characters, each place once, in reading order.

    `posts`: where the words of a post stand -> the anchor of its row, to which the experience leads.
    """
    found: dict[tuple[int, int], list[tuple[str, str | None, str]]] = {}
    quotes: dict[tuple[int, int], Evidence] = {}
    for criterion in score.criteria:
        for evidence, part, founding in _founded(criterion):
            place = evidence.start, evidence.end
            if not 0 <= evidence.start < evidence.end <= length or founding == Founding.DECLARED:
                continue
            founds = found.setdefault(place, [])
            if part is None and any(known == criterion.id for known, _, _ in founds):
                continue  # a part of the same criterion already stands for it
            founds.append((criterion.id, part, str(founding)))
            quotes[place] = evidence
    for criterion in score.criteria:
        for strike in criterion.struck:
            place = strike.evidence.start, strike.evidence.end
            if place not in found and 0 <= place[0] < place[1] <= length:
                found[place] = [(criterion.id, strike.fact.partition(":")[2] or None, STRUCK)]
                quotes[place] = strike.evidence
    marks = []
    for place in sorted(found, key=lambda place: (place[0], -place[1])):
        lead, part_id, _founding = found[place][0]
        target = posts.get(place, row_id(lead)) if lead == "experience" else row_id(lead, part_id)
        marks.append(Mark(*place, quotes[place].quote, quotes[place].page, tuple(found[place]), target))
    return tuple(marks)


def _boxes(document: Document, mark: Mark) -> list[tuple[int, Box]]:
    """The mark's boxes, without the part of its last word that it leaves out (a comma, a bracket)."""
    boxes = document.boxes(mark.start, mark.end)
    last = next((word for word in document.words if word.start < mark.end < word.end and word.box), None)
    if boxes and last is not None and last.box is not None:
        page, box = boxes[-1]
        left_out = (last.end - mark.end) / (last.end - last.start) * (last.box.x1 - last.box.x0)
        boxes[-1] = page, Box(box.x0, box.y0, max(box.x0 + 1, box.x1 - left_out), box.y1)
    return boxes


def on_pages(document: Document, marks: Sequence[Mark]) -> dict[int, list[PageMark]]:
    """Page number -> its marks; a mark that runs over two pages is on both. Marks without boxes are absent."""
    pages: dict[int, list[PageMark]] = {page.number: [] for page in document.pages}
    # the long ones first: a short mark inside a long one must stay on top to be clicked
    for mark in sorted(marks, key=lambda mark: mark.start - mark.end):
        by_page: dict[int, list[Stroke]] = {}
        for page, box in _boxes(document, mark):
            path = stroke(box.x0, box.y0, box.x1, box.y1, mark.start)
            by_page.setdefault(page, []).append(Stroke(path, box.x0, box.x1, box.y0, box.y1))
        for index, (page, strokes) in enumerate(sorted(by_page.items())):
            pages.setdefault(page, []).append(PageMark(mark, tuple(strokes), first=index == 0))
    return pages


def words_on_pages(document: Document) -> dict[int, list[PlacedWord]]:
    """Page number -> its words with their places, so that they can be selected over the picture of the page."""
    pages: dict[int, list[PlacedWord]] = {}
    for word in document.words:
        if word.box is not None:
            box, said = word.box, document.text[word.start : word.end]
            placed = PlacedWord(word.start, said, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0)
            pages.setdefault(word.page, []).append(placed)
    return pages


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(m.start for m in here if m.start > start), *(m.end for m in here if m.end < end)})
    segments = []
    for left, right in pairwise(cuts):
        over = tuple(mark for mark in here if mark.start <= left and mark.end >= right)
        segments.append(Segment(text[left:right], over, tuple(mark for mark in over if mark.start == left)))
    return tuple(segments)


def _kind(line: Line | None, raw: str) -> str:
    if line is None:
        return "plain"
    if line.heading:
        return "heading"
    if line.bullet:  # where the text keeps its own list mark, none is drawn
        return "bullet" if raw.lstrip()[:1].isalnum() or raw.lstrip()[:1] in "\"“«'(" else "bulleted"
    return "cell" if line.cell else "plain"


def uncovered(lines: list[TextLine]) -> list[TextLine]:
    """Hidden runs in the text equally long, so that their length tells nothing."""
    return [
        replace(line, segments=tuple(replace(segment, text=shown(segment.text)) for segment in line.segments))
        for line in lines
    ]


def as_text(document: Document, marks: Sequence[Mark]) -> list[TextLine]:
    """The document's text line by line with its marks; empty lines become gaps."""
    lines: list[TextLine] = []
    gap = False
    previous: Line | None = None
    start = 0
    for raw in document.text.split("\n"):
        end = start + len(raw)
        if raw.strip():
            line = document.line_at(start)
            if line is not None and line.end < start:
                line = None
            turned = (
                previous is not None
                and line is not None
                and (line.page, line.region) != (previous.page, previous.region)
            )
            kind = _kind(line, raw)
            opens = bool(lines) and kind == "heading"
            lines.append(TextLine(kind, gap or turned or opens, start, _segments(document.text, start, end, marks)))
            gap, previous = False, line
        else:
            gap = bool(lines)
        start = end + 1
    return lines
