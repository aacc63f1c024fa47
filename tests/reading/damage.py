"""Small sound documents of every format, ways to damage them, and what must hold of whatever is read."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from recruit.facts import CvFacts, Evidence, Month
from recruit.reading.document import Box, Document, Rejected, document_from_dict, document_to_dict
from recruit.reading.files import load_document
from recruit.reading.integrity import flags as integrity_flags
from recruit.reading.reader import read_facts
from recruit.sample.office import make_docx, make_odt
from recruit.sample.pdf import make_pdf
from recruit.sample.person import Cv, Entry, Section
from recruit.sample.plain import make_rtf, make_txt
from tests.reading import documents
from tests.reading.documents import Band, Put, column, paragraph

AS_OF = Month(2026, 11)

_CV = Cv(
    name="Núria Güell Sañé",
    headline="Key Account Manager – Gran consum",
    contact=("nuria.guell@example.com", "+34 600 10 20 30", "Girona"),
    main=(
        Section("Perfil", text="Negociació amb clients clau i treball en equip."),
        Section(
            "Experiència",
            entries=(
                Entry("Key Account Manager", "Farines Roca SL", "gener 2019 - actualitat", ("Vendes de 2 M€.",)),
                Entry("Comercial", "Olis Pla SA", "03/2015 - 12/2018", ("Atenció al client.",)),
            ),
        ),
        Section("Formació", entries=(Entry("Grau en ADE, MBA", "Universitat de Girona", "2010-2014"),)),
    ),
    side=(Section("Idiomes", list=("Català", "Anglès: C1")),),
    hidden="ten years of sales",
)
_LINES = ["#Experience", "Key Account Manager, Acme Ltd", "March 2015 - present", "• Negotiated contracts", "MBA, 2012"]


@cache
def sound(kind: str) -> tuple[bytes, ...]:
    """Documents of a format (pdf, docx, odt, rtf, doc, txt, text) that show most of what its reader knows."""
    made: Mapping[str, Callable[[], tuple[bytes, ...]]] = {
        "pdf": _pdfs,
        "docx": _docxs,
        "odt": _odts,
        "rtf": _rtfs,
        "doc": _docs,
        "txt": _txts,
        "text": lambda: (make_txt(_CV), "\n".join(_LINES).encode()),
    }
    return made[kind]()


def _pdfs() -> tuple[bytes, ...]:
    boxed = [
        Band(300, 80, 560, 400, "#113355"),
        *column(40, 100, _LINES),
        *column(310, 100, ["#Skills", "Sales", "Excel"], colour="#ffffff"),
        Put(40, 500, "unseen words", mode=3),
        Put(40, 520, "tiny words", size=1),
        Put(20, 600, "turned", angle=90),
        Put(40, 700, "S P A C E D", tracking=4, alpha=0.4),
    ]
    operators = (
        b"BT /F1 12 Tf 1 0 0 1 72 720 Tm (Key Account Manager) Tj 0 -14 Td [(Ac) -80 (me)] TJ ET "
        b"q 0.9 g 60 500 200 40 re f Q BT 3 Tr /F1 9 Tf 72 510 Td (2015 - 2018) ' ET"
    )
    return (
        make_pdf(_CV, "single"),
        make_pdf(_CV, "sidebar_left"),
        documents.pdf(boxed),
        documents.pdf(column(40, 60, _LINES), column(40, 60, _LINES), rotation=90),
        documents.written_pdf(operators),
        documents.written_pdf(
            operators, catalog=b"/AcroForm<</Fields[6 0 R]>>", objects=[b"<</FT/Tx/T(name)/V(Anna)/Rect[0 0 90 20]>>"]
        ),
    )


def _docxs() -> tuple[bytes, ...]:
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph(words)}</w:tc>" for words in ("2015", "2018", "Account Manager"))
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val='113355'/>"
        f"</a:solidFill></wps:spPr><wps:txbx><w:txbxContent>{paragraph('Boxed')}</w:txbxContent></wps:txbx></wps:wsp>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = (
        paragraph("Experience", style='<w:pStyle w:val="H"/><w:outlineLvl w:val="0"/>')
        + paragraph("Unseen", look='<w:vanish/><w:sz w:val="4"/><w:color w:val="FFFFFF"/>')
        + paragraph("Sales", style='<w:numPr><w:numId w:val="1"/></w:numPr>', more=box)
        + f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl><w:sdt><w:sdtContent>{paragraph('MBA')}</w:sdtContent></w:sdt>"
        + '<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:sym w:char="F0B7"/><w:br/></w:r></w:p>'
    )
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"/><w:style w:type="paragraph" w:styleId="H">'
        '<w:name w:val="heading 1"/><w:basedOn w:val="N"/></w:style>'
    )
    return (
        make_docx(_CV),
        documents.docx(body, styles=styles, header=paragraph("Anna Reeve"), footer=paragraph("Page 1")),
    )


def _odts() -> tuple[bytes, ...]:
    body = (
        '<text:h text:outline-level="1">Experience</text:h><text:list><text:list-item><text:p>Sales<text:s text:c="3"/>'
        "</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>2015</text:p>"
        "</table:table-cell><table:table-cell><text:p>Manager<text:tab/>Acme<text:line-break/></text:p>"
        '</table:table-cell></table:table-row></table:table><text:p text:style-name="S">Seen<text:note><text:note-body>'
        "<text:p>Note</text:p></text:note-body></text:note><draw:frame><draw:text-box><text:p>Boxed</text:p>"
        "</draw:text-box></draw:frame></text:p>"
    )
    styles = (
        '<style:style style:name="S" style:family="paragraph" style:parent-style-name="T"><style:text-properties '
        'fo:font-weight="700" fo:font-size="120%" fo:color="#ffffff"/></style:style>'
        '<style:style style:name="T"><style:paragraph-properties fo:background-color="#113355"/></style:style>'
    )
    masters = (
        '<style:master-page style:name="Standard"><style:header><text:p>Anna</text:p></style:header>'
        "<style:footer><text:p>1</text:p></style:footer></style:master-page>"
    )
    return make_odt(_CV), documents.odt(body, styles=styles, masters=masters)


def _rtfs() -> tuple[bytes, ...]:
    body = (
        r"{\header Anna\par}{\b\s1 Experience}\par\pard{\listtext\bullet\tab}\ls1 Sales\'e9\par{\v unseen}{\fs2 tiny}"
        r"{\cf1 white}{\deleted gone}\u8364?\par\trowd\intbl 2015\cell Manager\cell\row\pard"
        r"{\shp{\*\shpinst{\shptxt Boxed\par}}}\u-10179?\u-8704?{\footnote Note}\par"
    )
    return make_rtf(_CV), documents.rtf(body)


def _docs() -> tuple[bytes, ...]:
    body = "Experience\rManager\x07Acme\x07\x07\x13 HYPERLINK \x14Sales\x15\rMarch 2015 – present\x0bMBA\r"
    return documents.doc(body, header="Anna Reeve\r"), documents.doc("Experience\r2015-2018 Account Manager, Acme\r")


def _txts() -> tuple[bytes, ...]:
    plain = "\n".join(_LINES)
    return (
        make_txt(_CV),
        plain.encode("utf-16"),
        plain.encode("utf-16-be"),
        ("\ufeff" + plain).encode(),
        "Formació\n=====\n== Feina ==\n- Vendes\u200b\x0c".encode("cp1252", "replace"),
    )


#: What a mutation puts in: the words of the format, numbers at the edges, and characters that are none.
TOKENS: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (
        *(b" 0 R", b"/Kids[", b"/Rotate 450", b"/MediaBox[0 0 0 0]", b"/MediaBox[0 0 1e38 1e38]", b"/CropBox[9 9 1 1]"),
        *(b"/Length -1", b"/Count 999999999", b"/Encrypt", b"endstream", b"endobj", b"<<", b">>", b"stream\n"),
        *(b" Tj", b" Tf", b" Tm", b" 1e39 0 0 1e39 0 0 cm ", b" 0 0 0 0 0 0 cm ", b" -12 Tf", b" 7 Tr ", b" 0 Tz "),
        *(b"(\\000)", b"<FFFE>", b" nan ", b" 99999999999999999999 ", b"\xff\xfe", b"%%EOF", b"BT ", b" ET "),
    ),
    "docx": (
        *(b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:tr>", b"<w:tc>", b"<w:r><w:t>a</w:t></w:r>", b"<w:tab/>", b"<w:br/>"),
        *(
            b'w:val="-1"',
            b'w:val="nan"',
            b'w:val="inf"',
            b'w:val="1e999"',
            b'w:val=""',
            b'w:outlineLvl w:val="\xc2\xb2"',
        ),
        *(b"&#0;", b"&#xD800;", b"&#x301;", b"&#x200B;", b"<!DOCTYPE a>", b"<?xml?>", b"<!--", b"]]>", b"\xff"),
        *(b"<mc:AlternateContent>", b"<w:txbxContent>", b'Target="../../word/document.xml"', b"<w:sectPr/>"),
    ),
    "odt": (
        *(b"<text:p>", b"</text:p>", b"<table:table>", b"<table:table-row>", b"<text:list>", b"<text:line-break/>"),
        *(b'text:c="\xc2\xb2"', b'text:c="99999999999"', b'fo:font-size="nanpt"', b'fo:font-size="-1e999%"'),
        *(b'fo:font-weight="\xc2\xb2"', b"&#0;", b"&#xD800;", b"&#x301;", b"<!DOCTYPE a>", b"<!--", b"\xff"),
    ),
    "rtf": (
        *(b"{", b"}", b"\\par ", b"\\cell ", b"\\row ", b"\\intbl ", b"\\trowd ", b"{\\*\\x ", b"{\\header ", b"\\v "),
        *(b"\\u-1 ", b"\\u55357 ", b"\\u56832 ", b"\\u0 ", b"\\'00", b"\\'", b"\\uc9999999999 ", b"\\fs-2 ", b"\\f99 "),
        *(b"\\ansicpg0 ", b"\\ansicpg932 ", b"\\ansicpg65001 ", b"{\\fonttbl{\\f0\\fcharset238}}", b"{\\colortbl;}"),
        *(b"\\shptxt ", b"\\footnote ", b"\\listtext ", b"\\bin9 ", b"\\cf-1 ", b"\\s1 ", b"\\\x00", b"\x00"),
    ),
    "doc": (
        *(b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\0\0\0\0", b"\x01", b"\x02", b"\x13\0", b"\x14\0", b"\x15\0"),
        *(b"\x07\0", b"\r\0", b"\0\xd8", b"\0\xdc", b"\xff\x7f", b"\0\0\0\x40", b"\0\x02", b"\x0b\0"),
    ),
    "txt": (
        b"\0",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xe2\x80\x8b",
        b"\xcc\x81",
        b"\r",
        b"\x0c",
        b"\x85",
        b"=====\n",
    ),
    "text": tuple(
        words.encode()
        for words in (
            *("\n", "\n\n", "- ", "• ", "   ", " | ", ", ", "(", ")", "–", "'98", "31/31/2031", "03/2015", "2012"),
            *(
                "2012 - 2016",
                "gener de 2019 – actualitat",
                "des de",
                "Summer 2012",
                "Q3 2019",
                "present",
                "0000",
                "9999",
            ),
            *("Experience", "Formación", "Skills: ", "Key Account Manager", "cap de vendes", "MBA", "Grau en ADE"),
            *(
                "sin acabar",
                "ana@example.com",
                "+34 600 11 22 33",
                "l·l",
                "e\u0301",
                "\u200b",
                "ﬁ",
                "İ",
                "ß",
                "中文",
                "²",
                "٣",
            ),
        )
    ),
}


def members(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a zip; none where it is no sound one of a small size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > 1_000_000:
                return []
            return [(member.filename, archive.read(member)) for member in archive.infolist()]
    except Exception:  # whatever a damaged zip raises
        return []


def packed(parts: list[tuple[str, bytes]]) -> bytes:
    """A zip of these parts, always the same bytes and uncompressed, so that a mutation hits what is in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


