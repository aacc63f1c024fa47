"""The life of a job's row: claimed by one worker, done, tried again, given up; and what a crash left."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from recruit.hiring.models import Job, JobStatus, Worker
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish, undo
from recruit.storage.database import db, now

#: a job that runs longer than this belongs to a worker that is gone (a reading has its own, smaller limit)
LOST_AFTER = timedelta(minutes=5)
#: one that waits longer than this was perhaps never queued; queueing it twice does no harm
OVERLOOKED_AFTER = timedelta(minutes=2)
#: seconds before the second, third … try
PAUSES = (5, 30, 120, 600, 3600)
#: a worker without a sign of life for this long is gone
SILENT_AFTER = timedelta(seconds=60)


def claim(job_id: int) -> Job | None:
    """The job, now running and ours; None when another worker has it, it is done, or not due yet."""
    taken = db.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.status == JobStatus.WAITING, _is_due())
        .values(status=JobStatus.RUNNING, started_at=now(), tries=Job.tries + 1)
        .execution_options(synchronize_session=False)
    )
    finish()
    return db.session.get(Job, job_id) if taken.rowcount == 1 else None  # type: ignore[attr-defined]


def _is_due() -> ColumnElement[bool]:
    return or_(Job.due_at.is_(None), Job.due_at <= now())


def complete(job_id: int) -> None:
    """Done."""
    job = db.session.get_one(Job, job_id)
    job.status, job.done, job.error, job.finished_at = JobStatus.DONE, job.total, "", now()
    finish()


def progress(job_id: int, done: int, total: int) -> None:
    """How far it is."""
    job = db.session.get_one(Job, job_id)
    job.done, job.total = done, total
    finish()


def failed(job_id: int, error: str, tries: int) -> int | None:
    """What was begun is forgotten. Seconds until the next try, or None: given up.

    `error` names the kind of fault only; words of a fault may hold what a person typed.
    """
    undo()
    job = db.session.get_one(Job, job_id)
    job.error = error[:500]
    if job.tries < tries:
        job.status = JobStatus.WAITING
        finish()
        return PAUSES[min(job.tries, len(PAUSES)) - 1]
    job.status, job.finished_at = JobStatus.FAILED, now()
    record(
        "job.failed", job, None, {"kind": job.kind, "row": job.subject_id, "error": job.error}, by=None, actor="system"
    )
    finish()
    return None


def worn_out(tries: int) -> list[int]:
    """Numbers of the jobs whose workers were lost at the last of so many tries: one more would lose another."""
    return list(
        db.session.scalars(
            select(Job.id)
            .where(Job.status == JobStatus.RUNNING, Job.started_at < now() - LOST_AFTER, Job.tries >= tries)
            .order_by(Job.id)
        )
    )


def left_behind(*, at_start: bool = False) -> list[int]:
    """Numbers of the jobs to queue again: of workers that are gone, and such as were never queued.

    `at_start`: the worker has just started, so that whatever waits is worth queueing.
    """
    lost = list(
        db.session.scalars(select(Job.id).where(Job.status == JobStatus.RUNNING, Job.started_at < now() - LOST_AFTER))
    )
    if lost:
        db.session.execute(
            update(Job)
            .where(Job.id.in_(lost), Job.status == JobStatus.RUNNING)
            .values(status=JobStatus.WAITING)
            .execution_options(synchronize_session=False)
        )
        record("jobs.recovered", "jobs", None, {"jobs": len(lost)}, by=None, actor="system")
    waiting: list[ColumnElement[bool]] = [Job.status == JobStatus.WAITING, _is_due()]
    if not at_start:
        waiting.append(
            or_(
                Job.id.in_(lost),
                Job.started_at.is_(None) & (func.coalesce(Job.due_at, Job.created_at) < now() - OVERLOOKED_AFTER),
                Job.started_at < now() - timedelta(seconds=2 * PAUSES[-1]),
            )
        )
    found = list(db.session.scalars(select(Job.id).where(*waiting).order_by(Job.id).limit(1000)))
    finish()
    return found


def beat(name: str) -> None:
    """The worker `name` lives."""
    worker = db.session.get(Worker, name)
    if worker is None:
        db.session.add(Worker(name=name))
    else:
        worker.seen_at = now()
    db.session.execute(delete(Worker).where(Worker.seen_at < now() - timedelta(days=1)))
    finish()


def leave(name: str) -> None:
    """The worker `name` stops."""
    db.session.execute(delete(Worker).where(Worker.name == name))
    finish()
