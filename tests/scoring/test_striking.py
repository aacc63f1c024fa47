"""Words that a person struck no longer count, and the explanation says who struck them and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from recruit.facts import CvFacts, Evidence, Strike
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.explanation import Score
from recruit.scoring.score import score
from recruit.scoring.stored import score_from_json, score_to_json
from recruit.scoring.striking import effective, evidence_of, hit, without
from recruit.scoring.texts import struck_text

WHOLE = {
    "degrees": [{"level": "bachelor", "title": "Grau en ADE"}, {"level": "master", "title": "MBA", "mba": True}],
    "positions": [{"related": "core", "title": "KAM", "start": "2020-01", "end": "2022-12"}],
    "skills": {"negotiation": "shown claimed", "sales": "claimed"},
    "duties": {"pricing": "shown"},
}


@pytest.fixture
def facts(facts_of: Callable[..., Any]) -> CvFacts:
    found = facts_of(WHOLE)
    assert isinstance(found, CvFacts)
    return found


def strike(facts: CvFacts, fact: str, index: int = 0) -> Strike:
    return Strike(fact, evidence_of(facts, fact)[index], by="Júlia", reason="of a colleague")


def struck_points(kam: RoleProfile, facts: CvFacts, *strikes: Strike) -> dict[str, float]:
    found = score(kam, read=facts, struck=strikes)
    return {criterion.id: criterion.points for criterion in found.criteria}


def test_the_whole_before_anything_is_struck(kam: RoleProfile, facts: CvFacts) -> None:
    assert struck_points(kam, facts) == {
        "degree": 20,
        "mba": 15,
        "experience": 28,
        "skills": 3.0,
        "duties": 0,
    }


@pytest.mark.parametrize(
    ("fact", "criterion", "points"),
    [("experience", "experience", 0), ("skill:negotiation", "skills", 2.470588), ("skill:sales", "skills", 1.764706)],
)
def test_a_struck_piece_of_evidence_no_longer_counts(
    kam: RoleProfile, facts: CvFacts, fact: str, criterion: str, points: float
) -> None:
    before = struck_points(kam, facts)
    assert struck_points(kam, facts, strike(facts, fact)) == before | {criterion: points}


def test_the_dates_of_a_post_strike_it_like_its_title(kam: RoleProfile, facts: CvFacts) -> None:
    assert struck_points(kam, facts, strike(facts, "experience", 1))["experience"] == 0
    assert score(kam, read=facts, struck=[strike(facts, "experience", 1)]).core_months == 0


def test_words_struck_as_an_mba_may_still_be_a_degree_but_no_other_master(kam: RoleProfile, facts: CvFacts) -> None:
    found = struck_points(kam, facts, strike(facts, "mba"))
    assert (found["degree"], found["mba"]) == (20, 0)


def test_words_struck_as_a_degree_are_no_mba_either(kam: RoleProfile, facts: CvFacts) -> None:
    found = struck_points(kam, facts, strike(facts, "degree", 1))
    assert (found["degree"], found["mba"]) == (20, 0)
    both = struck_points(kam, facts, strike(facts, "degree", 0), strike(facts, "degree", 1))
    assert (both["degree"], both["mba"]) == (0, 0)


def test_the_same_words_stay_evidence_of_other_facts(kam: RoleProfile, facts: CvFacts) -> None:
    shared = replace(facts, duties={"pricing": facts.skills["negotiation"]})
    after = without(shared, [strike(shared, "skill:negotiation", 0), strike(shared, "skill:negotiation", 1)])
    assert "negotiation" not in after.skills
    assert after.duties == shared.duties


def test_the_explanation_says_who_struck_what_and_why(kam: RoleProfile, facts: CvFacts) -> None:
    said = strike(facts, "skill:sales")
    found = score(kam, read=facts, struck=[said])
    assert found.criterion("skills").struck == (said,)
    assert all(criterion.struck == () for criterion in found.criteria if criterion.id != "skills")
    assert struck_text(said, "en") == "Struck by Júlia: of a colleague"
    assert struck_text(said, "ca") == "Ratllat per Júlia: of a colleague"
    assert struck_text(said, "es") == "Tachado por Júlia: of a colleague"
    again: Score = score_from_json(score_to_json(found))
    assert again == found


def test_what_was_declared_counts_as_declared_again(kam: RoleProfile, facts: CvFacts, declared_of: Any) -> None:
    declared = declared_of({"skills": ["sales"]})
    found = score(kam, read=facts, declared=declared, struck=[strike(facts, "skill:sales")])
    part = next(part for part in found.criterion("skills").parts if part.id == "sales")
    assert (part.founding, part.source) == ("declared", "declared")


def test_a_confirmation_still_beats_what_was_struck(kam: RoleProfile, facts: CvFacts, confirmed_of: Any) -> None:
    found = score(
        kam, read=facts, confirmed=confirmed_of({"skill:sales": "shown"}), struck=[strike(facts, "skill:sales")]
    )
    part = next(part for part in found.criterion("skills").parts if part.id == "sales")
    assert (part.source, part.points, part.evidence) == ("confirmed", 1.764706, ())


def test_striking_everything_is_no_blank_cv(kam: RoleProfile, facts_of: Callable[..., Any]) -> None:
    facts = facts_of({"skills": {"sales": "shown"}})
    found = score(kam, read=facts, struck=[strike(facts, "skill:sales")])
    assert (found.points, found.high, found.needs_person) == (0, 0, ())


def test_another_reading_is_struck_by_the_same_words(facts: CvFacts) -> None:
    place = evidence_of(facts, "skill:sales")[0]
    moved = Strike("skill:sales", Evidence(place.start + 500, place.end + 500, place.quote))
    assert effective(facts, [moved]) == (moved,)
    assert hit(moved, [place]) == [place]


def test_a_strike_hits_only_its_own_place_among_the_same_words() -> None:
    first, second = Evidence(0, 5, "sales"), Evidence(40, 45, "sales")
    assert hit(Strike("skill:sales", second), [first, second]) == [second]


def test_a_part_of_the_quote_is_enough_where_it_stands() -> None:
    place = Evidence(10, 40, "sales of wine\nto restaurants")
    assert hit(Strike("skill:sales", Evidence(10, 15, "sales")), [place]) == [place]
    assert hit(Strike("skill:sales", Evidence(90, 95, "sales")), [place]) == []


def test_a_strike_without_its_words_takes_nothing_away(kam: RoleProfile, facts: CvFacts) -> None:
    idle = [Strike("skill:energy", Evidence(0, 3, "abc")), Strike("shoe_size", Evidence(0, 3, "abc"))]
    assert effective(facts, idle) == ()
    assert score(kam, read=facts, struck=idle) == score(kam, read=facts)


def test_without_a_cv_there_is_nothing_to_strike(kam: RoleProfile) -> None:
    said = Strike("degree", Evidence(0, 3, "BSc"))
    assert score(kam, read=None, struck=[said]) == score(kam, read=None)
