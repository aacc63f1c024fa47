"""DOC (Word 97 to 2003), through legacy-doc: text without looks."""

from __future__ import annotations

from legacy_doc import ExtractionOptions, LegacyDocError, extract_text

from recruit.reading.document import Document, Rejected
from recruit.reading.files.flow import assemble
from recruit.reading.files.sniff import MAX_BYTES
from recruit.reading.files.text import text_blocks


def read_doc(data: bytes) -> Document:
    """Raises `Rejected`: encrypted, damaged."""
    try:
        result = extract_text(data, options=ExtractionOptions(max_file_bytes=MAX_BYTES))
    except LegacyDocError as error:
        if "encrypt" in str(error).lower():
            raise Rejected("encrypted", "The document is protected with a password.") from error
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    except (ValueError, IndexError, KeyError, OverflowError, ArithmeticError, EOFError) as error:
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    return assemble(text_blocks(result.text.replace("\x07", "\t")), "doc")
