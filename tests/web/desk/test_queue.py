"""The review queue: one after the other, kept per user, the last decision taken back, a summary at the end."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Application, Opening, ReviewRun, StageChange, User
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.review_queue import begin_run, decide, go_to, undo_decision
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.queries.review_queue import run_of
from tests.factories import a_read_application, a_user, some_facts


@pytest.fixture
def people(opening: Opening) -> list[Application]:
    names = ("Àngels Prat", "Bruno Díaz", "Carla Núñez")
    return [
        a_read_application(opening, some_facts(months), name=name)
        for months, name in zip((60, 30, 6), names, strict=True)
    ]


def queue_of(opening: Opening, more: str = "") -> str:
    return f"/desk/openings/{opening.slug}/queue{more}"


def run_now(opening: Opening, user: User) -> ReviewRun:
    run = run_of(opening, by=user)
    assert run is not None
    return run


def decided(desk: FlaskClient, opening: Opening, application: Application, act: str, **more: str) -> None:
    answer = desk.post(queue_of(opening, "/decide"), data={"application": application.public_id, "act": act, **more})
    assert (answer.status_code, answer.headers["Location"]) == (302, queue_of(opening))


def test_the_way_in_counts_those_to_be_decided_on(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User
) -> None:
    move_stage(people[0], "rejected", by=recruiter)
    assert "2 applications to go through, in the order of the list." in desk.get(queue_of(opening)).text
    assert "1 application to go through" in desk.get(queue_of(opening, "?list=q%3DBruno")).text
    assert "1 application to go through" in desk.get(queue_of(opening, "?list=stage%3Drejected")).text
    assert "Nobody is left to decide on" in desk.get(queue_of(opening, "?list=stage%3Dhired")).text


def test_one_after_the_other_to_the_summary(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User
) -> None:
    desk.post(queue_of(opening))
    page = desk.get(queue_of(opening)).text
    assert "<title>1 of 3 · Àngels Prat" in page
    decided(desk, opening, people[0], "shortlist")
    page = desk.get(queue_of(opening)).text
    assert "<title>2 of 3 · Bruno Díaz" in page and "Last: shortlisted" in page
    decided(desk, opening, people[1], "later")
    decided(desk, opening, people[2], "reject", reason_code="language", reason="No Catalan.")
    page = desk.get(queue_of(opening)).text
    assert "<title>1 of 1 · Bruno Díaz" in page and "put aside: 1 of 1" in page
    decided(desk, opening, people[1], "later")
    page = desk.get(queue_of(opening)).text
    assert "1 shortlisted, 1 rejected, 1 put aside, 0 left as they were" in page
    assert [person.stage for person in people] == ["shortlisted", "new", "rejected"]
    (change,) = people[2].stage_changes
    assert (change.reason_code, change.reason) == ("language", "No Catalan.")
    desk.post(queue_of(opening, "/place"), data={"to": "aside"})
    assert "put aside: 1 of 1" in desk.get(queue_of(opening)).text


def test_it_goes_on_where_it_stopped_for_each_user_apart(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User
) -> None:
    desk.post(queue_of(opening))
    desk.post(queue_of(opening, "/place"), data={"to": "1"})
    assert "<title>2 of 3 · Bruno Díaz" in desk.get(queue_of(opening)).text
    other = a_user(name="Pere Font")
    assert run_of(opening, by=other) is None
    page = desk.get(queue_of(opening, "?begin=1")).text
    assert "You are in the middle: 2 of 3" in page


def test_the_last_decision_is_taken_back(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User
) -> None:
    desk.post(queue_of(opening))
    decided(desk, opening, people[0], "reject", reason_code="salary")
    decided(desk, opening, people[1], "later")
    desk.post(queue_of(opening, "/undo"))
    run = run_now(opening, recruiter)
    assert (run.at, run.later, len(run.decisions)) == (1, [], 1)
    desk.post(queue_of(opening, "/undo"))
    assert (run_now(opening, recruiter).at, people[0].stage) == (0, "new")
    assert [change.after for change in people[0].stage_changes] == ["rejected", "new"]
    desk.post(queue_of(opening, "/undo"))
    assert run_now(opening, recruiter).at == 0


def test_what_somebody_else_changed_since_is_left_alone(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User
) -> None:
    desk.post(queue_of(opening))
    decided(desk, opening, people[0], "shortlist")
    move_stage(people[0], "interview", by=a_user())
    page = desk.post(queue_of(opening, "/undo"), follow_redirects=True).text
    assert "the stage was changed in the meantime" in page
    assert people[0].stage == "interview"


def test_a_key_pressed_twice_decides_once(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User, db: SQLAlchemy
) -> None:
    desk.post(queue_of(opening))
    decided(desk, opening, people[0], "shortlist")
    decided(desk, opening, people[0], "shortlist")
    assert run_now(opening, recruiter).at == 1
    assert len(db.session.scalars(db.select(StageChange)).all()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [({}, "Choose a reason"), ({"reason_code": "mood", "reason": "Kept words"}, "Choose one of the reasons.")],
)
def test_to_reject_a_reason_is_chosen(
    desk: FlaskClient, opening: Opening, people: list[Application], data: dict[str, str], said: str
) -> None:
    desk.post(queue_of(opening))
    form = {"application": people[0].public_id, "act": "reject"} | data
    answer = desk.post(queue_of(opening, "/decide"), data=form)
    assert answer.status_code == 422
    assert said in answer.text and data.get("reason", "") in answer.text
    assert people[0].stage == "new"
    assert 'value="not_enough_experience"' in desk.get(queue_of(opening, "/reject")).text


def test_who_is_gone_is_passed_over(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User
) -> None:
    begin_run(opening, ["not-there-any-more", people[1].public_id], by=recruiter)
    page = desk.get(queue_of(opening)).text
    assert "This application is no longer there" in page
    assert 'name="to" value="1"' in page


def test_a_change_made_in_the_queue_leads_back_to_it(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    desk.post(queue_of(opening))
    page = desk.get(queue_of(opening)).text
    assert f'action="/desk/applications/{people[0].public_id}/notes?queue=1"' in page
    answer = desk.post(f"/desk/applications/{people[0].public_id}/notes?queue=1", data={"text": "Good."})
    assert answer.headers["Location"] == f"{queue_of(opening)}#notes"


def test_nonsense_is_refused(desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User) -> None:
    assert desk.post(queue_of(opening, "/undo")).status_code == 404
    run = begin_run(opening, [person.public_id for person in people], by=recruiter)
    assert desk.post(queue_of(opening, "/place"), data={"to": "x"}).status_code == 400
    with pytest.raises(Invalid, match="act: unknown"):
        decide(run, people[0], "hire", by=recruiter)
    with pytest.raises(Invalid, match="run: unknown"):
        go_to(run, 1, by=a_user())
    go_to(run, 99, by=recruiter)
    assert run.at == 3
    assert undo_decision(run, None, by=recruiter) is False
