"""The look of the PDFs: type, colours, the drawings, and a document with its head and page numbers.

The colours are those of `tokens.css` for paper.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from recruit.hiring.blind.covering import BLOCK
from recruit.web import formats

FONTS = Path(__file__).resolve().parents[3] / "static" / "vendor" / "noto-sans"
REGULAR, BOLD = "NotoSans", "NotoSans-SemiBold"
MARGIN = 48.0
WIDTH, HEIGHT = A4
INNER = WIDTH - 2 * MARGIN

INK, MUTED, LINE, SOFT = HexColor("#1b1d22"), HexColor("#565a63"), HexColor("#e3e3de"), HexColor("#f5f5f2")
CRITERIA = {
    "degree": HexColor("#176aaf"),
    "mba": HexColor("#7646bd"),
    "experience": HexColor("#0b7658"),
    "skills": HexColor("#955b00"),
    "duties": HexColor("#b32f69"),
}
KINDS = {"core": HexColor("#0b7658"), "adjacent": HexColor("#8cc4ae"), "none": HexColor("#cfcec8")}
BANDS = {"strong": HexColor("#23693a"), "possible": HexColor("#83540a"), "below": MUTED}


@cache
def styles() -> dict[str, ParagraphStyle]:
    """By name; the fonts are registered with the first use."""
    for name, file in ((REGULAR, "NotoSans_400Regular.ttf"), (BOLD, "NotoSans_600SemiBold.ttf")):
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    base: dict[str, Any] = {"fontName": REGULAR, "fontSize": 9.2, "leading": 13, "textColor": INK}
    made = {
        "text": {},
        "small": {"fontSize": 8, "leading": 11, "textColor": MUTED},
        "quote": {"fontSize": 8.6, "leading": 12, "leftIndent": 10, "borderPadding": 0},
        "title": {"fontName": BOLD, "fontSize": 20, "leading": 25},
        "lede": {"fontSize": 10, "leading": 14, "textColor": MUTED},
        "head": {"fontName": BOLD, "fontSize": 12, "leading": 16, "spaceBefore": 14, "spaceAfter": 5},
        "name": {"fontName": BOLD, "fontSize": 11, "leading": 15},
        "criterion": {"fontName": BOLD, "fontSize": 9.6, "leading": 13},
        "number": {"fontName": BOLD, "fontSize": 9.6, "leading": 13, "alignment": 2},
        "points": {"fontName": BOLD, "fontSize": 26, "leading": 30},
    }
    return {name: ParagraphStyle(name, **(base | changes)) for name, changes in made.items()}


def words(text: object, *, breaks: bool = False) -> str:
    """Plain text for a paragraph; what is hidden in it becomes a bar."""
    said = escape(str(text), quote=False)
    said = said.replace("\n", "<br/>" if breaks else " ")
    bar = '<font backColor="#26262a" color="#26262a">\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0</font>'
    return re.sub(f"{BLOCK}+", bar, said)


def paragraph(text: object, style: str = "text", *, markup: bool = False, breaks: bool = False) -> Paragraph:
    return Paragraph(str(text) if markup else words(text, breaks=breaks), styles()[style])


class Bar(Flowable):
    """Points of a criterion by founding: solid shown, hatched claimed, hollow only declared."""

    def __init__(self, pieces: Sequence[tuple[float, str]], most: float, colour: Color, width: float = 90) -> None:
        super().__init__()
        self.pieces, self.most, self.colour, self.width, self.height = list(pieces), most, colour, width, 8

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.setLineWidth(0.5)
        canvas.setFillColor(SOFT)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        x = 0.0
        for points, founding in self.pieces:
            width = self.width * points / self.most if self.most else 0.0
            if width <= 0.1 or founding == "none":
                continue
            canvas.setStrokeColor(self.colour)
            canvas.setFillColor(self.colour if founding == "shown" else white)
            canvas.rect(x, 0, width, self.height, stroke=1, fill=1)
            if founding == "claimed":
                canvas.saveState()
                clip = canvas.beginPath()
                clip.rect(x, 0, width, self.height)
                canvas.clipPath(clip, stroke=0)
                for step in range(0, int(width) + 10, 3):
                    canvas.line(x + step - 8, 0, x + step, self.height)
                canvas.restoreState()
            x += width


class Whisker(Flowable):
    """The points on a line from 0 to 100 with their range, and where the bands begin."""

    def __init__(self, points: float, low: float, high: float, marks: Sequence[float], width: float = 200) -> None:
        super().__init__()
        self.points, self.low, self.high, self.marks = points, low, high, marks
        self.width, self.height = width, 14

    def draw(self) -> None:
        canvas: Canvas = self.canv
        scale, middle = self.width / 100, 7
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(1)
        canvas.line(0, middle, self.width, middle)
        for mark in self.marks:
            canvas.line(mark * scale, middle - 3, mark * scale, middle + 3)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(2)
        canvas.line(self.low * scale, middle, self.high * scale, middle)
        canvas.setFillColor(INK)
        canvas.circle(self.points * scale, middle, 3.2, stroke=0, fill=1)


class Career(Flowable):
    """Posts on a line of years: (first month, last month, core, adjacent or none)."""

    def __init__(self, spans: Sequence[tuple[int, int, str]], until: int, width: float = INNER) -> None:
        super().__init__()
        self.spans, self.width = list(spans), width
        self.first = min(first for first, _last, _kind in spans) // 12 * 12
        self.last = max(until, max(last for _first, last, _kind in spans)) // 12 * 12 + 12
        self.rows = self._rows()
        self.height = 10 * (max(self.rows) + 1) + 16

    def _rows(self) -> list[int]:
        """Posts that overlap stand under each other."""
        ends: list[int] = []
        rows = []
        for first, last, _kind in self.spans:
            row = next((index for index, end in enumerate(ends) if first > end), len(ends))
            ends[row : row + 1] = [last]
            rows.append(row)
        return rows

    def draw(self) -> None:
        canvas: Canvas = self.canv
        scale = self.width / (self.last - self.first)
        step = 12 if (self.last - self.first) // 12 <= 16 else 24
        canvas.setFont(REGULAR, 7)
        for month in range(self.first, self.last + 1, step):
            x = (month - self.first) * scale
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.5)
            canvas.line(x, 10, x, self.height)
            canvas.setFillColor(MUTED)
            if month < self.last:
                canvas.drawString(x + 1.5, 1, str(month // 12))
        for (first, last, kind), row in zip(self.spans, self.rows, strict=True):
            canvas.setFillColor(KINDS.get(kind, LINE))
            y = self.height - 9 - 10 * row
            canvas.rect((first - self.first) * scale, y, (last - first + 1) * scale, 7, stroke=0, fill=1)


class Rule(Flowable):
    def __init__(self, width: float = INNER) -> None:
        super().__init__()
        self.width, self.height = width, 1

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 0, self.width, 0)


def build(story: list[Any], *, title: str, head: str, made: datetime, language: str) -> bytes:
    """The document: `title` in its data, `head` on every page, when it was made, page numbers."""
    styles()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, title=title, author=head, subject="", creator=head, lang=language, leftMargin=MARGIN,
        rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    stamp = _("Made on %(when)s", when=formats.moment(made))

    def edges(canvas: Canvas, _document: Any) -> None:
        canvas.saveState()
        canvas.setFont(REGULAR, 7.5)
        canvas.setFillColor(MUTED)
        canvas.drawString(MARGIN, 26, f"{head} · {stamp}")
        canvas.drawRightString(WIDTH - MARGIN, 26, _("page %(number)d", number=canvas.getPageNumber()))
        canvas.restoreState()

    frame = Frame(MARGIN, 44, INNER, HEIGHT - 44 - 42, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=edges)])
    document.build(story)
    return out.getvalue()
