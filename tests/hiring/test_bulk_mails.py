"""Mails of an act on many: each in its language, a little later, and called back with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, Job, Mail, Opening, User
from recruit.hiring.operations import bulk, jobs, telling
from recruit.hiring.operations.bulk import Act
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.telling import Letter
from recruit.hiring.queries.bulk import mails_of
from tests.factories import a_user, an_application, an_opening
from tests.hiring.test_bulk import acts, do

LETTERS = {
    "ca": Letter("Novetats, {name}", "Hola, {name}:\r\n\r\nPasses de ronda. "),
    "en": Letter("News", "Hello {name}"),
}


@pytest.fixture
def by(db: SQLAlchemy) -> User:
    return a_user()


@pytest.fixture
def opening(by: User) -> Opening:
    return an_opening(by=by)


@pytest.fixture
def people(db: SQLAlchemy, opening: Opening) -> list[Application]:
    spoken = {"Àngels": "ca", "Bruno": "ca", "Carla": "en"}
    return [an_application(opening, name=name, language=language) for name, language in spoken.items()]


def told(db: SQLAlchemy) -> list[tuple[str, str | None, str | None]]:
    mails = db.session.scalars(select(Mail).where(Mail.template == "status").order_by(Mail.id))
    return [(mail.language, mail.subject, mail.text) for mail in mails]


def test_who_is_moved_is_told_later_in_their_language(
    db: SQLAlchemy, by: User, people: list[Application], run_jobs: Callable[[], int]
) -> None:
    move_stage(people[1], "shortlisted", by=by)
    outcome = do(people[0].opening, Act.STAGE, "shortlisted", people, by, letters=LETTERS)
    assert (outcome.changed, outcome.mails) == (2, 2)
    assert told(db) == [
        ("ca", "Novetats, Àngels", "Hola, Àngels:\n\nPasses de ronda."),
        ("en", "News", "Hello Carla"),
    ]
    assert acts(db, "applicant.told") == ["applicant.told"] * 2
    run_jobs()
    assert outcome.change is not None
    mails = mails_of(outcome.change)
    assert (mails.waiting, mails.gone, mails.due_at) == (2, 0, outcome.change.created_at + telling.MAILS_WAIT)
    job = db.session.scalars(select(Job.id).where(Job.due_at.is_not(None))).first()
    assert job is not None
    assert jobs.claim(job) is None, "whatever the queue says, not before its time"
    assert job not in jobs.left_behind(at_start=True)
    back = bulk.undo(outcome.change, by=by)
    assert (back.changed, back.mails, back.mails_gone) == (2, 2, 0)
    assert told(db) == []
    assert acts(db, "mail.called_back") == ["mail.called_back"] * 2
    assert jobs.claim(job) is None


def test_what_is_out_stays_out_and_who_was_moved_on_is_not_told(
    db: SQLAlchemy,
    by: User,
    people: list[Application],
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "MAILS_WAIT", timedelta(0))
    outcome = do(people[0].opening, Act.STAGE, "shortlisted", people, by, letters=LETTERS)
    move_stage(people[1], "interview", by=by)
    run_jobs()
    db.session.expire_all()
    assert outcome.change is not None
    assert [subject for _language, subject, _text in told(db)] == ["Novetats, Àngels", "News"]
    assert (mails_of(outcome.change).waiting, mails_of(outcome.change).gone) == (0, 2)
    back = bulk.undo(outcome.change, by=by)
    assert (back.changed, back.meanwhile, back.mails, back.mails_gone) == (2, 1, 0, 2)


def test_without_words_for_a_language_nobody_is_moved(db: SQLAlchemy, by: User, people: list[Application]) -> None:
    with pytest.raises(Invalid) as fault:
        do(people[0].opening, Act.STAGE, "shortlisted", people, by, letters={"ca": LETTERS["ca"]})
    assert (fault.value.field, fault.value.code, fault.value.values) == ("subject", "required", {"language": "en"})
    db.session.rollback()
    assert [a.stage for a in people] == ["new"] * 3
