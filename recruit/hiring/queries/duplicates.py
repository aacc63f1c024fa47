"""Other applications of what may be the same person, and what became one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from recruit.hiring.duplicates import why_alike
from recruit.hiring.models import Application, ApplicationTrace, Merge, NotDuplicate, Opening, OpeningVersion
from recruit.storage.database import db

#: so many are looked at, the latest first
MOST = 50


@dataclass(frozen=True)
class Alike:
    """Another application, and why it may be the same person's: email, phone, cv (`likeness` from 0 to 1)."""

    public_id: str
    name: str
    email: str
    stage: str
    created_at: datetime
    title: dict[str, str]
    same_opening: bool
    reasons: tuple[str, ...]
    likeness: float


def alike(application: Application) -> list[Alike]:
    """Who may be the same person, the latest first; not those that were told apart or are part of another. 1 query."""
    mine, other = aliased(ApplicationTrace), aliased(ApplicationTrace)
    apart = exists().where(
        or_(
            and_(NotDuplicate.first_id == mine.application_id, NotDuplicate.second_id == other.application_id),
            and_(NotDuplicate.first_id == other.application_id, NotDuplicate.second_id == mine.application_id),
        )
    )
    rows = db.session.execute(
        select(mine, other, Application, OpeningVersion.title)
        .join(other, other.application_id != mine.application_id)
        .join(Application, Application.id == other.application_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(
            OpeningVersion,
            and_(OpeningVersion.opening_id == Opening.id, OpeningVersion.number == Opening.version_number),
        )
        .where(
            mine.application_id == application.id,
            Application.merged_at.is_(None),
            or_(
                other.email == mine.email,
                and_(mine.phone != "", other.phone == mine.phone),
                other.name == mine.name,
            ),
            ~apart,
        )
        .order_by(Application.id.desc())
        .limit(MOST)
    )
    found = []
    for own, trace, them, title in rows:
        reasons, share = why_alike(_values(own), _values(trace))
        if reasons:
            found.append(
                Alike(
                    public_id=them.public_id,
                    name=them.name,
                    email=them.email,
                    stage=them.stage,
                    created_at=them.created_at,
                    title=title,
                    same_opening=them.opening_id == application.opening_id,
                    reasons=reasons,
                    likeness=share,
                )
            )
    return found


def _values(trace: ApplicationTrace) -> tuple[str, str, str, list[Any]]:
    return trace.email, trace.phone, trace.name, trace.shingles


def merges_of(application: Application) -> list[Merge]:
    """What went into the application, or what it went into, as it stands now. 1 query."""
    return list(
        db.session.scalars(
            select(Merge)
            .where(or_(Merge.kept_id == application.id, Merge.merged_id == application.id), Merge.undone_at.is_(None))
            .options(
                joinedload(Merge.kept),
                joinedload(Merge.merged).joinedload(Application.files),
                joinedload(Merge.by),
            )
            .order_by(Merge.id)
        ).unique()
    )


def merge_by_id(merge_id: int) -> Merge | None:
    return db.session.get(Merge, merge_id)
