"""The ranked list of an opening's applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import aliased, defer, joinedload, raiseload

from recruit.facts import Level
from recruit.hiring.folding import fold
from recruit.hiring.models import Application, Opening, Stage, StoredScore
from recruit.role_profile.profile import CRITERIA
from recruit.storage.database import db

BANDS = ("strong", "possible", "below")


@dataclass(frozen=True)
class Filters:
    """Everything empty: everybody. Several values of one field: any of them.

    `degree_min` is a Level; months are of related experience, both ends
    included; `language` is the CV's; `text` is part of a name or e-mail.
    """

    stage: list[str] = field(default_factory=list)
    band: list[str] = field(default_factory=list)
    degree_min: str | None = None
    mba: list[str] = field(default_factory=list)
    months_min: int | None = None
    months_max: int | None = None
    language: list[str] = field(default_factory=list)
    flag: list[str] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True)
class RankedRow:
    """`rank` is the place among all of the opening (None without a score); `strip` as `StoredScore.strip`."""

    application: Application
    score: StoredScore | None
    rank: int | None
    strip: list[tuple[int, int, str]]


@dataclass(frozen=True)
class RankedPage:
    """`total` counts what the filters leave, `counts_by_*` all of the opening; pages from 1."""

    rows: list[RankedRow]
    total: int
    counts_by_stage: Mapping[str, int]
    counts_by_band: Mapping[str, int]
    page: int
    pages: int
    unread: int


def _order(sort: str, direction: str) -> list[ColumnElement[Any]]:
    """Columns to order by. Who has no score comes last, whichever way."""
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
    first = column.desc().nulls_last() if falling else column.asc().nulls_last()
    return [first, *rank_order(falling or sort != "points")]


def rank_order(falling: bool = True) -> list[ColumnElement[Any]]:
    """More points, then more core months, then the earlier application: the rule of `scoring.ranking`."""
    if falling:
        return [
            StoredScore.points.desc().nulls_last(),
            StoredScore.core_months.desc().nulls_last(),
            Application.created_at.asc(),
            Application.id.asc(),
        ]
    return [
        StoredScore.points.asc().nulls_last(),
        StoredScore.core_months.asc().nulls_last(),
        Application.created_at.desc(),
        Application.id.desc(),
    ]


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.stage:
        found.append(Application.stage.in_(filters.stage))
    if filters.band:
        found.append(StoredScore.band.in_(filters.band))
    if filters.degree_min:
        least = Level(filters.degree_min).rank
        found.append(StoredScore.highest_degree.in_([str(level) for level in Level if level.rank >= least]))
    if filters.mba:
        found.append(StoredScore.mba.in_(filters.mba))
    if filters.months_min is not None:
        found.append(StoredScore.related_months >= filters.months_min)
    if filters.months_max is not None:
        found.append(StoredScore.related_months <= filters.months_max)
    if filters.language:
        found.append(StoredScore.language.in_(filters.language))
    if filters.flag:
        # the ids are ours and stand in quotes in the stored list, on every engine
        found.append(
            or_(*(cast(StoredScore.flags, String).contains(f'"{flag}"', autoescape=True) for flag in filters.flag))
        )
    found += [Application.folded.contains(word, autoescape=True) for word in fold(filters.text).split()]
    return found


def ranked(
    opening: Opening,
    filters: Filters,
    sort: str = "points",
    direction: str = "desc",
    page: int = 1,
    per_page: int = 50,
) -> RankedPage:
    """One page of the list. 3 queries, however many rows.

    `sort`: points, a criterion's id, months, core, name, date, stage, salary, flags; `direction`: asc or desc.
    """
    counts = db.session.execute(
        select(Application.stage, StoredScore.band, Application.reading_status, func.count())
        .outerjoin(StoredScore, StoredScore.id == Application.score_id)
        .where(Application.opening_id == opening.id)
        .group_by(Application.stage, StoredScore.band, Application.reading_status)
    )
    by_stage = {str(stage): 0 for stage in Stage}
    by_band = dict.fromkeys(BANDS, 0)
    unread = 0
    for stage, band, status, count in counts:
        by_stage[stage] += count
        if band is not None:
            by_band[band] += count
        if status in ("waiting", "reading"):
            unread += count

    conditions = _conditions(filters)
    total = sum(by_stage.values())
    if conditions:
        total = db.session.scalar(_of(opening, select(func.count()).select_from(Application)).where(*conditions)) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    places = (
        _of(
            opening,
            select(Application.id, func.row_number().over(order_by=rank_order()).label("place")).select_from(
                Application
            ),
        )
        .where(Application.score_id.is_not(None))
        .subquery()
    )
    query = (
        _of(opening, select(Application, StoredScore, places.c.place).select_from(Application))
        .outerjoin(places, places.c.id == Application.id)
        .where(*conditions)
        .options(
            defer(Application.message),
            raiseload(Application.reading),
            raiseload(Application.files),
            joinedload(Application.opening).raiseload("*"),
        )
        .order_by(*_order(sort, direction))
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    rows = [
        RankedRow(application, score, place, [tuple(piece) for piece in score.strip] if score else [])
        for application, score, place in db.session.execute(query)
    ]
    return RankedPage(rows, total, by_stage, by_band, page, pages, unread)


def _of(opening: Opening, query: Select) -> Select:  # type: ignore[type-arg]
    return query.outerjoin(StoredScore, StoredScore.id == Application.score_id).where(
        Application.opening_id == opening.id
    )


def flags_in(opening: Opening) -> dict[str, int]:
    """Flag id -> how many applications of the opening have it; for the filter. 1 query."""
    counts: dict[str, int] = {}
    score = aliased(StoredScore)
    for flags in db.session.scalars(
        select(score.flags)
        .join(Application, Application.score_id == score.id)
        .where(Application.opening_id == opening.id)
    ):
        for flag in flags:
            counts[flag] = counts.get(flag, 0) + 1
    return dict(sorted(counts.items()))


def application_by_public_id(public_id: str) -> Application | None:
    """With its opening."""
    return db.session.scalar(
        select(Application).where(Application.public_id == public_id).options(joinedload(Application.opening))
    )
