"""Scores and facts as they are stored; what is not one is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from recruit.facts import (
    Declared,
    Level,
    Mba,
    Status,
    declared_from_dict,
    declared_to_dict,
    facts_from_dict,
    facts_to_dict,
)
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.score import score
from recruit.scoring.stored import score_from_json, score_to_json


def test_a_score_as_plain_values(kam: RoleProfile, facts_of: Callable[..., Any]) -> None:
    scored = score(kam, read=facts_of({"degrees": [{"level": "bachelor"}]}))
    plain = json.loads(json.dumps(score_to_json(scored)))
    assert plain["points"] == 20
    assert plain["criteria"][0]["rule"] == {"id": "degree.completed", "values": {"level": "bachelor", "credit": 1.0}}
    assert plain["criteria"][0]["evidence"] == [{"start": 0, "end": 8, "quote": "bachelor", "page": 1}]
    assert plain["criteria"][0]["source"] == "read"
    assert score_from_json(plain) == scored


def test_facts_as_plain_values(facts_of: Callable[..., Any]) -> None:
    facts = facts_of({"positions": [{"related": "core", "start": "2020", "end": "present"}], "flags": ["stuffing"]})
    plain = json.loads(json.dumps(facts_to_dict(facts)))
    assert plain["positions"][0]["span"] == {"start": "2020", "end": "present"}
    assert plain["flags"] == [{"id": "stuffing", "detail": "", "evidence": None}]
    assert facts_from_dict(plain) == facts


def test_a_form_as_plain_values() -> None:
    form = Declared(Level.BACHELOR, Status.COMPLETED, "Dret", Mba.NONE, 4.5, frozenset({"sales", "energy"}))
    plain = declared_to_dict(form)
    assert plain == {
        "degree": "bachelor",
        "degree_status": "completed",
        "degree_field": "Dret",
        "mba": "none",
        "related_years": 4.5,
        "skills": ["energy", "sales"],
    }
    assert declared_from_dict(plain) == form
    assert declared_from_dict({}) == Declared()


@pytest.mark.parametrize(
    ("back", "data", "place"),
    [
        (score_from_json, {"points": 3}, "low"),
        (score_from_json, {"points": "many"}, "points"),
        (facts_from_dict, {"language": "ca", "as_of": "2026-11", "degrees": [{"level": "guru"}]}, "degrees.0.level"),
        (declared_from_dict, {"mba": "maybe"}, "mba"),
    ],
)
def test_what_is_none_is_refused(back: Callable[[Any], object], data: dict[str, Any], place: str) -> None:
    with pytest.raises(ValueError, match=place):
        back(data)
