"""The desk as a recruiter has it: in Chromium, by mouse, by keyboard, on a phone, without scripts."""

from __future__ import annotations

import re

import pytest
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Page, expect

from recruit.hiring.models import Application, Opening, Stage, User
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.notes import add_note
from tests.browsing import loaded, press, too_wide, violations
from tests.factories import a_read_application, an_application, an_opening, an_upload, some_facts
from tests.web.desk.conftest import PHONE, WIDE, OpenPage, a_paper_application

pytestmark = pytest.mark.browser


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


@pytest.fixture
def people(opening: Opening) -> list[Application]:
    """Three, ranked; the first two with a page of paper, the last with a text."""
    return [
        a_paper_application(opening, some_facts(60), name="Àngels Prat"),
        a_paper_application(opening, some_facts(30), name="Bruno Díaz", related_years=9.0),
        a_read_application(opening, some_facts(6), name="Carla Núñez"),
    ]


def list_of(opening: Opening) -> str:
    return f"/desk/openings/{opening.slug}/applications"


def review_of(application: Application) -> str:
    return f"/desk/applications/{application.public_id}"


def expect_in_view(page: Page, selector: str, pane: str) -> None:
    """An element lies within what its pane shows."""
    loaded(page).wait_for_function(
        """([selector, pane]) => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const frame = document.querySelector(pane).getBoundingClientRect();
            return box.top >= frame.top && box.bottom <= frame.bottom && box.height > 0;
        }""",
        arg=[selector, pane],
    )


def test_a_quote_leads_to_its_words_and_the_words_to_their_row(
    open_page: OpenPage, recruiter: User, people: list[Application]
) -> None:
    page = open_page(recruiter, review_of(people[0]), size=(1440, 500))
    quote = page.locator("#f-skills-negotiation .pen-quote").first
    quote.scroll_into_view_if_needed()
    quote.locator("q").click()
    mark = page.locator('svg a.mark[data-founds~="skills"]')
    expect(mark).to_have_class(re.compile(r"\blit\b"))
    identifier = mark.get_attribute("id")
    expect(page).to_have_url(re.compile(rf"#{re.escape(identifier or '')}$"))
    expect_in_view(page, f"#{identifier}", "#paper-pane")
    # nothing but the pane moved
    assert page.evaluate("scrollY") == 0

    # a word lies over the mark, so that it can be selected; a click on it is meant for the mark
    page.locator('svg a.mark[data-founds~="degree"] path').first.click(force=True)
    expect(page.locator("#f-degree")).to_have_class(re.compile(r"\blit\b"))
    expect(mark).not_to_have_class(re.compile(r"\blit\b"))
    expect_in_view(page, "#f-degree h2", "#score-pane")


def test_a_criterion_lights_all_its_words_and_its_pen_can_be_put_away(
    open_page: OpenPage, recruiter: User, people: list[Application]
) -> None:
    page = open_page(recruiter, review_of(people[0]))
    page.locator("#f-experience .criterion-name").click()
    expect(page.locator('.mark.lit[data-founds~="experience"]')).to_have_count(1)
    pen = page.locator("svg a.mark.c-experience .pen").first
    expect(pen).not_to_have_css("fill", "rgba(0, 0, 0, 0)")
    page.locator("label.pen-toggle", has_text="experience").click()
    expect(pen).to_have_css("fill", "rgba(0, 0, 0, 0)")


