"""Reading the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from recruit.hiring.models import AuditEntry, User
from recruit.hiring.permissions import require
from recruit.storage.database import db


@dataclass(frozen=True)
class AuditFilters:
    """`act` its beginning (`opening.`), `subject` exactly, `actor_id` a user; days in UTC, both included."""

    act: str = ""
    subject: str = ""
    actor_id: int | None = None
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
    if filters.since:
        query = query.where(AuditEntry.at >= datetime.combine(filters.since, time(), UTC))
    if filters.until:
        query = query.where(AuditEntry.at < datetime.combine(filters.until + timedelta(days=1), time(), UTC))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    rows = db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(per_page).offset((page - 1) * per_page))
    return AuditPage(list(rows), total, page, pages)


def acts() -> list[str]:
    """Every act that stands in the log, in order."""
    return list(db.session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act)))
