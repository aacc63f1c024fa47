from typing import Any

import pytest

from recruit.facts import CvFacts
from recruit.reading.dates import find_dates
from recruit.reading.reader import read, read_facts
from tests.reading.cases import AS_OF, corpus, document
from tests.reading.documents import Put, pdf

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
