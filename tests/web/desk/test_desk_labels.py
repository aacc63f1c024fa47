"""Tags and who looks after an application, by the form of its own; and the list that is narrowed by them."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Application, User
from recruit.hiring.queries.tags import carer_of, tags_of
from tests.factories import a_read_application, a_user, an_opening


@pytest.fixture
def anna(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig")


@pytest.fixture
def desk(client: FlaskClient, anna: User) -> FlaskClient:
    return client.log_in(anna)  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def application(anna: User) -> Application:
    return a_read_application(an_opening(by=anna), name="Carla Núñez")


def test_tags_come_by_typing_and_go_by_unticking(desk: FlaskClient, application: Application, anna: User) -> None:
    address = f"/desk/applications/{application.public_id}/labels"
    listed = f"/desk/openings/{application.opening.slug}/applications"
    answer = desk.post(address, data={"tags": "1", "tag": "Segona ronda, trucar", "user": anna.id, "list": "sort=name"})
    assert answer.location == f"{listed}?sort=name&dir=asc"
    assert [tag.name for tag in tags_of(application)] == ["Segona ronda", "trucar"]
    assert carer_of(application) == anna
    first, second = tags_of(application)
    page = desk.get(f"{listed}?tag={first.id}&assigned=me").text
    assert re.findall(r'class="row-name"[^>]*>([^<]+)<', page) == ["Carla Núñez"]
    assert "tag Segona ronda" in page and "with me" in page
    page = desk.get(f"{listed}?assigned=nobody").text
    assert "No application fits these filters" in page
    back = f"/desk/applications/{application.public_id}"
    answer = desk.post(address, data={"tags": "1", "keep": second.id, "user": "", "back": back})
    assert answer.location == back
    assert [tag.name for tag in tags_of(application)] == ["trucar"]
    assert carer_of(application) is None


def test_the_form_is_a_page_and_the_inside_of_a_dialog(desk: FlaskClient, application: Application) -> None:
    address = f"/desk/applications/{application.public_id}/labels"
    assert desk.get(address).text.startswith("<!doctype html>")
    inside = desk.get(address, headers={"HX-Request": "true"}).text
    assert "<html" not in inside
    assert 'id="labels-form"' in inside


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"tag": "x" * 41}, "The tag is too long: at most 40 characters."),
        ({"user": "999"}, "Choose somebody from the list."),
        ({"user": "x"}, "Choose somebody from the list."),
    ],
)
def test_what_cannot_be_kept_is_said(
    desk: FlaskClient, application: Application, data: dict[str, str], said: str
) -> None:
    answer = desk.post(f"/desk/applications/{application.public_id}/labels", data=data)
    assert answer.status_code == 422
    assert said in answer.text
    assert tags_of(application) == []


def test_nobody_is_sent_elsewhere(desk: FlaskClient, application: Application) -> None:
    answer = desk.post(
        f"/desk/applications/{application.public_id}/labels", data={"back": "https://elsewhere.example/desk/"}
    )
    assert answer.location.startswith("/desk/openings/")
