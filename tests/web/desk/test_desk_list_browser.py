"""The ranked list in a browser: filters whose counts follow, ticking, many at once, narrow and without scripts."""

from __future__ import annotations

import re

import pytest
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import expect

from recruit.hiring.models import Application, Opening, User
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.stages import move_stage
from tests.browsing import press, too_wide
from tests.factories import a_read_application, some_facts
from tests.web.desk.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def people(opening: Opening, recruiter: User) -> list[Application]:
    found = [
        a_read_application(
            opening, some_facts(60 - 10 * number, language=("ca", "es")[number % 2]), name=f"Persona {name}"
        )
        for number, name in enumerate("ABCD")
    ]
    move_stage(found[3], "in_review", by=recruiter)
    add_note(found[1], "Té preavís fins al juny.", by=recruiter)
    return found


def list_of(opening: Opening, query: str = "") -> str:
    return f"/desk/openings/{opening.slug}/applications{query}"


def test_the_counts_follow_the_filters(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    page = open_page(recruiter, list_of(opening))
    stage = page.locator("[data-n='stage:new']")
    expect(stage).to_have_text("3")
    page.locator("#sieve-q").fill("preavisos")
    expect(page.locator(".ranking-row")).to_have_count(1)
    expect(page.locator(".hit mark")).to_have_text("preavís")
    expect(stage).to_have_text("1")
    expect(page.locator("[data-n='stage:in_review']")).to_have_text("0")
    expect(page.locator("#sieve-q")).to_be_focused()
    page.locator(".chosen").click()
    expect(page.locator(".ranking-row")).to_have_count(4)
    page.locator(".more-filters summary").click()
    page.locator("input[name=language][value=es]").check()
    expect(page.locator(".ranking-row")).to_have_count(2)
    expect(stage).to_have_text("1")
    expect(page.locator("[data-n='language:ca']")).to_have_text("2")
    expect(page).to_have_url(re.compile("language=es"))


def test_rows_are_ticked_by_mouse_and_keys_and_moved_and_given_back(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], db: SQLAlchemy
) -> None:
    page = open_page(recruiter, list_of(opening))
    boxes = page.locator("#ranked [name=id]")
    expect(page.locator("#bulk")).not_to_be_visible()
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("[data-ticked]")).to_have_text("3 ticked")
    boxes.nth(1).click()
    expect(page.locator("[data-ticked]")).to_have_text("2 ticked")
    press(page, "x")
    expect(page.locator("[data-ticked]")).to_have_text("3 ticked")
    page.locator("#bulk select").select_option("stage:shortlisted")
    page.locator("#bulk button", has_text="Show what happens").click()
    expect(page.locator("h1")).to_have_text("Move 3 applications to Shortlisted?")
    page.locator("button", has_text="Move 3 applications").click()
    expect(page.locator(".done-notice")).to_contain_text("3 applications moved to Shortlisted.")
    page.locator(".done-notice button").click()
    expect(page.locator(".flash")).to_contain_text("3 applications are what they were before.")
    db.session.expire_all()
    assert [a.stage for a in people] == ["new", "new", "new", "in_review"]


def test_without_scripts_the_ticked_are_moved_too(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], db: SQLAlchemy
) -> None:
    page = open_page(recruiter, list_of(opening, "?stage=new"), scripts=False)
    page.locator("#ranked [name=id]").nth(1).check()
    page.locator("#bulk select").select_option("stage:rejected")
    page.locator("#bulk button", has_text="Show what happens").click()
    page.locator("[name=reason_code]").select_option("salary")
    page.locator("button", has_text="Reject 1 application").click()
    expect(page.locator(".done-notice")).to_contain_text("1 application moved to Rejected.")
    db.session.expire_all()
    assert [a.stage for a in people] == ["new", "rejected", "new", "in_review"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440, 1920])
def test_nothing_runs_over_the_edge(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], width: int, theme: str
) -> None:
    page = open_page(recruiter, list_of(opening, "?q=preav%C3%ADs+negociar"), size=(width, 900), theme=theme)
    assert too_wide(page) == 0
    expect(page.locator(".ranking-row .meter").first).to_be_visible()
    page.locator(".searches summary").click()
    box = page.locator(".searches .menu-list").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= width


def test_when_the_server_does_not_answer_the_list_says_that_it_is_old(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    page = open_page(recruiter, list_of(opening), provoked="503")
    notice = page.locator("[data-list-failed]")
    expect(notice).not_to_be_visible()
    page.route("**/applications?*", lambda route: route.fulfill(status=503, body="away"))
    page.locator("input[name=stage][value=new]").check(force=True)
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("The list could not be renewed.")
    expect(page.locator(".ranking-row")).to_have_count(4)
    page.unroute("**/applications?*")
    page.locator("input[name=stage][value=new]").uncheck(force=True)
    expect(notice).not_to_be_visible()
