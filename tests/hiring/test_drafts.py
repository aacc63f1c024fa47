"""Drafts: kept under a token, their CV read for the form, mailed, sent, discarded, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, Attachment, AuditEntry, CvFile, CvReading, Draft, EarlyReading, Job
from recruit.hiring.operations.answers import forget_attachments, keep_attachment
from recruit.hiring.operations.applications import ApplicationForm, forget_uploads, submit_application
from recruit.hiring.operations.drafts import (
    discard_draft,
    draft_by_token,
    forget_drafts,
    mail_draft,
    remove_cv,
    save_draft,
)
from recruit.hiring.operations.early_readings import early_reading_of, give_up_early, read_early
from recruit.hiring.operations.errors import Invalid
from recruit.reading import sandbox
from recruit.role_profile.questions import Kind, Question
from recruit.storage import files
from recruit.storage.database import now
from tests.factories import an_application, an_opening, an_upload

TYPED = {"name": ["Núria Vidal"], "skills": ["sales", "negotiation"]}
PROOF = Question("proof", Kind.FILE, dict.fromkeys(("ca", "es", "en"), "Proof"))


def exists(key: str) -> bool:
    try:
        files.get(key)
    except files.NoSuchFile:
        return False
    return True


def test_a_draft_is_found_by_its_token_alone(db: SQLAlchemy) -> None:
    opening, other = an_opening(), an_opening()
    draft = save_draft(opening, TYPED, language="ca")
    assert len(draft.token) == 43
    assert draft_by_token(draft.token, opening) is draft
    assert draft_by_token(draft.token, other) is None
    assert draft_by_token("guess", opening) is None
    assert draft_by_token("", opening) is None
    assert draft.form == TYPED
    assert timedelta(days=13, hours=23) < draft.expires_at - now() <= timedelta(days=14)
    again = save_draft(opening, {"name": ["Núria"]}, language="es", draft=draft)
    assert again is draft
    assert (draft.form, draft.language) == ({"name": ["Núria"]}, "es")


def test_a_draft_has_its_measure(db: SQLAlchemy) -> None:
    opening = an_opening()
    for typed in ({"message": ["x" * 60_001]}, {f"f{n}": ["x"] for n in range(251)}):
        with pytest.raises(Invalid, match="form: too_long"):
            save_draft(opening, typed, language="ca")
    assert save_draft(opening, {"message": ["a\0b"]}, language="ca").form == {"message": ["ab"]}


def test_the_reading_for_the_form_becomes_the_applications(
    db: SQLAlchemy, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, cv = an_opening(), an_upload()
    draft = save_draft(opening, TYPED, language="ca", cv=cv, read=True)
    assert db.session.scalars(select(Job.kind)).all() == ["read_early"]
    run_jobs()
    db.session.expire_all()
    early = early_reading_of(cv.id)
    assert early is not None
    assert (early.status, early.rejected) == ("read", None)
    facts, pages = early.facts, early.pages
    form = ApplicationForm(name="Núria Vidal", email="nuria@example.com")
    application = submit_application(opening, form, cv=cv, language="ca", privacy_version="1", draft=draft)
    assert db.session.scalars(select(Draft)).all() == []
    # whatever would start a reading now has nothing to read with
    monkeypatch.setattr(sandbox, "_running", lambda: pytest.fail("read twice"))
    run_jobs()
    db.session.expire_all()
    [reading] = db.session.scalars(select(CvReading))
    assert (reading.application_id, reading.facts) == (application.id, facts)
    assert application.reading_status == "read"
    assert application.score is not None
    assert [f.key for f in application.files if f.page] == [page[0] for page in pages]
    assert db.session.scalars(select(EarlyReading)).all() == []


def test_another_reader_reads_anew(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    opening, cv = an_opening(), an_upload()
    draft = save_draft(opening, TYPED, language="ca", cv=cv, read=True)
    run_jobs()
    db.session.expire_all()
    early = early_reading_of(cv.id)
    assert early is not None
    early.reader_version = "0.1"
    db.session.commit()
    form = ApplicationForm(name="Núria Vidal", email="nuria@example.com")
    submit_application(opening, form, cv=cv, language="ca", privacy_version="1", draft=draft)
    run_jobs()
    [reading] = db.session.scalars(select(CvReading))
    assert reading.reader_version != "0.1"
    assert db.session.scalars(select(EarlyReading)).all() == []


def test_a_cv_that_cannot_be_read_is_said(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    cv = an_upload(b"%PDF-1.7\nnothing of a PDF", "cv.pdf")
    save_draft(an_opening(), TYPED, language="ca", cv=cv, read=True)
    run_jobs()
    db.session.expire_all()
    early = early_reading_of(cv.id)
    assert early is not None
    assert (early.status, early.rejected, early.facts) == ("rejected", "damaged", None)


def test_an_early_reading_that_fails_for_good(db: SQLAlchemy) -> None:
    cv = an_upload()
    save_draft(an_opening(), TYPED, language="ca", cv=cv, read=True)
    give_up_early(cv.id, "WorkerLost")
    early = early_reading_of(cv.id)
    assert early is not None
    assert (early.status, early.rejected) == ("rejected", "failed")


def test_a_reading_that_comes_too_late_leaves_nothing(db: SQLAlchemy) -> None:
    opening, cv = an_opening(), an_upload()
    draft = save_draft(opening, TYPED, language="ca", cv=cv, read=True)
    form = ApplicationForm(name="Núria Vidal", email="nuria@example.com")
    submit_application(opening, form, cv=cv, language="ca", privacy_version="1", draft=draft)
    read_early(cv.id)
    early = early_reading_of(cv.id)
    assert early is not None and early.facts is None


def test_another_cv_takes_the_place_of_the_first(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    opening, first, second = an_opening(), an_upload(), an_upload(b"Key Account Manager, a newer CV")
    draft = save_draft(opening, TYPED, language="ca", cv=first, read=True)
    run_jobs()
    first_id, first_key = first.id, first.key
    save_draft(opening, TYPED, language="ca", draft=draft, cv=second, read=True)
    assert draft.cv_id == second.id
    assert not exists(first_key)
    assert early_reading_of(first_id) is None
    key = second.key
    remove_cv(draft)
    assert draft.cv_id is None
    assert not exists(key)
    assert db.session.scalars(select(CvFile)).all() == []


def test_uploads_of_drafts_outlive_the_day(db: SQLAlchemy) -> None:
    opening, cv, loose = an_opening(), an_upload(), an_upload()
    save_draft(opening, TYPED, language="ca", cv=cv, read=True)
    for row in (cv, loose):
        row.created_at -= timedelta(days=3)
    db.session.commit()
    loose_key = loose.key
    assert forget_uploads() == 1
    assert exists(cv.key)
    assert not exists(loose_key)


def test_expired_drafts_are_forgotten_with_their_files(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    opening, cv = an_opening(), an_upload()
    proof = keep_attachment(b"%PDF-1.7 x", "proof.pdf", PROOF)
    old = save_draft(opening, TYPED, language="ca", cv=cv, attachments=[proof], read=True)
    run_jobs()
    new = save_draft(opening, TYPED, language="ca")
    keys = [cv.key, proof.key]
    assert forget_drafts() == 0
    old.expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    assert draft_by_token(old.token, opening) is None
    assert forget_drafts() == 1
    assert db.session.scalars(select(Draft)).all() == [new]
    for model in (CvFile, EarlyReading, Attachment):
        assert db.session.scalars(select(model)).all() == []
    assert [exists(key) for key in keys] == [False, False]
    [entry] = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "drafts.forgotten"))
    assert entry.after == {"drafts": 1}


def test_a_draft_can_be_deleted_at_once(db: SQLAlchemy) -> None:
    opening, cv = an_opening(), an_upload()
    draft = save_draft(opening, TYPED, language="ca", cv=cv, read=True)
    key = cv.key
    discard_draft(draft)
    assert db.session.scalars(select(Draft)).all() == []
    assert not exists(key)
    assert "Núria" not in str(db.session.scalars(select(AuditEntry.after)).all())


def test_loose_attachments_are_forgotten(db: SQLAlchemy) -> None:
    loose = keep_attachment(b"%PDF-1.7 x", "proof.pdf", PROOF)
    kept = keep_attachment(b"%PDF-1.7 y", "proof.pdf", PROOF)
    save_draft(an_opening(), TYPED, language="ca", attachments=[kept])
    for row in (loose, kept):
        row.created_at -= timedelta(days=2)
    db.session.commit()
    assert forget_attachments() == 1
    assert db.session.scalars(select(Attachment)).all() == [kept]


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("ca", "Continua la teva candidatura: Gestió de comptes clau", "L’enllaç funciona fins al"),
        ("es", "Continúa tu candidatura: Gestión de cuentas clave", "El enlace funciona hasta el"),
        ("en", "Go on with your application: Key Account Manager", "The link works until"),
    ],
)
def test_the_link_is_mailed_in_the_language_of_the_form(
    db: SQLAlchemy,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
    language: str,
    subject: str,
    sentence: str,
) -> None:
    opening = an_opening()
    draft = save_draft(opening, TYPED, language=language)
    mail_draft(draft, " nuria@example.com ")
    run_jobs()
    [mail] = sent_mails()
    assert (mail["To"], mail["Subject"], mail["Content-Language"]) == ("nuria@example.com", subject, language)
    text = mail.get_content()
    assert f"/jobs/{opening.slug}/apply/{draft.token}?lang={language}" in text
    assert sentence in text


def test_the_link_is_not_a_way_to_pester_people(db: SQLAlchemy, app: Flask) -> None:
    draft = save_draft(an_opening(), TYPED, language="ca")
    for address in ("nobody", "a@b", "a b@example.com", "", f"{'x' * 250}@example.com"):
        with pytest.raises(Invalid, match="email: not_an_email"):
            mail_draft(draft, address)
    mail_draft(draft, "nuria@example.com")
    with pytest.raises(Invalid, match="email: too_soon"):
        mail_draft(draft, "nuria@example.com")
    draft.mails = 5
    with pytest.raises(Invalid, match="email: too_many"):
        mail_draft(draft, "other@example.com")
    assert db.session.scalars(select(Application)).all() == []


def test_who_waits_in_front_of_the_form_goes_first(db: SQLAlchemy, app: Flask) -> None:
    """An import of many CVs holds nobody up."""
    opening = an_opening()
    for _ in range(3):
        an_application(opening, cv=an_upload())
    draft = save_draft(opening, TYPED, language="ca", cv=an_upload(b"Key Account Manager, Vins"), read=True)
    mail_draft(draft, "nuria@example.com")
    huey = app.extensions["recruit.jobs"].huey
    order = [db.session.get_one(Job, huey.dequeue().args[0]).kind for _ in range(4)]
    assert order[:2] == ["read_early", "send_draft_link"]
    assert set(order[2:]) <= {"read_cv", "send_mail"}
