"""What a recruiter does with an application: confirm, undo, move, note."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Application, Note, Opening, Stage
from tests.factories import a_read_application, a_user, an_opening, some_facts


@pytest.fixture
def desk(client: FlaskClient, db: SQLAlchemy) -> FlaskClient:
    return client.log_in(a_user(name="Anna Puig"))  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


@pytest.fixture
def application(opening: Opening) -> Application:
    return a_read_application(opening, some_facts(36))


def page_of(application: Application) -> str:
    return f"/desk/applications/{application.public_id}"


def points(application: Application) -> float:
    assert application.score is not None
    return round(application.score.points, 1)


def test_a_confirmed_fact_changes_the_score_and_stays_with_its_reason(
    desk: FlaskClient, application: Application
) -> None:
    before = points(application)
    answer = desk.post(
        f"{page_of(application)}/facts", data={"fact": "mba", "value": "completed", "reason": "Saw the diploma."}
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{page_of(application)}#f-mba"
    assert points(application) == before + 15
    page = desk.get(page_of(application)).text
    assert "Anna Puig confirmed: Completed" in page
    assert "<q>Saw the diploma.</q>" in page
    (confirmation,) = application.confirmations
    undone = desk.post(f"{page_of(application)}/confirmations/{confirmation.id}/undo")
    assert undone.status_code == 302
    assert points(application) == before
    history = desk.get(page_of(application)).text
    assert "MBA: confirmation taken back" in history
    assert "MBA confirmed: Completed" in history


@pytest.mark.parametrize(
    ("fact", "anchor"),
    [
        ("degree", "f-degree"),
        ("experience", "f-experience"),
        ("skill:teamwork", "f-skills-teamwork"),
        ("duty:pricing", "f-duties-pricing"),
    ],
)
def test_the_form_for_a_fact_opens_at_its_row_without_a_script(
    desk: FlaskClient, application: Application, fact: str, anchor: str
) -> None:
    page = desk.get(f"{page_of(application)}?fact={fact}").text
    name = fact.replace(":", "-")
    assert page.count(f'id="confirm-{name}"') == 1
    row = page.index(f'id="{anchor}"')
    assert row < page.index(f'id="slot-{name}"') < page.index(f'id="confirm-{name}"')


def test_a_skill_that_was_not_found_can_be_confirmed_as_shown(desk: FlaskClient, application: Application) -> None:
    before = points(application)
    desk.post(
        f"{page_of(application)}/facts",
        data={"fact": "skill:teamwork", "value": "shown", "reason": "Led a team of six."},
    )
    assert points(application) == pytest.approx(before + 30 / 17, abs=0.11)


def test_months_are_typed_as_years_and_months(desk: FlaskClient, application: Application) -> None:
    data = {"fact": "experience", "reason": "He forgot a post.", "core_years": "4", "core_rest": "6"}
    desk.post(f"{page_of(application)}/facts", data=data | {"related_years": "5", "related_rest": ""})
    (confirmation,) = application.confirmations
    assert confirmation.value == {"core_months": 54, "related_months": 60}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"fact": "mba", "value": "completed", "reason": " "}, "Say why"),
        ({"fact": "mba", "value": "perhaps", "reason": "x"}, "Choose one of the values given."),
        (
            {"fact": "experience", "core_years": "9", "related_years": "2", "reason": "kept text"},
            "The related months include those in key accounts",
        ),
        ({"fact": "experience", "core_years": "many", "reason": "x"}, "Give a number from 0 to 720."),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_typed_is_lost(
    desk: FlaskClient, application: Application, data: dict[str, str], words: str
) -> None:
    before = points(application)
    answer = desk.post(f"{page_of(application)}/facts", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    if data["reason"] == "kept text":
        assert 'value="kept text"' in answer.text
        assert 'name="core_years" min="0" max="60" value="9"' in answer.text
    assert points(application) == before
    assert application.confirmations == []


def test_an_unknown_fact_is_no_request(desk: FlaskClient, application: Application) -> None:
    answer = desk.post(f"{page_of(application)}/facts", data={"fact": "name", "value": "x", "reason": "x"})
    assert answer.status_code == 400


def test_a_stage_changes_with_its_reason_and_leads_back(desk: FlaskClient, application: Application) -> None:
    back = f"/desk/openings/{application.opening.slug}/applications?stage=new"
    answer = desk.post(
        f"{page_of(application)}/stage", data={"to": "rejected", "reason": "No key accounts yet.", "back": back}
    )
    assert answer.headers["Location"] == back
    assert application.stage == Stage.REJECTED
    assert "New → Rejected" in desk.get(page_of(application)).text
    assert "No key accounts yet." in desk.get(page_of(application)).text


def test_one_of_the_reasons_is_enough_to_reject(desk: FlaskClient, application: Application) -> None:
    desk.post(f"{page_of(application)}/stage", data={"to": "rejected", "reason_code": "salary"})
    (change,) = application.stage_changes
    assert (change.after, change.reason_code, change.reason) == ("rejected", "salary", "")
    assert "Salary expectation" in desk.get(page_of(application)).text.partition('id="history"')[2]
    refused = desk.post(f"{page_of(application)}/stage", data={"to": "rejected"})
    assert refused.status_code == 422


def test_nobody_is_rejected_without_a_reason(desk: FlaskClient, application: Application) -> None:
    answer = desk.post(f"{page_of(application)}/stage", data={"to": "rejected", "reason": "  "})
    assert answer.status_code == 422
    assert "Say why: the reason is kept with the rejection." in answer.text
    assert application.stage == Stage.NEW


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/desk/\\elsewhere", "/login"])
def test_one_is_never_led_out_of_the_desk(desk: FlaskClient, application: Application, back: str) -> None:
    answer = desk.post(f"{page_of(application)}/stage", data={"to": "in_review", "back": back})
    assert answer.headers["Location"] == page_of(application)


def test_the_stage_form_is_a_page_and_a_part_of_one(desk: FlaskClient, application: Application) -> None:
    address = f"{page_of(application)}/stage?to=rejected"
    assert "<html" in desk.get(address).text
    part = desk.get(address, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert 'value="rejected" required checked' in part
    assert desk.post(f"{page_of(application)}/stage", data={"to": "boss"}).status_code == 422


def test_a_note_is_kept_and_stands_in_the_history(desk: FlaskClient, application: Application, db: SQLAlchemy) -> None:
    answer = desk.post(f"{page_of(application)}/notes", data={"text": "Can start in <May>."})
    assert answer.headers["Location"] == f"{page_of(application)}#notes"
    page = desk.get(page_of(application)).text
    # once among the notes, once in the history
    assert page.count("Can start in &lt;May&gt;.") == 2
    refused = desk.post(f"{page_of(application)}/notes", data={"text": "   "})
    assert db.session.query(Note).count() == 1
    assert "The note is empty." in refused.text


def test_a_cv_is_read_again_on_demand(desk: FlaskClient, opening: Opening) -> None:
    application = a_read_application(opening, rejected="failed")
    assert desk.post(f"{page_of(application)}/reading").status_code == 302
    assert application.reading_status == "waiting"


def test_another_persons_confirmation_is_not_undone_by_guessing(
    desk: FlaskClient, application: Application, opening: Opening
) -> None:
    other = a_read_application(opening)
    desk.post(f"{page_of(other)}/facts", data={"fact": "mba", "value": "completed", "reason": "x"})
    (confirmation,) = other.confirmations
    assert desk.post(f"{page_of(application)}/confirmations/{confirmation.id}/undo").status_code == 404
    assert confirmation.undone_at is None
