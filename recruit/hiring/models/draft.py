"""Applications that are not sent yet, and what was read in a CV for their form.

A draft belongs to nobody but who holds its token; it is deleted when it is sent
and when it expires (`operations.drafts.forget_drafts`). An early reading hangs
on its file: it is deleted when the application takes it over, and with the file
(`operations.early_readings.forget_early_readings`). A prefill hangs on its
application, by which an erasure finds it (`operations.erasure` follows the foreign keys).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application, CvFile, ReadingStatus
from recruit.hiring.models.opening import Opening
from recruit.storage.database import JsonOrNull, db, now


class Draft(db.Model):
    """What was typed so far (`form`: name of the field -> its values as sent) and the CV that was chosen.

    `email` is where the link was asked to be sent, empty when it was not.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    form: Mapped[dict[str, Any]]
    cv_id: Mapped[int | None] = mapped_column(ForeignKey("cv_files.id", ondelete="SET NULL"), index=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    mails: Mapped[int] = mapped_column(default=0)
    mailed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)

    opening: Mapped[Opening] = relationship()
    cv: Mapped[CvFile | None] = relationship()


class EarlyReading(db.Model):
    """A CV read for its form, before there is an application. `facts`, `document`, `rejected` as in `CvReading`.

    `pages` are the pictures of the pages: [key, size, sha256] of each, in order.
    """

    __tablename__ = "early_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("cv_files.id", ondelete="CASCADE"), unique=True)
    status: Mapped[str] = mapped_column(String(10), default=ReadingStatus.WAITING)
    as_of: Mapped[str] = mapped_column(String(7), default="")
    reader_version: Mapped[str] = mapped_column(String(40), default="")
    lexicon_version: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any] | None]
    document: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull, deferred=True)
    rejected: Mapped[str | None] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(String(500), default="")
    seconds: Mapped[float] = mapped_column(default=0.0)
    pages: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Prefill(db.Model):
    """What the form was offered from the CV before it was sent, so that what the applicant changed can be seen.

    `offered`: name of the field -> [value, quoted words]. `posts`: the posts as the
    applicant corrected them ({title, employer, start, end}), null when they were left as read.
    """

    __tablename__ = "prefills"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), unique=True)
    offered: Mapped[dict[str, Any]]
    posts: Mapped[list[Any] | None]

    application: Mapped[Application] = relationship()
