"""What applicants allow beyond the selection they applied for, and what they say of themselves for statistics."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application
from recruit.storage.database import db, now


class PoolConsent(db.Model):
    """The applicant agrees to be kept for other openings until `expires_at`. A renewal is a new row."""

    __tablename__ = "pool_consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    #: when the applicant was asked to renew it
    asked_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()


class SelfIdentification(db.Model):
    """What somebody who applied for an opening in a month says of themselves, for statistics of fairness.

    Nothing leads from here to the application: the id is random, there is no
    time beyond the month, and rows do not stand in the order of their coming.
    Empty: not asked or not said.
    """

    __tablename__ = "self_identifications"
    __table_args__ = (
        Index("ix_self_identifications_opening_month", "opening_id", "month"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: uuid4().hex)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"))
    month: Mapped[str] = mapped_column(String(7))
    gender: Mapped[str] = mapped_column(String(20), default="")
    age_group: Mapped[str] = mapped_column(String(20), default="")
    disability: Mapped[str] = mapped_column(String(20), default="")
    origin: Mapped[str] = mapped_column(String(20), default="")
