"""The same career gives the same facts, whoever tells it, in whatever file, and in each of the three languages."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from recruit.facts import Month
from recruit.reading.reader import read
from recruit.role_profile.load import built_in
from recruit.scoring.score import score
from tests.reading.families import ADDRESSES, BULLETS, FORMATS, NAMES, PERSONAL, Variant, careers, make, what_counts

AS_OF = Month(2026, 11)
PARTS = ("experience", "education", "skills", "languages")
PLAIN = Variant(0, (), 0, "txt", PARTS)

variants = st.builds(
    Variant,
    who=st.integers(0, len(NAMES) - 1),
    personal=st.lists(st.integers(0, len(PERSONAL["ca"]) - 1), unique=True, max_size=4).map(tuple),
    address=st.integers(0, len(ADDRESSES) - 1),
    format=st.sampled_from(FORMATS),
    order=st.permutations(PARTS).map(tuple),
    bullet=st.sampled_from(BULLETS),
    photo=st.booleans(),
)


def told(career: str, language: str, variant: Variant) -> dict[str, Any]:
    facts = read(*make(career, language, variant), AS_OF).facts
    return what_counts(facts) | {"points": score(built_in(), read=facts).points}


@cache
def plain(career: str, language: str) -> dict[str, Any]:
    return told(career, language, PLAIN)


@pytest.mark.parametrize("language", ["ca", "es", "en"])
@pytest.mark.parametrize("career", careers())
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(variant=variants)
def test_who_tells_a_career_and_how_it_is_set_changes_nothing(career: str, language: str, variant: Variant) -> None:
    assert told(career, language, variant) == plain(career, language)


@pytest.mark.parametrize("career", careers())
def test_a_career_told_in_three_languages_is_one(career: str) -> None:
    def without_names(language: str) -> dict[str, Any]:
        facts = plain(career, language)
        return facts | {"employers": sum(map(bool, facts["employers"]))}

    assert without_names("ca") == without_names("es") == without_names("en")
