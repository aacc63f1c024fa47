"""TXT, RTF and DOC, and telling kinds of files apart."""

from __future__ import annotations

import pytest

from recruit.reading.document import Document, Rejected
from recruit.reading.files import load_document
from recruit.reading.files.characters import clean, join_spaced_letters, strip_bullet
from recruit.reading.files.sniff import MAX_BYTES, sniff
from tests.reading.documents import doc, docx, odt, paragraph, pdf, rtf

TEXT = "Formació\nGrau en Màrqueting – «UB» 3 €"


def looks(document: Document) -> list[tuple[str, str]]:
    """Each line with its marks: H heading, B bold, • bullet."""
    return [
        (document.text[line.start : line.end], "H" * line.heading + "B" * line.bold + "•" * line.bullet)
        for line in document.lines
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_in_any_encoding(encoding: str, end: str) -> None:
    document = load_document(TEXT.replace("\n", end).encode(encoding), "cv.txt")
    assert (document.kind, document.text) == ("txt", TEXT)


def test_text_with_a_broken_character_is_still_utf_8() -> None:
    data = ("Direcció i comunicació " * 20).encode() + b"\xc3"
    assert load_document(data, "cv.txt").text.startswith("Direcció i comunicació")


def test_rules_make_headings_and_are_left_out() -> None:
    text = "EXPERIENCE\n==========\nSold beer.\n----------\n=== EDUCATION ===\n## Skills\nLong text that ends in a stop.\n-----\n"  # noqa: E501
    assert looks(load_document(text.encode(), "cv.txt")) == [
        ("EXPERIENCE", "H"),
        ("Sold beer.", ""),
        ("EDUCATION", "H"),
        ("Skills", "H"),
        ("Long text that ends in a stop.", ""),
    ]


def test_list_marks_are_told_and_left_out() -> None:
    text = "- Sold beer\n* Sold wine\n• Sold ham\n- 2018\n2015 -\n\tIndented\no Circle of Word\nâ€¢Garbled"
    assert looks(load_document(text.encode(), "cv.txt")) == [
        ("Sold beer", "•"),
        ("Sold wine", "•"),
        ("Sold ham", "•"),
        ("- 2018", ""),
        ("2015 -", ""),
        ("Indented", ""),
        ("Circle of Word", "•"),
        ("Garbled", "•"),
    ]


def test_zero_width_characters_go_and_are_noted() -> None:
    document = load_document("Nego\u200btiation\u00ad".encode(), "cv.txt")
    assert (document.text, document.notes) == ("Negotiation", ("zero_width",))


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Direccio\u0301n", "Dirección"),
        ("a\u00a0b\u2009c", "a b c"),
        ("ﬁnances", "finances"),
        ("a\tb", "a   b"),
        ("col·legi l’empresa", "col·legi l’empresa"),
        ("\uf0b7 item", "• item"),
    ],
)
def test_clean(raw: str, read: str) -> None:
    assert clean(raw) == read


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("E X P E R I E N C I A", "EXPERIENCIA"),
        ("F O R M A C I Ó   A C A D È M I C A", "FORMACIÓ ACADÈMICA"),
        ("A B", "A B"),
        ("Permís B i C", "Permís B i C"),
        ("1 1 1 1 1", "1 1 1 1 1"),
    ],
)
def test_join_spaced_letters(line: str, read: str) -> None:
    assert join_spaced_letters(line) == read


@pytest.mark.parametrize("line", ["-5 % de costes", "*", "o", "-", "2018 - 2020", "e-mail", "– 2020"])
def test_no_list_marks(line: str) -> None:
    assert strip_bullet(line) == (line, False)


# --- RTF -----------------------------------------------------------------------------


def test_rtf_text_and_looks() -> None:
    body = (
        r"\pard\s1\outlinelevel0\b\fs32 EXPERI\'c8NCIA\b0\fs22\par "
        r"\pard\b Key Account Manager\b0\tab 2018 \endash  2021\line Acme\par "
        r"\pard{\listtext\f0 \'b7\tab}\ls1 Negociaci\u243?n de {\i grandes} cuentas\par "
    )
    document = load_document(rtf(body), "cv.rtf")
    assert document.kind == "rtf"
    assert looks(document) == [
        ("EXPERIÈNCIA", "HB"),
        ("Key Account Manager   2018 – 2021", "B"),
        ("Acme", ""),
        ("Negociación de grandes cuentas", "•"),
    ]
    assert document.lines[0].size == 16.0


def test_rtf_tables() -> None:
    body = r"\trowd\pard\intbl 2018\cell KAM, Acme\cell\row\trowd\pard\intbl 2015\cell Rep\par Sold beer\cell\row\pard After\par"  # noqa: E501
    document = load_document(rtf(body), "cv.rtf")
    assert [(document.text[line.start : line.end], line.cell) for line in document.lines] == [
        ("2018   KAM, Acme", (0, 0, 0)),
        ("2015", (0, 1, 0)),
        ("Rep", (0, 1, 1)),
        ("Sold beer", (0, 1, 1)),
        ("After", None),
    ]


