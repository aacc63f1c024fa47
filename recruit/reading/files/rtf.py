"""RTF: text with bold, size, lists and tables, text boxes, headers and what is hidden.

A reader of its own, after the Rich Text Format Specification 1.9.1: striprtf
gives neither looks nor text boxes, and takes hidden text for text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from recruit.reading.document import Document, Rejected
from recruit.reading.files.docx import TINY
from recruit.reading.files.flow import Block, Paragraph, Run, Table, assemble

MAX_TOKENS = 3_000_000
MAX_DEPTH = 400

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})"  # a byte of the code page
    rb"|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # a control word
    rb"|\\([^a-zA-Z])"  # a control symbol
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)"
)
#: Groups whose text is not the document's.
_SKIPPED = frozenset(
    re.findall(
        r"\w+",
        """
    fonttbl colortbl stylesheet info pict object listtable listoverridetable revtbl rsidtbl generator
    themedata colorschememapping datastore latentstyles xmlnstbl fldinst pgdsctbl bkmkstart bkmkend annotation
    atnid atnauthor atnref atndate sp sn sv mmathPr userprops nonshppict blipuid filetbl template operator
    wgrffmtfilter panose pntxta pntxtb falt background ftnsep ftnsepc aftnsep footnotesep
    """,
    )
)
#: Groups marked as ignorable that hold text all the same.
_READ_ALTHOUGH_STARRED = {
    "shpinst",
    "shptxt",
    "shp",
    "shprslt",
    "dptxbxtext",
    "footnote",
    "listtext",
    "pntext",
    "nesttableprops",
}
_REGIONS = {
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "footer": "footer",
    "footerl": "footer",
    "footerr": "footer",
    "footerf": "footer",
    "shptxt": "textbox",
    "dptxbxtext": "textbox",
    "footnote": "body",
}
_SYMBOLS = {
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "tab": "\t",
    "line": "\n",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "softline": "\n",
    "zwj": "",
    "zwnj": "",
}
_CODE_PAGES = {0: "cp1252", 77: "mac_roman", 204: "cp1251", 238: "cp1250", 161: "cp1253", 162: "cp1254", 186: "cp1257"}


@dataclass(slots=True)
class _State:
    """What a group inherits and takes with it when it ends."""

    bold: bool = False
    size: float = 12.0
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    shaded: bool = False
    font: int = 0
    unicode_skip: int = 1
    skipped: bool = False
    mark: bool = False
    region: str = "body"
    #: this group began the region (its end ends the paragraph)
    opens_region: bool = False


@dataclass(slots=True)
class _Stream:
    """One run of paragraphs: the body, a header, a text box."""

    region: str
    blocks: list[Block] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)
    in_table: bool = False
    row: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    table: Table | None = None
    #: text boxes that hang on the paragraph under way
    boxes: list[Block] = field(default_factory=list)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.code_page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.colours: list[tuple[int, int, int]] = []
        self.heading_styles: set[int] = set()
        #: the tables that were read; there is one of each
        self.tables: set[str] = set()
        self.state = _State()
        self.stack: list[_State] = []
        self.streams = [_Stream("body")]
        self.done: list[_Stream] = []
        self.texts_done: set[str] = set()
        self.bytes = bytearray()
        self.to_skip = 0
        self.starred = False
        self.outline = False
        self.list_item = False

    @property
    def stream(self) -> _Stream:
        return self.streams[-1]

    def read(self) -> list[Block]:
        for count, match in enumerate(_TOKEN.finditer(self.data)):
            if count > MAX_TOKENS:
                raise Rejected("bomb", "The document is far larger than a CV needs.")
            byte, word, number, symbol, brace, text = match.groups()
            if byte is not None:
                self._byte(int(byte, 16))
            elif text is not None:
                self._text_bytes(text)
            else:
                self._flush()
                if word is not None:
                    self._word(word.decode("ascii"), int(number) if number is not None else None)
                elif symbol is not None:
                    self._symbol(symbol)
                elif brace == b"{":
                    self._open()
                elif brace == b"}":
                    self._close()
        self._flush()
        while len(self.streams) > 1:
            self._end_stream()
        self._end_paragraph()
        self._end_table(self.streams[0])
        headers = [b for s in self.done if s.region == "header" for b in s.blocks]
        footers = [b for s in self.done if s.region == "footer" for b in s.blocks]
        return [*headers, *self.streams[0].blocks, *footers]

    # --- groups

    def _open(self) -> None:
        if len(self.stack) > MAX_DEPTH:
            raise Rejected("bomb", "The document is nested far deeper than a CV needs.")
        self.stack.append(self.state)
        self.state = replace(self.state, opens_region=False)
        self.starred = False

    def _close(self) -> None:
        if self.state.opens_region and len(self.streams) > 1:
            self._end_stream()
        if self.stack:
            self.state = self.stack.pop()
        self.starred = False
        self.to_skip = 0

    def _end_stream(self) -> None:
        self._end_paragraph()
        stream = self.streams.pop()
        self._end_table(stream)
        if stream.region in ("header", "footer"):
            text = "\f".join(_plain(block) for block in stream.blocks)
            if text not in self.texts_done:
                self.texts_done.add(text)
                self.done.append(stream)
        else:
            # A box is read after the paragraph that it hangs on.
            self.stream.boxes.extend(stream.blocks)

    # --- characters

    def _byte(self, code: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.bytes.append(code)

    def _text_bytes(self, text: bytes) -> None:
        if self.to_skip:
            skipped = min(self.to_skip, len(text))
            self.to_skip -= skipped
            text = text[skipped:]
        self.bytes += text

    def _flush(self) -> None:
        if self.bytes:
            data, self.bytes = bytes(self.bytes), bytearray()
            if not self.state.skipped:
                self._add(data.decode(self.fonts.get(self.state.font, self.code_page), "replace"))

    def _add(self, text: str) -> None:
        state = self.state
        if state.skipped or not text:
            return
        if state.mark:
            # The mark or number of a list item, as another program may show it.
            self.list_item = self.list_item or bool(text.strip())
            return
        hidden = None
        if state.deleted:
            hidden = "deleted"
        elif state.hidden:
            hidden = "vanish"
        elif 0 < state.size < TINY:
            hidden = "tiny"
        elif self._is_white(state.colour) and not state.shaded and self.stream.region != "textbox":
            hidden = "low_contrast"
        self.stream.paragraph.runs.append(Run(text, state.bold, state.size, hidden))

    def _is_white(self, colour: int) -> bool:
        return 0 < colour < len(self.colours) and min(self.colours[colour]) >= 0xF0

    # --- control words

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.starred = True
        elif symbol == b"~":
            self._add("\u00a0")
        elif symbol == b"_":
            self._add("-")
        elif symbol in (b"\\", b"{", b"}"):
            self._add(symbol.decode())
        elif symbol in (b"\n", b"\r"):
            self._end_paragraph()

    def _word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        state = self.state
        if word in ("fonttbl", "colortbl", "stylesheet") and not state.skipped and word not in self.tables:
            self.tables.add(word)
            self._read_table(word)
        if word in _SKIPPED or (starred and word not in _READ_ALTHOUGH_STARRED):
            state.skipped = True
            return
        if state.skipped:
            return
        if word in _REGIONS:
            self._flush()
            if len(self.streams) > MAX_DEPTH:
                raise Rejected("bomb", "The document is nested far deeper than a CV needs.")
            state.region, state.opens_region = _REGIONS[word], True
            state.bold = state.hidden = False
            self.streams.append(_Stream(_REGIONS[word]))
            return
        self._apply(word, number, number != 0)

    def _apply(self, word: str, number: int | None, on: bool) -> None:
        state = self.state
        if word == "u" and number is not None:
            self._add(_unicode(number, self.stream.paragraph))
            self.to_skip = state.unicode_skip
        elif word == "uc":
            state.unicode_skip = max(number or 0, 0)
        elif word in ("listtext", "pntext"):
            state.mark = True
        elif word == "ansicpg" and number:
            self.code_page = _known(f"cp{number}")
        elif word in ("mac", "pc", "pca"):
            self.code_page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "b":
            state.bold = on
        elif word == "fs" and number is not None:
            state.size = number / 2
        elif word == "f" and number is not None:
            state.font = number
        elif word == "v":
            state.hidden = on
        elif word == "deleted":
            state.deleted = on
        elif word == "cf":
            state.colour = number or 0
        elif word in ("highlight", "chcbpat", "cbpat", "chshdng", "shading", "clcbpat"):
            state.shaded = bool(number) and not self._is_white(number or 0)
        elif word == "plain":
            state.bold = state.hidden = state.deleted = state.shaded = False
            state.size, state.colour = 12.0, 0
        elif word in _SYMBOLS:
            self._add(_SYMBOLS[word])
        else:
            self._structure(word, number)

    def _structure(self, word: str, number: int | None) -> None:
        stream = self.stream
        if word in ("par", "sect", "page", "column"):
            self._end_paragraph()
        elif word == "pard":
            stream.in_table = self.outline = self.list_item = False
            self.state.shaded = False
        elif word in ("intbl", "itap"):
            stream.in_table = number != 0
        elif word in ("ls", "pnlvlblt", "pnlvlbody"):
            self.list_item = number != 0
        elif word == "outlinelevel":
            self.outline = number is None or number < 9
        elif word == "s":
            self.outline = self.outline or number in self.heading_styles
        elif word in ("cell", "nestcell"):
            self._end_paragraph(keep_list=False)
            stream.row.append(stream.cell)
            stream.cell = []
            stream.in_table = True
        elif word in ("row", "nestrow"):
            if stream.row:
                stream.table = stream.table or Table()
                stream.table.rows.append(stream.row)
            stream.row, stream.cell = [], []

    def _end_paragraph(self, *, keep_list: bool = True) -> None:
        stream = self.stream
        paragraph, stream.paragraph = stream.paragraph, Paragraph()
        paragraph.region = stream.region
        paragraph.heading = self.outline and bool(paragraph.text.strip())
        paragraph.bullet = self.list_item and not paragraph.heading
        if stream.in_table or stream.row:
            if paragraph.runs:
                stream.cell.append(paragraph)
            stream.cell += stream.boxes
            stream.boxes = []
            return
        self._end_table(stream)
        if paragraph.runs:
            stream.blocks.append(paragraph)
        stream.blocks += stream.boxes
        stream.boxes = []

    @staticmethod
    def _end_table(stream: _Stream) -> None:
        if stream.row or stream.cell:
            stream.table = stream.table or Table()
            stream.table.rows.append([*stream.row, stream.cell])
            stream.row, stream.cell = [], []
        if stream.table is not None:
            stream.blocks.append(stream.table)
            stream.table = None

    # --- tables in front of the text

    def _read_table(self, name: str) -> None:
        start = self.data.find(b"\\" + name.encode())
        text = self.data[start : start + 400_000]
        if name == "colortbl":
            entries = text[: text.find(b"}")].split(b";")
            self.colours = [_colour(entry) for entry in entries[:-1]]
        elif name == "fonttbl":
            for font in re.finditer(rb"\\f(\d{1,9})(?:\\\w{1,32}){0,20}?\\fcharset(\d{1,9})", text):
                page = _CODE_PAGES.get(int(font[2]))
                if page and int(font[2]):
                    self.fonts[int(font[1])] = page
        else:
            for entry in re.split(rb"[{}]", text):
                style = re.search(rb"\\s(\d{1,9})\b", entry)
                if style and re.search(rb"\\outlinelevel[0-8]\b", entry[style.end() :]):
                    self.heading_styles.add(int(style[1]))


def _unicode(number: int, paragraph: Paragraph) -> str:
    """The character of \\u; halves of a surrogate pair are put together."""
    code = number % 65536
    if 0xDC00 <= code < 0xE000 and paragraph.runs and "\ud800" <= paragraph.runs[-1].text[-1:] < "\udc00":
        high = ord(paragraph.runs[-1].text[-1])
        last = paragraph.runs[-1]
        paragraph.runs[-1] = replace(last, text=last.text[:-1])
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
    return chr(code)


def _known(code_page: str) -> str:
    try:
        return codecs.lookup("utf-8" if code_page == "cp65001" else code_page).name
    except LookupError:
        return "cp1252"


def _colour(entry: bytes) -> tuple[int, int, int]:
    red, green, blue = (re.search(rb"\\" + name + rb"(\d{1,3})", entry) for name in (b"red", b"green", b"blue"))
    return int(red[1]) if red else 0, int(green[1]) if green else 0, int(blue[1]) if blue else 0


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(_plain(part) for row in block.rows for cell in row for part in cell)


def read_rtf(data: bytes) -> Document:
    """Raises `Rejected`: damaged (no RTF groups), bomb."""
    blocks = _Reader(data).read()
    if not blocks and b"}" not in data:
        raise Rejected("damaged", "The file is damaged and cannot be opened.")
    return assemble(_without_lone_surrogates(blocks), "rtf")


def _without_lone_surrogates(blocks: list[Block]) -> list[Block]:
    for block in blocks:
        if isinstance(block, Paragraph):
            block.runs = [replace(run, text=re.sub("[\ud800-\udfff]", "", run.text)) for run in block.runs]
        else:
            for row in block.rows:
                for cell in row:
                    _without_lone_surrogates(cell)
    return blocks
