"""The basis of a score gives the points of any other weights, bands or line of the experience: the same as scoring."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recruit.role_profile.edits import with_bands, with_credits, with_curve, with_item_weights, with_weights
from recruit.role_profile.load import built_in
from recruit.role_profile.profile import CRITERIA, RoleProfile
from recruit.scoring.basis import Scales, finds_the_same
from recruit.scoring.score import score, score_and_basis
from tests.scoring.test_properties import Given, cases

KAM = built_in()
SKILL_IDS = [item.id for item in KAM.skills]

weights = st.lists(st.integers(0, 100) | st.floats(0, 100), min_size=5, max_size=5).filter(lambda found: sum(found) > 1)
lines = st.tuples(st.integers(1, 120), st.integers(1, 120), st.floats(0.01, 0.99)).map(
    lambda it: ((0.0, 0.0), (float(it[0]), it[2]), (float(it[0] + it[1]), 1.0))
)
bands = st.tuples(st.integers(1, 99), st.integers(1, 99)).filter(lambda it: it[0] > it[1])
items = st.dictionaries(st.sampled_from(SKILL_IDS), st.integers(1, 9), max_size=4)


@st.composite
def profiles(draw: st.DrawFn) -> RoleProfile:
    """The built-in profile with whatever a preview may change."""
    changed = with_weights(KAM, dict(zip(CRITERIA, draw(weights), strict=True)))
    changed = with_curve(changed, draw(lines))
    changed = with_item_weights(changed, "skills", draw(items))
    return with_bands(changed, *map(float, draw(bands)))


@given(cases, profiles())
def test_weighing_a_basis_is_scoring_anew(case: Given, profile: RoleProfile) -> None:
    read, declared, confirmed = case
    first, basis = score_and_basis(KAM, read=read, declared=declared, confirmed=confirmed)
    assert first == score(KAM, read=read, declared=declared, confirmed=confirmed)
    kept = json.loads(json.dumps(basis))
    anew = score(profile, read=read, declared=declared, confirmed=confirmed)
    weighed = Scales(profile).weigh(kept)
    assert (weighed.points, weighed.low, weighed.high, weighed.band) == (anew.points, anew.low, anew.high, anew.band)


@given(cases, profiles(), profiles())
def test_the_basis_is_the_same_whatever_the_weights(case: Given, one: RoleProfile, other: RoleProfile) -> None:
    read, declared, confirmed = case
    assert (
        score_and_basis(one, read=read, declared=declared, confirmed=confirmed)[1]
        == score_and_basis(other, read=read, declared=declared, confirmed=confirmed)[1]
    )


@given(profiles())
def test_a_preview_may_change_weights_bands_and_line(profile: RoleProfile) -> None:
    assert finds_the_same(KAM, profile)


def test_other_credits_or_another_list_need_the_facts() -> None:
    assert not finds_the_same(KAM, with_credits(KAM, {"mba": {"in_progress": 0.25}}))
    assert not finds_the_same(KAM, replace(KAM, skills=KAM.skills[1:]))
    assert not finds_the_same(KAM, replace(KAM, duties=KAM.duties[1:]))
    assert not finds_the_same(KAM, replace(KAM, criteria=KAM.criteria[:4]))


@given(cases)
def test_the_pieces_of_a_bar_make_the_whole_bar(case: Given) -> None:
    read, declared, confirmed = case
    for criterion in score(KAM, read=read, declared=declared, confirmed=confirmed).criteria:
        assert abs(sum(points for points, _ in criterion.founded) - criterion.points) < 1e-4
