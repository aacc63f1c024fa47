"""DOCX and ODT: every place where text can stand, its looks, and what is hidden or refused."""

from __future__ import annotations

import pytest

from recruit.reading.document import Document, Rejected
from recruit.reading.files import load_document
from tests.reading.documents import docx, odt, paragraph, zipped


def lines(document: Document) -> list[str]:
    return document.text.split("\n")


def read_docx(body: str, **more: str) -> Document:
    return load_document(docx(body, **more), "cv.docx")


def read_odt(body: str, **more: str) -> Document:
    return load_document(odt(body, **more), "cv.odt")


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraph(p) for p in paragraphs)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


# --- DOCX ------------------------------------------------------------------------


def test_docx_lines_are_where_the_text_says() -> None:
    document = read_docx(paragraph("Anna Smith") + paragraph("") + paragraph("Key Account Manager"))
    assert document.kind == "docx"
    assert [document.text[line.start : line.end] for line in document.lines] == ["Anna Smith", "Key Account Manager"]


def test_docx_headers_come_first_and_footers_last() -> None:
    document = read_docx(paragraph("Body"), header=paragraph("Anna Smith"), footer=paragraph("Page"))
    assert [(document.text[line.start : line.end], line.region) for line in document.lines] == [
        ("Anna Smith", "header"),
        ("Body", "body"),
        ("Page", "footer"),
    ]


def test_docx_styles_tell_headings_lists_bold_and_size() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'  # noqa: E501
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My heading"/><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/></w:style>'
    )
    body = (
        paragraph("Experience", style='<w:pStyle w:val="Own"/>')
        + paragraph("Sold beer", style='<w:pStyle w:val="LB"/>')
        + paragraph("Negotiated", style='<w:numPr><w:numId w:val="3"/></w:numPr>')
        + paragraph("Bold", look='<w:b/><w:sz w:val="28"/>')
        + paragraph("Plain", look='<w:b w:val="0"/>')
    )
    document = read_docx(body, styles=styles)
    assert [(line.heading, line.bullet, line.bold, line.size) for line in document.lines] == [
        (True, False, True, 16.0),
        (False, True, False, 11.0),
        (False, True, False, 11.0),
        (False, False, True, 14.0),
        (False, False, False, 11.0),
    ]


def test_docx_tabs_and_breaks() -> None:
    body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Key Account Manager</w:t></w:r><w:r><w:tab/><w:t>2018</w:t><w:noBreakHyphen/><w:t>2021</w:t><w:br/><w:t>Acme</w:t></w:r></w:p>"  # noqa: E501
    document = read_docx(body)
    assert lines(document) == ["Key Account Manager   2018-2021", "Acme"]
    assert [line.bold for line in document.lines] == [True, False]


def test_docx_rows_of_short_cells_are_one_line_and_others_cell_after_cell() -> None:
    body = table(
        cell("2018 - 2021") + cell("Key Account Manager, Acme"),
        cell("2015 - 2018") + cell("Sales Rep", "Sold beer"),
        cell("") + cell("Only one"),
    )
    document = read_docx(body)
    assert [(document.text[line.start : line.end], line.cell) for line in document.lines] == [
        ("2018 - 2021   Key Account Manager, Acme", (0, 0, 0)),
        ("2015 - 2018", (0, 1, 0)),
        ("Sales Rep", (0, 1, 1)),
        ("Sold beer", (0, 1, 1)),
        ("Only one", (0, 2, 1)),
    ]


def test_docx_from_and_to_cells_stand_on_the_first_line_of_their_post() -> None:
    body = table(
        cell("02/2018") + cell("04/2022") + cell("Sales Rep, Acme", "Sold beer"),
        cell("Summary") + cell("Sales") + cell("Reliable", "Quick"),
        cell("2016") + cell("a longer text that is no date at all") + cell("Clerk", "Filed"),
    )
    assert lines(read_docx(body)) == [
        "02/2018   04/2022   Sales Rep, Acme",
        "Sold beer",
        "Summary",
        "Sales",
        "Reliable",
        "Quick",
        "2016",
        "a longer text that is no date at all",
        "Clerk",
        "Filed",
    ]


def test_docx_tables_in_cells_and_merged_cells() -> None:
    inner = table(cell("Catalan") + cell("native"))
    body = table(
        f"<w:tc><w:tcPr/>{paragraph('Languages')}{inner}</w:tc>" + cell("Right"),
        cell("", properties="<w:vMerge/>") + cell("Below"),
    )
    assert lines(read_docx(body)) == ["Languages", "Catalan   native", "Right", "Below"]


