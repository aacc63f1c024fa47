"""CVs as DOCX and ODT, written part by part: small, plain files as word processors save them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from recruit.sample.person import Cv, Entry

DOCX_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""

DOCX_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>"""

DOCX_DOCUMENT_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" \
Target="styles.xml"/></Relationships>"""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

DOCX_STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>\
<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>\
<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>"""

ODT_MIME = "application/vnd.oasis.opendocument.text"

ODT_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">\
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_MIME}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""

ODT_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" \
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:automatic-styles>\
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>\
</office:automatic-styles><office:body><office:text>"""


def make_docx(cv: Cv) -> bytes:
    """Headings by style; jobs in a borderless table of two columns, studies as paragraphs with a tab."""
    body = [_word(cv.name, style="Title"), _word(cv.headline), _word(" · ".join(cv.contact))]
    for section in cv.main:
        body.append(_word(section.title, style="Heading1"))
        if section.text:
            body.append(_word(section.text))
        if any(entry.lines for entry in section.entries):
            body.append(_word_table(section.entries))
        else:
            body += [_word(f"{e.what}, {e.where}\t{e.dates}") for e in section.entries]
        body += [_word(f"• {item}") for item in section.list]
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{WORD}"><w:body>'
        + "".join(body)
        + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    return _zip(
        [
            ("[Content_Types].xml", DOCX_TYPES),
            ("_rels/.rels", DOCX_RELS),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", DOCX_DOCUMENT_RELS),
            ("word/styles.xml", DOCX_STYLES),
        ]
    )


def _word(words: str, *, style: str = "", bold: bool = False) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r>{weight}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in words.split("\t")
    )
    return f"<w:p>{look}{runs}</w:p>"


def _word_table(entries: Iterable[Entry]) -> str:
    rows = []
    for entry in entries:
        right = _word(entry.what, bold=True) + _word(entry.where) + "".join(_word(f"• {x}") for x in entry.lines)
        rows.append(
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="2300" w:type="dxa"/></w:tcPr>{_word(entry.dates)}</w:tc>'
            f'<w:tc><w:tcPr><w:tcW w:w="6700" w:type="dxa"/></w:tcPr>{right}</w:tc></w:tr>'
        )
    grid = '<w:tblGrid><w:gridCol w:w="2300"/><w:gridCol w:w="6700"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>' + _word("")


def make_odt(cv: Cv) -> bytes:
    """Headings, paragraphs and bullet lists."""
    body = [_heading(cv.name, 1), _text(cv.headline), _text(" | ".join(cv.contact))]
    for section in cv.main:
        body.append(_heading(section.title, 2))
        if section.text:
            body.append(_text(section.text))
        for entry in section.entries:
            strong = f'<text:span text:style-name="Strong">{escape(entry.what)}</text:span>'
            body.append(f"<text:p>{strong}, {escape(entry.where)} ({escape(entry.dates)})</text:p>")
            body.append(_items(entry.lines))
        body.append(_items(section.list))
    content = ODT_HEAD + "".join(body) + "</office:text></office:body></office:document-content>"
    return _zip([("mimetype", ODT_MIME), ("content.xml", content), ("META-INF/manifest.xml", ODT_MANIFEST)])


def _heading(words: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{escape(words)}</text:h>'


def _text(words: str) -> str:
    return f"<text:p>{escape(words)}</text:p>"


def _items(items: Iterable[str]) -> str:
    rows = "".join(f"<text:list-item>{_text(item)}</text:list-item>" for item in items)
    return f"<text:list>{rows}</text:list>" if rows else ""


def _zip(parts: list[tuple[str, str]]) -> bytes:
    """The parts in order, all with the same old date, so that the bytes never change. `mimetype` lies uncompressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts:
            info = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return out.getvalue()
