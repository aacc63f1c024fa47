"""The link to the applicant's own page: how it is asked for and sent, and that nothing opens without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import AccessLink, Application
from recruit.hiring.operations.access import LINK_LASTS
from recruit.storage.database import now
from tests.factories import an_application, an_opening
from tests.web.my.conftest import text_of, the_acts


def test_only_the_hash_of_the_token_is_kept(db: SQLAlchemy, person: Application, token: str) -> None:
    link = db.session.scalars(select(AccessLink)).one()
    assert token not in str(link.token_hash)
    assert timedelta(days=13) < link.expires_at - now() <= LINK_LASTS


def test_a_link_ends(client: FlaskClient, db: SQLAlchemy, token: str) -> None:
    link = db.session.scalars(select(AccessLink)).one()
    link.expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    response = client.get(f"/my/{token}?lang=en")
    assert response.status_code == 404
    assert "This link no longer works" in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["x" * 200, "not-a-token", "%00", "ñ"])
def test_no_other_address_opens_anything(client: FlaskClient, person: Application, path: str) -> None:
    assert client.get(f"/my/{path}").status_code in (400, 404)


def test_every_act_needs_the_link(client: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    acts = the_acts(db, person.id)
    for path in ("correct", "cv", "ask", "withdraw", "erase", "pool", "about-me"):
        assert client.post(f"/my/wrong/{path}", data={"word": "ERASE", "agree": "1"}).status_code == 404
    for path in ("data.json", "data.pdf", f"files/{person.files[0].id}"):
        assert client.get(f"/my/wrong/{path}").status_code == 404
    assert the_acts(db, person.id) == acts


def test_asking_for_a_link_answers_everybody_alike(
    client: FlaskClient,
    db: SQLAlchemy,
    person: Application,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
) -> None:
    run_jobs()
    before = len(sent_mails())
    known = client.post("/my?lang=en", data={"email": "NURIA@example.com "})
    unknown = client.post("/my?lang=en", data={"email": "nobody@example.com"})
    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text
    run_jobs()
    (mail,) = sent_mails()[before:]
    assert mail["To"] == "nuria@example.com"
    assert mail["Subject"] == "Your link to your application at Fusteria Ginesta"
    found = re.search(r"/my/(\S+)\?lang=en", mail.get_content())
    assert found
    assert client.get(f"/my/{found[1]}").status_code == 200
    assert client.post("/my", data={"email": ""}).status_code == 422


def test_one_mail_brings_the_links_to_all_of_ones_applications(
    client: FlaskClient,
    db: SQLAlchemy,
    person: Application,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
) -> None:
    other = an_opening(title={"ca": "Magatzem", "es": "Almacén", "en": "Warehouse"})
    an_application(other, email="Nuria@example.com", language="ca")
    run_jobs()
    client.post("/my", data={"email": "nuria@example.com"})
    run_jobs()
    content = sent_mails()[-1].get_content()
    tokens = re.findall(r"/my/(\S+)\?lang=ca", content)
    assert "Magatzem" in content
    assert "Gestió de comptes clau" in content
    assert len(tokens) == 2
    titles = {text_of(client.get(f"/my/{token}?lang=en").text).count("Warehouse") > 0 for token in tokens}
    assert titles == {True, False}


def test_asking_is_limited(make_app: Callable[..., Flask]) -> None:
    app = make_app(RATELIMIT_ENABLED=True)
    client = app.test_client()
    answers = [client.post("/my", data={"email": "a@example.com"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_the_acknowledgement_carries_the_link(
    client: FlaskClient, run_jobs: Callable[[], int], sent_mails: Callable[[], list[EmailMessage]]
) -> None:
    an_application(an_opening(), language="es")
    run_jobs()
    (mail,) = sent_mails()
    found = re.search(r"http://localhost:5000(/my/\S+)", mail.get_content())
    assert found
    page = client.get(found[1])
    assert page.status_code == 200
    assert '<html lang="es"' in page.text