def test_rtf_headers_boxes_and_fields() -> None:
    body = (
        r"{\header\pard Anna Smith\par}{\footer\pard Page\par}{\info{\author Nobody}}"
        r"\pard Write to {\field{\*\fldinst HYPERLINK x}{\fldrslt anna@example.com}}"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In a box\par}}}\par"
    )
    document = load_document(rtf(body), "cv.rtf")
    assert [(document.text[line.start : line.end], line.region) for line in document.lines] == [
        ("Anna Smith", "header"),
        ("Write to anna@example.com", "body"),
        ("In a box", "textbox"),
        ("Page", "footer"),
    ]


@pytest.mark.parametrize(
    ("words", "how"),
    [
        (r"{\v secret}", "vanish"),
        (r"{\cf1 secret}", "low_contrast"),
        (r"{\fs2 secret}", "tiny"),
        (r"{\deleted secret}", "deleted"),
    ],
)
def test_rtf_hidden_words_are_kept_apart(words: str, how: str) -> None:
    document = load_document(rtf(rf"\pard Seen {words}\par"), "cv.rtf")
    assert document.text == "Seen"
    assert [(hidden.text, hidden.how) for hidden in document.hidden] == [("secret", how)]


def test_rtf_characters_beyond_the_plane_and_with_skipped_bytes() -> None:
    document = load_document(rtf(r"\pard \uc2\u8364\'80\'80 \uc1\u-10179?\u-8704?x\par"), "cv.rtf")
    assert document.text == "€ 😀x"


def test_rtf_nested_beyond_sense_is_refused() -> None:
    with pytest.raises(Rejected) as raised:
        load_document(rtf("{" * 1000), "cv.rtf")
    assert raised.value.id == "bomb"


def test_rtf_other_code_pages_symbols_and_shading() -> None:
    data = (
        rb"{\rtf1\mac{\fonttbl{\f0\fswiss\fcharset0 A;}{\f1\fnil\fcharset238 B;}}{\colortbl ;\red255\green255\blue255;\red9\green9\blue9;}"  # noqa: E501
        rb"\pard Direcci\'97n\~de\_x \{a\}\plain\f1 \'b3\par\pard\cbpat2\cf1 On dark\par{\*\unknown no}{\pict 00ff}}"
    )
    document = load_document(data, "cv.rtf")
    assert document.text == "Dirección de-x {a}ł\nOn dark"
    assert document.hidden == ()


def test_rtf_unfinished_tables_and_repeated_headers() -> None:
    body = r"{\headerf\pard Anna\par}{\headerr\pard Anna\par}\trowd\pard\intbl 2018\cell KAM\cell"
    assert load_document(rtf(body), "cv.rtf").text == "Anna\n2018   KAM"


# --- DOC -----------------------------------------------------------------------------


def test_doc_text_tables_fields_and_header() -> None:
    body = 'Experiència\r2018\x07KAM, Acme\x07\x07Write \x13 HYPERLINK "x" \x14anna@example.com\x15 now\rSold\x0bbeer\r'
    document = load_document(doc(body, header="Anna Smith\r"), "cv.doc")
    assert document.kind == "doc"
    assert [(document.text[line.start : line.end], line.region, line.cell) for line in document.lines] == [
        ("Anna Smith", "header", None),
        ("Experiència", "body", None),
        ("2018   KAM, Acme", "body", (0, 0, 0)),
        ("Write anna@example.com now", "body", None),
        ("Sold", "body", None),
        ("beer", "body", None),
    ]


def test_doc_cells_of_several_paragraphs_and_an_unfinished_table() -> None:
    body = "2018\x07KAM\rAcme\x07\x072015\x07Rep\x07\x07After\r2012\x07Clerk\rGamma"
    document = load_document(doc(body), "cv.doc")
    assert document.text.split("\n") == ["2018", "KAM", "Acme", "2015   Rep", "After", "2012", "Clerk", "Gamma"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (doc("Secret\r", encrypted=True), "encrypted"),
        (doc("Secret\r")[:1200], "damaged"),
        (
            doc("Secret\r").replace("WordDocument".encode("utf-16-le"), "Workbook0000".encode("utf-16-le")),
            "unknown_kind",
        ),
        (doc("Secret\r") + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_bad_compound_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected) as raised:
        load_document(data, "cv.doc")
    assert raised.value.id == reason


# --- kinds ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf([]), "pdf"),
        (b"junk\n" + pdf([]), "pdf"),
        (docx(paragraph("x")), "docx"),
        (odt("<text:p>x</text:p>"), "odt"),
        (rtf("x"), "rtf"),
        (doc("x\r"), "doc"),
        (b"Anna Smith", "txt"),
    ],
)
def test_the_kind_is_told_by_what_is_in_the_file(data: bytes, kind: str) -> None:
    assert sniff(data, f"cv.{kind}").name == kind
    assert sniff(data, f"cv.{kind}").notes == ()
    assert sniff(data, "cv.jpg").notes == ("wrong_extension",)
    assert sniff(data, "cv").notes == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\r\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "unknown_kind"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected) as raised:
        load_document(data, "cv.pdf")
    assert raised.value.id == reason
    assert raised.value.message.endswith(".")


def test_a_wrong_extension_is_noted_on_the_document() -> None:
    document = load_document(rtf(r"\pard Anna\par"), "cv.doc")
    assert (document.kind, document.notes) == ("rtf", ("wrong_extension",))