@dataclass(frozen=True)
class Blow:
    """One damage: at which share of the bytes, over how many of them, with what put in; in a `part` of a zip or all."""

    how: str
    at: float
    length: int
    token: bytes
    part: int | None = None

    def strike(self, data: bytes) -> bytes:
        if self.part is not None and (parts := members(data)):
            index = self.part % len(parts)
            name, content = parts[index]
            parts[index] = name, self._struck(content)
            return packed(parts)
        return self._struck(data)

    def _struck(self, data: bytes) -> bytes:
        start = int(self.at * len(data))
        end = start + self.length
        match self.how:
            case "flip":
                return data[:start] + bytes(byte ^ 0xFF for byte in data[start:end]) + data[end:]
            case "cut":
                return data[:start] + data[end:]
            case "end":
                return data[:start]
            case "double":
                return data[:end] + data[start:]
            case "insert":
                return data[:start] + self.token + data[start:]
            case _:
                return data[:start] + self.token + data[start + len(self.token) :]


BLOWS = ("flip", "cut", "end", "double", "insert", "overwrite")


def read_whole(data: bytes, filename: str, *, facts: bool = True) -> Document | None:
    """The document of a file, it and its facts looked through; None when it is rejected."""
    try:
        # A thread of its own: after a panic pdf_oxide keeps what it was at for the next document of the same thread.
        # (The product reads each document in a process of its own.)
        with ThreadPoolExecutor(1) as thread:
            document = thread.submit(load_document, data, filename).result()
    except Rejected as rejected:
        assert rejected.id, "a rejection has an id"
        return None
    look_through(document)
    if facts:
        look_through_facts(document)
    return document


