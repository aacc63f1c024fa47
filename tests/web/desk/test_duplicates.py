"""The same person twice, as the recruiter sees it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from recruit.hiring.models import Application, Opening, User
from recruit.hiring.operations.stages import move_stage
from tests.factories import a_read_application, an_application, an_opening


@pytest.fixture
def twice(opening: Opening) -> tuple[Application, Application]:
    return (
        a_read_application(opening, name="Núria Vidal", phone="612 345 678"),
        a_read_application(opening, name="N. Vidal", phone="+34 612 345 678"),
    )


def page_of(application: Application) -> str:
    return f"/desk/applications/{application.public_id}"


def test_it_says_why_and_leads_to_the_choice(desk: FlaskClient, twice: tuple[Application, Application]) -> None:
    one, other = twice
    page = desk.get(page_of(one)).text
    assert "Perhaps the same person, in this opening" in page and "the same phone" in page
    choice = desk.get(f"{page_of(one)}/same/{other.public_id}").text
    assert "They have in common: the same phone." in choice
    assert desk.get(f"{page_of(one)}/same/nobody").status_code == 404


def test_the_kept_one_shows_the_other_until_it_is_undone(
    desk: FlaskClient, twice: tuple[Application, Application]
) -> None:
    one, other = twice
    address = f"{page_of(one)}/same/{other.public_id}"
    answer = desk.post(address, data={"keep": other.public_id})
    assert answer.headers["Location"] == page_of(other)
    page = desk.get(page_of(other)).text
    assert "Holds a second application" in page and f'href="{page_of(one)}/original"' in page
    assert "A second application of the same person became part of this one" in page
    assert "Became part of another application" in page  # the history of both
    assert "This application is part of another one" in desk.get(page_of(one)).text
    assert desk.post(address, data={"keep": other.public_id}).status_code == 422
    undo = page.partition("/desk/merges/")[2].partition('"')[0]
    assert desk.post(f"/desk/merges/{undo}").headers["Location"] == page_of(other)
    assert "Holds a second application" not in desk.get(page_of(other)).text
    assert desk.post("/desk/merges/777/undo").status_code == 404


def test_two_people_are_told_apart(desk: FlaskClient, twice: tuple[Application, Application]) -> None:
    one, other = twice
    address = f"{page_of(one)}/same/{other.public_id}"
    assert desk.post(address, data={"keep": "somebody"}).status_code == 400
    desk.post(address, data={"do": "apart"})
    assert "Perhaps the same person" not in desk.get(page_of(one)).text


def test_earlier_applications_stand_with_stage_and_date(desk: FlaskClient, opening: Opening, recruiter: User) -> None:
    earlier = an_application(an_opening(by=recruiter, place="Lleida"), email="nuria@example.com")
    move_stage(earlier, "interview", by=recruiter)
    now = a_read_application(opening, email="nuria@example.com")
    page = desk.get(page_of(now)).text
    assert "Applied for other openings too" in page
    assert f'<a href="{page_of(earlier)}">Key Account Manager</a> <span class="muted">Interview' in page
