"""CVs as PDF in the layouts that people use. The same person gives the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from recruit.sample.person import Cv, Entry, Section

WIDTH, HEIGHT = A4
MARGIN = 50.0
SIDE = 175.0


@dataclass(frozen=True, slots=True)
class Look:
    """Type and colours of a layout; `size` in points."""

    font: str
    bold: str
    italic: str
    accent: str
    size: float = 9.6

    def style(self, name: str, **changes: Any) -> ParagraphStyle:
        base: dict[str, Any] = {"fontName": self.font, "fontSize": self.size, "leading": self.size * 1.38}
        return ParagraphStyle(name, **(base | changes))


HELVETICA = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
TIMES = ("Times-Roman", "Times-Bold", "Times-Italic")


def make_pdf(cv: Cv, layout: str, *, scan: bool = False, locked: bool = False) -> bytes:
    """The CV in one of `LAYOUTS`; as a picture of paper (`scan`), or behind a password (`locked`)."""
    data = LAYOUTS[layout](cv, locked)
    return _scanned(data) if scan else data


def _single(cv: Cv, locked: bool) -> bytes:
    look = Look(*TIMES, accent="#1f3a5f", size=10.4)
    story = _head(cv, look, centred=True)
    for section in cv.main:
        story += _section(section, look, rule=True)
    return _build(cv, story, [_whole_page()], locked)


def _timeline(cv: Cv, locked: bool) -> bytes:
    """Dates in the left margin beside a line with dots."""
    look = Look(*HELVETICA, accent="#0b7a75", size=9.2)
    story = _head(cv, look)
    for section in cv.main:
        story.append(_title(section.title, look))
        story += _loose(section, look)
        rows = [[_date(entry, look), "", _entry(entry, look, dated=False)] for entry in section.entries]
        if rows:
            table = Table(rows, colWidths=[82, 20, WIDTH - 2 * MARGIN - 102], hAlign="LEFT")
            table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
            story.append(_Dotted(table, HexColor(look.accent)))
    return _build(cv, story, [_whole_page()], locked)


def _table(cv: Cv, locked: bool) -> bytes:
    """A ruled table: dates in the left column, all else in the right one."""
    look = Look(*HELVETICA, accent="#333333", size=9.0)
    story = _head(cv, look)
    for section in cv.main:
        story.append(_title(section.title, look))
        rows = [[_date(entry, look), _entry(entry, look, dated=False)] for entry in section.entries]
        if rows:
            table = Table(rows, colWidths=[105, WIDTH - 2 * MARGIN - 105], hAlign="LEFT")
            table.setStyle(
                TableStyle([("GRID", (0, 0), (-1, -1), 0.4, HexColor("#b5b5b5")), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            )
            story.append(table)
        story += _loose(section, look)
    return _build(cv, story, [_whole_page()], locked)


def _sidebar(cv: Cv, locked: bool, *, right: bool, dark: bool, accent: str, paper: str) -> bytes:
    look = Look(*HELVETICA, accent=accent, size=9.2)
    ink = white if dark else HexColor("#222222")
    left = WIDTH - SIDE if right else 0.0
    side_frame = Frame(left + 14, 30, SIDE - 28, HEIGHT - (150 if dark else 70), 0, 0, 0, 0, id="side")
    main_left = MARGIN if right else SIDE + 28
    main_frame = Frame(main_left, 36, WIDTH - SIDE - 28 - MARGIN, HEIGHT - 84, 0, 0, 0, 0, id="main")

    def band(canvas: Canvas, _doc: Any) -> None:
        canvas.setFillColor(HexColor(paper))
        canvas.rect(left, 0, SIDE, HEIGHT, stroke=0, fill=1)
        if dark:
            _portrait(canvas, left + SIDE / 2, HEIGHT - 75, HexColor(accent))

    def later(canvas: Canvas, _doc: Any) -> None:
        canvas.setFillColor(HexColor(paper))
        canvas.rect(left, 0, SIDE, HEIGHT, stroke=0, fill=1)

    small = look.style("side", textColor=ink, fontSize=8.8, leading=12.4, spaceAfter=2)
    side: list[Flowable] = [Paragraph(_t(line), small) for line in cv.contact]
    for section in cv.side:
        side.append(_title(section.title, look, colour=ink if dark else HexColor(accent)))
        side += [Paragraph(_t(item), small) for item in section.list]
    name = look.style("name", fontName=look.bold, fontSize=20, leading=24, textColor=HexColor(accent))
    head = look.style("headline", fontSize=11, leading=15, textColor=HexColor("#555555"))
    main: list[Flowable] = [Paragraph(_t(cv.name), name), Paragraph(_t(cv.headline), head)]
    for section in cv.main:
        main += _section(section, look)
    templates = [
        PageTemplate("first", [side_frame, main_frame], onPage=band),
        PageTemplate("later", [main_frame], onPage=later),
    ]
    return _build(cv, [*side, NextPageTemplate("later"), FrameBreak(), *main], templates, locked)


LAYOUTS: dict[str, Callable[[Cv, bool], bytes]] = {
    "single": _single,
    "timeline": _timeline,
    "table": _table,
    "sidebar_left": lambda cv, locked: _sidebar(cv, locked, right=False, dark=False, accent="#7a2e4d", paper="#f3ecef"),
    "sidebar_right": lambda cv, locked: _sidebar(cv, locked, right=True, dark=False, accent="#1d5a8a", paper="#eaf1f7"),
    "sidebar_dark": lambda cv, locked: _sidebar(cv, locked, right=False, dark=True, accent="#2b3a4a", paper="#2b3a4a"),
}


class _Dotted(Table):
    """The timeline's table with its line and a dot a row drawn in the empty middle column."""

    def __init__(self, table: Table, colour: Any) -> None:
        super().__init__(
            table._cellvalues,
            colWidths=table._argW,
            hAlign="LEFT",
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ],
        )
        self.colour = colour

    def onSplit(self, part: Table, byRow: int = 1) -> None:  # noqa: N802, N803 - reportlab's name
        part.colour = self.colour

    def draw(self) -> None:
        super().draw()
        x = self._colWidths[0] + 6
        self.canv.setStrokeColor(self.colour)
        self.canv.setFillColor(self.colour)
        self.canv.setLineWidth(1)
        self.canv.line(x, 4, x, self._height - 6)
        top = self._height
        for height in self._rowHeights:
            self.canv.circle(x, top - 10, 3, stroke=0, fill=1)
            top -= height


