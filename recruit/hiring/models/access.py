"""What applicants do about their own application, behind a link that was mailed to them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application
from recruit.hiring.models.user import User
from recruit.storage.database import db, now


class AccessLink(db.Model):
    """A mailed link to the applicant's own page. Only the hash of its token is kept, so that no copy of the
    database opens a page."""

    __tablename__ = "access_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    application: Mapped[Application] = relationship()


class Asking(StrEnum):
    """What an applicant may ask a person for."""

    REVIEW = "review"
    EXPLANATION = "explanation"
    OBJECTION = "objection"


class PersonRequest(db.Model):
    """An applicant asks for a person: to look again, to explain the score, to hear an objection."""

    __tablename__ = "person_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    application: Mapped[Application] = relationship()
    answered_by: Mapped[User | None] = relationship()


class Correction(db.Model):
    """One thing that the applicant put right after sending: a field of the form (`field` is its name in
    `Application`), or `remark`, their words on what was read wrongly."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship()
