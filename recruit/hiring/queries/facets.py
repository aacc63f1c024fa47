"""How many applications each choice of the list's filters would leave, given the other filters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, func, select

from recruit.facts import Level
from recruit.hiring.models import Application, ApplicationTag, Assignment, Opening, StoredScore, Tag, User
from recruit.hiring.queries.filters import NO_SOURCE, NOBODY, Filters, conditions
from recruit.hiring.queries.ordering import rank_order
from recruit.storage.database import db


@dataclass(frozen=True)
class Facets:
    """`counts` by facet and value, each with the other filters applied; `all` without any filter.

    `fitting` is how many all filters leave, `total` how many there are, `unread` how many CVs wait to be read.
    `places` is the place among all of each application that has a score; `turns`, of those that fit, the place
    in the order that was asked for.
    `tags` and `carers` (users) are those in use in the opening, as (number, name), `known_tags` all;
    `tags_of` has the tags of each application.
    """

    total: int
    fitting: int
    unread: int
    counts: Mapping[str, Mapping[str, int]]
    all: Mapping[str, Mapping[str, int]]
    places: Mapping[int, int] = field(default_factory=dict)
    turns: Mapping[int, int] = field(default_factory=dict)
    known_tags: list[tuple[int, str]] = field(default_factory=list)
    tags: list[tuple[int, str]] = field(default_factory=list)
    carers: list[tuple[int, str]] = field(default_factory=list)
    tags_of: Mapping[int, list[tuple[int, str]]] = field(default_factory=dict)


def _levels_up_to(level: str | None) -> list[str]:
    """Every level that "at least" would find this one by."""
    if level is None:
        return []
    reached = Level(level).rank
    return [str(lower) for lower in Level if lower != Level.NONE and lower.rank <= reached]


def _skills(stored: str | None) -> list[str]:
    """`sales` for what is read in the CV, `sales:shown` besides for what is shown there."""
    found = []
    for skill in _listed(stored):
        id, _colon, founding = skill.partition(":")
        if founding in ("shown", "claimed"):
            found.append(id)
        if founding == "shown":
            found.append(skill)
    return found


def _listed(stored: str | None) -> list[str]:
    return list(json.loads(stored) or []) if stored else []


def _itself(value: str | None) -> list[str]:
    return [value] if value else []


#: facet -> (the column of its values, what one such value counts towards)
_FACETS: dict[str, tuple[str, Callable[[Any], Iterable[str]]]] = {
    "stage": ("stage", _itself),
    "band": ("band", _itself),
    "degree": ("highest_degree", _levels_up_to),
    "mba": ("mba", _itself),
    "skill": ("skills", _skills),
    "language": ("language", _itself),
    "flag": ("flags", _listed),
    "assigned": ("user_id", lambda user_id: [str(user_id) if user_id else NOBODY]),
    "source": ("source", lambda source: [source or NO_SOURCE]),
}


def facets(opening: Opening, filters: Filters, order: Sequence[ColumnElement[Any]] = ()) -> Facets:
    """The counts of an opening's list. 2 queries, however many applications there are. `order`: for the `turns`.

    The engine says of each application which filters it passes, and its place;
    counting is all that is left to do. Lists come as they are stored, so that
    each different one is read only once.
    """
    passing = conditions(filters)
    score = StoredScore
    rows = db.session.execute(
        select(
            Application.id,
            Application.stage,
            Application.reading_status,
            Application.source,
            score.id.label("score_id"),
            score.band,
            score.highest_degree,
            score.mba,
            cast(score.skills, String).label("skills"),
            score.language,
            cast(score.flags, String).label("flags"),
            Assignment.user_id,
            User.name.label("carer"),
            func.row_number().over(order_by=rank_order()).label("place"),
            *([func.row_number().over(order_by=order).label("turn")] if order else []),
            *(condition.label(f"fits_{facet}") for facet, condition in passing.items()),
        )
        .outerjoin(score, score.id == Application.score_id)
        .outerjoin(Assignment, Assignment.application_id == Application.id)
        .outerjoin(User, User.id == Assignment.user_id)
        .where(Application.opening_id == opening.id, Application.merged_at.is_(None))
    ).all()
    here = (
        select(ApplicationTag.application_id, ApplicationTag.tag_id)
        .join(Application, Application.id == ApplicationTag.application_id)
        .where(Application.opening_id == opening.id, Application.merged_at.is_(None))
        .subquery()
    )
    tags: dict[int, list[tuple[int, str]]] = {}
    known: list[tuple[int, str]] = []
    for tag_id, name, application_id in db.session.execute(
        select(Tag.id, Tag.name, here.c.application_id).outerjoin(here, here.c.tag_id == Tag.id).order_by(Tag.folded)
    ):
        if not known or known[-1] != (tag_id, name):
            known.append((tag_id, name))
        if application_id is not None:
            tags.setdefault(application_id, []).append((tag_id, name))
    return _counted(rows, list(passing), tags, known)


def _counted(
    rows: Sequence[Any], passing: list[str], tags: Mapping[int, list[tuple[int, str]]], known: list[tuple[int, str]]
) -> Facets:
    # a condition on what is not there (no score) is neither true nor false: it does not fit
    missed = [[facet for facet in passing if not getattr(row, f"fits_{facet}")] for row in rows] if passing else []
    fitting = [row for row, misses in zip(rows, missed, strict=True) if not misses] if passing else rows
    # of a facet all choices stay that its own condition alone takes away
    freed: dict[str, list[Row[Any]]] = {}
    for row, misses in zip(rows, missed, strict=False):
        if len(misses) == 1:
            freed.setdefault(misses[0], []).append(row)
    # but of skills all that are chosen must be there, so there the count is of what is left
    freed.pop("skill", None)

    def left(facet: str) -> Sequence[Row[Any]]:
        return [*fitting, *freed[facet]] if facet in freed else fitting

    counts = {facet: _count(left(facet), *of) for facet, of in _FACETS.items()}
    counts["tag"] = Counter(str(id) for row in left("tag") for id, _name in tags.get(row.id, ()))
    everybody = {facet: _count(rows, *of) for facet, of in _FACETS.items()} if passing else counts
    if passing:
        everybody["tag"] = Counter(str(id) for found in tags.values() for id, _name in found)
    return Facets(
        total=len(rows),
        fitting=len(fitting),
        unread=sum(row.reading_status in ("waiting", "reading") for row in rows),
        counts=counts,
        all=everybody,
        places={row.id: row.place for row in rows if row.score_id is not None},
        turns={row.id: row.turn for row in fitting} if fitting and hasattr(fitting[0], "turn") else {},
        known_tags=known,
        tags=sorted({tag for found in tags.values() for tag in found}, key=lambda pair: pair[1].casefold()),
        carers=sorted({(row.user_id, row.carer) for row in rows if row.user_id}, key=lambda pair: pair[1].casefold()),
        tags_of=tags,
    )


def _count(rows: Iterable[Row[Any]], column: str, of: Callable[[Any], Iterable[str]]) -> Counter[str]:
    """How many rows count towards each value; each different content of the column is looked at once."""
    counted: Counter[str] = Counter()
    for content, times in Counter(map(attrgetter(column), rows)).items():
        for value in of(content):
            counted[value] += times
    return counted
