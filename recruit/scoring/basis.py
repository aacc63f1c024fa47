"""What a score rests on before weights make points of it, and the points of other weights.

A basis is kept with every score as plain values. From it the points under
other weights, bands, weights of single skills and duties, or another line of
the experience follow without looking at the facts again, and are the same to
the last decimal as scoring anew (a test compares both). Other credits find
other things: then the facts must be scored (`finds_the_same` tells).

    {"degree": [credit, low, high], "mba": [credit, low, high],
     "experience": [counted months, months that posts without dates may add, months declared,
                    whether the form is believed, whether there may be more],
     "skills": {"unknown": credit, "found": {"sales": [credit, low, high], …}}, "duties": …}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recruit.role_profile.profile import Criterion, Item, RoleProfile
from recruit.scoring.criteria.experience import Reach, reached
from recruit.scoring.finding import Finding, band, points_of

#: credit, and between what it lies
Credit = tuple[float, float, float]
Basis = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What other weights make of a basis; the same as the fields of `Score`."""

    points: float
    low: float
    high: float
    band: str


def basis_of(criterion: Criterion, finding: Finding) -> Any:
    """The basis of one criterion, as it is kept."""
    if finding.reach is not None:
        reach = finding.reach
        return [reach.counted, reach.may_add, reach.said, reach.believed, reach.unbounded]
    if finding.listed is not None:
        unknown, credits = finding.listed
        nothing = (0.0, 0.0, unknown)
        return {"unknown": unknown, "found": {id: list(each) for id, each in credits.items() if each != nothing}}
    return [finding.credit, finding.low, finding.high]


def finds_the_same(one: RoleProfile, other: RoleProfile) -> bool:
    """Whether both find the same credits in the same facts, so that the basis of one serves for the other."""
    return _found_by(one) == _found_by(other)


def _found_by(profile: RoleProfile) -> tuple[object, ...]:
    return (
        [(c.id, dict(c.credits)) for c in profile.criteria],
        {item.id for item in profile.skills},
        {item.id for item in profile.duties},
    )


class Scales:
    """Weighs one basis after the other under the same profile."""

    def __init__(self, profile: RoleProfile) -> None:
        self.criteria = profile.criteria
        self.bands = profile.bands
        self._weights = [criterion.weight for criterion in profile.criteria]
        self.weights = sum(self._weights)
        self._portions = {"skills": _portions(profile.skills), "duties": _portions(profile.duties)}

    def credits(self, basis: Basis) -> list[Credit]:
        """The credit of each criterion in the order of the profile."""
        return [self._credit(criterion, basis[criterion.id]) for criterion in self.criteria]

    def weigh(self, basis: Basis) -> Weighed:
        """Points, range and band."""
        return self.weighed(self.credits(basis))

    def weighed(self, credits: list[Credit]) -> Weighed:
        """The same of credits at hand."""
        points, low, high = [
            points_of(
                sum([weight * credit[side] for weight, credit in zip(self._weights, credits, strict=True)]),
                self.weights,
            )
            for side in (0, 1, 2)
        ]
        return Weighed(points, low, high, band(points, self.bands))

    def _credit(self, criterion: Criterion, kept: Any) -> Credit:
        if criterion.id == "experience":
            reach = reached(criterion, Reach(*kept))
            return reach.credit, reach.read, reach.high
        if criterion.id in self._portions:
            return _mean(self._portions[criterion.id], kept["unknown"], kept["found"])
        credit, low, high = kept
        return credit, low, high


def _portions(items: tuple[Item, ...]) -> list[tuple[str, float]]:
    weights = sum([item.weight for item in items])
    return [(item.id, item.weight / weights) for item in items]


def _mean(portions: list[tuple[str, float]], unknown: float, found: Mapping[str, list[float]]) -> Credit:
    """The weighted mean as `find_listed` adds it up, term by term in the same order."""
    credit = low = high = 0.0
    for id, portion in portions:
        item = found.get(id)
        if item is not None:
            credit += portion * item[0]
            low += portion * item[1]
            high += portion * item[2]
        elif unknown:
            high += portion * unknown
    return credit, low, high
