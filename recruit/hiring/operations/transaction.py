"""One act, one transaction: the change, its audit entry and the job it causes are kept together or not at all.

`request_job` writes the job's row in the transaction of the change; `finish`
commits and only then tells the queue. Should the process die in between, the
worker's sweep finds the row waiting.
"""

from __future__ import annotations

import logging

from flask import current_app

from recruit.hiring.models import Job
from recruit.hiring.operations.words import keep_changed
from recruit.storage.database import db

log = logging.getLogger("recruit.hiring")
_REQUESTED = "requested jobs"
#: kinds of jobs that an applicant waits for in front of a page: they go before an import of hundreds of CVs
URGENT = ("read_early", "send_draft_link")


def request_job(kind: str, subject_id: int, *, total: int = 1) -> Job:
    """A job to be started by `finish`. `kind` is one of `recruit.jobs.tasks.KINDS`."""
    job = Job(kind=kind, subject_id=subject_id, total=total)
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
            current_app.extensions["recruit.jobs"].put(job.id, urgent=job.kind in URGENT)
        except Exception:  # whatever the queue's engine raises: the change is kept, the sweep will start the job
            log.exception("job could not be queued", extra={"job": job.id})


def undo() -> None:
    """Forget what was begun."""
    db.session.info.pop(_REQUESTED, None)
    db.session.rollback()
