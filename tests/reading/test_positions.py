import pytest

from recruit.facts import Position, Related, Span
from recruit.reading.dates import find_dates
from recruit.reading.document import Document
from recruit.reading.entries import find_entries
from recruit.reading.positions import read_positions, related_of
from recruit.reading.reader import read
from recruit.reading.sections import outline
from tests.reading.cases import AS_OF, corpus, document

TITLES = [(title, related) for language in ("ca", "es", "en") for title, related in corpus("titles")[language]]


@pytest.mark.parametrize(("title", "related"), TITLES)
def test_a_title_is_core_adjacent_or_none(title: str, related: str) -> None:
    assert related_of(title, "")[0] is Related(related)


@pytest.mark.parametrize(("title", "related"), TITLES)
def test_capitals_change_nothing(title: str, related: str) -> None:
    assert related_of(title.upper(), "")[0] is Related(related)


@pytest.mark.parametrize(("title", "body", "related"), corpus("titles")["below"])
def test_the_lines_below_decide_where_the_title_does_not(title: str, body: str, related: str) -> None:
    assert related_of(title, body)[0] is Related(related)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gestor de comptes clau", "Gestora de comptes clau"),
        ("Director comercial", "Directora comercial"),
        ("Delegado de ventas", "Delegada de ventas"),
        ("Visitador médico", "Visitadora médica"),
        ("Dependiente", "Dependienta"),
        ("Salesman", "Saleswoman"),
    ],
)
def test_gender_changes_nothing(one: str, other: str) -> None:
    assert related_of(one, "") == related_of(other, "")


def positions(text: str) -> tuple[Document, tuple[Position, ...]]:
    made = document(text)
    sections = outline(made, "en")
    found = read_positions(made, find_entries(made, sections, find_dates(made.text, AS_OF)))
    for position in found:
        evidence = position.evidence
        assert made.text[evidence.start : evidence.end] == evidence.quote
        if position.date_evidence:
            assert made.text[position.date_evidence.start : position.date_evidence.end] == position.date_evidence.quote
    return made, found


def test_a_leave_within_a_post_is_no_post_and_one_among_posts_is_none() -> None:
    _, found = positions(
        "Ann Reeve\nann@example.com\n\nExperience\n"
        "Sales Manager, Acme Foods\n02.2012 - 08.2018, with maternity leave 04.2015 - 12.2015.\n- Sold paint.\n"
        "Career break\n09.2018 - 12.2018\n"
    )
    assert [(p.span, p.related) for p in found] == [
        (Span("2012-02", "2018-08"), Related.ADJACENT),
        (Span("2018-09", "2018-12"), Related.NONE),
    ]


def test_time_between_posts_is_no_post() -> None:
    _, found = positions(
        "Ann Reeve\nann@example.com\n\nExperience\n"
        "Sales Manager, Acme Foods, 2012 - 2016\nGap year, 2017\nBetween jobs: 01/2018 - 03/2018\n"
        "Night porter, Hotel Sol, 04/2018 - 12/2018\n"
    )
    assert [(p.span, p.related) for p in found] == [
        (Span("2012", "2016"), Related.ADJACENT),
        (Span("2018-04", "2018-12"), Related.NONE),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "El març de 2010 vaig entrar a Olis Sud com a executiva de comptes i hi vaig estar fins al juny de 2014.",
        "En marzo de 2010 entré en Aceites Sur como ejecutiva de cuentas y estuve allí hasta junio de 2014.",
        "In March 2010 I joined Delta Mills as an account manager and stayed until June 2014.",
        "I joined Delta Mills in March 2010 as an account manager and stayed until June 2014.",
    ],
)
def test_a_start_and_an_end_that_one_sentence_tells(told: str) -> None:
    found = read(f"Ann Reeve\nann@example.com\n\nExperience\n{told}\n".encode(), "cv.txt", AS_OF).facts.positions
    assert [(p.span, p.related) for p in found] == [(Span("2010-03", "2014-06"), Related.CORE)]


