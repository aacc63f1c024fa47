"""How many applications each choice of the list's filters would leave, given the other filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from recruit.facts import Level
from recruit.hiring.models import Application, ApplicationTag, Assignment, Opening, StoredScore, Tag, User
from recruit.hiring.queries.filters import NO_SOURCE, NOBODY, Filters, conditions
from recruit.storage.database import db

#: facet -> what one application counts towards
_VALUES: dict[str, Callable[[Row[Any]], Iterable[str]]] = {
    "stage": lambda row: [row.stage],
    "band": lambda row: [row.band] if row.band else [],
    "degree": lambda row: _levels_up_to(row.highest_degree),
    "mba": lambda row: [row.mba] if row.mba else [],
    "skill": lambda row: _skills(row.skills),
    "language": lambda row: [row.language] if row.language else [],
    "flag": lambda row: row.flags or [],
    "assigned": lambda row: [str(row.user_id) if row.user_id else NOBODY],
    "source": lambda row: [row.source or NO_SOURCE],
}


@dataclass(frozen=True)
class Facets:
    """`counts` by facet and value, each with the other filters applied; `all` without any filter.

    `fitting` is how many all filters leave, `total` how many there are, `unread` how many CVs wait to be read.
    `tags` and `carers` (users) are those in use in the opening, as (number, name); `tags_of` has the tags of
    each application.
    """

    total: int
    fitting: int
    unread: int
    counts: Mapping[str, Mapping[str, int]]
    all: Mapping[str, Mapping[str, int]]
    tags: list[tuple[int, str]] = field(default_factory=list)
    carers: list[tuple[int, str]] = field(default_factory=list)
    tags_of: Mapping[int, list[tuple[int, str]]] = field(default_factory=dict)


def _levels_up_to(level: str | None) -> list[str]:
    """Every level that "at least" would find this one by."""
    if level is None:
        return []
    reached = Level(level).rank
    return [str(lower) for lower in Level if lower != Level.NONE and lower.rank <= reached]


def _skills(stored: list[str] | None) -> list[str]:
    """`sales` for what is read in the CV, `sales:shown` besides for what is shown there."""
    found = []
    for skill in stored or []:
        id, _colon, founding = skill.partition(":")
        if founding in ("shown", "claimed"):
            found.append(id)
        if founding == "shown":
            found.append(skill)
    return found


def facets(opening: Opening, filters: Filters) -> Facets:
    """The counts of an opening's list. 2 queries, however many applications there are.

    The engine says of each application which filters it passes; counting is all that is left to do.
    """
    passing = conditions(filters)
    score = StoredScore
    rows = db.session.execute(
        select(
            Application.id,
            Application.stage,
            Application.reading_status,
            Application.source,
            score.band,
            score.highest_degree,
            score.mba,
            score.skills,
            score.language,
            score.flags,
            Assignment.user_id,
            User.name.label("carer"),
            *(condition.label(f"fits_{facet}") for facet, condition in passing.items()),
        )
        .outerjoin(score, score.id == Application.score_id)
        .outerjoin(Assignment, Assignment.application_id == Application.id)
        .outerjoin(User, User.id == Assignment.user_id)
        .where(Application.opening_id == opening.id, Application.merged_at.is_(None))
    ).all()
    tags: dict[int, list[tuple[int, str]]] = {}
    for application_id, tag_id, name in db.session.execute(
        select(ApplicationTag.application_id, Tag.id, Tag.name)
        .join(Tag, Tag.id == ApplicationTag.tag_id)
        .join(Application, Application.id == ApplicationTag.application_id)
        .where(Application.opening_id == opening.id, Application.merged_at.is_(None))
        .order_by(Tag.folded)
    ):
        tags.setdefault(application_id, []).append((tag_id, name))
    return _counted(rows, list(passing), tags)


def _counted(rows: Iterable[Row[Any]], passing: list[str], tags: Mapping[int, list[tuple[int, str]]]) -> Facets:
    values = _VALUES | {"tag": lambda row: [str(id) for id, _name in tags.get(row.id, ())]}
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in values}
    everybody: dict[str, Counter[str]] = {facet: Counter() for facet in values}
    carers: dict[int, str] = {}
    total = fitting = unread = 0
    for row in rows:
        total += 1
        unread += row.reading_status in ("waiting", "reading")
        if row.user_id:
            carers[row.user_id] = row.carer
        # a condition on what is not there (no score) is neither true nor false: it does not fit
        missed = [facet for facet in passing if not getattr(row, f"fits_{facet}")]
        fitting += not missed
        for facet, of in values.items():
            found = list(of(row))
            everybody[facet].update(found)
            # of skills all that are chosen must be there, so the facet counts what is left of itself
            if not missed or (missed == [facet] and facet != "skill"):
                counts[facet].update(found)
    return Facets(
        total,
        fitting,
        unread,
        counts,
        everybody,
        sorted({tag for found in tags.values() for tag in found}, key=lambda pair: pair[1].casefold()),
        sorted(carers.items(), key=lambda pair: pair[1].casefold()),
        tags,
    )
