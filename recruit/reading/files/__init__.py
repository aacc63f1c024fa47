"""Bytes of a document -> `Document`. `load_document` is the door."""

from __future__ import annotations

from dataclasses import replace

from recruit.reading.document import Document, Rejected
from recruit.reading.files.doc import read_doc
from recruit.reading.files.docx import read_docx
from recruit.reading.files.odt import read_odt
from recruit.reading.files.pdf import read_pdf
from recruit.reading.files.rtf import read_rtf
from recruit.reading.files.sniff import sniff
from recruit.reading.files.text import read_text

_READERS = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "rtf": read_rtf,
    "doc": read_doc,
    "txt": read_text,
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
