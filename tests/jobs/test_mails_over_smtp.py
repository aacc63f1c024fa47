"""Every mail to applicants, given to a real SMTP server: who, what, in which language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from recruit.hiring.models import Application, Stage
from recruit.hiring.operations.access import ask_for_links
from recruit.hiring.operations.consents import ask_renewals, give_pool_consent
from recruit.hiring.operations.own import answer_request, ask_person
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.telling import tell_applicant
from recruit.storage.database import db, now
from tests.factories import a_user, an_application, an_opening
from tests.servers import Inbox, smtp

LANGUAGES = ("ca", "es", "en")


@pytest.fixture
def inbox(make_app: Callable[..., Flask]) -> Iterator[tuple[Flask, Inbox]]:
    with smtp() as (address, box):
        app = make_app(MAIL_URL=address)
        with app.app_context():
            yield app, box


def sent(app: Flask, box: Inbox) -> list[EmailMessage]:
    """What came since the last time."""
    box.mails.clear()
    app.extensions["recruit.jobs"].drain()
    return list(box.mails)


def a_person(language: str) -> Application:
    return an_application(an_opening(), language=language, name="Núria Vidal", email="nuria@example.com")


SUBJECTS = {
    ("acknowledgement", "ca"): "Hem rebut la teva candidatura: Gestió de comptes clau",
    ("acknowledgement", "es"): "Hemos recibido tu candidatura: Gestión de cuentas clave",
    ("acknowledgement", "en"): "We have your application: Key Account Manager",
    ("link", "ca"): "L’enllaç a la teva candidatura a Fusteria Ginesta",
    ("link", "es"): "El enlace a tu candidatura en Fusteria Ginesta",
    ("link", "en"): "Your link to your application at Fusteria Ginesta",
    ("pool_renewal", "ca"): "Podem guardar la teva candidatura per a altres ofertes?",
    ("pool_renewal", "es"): "¿Podemos guardar tu candidatura para otras ofertas?",
    ("pool_renewal", "en"): "May we keep your application for other openings?",
    ("answer", "ca"): "Una resposta sobre la teva candidatura: Gestió de comptes clau",
    ("answer", "es"): "Una respuesta sobre tu candidatura: Gestión de cuentas clave",
    ("answer", "en"): "An answer about your application: Key Account Manager",
    ("status", "ca"): "Entrevista",
    ("status", "es"): "Entrevista",
    ("status", "en"): "Entrevista",
}


def cause(template: str, person: Application) -> None:
    """What makes the product send this mail."""
    match template:
        case "link":
            ask_for_links(person.email)
        case "pool_renewal":
            give_pool_consent(person).expires_at = now() + timedelta(days=10)
            db.session.commit()
            ask_renewals(now())
        case "answer":
            answer_request(ask_person(person, "review"), "We looked again.", by=a_user())
        case "status":
            recruiter = a_user()
            move_stage(person, Stage.INTERVIEW, by=recruiter)
            tell_applicant(person, "Entrevista", "Dilluns a les 10.\n\nAnna", by=recruiter)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["acknowledgement", "link", "pool_renewal", "answer", "status"])
def test_each_mail_in_each_language(inbox: tuple[Flask, Inbox], template: str, language: str) -> None:
    app, box = inbox
    person = a_person(language)
    if template != "acknowledgement":
        sent(app, box)
        cause(template, person)
    (mail,) = sent(app, box)
    assert mail["Subject"] == SUBJECTS[template, language]
    assert mail["To"] == "nuria@example.com"
    assert mail["From"] == "Fusteria Ginesta <no-reply@localhost>"
    assert mail["Content-Language"] == language
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Entity-Ref-ID"] == f"application-{person.id}"
    assert mail.get_content_type() == "text/plain"
    content = mail.get_content().replace("\r\n", "\n")
    links = re.findall(r"http://localhost:5000/my/([\w-]{43})\?lang=(\w\w)", content)
    assert [code for _token, code in links] == [language]
    page = app.test_client().get(f"/my/{links[0][0]}")
    assert page.status_code == 200
    assert "{" not in content
    assert not re.search(r"\n\n\n", content)
    if template == "status":
        assert content.startswith("Dilluns a les 10.\n\nAnna\n")


def test_what_is_named_like_a_head_of_a_mail_is_none(inbox: tuple[Flask, Inbox]) -> None:
    app, box = inbox
    person = a_person("en")
    sent(app, box)
    tell_applicant(person, "News\r\nBcc: everybody@example.com", "Hello\r\nthere", by=a_user())
    (mail,) = sent(app, box)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "News Bcc: everybody@example.com"
    assert mail.get_content().replace("\r\n", "\n").startswith("Hello\nthere\n")


def test_a_mail_to_somebody_erased_is_not_sent(inbox: tuple[Flask, Inbox]) -> None:
    from recruit.hiring.models import Ending
    from recruit.hiring.operations.erasure import erase

    app, box = inbox
    person = a_person("en")
    erase(person, Ending.ERASED, by=None, actor="applicant")
    assert sent(app, box) == []
