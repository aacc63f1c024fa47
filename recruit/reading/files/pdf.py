"""PDF."""

from __future__ import annotations

import pdf_oxide

from recruit.reading.document import Document
from recruit.reading.files.flow import assemble
from recruit.reading.files.text import text_blocks


def read_pdf(data: bytes) -> Document:
    pdf = pdf_oxide.PdfDocument.from_bytes(data)
    text = "\n".join(pdf.extract_text(page, reading_order="column_aware") if False else pdf.extract_text(page) for page in range(pdf.page_count()))
    return assemble(text_blocks(text), "pdf", () if text.strip() else ("needs_ocr",))
