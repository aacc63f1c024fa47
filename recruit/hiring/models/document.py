"""What applicants add to their application besides the CV: kept as it came, never read for the score."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application
from recruit.storage.database import db, now


class DocumentKind(StrEnum):
    CERTIFICATE = "certificate"
    COVER_LETTER = "cover_letter"
    REFERENCE = "reference"
    OTHER = "other"


class Document(db.Model):
    """A file that the applicant added, with what they say it is (`DocumentKind`).

    It hangs on `application_id`, by which an erasure and the applicant's copy
    of their data find it. One that is taken back goes, row and file.
    """

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship()
