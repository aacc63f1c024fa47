"""Everybody of an opening scored by its current version: at once where they are few, else in the background."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from recruit.hiring.models import (
    Application,
    FactConfirmation,
    Job,
    JobStatus,
    Opening,
    OpeningVersion,
    ReadingStatus,
    StoredScore,
    StruckEvidence,
    User,
)
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.operations.scoring import hold_version, score_now
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import require
from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.rescoring import KIND
from recruit.storage.database import db

#: so many are scored while somebody waits for the page
AT_ONCE = 60
#: so many are scored in one transaction of the background job
BATCH = 50


def rescore(opening: Opening, version: OpeningVersion) -> None:
    """In the present transaction: everybody is scored by this version, or the job that will do it is requested."""
    waiting = _waiting(opening.id, version)
    number = db.session.scalar(_counting(waiting)) or 0
    if number > AT_ONCE:
        request_job(KIND, opening.id, total=number)
        return
    _score(waiting, version, number)


def rescore_opening(opening_id: int) -> int:
    """The job: everybody without a score by the current version gets one, batch by batch; how many.

    Each batch holds the opening's version: a revision in between waits for it, and
    the next batch goes by the new one. Begun again after a fault, it goes on where it was.
    """
    if db.session.get(Opening, opening_id) is None:
        raise NotFound(f"opening:{opening_id}")
    done = 0
    while True:
        version = hold_version(opening_id)
        waiting = _waiting(opening_id, version)
        scored = _score(waiting, version, BATCH)
        done += scored
        if not scored:
            break
        left = db.session.scalar(_counting(waiting)) or 0
        _progress(opening_id, done, left)
        finish()
    if done:
        record("opening.rescored", f"opening:{opening_id}", None, {"applications": done, "version": version.number},
               by=None, actor="system")  # fmt: skip
    finish()
    return done


def rescore_again(opening: Opening, *, by: User | None) -> None:
    """After a scoring of everybody failed: one more try for those who are left."""
    by = require(by, "openings.edit", opening)
    version = hold_version(opening.id)
    number = db.session.scalar(_counting(_waiting(opening.id, version))) or 0
    request_job(KIND, opening.id, total=number)
    record("opening.rescore_requested", opening, None, {"applications": number}, by=by)
    finish()


def _waiting(opening_id: int, version: OpeningVersion) -> ColumnElement[bool]:
    """Whoever can be scored (their CV was read, or there is none) and is not yet by this version."""
    return and_(
        Application.opening_id == opening_id,
        Application.reading_status.in_((ReadingStatus.READ, ReadingStatus.NO_CV, ReadingStatus.REJECTED)),
        or_(StoredScore.id.is_(None), StoredScore.opening_version_id != version.id),
    )


def _counting(waiting: ColumnElement[bool]):  # type: ignore[no-untyped-def]
    return (
        select(func.count(Application.id)).outerjoin(StoredScore, StoredScore.id == Application.score_id).where(waiting)
    )


def _score(waiting: ColumnElement[bool], version: OpeningVersion, most: int) -> int:
    profile = profile_of(version)
    found = db.session.scalars(
        select(Application)
        .outerjoin(StoredScore, StoredScore.id == Application.score_id)
        .where(waiting)
        .options(
            joinedload(Application.reading),
            selectinload(Application.confirmations).joinedload(FactConfirmation.by),
            selectinload(Application.strikes).joinedload(StruckEvidence.by),
        )
        .order_by(Application.id)
        .limit(most)
    ).all()
    for application in found:
        score_now(application, version, profile)
    db.session.flush()
    return len(found)


def _progress(opening_id: int, done: int, left: int) -> None:
    job = db.session.scalar(
        select(Job)
        .where(Job.kind == KIND, Job.subject_id == opening_id, Job.status == JobStatus.RUNNING)
        .order_by(Job.id.desc())
        .limit(1)
    )
    if job is not None:
        job.total = max(job.total, done + left)
        job.done = job.total - left
