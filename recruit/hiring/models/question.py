"""Answers to the questions of an opening. The questions themselves stand in `OpeningVersion.questions`.

Both hang on `application_id`, by which an erasure finds them (`operations.erasure`
follows the foreign keys); files without an application are swept by
`operations.answers.forget_attachments` and `operations.drafts.forget_drafts`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application
from recruit.storage.database import db, now


class Answer(db.Model):
    """An answer, with its question as it was asked (`role_profile.questions.Question` as JSON).

    `value` as `role_profile.questions` says, null when left empty; `flagged`
    tells that it breaks the question's knock-out rule.
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("application_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[str] = mapped_column(String(20))
    place: Mapped[int]
    asked: Mapped[dict[str, Any]]
    value: Mapped[Any] = mapped_column(JSON)
    flagged: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship()


class Attachment(db.Model):
    """A file that answers a question. Before the form is sent it belongs to no application, perhaps to a draft."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[str] = mapped_column(String(20))
    token: Mapped[str] = mapped_column(String(43), unique=True)
    key: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)