BOX = "<w:txbxContent>" + paragraph("anna@example.com") + "</w:txbxContent>"


def test_docx_text_boxes_are_read_once() -> None:
    more = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        f"{BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_docx(paragraph("Anna Smith", more=more) + paragraph("Sales"))
    assert [(document.text[line.start : line.end], line.region) for line in document.lines] == [
        ("Anna Smith", "body"),
        ("anna@example.com", "textbox"),
        ("Sales", "body"),
    ]


def test_docx_content_controls_links_and_insertions_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('In a control')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:ins><w:r><w:t> added</w:t></w:r></w:ins>"
        "<w:sdt><w:sdtContent><w:r><w:t> inline</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert lines(read_docx(body)) == ["In a control", "link added inline"]


def test_docx_notes_are_read() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator">{paragraph("---")}</w:footnote><w:footnote>{paragraph("A note")}</w:footnote></w:footnotes>'  # noqa: E501
    )
    document = load_document(docx(paragraph("Body"), parts={"word/footnotes.xml": notes}), "cv.docx")
    assert lines(document) == ["Body", "A note"]


@pytest.mark.parametrize(
    ("look", "how"),
    [
        ("<w:vanish/>", "vanish"),
        ('<w:color w:val="FFFFFF"/>', "low_contrast"),
        ('<w:sz w:val="2"/>', "tiny"),
    ],
)
def test_docx_hidden_words_are_kept_apart(look: str, how: str) -> None:
    document = read_docx(paragraph("Seen") + paragraph("secret words", look=look))
    assert document.text == "Seen"
    assert [(hidden.text, hidden.how) for hidden in document.hidden] == [("secret words", how)]


def test_docx_deleted_words_are_kept_apart() -> None:
    document = read_docx("<w:p><w:r><w:t>Seen</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>")
    assert document.text == "Seen"
    assert [(hidden.text, hidden.how) for hidden in document.hidden] == [("gone", "deleted")]


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    "body",
    [
        paragraph("Seen", look=WHITE + '<w:shd w:val="clear" w:fill="1F3A5F"/>'),
        paragraph("Seen", look=WHITE, style='<w:shd w:val="clear" w:fill="1F3A5F"/>'),
        table(f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3A5F"/></w:tcPr>{paragraph("Seen", look=WHITE)}</w:tc>'),
    ],
)
def test_docx_white_words_on_a_dark_ground_are_read(body: str) -> None:
    document = read_docx(body)
    assert (document.text, document.hidden) == ("Seen", ())


def test_docx_with_macros_says_so() -> None:
    document = load_document(docx(paragraph("Body"), parts={"word/vbaProject.bin": b"x"}), "cv.docm")
    assert document.notes == ("macros",)


def test_docx_symbols_formulas_and_character_styles() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'  # noqa: E501
    )
    body = (
        '<w:p><w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Bold words</w:t></w:r></w:p>'
        '<w:p><w:r><w:sym w:char="F0B7"/><w:t> Sold beer</w:t><w:sym w:char="zz"/></w:r></w:p>'
        "<w:p><m:oMath xmlns:m='m'><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
        '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:rPr><w:sz w:val="odd"/></w:rPr><w:t>Head</w:t></w:r></w:p>'  # noqa: E501
        f"<w:customXml>{paragraph('In XML')}</w:customXml>"
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{paragraph('Fallback')}</mc:Fallback></mc:AlternateContent>"
    )
    document = read_docx(body, styles=styles)
    assert lines(document) == ["Bold words", "Sold beer", "x=1", "Head", "In XML", "Fallback"]
    assert [(line.bold, line.bullet, line.heading) for line in document.lines[:4]] == [
        (True, False, False),
        (False, True, False),
        (False, False, False),
        (False, False, True),
    ]


def test_docx_rows_and_cells_in_content_controls() -> None:
    body = f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{cell('2018')}</w:sdtContent></w:sdt>{cell('KAM')}</w:tr></w:sdtContent></w:sdt></w:tbl>"  # noqa: E501
    assert lines(read_docx(body)) == ["2018   KAM"]