def test_keys_of_the_list(open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]) -> None:
    page = open_page(recruiter, list_of(opening))
    press(page, "j")
    press(page, "j")
    expect(page.locator(".ranking-row.at .row-name")).to_have_text("Bruno Díaz")
    expect(page.locator(".ranking-row.at .row-name")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".ranking-row.at .row-name")).to_have_text("Àngels Prat")
    page.keyboard.press("/")
    expect(page.locator("#sieve-q")).to_be_focused()
    page.keyboard.type("bruno j")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_keys_of_the_application(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], db: SQLAlchemy
) -> None:
    page = open_page(recruiter, list_of(opening))
    press(page, "j")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("Àngels Prat")
    press(page, "j")
    expect(page.locator("h1")).to_have_text("Bruno Díaz")
    press(page, "e")
    expect(page.locator(".mark.lit").first).to_be_visible()
    expect(page).to_have_url(re.compile("#e-"))
    first = page.url
    press(page, "e")
    expect(page).not_to_have_url(first)
    expect(page).to_have_url(re.compile("#e-"))
    press(page, "E")
    expect(page).to_have_url(first)
    press(page, "n")
    expect(page.locator("#note-text")).to_be_focused()
    page.keyboard.type("just words: j k e s r")
    press(page, "Escape")
    press(page, "s")
    expect(page.locator(".review-name .stage-shortlisted")).to_be_visible()
    press(page, "r")
    expect(page.locator("#stage-reason")).to_be_focused()
    page.keyboard.type("Too far from key accounts.")
    page.locator("#desk-dialog button", has_text="Reject").click()
    expect(page.locator(".review-name .stage-rejected")).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".ranking-row.at .row-name")).to_have_text("Bruno Díaz")
    db.session.expire_all()
    assert people[1].stage == Stage.REJECTED


def test_a_fact_is_confirmed_in_its_place(
    open_page: OpenPage, recruiter: User, people: list[Application], db: SQLAlchemy
) -> None:
    page = open_page(recruiter, review_of(people[0]), size=(1440, 700))
    points = page.locator(".points-large .points-value")
    before = points.inner_text()
    row = page.locator("#f-mba")
    row.locator(".edit-fact").click()
    choice = page.locator("#confirm-mba select")
    expect(choice).to_be_focused()
    choice.select_option("completed")
    page.locator("#confirm-mba input[name=reason]").fill("Saw the diploma.")
    page.keyboard.press("Enter")
    expect(row.locator(".kept")).to_contain_text("Anna Puig confirmed: Completed")
    expect(points).not_to_have_text(before)
    after = points.inner_text()
    assert float(after) == pytest.approx(float(before) + 15, abs=0.05)
    row.locator(".kept button").click()
    expect(row.locator(".kept")).to_have_count(0)
    expect(points).to_have_text(before)


def test_a_form_that_was_opened_closes_and_gives_the_focus_back(
    open_page: OpenPage, recruiter: User, people: list[Application]
) -> None:
    page = open_page(recruiter, review_of(people[0]))
    link = page.locator("#f-degree .edit-fact")
    link.click()
    expect(page.locator("#confirm-degree")).to_be_visible()
    page.locator("#confirm-degree [data-cancel]").click()
    expect(page.locator("#confirm-degree")).to_have_count(0)


def test_the_split_is_dragged_and_remembered(open_page: OpenPage, recruiter: User, people: list[Application]) -> None:
    page = open_page(recruiter, review_of(people[0]))
    bar = page.locator(".split-bar")
    box = bar.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, 400)
    page.mouse.down()
    page.mouse.move(800, 400)
    page.mouse.up()
    expect(bar).to_have_attribute("aria-valuenow", str(round(800 / 1440 * 100)))
    moved = page.locator("#score-pane").bounding_box()
    assert moved is not None
    assert moved["width"] == pytest.approx(800, abs=10)
    page.reload()
    expect(bar).to_have_attribute("aria-valuenow", str(round(800 / 1440 * 100)))
    again = loaded(page).locator("#score-pane").bounding_box()
    assert again is not None
    assert again["width"] == pytest.approx(moved["width"], abs=1)
    bar.focus()
    page.keyboard.press("ArrowLeft")
    expect(bar).to_have_attribute("aria-valuenow", str(round(800 / 1440 * 100) - 2))


