"""The company's rules for applicants' data, legal holds, and the daily run."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import select, update

from recruit.hiring.models import Application, DataRules, Ending, Job, JobStatus, LegalHold, ScoreShown, User
from recruit.hiring.operations.access import forget_links
from recruit.hiring.operations.audit import difference, record
from recruit.hiring.operations.consents import ask_renewals
from recruit.hiring.operations.erasure import erase
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import require
from recruit.hiring.queries.retention import due, hold_on, rules
from recruit.storage.database import db, now

log = logging.getLogger("recruit.hiring")

LEAST_MONTHS, MOST_MONTHS = 1, 60
MOST_REASON = 500


def _state(settled: DataRules) -> dict[str, object]:
    return {name: getattr(settled, name) for name in ("retention_months", "pool_months", "score_shown")}


def settle_rules(*, retention_months: int, pool_months: int, score_shown: str, by: User | None) -> DataRules:
    """Keep the company's rules. Invalid: (field, "out_of_range"), ("score_shown", "unknown")."""
    by = require(by, "retention.manage")
    for name, months in (("retention_months", retention_months), ("pool_months", pool_months)):
        if not LEAST_MONTHS <= months <= MOST_MONTHS:
            raise Invalid(name, "out_of_range", least=LEAST_MONTHS, most=MOST_MONTHS)
    if score_shown not in set(ScoreShown):
        raise Invalid("score_shown", "unknown")
    settled = rules()
    before = _state(settled)
    settled.retention_months, settled.pool_months, settled.score_shown = retention_months, pool_months, score_shown
    db.session.add(settled)
    old, new = difference(before, _state(settled))
    if new:
        record("data_rules.changed", "data_rules", old, new, by=by)
    finish()
    return settled


def place_hold(application: Application, reason: str, *, by: User | None) -> LegalHold:
    """Keep the application whatever its time. Invalid("reason", "required" | "too_long")."""
    by = require(by, "holds.place", application)
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", "required")
    if len(reason) > MOST_REASON:
        raise Invalid("reason", "too_long", most=MOST_REASON)
    standing = hold_on(application)
    if standing is not None:
        return standing
    hold = LegalHold(application_id=application.id, reason=reason, by_id=by.id)
    db.session.add(hold)
    record("hold.placed", application, None, {"reason": reason}, by=by)
    finish()
    return hold


def lift_hold(application: Application, *, by: User | None) -> None:
    """The application goes the way of the others again."""
    by = require(by, "holds.place", application)
    hold = hold_on(application)
    if hold is None:
        return
    hold.lifted_at, hold.lifted_by_id = now(), by.id
    record("hold.lifted", application, by=by)
    finish()


def start_daily_run() -> Job | None:
    """The job of today's run, for the first who asks; None for all others."""
    today = now().date()
    if db.session.get(DataRules, 1) is None:
        db.session.add(rules())
        finish()
    taken = db.session.execute(
        update(DataRules)
        .where(DataRules.id == 1, DataRules.run_on.is_(None) | (DataRules.run_on < today))
        .values(run_on=today)
        .execution_options(synchronize_session=False)
    )
    job = request_job("keep_retention", 1) if taken.rowcount == 1 else None  # type: ignore[attr-defined]
    finish()
    return job


def keep_retention(_row: int = 1) -> int:
    """The daily run: anonymize whom it is time for, ask for renewals, forget what is old; how many anonymized."""
    at = now()
    done = 0
    for row in due(at):
        application = db.session.get(Application, row.application.id)
        if application is None:
            continue
        try:
            erase(application, Ending.EXPIRED, by=None, actor="system")
            done += 1
        except Invalid:  # a hold came in between
            continue
    asked = ask_renewals(at)
    forget_links()
    _forget_jobs()
    if done or asked:
        record("retention.run", "data_rules", None, {"anonymized": done, "asked": asked}, by=None, actor="system")
        finish()
    log.info("retention", extra={"anonymized": done, "asked": asked})
    return done


def _forget_jobs() -> None:
    """Rows of jobs done long ago tell nothing any more."""
    old = now() - timedelta(days=90)
    for job in db.session.scalars(select(Job).where(Job.status == JobStatus.DONE, Job.finished_at < old)):
        db.session.delete(job)
    finish()
