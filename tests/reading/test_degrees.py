from typing import Any

import pytest

from recruit.facts import CvFacts, Degree, Level, Mba, Status
from recruit.reading.dates import find_dates
from recruit.reading.degrees import read_degrees
from recruit.reading.document import Document
from recruit.reading.language import language_of
from recruit.reading.sections import outline
from tests.reading.cases import AS_OF, corpus, document

HEADINGS = {"ca": "Formació acadèmica", "es": "Formación académica", "en": "Education"}
OWN = [(language, case) for language in HEADINGS for case in corpus("degrees")[language] if isinstance(case, list)]
NONE = [(language, case) for language in HEADINGS for case in corpus("degrees")[language] if isinstance(case, str)]


def degrees(text: str) -> tuple[Document, tuple[Degree, ...]]:
    made = document(text)
    language = language_of(made.text).code
    return made, read_degrees(made, outline(made, language), find_dates(made.text, AS_OF), AS_OF)


def in_education(language: str, line: str) -> tuple[Document, tuple[Degree, ...]]:
    return degrees(f"Ana Ruiz\nana@example.com\n\n{HEADINGS[language]}\n{line}\n")


@pytest.mark.parametrize(("language", "case"), OWN, ids=lambda value: value[0] if isinstance(value, list) else value)
def test_a_degree_has_its_level_status_year_and_words(language: str, case: list[Any]) -> None:
    line, level, status, year, quote = case
    made, found = in_education(language, line)
    assert [(d.level, d.status, d.end_year) for d in found] == [(Level(level), Status(status), year)]
    evidence = found[0].evidence
    assert made.text[evidence.start : evidence.end] == evidence.quote == quote


@pytest.mark.parametrize(("language", "line"), NONE)
def test_courses_other_people_and_wishes_are_no_degrees(language: str, line: str) -> None:
    assert in_education(language, line)[1] == ()


@pytest.mark.parametrize(("line", "mba"), corpus("degrees")["mba"])
def test_an_mba_under_any_of_its_names(line: str, mba: str) -> None:
    _, found = in_education("en", line)
    assert CvFacts("en", str(AS_OF), degrees=found).mba is Mba(mba)


@pytest.mark.parametrize(
    "line",
    [
        "Mentor to MBA students at two schools.",
        "Imparteixo classes a l'MBA de la UPF.",
        "Captación de alumnos del MBA.",
        "Recruited MBA graduates for banks.",
    ],
)
def test_an_mba_taught_or_sold_is_nobodys(line: str) -> None:
    _, found = degrees(f"Ana Ruiz\nana@example.com\n\nSummary\n{line}\n\nOther\n{line}\n")
    assert [d for d in found if d.mba] == []


def test_letters_after_the_name_are_a_degree() -> None:
    _made, found = degrees(
        "Peter Okonjo, MBA\npeter@example.com\n\nExperience\n2012 - 2016 Sales Manager, Delta Mills\n"
    )
    assert [(d.level, d.mba, d.evidence.quote) for d in found] == [(Level.MASTER, True, "MBA")]


def test_years_before_or_below_belong_to_their_degree() -> None:
    _, above = in_education("en", "2013 - 2015\nMBA\nDeusto\n2003 - 2008\nBachelor of Arts\nMondragon")
    _, below = in_education("en", "MBA\nDeusto, 2015\nBachelor of Arts\nMondragon, 2008")
    assert [(d.level, d.end_year) for d in above] == [(Level.MASTER, 2015), (Level.BACHELOR, 2008)]
    assert [(d.level, d.end_year) for d in below] == [(Level.MASTER, 2015), (Level.BACHELOR, 2008)]


def test_a_status_on_the_next_line_belongs_to_the_degree_above() -> None:
    made, found = in_education("es", "2017 – 2018   MBA (IE)\nPrimer año cursado, sin finalizar\n2013   Grado en ADE")
    assert [(d.level, d.status) for d in found] == [
        (Level.MASTER, Status.ABANDONED),
        (Level.BACHELOR, Status.COMPLETED),
    ]
    evidence = found[0].status_evidence
    assert evidence is not None
    assert made.text[evidence.start : evidence.end] == "sin finalizar"


def test_a_status_beside_the_dates_above_belongs_to_the_degree_below() -> None:
    _, found = in_education(
        "ca",
        "Dates 2009 – 2012, sense acabar\nQualificació Grau en Turisme\nCentre Universitat Vella\n"
        "Dates 2007 – 2009\nQualificació Batxillerat\nCentre Institut Nou",
    )
    assert [(d.level, d.status, d.end_year) for d in found] == [
        (Level.BACHELOR, Status.ABANDONED, 2012),
        (Level.SECONDARY, Status.COMPLETED, 2009),
    ]


def test_a_status_after_a_date_of_its_own_belongs_to_those_studies() -> None:
    _, found = in_education("ca", "1999 COU, Institut Vell\n2000-2001 Primer curs de Turisme (no acabat)\n")
    assert [(d.level, d.status) for d in found] == [(Level.SECONDARY, Status.COMPLETED)]


@pytest.mark.parametrize(
    ("place", "line", "level"),
    [
        ("Lima, Perú", "Bachiller en Administración, Universidad de Lima, 2016", Level.BACHELOR),
        ("Madrid", "Bachiller en Ciencias, 2001", Level.SECONDARY),
        ("Sevilla", "Diplomatura en Turismo, 2001", Level.BACHELOR),
    ],
)
def test_a_name_means_what_it_means_in_its_country(place: str, line: str, level: Level) -> None:
    _, found = degrees(f"Ana Ruiz\n{place}\n\nFormación\n{line}\n")
    assert [d.level for d in found] == [level]


def test_an_argentine_diplomatura_is_a_short_course() -> None:
    _, found = degrees("Bruno Scaglia\nCórdoba, Argentina\n\nEducación\nDiplomatura en Ventas, UTN, 3 meses, 2021\n")
    assert found == ()


def test_one_degree_named_twice_is_one() -> None:
    _, found = in_education(
        "en", "Bachelor of Business Administration (BBA), 2012\nHigh School Diploma, 2008\nWhetstone High School"
    )
    assert [(d.level, d.end_year) for d in found] == [(Level.BACHELOR, 2012), (Level.SECONDARY, 2008)]
