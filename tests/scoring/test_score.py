"""What a score says of itself: quotes, parts, changes, versions, bands; and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from recruit.facts import Confirmation, Evidence
from recruit.role_profile.edits import with_credits, with_item_weights, with_weights
from recruit.role_profile.profile import Bands, RoleProfile
from recruit.scoring.explanation import Change, Founding, Rule, Source
from recruit.scoring.score import ConfirmationError, band, score

Facts = Callable[..., Any]


def test_versions_say_what_it_rests_on(kam: RoleProfile, facts_of: Facts) -> None:
    scored = score(replace(kam, version=4), read=facts_of({}))
    assert (scored.profile, scored.profile_version) == ("kam", 4)
    assert (scored.reader, scored.lexicon, scored.as_of) == ("reader 1", "lexicon 1", "2026-11")
    empty = score(kam, read=None)
    assert (empty.reader, empty.lexicon, empty.as_of) == ("", "", "")


def test_an_unknown_criterion_is_no_key(kam: RoleProfile) -> None:
    with pytest.raises(KeyError):
        score(kam, read=None).criterion("age")
    odd = replace(kam, criteria=(replace(kam.criteria[0], id="age"),))
    with pytest.raises(ValueError, match="no such criterion: age"):
        score(odd, read=None)


def test_quotes_of_degree_and_experience(kam: RoleProfile, facts_of: Facts) -> None:
    read = facts_of(
        {
            "degrees": [{"level": "bachelor", "title": "Grau en Dret"}, {"level": "secondary"}],
            "positions": [
                {"related": "core", "title": "KAM", "start": "2020-01", "end": "2022-12"},
                {"related": "adjacent", "title": "Comercial", "start": "2018-01", "end": "2019-12"},
                {"related": "none", "title": "Cambrera", "start": "2016-01", "end": "2017-12"},
            ],
        }
    )
    scored = score(kam, read=read)
    assert [e.quote for e in scored.criterion("degree").evidence] == ["Grau en Dret"]
    experience = scored.criterion("experience")
    assert [e.quote for e in experience.evidence] == ["KAM", "2020-01 – 2022-12", "Comercial", "2018-01 – 2019-12"]
    core, adjacent = experience.parts
    assert (core.id, adjacent.id) == ("core", "adjacent")
    assert [e.quote for e in core.evidence] == ["KAM", "2020-01 – 2022-12"]
    # 36 core months and 24 adjacent ones at a half count as 48: 31.5 points, shared 3 to 1
    assert (core.points, adjacent.points) == (23.625, 7.875)
    assert core.rule == Rule("experience.core", {"months": 36, "credit": 1.0})


def test_quotes_of_a_skill_the_shown_ones_first_and_three_at_most(kam: RoleProfile, facts_of: Facts) -> None:
    scored = score(kam, read=facts_of({"skills": {"sales": "claimed shown claimed claimed"}}))
    sales = next(part for part in scored.criterion("skills").parts if part.id == "sales")
    assert [e.quote for e in sales.evidence] == ["sales shown", "sales claimed", "sales claimed"]
    assert [e.quote for e in scored.criterion("skills").evidence] == ["sales shown"]


def test_skills_not_found_are_listed_too(kam: RoleProfile, facts_of: Facts) -> None:
    parts = score(kam, read=facts_of({"skills": {"sales": "shown"}})).criterion("skills").parts
    assert [part.id for part in parts] == [item.id for item in kam.skills]
    other = next(part for part in parts if part.id == "energy")
    assert (other.points, other.rule.id, other.source, other.founding) == (0, "skill.none", Source.NONE, Founding.NONE)
    assert other.most == 1.764706


def test_a_skill_may_weigh_more_than_the_others(kam: RoleProfile, facts_of: Facts) -> None:
    profile = with_item_weights(kam, "skills", {"negotiation": 4})
    # 30 points by 20 shares, 4 of them
    assert score(profile, read=facts_of({"skills": {"negotiation": "shown"}})).points == 6


def test_a_weight_of_zero_shows_the_criterion_without_points(kam: RoleProfile, facts_of: Facts) -> None:
    scored = score(with_weights(kam, {"degree": 0}), read=facts_of({"degrees": [{"level": "bachelor"}]}))
    degree = scored.criterion("degree")
    assert (degree.credit, degree.points, degree.most) == (1, 0, 0)
    assert scored.points == 0
    assert scored.criterion("experience").most == 43.75


def test_the_profile_decides_what_a_finding_is_worth(kam: RoleProfile, facts_of: Facts) -> None:
    generous = with_credits(kam, {"mba": {"other_master": 1.0}})
    read = facts_of({"degrees": [{"level": "master"}, {"level": "master", "mba": True, "status": "in_progress"}]})
    assert score(generous, read=read).criterion("mba").rule.id == "mba.other_master"
    assert score(generous, read=read).criterion("mba").points == 15


def test_a_confirmation_brings_its_own_words(kam: RoleProfile, facts_of: Facts) -> None:
    words = Evidence(700, 703, "MBA", page=2)
    confirmed = {
        "mba": Confirmation("mba", "completed", evidence=words),
        "degree": Confirmation("degree", "master", evidence=words),
        "skill:sales": Confirmation("skill:sales", "shown", evidence=words),
        "experience": Confirmation("experience", {"core_months": 5, "related_months": 5}, evidence=words),
    }
    scored = score(kam, read=facts_of({}), confirmed=confirmed)
    assert scored.criterion("mba").evidence == scored.criterion("degree").evidence == (words,)
    assert scored.criterion("skills").evidence == (words,)
    assert scored.criterion("experience").parts[0].evidence == (words,)


def test_a_confirmation_without_words_keeps_those_that_were_read(kam: RoleProfile, facts_of: Facts) -> None:
    read = facts_of(
        {"degrees": [{"level": "vocational"}, {"level": "master", "mba": True}], "skills": {"sales": "shown"}}
    )
    confirmed = {
        "mba": Confirmation("mba", "completed"),
        "degree": Confirmation("degree", "master"),
        "skill:sales": Confirmation("skill:sales", "shown"),
    }
    scored = score(kam, read=read, confirmed=confirmed)
    assert [e.quote for e in scored.criterion("degree").evidence] == ["master"]
    assert [e.quote for e in scored.criterion("mba").evidence] == ["master"]
    assert [e.quote for e in scored.criterion("skills").evidence] == ["sales shown"]


@pytest.mark.parametrize(
    ("fact", "value", "message"),
    [
        ("degree", "diploma", "confirmation of degree: 'diploma' is not one of none, secondary, vocational"),
        ("degree", None, "confirmation of degree: None is not one of"),
        ("mba", "yes", "confirmation of mba: 'yes' is not one of completed, in_progress, none"),
        ("experience", 60, "confirmation of experience: 60 is not {'core_months'"),
        ("experience", {"core_months": 60}, "confirmation of experience: {'core_months': 60} is not"),
        ("experience", {"core_months": 60, "related_months": 59}, "the core ones among the related ones"),
        ("experience", {"core_months": -1, "related_months": 59}, "the core ones among the related ones"),
        ("experience", {"core_months": True, "related_months": 59}, "in whole months"),
        ("skill:sales", "yes", "confirmation of skill:sales: 'yes' is not one of shown, claimed, absent"),
        ("duty:pricing", 1, "confirmation of duty:pricing: 1 is not one of shown, claimed, absent"),
    ],
)
def test_a_confirmation_that_makes_no_sense(kam: RoleProfile, fact: str, value: object, message: str) -> None:
    with pytest.raises(ConfirmationError) as caught:
        score(kam, read=None, confirmed={fact: Confirmation(fact, value)})
    assert message in str(caught.value)
    assert caught.value.fact == fact


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (100, "strong"),
        (70, "strong"),
        (69.95, "strong"),
        (69.94, "possible"),
        (50, "possible"),
        (49.9, "below"),
        (0, "below"),
    ],
)
def test_band_of_the_points_as_they_are_shown(points: float, expected: str) -> None:
    assert band(points, Bands()) == expected


#: a CV with nothing that counts
OTHER = {"positions": [{"related": "none"}]}

CHANGES: list[tuple[str, dict[str, Any], str, list[Change]]] = [
    (
        "a declared degree",
        {"read": OTHER, "declared": {"degree": "bachelor"}},
        "degree",
        [Change(Rule("change.degree_confirmed", {"level": "bachelor", "status": "completed"}), 20)],
    ),
    (
        "a degree in progress",
        {"read": {"degrees": [{"level": "bachelor", "status": "in_progress"}]}},
        "degree",
        [Change(Rule("change.degree_completed", {"level": "bachelor"}), 20)],
    ),
    ("a full degree", {"read": {"degrees": [{"level": "bachelor"}]}}, "degree", []),
    (
        "a degree confirmed as in progress",
        {"read": OTHER, "confirmed": {"degree": "in_progress"}},
        "degree",
        [Change(Rule("change.degree_completed", {"level": "associate"}), 20)],
    ),
    (
        "no CV: the lowest degree that counts in full",
        {},
        "degree",
        [Change(Rule("change.degree_confirmed", {"level": "associate", "status": "completed"}), 20)],
    ),
    ("no CV: how many months are missing is not known", {}, "experience", []),
    ("no CV: an MBA", {}, "mba", [Change(Rule("change.mba_confirmed", {"mba": "completed"}), 15)]),
    (
        "an MBA in progress",
        {"read": {"degrees": [{"level": "master", "mba": True, "status": "in_progress"}]}},
        "mba",
        # 10 for the degree in progress stay as they are
        [Change(Rule("change.mba_completed", {}), 25)],
    ),
    (
        "an MBA confirmed as in progress",
        {"read": OTHER, "confirmed": {"mba": "in_progress"}},
        "mba",
        [Change(Rule("change.mba_completed", {}), 15)],
    ),
    (
        "a declared MBA",
        {"read": OTHER, "declared": {"mba": "completed"}},
        "mba",
        [Change(Rule("change.mba_confirmed", {"mba": "completed"}), 15)],
    ),
    (
        "two years: one more to the first knot",
        {"read": {"positions": [{"related": "core", "start": "2021-01", "end": "2022-12"}]}},
        "experience",
        [Change(Rule("change.experience_months", {"months": 12}), 28)],
    ),
    (
        "three years: two more to the second knot",
        {"read": {"positions": [{"related": "core", "start": "2020-01", "end": "2022-12"}]}},
        "experience",
        [Change(Rule("change.experience_months", {"months": 24}), 35)],
    ),
    (
        "an odd number of adjacent months",
        {"read": {"positions": [{"related": "adjacent", "start": "2022-01", "end": "2022-01"}]}},
        "experience",
        [Change(Rule("change.experience_months", {"months": 36}), 28)],
    ),
    (
        "five years: nothing more to gain",
        {"read": {"positions": [{"related": "core", "start": "2018-01", "end": "2022-12"}]}},
        "experience",
        [],
    ),
    (
        "declared years and a job without dates",
        {"read": {"positions": [{"related": "core"}]}, "declared": {"related_years": 5}},
        "experience",
        [
            Change(Rule("change.experience_confirmed", {"months": 60}), 35),
            Change(Rule("change.experience_dated", {"count": 1, "months": 36}), 28),
            Change(Rule("change.experience_months", {"months": 36}), 28),
        ],
    ),
    (
        "declared and claimed skills",
        {"read": {"skills": {"sales": "claimed", "energy": "claimed"}}, "declared": {"skills": ["teamwork", "sales"]}},
        "skills",
        [
            Change(Rule("change.skill_declared", {"count": 1}), 4.235294),
            Change(Rule("change.skill_claimed", {"count": 2}), 4.058824),
        ],
    ),
    ("duties without weight", {"read": {"duties": {"pricing": "claimed"}}}, "duties", []),
]


@pytest.mark.parametrize(("given", "id", "expected"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_what_would_change_the_score(
    given: dict[str, Any],
    id: str,
    expected: list[Change],
    kam: RoleProfile,
    facts_of: Facts,
    declared_of: Facts,
    confirmed_of: Facts,
) -> None:
    scored = score(
        kam,
        read=facts_of(given.get("read")),
        declared=declared_of(given.get("declared")),
        confirmed=confirmed_of(given.get("confirmed")),
    )
    assert list(scored.criterion(id).changes) == expected


def test_months_to_the_next_knot_where_core_months_count_nothing(kam: RoleProfile, facts_of: Facts) -> None:
    profile = with_credits(kam, {"experience": {"core": 0}})
    read = facts_of({"positions": [{"related": "core", "start": "2020-01", "end": "2022-12"}]})
    assert score(profile, read=read).criterion("experience").changes == ()


def test_a_promised_change_comes_true(
    kam: RoleProfile, facts_of: Facts, declared_of: Facts, confirmed_of: Facts
) -> None:
    read = facts_of({"positions": [{"related": "core", "start": "2021-01", "end": "2022-12"}]})
    declared = declared_of({"degree": "bachelor", "mba": "completed", "related_years": 9})
    before = score(kam, read=read, declared=declared)
    for id, value in (
        ("degree", "bachelor"),
        ("mba", "completed"),
        ("experience", {"core_months": 108, "related_months": 108}),
    ):
        after = score(kam, read=read, declared=declared, confirmed=confirmed_of({id: value}))
        assert before.criterion(id).changes[0].points == after.points
