"""Gaps and overlaps of a career, in months and as they are drawn."""

from __future__ import annotations

import pytest

from recruit.web.desk import drawing
from recruit.web.desk.career import Stretch, gaps, overlaps

JAN = 2020 * 12


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([], []),
        ([(JAN, JAN + 11), (JAN + 12, JAN + 24)], []),
        ([(JAN, JAN + 5), (JAN + 8, JAN + 24)], []),  # two months are no gap
        ([(JAN, JAN + 5), (JAN + 9, JAN + 24)], [Stretch(JAN + 6, JAN + 8)]),
        ([(JAN + 9, JAN + 24), (JAN, JAN + 5)], [Stretch(JAN + 6, JAN + 8)]),
        ([(JAN, JAN + 20), (JAN + 2, JAN + 3), (JAN + 15, JAN + 24)], []),
        ([(JAN, JAN + 5)], [Stretch(JAN + 6, JAN + 24)]),
    ],
)
def test_gaps(spans: list[tuple[int, int]], found: list[Stretch]) -> None:
    assert gaps(spans, JAN + 24) == found


def test_overlaps() -> None:
    posts = [(JAN, JAN + 11, "A"), (JAN + 6, JAN + 18, "B"), (JAN + 18, JAN + 24, "C")]
    assert overlaps(posts) == [Stretch(JAN + 6, JAN + 11, ("A", "B"))]
    assert overlaps(posts)[0].months == 6


def test_they_are_drawn_on_a_lane_of_their_own() -> None:
    spans = [(JAN, JAN + 5, "core", "post-1", "A"), (JAN + 12, JAN + 24, "core", "post-2", "B")]
    plain = drawing.career(spans, JAN + 24, "x")
    drawn = drawing.career(spans, JAN + 24, "x", gaps=[(JAN + 6, JAN + 11, "6 m <without>")])
    assert 'class="gap"' in drawn and "6 m &lt;without&gt;" in drawn
    assert 'class="gap"' not in plain
