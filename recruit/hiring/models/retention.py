"""How long applications are kept, what keeps one longer, and what is left when it is gone."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, event, false, func, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application
from recruit.hiring.models.opening import Opening
from recruit.hiring.models.user import User
from recruit.storage.database import db, now


class ScoreShown(StrEnum):
    """How much of the score applicants see on their page."""

    FULL = "full"
    CRITERIA = "criteria"
    ON_REQUEST = "on_request"


class DataRules(db.Model):
    """What the company has settled about applicants' data: one row, number 1; none: the defaults."""

    __tablename__ = "data_rules"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    retention_months: Mapped[int] = mapped_column(default=12)
    pool_months: Mapped[int] = mapped_column(default=12)
    score_shown: Mapped[str] = mapped_column(String(12), default=ScoreShown.CRITERIA)
    #: the last day on which the daily run was started
    run_on: Mapped[date | None]


class LegalHold(db.Model):
    """An application that must not be anonymized by itself, with the reason; lifted rather than deleted."""

    __tablename__ = "legal_holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    placed_at: Mapped[datetime] = mapped_column(default=now)
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    application: Mapped[Application] = relationship()
    by: Mapped[User] = relationship(foreign_keys=by_id)


class Ending(StrEnum):
    """Why an application is no more."""

    ERASED = "erased"
    EXPIRED = "expired"


class PastApplication(db.Model):
    """What is left of an application for reports: codes and months, no words and no way back to the person.

    `month` is the one of its coming, `stage` its last, `reached` the furthest
    stage, `source` and `knockouts` codes.
    """

    __tablename__ = "past_applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    month: Mapped[str] = mapped_column(String(7))
    stage: Mapped[str] = mapped_column(String(12))
    reached: Mapped[str] = mapped_column(String(12))
    band: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(40), default="")
    knockouts: Mapped[list[Any]] = mapped_column(default=list)
    ended: Mapped[str] = mapped_column(String(10))

    opening: Mapped[Opening] = relationship()


class Erasure(db.Model):
    """That an application is to be erased, and whether it is done to the last: a crash in between is caught up.

    `application_id` is a number without a row behind it once it is done.
    """

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(index=True)
    ending: Mapped[str] = mapped_column(String(10))
    requested_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]


@event.listens_for(Application, "before_insert")
def _never_the_number_of_one_erased(_mapper: Any, connection: Connection, application: Application) -> None:
    """SQLite gives the highest number again once its row is gone; the log tells of numbers, so that none may return."""
    given: int | None = application.id
    if given is not None or connection.dialect.name != "sqlite":
        return
    # an update of nothing takes the lock for writing: two at once don't get the same number
    connection.execute(update(Erasure.__table__).where(false()).values(ending=""))
    highest = connection.scalar(
        select(
            func.max(
                select(func.coalesce(func.max(Application.id), 0)).scalar_subquery(),
                select(func.coalesce(func.max(Erasure.application_id), 0)).scalar_subquery(),
            )
        )
    )
    application.id = (highest or 0) + 1
