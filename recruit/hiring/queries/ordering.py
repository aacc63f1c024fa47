"""What the list is ordered by, and where a row stands in that order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_

from recruit.hiring.models import Application, StoredScore
from recruit.role_profile.profile import CRITERIA

#: what a list is ordered by: (column, whether the larger come first); what is not there comes last either way
Keys = list[tuple[Any, bool]]


def keys_of(sort: str, direction: str) -> Keys:
    columns: dict[str, Any] = {
        "points": StoredScore.points,
        "months": StoredScore.related_months,
        "core": StoredScore.core_months,
        "name": Application.folded,
        "date": Application.created_at,
        "stage": Application.stage,
        "salary": Application.salary_expectation,
        "flags": func.json_array_length(StoredScore.flags),
        # the points of each criterion, from the bars of the list
        **{criterion: StoredScore.parts[(criterion, 0)].as_float() for criterion in CRITERIA},
    }
    column = columns.get(sort, StoredScore.points)
    falling = direction != "asc"
    return [(column, falling), *_rank_keys(falling or sort != "points")]


def _rank_keys(falling: bool) -> Keys:
    return [
        (StoredScore.points, falling),
        (StoredScore.core_months, falling),
        (Application.created_at, not falling),
        (Application.id, not falling),
    ]


def order_by(keys: Keys, *, backwards: bool = False) -> list[ColumnElement[Any]]:
    if backwards:
        return [column.asc().nulls_first() if falling else column.desc().nulls_first() for column, falling in keys]
    return [column.desc().nulls_last() if falling else column.asc().nulls_last() for column, falling in keys]


def rank_order(falling: bool = True) -> list[ColumnElement[Any]]:
    """More points, then more core months, then the earlier application: the rule of `scoring.ranking`."""
    return order_by(_rank_keys(falling))


def beyond(keys: Keys, values: Sequence[Any], *, backwards: bool = False) -> ColumnElement[bool]:
    """Rows that stand strictly after (`backwards`: before) the one with these values; ties are settled by the last key.

    Each key in turn decides where all before it are equal; a value that is not there stands after every other.
    """
    found: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for (column, falling), value in zip(keys, values, strict=True):
        if value is None:
            step = column.is_not(None) if backwards else false()
            same = column.is_(None)
        else:
            larger = falling is backwards
            step = column > value if larger else column < value
            if not backwards:
                step = or_(step, column.is_(None))
            same = column == value
        found.append(and_(*equal, step))
        equal.append(same)
    return or_(*found)