def test_docx_diagrams_are_read() -> None:
    diagram = '<d:x xmlns:d="d" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>Sales</a:t></a:r></a:p></d:x>'
    document = load_document(docx(paragraph("Body"), parts={"word/diagrams/data1.xml": diagram}), "cv.docx")
    assert [(document.text[line.start : line.end], line.region) for line in document.lines] == [
        ("Body", "body"),
        ("Sales", "textbox"),
    ]


def test_docx_main_part_of_another_name() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/hyperlink" Target="http://x" TargetMode="External"/>'
        '<Relationship Id="b" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    main = f'<w:document xmlns:w="w"><w:body>{paragraph("Other part")}</w:body></w:document>'
    data = zipped({"_rels/.rels": relations, "word/document2.xml": main})
    assert load_document(data, "cv.docx").text == "Other part"


SHAPES = {
    "a filled shape": '<wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="1F3A5F"/></a:solidFill></wps:spPr></wps:wsp>',
    "a gradient": "<wps:wsp><wps:spPr><a:gradFill/></wps:spPr></wps:wsp>",
    "an old rectangle": '<v:rect fillcolor="#1f3a5f [3204]"/>',
    "a picture behind": '<w:anchor behindDoc="1"><a:pic/></w:anchor>',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_docx_white_words_may_stand_on_a_shape(shape: str) -> None:
    body = paragraph("Seen", look=WHITE, more=f"<w:r><w:drawing>{SHAPES[shape]}</w:drawing></w:r>")
    document = read_docx(body)
    assert (document.text, document.hidden) == ("Seen", ())


def test_docx_white_words_in_a_dark_text_box_are_read() -> None:
    box = f"<w:txbxContent>{paragraph('In the box', look=WHITE)}</w:txbxContent>"
    fill = '<wps:spPr><a:solidFill><a:srgbClr val="1F3A5F"/></a:solidFill></wps:spPr>'
    more = f"<w:r><w:drawing><wps:wsp>{fill}<wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></w:r>"
    document = read_docx(paragraph("Name", more=more) + paragraph("secret", look=WHITE))
    assert lines(document) == ["Name", "In the box"]
    assert [hidden.text for hidden in document.hidden] == ["secret"]


# --- ODT -------------------------------------------------------------------------

STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>'  # noqa: E501
    '<style:style style:name="V" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="T" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>'
    '<style:style style:name="D" style:family="table-cell"><style:table-cell-properties fo:background-color="#102030"/></style:style>'  # noqa: E501
)


def test_odt_paragraphs_headings_lists_and_spaces() -> None:
    body = (
        '<text:h text:outline-level="1">Experience</text:h>'
        '<text:p><text:span text:style-name="B">Key Account Manager</text:span><text:tab/>2018<text:s text:c="2"/>2021<text:line-break/>Acme</text:p>'  # noqa: E501
        "<text:list><text:list-item><text:p>Sold beer</text:p></text:list-item>"
        "<text:list-item><text:p>Sold\n   wine</text:p></text:list-item></text:list>"
    )
    document = read_odt(body, styles=STYLES)
    assert lines(document) == ["Experience", "Key Account Manager   2018  2021", "Acme", "Sold beer", "Sold wine"]
    assert [(line.heading, line.bullet, line.bold) for line in document.lines] == [
        (True, False, False),
        (False, False, True),
        (False, False, False),
        (False, True, False),
        (False, True, False),
    ]
    assert document.lines[1].size == 14.0


def test_odt_tables_frames_and_notes() -> None:
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>2018</text:p></table:table-cell>"
        "<table:table-cell><text:p>KAM, Acme</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Anna<draw:frame><draw:text-box><text:p>anna@example.com</text:p></draw:text-box></draw:frame></text:p>"
        "<text:p>Fact<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note</text:p></text:note-body></text:note></text:p>"
    )
    document = read_odt(body)
    assert [(document.text[line.start : line.end], line.region, line.cell) for line in document.lines] == [
        ("2018   KAM, Acme", "body", (0, 0, 0)),
        ("Anna", "body", None),
        ("anna@example.com", "textbox", None),
        ("Fact", "body", None),
        ("A note", "body", None),
    ]


def test_odt_headers_and_footers() -> None:
    masters = (
        '<style:master-page style:name="Standard"><style:header><text:p>Anna Smith</text:p></style:header>'
        "<style:footer><text:p>Page</text:p></style:footer></style:master-page>"
        '<style:master-page style:name="Landscape"><style:header><text:p>Unused</text:p></style:header></style:master-page>'  # noqa: E501
    )
    document = read_odt("<text:p>Body</text:p>", masters=masters)
    assert lines(document) == ["Anna Smith", "Body", "Page"]
    assert [line.region for line in document.lines] == ["header", "body", "footer"]


