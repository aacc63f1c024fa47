"""The review queue in Chromium: by keyboard alone, and without scripts."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import expect

from recruit.hiring.models import Application, Opening, User
from tests.browsing import loaded, press, violations
from tests.factories import a_read_application, some_facts
from tests.web.desk.conftest import PHONE, OpenPage, a_paper_application

pytestmark = pytest.mark.browser


@pytest.fixture
def people(opening: Opening) -> list[Application]:
    return [
        a_paper_application(opening, some_facts(60), name="Àngels Prat"),
        a_read_application(opening, some_facts(30), name="Bruno Díaz"),
        a_read_application(opening, some_facts(6), name="Carla Núñez"),
    ]


def test_by_keyboard_alone(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], db: SQLAlchemy
) -> None:
    page = open_page(recruiter, f"/desk/openings/{opening.slug}/applications")
    name = page.locator("h1")
    place = page.locator(".queue-bar strong")
    press(page, "q")
    page.get_by_role("button", name="Start").press("Enter")
    expect(place).to_have_text("1 of 3")
    assert violations(page) == []
    press(page, "j")
    expect(name).to_have_text("Bruno Díaz")
    press(page, "k")
    expect(name).to_have_text("Àngels Prat")
    press(page, "e")
    expect(page.locator("svg .mark.lit")).to_have_count(1)
    press(page, "s")
    expect(place).to_have_text("2 of 3")
    press(page, "r")
    expect(page.get_by_role("heading", name="Reject Bruno Díaz")).to_be_visible()
    assert violations(page) == []
    press(page, "2")
    press(page, "Enter")
    expect(place).to_have_text("3 of 3")
    press(page, "u")
    expect(name).to_have_text("Bruno Díaz")
    press(page, "l")
    expect(place).to_have_text("3 of 3")
    press(page, "n")
    page.keyboard.type("Call her")
    press(page, "Tab")
    press(page, "Enter")
    expect(page.locator(".note-text")).to_have_text("Call her")
    expect(place).to_have_text("3 of 3")
    press(page, "?")
    expect(page.get_by_text("put aside for later, take the last decision back (one by one)")).to_be_visible()
    press(page, "Escape")
    press(page, "s")
    expect(place).to_have_text("put aside: 1 of 1")
    press(page, "j")
    expect(page.get_by_text("2 shortlisted, 0 rejected, 1 put aside, 0 left as they were")).to_be_visible()
    assert violations(page) == []
    db.session.expire_all()
    assert [person.stage for person in people] == ["shortlisted", "new", "shortlisted"]


def test_nothing_jumps_from_one_to_the_next(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    page = open_page(recruiter, f"/desk/openings/{opening.slug}/queue")
    page.get_by_role("button", name="Start").click()
    boxes = []
    for name in ("Àngels Prat", "Bruno Díaz", "Carla Núñez"):
        expect(page.locator("h1")).to_have_text(name)
        loaded(page)
        boxes.append([page.locator(f'[data-key="{key}"]').bounding_box() for key in "sl"])
        press(page, "j")
    assert boxes[0] == boxes[1] == boxes[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_without_a_script(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], theme: str
) -> None:
    page = open_page(recruiter, f"/desk/openings/{opening.slug}/queue", size=PHONE, theme=theme, scripts=False)
    page.get_by_role("button", name="Start").click()
    place = page.locator(".queue-bar strong")
    expect(place).to_have_text("1 of 3")
    page.get_by_role("button", name="Later").click()
    expect(place).to_have_text("2 of 3")
    page.get_by_role("link", name="Reject…").click()
    page.get_by_label("Salary expectation").check()
    page.get_by_role("button", name="Reject").click()
    expect(place).to_have_text("3 of 3")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text("Bruno Díaz")
    page.get_by_role("button", name="Next, without deciding").click()
    expect(page.locator("h1")).to_have_text("Carla Núñez")
