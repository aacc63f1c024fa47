"""The sample arrives whole, once, through the same doors as real people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from importlib import import_module

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from recruit import sample
from recruit.hiring.models import (
    Answer,
    Application,
    Attachment,
    CvFile,
    Document,
    Job,
    Note,
    Opening,
    ReadingStatus,
    Role,
    Shortlist,
    ShortlistEntry,
    ShortlistView,
    Stage,
    User,
)
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.shortlist_sharing import link_of
from recruit.hiring.operations.users import authenticate
from recruit.hiring.queries.companies import company
from recruit.hiring.queries.openings import is_open, questions_of
from recruit.hiring.queries.users import user_by_email
from recruit.role_profile.questions import Kind, answered
from recruit.storage.database import now

#: the module, which the function of its name hides
loading = import_module("recruit.sample.load")


def count(db: SQLAlchemy, table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_loads_whole_and_only_once(app: Flask, db: SQLAlchemy) -> None:
    logins = sample.load(app)
    assert [login.role for login in logins] == ["admin", "recruiter", "recruiter", "hiring_manager", "hiring_manager"]
    for login in logins:
        user = authenticate(login.email, login.password)
        assert user is not None
        assert (user.role, user.name) == (login.role, login.name)
        assert len(login.password) >= 12

    opening = db.session.scalars(select(Opening)).one()
    assert is_open(opening)
    assert opening.slug == "key-account-manager-barcelona"
    assert opening.hiring_manager is not None
    assert opening.hiring_manager.email == "joan@example.com"
    assert (opening.version.place, opening.version.salary_min, opening.version.salary_max) == (
        "Barcelona",
        42000,
        54000,
    )
    assert set(opening.version.title) == set(opening.version.description) == {"ca", "es", "en"}
    assert all(opening.version.description.values())

    assert company().name == "Conserves Puigdaura"
    assert all(company().about[language] for language in ("ca", "es", "en"))

    stages = Counter(db.session.scalars(select(Application.stage)))
    assert stages == {
        Stage.NEW: 7, Stage.IN_REVIEW: 7, Stage.SHORTLISTED: 6, Stage.INTERVIEW: 1, Stage.OFFER: 1, Stage.REJECTED: 2,
    }  # fmt: skip
    assert set(db.session.scalars(select(Application.reading_status))) == {ReadingStatus.WAITING}
    assert (count(db, Shortlist), count(db, ShortlistEntry)) == (2, 14)
    # five of the first list were judged and all eight of it put in order; one of the blind list
    assert count(db, ShortlistView) == 8 + 1
    assert link_of("mostra-de-revisio-cega-nomes-per-provar").shortlist.blind
    assert count(db, CvFile) == 24
    kept = db.session.execute(select(Document.kind, Document.filename).order_by(Document.id)).all()
    assert [tuple(row) for row in kept] == [
        ("certificate", "Diploma MBA Vallvidrera.pdf"),
        ("cover_letter", "Letter Hannah Whitcombe.txt"),
    ]
    jobs = Counter(db.session.scalars(select(Job.kind)))
    assert jobs == {"read_cv": 24, "send_mail": 24}

    before = {
        table: count(db, table) for table in (User, Opening, Application, Note, ShortlistView, CvFile, Document, Job)
    }
    assert sample.load(app) == logins
    assert {table: count(db, table) for table in before} == before


def test_the_opening_asks_every_kind_of_question_and_people_answer(app: Flask, db: SQLAlchemy) -> None:
    sample.load(app)
    questions = questions_of(db.session.scalars(select(Opening)).one().version)
    assert {question.kind for question in questions} == set(Kind)
    assert [question.id for question in questions if question.required] == ["travel"]
    assert [question.id for question in questions if question.knock_out] == ["travel"]
    given = dict.fromkeys(Kind, 0)
    for answer in db.session.scalars(select(Answer)):
        given[answer.asked["kind"]] += answered(answer.value)
    assert given[Kind.YES_NO] == 24
    assert all(given.values())
    attachment = db.session.scalars(select(Attachment)).one()
    assert (attachment.filename, attachment.application_id is None) == ("Pla de compte (sense noms).txt", False)
    flagged = db.session.execute(
        select(Application.email, Application.knock_outs)
        .where(Answer.flagged.is_(True))
        .join(Answer, Answer.application_id == Application.id)
    ).all()
    assert [tuple(row) for row in flagged] == [("sofie.lindqvist@example.com", ["travel"])]


def test_people_applied_over_the_last_weeks(app: Flask, db: SQLAlchemy) -> None:
    sample.load(app)
    days = {(now() - at).days for at in db.session.scalars(select(Application.created_at))}
    assert len(days) >= 15
    assert max(days) <= 21
    assert min(now() - at for at in db.session.scalars(select(Application.created_at))) > timedelta(hours=1)


def test_a_loading_that_was_cut_off_is_completed(app: Flask, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> None:
    people = loading.load_people()
    monkeypatch.setattr(loading, "load_people", lambda: people[:3])
    sample.load(app)
    assert count(db, Application) == 3
    application = db.session.scalars(select(Application).order_by(Application.id)).first()
    assert application is not None
    add_note(application, "Mine, to stay.", by=user_by_email("anna@example.com"))
    monkeypatch.setattr(loading, "load_people", lambda: people)
    sample.load(app)
    assert count(db, Application) == 24
    assert db.session.scalar(select(func.count()).select_from(Note).where(Note.text == "Mine, to stay.")) == 1
    assert Counter(db.session.scalars(select(User.role))) == {Role.ADMIN: 1, Role.RECRUITER: 2, Role.HIRING_MANAGER: 2}


def test_the_worker_reads_them(
    app: Flask, db: SQLAlchemy, run_jobs: Callable[[], int], sent_mails: Callable[[], list[EmailMessage]]
) -> None:
    sample.load(app)
    assert run_jobs() >= 48
    db.session.expire_all()
    applications = list(db.session.scalars(select(Application)))
    rejected = {a.email for a in applications if a.reading_status == ReadingStatus.REJECTED}
    assert "ruben.tejada@example.com" in rejected  # the password
    assert rejected <= {"ruben.tejada@example.com", "hector.lozano@example.org"}  # and the picture of a CV
    assert sum(a.reading_status == ReadingStatus.READ for a in applications) == 24 - len(rejected)
    assert [a.email for a in applications if a.score_id is None] == []
    assert len(sent_mails()) == 24
