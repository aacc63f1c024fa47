"""The audit log: who did what, with the state before and after. Append-only by triggers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

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

    words: Mapped[list[AuditWords]] = relationship(order_by="AuditWords.id", viewonly=True, lazy="selectin")

    @property
    def said_before(self) -> dict[str, Any]:
        """The state before, with the words that stand outside the log."""
        return self._said(self.before, after=False)

    @property
    def said_after(self) -> dict[str, Any]:
        """The state after, likewise; ERASED where words stood that were erased."""
        return self._said(self.after, after=True)

    def _said(self, state: dict[str, Any] | None, *, after: bool) -> dict[str, Any]:
        said = dict(state or {})
        names = said.pop(ELSEWHERE, [])
        kept = {row.field: row.value for row in self.words if row.after is after}
        return said | {name: kept.get(name, ERASED) for name in names}


#: in an entry's state: the names of the fields whose values are in `AuditWords`
ELSEWHERE = "words_of"


class Erased(str):
    """Stands where the words of an entry were."""

    __slots__ = ()


ERASED = Erased("erased")


class AuditWords(db.Model):
    """What people wrote about or as an applicant, outside the log, so that it can be erased while the entry stays."""

    __tablename__ = "audit_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_log.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    #: of the state after; else of the one before
    after: Mapped[bool]
    field: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
