"""Documents that applicants add to their application: a page of a certificate, a letter as plain text."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph, Spacer

INK, FRAME = HexColor("#20303c"), HexColor("#8a6d3b")
MARGIN = 28.0


def make_document(document: dict[str, Any]) -> bytes:
    """The file of a document in a person's data, its kind told by the name's ending; always the same bytes."""
    name, text = str(document["name"]), str(document["text"])
    if name.endswith(".pdf"):
        return _certificate(text)
    if name.endswith(".txt"):
        return text.encode()
    raise ValueError(f"no document is made of {name}")


def _certificate(text: str) -> bytes:
    """One page with a frame: the first line is who gives it, the second what it is, the rest what it says."""
    out = io.BytesIO()
    width, height = landscape(A4)
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    giver, title, *lines = [line for line in text.splitlines() if line.strip()]
    canvas.setTitle(title)
    canvas.setStrokeColor(FRAME)
    for inset, thickness in ((MARGIN, 2.2), (MARGIN + 7, 0.6)):
        canvas.setLineWidth(thickness)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)

    def style(size: float, font: str = "Times-Roman", **more: Any) -> ParagraphStyle:
        return ParagraphStyle(
            f"{font} {size}",
            fontName=font,
            fontSize=size,
            leading=size * 1.45,
            alignment=TA_CENTER,
            textColor=INK,
            **more,
        )

    story = [
        Spacer(1, 55),
        Paragraph(giver, style(15)),
        Spacer(1, 40),
        Paragraph(title, style(27, "Times-Bold", spaceAfter=26)),
        *(Paragraph(line, style(14, spaceAfter=9)) for line in lines),
    ]
    Frame(MARGIN * 3, MARGIN * 2, width - MARGIN * 6, height - MARGIN * 6, showBoundary=0).addFromList(story, canvas)
    canvas.save()
    return out.getvalue()
