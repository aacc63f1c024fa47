"""Questions on the job form, their answers on the desk, and the editor."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Answer, Application, Attachment, Opening, OpeningVersion, User
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.queries.openings import questions_of
from recruit.role_profile.questions import Breach, Kind, KnockOut, Option, Question
from recruit.storage import files
from tests.factories import a_user, an_opening
from tests.web.applicant import applications, complete, send, summary, words


def said(words: str) -> dict[str, str]:
    return dict.fromkeys(("ca", "es", "en"), words)


LICENCE = Question("licence", Kind.YES_NO, said("Do you drive?"), required=True,
                   knock_out=KnockOut(Breach.IS, "no", "The clients are far apart."))  # fmt: skip
YEARS = Question("years", Kind.NUMBER, said("How many accounts?"), unit="accounts", least=0, most=5000,
                 knock_out=KnockOut(Breach.BELOW, 3))  # fmt: skip
WAYS = Question("ways", Kind.CHOICE_MANY, said("Which languages?"),
                options=(Option("fr", said("French")), Option("de", said("German"))))  # fmt: skip
START = Question("start", Kind.DATE, said("When?"))
PROOF = Question("proof", Kind.FILE, said("Your certificate"))
WHY = Question("why", Kind.LONG_TEXT, said("Why?"), help=said("Two sentences."))
ALL = (LICENCE, YEARS, WAYS, START, PROOF, WHY)


@pytest.fixture
def by(db: SQLAlchemy) -> User:
    return a_user()


@pytest.fixture
def opening(by: User) -> Opening:
    opening = an_opening(by=by)
    revise_opening(opening, questions=ALL, reason="asked", expected_version=1, by=by)
    return opening


def answers(db: SQLAlchemy) -> dict[str, tuple[Any, bool]]:
    return {a.question_id: (a.value, a.flagged) for a in db.session.scalars(select(Answer).order_by(Answer.place))}


def test_answers_are_kept_with_their_questions(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    form = complete(
        q_licence="yes", q_years="1.200", q_ways=["de", "fr"], q_start="31/12/2026", q_why="  Because. ",
        q_proof=(io.BytesIO(b"\x89PNG\r\n\x1a\n certificate"), "/tmp/proof.png"),
    )  # fmt: skip
    assert send(client, opening.slug, form).status_code == 303
    assert answers(db) == {
        "licence": ("yes", False),
        "years": (1200.0, False),
        "ways": (["fr", "de"], False),
        "start": ("2026-12-31", False),
        "proof": ("proof.png", False),
        "why": ("Because.", False),
    }
    [application] = applications()
    assert application.knock_outs is None
    [file] = db.session.scalars(select(Attachment))
    assert (file.application_id, file.media_type) == (application.id, "image/png")
    asked = db.session.scalars(select(Answer).where(Answer.question_id == "licence")).one().asked
    assert asked["text"]["en"] == "Do you drive?"


def test_a_broken_rule_is_a_flag_and_nothing_else(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, by: User, run_jobs: Any
) -> None:
    assert send(client, opening.slug, complete(q_licence="no", q_years="1")).status_code == 303
    [application] = applications()
    assert (application.stage, application.knock_outs) == ("new", ["licence", "years"])
    run_jobs()
    db.session.expire_all()
    assert application.score is not None
    assert "knock_out" in application.score.flags
    client.log_in(by)  # type: ignore[attr-defined]
    page = words(client.get(f"/desk/applications/{application.public_id}?lang=en").text)
    assert "Flagged when the answer is “No”. The clients are far apart." in page
    assert "Flagged below 3 accounts." in page
    found = words(client.get(f"/desk/openings/{opening.slug}/applications?flag=knock_out").text)
    assert "Núria Vidal Serra" in found


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"q_licence": None}, "Answer this question: it is needed."),
        ({"q_licence": "perhaps"}, "Choose one of the answers given."),
        ({"q_years": "many"}, "Write a number, like 3 or 2.5."),
        ({"q_years": "-1"}, "Write a number of 0 or more."),
        ({"q_years": "6000"}, "Write a number of 5,000 or less."),
        ({"q_start": "31/02/2027"}, "Write a date, like 31/12/2027."),
        ({"q_why": "x" * 4001}, "Shorten this answer: there is room for 4,000 characters."),
        (
            {"q_proof": (io.BytesIO(b"MZ\x90\x00\x03\x00\x00\x00\x00\xff" * 30), "proof.exe")},
            "We can’t take this kind of file. Save it as PDF, DOCX, ODT, RTF, TXT, PNG or JPEG and choose that one.",
        ),
    ],
)
def test_what_is_wrong_with_an_answer(
    client: FlaskClient, opening: Opening, change: dict[str, Any], complaint: str
) -> None:
    response = send(client, opening.slug, complete(**({"q_licence": "yes"} | change)))
    assert response.status_code == 422
    (said,) = summary(response.text)
    assert said.endswith(f" {complaint}")
    # the same words serve every question: its own text goes before
    (question,) = (q for q in questions_of(opening.version) if f"q_{q.id}" in change)
    assert said.startswith(question.text["en"])
    assert applications() == []


def test_an_attached_file_survives_an_error(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    form = complete(name="", q_licence="yes", q_proof=(io.BytesIO(b"%PDF-1.7 x"), "proof.pdf"))
    page = send(client, opening.slug, form).text
    assert "proof.pdf" in words(page)
    found = re.search(r'name="q_proof_token" value="([^"]+)"', page)
    assert found
    token = found[1]
    assert send(client, opening.slug, complete(q_licence="yes", q_proof_token=token)).status_code == 303
    assert answers(db)["proof"] == ("proof.pdf", False)
    again = send(client, opening.slug, complete(email="b@example.com", q_licence="yes", q_proof_token=token))
    assert summary(again.text) == ["Your certificate: We no longer have the file that you chose. Choose it again."]


def test_an_attachment_is_only_ever_downloaded(client: FlaskClient, db: SQLAlchemy, opening: Opening, by: User) -> None:
    send(client, opening.slug, complete(q_licence="yes", q_proof=(io.BytesIO(b"<script>alert(1)</script>"), "a.txt")))
    [application] = applications()
    address = f"/desk/applications/{application.public_id}/answers/proof"
    assert client.get(address).status_code == 302
    client.log_in(by)  # type: ignore[attr-defined]
    response = client.get(address)
    assert response.data == b"<script>alert(1)</script>"
    assert response.headers["Content-Disposition"] == "attachment; filename=a.txt"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.content_type == "application/octet-stream"
    assert client.get(f"/desk/applications/{application.public_id}/answers/why").status_code == 404
    files.delete(db.session.scalars(select(Attachment.key)).one())
    assert client.get(address).status_code == 404


def test_the_form_asks_in_the_language_of_the_page(client: FlaskClient, by: User) -> None:
    opening = an_opening(by=by)
    question = Question("q", Kind.SHORT_TEXT, {"ca": "Per què?", "es": "¿Por qué?", "en": "Why?"})
    revise_opening(opening, questions=(question,), reason="asked", expected_version=1, by=by)
    for language, asked in question.text.items():
        page = words(client.get(f"/jobs/{opening.slug}/apply?lang={language}").text)
        assert asked in page


def editor(**rows: str) -> dict[str, str]:
    """The editor's form with one yes/no question."""
    return {
        "expected_version": "1", "reason": "asked", "q.0.id": "licence", "q.0.kind": "yes_no",
        "q.0.text.ca": "Condueixes?", "q.0.text.es": "¿Conduces?", "q.0.text.en": "Do you drive?",
        "q.0.breach": "is", "q.0.value": "no", "q.0.reason": "Far apart.", "q.0.required": "1",
    } | {name.replace("__", "."): value for name, value in rows.items()}  # fmt: skip


