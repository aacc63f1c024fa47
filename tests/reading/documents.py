"""Small documents of every format, made for a test: PDF by reportlab, DOCX and ODT as zips, DOC as a compound file."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Put:
    """Text at a place: `x` from the left, `y` the base line from the top, in points.

    `mode` is the PDF's text render mode (3 is invisible), `tracking` the space between letters.
    """

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    colour: str = "#000000"
    angle: float = 0
    mode: int = 0
    tracking: float = 0
    alpha: float = 1


@dataclass(frozen=True)
class Band:
    """A filled rectangle from (x0, y0) to (x1, y1), origin at the upper left."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str


def pdf(*pages: Sequence[Put | Band], size: tuple[float, float] = A4, rotation: int = 0, encrypt: str = "") -> bytes:
    """A PDF; the things of a page are drawn in their order."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, encrypt=encrypt or None)
    for page in pages:
        if rotation:
            canvas.setPageRotation(rotation)
        for thing in page:
            canvas.saveState()
            if isinstance(thing, Band):
                canvas.setFillColor(HexColor(thing.colour))
                canvas.rect(thing.x0, size[1] - thing.y1, thing.x1 - thing.x0, thing.y1 - thing.y0, fill=1, stroke=0)
            else:
                _write(canvas, thing, size[1])
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _write(canvas: Canvas, put: Put, height: float) -> None:
    canvas.translate(put.x, height - put.y)
    canvas.rotate(put.angle)
    text = canvas.beginText(0, 0)
    text.setFont("Helvetica-Bold" if put.bold else "Helvetica", put.size)
    text.setFillColor(HexColor(put.colour), alpha=put.alpha)
    text.setCharSpace(put.tracking)
    text.setTextRenderMode(put.mode)
    text.textOut(put.text)
    text.setCharSpace(0)
    canvas.drawText(text)


def column(
    x: float, y: float, lines: Iterable[str], *, step: float = 14, size: float = 10, colour: str = "#000000"
) -> list[Put]:
    """Lines below one another; one that begins with # is bold."""
    return [
        Put(x, y + step * index, line.lstrip("#"), size, bold=line.startswith("#"), colour=colour)
        for index, line in enumerate(lines)
        if line
    ]


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def paragraph(text: str, look: str = "", style: str = "", more: str = "") -> str:
    """A DOCX paragraph of one run: `look` goes into its run properties, `style` into the paragraph's."""
    return (
        f'<w:p><w:pPr>{style}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'
    )


def docx(
    body: str, *, styles: str = "", header: str = "", footer: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A DOCX whose body, styles, header and footer are WordprocessingML."""
    targets = {"header": header, "footer": footer}
    references = "".join(f'<w:{k}Reference r:id="{k}"/>' for k, v in targets.items() if v)
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W} {_R} {_MORE}><w:body>{body}<w:sectPr>{references}</w:sectPr></w:body></w:document>",  # noqa: E501
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        + "".join(f'<Relationship Id="{k}" Type="x/{k}" Target="{k}1.xml"/>' for k in targets)
        + "</Relationships>",
    }
    files |= {f"word/{k}1.xml": f"<w:hdr {_W} {_MORE}>{v}</w:hdr>" for k, v in targets.items() if v}
    if styles:
        files["word/styles.xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    return zipped({**files, **(parts or {})})


_O = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "fo", "draw")
)


def odt(body: str, *, styles: str = "", masters: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An ODT: `body` inside office:text, `styles` inside the automatic styles, `masters` inside the master styles."""
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_O}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_O}><office:master-styles>{masters}</office:master-styles>"
        "</office:document-styles>",
    }
    return zipped({**files, **(parts or {})})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rtf(body: str) -> bytes:
    """An RTF in Windows-1252 with a white colour as number 1 and a heading style as number 1."""
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\colortbl ;\red255\green255\blue255;}"
        r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\b heading 1;}}" + body + "}"
    ).encode("cp1252")


def doc(body: str, *, header: str = "", encrypted: bool = False) -> bytes:
    """A Word 97 file: \\r ends a paragraph, \\x07 a cell. Body and header are its only parts."""
    text = (body + header).encode("utf-16-le")
    pieces = struct.pack("<II", 0, len(body) + len(header)) + struct.pack("<HIH", 0, 0x400, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    main = bytearray(0x400)
    struct.pack_into("<H", main, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<II", main, 0x18, 0x400, 0x400 + len(text))
    struct.pack_into("<III", main, 0x4C, len(body), 0, len(header))
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return _compound({"WordDocument": bytes(main) + text, "1Table": clx})


def _compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (version 3) with one sector of directory and as many of allocation table."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    table = [0xFFFFFFFD, end]
    directory = [_entry("Root Entry", 5, none, 1, end, 0)]
    content = b""
    for index, (name, data) in enumerate(streams.items(), start=1):
        # Shorter streams than 4096 bytes would live elsewhere.
        data = data.ljust(4096, b"\0")
        data = data.ljust(-(-len(data) // 512) * 512, b"\0")
        first, count = len(table), len(data) // 512
        table += [*range(first + 1, first + count), end]
        directory.append(_entry(name, 2, index + 1 if index < len(streams) else none, none, first, len(data)))
        content += data
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *([none] * 108))
    allocation = struct.pack("<128I", *table, *([none] * (128 - len(table))))
    return header + allocation + b"".join(directory).ljust(512, b"\0") + content


def _entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def written_pdf(
    content: bytes, *, catalog: bytes = b"", resources: bytes = b"", objects: Sequence[bytes] = ()
) -> bytes:
    """A PDF of one page written by hand, for what reportlab cannot make; `objects` are numbered from 6."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
        + resources
        + b">>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *objects,
    ]
    written, places = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj %s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(written))
    )


def with_photo(pdf: bytes) -> bytes:
    """The same PDF with a portrait in the upper right corner of its first page."""
    document = pdfium.PdfDocument(pdf)
    page = document[0]
    width, height = page.get_size()
    portrait = pdfium.PdfImage.new(document)
    portrait.set_bitmap(pdfium.PdfBitmap.from_pil(Image.linear_gradient("L").convert("RGB")))
    portrait.set_matrix(pdfium.PdfMatrix().scale(48, 60).translate(width - 56, height - 68))
    page.insert_obj(portrait)
    page.gen_content()
    made = io.BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()
