import pytest

from recruit.facts import Month, Span
from recruit.reading.dates import find_dates, month_first
from tests.reading.cases import AS_OF, corpus

LINES = [
    pytest.param(*case, id=f"{language}: {case[0]}")
    for language in ("ca", "es", "en")
    for case in corpus("dates")[language]
]


@pytest.mark.parametrize(("text", "quote", "start", "end"), LINES)
def test_a_date_says_its_span_in_its_own_words(text: str, quote: str, start: str | None, end: str | None) -> None:
    found = find_dates(text, AS_OF)
    assert [text[date.start : date.end] for date in found] == [quote]
    assert found[0].span == (Span(start, end) if start and end else None)
    assert bool(found[0].problem) is (start is None)


@pytest.mark.parametrize("text", corpus("dates")["none"])
def test_numbers_and_words_that_look_like_dates_are_none(text: str) -> None:
    assert find_dates(text, AS_OF) == []


@pytest.mark.parametrize(("text", "language", "first"), corpus("dates")["month_first"])
def test_the_order_of_day_and_month_follows_the_text(text: str, language: str, first: bool) -> None:
    assert month_first(text, language) is first


def test_an_ambiguous_date_is_read_in_the_given_order() -> None:
    assert find_dates("03/04/2019", AS_OF, month_first=False)[0].span == Span("2019-04", "2019-04")
    assert find_dates("03/04/2019", AS_OF, month_first=True)[0].span == Span("2019-03", "2019-03")
    assert find_dates("25/04/2019", AS_OF, month_first=True)[0].span == Span("2019-04", "2019-04")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("March 2019 - January 2016", "end_before_start"),
        ("juny 2031 - actualitat", "future"),
        ("hasta 2016", "no_start"),
        ("6 mesos", "duration_only"),
        ("estius de 2004 i 2005", "seasonal"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, problem: str) -> None:
    (date,) = find_dates(text, AS_OF)
    assert (date.span, date.problem) == (None, problem)


def test_an_end_in_the_future_keeps_its_span_and_says_so() -> None:
    (date,) = find_dates("setembre 2025 – juny 2027", AS_OF)
    assert (date.span, date.problem) == (Span("2025-09", "2027-06"), "future")


def test_a_bullet_that_begins_with_a_year_ends_no_range() -> None:
    text = "Sales Manager 2014\n- 2016: award for the best team"
    assert [(text[d.start : d.end], d.span) for d in find_dates(text, AS_OF)] == [
        ("2014", Span("2014", "2014")),
        ("2016", Span("2016", "2016")),
    ]


def test_a_range_over_two_lines_of_a_narrow_column_is_one() -> None:
    text = "feb. 2019 –\nactualitat\nTèxtil Cardener"
    (date,) = find_dates(text, AS_OF)
    assert (text[date.start : date.end], date.span) == ("feb. 2019 –\nactualitat", Span("2019-02", "present"))


def test_decomposed_accents_and_no_break_spaces_keep_their_offsets() -> None:
    text = "març\u00a02016 – desembre 2018".replace("ç", "c\u0327")
    (date,) = find_dates(text, AS_OF)
    assert text[date.start : date.end] == text
    assert date.span == Span("2016-03", "2018-12")


def test_the_month_of_reading_decides_what_is_future() -> None:
    assert find_dates("2024 - 2025", Month(2026, 1))[0].problem == ""
    assert find_dates("2024 - 2025", Month(2023, 1))[0].span is None


@pytest.mark.parametrize("text", ["Becaria, 6 meses, 2012", "Becària (2012, 6 mesos)", "Intern, 6 months in 2012"])
def test_a_year_beside_a_duration_is_no_date(text: str) -> None:
    year = next(date for date in find_dates(text, AS_OF) if text[date.start : date.end] == "2012")
    assert (year.span, year.problem) == (None, "duration_only")


def test_a_duration_beside_a_range_changes_nothing() -> None:
    found = find_dates("June 2019 – May 2021 (2 years)", AS_OF)
    assert [date.span for date in found] == [Span("2019-06", "2021-05"), None]
