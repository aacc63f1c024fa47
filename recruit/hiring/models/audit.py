"""The audit log: who did what, with the state before and after. Append-only by triggers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from recruit.storage.database import db, now


class AuditEntry(db.Model):
    """`act` is a verb in the past with its object, e.g. `stage.moved`; `subject` e.g. `application:17`.

    `actor` is kept as words too (`recruiter Anna Puig`, `applicant`, `system`),
    so that the entry stays readable when the user is gone.
    """

    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_subject", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor: Mapped[str] = mapped_column(String(160))
    act: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(60))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
