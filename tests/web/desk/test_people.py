"""Requests and data of an applicant at the desk, and writing to them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, LegalHold, Mail, PersonRequest, Stage, User
from recruit.hiring.operations.own import ask_person, correct
from recruit.hiring.operations.stages import move_stage
from tests.factories import a_read_application, a_user, an_opening


@pytest.fixture
def recruiter(app: Flask, db: SQLAlchemy) -> User:
    return a_user("recruiter")


@pytest.fixture
def person(recruiter: User) -> Application:
    return a_read_application(an_opening(by=recruiter), language="ca", degree="master", degree_status="completed")


@pytest.fixture
def desk(client: FlaskClient, recruiter: User) -> FlaskClient:
    client.log_in(recruiter)  # type: ignore[attr-defined]
    return client


def test_what_was_corrected_stands_there(desk: FlaskClient, person: Application) -> None:
    correct(person, {"degree": "bachelor", "skills": ["sales"]}, remark="I left in 2023")
    page = desk.get(f"/desk/applications/{person.public_id}/person").text
    assert "<del>Master’s degree</del> → <ins>Bachelor’s degree</ins>" in page
    assert "+ sales" in page
    assert "I left in 2023" in page
    history = desk.get(f"/desk/applications/{person.public_id}").text
    assert "Corrected by the applicant" in history


def test_a_request_is_seen_and_answered(desk: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    asked = ask_person(person, "review", "A post is missing")
    address = f"/desk/applications/{person.public_id}"
    assert "waiting for an answer" in desk.get(address).text
    listed = desk.get("/desk/requests").text
    assert person.name in listed
    assert f"{address}/person#request-{asked.id}" in listed
    refused = desk.post(f"{address}/requests/{asked.id}", data={"answer": "  "})
    assert refused.status_code == 422
    assert desk.post(f"{address}/requests/{asked.id}", data={"answer": "It counts now."}).status_code == 302
    db.session.expire_all()
    answered = db.session.get_one(PersonRequest, asked.id)
    assert (answered.answer, answered.answered_by.name) == ("It counts now.", "Anna Puig")
    assert desk.post(f"{address}/requests/{asked.id}", data={"answer": "Again"}).status_code == 422
    assert desk.post(f"{address}/requests/99999", data={"answer": "Whose?"}).status_code == 404
    assert "Nobody waits for an answer" in desk.get("/desk/requests").text


def test_a_hold_is_placed_and_lifted(desk: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    address = f"/desk/applications/{person.public_id}/hold"
    assert desk.post(address, data={"reason": ""}).status_code == 422
    desk.post(address, data={"reason": "A claim"})
    hold = db.session.scalars(select(LegalHold)).one()
    assert (hold.reason, hold.lifted_at) == ("A claim", None)
    desk.post(address, data={"lift": "1"})
    db.session.expire_all()
    assert hold.lifted_at is not None


def test_a_recruiter_does_not_erase(desk: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    page = desk.get(f"/desk/applications/{person.public_id}/person").text
    assert "Erase the application" not in page
    answer = desk.post(f"/desk/applications/{person.public_id}/erase", data={"name": person.name})
    assert answer.status_code == 403
    assert db.session.get(Application, person.id) is not None


def test_an_administrator_erases_by_the_name(client: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    client.log_in(a_user("admin"))  # type: ignore[attr-defined]
    address, number = f"/desk/applications/{person.public_id}/erase", person.id
    assert client.post(address, data={"name": "Somebody Else"}).status_code == 422
    assert client.post(address, data={"name": person.name}).status_code == 302
    db.session.expire_all()
    assert db.session.get(Application, number) is None


def test_the_tick_leads_to_a_draft_for_the_stage(desk: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    address = f"/desk/applications/{person.public_id}"
    form = desk.get(f"{address}/stage").text
    assert 'name="tell"' in form
    answer = desk.post(f"{address}/stage", data={"to": "rejected", "reason": "Too junior", "tell": "1"})
    assert answer.status_code == 302
    assert answer.location.startswith(f"{address}/tell")
    page = desk.get(answer.location).text
    assert "La teva candidatura a Gestió de comptes clau" in page
    assert "Gràcies pel temps i la cura" in page
    assert "Too junior" not in page
    assert db.session.scalars(select(Mail).where(Mail.template == "status")).all() == []


@pytest.mark.parametrize("language", ["ca", "es", "en"])
@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_draft_in_every_language(
    desk: FlaskClient, db: SQLAlchemy, person: Application, recruiter: User, stage: Stage, language: str
) -> None:
    person.language = language
    db.session.commit()
    move_stage(person, stage, by=recruiter)
    page = desk.get(f"/desk/applications/{person.public_id}/tell").text
    subject = re.search(r'name="subject" value="([^"]+)"', page)
    words = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    assert subject
    assert words
    assert "{" not in subject[1] + words[1]
    assert words[1].startswith({"ca": "Hola, Núria", "es": "Hola, Núria", "en": "Hello Núria"}[language])
    assert "\n\n\n" not in words[1]


def test_what_the_recruiter_writes_is_what_is_sent(desk: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    address = f"/desk/applications/{person.public_id}/tell"
    assert desk.post(address, data={"subject": "", "text": "Hola"}).status_code == 422
    desk.post(address, data={"subject": "Hola", "text": "Ens veiem dilluns."})
    mail = db.session.scalars(select(Mail).where(Mail.template == "status")).one()
    assert (mail.subject, mail.text, mail.language) == ("Hola", "Ens veiem dilluns.", "ca")
    assert "Ens veiem dilluns." in desk.get(f"/desk/applications/{person.public_id}/person").text


def test_a_gap_of_the_draft_is_not_sent(
    desk: FlaskClient, db: SQLAlchemy, person: Application, recruiter: User
) -> None:
    move_stage(person, Stage.INTERVIEW, by=recruiter)
    address = f"/desk/applications/{person.public_id}/tell"
    words = re.search(r"<textarea[^>]*>(.*?)</textarea>", desk.get(address).text, re.S)
    assert words
    from html import unescape

    answer = desk.post(address, data={"subject": "Entrevista", "text": unescape(words[1])})
    assert answer.status_code == 422
    assert "Fill in what stands in square brackets" in answer.text
    filled = re.sub(r"\[[^\]]+\]", "Dilluns a les 10, [sala 2].", unescape(words[1]))
    assert desk.post(address, data={"subject": "Entrevista", "text": filled}).status_code == 302