def test_the_editor_makes_a_version(client: FlaskClient, db: SQLAlchemy, by: User) -> None:
    opening = an_opening(by=by)
    client.log_in(by)  # type: ignore[attr-defined]
    address = f"/desk/openings/{opening.slug}/questions"
    assert "No questions yet" in words(client.get(address + "?lang=en").text)
    assert client.post(address, data=editor()).status_code == 302
    version = db.session.scalars(select(OpeningVersion).where(OpeningVersion.number == 2)).one()
    [question] = questions_of(version)
    assert (question.id, question.kind, question.required) == ("licence", Kind.YES_NO, True)
    assert question.knock_out == KnockOut(Breach.IS, "no", "Far apart.")
    role = words(client.get(f"/desk/openings/{opening.slug}/role").text)
    assert "Flagged when the answer is “No”. Far apart." in role
    assert "Do you drive?" in words(client.get(f"/desk/openings/{opening.slug}/versions").text)
    # a version of the texts keeps the questions
    revise_opening(db.session.get_one(Opening, opening.id), details=None, questions=None, reason="", by=by,
                   expected_version=2)  # fmt: skip
    assert len(questions_of(db.session.get_one(Opening, opening.id).version)) == 1


def test_the_buttons_of_the_editor_keep_what_was_typed(client: FlaskClient, db: SQLAlchemy, by: User) -> None:
    opening = an_opening(by=by)
    client.log_in(by)  # type: ignore[attr-defined]
    address = f"/desk/openings/{opening.slug}/questions?lang=en"

    def press(act: str, **rows: str) -> str:
        response = client.post(address, data=editor(act=act, **rows))
        assert response.status_code == 200
        return response.text

    second = {"q__1__id": "two", "q__1__kind": "choice_one", "q__1__text__en": "Second", "q__1__options__0__id": "o1",
              "q__1__options__0__en": "First answer", "q__1__options__1__id": "o2"}  # fmt: skip
    added = press("add", add_kind="number")
    assert re.findall(r'name="q\.\d\.kind" value="(\w+)"', added) == ["yes_no", "number"]
    assert 'value="Do you drive?"' in added
    moved = press("up.1", **second)
    assert re.findall(r'name="q\.\d\.id" value="(\w+)"', moved) == ["two", "licence"]
    assert re.findall(r'name="q\.\d\.id" value="(\w+)"', press("down.0", **second)) == ["two", "licence"]
    assert re.findall(r'name="q\.\d\.id" value="(\w+)"', press("remove.0", **second)) == ["two"]
    assert len(re.findall(r'name="q\.1\.options\.\d+\.id"', press("option.1", **second))) == 3
    left = press("drop.1.1", **second)
    assert re.findall(r'name="q\.1\.options\.\d+\.id" value="(\w+)"', left) == ["o1"]
    assert 'value="First answer"' in left
    assert db.session.get_one(Opening, opening.id).version_number == 1


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ({"reason": " "}, "Say why: every version keeps its reason."),
        ({"q__0__text__ca": ""}, "Question 1 has no text in this language: Catalan."),
        ({"q__0__value": ""}, "Question 1: complete the rule that flags an answer, or take it away."),
        (
            {"q__0__kind": "number", "q__0__least": "three"},
            "Give a number in every field; “three” is none.",
        ),
        ({"q__0__kind": "choice_one"}, "Question 1 needs at least two answers to choose from."),
    ],
)
def test_what_is_wrong_in_the_editor(client: FlaskClient, by: User, rows: dict[str, str], complaint: str) -> None:
    opening = an_opening(by=by)
    client.log_in(by)  # type: ignore[attr-defined]
    response = client.post(f"/desk/openings/{opening.slug}/questions?lang=en", data=editor(**rows))
    assert response.status_code == 422
    assert complaint in words(response.text)


def test_an_application_without_answers_has_no_part_for_them(client: FlaskClient, db: SQLAlchemy, by: User) -> None:
    opening = an_opening(by=by)
    send(client, opening.slug, complete())
    client.log_in(by)  # type: ignore[attr-defined]
    page = client.get(f"/desk/applications/{db.session.scalars(select(Application.public_id)).one()}").text
    assert 'id="answers"' not in page