def test_start_and_end_below_each_other_in_the_margin_are_one_range() -> None:
    _, found = positions(
        "Ann Reeve\nann@example.com\n\nExperience\n"
        "15/01/2018   Sales Manager\n31/05/2021   Acme Foods Ltd\n- Sold paint to shops.\n"
        "10/02/2015   Night porter\n20/12/2017   Hotel Sol\n"
    )
    assert [(p.span, p.related) for p in found] == [
        (Span("2018-01", "2021-05"), Related.ADJACENT),
        (Span("2015-02", "2017-12"), Related.NONE),
    ]


def test_a_title_may_be_a_sentence_of_its_own() -> None:
    _, found = positions(
        "Ann Reeve\nann@example.com\n\nExperience\n"
        "Acme Foods (bakery, Leeds). Sales manager for the north. Two seasons, then all the year.\n03.2012 - 06.2016\n"
    )
    assert [(p.span, p.related) for p in found] == [(Span("2012-03", "2016-06"), Related.ADJACENT)]


ARRANGEMENTS = {
    "dates last": "Sales Manager, Acme Foods, March 2012 - June 2016",
    "dates first": "March 2012 - June 2016   Sales Manager   Acme Foods",
    "dates in brackets": "Sales Manager (March 2012 - June 2016)\nAcme Foods",
    "dates below": "Sales Manager\nAcme Foods\nMarch 2012 - June 2016",
    "dates above": "March 2012 - June 2016\nSales Manager\nAcme Foods",
    "employer first": "Acme Foods\nSales Manager\nMarch 2012 - June 2016",
    "employer in the middle": "Acme Foods, Leeds - Sales Manager - March 2012 - June 2016",
    "bars": "Acme Foods | Sales Manager | March 2012 - June 2016",
    "labels": "Company: Acme Foods\nPosition: Sales Manager\nPeriod: March 2012 - June 2016",
    "title before, text after": "Sales Manager , March 2012 - June 2016 Company Name City , State",
    "masked employer": "Company Name City , State Sales Manager March 2012 - June 2016",
    "dates over three lines": "March 2012\nto\nJune 2016\nSales Manager, Acme Foods",
}


@pytest.mark.parametrize("text", ARRANGEMENTS.values(), ids=ARRANGEMENTS.keys())
def test_title_and_dates_find_each_other(text: str) -> None:
    _, found = positions(f"Ann Reeve\nann@example.com\n\nExperience\n{text}\n- Sold paint to shops.\n")
    assert [(p.title, p.span, p.related) for p in found] == [
        ("Sales Manager", Span("2012-03", "2016-06"), Related.ADJACENT)
    ]


def test_posts_under_one_employer_are_promotions_and_its_own_dates_are_no_post() -> None:
    _, found = positions(
        "Experience\nAcme Foods, Leeds (2010 - 2020)\nKey Account Manager, 2015 - 2020\nSales Rep, 2010 - 2015\n"
    )
    assert [(p.title, p.span) for p in found] == [
        ("Key Account Manager", Span("2015", "2020")),
        ("Sales Rep", Span("2010", "2015")),
    ]


def test_years_in_the_lines_below_head_no_post() -> None:
    _, found = positions(
        "Experience\nSales Manager, Acme Foods, 2010 - 2020\n- Grew sales from 2012 to 2015\n- Award in 2016\n"
        "Increased the number of clients by a third from 2017-2018\n"
    )
    assert [p.span for p in found] == [Span("2010", "2020")]


def test_volunteering_counts_as_none() -> None:
    _, found = positions(
        "Experience\nSales Rep, Acme, 2010 - 2012\n\nVolunteering\nMarketing Manager, Food Bank, 2013 - 2014\n"
    )
    assert [(p.title, p.related) for p in found] == [
        ("Sales Rep", Related.ADJACENT),
        ("Marketing Manager", Related.NONE),
    ]


def test_study_dates_are_no_posts() -> None:
    _, found = positions(
        "Experience\nSales Rep, Acme, 2010 - 2012\n\nEducation\nBA Marketing, 2006 - 2009\nMarketing course, 2015\n"
    )
    assert [p.title for p in found] == ["Sales Rep"]


def test_a_post_with_a_duration_only_has_no_span() -> None:
    _, found = positions("Experience\nSales Rep, Acme (3 years)\nKey Account Manager, Brill Ltd, 2015 - 2018\n")
    assert [(p.title, p.span) for p in found] == [("Sales Rep", None), ("Key Account Manager", Span("2015", "2018"))]