def test_filters_work_as_one_types_and_stay_in_the_address(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    page = open_page(recruiter, list_of(opening))
    page.locator("#sieve-q").fill("nunez")
    expect(page.locator(".row-name")).to_have_count(1)
    expect(page.locator("#sieve-q")).to_be_focused()
    expect(page).to_have_url(re.compile("q=nunez"))
    page.reload()
    expect(page.locator(".row-name")).to_have_text(["Carla Núñez"])


def test_on_a_phone_the_score_is_a_bar_that_opens(
    open_page: OpenPage, recruiter: User, people: list[Application]
) -> None:
    page = open_page(recruiter, review_of(people[0]), size=PHONE)
    expect(page.locator("#score-body")).to_be_hidden()
    page.locator(".score-bar").click()
    expect(page.locator("#score-body")).to_be_visible()
    page.locator("#f-skills-negotiation q").first.click()
    expect(page.locator("#score-body")).to_be_hidden()
    mark = page.locator('svg a.mark[data-founds~="skills"]')
    expect(mark).to_have_class(re.compile(r"\blit\b"))
    mark.locator("path").first.click(force=True)
    expect(page.locator("#score-body")).to_be_visible()
    expect(page.locator("#f-skills-negotiation")).to_have_class(re.compile(r"\blit\b"))


def test_without_scripts_links_and_forms_do_the_same(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    page = open_page(recruiter, list_of(opening), scripts=False)
    page.locator("#sieve-q").fill("angels")
    page.locator("#sieve button").click()
    expect(page.locator(".row-name")).to_have_text(["Àngels Prat"])
    page.locator(".row-name").click()
    page.locator("#f-skills-negotiation .pen-quote").first.press("Enter")
    target = page.locator("svg a.mark:target")
    expect(target).to_have_count(1)
    expect_in_view(page, "svg a.mark:target", "#paper-pane")
    page.locator("#f-mba .edit-fact").click()
    page.locator("#confirm-mba select").select_option("completed")
    page.locator("#confirm-mba input[name=reason]").fill("Saw it.")
    page.locator("#confirm-mba button").click()
    expect(page.locator("#f-mba .kept")).to_contain_text("Saw it.")
    page.locator(".review-do a", has_text="Reject").click()
    page.locator("#stage-reason").fill("x")
    page.locator("#stage-form button").click()
    expect(page.locator(".ranking-row.stage-row-rejected")).to_have_count(1)


def test_a_text_cv_is_set_like_a_page_with_its_words_marked(
    open_page: OpenPage, recruiter: User, people: list[Application]
) -> None:
    page = open_page(recruiter, review_of(people[2]))
    for words in ("Key Account Manager", "Vaig negociar els contractes"):
        expect(page.locator(".sheet.text mark").filter(has_text=re.compile(f"^{words}$")).first).to_be_visible()
    page.locator("#f-skills-negotiation q").first.click()
    expect(page.locator(".sheet.text mark.lit")).to_have_text("Vaig negociar els contractes")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nobody_is_kept_out(
    open_page: OpenPage,
    recruiter: User,
    opening: Opening,
    people: list[Application],
    theme: str,
    size: tuple[int, int],
) -> None:
    """No axe violation and nothing wider than the window, on every page and state."""
    confirm_fact(people[1], "mba", "completed", "Saw the diploma.", by=recruiter)
    add_note(people[1], "Spoke on the phone.", by=recruiter)
    unread = a_read_application(opening, rejected="encrypted", name="Dídac Soler")
    waiting = an_application(opening, cv=an_upload(), name="Eva Waits")
    base = f"/desk/openings/{opening.slug}"
    paths = [
        "/desk/",
        "/desk/openings/new",
        *(f"{base}/{part}" for part in ("role", "versions", "details", "texts", "criteria", "market")),
        f"{base}/what-if?w.mba=60",
        f"{base}/compare?a={people[0].public_id}&a={people[1].public_id}",
        list_of(opening),
        f"{list_of(opening)}?stage=hired",
        *(review_of(each) for each in (*people, unread, waiting)),
        f"{review_of(people[1])}?fact=experience",
        f"{review_of(people[1])}?view=text",
        f"{review_of(people[1])}/stage?to=rejected",
    ]
    page = open_page(recruiter, paths[0], theme=theme, size=size)
    origin = page.url.removesuffix(paths[0])
    for path in paths:
        page.goto(origin + path)
        assert violations(page) == [], path
        assert too_wide(page) == 0, path
