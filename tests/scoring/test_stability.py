"""How often the first stay the first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.scoring import stability as module
from recruit.scoring.stability import Contender, stability

START = datetime(2026, 10, 1, tzinfo=UTC)
WEIGHTS = (20.0, 15.0, 35.0, 30.0)


def people(*credits: tuple[float, ...]) -> list[Contender]:
    return [Contender(id, each, 0, START + timedelta(hours=id)) for id, each in enumerate(credits, start=1)]


def test_a_wide_lead_stays_whatever_the_weights() -> None:
    found = stability(WEIGHTS, people((1, 1, 1, 1), (0.9, 0.9, 0.9, 0.9), (0.1, 0.1, 0.1, 0.1)), 2)
    assert (found.same, found.in_order, found.stays) == (1.0, 1.0, {1: 1.0, 2: 1.0})


def test_two_who_are_level_by_different_strengths_take_turns() -> None:
    found = stability((50, 50), people((1.0, 0.0), (0.0, 1.0)), 1)
    assert 0.4 < found.same < 0.6
    assert found.same == found.in_order == found.stays[1]
    assert found.stays[1] + found.stays[2] == 1.0


def test_the_same_people_may_change_places() -> None:
    found = stability((50, 50), people((1.0, 0.0), (0.0, 1.0), (0.1, 0.1)), 2)
    assert found.same == 1.0
    assert 0.4 < found.in_order < 0.6


def test_the_same_question_has_the_same_answer() -> None:
    some = people((0.9, 0.2, 0.5, 0.4), (0.3, 1.0, 0.5, 0.5), (0.6, 0.6, 0.5, 0.5), (0.5, 0.5, 0.6, 0.5))
    assert stability(WEIGHTS, some, 2) == stability(WEIGHTS, some, 2)


def test_nobody_and_fewer_than_asked() -> None:
    assert stability(WEIGHTS, [], 5).stays == {}
    assert stability(WEIGHTS, people((0, 0, 0, 0), (1, 1, 1, 1)), 5).same == 1.0


credits = st.tuples(*[st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0]) for _ in range(4)])


@settings(max_examples=15)
@given(st.lists(credits, min_size=1, max_size=25), st.integers(1, 6))
def test_leaving_out_who_cannot_get_there_changes_nothing(some: list[tuple[float, ...]], top: int) -> None:
    quick = stability(WEIGHTS, people(*some), top)
    whole = module._may_enter
    try:
        module._may_enter = lambda contenders, *_: numpy.ones(len(contenders), dtype=bool)
        assert stability(WEIGHTS, people(*some), top) == quick
    finally:
        module._may_enter = whole
