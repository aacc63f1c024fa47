"""How firm an order is: many small changes of the weights, and who stays on top under each.

The changes are drawn from a fixed seed: the same question gives the same answer.
Everybody is weighed under all changes at once, in arrays.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from recruit.scoring.finding import DECIMALS, points_of

#: so many changes are tried, each weight up to this share up or down
DRAWS = 500
REACH = 0.10
_SEED = 20_010

Numbers = NDArray[numpy.float64]


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
    if not first:
        return Stability(DRAWS, 1.0, 1.0, {})
    may = _may_enter(contenders, first, weights)
    rivals = [each for place, each in enumerate(contenders) if may[place]]
    rivals.sort(key=_tie)
    ids = [each.id for each in first]
    found = numpy.array([each.id for each in rivals])[_first_of_each(rivals, weights, len(first))]
    in_order = numpy.all(found == ids, axis=1)
    same = numpy.all(numpy.isin(found, ids), axis=1)
    times = zip(*numpy.unique(found, return_counts=True), strict=True)
    stays = dict.fromkeys(ids, 0.0) | {int(id): int(number) / DRAWS for id, number in times}
    return Stability(DRAWS, int(same.sum()) / DRAWS, int(in_order.sum()) / DRAWS, stays)


@lru_cache(maxsize=4)
def _draws(criteria: int) -> Numbers:
    source = random.Random(_SEED)  # noqa: S311 - a fixed sample, no secret
    return numpy.array([[source.uniform(1 - REACH, 1 + REACH) for _ in range(criteria)] for _ in range(DRAWS)])


def _tie(each: Contender) -> tuple[int, datetime]:
    """What settles equal points, as `ranking` does; who came in first among them stays so."""
    return -each.core_months, each.applied


def _first(contenders: Sequence[Contender], weights: Sequence[float], top: int) -> list[Contender]:
    """The best, ordered as `ranking` orders."""
    whole = sum(weights)
    keyed = []
    for place, each in enumerate(contenders):
        points = points_of(sum([weight * credit for weight, credit in zip(weights, each.credits, strict=True)]), whole)
        keyed.append((-points, -each.core_months, each.applied, place))
    keyed.sort()
    return [contenders[key[3]] for key in keyed[:top]]


def _first_of_each(rivals: Sequence[Contender], weights: Sequence[float], top: int) -> NDArray[numpy.intp]:
    """The places in `rivals` of the best under each draw, the best first; of equal points the one further ahead."""
    changed = _draws(len(weights)) * numpy.array(weights)
    credits = numpy.array([each.credits for each in rivals])
    # added up term by term, so that the same credits have the same sum to the last bit
    weighted = sum(weight[:, None] * credit for weight, credit in zip(changed.T, credits.T, strict=True))
    points = numpy.rint(weighted * (100 * 10**DECIMALS) / changed.sum(axis=1)[:, None])
    # one number holds points and place, so that no two are equal
    keys = numpy.arange(len(rivals)) - points.astype(numpy.int64) * len(rivals)
    best = numpy.argpartition(keys, top - 1, axis=1)[:, :top]
    ordered = numpy.argsort(numpy.take_along_axis(keys, best, axis=1), axis=1)
    return numpy.take_along_axis(best, ordered, axis=1)


def _may_enter(
    contenders: Sequence[Contender], first: Sequence[Contender], weights: Sequence[float]
) -> NDArray[numpy.bool_]:
    """Whether some change of the weights puts each one level with, or above, one of the first.

    Every criterion in which they are better counts as much as it may, every other one as little.
    """
    credits = numpy.array([each.credits for each in contenders])
    may = numpy.zeros(len(contenders), dtype=bool)
    for other in first:
        ahead = (credits - other.credits) * weights
        may |= numpy.where(ahead > 0, ahead * (1 + REACH), ahead * (1 - REACH)).sum(axis=1) > -1e-6
    return may
