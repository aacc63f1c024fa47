"""What applicants ask of the team, and what the team must know of an applicant's rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import (
    Application,
    Correction,
    LegalHold,
    Mail,
    Opening,
    PersonRequest,
    PoolConsent,
    User,
)
from recruit.hiring.operations.consents import pool_consent
from recruit.hiring.permissions import require
from recruit.hiring.queries.retention import hold_on, keeps_until
from recruit.storage.database import db


@dataclass(frozen=True)
class PersonPage:
    """`requests`: the latest first, with who answered."""

    application: Application
    corrections: list[Correction]
    requests: list[PersonRequest]
    mails: list[Mail]
    pool: PoolConsent | None
    hold: LegalHold | None
    kept_until: datetime


def person_page(application: Application, *, by: User | None) -> PersonPage:
    """7 queries."""
    require(by, "requests.answer", application)

    def rows(model: Any, *options: Any) -> list[Any]:
        query = select(model).where(model.application_id == application.id).order_by(model.id.desc())
        return list(db.session.scalars(query.options(*options)))

    return PersonPage(
        application=application,
        corrections=rows(Correction),
        requests=rows(PersonRequest, joinedload(PersonRequest.answered_by)),
        mails=rows(Mail),
        pool=pool_consent(application),
        hold=hold_on(application),
        kept_until=keeps_until(application),
    )


def open_requests(*, by: User | None) -> list[PersonRequest]:
    """Those that wait for an answer, the oldest first."""
    require(by, "requests.answer")
    return list(
        db.session.scalars(
            select(PersonRequest)
            .where(PersonRequest.answered_at.is_(None))
            .options(joinedload(PersonRequest.application).joinedload(Application.opening).joinedload(Opening.version))
            .order_by(PersonRequest.id)
        )
    )


def count_open_requests() -> int:
    """How many wait for an answer."""
    query = select(func.count()).select_from(PersonRequest).where(PersonRequest.answered_at.is_(None))
    return db.session.scalar(query) or 0


def request_by_id(application: Application, id: int) -> PersonRequest | None:
    """The request, if it is of this application."""
    found = db.session.get(PersonRequest, id)
    return found if found and found.application_id == application.id else None
