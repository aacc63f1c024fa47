"""The cases in `cases/*.yaml`: given facts, expected points, and why. Read them first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from recruit.role_profile.profile import RoleProfile
from recruit.scoring.explanation import CriterionScore, Score
from recruit.scoring.score import score

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['case']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]

WHOLE = ("points", "low", "high", "band", "core_months", "related_months", "needs_person")
CRITERIA = ("degree", "mba", "experience", "skills", "duties")


def of_criterion(criterion: CriterionScore, aspect: str) -> object:
    match aspect:
        case "":
            return criterion.points
        case "range":
            return [criterion.low, criterion.high]
        case "rule":
            return criterion.rule.id
        case "source":
            return criterion.source.value
        case "founding":
            return criterion.founding.value
        case "contradiction":
            found = criterion.contradiction
            return found and [found.declared, found.read]
    raise KeyError(aspect)


def value(scored: Score, key: str) -> object:
    if key in WHOLE:
        found = getattr(scored, key)
        return list(found) if isinstance(found, tuple) else found
    id, _, aspect = key.partition("_")
    assert id in CRITERIA, f"a case expects the unknown {key}"
    return of_criterion(scored.criterion(id), aspect)


@pytest.mark.parametrize("case", CASES)
def test_case(
    case: Mapping[str, Any],
    kam: RoleProfile,
    facts_of: Callable[..., Any],
    declared_of: Callable[..., Any],
    confirmed_of: Callable[..., Any],
) -> None:
    scored = score(
        kam,
        read=facts_of(case.get("read")),
        declared=declared_of(case.get("declared")),
        confirmed=confirmed_of(case.get("confirmed")),
        needs_person=case.get("needs_person", ()),
    )
    assert {key: value(scored, key) for key in case["expect"]} == case["expect"]
