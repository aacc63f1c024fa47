from typing import Any

import pytest

from recruit.facts import CvFacts, Month, Related
from recruit.reading.dates import find_dates
from recruit.reading.reader import read, read_facts
from tests.reading.cases import AS_OF, corpus, document
from tests.reading.documents import Put, docx, pdf

KINDS = corpus("kinds-structure")
HEADINGS = {"ca": "Formació acadèmica", "es": "Formación académica", "en": "Education"}
DEGREES = [(language, case) for language in HEADINGS for case in KINDS["degrees"][language]]


def facts(text: str) -> CvFacts:
    return read_facts(document(text), AS_OF)


@pytest.mark.parametrize("case", [case for case in KINDS["dates"] if isinstance(case, list)], ids=lambda case: case[0])
def test_a_range_is_read_however_its_ends_are_told(case: list[Any]) -> None:
    text, quote, start, end = case
    found = [d for d in find_dates(text, AS_OF) if d.kind != "duration"]
    assert [(text[d.start : d.end], d.span and d.span.start, d.span and d.span.end) for d in found] == [
        (quote, start, end)
    ]


@pytest.mark.parametrize("text", [case for case in KINDS["dates"] if isinstance(case, str)])
def test_a_firms_year_and_a_day_are_no_dates(text: str) -> None:
    assert [d for d in find_dates(text, AS_OF) if d.kind != "duration"] == []


@pytest.mark.parametrize(("text", "name"), KINDS["names"])
def test_a_name_is_found_where_it_is_told(text: str, name: str) -> None:
    item = facts(text).contact.name
    assert (item.value if item else "") == name


@pytest.mark.parametrize(("text", "phone"), KINDS["phones"])
def test_the_number_of_a_document_is_no_phone(text: str, phone: str) -> None:
    item = facts(text).contact.phone
    assert (item.value if item else "") == phone


@pytest.mark.parametrize(("language", "case"), DEGREES, ids=str)
def test_studies_are_as_far_as_their_words_say(language: str, case: list[Any] | str) -> None:
    line, *expected = case if isinstance(case, list) else [case]
    for heading in (HEADINGS[language], {"ca": "Altres", "es": "Otros", "en": "Other"}[language]):
        found = facts(f"Ana Ruiz\nana@example.com\n\n{heading}\n{line}\n").degrees
        assert [[d.level.value, d.status.value, d.mba] for d in found] == ([expected] if expected else [])


@pytest.mark.parametrize("case", KINDS["whole"], ids=lambda case: case["id"])
def test_the_posts_are_those_that_are_told(case: dict[str, Any]) -> None:
    found = facts(case["text"]).positions
    assert [[p.span and p.span.start, p.span and p.span.end, p.related.value, p.title] for p in found] == [
        [str(start), str(end), related, title] for start, end, related, title in case["positions"]
    ]


def test_a_wrapped_cell_and_two_date_columns_are_one_post() -> None:
    rows = [
        ("Puesto", "Empresa", "Desde", "Hasta"),
        ("Customer Success|Manager", "Factura Fácil", "abr-19", "ago-25"),
        ("Comercial", "Tóner Sur", "mar-14", "feb-19"),
        ("Becaria", "Bufete Oca", "ene-12", "dic-12"),
    ]
    puts = [
        Put(56, 60, "Bea Luna", 16, bold=True),
        Put(56, 80, "bea@example.com"),
        Put(56, 110, "EXPERIENCIA", 12, True),
    ]
    top = 135.0
    for row in rows:
        for x, cell in zip((56, 180, 300, 424), row, strict=True):
            puts += [Put(x, top + 12 * number, part) for number, part in enumerate(cell.split("|"))]
        top += 30 if "|" in row[0] else 18
    positions = read(pdf(puts), "cv.pdf", AS_OF).facts.positions
    assert sorted((p.span.start, p.span.end, " ".join(p.title.split())) for p in positions if p.span) == [
        ("2012-01", "2012-12", "Becaria"),
        ("2014-03", "2019-02", "Comercial"),
        ("2019-04", "2025-08", "Customer Success Manager"),
    ]


def test_a_table_used_for_the_columns_of_the_page_makes_no_rows() -> None:
    """The side column of a CV set in a two-column table lends its words to no post of the main one."""

    def cell(*lines: str) -> str:
        return "<w:tc>" + "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines) + "</w:tc>"

    side = ["CONTACT", "ines@example.com", "SKILLS", "Cross-selling", "Languages", "BODIES", "Fellow, Guild of Sellers"]
    main = ["Ines Marlow", "WORK HISTORY", "Client Manager, Quay Bank, Leeds", "2019 – date", "Looks after 90 firms"]
    main += ["Teller, Moor Bank", "2013 – 2014", "Counter work"]
    data = docx(f"<w:tbl><w:tr>{cell(*side)}{cell(*main)}</w:tr></w:tbl>")
    facts = read(data, "ines.docx", Month(2026, 11)).facts
    assert [(p.title, p.span and p.span.start, p.related) for p in facts.positions] == [
        ("Client Manager", "2019", Related.CORE),
        ("Teller", "2013", Related.NONE),
    ]


@pytest.mark.parametrize(
    ("heading", "email", "name"),
    [
        ("Aptituds principals", "mar.estruch@example.com", "Mar Estruch Vall"),
        ("Aptitudes principales", "lino.caballero@example.com", "Lino Caballero Rey"),
        ("Top Skills", "joss.harrow@example.com", "Joss Harrow"),
        ("Top Skills", "info@example.com", None),
    ],
)
def test_the_name_below_the_side_column_of_an_exported_profile(heading: str, email: str, name: str | None) -> None:
    """The side column comes first, and the name looks like one heading among others: the e-mail tells it apart."""
    main = [(name or "Joss Harrow", 12), ("Key Account Manager", 10), ("Girona", 10), ("Experience", 12)]
    main += [("Acme", 10), ("Key Account Manager", 10), ("March 2019 - Present (7 years 9 months)", 10)]
    side = [
        ("Contact", 12),
        (email, 10),
        (heading, 12),
        ("Salesforce", 10),
        ("Honors-Awards", 12),
        ("Best of 2023", 10),
    ]
    page = [Put(40, 60 + 20 * i, text, size) for i, (text, size) in enumerate(side)]
    page += [Put(240, 60 + 20 * i, text, size) for i, (text, size) in enumerate(main)]
    facts = read(pdf(page), "profile.pdf", Month(2026, 11)).facts
    assert (facts.contact.name and facts.contact.name.value) == name
