"""How far the scoring of everybody by a new version is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from recruit.hiring.models import Job, JobStatus, Opening
from recruit.storage.database import db

KIND = "rescore_opening"


@dataclass(frozen=True)
class Rescoring:
    """`done` of `total` applications are scored by the current version; `failed`: it stopped and is not tried again."""

    done: int
    total: int
    failed: bool


def rescoring_of(opening: Opening) -> Rescoring | None:
    """The latest scoring of everybody while it is under way or when it failed, else None. 1 query."""
    job = db.session.scalar(
        select(Job).where(Job.kind == KIND, Job.subject_id == opening.id).order_by(Job.id.desc()).limit(1)
    )
    if job is None or job.status == JobStatus.DONE:
        return None
    return Rescoring(job.done, job.total, job.status == JobStatus.FAILED)