def look_through(document: Document) -> None:
    """Fails unless places lie in the text in order and the document can be kept."""
    text = document.text
    assert "\n".join(text[line.start : line.end] for line in document.lines) == text, "lines are the text"
    end = -1
    for line in document.lines:
        assert end < line.start < line.end, "lines are in order and hold something"
        end = line.end
    end = 0
    for word in document.words:
        assert end <= word.start < word.end <= len(text), "words are in order"
        end = word.end
    numbers = {page.number for page in document.pages}
    assert {thing.page for thing in (*document.lines, *document.words, *document.hidden)} <= numbers, "pages exist"
    for thing in (*document.lines, *document.words, *document.hidden):
        assert thing.box is None or _is_finite(thing.box), "boxes are places"
    assert all(math.isfinite(line.size) for line in document.lines), "sizes are numbers"
    # A database keeps neither of these.
    kept = json.dumps(document_to_dict(document), ensure_ascii=False, allow_nan=False).encode()
    assert "\0" not in text and not any("\0" in hidden.text for hidden in document.hidden), "no zero characters"
    assert document_from_dict(json.loads(kept)).text == text


def look_through_facts(document: Document) -> None:
    """Fails unless all facts and flags quote the document to the letter."""
    found = evidences(read_facts(document, AS_OF))
    found += [flag.evidence for flag in integrity_flags(document) if flag.evidence]
    for evidence in found:
        assert evidence.quote == document.text[evidence.start : evidence.end], "facts quote the document"


def _is_finite(box: Box) -> bool:
    return all(math.isfinite(value) for value in (box.x0, box.y0, box.x1, box.y1))


def evidences(facts: CvFacts) -> list[Evidence]:
    """Every place that the facts rest on."""
    contact = [item.evidence for item in (facts.contact.name, facts.contact.email, facts.contact.phone) if item]
    degrees = [e for d in facts.degrees for e in (d.evidence, d.status_evidence) if e]
    positions = [e for p in facts.positions for e in (p.evidence, p.date_evidence) if e]
    mentions = [m.evidence for found in (*facts.skills.values(), *facts.duties.values()) for m in found]
    return contact + degrees + positions + mentions + [f.evidence for f in facts.flags if f.evidence]
