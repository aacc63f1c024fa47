"""Applying: uploads, forms, what is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from PIL import Image
from sqlalchemy import select

from recruit.hiring.models import Application, AuditEntry, CvFile, Job, Mail
from recruit.hiring.operations.applications import (
    ApplicationForm,
    find_upload,
    forget_uploads,
    keep_upload,
    submit_application,
)
from recruit.hiring.operations.errors import Invalid
from recruit.storage import files
from recruit.storage.database import now
from tests.conftest import MakeApp
from tests.factories import CV_TEXT, an_application, an_opening, an_upload


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.effect_noise((64, 64), 40).save(drawn, "PNG")
    return drawn.getvalue()


def test_an_upload_is_kept_before_its_form_is_right(db: SQLAlchemy) -> None:
    upload = keep_upload(io.BytesIO(CV_TEXT.encode()), "C:\\docs\\CV Núria.txt", "application/pdf")
    assert (upload.filename, upload.media_type, upload.size) == ("CV Núria.txt", "text/plain", len(CV_TEXT.encode()))
    assert files.get(upload.key).decode() == CV_TEXT
    assert find_upload(upload.token) is upload
    assert find_upload("guess") is None


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "cv.pdf", "empty"),
        (b" \n\n ", "cv.txt", "empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x00\xff" * 30, "cv.pdf", "wrong_kind"),
        (picture(), "cv.png", "wrong_kind"),
    ],
    ids=["nothing", "blank", "program", "picture"],
)
def test_files_that_are_refused(db: SQLAlchemy, data: bytes, filename: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        keep_upload(data, filename)
    assert (caught.value.field, caught.value.code) == ("cv", code)
    assert db.session.scalars(select(CvFile)).all() == []


def test_the_limit_of_size(make_app: MakeApp) -> None:
    app = make_app(MAX_UPLOAD_MB=1)
    with app.app_context():
        keep_upload(io.BytesIO(b"a" * 1024 * 1024), "cv.txt")
        with pytest.raises(Invalid) as caught:
            keep_upload(io.BytesIO(b"a" * (1024 * 1024 + 1)), "cv.txt")
        assert (caught.value.code, caught.value.values) == ("too_large", {"most": 1})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("", "cv.txt"),
        ("...", "cv.txt"),
        ("a\r\nb\x00.txt", "ab.txt"),
        ("x" * 300 + ".txt", "x" * 240 + ".txt"),
    ],
)
def test_names_of_files_are_tidied(db: SQLAlchemy, given: str, kept: str) -> None:
    assert keep_upload(b"text of a cv", given).filename == kept


def test_an_application_with_a_cv_is_kept_and_read_later(db: SQLAlchemy) -> None:
    opening, cv = an_opening(), an_upload()
    application = submit_application(
        opening,
        ApplicationForm(
            name=" Núria Vidal ",
            email="Nuria@example.com",
            phone="+34 600 000 000",
            degree="bachelor",
            degree_status="completed",
            degree_field="ADE",
            mba="none",
            related_years=4.5,
            skills=["sales", "negotiation"],
            salary_expectation=45000,
            availability="1 month",
            message="Hola",
        ),
        cv=cv,
        language="ca",
        privacy_version="2026-01",
    )
    assert (application.name, application.email, application.folded) == (
        "Núria Vidal",
        "Nuria@example.com",
        "nuria vidal nuria@example.com",
    )
    assert (application.stage, application.reading_status, application.score) == ("new", "waiting", None)
    assert application.skills == ["sales", "negotiation"]
    assert len(application.public_id) == 22
    assert (cv.application_id, find_upload(cv.token)) == (application.id, None)
    jobs = db.session.scalars(select(Job).order_by(Job.id)).all()
    mail = db.session.scalars(select(Mail)).one()
    assert [(job.kind, job.subject_id, job.status) for job in jobs] == [
        ("read_cv", application.id, "waiting"),
        ("send_mail", mail.id, "waiting"),
    ]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "application.submitted")).one()
    assert (entry.actor, entry.subject) == ("applicant", f"application:{application.id}")
    assert "Núria" not in str(entry.after)


def test_without_a_cv_the_form_is_scored_at_once(db: SQLAlchemy) -> None:
    application = an_application(an_opening(), degree="bachelor", related_years=5, skills=["sales"])
    assert application.reading_status == "no_cv"
    assert application.score is not None
    assert application.score.low <= application.score.points <= application.score.high
    assert "cv_not_read" in application.score.flags
    assert (application.score.highest_degree, application.score.language, application.score.strip) == (
        "bachelor",
        "ca",
        [],
    )


def test_the_same_form_sent_twice_is_one_application(db: SQLAlchemy) -> None:
    opening, cv = an_opening(), an_upload()
    first = an_application(opening, cv=cv, email="n@example.com")
    assert an_application(opening, cv=cv, email="n@example.com") is first
    with pytest.raises(Invalid, match="cv: used"):
        an_application(opening, cv=cv, email="somebody@example.com")
    assert db.session.scalars(select(Application)).all() == [first]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"email": ""}, "email", "required"),
        ({"email": "nobody"}, "email", "not_an_email"),
        ({"degree": "batxillerat"}, "degree", "unknown"),
        ({"degree_status": "soon"}, "degree_status", "unknown"),
        ({"mba": "yes"}, "mba", "unknown"),
        ({"skills": ["juggling"]}, "skills", "unknown"),
        ({"related_years": -1}, "related_years", "out_of_range"),
        ({"salary_expectation": 10**9}, "salary_expectation", "out_of_range"),
    ],
)
def test_what_a_form_cannot_say(db: SQLAlchemy, change: dict[str, object], field: str, code: str) -> None:
    opening, cv = an_opening(), an_upload()
    with pytest.raises(Invalid) as caught:
        an_application(opening, cv=cv, **change)
    assert (caught.value.field, caught.value.code) == (field, code)
    assert find_upload(cv.token) is cv


def test_uploads_without_a_form_are_forgotten(db: SQLAlchemy, app: Flask) -> None:
    opening = an_opening()
    old, used, new = an_upload(), an_upload(), an_upload()
    an_application(opening, cv=used)
    for row in (old, used):
        row.created_at -= timedelta(days=2)
    db.session.commit()
    old_key = old.key
    assert forget_uploads() == 1
    with pytest.raises(files.NoSuchFile):
        files.get(old_key)
    assert files.get(used.key) and files.get(new.key)
    assert forget_uploads() == 0


def test_the_applicant_is_thanked_in_their_language(
    db: SQLAlchemy, run_jobs: Callable[[], int], sent_mails: Callable[[], list[object]]
) -> None:
    an_application(an_opening(), language="ca", email="nuria@example.com")
    assert run_jobs() == 1
    (mail,) = sent_mails()
    assert mail["To"] == "nuria@example.com"  # type: ignore[index]
    assert mail["Content-Language"] == "ca"  # type: ignore[index]
    assert "Gestió de comptes clau" in mail.get_content()  # type: ignore[attr-defined]
    assert "http://localhost:5000/my/" in mail.get_content()  # type: ignore[attr-defined]
    db.session.expire_all()
    assert db.session.scalars(select(Job.status)).all() == ["done"]
    assert db.session.scalars(select(Mail)).one().sent_at is not None


def test_the_same_form_sent_twice_at_once_is_one_application(db: SQLAlchemy) -> None:
    """A double click sends the file twice, before there is a token to tell it by."""
    opening, other = an_opening(), an_opening()
    form = ApplicationForm(name="Ann", email="Ann@example.com")
    said = {"language": "en", "privacy_version": "1"}
    first = submit_application(opening, form, cv=an_upload(), **said)
    again = an_upload()
    assert submit_application(opening, replace(form, email="ann@example.com"), cv=again, **said) is first
    assert find_upload(again.token) is again, "the second copy belongs to nobody and is forgotten after a day"
    assert db.session.scalars(select(Job.kind).order_by(Job.id)).all() == ["read_cv", "send_mail"]
    later = submit_application(opening, form, cv=an_upload(b"Key Account Manager, a newer CV"), **said)
    assert later is not first
    assert submit_application(other, form, cv=an_upload(), **said) not in (first, later)
    assert submit_application(opening, replace(form, email="bob@example.com"), cv=an_upload(), **said) is not first
    assert len(db.session.scalars(select(Application)).all()) == 4


def test_an_application_may_be_sent_anew_later(db: SQLAlchemy) -> None:
    opening, form = an_opening(), ApplicationForm(name="Ann", email="ann@example.com")
    said = {"language": "en", "privacy_version": "1"}
    first = submit_application(opening, form, cv=an_upload(), at=now() - timedelta(minutes=11), **said)
    assert submit_application(opening, form, cv=an_upload(), **said) is not first
