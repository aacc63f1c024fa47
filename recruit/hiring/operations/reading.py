"""Reading a CV: the job's work. The reading itself happens in a child process with limits."""

from __future__ import annotations

import logging
import secrets
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from recruit.facts import Month
from recruit.hiring.models import Application, CvFile, CvReading, EarlyReading, FactConfirmation, ReadingStatus, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.early_readings import early_reading_for, forget_early_readings, read_file
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.scoring import hold_version, score_now
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import require
from recruit.storage import files
from recruit.storage.database import db

log = logging.getLogger("recruit.hiring")


def as_of(application: Application) -> Month:
    """The month up to which a post held to the present counts: the one of the application."""
    return Month(application.created_at.year, application.created_at.month)


def read_cv(application_id: int) -> CvReading | None:
    """Read the CV of an application, keep what was read and the pictures of its pages, and score it.

    An application is kept even when its CV can't be read: the score then rests
    on the form, and a person must look. None when there is no CV.
    """
    application = _loaded(application_id)
    original = db.session.scalar(
        select(CvFile)
        .where(CvFile.application_id == application_id, CvFile.page.is_(None))
        .order_by(CvFile.id.desc())
        .limit(1)
    )
    if original is None:
        return None
    if early := early_reading_for(original, as_of(application)):
        return _take_over(application, original, early)
    application.reading_status = ReadingStatus.READING
    file_id = original.id
    finish()
    read = read_file(original, as_of(application))
    row = CvReading(
        application_id=application_id,
        file_id=file_id,
        as_of=str(as_of(application)),
        reader_version=read.reader_version,
        lexicon_version=read.lexicon_version,
        facts=read.facts,
        document=read.document,
        rejected=read.rejected,
        message=read.message,
        seconds=read.seconds,
    )
    kept = [_keep_page(application_id, number, picture) for number, picture in enumerate(read.images, start=1)]
    for key in forget_early_readings([file_id]):
        files.delete(key)
    try:
        return _keep(application_id, row, kept)
    except NotFound:
        # erased while it was being read: nothing would ever lead to the pictures again
        for page in kept:
            files.delete(page.key)
        raise


def _take_over(application: Application, original: CvFile, early: EarlyReading) -> CvReading:
    """The reading that was made for the form becomes the application's: nothing is read twice."""
    row = CvReading(
        application_id=application.id,
        file_id=original.id,
        as_of=early.as_of,
        reader_version=early.reader_version,
        lexicon_version=early.lexicon_version,
        facts=early.facts,
        document=early.document,
        rejected=early.rejected,
        message=early.message,
        seconds=early.seconds,
    )
    pages = [
        _page(application.id, number, key, size, digest)
        for number, (key, size, digest) in enumerate(early.pages, start=1)
    ]
    forget_early_readings([original.id], keep_pages=True)
    return _keep(application.id, row, pages)


def _keep_page(application_id: int, number: int, picture: bytes) -> CvFile:
    key = f"pages/{application_id}/{secrets.token_hex(16)}.png"
    files.put(key, picture)
    return _page(application_id, number, key, len(picture), sha256(picture).hexdigest())


def _page(application_id: int, number: int, key: str, size: int, digest: str) -> CvFile:
    return CvFile(
        application_id=application_id,
        token=secrets.token_urlsafe(32),
        key=key,
        filename=f"page-{number}.png",
        media_type="image/png",
        size=size,
        sha256=digest,
        page=number,
    )


def _loaded(application_id: int) -> Application:
    application: Application | None = db.session.scalar(
        select(Application)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.reading), selectinload(Application.confirmations).joinedload(FactConfirmation.by)
        )
        .execution_options(populate_existing=True)
    )
    if application is None:
        raise NotFound(f"application:{application_id}")
    return application


def _keep(application_id: int, row: CvReading, pages: list[CvFile]) -> CvReading:
    """The reading, its pages and the score in one transaction; pages of an earlier reading go."""
    version = hold_version(_loaded(application_id).opening_id)
    application = _loaded(application_id)
    earlier = list(
        db.session.scalars(select(CvFile).where(CvFile.application_id == application_id, CvFile.page.is_not(None)))
    )
    for file in earlier:
        db.session.delete(file)
    db.session.add_all([row, *pages])
    application.reading = row
    application.reading_status = ReadingStatus.REJECTED if row.rejected else ReadingStatus.READ
    db.session.flush()
    stored = score_now(application, version)
    after = {"reading": row.id, "reader": row.reader_version, "rejected": row.rejected, "points": stored.points}
    record("cv.read", application, None, after, by=None, actor="system")
    finish()
    for file in earlier:
        files.delete(file.key)
    return row


def give_up_reading(application_id: int, reason: str) -> None:
    """The job failed for good: the application is scored by its form, and a person must look."""
    application = _loaded(application_id)
    original = db.session.scalar(
        select(CvFile)
        .where(CvFile.application_id == application_id, CvFile.page.is_(None))
        .order_by(CvFile.id.desc())
        .limit(1)
    )
    if original is None or application.reading_status == ReadingStatus.READ:
        return
    log.error("reading given up", extra={"application": application_id})
    row = CvReading(
        application_id=application_id,
        file_id=original.id,
        as_of=str(as_of(application)),
        reader_version="",
        lexicon_version="",
        rejected="failed",
        message=reason[:500],
    )
    _keep(application_id, row, [])


def reread(application: Application, *, by: User | None) -> None:
    """Have the CV read again (a newer reader, or after a failure). Invalid("cv", "none")."""
    by = require(by, "readings.repeat", application)
    if application.reading_status == ReadingStatus.NO_CV:
        raise Invalid("cv", "none")
    if application.reading_status in (ReadingStatus.WAITING, ReadingStatus.READING):
        return
    application.reading_status = ReadingStatus.WAITING
    request_job("read_cv", application.id)
    record("cv.reading_requested", application, by=by)
    finish()
