"""The rows of a list for a file, one after the other, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from recruit.hiring.models import Application, ApplicationTag, Assignment, Opening, StoredScore, Tag, User
from recruit.hiring.queries.applications import ordered, rank_order
from recruit.hiring.queries.filters import Filters
from recruit.storage.database import db

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One application of a list, plain values only; `parts` and `skills` as a stored score has them."""

    application_id: int
    public_id: str
    rank: int | None
    name: str
    email: str
    phone: str
    stage: str
    created_at: datetime
    source: str | None
    salary: int | None
    availability: str
    points: float | None
    low: float | None
    high: float | None
    band: str | None
    core_months: int | None
    related_months: int | None
    degree: str | None
    mba: str | None
    language: str | None
    skills: Sequence[str]
    flags: Sequence[str]
    parts: dict[str, Any]
    carer: str | None
    tags: Sequence[str]


def export_rows(
    opening: Opening, filters: Filters, sort: str, direction: str, chosen: Sequence[str] = ()
) -> Iterator[ExportRow]:
    """The list as filtered and ordered; only those `chosen` (public ids) where there are any. 2 queries."""
    tags: dict[int, list[str]] = {}
    for application_id, name in db.session.execute(
        select(ApplicationTag.application_id, Tag.name)
        .join(Tag, Tag.id == ApplicationTag.tag_id)
        .join(Application, Application.id == ApplicationTag.application_id)
        .where(Application.opening_id == opening.id)
        .order_by(Tag.folded)
    ):
        tags.setdefault(application_id, []).append(name)
    places = (
        select(Application.id, func.row_number().over(order_by=rank_order()).label("place"))
        .join(StoredScore, StoredScore.id == Application.score_id)
        .where(Application.opening_id == opening.id, Application.merged_at.is_(None))
        .subquery()
    )
    query = (
        ordered(
            opening,
            filters,
            sort,
            direction,
            Application.id.label("application_id"),
            Application.public_id,
            places.c.place.label("rank"),
            Application.name,
            Application.email,
            Application.phone,
            Application.stage,
            Application.created_at,
            Application.source,
            Application.salary_expectation.label("salary"),
            Application.availability,
            StoredScore.points,
            StoredScore.low,
            StoredScore.high,
            StoredScore.band,
            StoredScore.core_months,
            StoredScore.related_months,
            StoredScore.highest_degree.label("degree"),
            StoredScore.mba,
            StoredScore.language,
            StoredScore.skills,
            StoredScore.flags,
            StoredScore.parts,
            User.name.label("carer"),
        )
        .outerjoin(places, places.c.id == Application.id)
        .outerjoin(User, User.id == Assignment.user_id)
    )
    if chosen:
        query = query.where(Application.public_id.in_(chosen))
    for row in db.session.execute(query.execution_options(yield_per=AT_ONCE)):
        values = dict(row._mapping)
        found = tags.get(values["application_id"], [])
        lists: dict[str, Any] = {name: values.pop(name) or [] for name in ("skills", "flags")}
        parts = values.pop("parts") or {}
        yield ExportRow(**values, **lists, parts=parts, tags=found)
