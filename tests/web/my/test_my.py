"""The applicant's own page: behind its link, and what can be done there."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.facts import Contact, ContactItem
from recruit.hiring.models import (
    AccessLink,
    Application,
    AuditEntry,
    Correction,
    CvFile,
    PersonRequest,
    PoolConsent,
    SelfIdentification,
)
from recruit.hiring.operations.access import LINK_LASTS, new_link
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.openings import close_opening
from recruit.hiring.operations.own import answer_request
from recruit.hiring.operations.retention import place_hold, settle_rules
from recruit.hiring.operations.stages import move_stage
from recruit.storage.database import now
from tests.factories import (
    CV_TEXT,
    a_read_application,
    a_user,
    an_application,
    an_opening,
    an_upload,
    quote,
    some_facts,
)


@pytest.fixture
def person(app: Flask, db: SQLAlchemy) -> Application:
    return a_read_application(
        an_opening(),
        some_facts(contact=Contact(name=ContactItem("Núria Vidal Serra", quote("Núria Vidal Serra")))),
        language="en",
        email="nuria@example.com",
        degree="master",
        degree_status="completed",
    )


@pytest.fixture
def token(person: Application) -> str:
    return new_link(person)[0]


def the_acts(db: SQLAlchemy, person_id: int) -> list[str]:
    db.session.expire_all()
    return list(
        db.session.scalars(
            select(AuditEntry.act).where(AuditEntry.subject == f"application:{person_id}").order_by(AuditEntry.id)
        )
    )


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_page_says_where_it_stands_and_what_was_read(client: FlaskClient, token: str) -> None:
    response = client.get(f"/my/{token}?lang=en")
    said = text_of(response.text)
    assert response.status_code == 200
    for words in ("Key Account Manager", "It has arrived", "Vins del Priorat", "Grau en Administració"):
        assert words in said
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "The degree in the form" in said or "differ" in said


@pytest.mark.parametrize(
    ("language", "words"), [("ca", "La teva candidatura"), ("es", "Tu candidatura"), ("en", "Your application")]
)
def test_it_speaks_three_languages(client: FlaskClient, token: str, language: str, words: str) -> None:
    assert words in client.get(f"/my/{token}?lang={language}").text


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


def test_how_much_of_the_score_is_shown_is_the_companys_to_settle(client: FlaskClient, token: str) -> None:
    admin = a_user("admin")
    by_default = text_of(client.get(f"/my/{token}?lang=en").text)
    assert "of 100 points" not in by_default
    assert "Vaig negociar els contractes" in by_default
    settle_rules(retention_months=12, pool_months=12, score_shown="full", by=admin)
    full = text_of(client.get(f"/my/{token}").text)
    assert "of 100 points" in full
    settle_rules(retention_months=12, pool_months=12, score_shown="on_request", by=admin)
    asked = text_of(client.get(f"/my/{token}").text)
    assert "of 100 points" not in asked
    assert "Ask for the explanation" in asked


def test_a_correction_is_declared_and_scored_anew(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    score = person.score_id
    form = {"name": "Núria Vidal i Serra", "phone": "600 11 22 33", "degree": "bachelor", "degree_status": "completed"}
    more = {"related_years": "4,5", "skills": ["negotiation", "sales"], "remark": "I left in 2023."}
    response = client.post(f"/my/{token}/correct", data=form | more)
    assert response.status_code == 303
    db.session.expire_all()
    assert (person.name, person.degree, person.related_years, person.skills) == (
        "Núria Vidal i Serra",
        "bachelor",
        4.5,
        ["sales", "negotiation"],
    )
    assert person.score_id != score
    assert person.folded.startswith("nuria vidal i serra")
    rows = {row.field: (row.before, row.after) for row in db.session.scalars(select(Correction))}
    assert rows["degree"] == ("master", "bachelor")
    assert rows["remark"] == (None, "I left in 2023.")
    assert the_acts(db, person.id)[-1] == "application.corrected"
    page = client.get(f"/my/{token}?lang=en").text
    assert "What you corrected" in page
    assert "I left in 2023." in page


def test_a_correction_that_makes_no_sense_is_refused(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    response = client.post(f"/my/{token}/correct?lang=en", data={"name": "", "related_years": "many"})
    assert response.status_code == 422
    assert "Write your name." in response.text
    assert "Write the years as a number" in response.text
    assert db.session.scalars(select(Correction)).all() == []


def test_nothing_different_changes_nothing(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    acts = the_acts(db, person.id)
    form = {"name": person.name, "degree": "master", "degree_status": "completed"}
    client.post(f"/my/{token}/correct", data=form)
    assert the_acts(db, person.id) == acts


def test_another_cv_takes_the_place_of_the_last(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str, run_jobs: Callable[[], int]
) -> None:
    data = {"cv": (io.BytesIO(CV_TEXT.replace("2022", "2024").encode()), "newer.txt")}
    assert client.post(f"/my/{token}/cv", data=data).status_code == 303
    run_jobs()
    db.session.expire_all()
    kept = [file.filename for file in person.files if file.page is None]
    assert kept == ["cv.txt", "newer.txt"]
    assert person.reading is not None
    assert person.reading.file_id == next(f.id for f in person.files if f.filename == "newer.txt")
    page = client.get(f"/my/{token}?lang=en").text
    assert page.index("newer.txt") < page.index("cv.txt")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"MZ\x90\x00 no document", "can’t read this kind"), (None, "Choose your CV")],
)
def test_a_bad_file_is_refused_with_what_to_do(
    client: FlaskClient, person: Application, token: str, data: bytes | None, words: str
) -> None:
    sent = {} if data is None else {"cv": (io.BytesIO(data), "cv.exe")}
    response = client.post(f"/my/{token}/cv?lang=en", data=sent, content_type="multipart/form-data")
    assert response.status_code == 422
    assert words in response.text


def test_after_the_last_day_no_cv_is_taken(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    close_opening(person.opening, by=a_user())
    response = client.post(f"/my/{token}/cv?lang=en", data={"cv": (io.BytesIO(b"More words"), "cv.txt")})
    assert response.status_code == 422
    assert "The last day to apply is over" in response.text
    assert "Send another CV" not in client.get(f"/my/{token}").text


def test_a_person_is_asked_and_answers(
    client: FlaskClient,
    db: SQLAlchemy,
    person: Application,
    token: str,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
) -> None:
    for words in ("My last post is missing.", "And my degree."):
        client.post(f"/my/{token}/ask", data={"kind": "review", "text": words})
    asked = db.session.scalars(select(PersonRequest)).one()
    assert (asked.kind, asked.text) == ("review", "My last post is missing.\n\nAnd my degree.")
    run_jobs()
    before = len(sent_mails())
    answer_request(asked, "You are right: it counts now.", by=a_user())
    run_jobs()
    assert len(sent_mails()) == before + 1
    assert "An answer about your application" in sent_mails()[-1]["Subject"]
    assert "You are right" not in sent_mails()[-1].get_content()
    assert "You are right: it counts now." in client.get(f"/my/{token}").text
    assert "person.answered" in the_acts(db, person.id)


def test_to_withdraw_takes_two_steps(client: FlaskClient, db: SQLAlchemy, person: Application, token: str) -> None:
    page = client.get(f"/my/{token}/withdraw?lang=en")
    assert "Withdraw your application?" in page.text
    db.session.expire_all()
    assert person.stage == "new"
    client.post(f"/my/{token}/withdraw")
    db.session.expire_all()
    assert person.stage == "withdrawn"
    change = person.stage_changes[-1]
    assert (change.before, change.after, change.by_id) == ("new", "withdrawn", None)
    assert "application.withdrawn" in the_acts(db, person.id)
    assert "You withdrew it" in client.get(f"/my/{token}").text
    client.post(f"/my/{token}/withdraw")
    assert the_acts(db, person.id).count("application.withdrawn") == 1


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


def test_files_of_the_earlier_cv_are_kept(client: FlaskClient, db: SQLAlchemy, person: Application, token: str) -> None:
    first = person.files[0].id
    client.post(f"/my/{token}/cv", data={"cv": (io.BytesIO(b"Key Account Manager\n2019 - 2020"), "b.txt")})
    assert db.session.get(CvFile, first) is not None
    assert client.get(f"/my/{token}/files/{first}").data == CV_TEXT.encode()


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
