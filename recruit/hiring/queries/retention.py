"""How long applications are kept, and whom the next run takes away."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from recruit.hiring.models import Application, DataRules, LegalHold, Opening, PoolConsent, StageChange, User
from recruit.hiring.permissions import require
from recruit.storage.database import db, now

#: how long before the end of a consent its renewal is asked for
ASKED_BEFORE = timedelta(days=30)


def rules() -> DataRules:
    """What the company has settled, or the defaults (which are in no session)."""
    return db.session.get(DataRules, 1) or DataRules(
        id=1, retention_months=12, pool_months=12, score_shown="criteria", run_on=None
    )


def later(moment: datetime, months: int) -> datetime:
    """So many months later (earlier, if negative): the same day, or the month's last."""
    ordinal = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(ordinal, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


@dataclass(frozen=True)
class Due:
    """An application that a run anonymizes: `last` is the day of its last step, `due` when its time was over.

    `pool_ended` when a consent to the talent pool kept it longer.
    """

    application: Application
    last: datetime
    due: datetime
    pool_ended: datetime | None


def _last_step() -> ColumnElement[datetime]:
    """When the application came, or was last moved to another stage."""
    moved = (
        select(func.max(StageChange.created_at))
        .where(StageChange.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    return func.coalesce(moved, Application.created_at, type_=Application.created_at.type)


def _held() -> ColumnElement[bool]:
    """Whether a legal hold keeps the application."""
    return exists().where(LegalHold.application_id == Application.id, LegalHold.lifted_at.is_(None))


def due(at: datetime, *, most: int | None = None) -> list[Due]:
    """Those whose time is over at `at`: no step for so many months, no hold, no consent that runs on. 2 queries."""
    months = rules().retention_months
    ends = (
        select(func.max(PoolConsent.expires_at))
        .where(PoolConsent.application_id == Application.id, PoolConsent.ended_at.is_(None))
        .correlate(Application)
        .scalar_subquery()
    )
    last = _last_step()
    query = (
        select(Application, last, func.coalesce(ends, None, type_=PoolConsent.expires_at.type))
        .join(Application.opening)
        .options(contains_eager(Application.opening).joinedload(Opening.version))
        .where(last <= later(at, -months), ~_held())
        .where(~and_(ends.is_not(None), ends > at))
        .order_by(last, Application.id)
        .limit(most)
    )
    found = []
    for application, step, pool in db.session.execute(query):
        over = later(step, months)
        found.append(Due(application, step, max(over, pool) if pool else over, pool))
    return found


def next_run() -> datetime:
    """When the next daily run begins, in UTC: with the day, if it did not run today yet, at once."""
    today = now().date()
    run_on = rules().run_on
    if run_on is None or run_on < today:
        return now()
    return datetime.combine(today + timedelta(days=1), time(), UTC)


def holds(*, by: User | None) -> list[LegalHold]:
    """The holds that stand, the latest first."""
    require(by, "retention.manage")
    return list(
        db.session.scalars(
            select(LegalHold)
            .where(LegalHold.lifted_at.is_(None))
            .options(
                joinedload(LegalHold.by),
                joinedload(LegalHold.application).joinedload(Application.opening).joinedload(Opening.version),
            )
            .order_by(LegalHold.id.desc())
        )
    )


def hold_on(application: Application) -> LegalHold | None:
    """The hold that keeps this application."""
    found: LegalHold | None = db.session.scalar(
        select(LegalHold)
        .where(LegalHold.application_id == application.id, LegalHold.lifted_at.is_(None))
        .options(joinedload(LegalHold.by))
    )
    return found


def kept_until(last: datetime, pool_ends: datetime | None, months: int) -> datetime:
    """Until when an application is kept whose last step was then."""
    until = later(last, months)
    return max(until, pool_ends) if pool_ends else until


def keeps_until(application: Application) -> datetime:
    """Until when the application is kept, as things stand. 2 queries."""
    pool_ends = (
        select(func.max(PoolConsent.expires_at))
        .where(PoolConsent.application_id == Application.id, PoolConsent.ended_at.is_(None))
        .correlate(Application)
        .scalar_subquery()
    )
    last, ends = db.session.execute(
        select(_last_step(), func.coalesce(pool_ends, None, type_=PoolConsent.expires_at.type)).where(
            Application.id == application.id
        )
    ).one()
    return kept_until(last, ends, rules().retention_months)
