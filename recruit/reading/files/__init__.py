"""Bytes of a document -> `Document`. `load_document` is the door."""

from __future__ import annotations

from dataclasses import replace

from recruit.reading.document import Document, Rejected
from recruit.reading.files import doc, docx, odt, pdf, rtf, text
from recruit.reading.files.sniff import sniff

_READERS = {
    "pdf": pdf.read_pdf,
    "docx": docx.read_docx,
    "odt": odt.read_odt,
    "rtf": rtf.read_rtf,
    "doc": doc.read_doc,
    "txt": text.read_text,
}


def load_document(data: bytes, filename: str) -> Document:
    """The document in these bytes, whatever its name says.

    Raises `Rejected` with one of the ids empty, too_large, unknown_kind,
    encrypted, damaged, bomb, too_many_pages. An image of text that cannot be
    read here is no fault: its text is empty and its notes say `needs_ocr`.
    """
    kind = sniff(data, filename)
    document = _READERS[kind.name](data)
    if not document.text.strip() and "needs_ocr" not in document.notes:
        raise Rejected("empty", "The document holds no text.")
    if kind.notes:
        document = replace(document, notes=(*document.notes, *kind.notes))
    return document
