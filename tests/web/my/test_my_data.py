"""The applicant's own data: copies, files, erasing, the talent pool, the statistics, the notice."""

from __future__ import annotations

import json
from datetime import timedelta

import pypdfium2
import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, PoolConsent, SelfIdentification
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.retention import place_hold, settle_rules
from recruit.hiring.operations.stages import move_stage
from recruit.storage.database import now
from tests.factories import CV_TEXT, a_user, an_application, an_upload
from tests.web.my.conftest import text_of, the_acts


def test_the_copy_for_machines_holds_everything(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    recruiter = a_user()
    add_note(person, "Rang back twice", by=recruiter)
    move_stage(person, "in_review", reason="Good posts", by=recruiter)
    response = client.get(f"/my/{token}/data.json")
    data = json.loads(response.data)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert data["application"]["email"] == "nuria@example.com"
    assert data["notes"][0]["text"] == "Rang back twice"
    assert data["stage_changes"][0]["reason"] == "Good posts"
    assert data["cv_readings"][0]["facts"]["positions"][0]["employer"] == "Vins del Priorat"
    assert data["scores"][0]["points"] > 0
    assert {"at", "act", "before", "after"} == set(data["log"][0])
    whole = response.text
    for secret in (person.files[0].token, person.files[0].key, token):
        assert secret not in whole
    assert the_acts(db, person.id)[-1] == "data.taken"


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_the_copy_to_read(client: FlaskClient, person: Application, token: str, language: str) -> None:
    add_note(person, "Rang back twice & <b>often</b>", by=a_user())
    response = client.get(f"/my/{token}/data.pdf?lang={language}")
    assert response.data.startswith(b"%PDF")
    document = pypdfium2.PdfDocument(response.data)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    for said in ("Núria Vidal Serra", "nuria@example.com", "Vins del Priorat", "Rang back twice & <b>often</b>"):
        assert said in words


def test_ones_own_files_and_no_others(client: FlaskClient, db: SQLAlchemy, person: Application, token: str) -> None:
    own = person.files[0]
    response = client.get(f"/my/{token}/files/{own.id}")
    assert response.data == CV_TEXT.encode()
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Disposition"].startswith("attachment")
    other = an_upload()
    an_application(person.opening, cv=other)
    assert client.get(f"/my/{token}/files/{other.id}").status_code == 404
    assert client.get(f"/my/{token}/files/99999").status_code == 404


def test_to_erase_takes_the_word(client: FlaskClient, db: SQLAlchemy, person: Application, token: str) -> None:
    number = person.id
    response = client.post(f"/my/{token}/erase?lang=en", data={"word": "yes"})
    assert response.status_code == 422
    assert db.session.get(Application, number) is not None
    response = client.post(f"/my/{token}/erase?lang=en", data={"word": "erase"})
    assert response.location == "/my/erased"
    db.session.expire_all()
    assert db.session.get(Application, number) is None
    assert client.get(f"/my/{token}").status_code == 404
    assert "Your data is erased" in client.get("/my/erased?lang=en").text


def test_a_hold_is_told_to_who_wants_to_erase(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    place_hold(person, "A claim", by=a_user())
    response = client.post(f"/my/{token}/erase?lang=en", data={"word": "ERASE"})
    assert response.status_code == 422
    assert "has to be kept for now for legal reasons" in response.text
    assert "A claim" not in response.text


def test_the_talent_pool_is_ones_own_choice(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    client.post(f"/my/{token}/pool", data={"agree": "1"})
    consent = db.session.scalars(select(PoolConsent)).one()
    assert timedelta(days=363) < consent.expires_at - now() < timedelta(days=367)
    client.post(f"/my/{token}/pool", data={"agree": "1"})
    client.post(f"/my/{token}/pool", data={"agree": "0"})
    db.session.expire_all()
    assert all(row.ended_at is not None for row in db.session.scalars(select(PoolConsent)))
    assert [act for act in the_acts(db, person.id) if act.startswith("pool.")] == [
        "pool.agreed",
        "pool.renewed",
        "pool.ended",
    ]


def test_what_one_says_for_statistics_leads_back_to_nobody(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    acts = the_acts(db, person.id)
    client.post(f"/my/{token}/about-me", data={"gender": "woman", "age_group": "", "origin": "asia"})
    row = db.session.scalars(select(SelfIdentification)).one()
    assert (row.opening_id, row.month) == (person.opening_id, f"{person.created_at:%Y-%m}")
    assert (row.gender, row.age_group, row.disability, row.origin) == ("woman", "", "", "asia")
    assert set(SelfIdentification.__table__.c.keys()) == {
        "id", "opening_id", "month", "gender", "age_group", "disability", "origin",
    }  # fmt: skip
    assert the_acts(db, person.id) == acts
    client.post(f"/my/{token}/about-me", data={"gender": "man"})
    assert len(db.session.scalars(select(SelfIdentification)).all()) == 1
    assert "Thank you for your answers" in client.get(f"/my/{token}?lang=en").text


@pytest.mark.parametrize("answers", [{}, {"gender": ""}, {"gender": "robot"}])
def test_nothing_said_is_nothing_kept(client: FlaskClient, db: SQLAlchemy, token: str, answers: dict[str, str]) -> None:
    client.post(f"/my/{token}/about-me", data=answers)
    assert db.session.scalars(select(SelfIdentification)).all() == []


def test_the_page_after_sending_asks_the_browser_that_sent_alone(
    client: FlaskClient, db: SQLAlchemy, person: Application
) -> None:
    address = f"/applied/{person.public_id}?lang=en"
    assert "Other openings" not in client.get(address).text
    assert client.post(f"/my/sent/{person.public_id}/pool", data={"agree": "1"}).status_code == 404
    with client.session_transaction() as session:
        session["sent"] = [person.public_id]
    page = client.get(address).text
    assert "Other openings" in page
    assert "Is our selection fair?" in page
    answer = client.post(f"/my/sent/{person.public_id}/pool", data={"agree": "1"})
    assert answer.location == f"/applied/{person.public_id}#pool"
    client.post(f"/my/sent/{person.public_id}/about-me", data={"gender": "woman"})
    assert db.session.scalars(select(PoolConsent)).one().application_id == person.id
    assert db.session.scalars(select(SelfIdentification)).one().gender == "woman"
    assert "Thank you for your answers" in client.get(address).text


@pytest.mark.parametrize(
    ("language", "kept", "weights"),
    [
        ("ca", "9 mesos des de l'últim pas", "Experiència relacionada 35"),
        ("es", "9 meses desde el último paso", "Experiencia relacionada 35"),
        ("en", "9 months from the last step", "Related experience 35"),
    ],
)
def test_the_notice_gives_the_settled_period_and_the_weights(
    client: FlaskClient, person: Application, language: str, kept: str, weights: str
) -> None:
    settle_rules(retention_months=9, pool_months=24, score_shown="full", by=a_user("admin"))
    for address in ("/privacy", f"/privacy?opening={person.opening.slug}"):
        said = text_of(client.get(f"{address}{'&' if '?' in address else '?'}lang={language}").text)
        assert kept in said
        assert weights in said
        assert "24" in said
    assert client.get("/privacy?opening=no-such-opening").status_code == 200
