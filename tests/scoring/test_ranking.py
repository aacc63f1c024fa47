"""More points, then more core months, then the earlier application."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from recruit.scoring.ranking import Entry, Ranked, rank

DAY = [datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 10)]


def test_ties() -> None:
    late = Entry("late", 70, 60, DAY[5])
    early = Entry("early", 70, 60, DAY[1])
    seasoned = Entry("seasoned", 70, 61, DAY[8])
    best = Entry("best", 70.1, 0, DAY[8])
    last = Entry("last", 69.9, 400, DAY[0])
    assert rank([last, late, early, best, seasoned]) == [
        Ranked(1, best),
        Ranked(2, seasoned),
        Ranked(3, early),
        Ranked(4, late),
        Ranked(5, last),
    ]


def test_who_nothing_tells_apart_shares_a_place() -> None:
    one, two, three = Entry("one", 50, 6, DAY[0]), Entry("two", 50, 6, DAY[0]), Entry("three", 40, 6, DAY[0])
    assert rank([two, three, one]) == [Ranked(1, two), Ranked(1, one), Ranked(3, three)]


def test_nobody() -> None:
    assert rank([]) == []


entries = st.builds(
    Entry,
    st.integers(),
    st.sampled_from([10.0, 50.5, 99.0]),
    st.integers(0, 3),
    st.sampled_from(DAY),
)


@given(st.lists(entries, unique_by=lambda entry: (entry.points, entry.core_months, entry.applied)), st.randoms())
def test_the_order_they_come_in_does_not_matter(given_entries: list[Entry], random: st.DataObject) -> None:
    shuffled = list(given_entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(shuffled) == rank(given_entries)
    assert [ranked.place for ranked in rank(shuffled)] == list(range(1, len(shuffled) + 1))
