"""What people wrote stands beside the log, not in it."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import AuditEntry, AuditWords
from recruit.hiring.models.audit import ERASED
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.queries.review import review
from tests.factories import a_read_application, a_user, an_opening


def the_entry(db: SQLAlchemy, act: str) -> AuditEntry:
    db.session.expire_all()
    return db.session.scalars(select(AuditEntry).where(AuditEntry.act == act)).one()


def test_a_reason_stands_outside_the_log_and_is_read_as_if_inside(db: SQLAlchemy) -> None:
    by = a_user()
    application = a_read_application(an_opening(by=by))
    move_stage(application, "rejected", reason="Asked for more than we pay", by=by)
    entry = the_entry(db, "stage.moved")
    assert "reason" not in (entry.after or {})
    assert (entry.after or {})["words_of"] == ["reason"]
    assert entry.said_after["stage"] == "rejected"
    assert entry.said_after["reason"] == "Asked for more than we pay"
    event = next(e for e in review(application.public_id, by=by).history if e.act == "stage.moved")
    assert event.after["reason"] == "Asked for more than we pay"


def test_words_that_are_gone_are_said_to_be_erased(db: SQLAlchemy) -> None:
    by = a_user()
    application = a_read_application(an_opening(by=by))
    confirm_fact(application, "mba", "completed", "Rang the school", by=by)
    for row in db.session.scalars(select(AuditWords)):
        db.session.delete(row)
    db.session.commit()
    entry = the_entry(db, "fact.confirmed")
    assert entry.said_after["reason"] is ERASED
    assert (entry.said_after["fact"], entry.said_after["value"]) == ("mba", "completed")


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ({"stage": "in_review", "points": 61.5, "sent": True, "none": None}, None),
        ({"version": "2026-11-23", "reader": "1.4.0+kam"}, None),
        ({"reason": "Rude"}, ["reason"]),
        ({"stage": "rejected", "reason": ""}, None),
        ({"stage": "rejected", "why": "said she would not travel"}, ["why"]),
        ({"value": {"core_months": 48, "related_months": 60}}, None),
        ({"tags": ["good voice", "spain"]}, ["tags"]),
        ({"degree_field": "Química", "degree": "master"}, ["degree_field"]),
    ],
)
def test_what_is_taken_for_words(db: SQLAlchemy, state: dict[str, object], kept: list[str] | None) -> None:
    application = a_read_application(an_opening())
    entry = record("thing.done", application, None, state, by=None, actor="system")
    db.session.commit()
    assert (entry.after or {}).get("words_of") == kept
    db.session.refresh(entry)
    assert entry.said_after == state


def test_words_about_the_rows_of_an_application_go_the_same_way(db: SQLAlchemy) -> None:
    application = a_read_application(an_opening())
    file = application.files[0]
    by_row = record("file.seen", file, None, {"comment": "blurred"}, by=None, actor="system")
    by_name = record("mail.sent", f"application:{application.id}", None, {"text": "Hello"}, by=None, actor="system")
    told = record("jobs.done", "jobs", None, {"text": "Hello"}, by=None, actor="system", about=application.id)
    db.session.commit()
    assert [e.after for e in (by_row, by_name, told)] == [
        {"words_of": ["comment"]},
        {"words_of": ["text"]},
        {"words_of": ["text"]},
    ]
    owners = list(db.session.scalars(select(AuditWords.application_id).order_by(AuditWords.id)))
    assert owners == [application.id] * 3


def test_what_is_said_of_an_opening_stays_in_the_log(db: SQLAlchemy) -> None:
    opening = an_opening()
    entry = record("opening.revised", opening, None, {"reason": "More pay"}, by=None, actor="system")
    db.session.commit()
    assert entry.after == {"reason": "More pay"}