@pytest.mark.parametrize(("style", "how"), [("V", "vanish"), ("W", "low_contrast"), ("T", "tiny")])
def test_odt_hidden_words_are_kept_apart(style: str, how: str) -> None:
    document = read_odt(
        f'<text:p>Seen <text:span text:style-name="{style}">secret words</text:span></text:p>', styles=STYLES
    )
    assert document.text == "Seen"
    assert [(hidden.text, hidden.how) for hidden in document.hidden] == [("secret words", how)]


def test_odt_deleted_words_are_kept_apart() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>Seen</text:p>"
    )
    document = read_odt(body)
    assert document.text == "Seen"
    assert [(hidden.text, hidden.how) for hidden in document.hidden] == [("gone", "deleted")]


def test_odt_white_words_on_a_dark_cell_are_read() -> None:
    body = (
        '<table:table><table:table-row><table:table-cell table:style-name="D"><text:p>'
        '<text:span text:style-name="W">Seen</text:span></text:p></table:table-cell></table:table-row></table:table>'
    )
    document = read_odt(body, styles=STYLES)
    assert (document.text, document.hidden) == ("Seen", ())


def test_odt_styles_inherit() -> None:
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt"/></style:default-style>'  # noqa: E501
        '<style:style style:name="Base" style:family="paragraph" style:default-outline-level="1">'
        '<style:text-properties fo:font-size="200%" fo:font-weight="700"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Base"/>'
        '<style:style style:name="Odd" style:family="paragraph"><style:text-properties fo:font-size="bigpt"/></style:style>'  # noqa: E501
    )
    body = '<text:p text:style-name="P1">Head</text:p><text:p text:style-name="Odd">Plain</text:p><text:p text:style-name="Heading_20_2">Two</text:p>'  # noqa: E501
    document = read_odt(body, styles=styles)
    assert [(line.size, line.bold, line.heading) for line in document.lines] == [
        (22.0, True, True),
        (11.0, False, False),
        (11.0, False, True),
    ]


def test_odt_sections_row_groups_and_hidden_fields() -> None:
    body = (
        "<text:section><text:p>In a section</text:p></text:section>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
        "<table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>"
        '<text:p>Seen<text:hidden-text text:string-value="secret"/><text:a>link</text:a></text:p>'
    )
    document = read_odt(body)
    assert lines(document) == ["In a section", "A   B", "Seenlink"]
    assert [(hidden.text, hidden.how) for hidden in document.hidden] == [("secret", "vanish")]


def test_odt_white_words_may_stand_on_a_coloured_page_or_shape() -> None:
    fill = STYLES + (
        '<style:style style:name="F" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="#102030"/></style:style>'  # noqa: E501
    )
    white = '<text:p><text:span text:style-name="W">Seen</text:span></text:p>'
    assert read_odt(f'<draw:custom-shape draw:style-name="F"/>{white}', styles=fill).text == "Seen"
    page = '<style:page-layout><style:page-layout-properties fo:background-color="#102030"/></style:page-layout>'
    assert read_odt(white, styles=STYLES, masters=page).text == "Seen"


# --- refused -----------------------------------------------------------------------

ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
NESTED = "<w:p>" * 400 + "</w:p>" * 400


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"word/document.xml": ENTITIES}), "bomb"),
        (docx(NESTED), "bomb"),
        (zipped({"word/document.xml": "<broken"}), "damaged"),
        (zipped({"word/document.xml": "<x/>"}), "damaged"),
        (docx(paragraph("Body"))[:-40], "damaged"),
        (zipped({"word/document.xml": "<x/>", **{f"f{n}": b"" for n in range(2001)}}), "bomb"),
        (docx(paragraph("Body"), parts={"word/media/a": b"\0" * 160_000_000}), "bomb"),
        (docx("<w:p/>"), "empty"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "damaged"),
        (odt("<text:p>x</text:p>", parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "encrypted"),
        (zipped({"xl/workbook.xml": "<x/>"}), "unknown_kind"),
    ],
)
def test_bad_archives_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected) as raised:
        load_document(data, "cv.docx")
    assert raised.value.id == reason
