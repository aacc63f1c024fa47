"""Applications that are added at the desk: nobody was asked anything, and the person is told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Answer, Application, AuditEntry, Mail, Opening, User
from recruit.hiring.operations.adding import add_application
from recruit.hiring.operations.applications import keep_upload
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.permissions import NotAllowed
from recruit.role_profile.questions import Breach, Kind, KnockOut, Question
from tests.factories import CV_TEXT, a_user, an_opening

HEADERS = {"Accept-Language": "en"}
DRIVES = Question(
    "drives",
    Kind.YES_NO,
    {"ca": "Condueixes?", "es": "¿Conduces?", "en": "Do you drive?"},
    required=True,
    knock_out=KnockOut(Breach.IS, "no"),
)


@pytest.fixture
def recruiter(db: SQLAlchemy) -> User:
    return a_user()


@pytest.fixture
def opening(recruiter: User) -> Opening:
    """It asks a question that must be answered."""
    made = an_opening(by=recruiter)
    revise_opening(made, questions=(DRIVES,), reason="They drive", expected_version=1, by=recruiter)
    return made


def form(**changes: object) -> dict[str, object]:
    sent = {"name": "Núria Vidal", "email": "nuria@example.com", "language": "ca", "source": "Agència Pont"}
    return {**sent, "cv": (io.BytesIO(CV_TEXT.encode()), "nuria.txt"), **changes}


def test_somebody_is_added_and_told(
    client: FlaskClient,
    db: SQLAlchemy,
    recruiter: User,
    opening: Opening,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
) -> None:
    client.log_in(recruiter)  # type: ignore[attr-defined]
    page = client.get(f"/desk/openings/{opening.slug}/add", headers=HEADERS)
    assert "This opening asks 1 question beside the form." in page.text
    sent = client.post(f"/desk/openings/{opening.slug}/add", data=form(), headers=HEADERS)
    application = db.session.scalars(select(Application)).one()
    assert (sent.status_code, sent.location) == (302, f"/desk/applications/{application.public_id}")
    assert (application.language, application.source, application.privacy_version) == ("ca", "agència-pont", "")
    # what was never asked is no answer, and breaks no rule
    assert db.session.scalars(select(Answer)).all() == []
    assert application.knock_outs is None
    run_jobs()
    db.session.expire_all()
    assert application.reading_status == "read"
    assert application.score is not None
    assert "knock_out" not in application.score.flags

    (mail,) = sent_mails()
    assert (mail["To"], mail["Subject"]) == (
        "nuria@example.com",
        "Ens ha arribat el teu CV: Gestió de comptes clau",
    )
    content = mail.get_content().replace("\r\n", "\n")
    assert "unes quantes preguntes sobre el lloc que ningú no t’ha fet: les pots respondre a la teva pàgina" in content
    assert "http://localhost:5000/privacy?lang=ca" in content
    link = re.search(r"http://localhost:5000(/my/\S+)", content)
    assert link
    assert "Núria Vidal" in client.get(link[1]).text
    assert not re.search(r"\n\n\n", content)

    page = client.get(f"{sent.location}?lang=en")  # the mail was in Catalan, and so the pages since
    assert re.search(r"<dt>Do you drive\?</dt><dd>\s*<span class=\"muted\">not asked</span>", page.text)
    assert "Application added at the desk" in page.text
    person = client.get(f"{sent.location}/person")
    assert "not agreed to" in person.text
    assert "added at the desk; told by mail on" in person.text
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "application.added")).one()
    assert entry.actor_id == recruiter.id


@pytest.mark.parametrize(("language", "subject"), [("es", "Nos ha llegado tu CV:"), ("en", "Your CV reached us for:")])
def test_the_mail_in_other_languages(
    db: SQLAlchemy,
    recruiter: User,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
    language: str,
    subject: str,
) -> None:
    """Of an opening without questions there is no word about any."""
    add_application(
        an_opening(by=recruiter),
        name="Núria Vidal",
        email="nuria@example.com",
        cv=keep_upload(CV_TEXT.encode(), "cv.txt"),
        language=language,
        by=recruiter,
    )
    run_jobs()
    (mail,) = sent_mails()
    assert mail["Subject"].startswith(subject)
    assert not re.search("pregunta|question", mail.get_content())


def test_what_is_wrong_is_said_and_nothing_is_kept(
    client: FlaskClient, db: SQLAlchemy, recruiter: User, opening: Opening
) -> None:
    client.log_in(recruiter)  # type: ignore[attr-defined]
    address = f"/desk/openings/{opening.slug}/add"
    wrong = {
        "Write the name.": form(name=" "),
        "Write the e-mail address: the person is told that they were added.": form(email=""),
        "Choose their CV.": {**form(), "cv": (io.BytesIO(b""), "")},
        "This file is empty.": form(cv=(io.BytesIO(b""), "cv.pdf")),
        "We can’t read this kind of file.": form(cv=(io.BytesIO(b"\x7fELF\x02\x01\x01"), "cv.exe")),
        "This is not a complete e-mail address.": form(email="nuria"),
    }
    for words, data in wrong.items():
        answer = client.post(address, data=data, headers=HEADERS)
        assert answer.status_code == 422, words
        assert words in answer.text
    assert db.session.scalars(select(Application)).all() == []
    assert db.session.scalars(select(Mail)).all() == []


def test_pressed_twice_is_one_application(db: SQLAlchemy, recruiter: User, opening: Opening) -> None:
    twice = [
        add_application(
            opening,
            name="Núria Vidal",
            email="nuria@example.com",
            cv=keep_upload(CV_TEXT.encode(), "cv.txt"),
            language="en",
            by=recruiter,
        )
        for _press in range(2)
    ]
    assert twice[0] is twice[1]


def test_not_to_a_draft_and_not_by_a_manager(db: SQLAlchemy, recruiter: User) -> None:
    draft = an_opening(by=recruiter, published=False)
    details = {"name": "Núria", "email": "n@example.com", "language": "en"}
    with pytest.raises(Invalid) as refused:
        add_application(draft, cv=keep_upload(CV_TEXT.encode(), "cv.txt"), by=recruiter, **details)
    assert (refused.value.field, refused.value.code) == ("opening", "draft")
    with pytest.raises(NotAllowed):
        add_application(draft, cv=keep_upload(CV_TEXT.encode(), "cv.txt"), by=a_user("hiring_manager"), **details)
