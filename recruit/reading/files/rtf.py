"""RTF."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from recruit.reading.document import Document
from recruit.reading.files.flow import assemble
from recruit.reading.files.text import text_blocks


def read_rtf(data: bytes) -> Document:
    text = rtf_to_text(data.decode("latin-1"), errors="ignore")
    return assemble(text_blocks(text.replace("|", "\t")), "rtf")