def _build(cv: Cv, story: list[Flowable], templates: list[PageTemplate], locked: bool) -> bytes:
    out = io.BytesIO()
    lock = StandardEncryption("only-me-2026", ownerPassword="only-me-2026", strength=128) if locked else None
    doc = BaseDocTemplate(
        out, pagesize=A4, pageTemplates=templates, title=f"CV {cv.name}", author=cv.name, invariant=1, encrypt=lock
    )
    if cv.hidden:
        story = [*story, _White(cv.hidden)]
    doc.build(story)
    return out.getvalue()


class _White(Flowable):
    """Text in the colour of the paper, in tiny type at the foot of the page."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.paragraph = Paragraph(
            _t(self.words), ParagraphStyle("white", fontName="Helvetica", fontSize=4, leading=5, textColor=white)
        )
        taken_width, taken_height = self.paragraph.wrap(width, height)
        return taken_width, taken_height

    def draw(self) -> None:
        self.paragraph.drawOn(self.canv, 0, 0)


def _whole_page() -> PageTemplate:
    return PageTemplate("page", [Frame(MARGIN, 44, WIDTH - 2 * MARGIN, HEIGHT - 92, 0, 0, 0, 0)])


def _head(cv: Cv, look: Look, *, centred: bool = False) -> list[Flowable]:
    align = {"alignment": TA_CENTER} if centred else {}
    name = look.style("name", fontName=look.bold, fontSize=19, leading=24, textColor=HexColor(look.accent), **align)
    line = look.style("contact", textColor=HexColor("#444444"), **align)
    return [
        Paragraph(_t(cv.name), name),
        Paragraph(_t(cv.headline), look.style("headline", fontSize=look.size + 1.6, leading=16, **align)),
        Paragraph(_t("  |  ".join(cv.contact)), line),
        Spacer(1, 4),
    ]


def _title(title: str, look: Look, colour: Any = None) -> Paragraph:
    style = look.style(
        "title", fontName=look.bold, fontSize=look.size + 2.2, leading=17, spaceBefore=11, spaceAfter=3,
        textColor=colour or HexColor(look.accent), keepWithNext=1,
    )  # fmt: skip
    return Paragraph(_t(title), style)


def _section(section: Section, look: Look, *, rule: bool = False) -> list[Flowable]:
    parts: list[Flowable] = [_title(section.title, look)]
    if rule:
        parts.append(HRFlowable(width="100%", thickness=0.6, color=HexColor(look.accent), spaceAfter=4))
    parts += _loose(section, look)
    for entry in section.entries:
        parts.append(KeepTogether(_entry(entry, look)))
    return parts


def _loose(section: Section, look: Look) -> list[Flowable]:
    parts: list[Flowable] = [Paragraph(_t(section.text), look.style("text"))] if section.text else []
    return parts + [_bullet(item, look) for item in section.list]


def _entry(entry: Entry, look: Look, *, dated: bool = True) -> list[Flowable]:
    title = look.style("what", fontName=look.bold, spaceBefore=4)
    where = look.style("where", fontName=look.italic, textColor=HexColor("#444444"))
    parts: list[Flowable] = [Paragraph(_t(entry.what), title)]
    place = f"{entry.where}  ·  {entry.dates}" if dated and entry.dates else entry.where
    parts.append(Paragraph(_t(place), where))
    return parts + [_bullet(line, look) for line in entry.lines]


def _bullet(words: str, look: Look) -> Paragraph:
    return Paragraph(_t(words), look.style("bullet", leftIndent=11, bulletIndent=1), bulletText="•")


def _date(entry: Entry, look: Look) -> Paragraph:
    return Paragraph(_t(entry.dates), look.style("date", fontName=look.bold, fontSize=look.size - 0.6, spaceBefore=4))


def _portrait(canvas: Canvas, x: float, y: float, colour: Any) -> None:
    """The outline of a head and shoulders where others put a photograph."""
    canvas.setFillColor(HexColor("#8fa3b5"))
    canvas.circle(x, y, 38, stroke=0, fill=1)
    canvas.setFillColor(colour)
    canvas.circle(x, y + 10, 12, stroke=0, fill=1)
    canvas.wedge(x - 24, y - 36, x + 24, y + 4, 0, 180, stroke=0, fill=1)


def _t(words: str) -> str:
    return escape(words)


def _scanned(data: bytes) -> bytes:
    """The pages as slightly crooked grey pictures, without any text: what a flat scanner gives."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    document = pypdfium2.PdfDocument(data)
    for page in document:
        picture = page.render(scale=120 / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(0.8, fillcolor=252).point(lambda v: min(252, v + 18))
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=55)
        canvas.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    document.close()
    canvas.save()
    return out.getvalue()
