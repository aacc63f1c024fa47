"""How firm an order is: many small changes of the weights, and who stays on top under each.

The changes are drawn from a fixed seed: the same question gives the same answer.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from recruit.scoring.finding import points_of

#: so many changes are tried, each weight up to this share up or down
DRAWS = 500
REACH = 0.10
_SEED = 20_010


@dataclass(frozen=True, slots=True)
class Contender:
    """One candidate: the credit of each criterion, and what settles ties (see `ranking`)."""

    id: int
    credits: tuple[float, ...]
    core_months: int
    applied: datetime


@dataclass(frozen=True, slots=True)
class Stability:
    """`same`: the share of draws with the same people in the first places; `in_order`: in the same order as well.

    `stays`: id -> share of draws in which a candidate is among the first, of
    all who are at least once.
    """

    draws: int
    same: float
    in_order: float
    stays: dict[int, float]


def stability(weights: Sequence[float], contenders: Sequence[Contender], top: int) -> Stability:
    """How often the first `top` stay the first. Whoever can't get there by any such change is left out beforehand."""
    first = _first(contenders, weights, top)
    ids = [contender.id for contender in first]
    if not ids:
        return Stability(DRAWS, 1.0, 1.0, {})
    rivals = [*first, *(each for each in contenders if each.id not in ids and _may_enter(each, first, weights))]
    members = frozenset(ids)
    same = in_order = 0
    count = dict.fromkeys(ids, 0)
    for factors in _draws(len(weights)):
        changed = [weight * factor for weight, factor in zip(weights, factors, strict=True)]
        found = [contender.id for contender in _first(rivals, changed, top)]
        same += members.issuperset(found)
        in_order += found == ids
        for id in found:
            count[id] = count.get(id, 0) + 1
    return Stability(DRAWS, same / DRAWS, in_order / DRAWS, {id: number / DRAWS for id, number in count.items()})


@lru_cache(maxsize=4)
def _draws(criteria: int) -> tuple[tuple[float, ...], ...]:
    source = random.Random(_SEED)  # noqa: S311 - a fixed sample, no secret
    return tuple(tuple(source.uniform(1 - REACH, 1 + REACH) for _ in range(criteria)) for _ in range(DRAWS))


def _first(contenders: Sequence[Contender], weights: Sequence[float], top: int) -> list[Contender]:
    """The best, ordered as `ranking` orders."""
    whole = sum(weights)
    keyed = []
    for place, each in enumerate(contenders):
        points = points_of(sum([weight * credit for weight, credit in zip(weights, each.credits, strict=True)]), whole)
        keyed.append((-points, -each.core_months, each.applied, place))
    keyed.sort()
    return [contenders[key[3]] for key in keyed[:top]]


def _may_enter(each: Contender, first: Sequence[Contender], weights: Sequence[float]) -> bool:
    """Whether some change of the weights puts them level with, or above, one of the first.

    Every criterion in which they are better counts as much as it may, every other one as little.
    """
    for other in first:
        best = 0.0
        for weight, own, theirs in zip(weights, each.credits, other.credits, strict=True):
            ahead = weight * (own - theirs)
            best += ahead * (1 + REACH) if ahead > 0 else ahead * (1 - REACH)
        if best > -1e-6:
            return True
    return False
