"""Reading the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import Application, AuditEntry, Opening, User
from recruit.hiring.permissions import require
from recruit.storage.database import db


@dataclass(frozen=True)
class AuditFilters:
    """`act` its beginning (`opening.`), `subject` exactly; days in UTC, both included.

    `actor_id` is a user, `actor` who is none: `applicant` or `system`.
    """

    act: str = ""
    subject: str = ""
    actor_id: int | None = None
    actor: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class AuditPage:
    rows: list[AuditEntry]
    total: int
    page: int
    pages: int


def entries(filters: AuditFilters, page: int = 1, per_page: int = 100, *, by: User | None) -> AuditPage:
    """One page of the log, the newest first. 2 queries."""
    require(by, "audit.read")
    query = select(AuditEntry)
    if filters.act:
        query = query.where(AuditEntry.act.startswith(filters.act, autoescape=True))
    if filters.subject:
        query = query.where(AuditEntry.subject == filters.subject)
    if filters.actor_id is not None:
        query = query.where(AuditEntry.actor_id == filters.actor_id)
    if filters.actor:
        query = query.where(AuditEntry.actor == filters.actor)
    if filters.since:
        query = query.where(AuditEntry.at >= datetime.combine(filters.since, time(), UTC))
    if filters.until:
        query = query.where(AuditEntry.at < datetime.combine(filters.until + timedelta(days=1), time(), UTC))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    rows = db.session.scalars(
        query.options(joinedload(AuditEntry.words))
        .order_by(AuditEntry.id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).unique()
    return AuditPage(list(rows), total, page, pages)


@dataclass(frozen=True)
class Subject:
    """What an entry is about, as it is now: `label` in words, `key` for its address (public id, slug, id)."""

    kind: str
    label: str
    key: str


def subjects_of(rows: list[AuditEntry]) -> dict[str, Subject]:
    """`application:17` -> who and where, for those of the rows that still exist. At most 3 queries."""
    ids: dict[str, set[int]] = {}
    for row in rows:
        kind, _, number = row.subject.partition(":")
        if number.isdecimal():
            ids.setdefault(kind, set()).add(int(number))
    found: dict[str, Subject] = {}
    if wanted := ids.get("application"):
        for id, public_id, name in db.session.execute(
            select(Application.id, Application.public_id, Application.name).where(Application.id.in_(wanted))
        ):
            found[f"application:{id}"] = Subject("application", name, public_id)
    if wanted := ids.get("opening"):
        for id, slug in db.session.execute(select(Opening.id, Opening.slug).where(Opening.id.in_(wanted))):
            found[f"opening:{id}"] = Subject("opening", slug, slug)
    if wanted := ids.get("user"):
        for id, name in db.session.execute(select(User.id, User.name).where(User.id.in_(wanted))):
            found[f"user:{id}"] = Subject("user", name, str(id))
    return found


def acts() -> list[str]:
    """Every act that stands in the log, in order."""
    return list(db.session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act)))
