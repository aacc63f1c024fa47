"""Selecting words of the CV in Chromium: on the drawn page, in its text, and by keyboard alone."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Page, expect

from recruit.hiring.models import Application, User
from tests.browsing import press, violations
from tests.factories import CV_TEXT, a_read_application, an_opening
from tests.web.desk.conftest import OpenPage, a_paper_application

pytestmark = pytest.mark.browser


def drag(page: Page, first: str, last: str) -> None:
    """Select by mouse from the first of these elements to the last."""
    begin, end = page.locator(first).bounding_box(), page.locator(last).bounding_box()
    assert begin and end
    page.mouse.move(begin["x"] + 1, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()


def at(words: str) -> str:
    return f'[data-at="{CV_TEXT.index(words)}"]'


def strike(page: Page) -> None:
    dialog = page.locator("#desk-dialog")
    expect(dialog.get_by_text("These words are no evidence of")).to_be_visible()
    expect(dialog.get_by_role("checkbox")).to_be_checked()
    assert violations(page) == []
    dialog.get_by_label("Because", exact=True).first.fill("A colleague did.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Struck by Anna Puig: A colleague did.")).to_be_visible()


def test_words_selected_on_the_drawn_page(open_page: OpenPage, recruiter: User, db: SQLAlchemy) -> None:
    application = a_paper_application(an_opening())
    page = open_page(recruiter, f"/desk/applications/{application.public_id}")
    drag(page, at("negociar els"), at("els contractes"))
    menu = page.locator("#selection-menu")
    expect(menu).to_be_visible()
    menu.click()
    expect(page.locator("#desk-dialog .words-quote")).to_have_text("negociar els")
    strike(page)
    expect(page.locator("svg .founding-struck")).to_have_count(1)
    page.locator(".kept.struck button").click()
    expect(page.locator(".kept.struck")).to_have_count(0)


def test_a_click_on_a_word_still_goes_to_its_criterion(open_page: OpenPage, recruiter: User, db: SQLAlchemy) -> None:
    application = a_paper_application(an_opening())
    page = open_page(recruiter, f"/desk/applications/{application.public_id}")
    page.locator(at("negociar els")).click()
    expect(page.locator("#f-skills-negotiation")).to_have_class("part c-skills lit")


def test_words_selected_in_the_text(open_page: OpenPage, recruiter: User, db: SQLAlchemy) -> None:
    application = a_read_application(an_opening())
    page = open_page(recruiter, f"/desk/applications/{application.public_id}")
    box = page.locator(f".line{at('Vaig negociar')} a").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.locator("#selection-menu")).to_be_visible()
    press(page, "x")
    expect(page.locator("#desk-dialog .words-quote")).to_have_text("negociar")
    strike(page)
    expect(page.locator(".sheet.text .founding-struck")).to_have_count(1)


def test_evidence_is_struck_by_keyboard_alone(open_page: OpenPage, recruiter: User, db: SQLAlchemy) -> None:
    application = a_paper_application(an_opening())
    page = open_page(recruiter, f"/desk/applications/{application.public_id}")
    for key in "eex":
        press(page, key)
    expect(page.locator("#desk-dialog .words-quote")).to_have_text("Vaig negociar els contractes")
    strike(page)


def test_the_fields_follow_what_is_chosen(open_page: OpenPage, recruiter: User, db: SQLAlchemy) -> None:
    application: Application = a_paper_application(an_opening())
    page = open_page(recruiter, f"/desk/applications/{application.public_id}/words")
    grade, months = page.get_by_label("For a skill or a duty"), page.locator(".words-months")
    expect(grade).to_be_hidden()
    expect(months).to_be_hidden()
    page.locator("[name=is]").select_option("skill:sales=")
    expect(grade).to_be_visible()
    page.locator("[name=is]").select_option("experience=")
    expect(grade).to_be_hidden()
    expect(months).to_be_visible()


def test_everything_can_be_done_without_a_script(open_page: OpenPage, recruiter: User, db: SQLAlchemy) -> None:
    application = a_paper_application(an_opening())
    page = open_page(recruiter, f"/desk/applications/{application.public_id}?fact=skill:negotiation", scripts=False)
    page.get_by_role("link", name="Strike words that do not count…").click()
    page.get_by_role("checkbox").check()
    page.get_by_label("Because", exact=True).fill("A colleague did.")
    page.get_by_role("button", name="Strike").click()
    expect(page.get_by_text("Struck by Anna Puig: A colleague did.")).to_be_visible()
