"""The applicant's own page: where the application stands, corrections, another CV, asking a person, withdrawing."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, Correction, CvFile, PersonRequest, Prefill
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.openings import close_opening
from recruit.hiring.operations.own import answer_request
from recruit.hiring.operations.retention import settle_rules
from tests.factories import CV_TEXT, a_user
from tests.web.my.conftest import text_of, the_acts


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
    assert "Highest degree" in page and "<s>Master’s degree</s>" in page
    assert "I left in 2023." in page


def test_form_and_cv_stand_side_by_side_as_the_team_has_them(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    offered = {"name": ["Nuria Vidal", "NURIA VIDAL"], "phone": ["600 11 22 33", "tel. 600 11 22 33"]}
    posts = [{"title": "KAM", "employer": "Vins", "start": "2018-03", "end": "present"}]
    db.session.add(Prefill(application_id=person.id, offered=offered, posts=posts))
    person.phone = "600 99 88 77"
    db.session.commit()
    said = text_of(client.get(f"/my/{token}?lang=en").text)
    side = said[said.index("Where your form and your CV differ") :]
    assert "Your form says Master’s degree Your CV says University degree (bachelor’s)" in side
    assert "Phone Your form says 600 99 88 77 Your CV says 600 11 22 33 tel. 600 11 22 33" in side
    assert "Full name Your form says Núria Vidal Serra Your CV says Nuria Vidal" in side
    assert "KAM, Vins (03/2018 – present) Your CV says as listed above" in side
    confirm_fact(person, "degree", "master", "Saw the certificate.", by=a_user())
    said = text_of(client.get(f"/my/{token}?lang=en").text)
    assert "A person confirmed" in said
    assert "Saw the certificate" not in said


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


def test_files_of_the_earlier_cv_are_kept(client: FlaskClient, db: SQLAlchemy, person: Application, token: str) -> None:
    first = person.files[0].id
    client.post(f"/my/{token}/cv", data={"cv": (io.BytesIO(b"Key Account Manager\n2019 - 2020"), "b.txt")})
    assert db.session.get(CvFile, first) is not None
    assert client.get(f"/my/{token}/files/{first}").data == CV_TEXT.encode()
