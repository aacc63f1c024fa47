"""Scoring everybody again must feel instant. Ratios, not seconds: a slow machine is slow at both sides."""

from __future__ import annotations

import time
from collections.abc import Callable

from recruit.facts import (
    DUTIES,
    SKILLS,
    CvFacts,
    Degree,
    Evidence,
    Grade,
    Level,
    Mention,
    Position,
    Related,
    Span,
    Status,
)
from recruit.role_profile.load import built_in
from recruit.scoring.score import score

KAM = built_in()


def quote(start: int, words: str) -> Evidence:
    return Evidence(start, start + len(words), words)


#: a full CV: two degrees, six posts, ten skills, four duties
FACTS = CvFacts(
    language="en",
    as_of="2026-11",
    degrees=(
        Degree(Level.BACHELOR, "BSc", Status.COMPLETED, 2010, quote(0, "BSc")),
        Degree(Level.MASTER, "MBA", Status.IN_PROGRESS, 2027, quote(10, "MBA"), mba=True),
    ),
    positions=tuple(
        Position(
            "KAM",
            "Company",
            Span(f"{2006 + 3 * index}-01", f"{2009 + 3 * index}-06"),
            Related.CORE if index % 2 else Related.ADJACENT,
            quote(100 + 20 * index, "KAM"),
            quote(110 + 20 * index, "2009"),
        )
        for index in range(6)
    ),
    skills={id: (Mention(Grade.SHOWN, quote(400, id)), Mention(Grade.CLAIMED, quote(500, id))) for id in SKILLS[:10]},
    duties={id: (Mention(Grade.SHOWN, quote(600, id)),) for id in DUTIES[:4]},
)


def fastest(work: Callable[[], object], rounds: int = 5) -> float:
    """Processor seconds of the quickest of several rounds."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def score_many(number: int) -> None:
    for _ in range(number):
        score(KAM, read=FACTS)


def yardstick() -> None:
    """A thousand times a hundred steps of plain Python."""
    for _ in range(1000):
        total = 0
        for step in range(100):
            total += step * step % 7


def test_a_score_costs_no_more_than_a_few_thousand_steps() -> None:
    score_many(10)
    ratio = fastest(lambda: score_many(200)) * 5 / fastest(yardstick)
    assert ratio < 80, f"1,000 scores cost {ratio:.0f} yardsticks"


def test_ten_times_the_candidates_cost_ten_times_the_time() -> None:
    score_many(10)
    ratio = fastest(lambda: score_many(500)) / fastest(lambda: score_many(50))
    assert ratio < 20, f"ten times the candidates cost {ratio:.1f} times the time"
