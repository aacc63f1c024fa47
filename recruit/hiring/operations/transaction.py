"""One act, one transaction: the change, its audit entry and the job it causes are kept together or not at all.

`request_job` writes the job's row in the transaction of the change; `finish`
commits and only then tells the queue. Should the process die in between, the
worker's sweep finds the row waiting.
"""

from __future__ import annotations

import logging
from datetime import datetime
from math import ceil

from flask import current_app

from recruit.hiring.models import Job
from recruit.hiring.operations.words import keep_changed
from recruit.storage.database import db, now

log = logging.getLogger("recruit.hiring")
_REQUESTED = "requested jobs"
#: kinds of jobs that an applicant waits for in front of a page: they go before an import of hundreds of CVs
URGENT = ("read_early", "send_draft_link")


def request_job(kind: str, subject_id: int, *, total: int = 1, due_at: datetime | None = None) -> Job:
    """A job to be started by `finish`, or once it is due. `kind` is one of `recruit.jobs.tasks.KINDS`."""
    job = Job(kind=kind, subject_id=subject_id, total=total, due_at=due_at)
    db.session.add(job)
    db.session.info.setdefault(_REQUESTED, []).append(job)
    return job


def finish() -> None:
    """Keep the words that are searched, commit, then put the requested jobs into the queue."""
    requested: list[Job] = db.session.info.pop(_REQUESTED, [])
    keep_changed()
    db.session.commit()
    for job in requested:
        try:
            current_app.extensions["recruit.jobs"].put(job.id, delay=_wait(job), urgent=job.kind in URGENT)
        except Exception:  # whatever the queue's engine raises: the change is kept, the sweep will start the job
            log.exception("job could not be queued", extra={"job": job.id})


def _wait(job: Job) -> int:
    """Whole seconds until a job is due, rather one too many than to come before its time."""
    return max(0, ceil((job.due_at - now()).total_seconds())) if job.due_at else 0


def undo() -> None:
    """Forget what was begun."""
    db.session.info.pop(_REQUESTED, None)
    db.session.rollback()
