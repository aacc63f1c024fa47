"""How long applications are kept: the rules, the preview, holds, the pool, and the daily run that does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import (
    Application,
    AuditEntry,
    DataRules,
    Job,
    PastApplication,
    PoolConsent,
    SelfIdentification,
    Stage,
    User,
)
from recruit.hiring.operations.access import new_link
from recruit.hiring.operations.consents import ask_renewals, end_pool_consent, give_pool_consent, identify_oneself
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.retention import (
    keep_retention,
    lift_hold,
    place_hold,
    settle_rules,
    start_daily_run,
)
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.fairness import statistics, suppressed
from recruit.hiring.queries.openings import openings_for
from recruit.hiring.queries.retention import due, holds, keeps_until, later, next_run, rules
from recruit.storage.database import now
from tests.factories import a_read_application, a_user, an_application, an_opening


@pytest.fixture
def admin(app: Flask, db: SQLAlchemy) -> User:
    return a_user("admin", name="Mar Roca")


def an_old(months: float, **form: object) -> Application:
    """An application that came so many months ago."""
    application = a_read_application(an_opening(), **form)  # type: ignore[arg-type]
    application.created_at = now() - timedelta(days=months * 30.5)
    return application


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-23", 12, "2027-11-23"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"),
    ],
)
def test_months_later(moment: str, months: int, expected: str) -> None:
    assert later(datetime.fromisoformat(moment).replace(tzinfo=UTC), months).date().isoformat() == expected


def test_without_a_word_twelve_months(db: SQLAlchemy) -> None:
    settled = rules()
    assert (settled.retention_months, settled.pool_months, settled.score_shown) == (12, 12, "criteria")
    assert db.session.scalars(select(DataRules)).all() == []


def test_only_an_administrator_settles_the_rules(db: SQLAlchemy, admin: User) -> None:
    with pytest.raises(NotAllowed):
        settle_rules(retention_months=6, pool_months=6, score_shown="full", by=a_user())
    for given in ({"retention_months": 0}, {"pool_months": 61}, {"score_shown": "nothing"}):
        values = {"retention_months": 6, "pool_months": 6, "score_shown": "full"} | given
        with pytest.raises(Invalid):
            settle_rules(**values, by=admin)  # type: ignore[arg-type]
    settle_rules(retention_months=6, pool_months=9, score_shown="full", by=admin)
    settle_rules(retention_months=6, pool_months=9, score_shown="full", by=admin)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "data_rules.changed")).one()
    assert (entry.before, entry.after) == (
        {"retention_months": 12, "pool_months": 12, "score_shown": "criteria"},
        {"retention_months": 6, "pool_months": 9, "score_shown": "full"},
    )


def test_time_counts_from_the_last_step(db: SQLAlchemy, admin: User) -> None:
    forgotten, moved, fresh = an_old(13), an_old(13), an_old(11)
    move_stage(moved, Stage.IN_REVIEW, by=admin)
    db.session.commit()
    (found,) = due(now())
    assert found.application.id == forgotten.id
    assert found.pool_ended is None
    assert found.due.date() == later(found.last, 12).date()
    assert [row.application.id for row in due(now() + timedelta(days=60))] == [forgotten.id, fresh.id]
    assert keeps_until(moved).date() == later(moved.stage_changes[0].created_at, 12).date()


def test_a_hold_keeps_it_until_it_is_lifted(db: SQLAlchemy, admin: User) -> None:
    old = an_old(13)
    recruiter = a_user()
    with pytest.raises(Invalid, match="reason: required"):
        place_hold(old, " ", by=recruiter)
    hold = place_hold(old, "A claim is open", by=recruiter)
    assert place_hold(old, "Again", by=recruiter).id == hold.id
    assert due(now()) == []
    assert [row.reason for row in holds(by=admin)] == ["A claim is open"]
    lift_hold(old, by=recruiter)
    assert [row.application.id for row in due(now())] == [old.id]
    assert holds(by=admin) == []
    with pytest.raises(NotAllowed):
        place_hold(old, "Mine", by=a_user("hiring_manager"))


def test_the_pool_keeps_it_until_the_consent_ends(db: SQLAlchemy, admin: User) -> None:
    old = an_old(13)
    consent = give_pool_consent(old)
    assert due(now()) == []
    assert keeps_until(old) == consent.expires_at
    consent.expires_at = now() - timedelta(hours=1)
    db.session.commit()
    (found,) = due(now())
    assert found.pool_ended is not None
    consent.expires_at = now() + timedelta(days=90)
    db.session.commit()
    end_pool_consent(old)
    assert [row.application.id for row in due(now())] == [old.id]


def test_the_daily_run_anonymizes_and_counts_on(db: SQLAlchemy, admin: User, run_jobs: Callable[[], int]) -> None:
    old, kept = an_old(14), an_old(1)
    opening_id, number, month = old.opening_id, old.id, f"{old.created_at:%Y-%m}"
    move_stage(old, Stage.SHORTLISTED, by=admin)
    change = old.stage_changes[0]
    change.created_at = now() - timedelta(days=400)
    db.session.commit()
    assert keep_retention() == 1
    db.session.rollback()
    run_jobs()
    assert db.session.get(Application, number) is None
    assert db.session.get(Application, kept.id) is not None
    past = db.session.scalars(select(PastApplication)).one()
    assert (past.opening_id, past.month, past.reached, past.ended) == (opening_id, month, "shortlisted", "expired")
    assert past.band in {"strong", "possible", "below"}
    row = next(row for row in openings_for(admin) if row.opening.id == opening_id)
    assert (row.total, row.past, sum(row.stages.values())) == (1, 1, 0)
    run = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "retention.run")).one()
    assert run.after == {"anonymized": 1, "asked": 0}


def test_a_link_that_has_ended_is_forgotten(db: SQLAlchemy) -> None:
    application = an_application(an_opening())
    _token, link = new_link(application)
    number = link.id
    link.expires_at = now() - timedelta(days=1)
    db.session.commit()
    keep_retention()
    assert db.session.get(type(link), number) is None


def test_it_runs_once_a_day(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    assert start_daily_run() is not None
    assert start_daily_run() is None
    assert next_run() > now()
    run_jobs()
    db.session.expire_all()
    assert [job.status for job in db.session.scalars(select(Job).where(Job.kind == "keep_retention"))] == ["done"]
    settled = db.session.get_one(DataRules, 1)
    settled.run_on = now().date() - timedelta(days=1)
    db.session.commit()
    assert next_run() <= now()
    assert start_daily_run() is not None


def test_renewal_is_asked_for_once_and_renewing_begins_anew(
    db: SQLAlchemy, run_jobs: Callable[[], int], sent_mails: Callable[[], list[EmailMessage]]
) -> None:
    person = an_application(an_opening(), language="es")
    consent = give_pool_consent(person)
    consent.expires_at = now() + timedelta(days=20)
    db.session.commit()
    assert ask_renewals(now()) == 1
    assert ask_renewals(now()) == 0
    run_jobs()
    mail = next(m for m in sent_mails() if "guardar" in m["Subject"])
    assert "/my/" in mail.get_content()
    assert mail["Content-Language"] == "es"
    give_pool_consent(person)
    db.session.expire_all()
    standing = db.session.scalars(select(PoolConsent).where(PoolConsent.ended_at.is_(None))).one()
    assert standing.expires_at > now() + timedelta(days=360)
    assert standing.asked_at is None


def test_small_figures_are_not_shown() -> None:
    def counts(given: dict[str, int]) -> dict[str, int | None]:
        return {figure.answer: figure.count for figure in suppressed(given, ("woman", "man", "other"))}

    assert counts({"woman": 12, "man": 9, "other": 0, "": 6}) == {"woman": 12, "man": 9, "other": 0, "": 6}
    assert counts({"woman": 12, "man": 3, "other": 4}) == {"woman": 12, "man": None, "other": None, "": 0}
    # one alone could be worked out from the total, so the next smallest goes as well
    assert counts({"woman": 12, "man": 9, "other": 2, "": 7}) == {"woman": 12, "man": 9, "other": None, "": None}


def test_figures_of_fewer_than_five_tell_nothing(db: SQLAlchemy, admin: User) -> None:
    opening = an_opening()
    for _time in range(4):
        identify_oneself(an_application(opening), {"gender": "woman"})
    assert statistics(opening, by=admin).answered is None
    identify_oneself(an_application(opening), {"gender": "woman"})
    found = statistics(opening, by=admin)
    assert found.answered == 5
    assert {figure.answer: figure.count for figure in found.questions["gender"]}["woman"] == 5
    assert statistics(by=admin).answered == 5
    assert statistics(an_opening(), by=admin).answered is None
    with pytest.raises(NotAllowed):
        statistics(opening, by=a_user())
    with pytest.raises(Invalid):
        identify_oneself(an_application(opening), {"shoe_size": "42"})


def test_answers_do_not_stand_in_the_order_of_their_coming(db: SQLAlchemy) -> None:
    opening = an_opening()
    for _time in range(12):
        identify_oneself(an_application(opening), {"gender": "man"})
    ids = list(db.session.scalars(select(SelfIdentification.id)))
    assert len({len(id) for id in ids}) == 1
    if db.engine.dialect.name == "sqlite":  # without row numbers: by their random ids
        assert ids == sorted(ids)
