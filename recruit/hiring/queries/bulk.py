"""Reading acts on many applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import BulkChange, BulkMail, Job, JobStatus, Mail, Opening
from recruit.storage.database import db


def bulk_change(opening: Opening, id: int) -> BulkChange | None:
    """The act of this number, when it was one on this opening's applications; with who did it."""
    return db.session.scalar(
        select(BulkChange)
        .where(BulkChange.id == id, BulkChange.opening_id == opening.id)
        .options(joinedload(BulkChange.by))
    )


@dataclass(frozen=True, slots=True)
class Mails:
    """The mails of an act on many: how many can be called back, until when, and how many are out."""

    waiting: int
    due_at: datetime | None
    gone: int


def mails_of(change: BulkChange) -> Mails:
    """1 query."""
    waits = and_(Mail.sent_at.is_(None), Job.status == JobStatus.WAITING)
    row = db.session.execute(
        select(func.count(), func.count().filter(waits), func.max(Job.due_at).filter(waits))
        .select_from(BulkMail)
        .join(Mail, Mail.id == BulkMail.mail_id)
        .outerjoin(Job, and_(Job.kind == "send_mail", Job.subject_id == Mail.id))
        .where(BulkMail.bulk_change_id == change.id)
    ).one()
    return Mails(row[1], row[2], row[0] - row[1])
