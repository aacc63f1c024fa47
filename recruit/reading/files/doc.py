"""DOC (Word 97 to 2003): the text of body, tables, notes, headers and text boxes, without looks.

legacy-doc opens the compound file; the text's pieces are put together here,
after [MS-DOC] 2.4.1, because body, headers and text boxes follow one another
in one run of characters, and fields hold instructions besides their text.
"""

from __future__ import annotations

import re
import struct

from legacy_doc import ExtractionOptions, LegacyDocError
from legacy_doc.ole import OleReader

from recruit.reading.document import Document, Rejected
from recruit.reading.files.flow import Block, Paragraph, Run, Table, assemble
from recruit.reading.files.sniff import MAX_BYTES

#: Offsets in the file information block ([MS-DOC] 2.5.1 to 2.5.6).
_FLAGS, _TEXT_COUNTS, _CLX = 0x0A, 0x4C, 0x01A2
#: Where the compound file's header counts the lists of sectors beyond its own ([MS-CFB] 2.2).
_LISTS = 0x48
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
#: The parts of the text in their order; comments are not the candidate's words.
_PARTS = ("body", "footnotes", "header", "macros", "comments", "endnotes", "textbox", "header_textbox")
_PARAGRAPH = re.compile(r"([^\r\x07\x0c]*)([\r\x07\x0c]|$)")
#: Anchors of pictures, notes and drawings, and hyphens that only show at a line's end.
_DRAWN = re.compile(r"[\x00-\x06\x08\x1f]")
_FIELD_MARKS = re.compile(r"([\x13\x14\x15])")


def read_doc(data: bytes) -> Document:
    """Raises `Rejected`: encrypted, damaged."""
    try:
        parts = _parts(data)
    except LegacyDocError as error:
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    except (struct.error, ValueError, IndexError, KeyError, OverflowError) as error:
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    blocks: list[Block] = []
    for name in ("header", "body", "footnotes", "endnotes", "textbox"):
        blocks += _blocks(parts[name], name if name in ("header", "textbox") else "body")
    return assemble(blocks, "doc")


def _parts(data: bytes) -> dict[str, str]:
    # The lists of the sectors that hold the allocation table: a handful even in the largest file, read one by one.
    if struct.unpack_from("<I", data, _LISTS)[0] > MAX_BYTES // 512 // 127 // 128 + 1:
        raise ValueError("more lists of sectors than there are sectors")
    ole = OleReader(data, options=ExtractionOptions(max_file_bytes=MAX_BYTES))
    main = ole.read_stream("WordDocument")
    flags = struct.unpack_from("<H", main, _FLAGS)[0]
    if flags & _ENCRYPTED:
        raise Rejected("encrypted", "The document is protected with a password.")
    table = ole.read_stream("1Table" if flags & _TABLE_1 else "0Table")
    counts = struct.unpack_from("<8I", main, _TEXT_COUNTS)
    start, length = struct.unpack_from("<II", main, _CLX)
    text = _text(main, _piece_table(table[start : start + length]))
    found: dict[str, str] = {}
    offset = 0
    for name, count in zip(_PARTS, counts, strict=True):
        found[name] = text[offset : offset + count]
        offset += count
    return found


def _piece_table(clx: bytes) -> bytes:
    """The table of pieces behind the property modifiers ([MS-DOC] 2.9.38)."""
    offset = 0
    while offset < len(clx) and clx[offset] == 1:
        offset += 3 + struct.unpack_from("<H", clx, offset + 1)[0]
    if offset >= len(clx) or clx[offset] != 2:
        raise ValueError("no table of pieces")
    length = struct.unpack_from("<I", clx, offset + 1)[0]
    return clx[offset + 5 : offset + 5 + length]


def _text(main: bytes, pieces: bytes) -> str:
    count = (len(pieces) - 4) // 12
    if count < 1:
        raise ValueError("no pieces of text")
    places = struct.unpack_from(f"<{count + 1}I", pieces)
    parts: list[str] = []
    total = 0
    for index in range(count):
        length = places[index + 1] - places[index]
        encoded = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * index + 2)[0]
        total += length
        if length < 0 or total > len(main):
            raise ValueError("the pieces are longer than the file")
        # Bit 30 tells that the piece has one byte a character, at half the offset.
        if encoded & 0x40000000:
            offset = (encoded & 0x3FFFFFFF) // 2
            parts.append(main[offset : offset + length].decode("cp1252", "replace"))
        else:
            parts.append(main[encoded : encoded + 2 * length].decode("utf-16-le", "replace"))
    return "".join(parts)


def _without_field_codes(text: str) -> str:
    """The text with what its fields show, and without what they are told to do ([MS-DOC] 2.8.25).

    That stands between 13h and 14h, or 15h where the field shows nothing. Fields may stand inside fields.
    """
    parts: list[str] = []
    # Where the code of each open field begins in `parts`; None once its result is under way.
    open_fields: list[int | None] = []
    for piece in _FIELD_MARKS.split(text):
        if piece == "\x13":
            open_fields.append(len(parts))
        elif piece in ("\x14", "\x15") and open_fields:
            code = open_fields.pop()
            if code is not None:
                del parts[code:]
            if piece == "\x14":
                open_fields.append(None)
        elif piece not in ("\x14", "\x15"):
            parts.append(piece)
    return "".join(parts)


def _blocks(text: str, region: str) -> list[Block]:
    """Paragraphs and tables: a carriage return ends a paragraph, a bell a cell, a bell on its own the row."""
    text = _DRAWN.sub("", _without_field_codes(text)).replace("\x1e", "-").replace("\x0b", "\n")
    blocks: list[Block] = []
    table = Table()
    row: list[list[Block]] = []
    cell: list[Block] = []
    for words, end in _PARAGRAPH.findall(text):
        paragraph = Paragraph([Run(words)], region=region)
        if end == "\x07":
            if words or cell or not row:
                row.append([*cell, paragraph])
                cell = []
            else:
                table.rows.append(row)
                row = []
        elif row:
            cell.append(paragraph)
        else:
            blocks += [table] if table.rows else []
            table = Table()
            blocks.append(paragraph)
    if row:
        table.rows.append([*row, cell])
    return [*blocks, table] if table.rows else blocks
