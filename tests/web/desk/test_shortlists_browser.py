"""Shortlists in Chromium: people are put in order by mouse and by keyboard, and without scripts."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Page, expect

from recruit.hiring.models import Shortlist, User
from tests.factories import a_read_application, a_shortlist, a_user, an_opening, some_facts
from tests.web.desk.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def manager(db: SQLAlchemy) -> User:
    return a_user("hiring_manager", name="Joan Prat")


@pytest.fixture
def shortlist(db: SQLAlchemy, manager: User) -> Shortlist:
    recruiter = a_user(name="Anna Puig")
    opening = an_opening(by=recruiter)
    people = [
        a_read_application(opening, some_facts(months), name=name)
        for months, name in ((60, "Àngels Prat"), (30, "Bruno Díaz"), (6, "Carla Núñez"))
    ]
    return a_shortlist(people, manager=manager, by=recruiter)


def order(page: Page) -> list[str]:
    codes: list[str] = page.eval_on_selector_all(".order-row", "rows => rows.map(row => row.dataset.code)")
    return codes


def expect_order(page: Page, codes: str) -> None:
    rows = page.locator(".order-row")
    expect(rows).to_have_count(len(codes))
    for number, code in enumerate(codes):
        expect(rows.nth(number)).to_have_attribute("data-code", code)


def drag(page: Page, row: int, below: int) -> None:
    """As a person does: takes the row by its grip, and lets go of it once the others have made way."""
    code = order(page)[row]
    start = page.locator(".order-row .grip").nth(row).bounding_box()
    end = page.locator(".order-row").nth(below).bounding_box()
    assert start is not None
    assert end is not None
    x, y = start["x"] + 4, end["y"] + end["height"] - 4
    page.mouse.move(x, start["y"] + start["height"] / 2)
    page.mouse.down()
    for _attempt in range(100):
        page.mouse.move(x, y - 12)
        page.mouse.move(x, y, steps=4)
        if order(page)[below] == code:
            break
        page.wait_for_timeout(100)  # rows that are still on their way take no notice of the mouse
    else:
        pytest.fail("the rows do not make way")
    page.mouse.up()


def test_a_recruiter_drags_people_into_order(open_page: OpenPage, shortlist: Shortlist) -> None:
    page = open_page(shortlist.created_by, f"/desk/shortlists/{shortlist.public_id}")
    expect_order(page, "ABC")
    drag(page, 0, 2)
    expect(page.locator(".order-state")).to_have_text("The order is kept.")
    expect_order(page, "BCA")
    expect(page.locator(".order-place").first).to_have_text("1")
    page.reload()
    expect_order(page, "BCA")


def test_buttons_keep_the_focus(open_page: OpenPage, shortlist: Shortlist, manager: User) -> None:
    page = open_page(manager, f"/shortlist/{shortlist.public_id}")
    page.locator('button[value="up:C"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".order-state")).to_have_text("Your order is kept.")
    expect(page.locator('button[value="up:C"]')).to_be_focused()
    expect_order(page, "ACB")
    page.reload()
    expect_order(page, "ACB")
