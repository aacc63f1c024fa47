from typing import Any

import pytest

from recruit.facts import CvFacts
from recruit.reading.dates import find_dates
from recruit.reading.reader import read_facts
from tests.reading.cases import AS_OF, corpus, document

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
