"""Months, spans and what follows from the facts of a CV, as the reading guide defines them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.facts import (
    CvFacts,
    Degree,
    Evidence,
    Level,
    Mba,
    Month,
    Position,
    Related,
    Span,
    Status,
    union_months,
)

AS_OF = Month(2026, 11)
HERE = Evidence(0, 1, "x")


def test_a_month() -> None:
    assert Month.parse("2018-03") == Month(2018, 3)
    assert str(Month(2018, 3)) == "2018-03"
    assert Month(2018, 12) < Month(2019, 1)
    assert Month(2019, 1).ordinal - Month(2018, 12).ordinal == 1
    assert max(Month(2018, 5), Month(2018, 4)) == Month(2018, 5)


@pytest.mark.parametrize(
    "text", ["2018", "2018-3", "2018-13", "2018-00", "18-03", "2018/03", "present", "", "2018-03-01"]
)
def test_no_month(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a month|no such month"):
        Month.parse(text)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-01", "2020-03", 3),
        ("2016-05", "2016-05", 1),
        ("2015", "2018", 36),
        ("2016", "2016", 6),
        ("2016", "2017-02", 8),
        ("2016-03", "2017", 16),
        ("2019", "present", 89),
        ("2026-11", "present", 1),
        ("2026-12", "present", 0),
        ("2026-06", "2027-06", 6),
        ("2020-03", "2020-01", 0),
    ],
)
def test_months_of_a_span(start: str, end: str, months: int) -> None:
    reach = Span(start, end).months(AS_OF)
    assert (reach[1] - reach[0] + 1 if reach else 0) == months


def post(related: Related, start: str | None, end: str = "present") -> Position:
    return Position("post", None, Span(start, end) if start else None, related, HERE)


def test_months_are_counted_once() -> None:
    facts = CvFacts(
        "en",
        str(AS_OF),
        positions=(
            post(Related.CORE, "2020-01", "2020-12"),
            post(Related.CORE, "2020-07", "2021-06"),
            post(Related.ADJACENT, "2021-01", "2021-12"),
            post(Related.ADJACENT, None),
            post(Related.NONE, "2000-01", "2019-12"),
        ),
    )
    assert (facts.core_months, facts.related_months) == (18, 24)


def degree(level: Level, status: Status = Status.COMPLETED, mba: bool = False) -> Degree:
    return Degree(level, level.value, status, None, HERE, mba)


def test_the_highest_degree_is_a_finished_one() -> None:
    degrees = (degree(Level.VOCATIONAL), degree(Level.MASTER, Status.IN_PROGRESS), degree(Level.SECONDARY))
    assert CvFacts("en", "2026-11", degrees=degrees).highest_degree is Level.VOCATIONAL
    assert CvFacts("en", "2026-11").highest_degree is Level.NONE
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("statuses", "mba"),
    [
        ((), Mba.NONE),
        ((Status.ABANDONED,), Mba.NONE),
        ((Status.ABANDONED, Status.IN_PROGRESS), Mba.IN_PROGRESS),
        ((Status.IN_PROGRESS, Status.COMPLETED), Mba.COMPLETED),
    ],
)
def test_mba(statuses: tuple[Status, ...], mba: Mba) -> None:
    degrees = (degree(Level.MASTER), *(degree(Level.MASTER, status, mba=True) for status in statuses))
    assert CvFacts("en", "2026-11", degrees=degrees).mba is mba


posts = st.builds(
    lambda related, start, length: post(
        related, str(Month(start // 12, start % 12 + 1)), str(Month((start + length) // 12, (start + length) % 12 + 1))
    ),
    st.sampled_from(list(Related)),
    st.integers(1990 * 12, 2025 * 12),
    st.integers(0, 60),
)


@given(st.lists(posts, max_size=6))
def test_the_union_is_no_more_than_the_sum_and_no_less_than_the_longest(positions: list[Position]) -> None:
    lengths = []
    for position in positions:
        reach = position.span.months(AS_OF) if position.span else None
        lengths.append(reach[1] - reach[0] + 1 if reach else 0)
    total = union_months(positions, set(Related), AS_OF)
    assert max(lengths, default=0) <= total <= sum(lengths)
