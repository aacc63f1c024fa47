"""How the background work is going."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from recruit.hiring.models import Job, JobStatus, Mail, Worker
from recruit.hiring.operations.jobs import SILENT_AFTER
from recruit.storage.database import db, now


@dataclass(frozen=True)
class JobCounts:
    waiting: int
    running: int
    done: int
    failed: int


def job_counts(kind: str | None = None) -> JobCounts:
    """Jobs (of one kind) by status. 1 query."""
    query = select(Job.status, func.count()).group_by(Job.status)
    if kind:
        query = query.where(Job.kind == kind)
    counts: dict[str, int] = {}
    for status, count in db.session.execute(query):
        counts[status] = count
    return JobCounts(*(counts.get(status, 0) for status in JobStatus))


def failed_jobs(most: int = 50) -> list[Job]:
    """The latest first."""
    return list(
        db.session.scalars(select(Job).where(Job.status == JobStatus.FAILED).order_by(Job.id.desc()).limit(most))
    )


def living_workers() -> list[Worker]:
    """Workers that gave a sign of life lately."""
    return list(db.session.scalars(select(Worker).where(Worker.seen_at >= now() - SILENT_AFTER).order_by(Worker.name)))


def mail_by_id(id: int) -> Mail | None:
    return db.session.get(Mail, id)
