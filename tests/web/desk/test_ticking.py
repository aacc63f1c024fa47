"""Rows stay ticked from page to page and over filters, for one opening; and all that fit can be put on a shortlist."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import expect
from sqlalchemy import select

from recruit.hiring.models import Application, Opening, Shortlist, User
from recruit.hiring.operations import shortlists as composing
from recruit.hiring.operations.stages import move_stage
from recruit.web.desk import applications as lists
from recruit.web.desk import shortlists as desk_shortlists
from tests.factories import a_read_application, an_opening, some_facts
from tests.web.desk.conftest import OpenPage


@pytest.fixture
def people(opening: Opening) -> list[Application]:
    return [
        a_read_application(opening, some_facts(60 - 10 * number), name=f"Persona {name}")
        for number, name in enumerate("ABCDE")
    ]


def test_who_is_ticked_is_told_as_ranked_and_nobody_else(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    stranger = a_read_application(an_opening(place="Lleida"), name="Xavier Pou")
    sent = {"id": [people[3].public_id, stranger.public_id, people[0].public_id, "gone"]}
    address = f"/desk/openings/{opening.slug}/ticked"
    assert desk.post(address, data=sent).location == f"/desk/openings/{opening.slug}/applications"
    told = desk.post(address, data=sent, headers={"HX-Request": "true"}).text
    assert re.findall(r'data-tick="([^"]+)"><span>(\S+ \S+)', told) == [
        (people[0].public_id, "Persona A"),
        (people[3].public_id, "Persona D"),
    ]


def test_all_that_fit_are_put_on_a_shortlist(
    desk: FlaskClient, opening: Opening, people: list[Application], recruiter: User, db: SQLAlchemy
) -> None:
    move_stage(people[1], "withdrawn", by=recruiter)
    move_stage(people[4], "in_review", by=recruiter)
    sent = {"opening": opening.slug, "all": "1", "list": "stage=new&stage=withdrawn", "id": people[4].public_id}
    page = desk.post("/desk/shortlists/add", data=sent).text
    assert "Persona A, Persona C, Persona D" in page
    assert "1 has withdrawn the application and is left out." in page
    ids = re.findall(r'name="application" value="([^"]+)"', page)
    assert ids == [people[0].public_id, people[2].public_id, people[3].public_id]
    desk.post("/desk/shortlists/add", data={"application": ids, "shortlist": "new", "title": "All"})
    made = db.session.scalars(select(Shortlist)).one()
    assert [entry.application.name for entry in made.entries] == ["Persona A", "Persona C", "Persona D"]
    nobody = desk.post("/desk/shortlists/add", data={"opening": opening.slug, "list": "stage=new"})
    assert nobody.location == f"/desk/openings/{opening.slug}/applications?stage=new"


def test_more_than_a_shortlist_holds_is_said_before(
    desk: FlaskClient, opening: Opening, people: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_shortlists, "MOST_PEOPLE", 3)
    monkeypatch.setattr(composing, "MOST_PEOPLE", 3)
    page = desk.post("/desk/shortlists/add", data={"opening": opening.slug, "all": "1"}).text
    assert "A shortlist holds at most 3 people, and 5 are chosen." in page
    assert "Put 3 people on the shortlist" in page
    first = re.findall(r'name="application" value="([^"]+)"', page)
    assert first == [each.public_id for each in people[:3]]
    made = desk.post("/desk/shortlists/add", data={"application": first, "shortlist": "new", "title": "All"}).location
    list_id = re.search(r"/shortlists/([^#]+)", made)[1]  # type: ignore[index]
    sent = {"application": people[3].public_id, "shortlist": list_id}
    refused = desk.post("/desk/shortlists/add", data=sent)
    assert refused.status_code == 422
    assert "A shortlist holds at most 3 people; with these it would be 4." in refused.text


def test_the_first_of_all_that_fit_are_compared(desk: FlaskClient, opening: Opening, people: list[Application]) -> None:
    answer = desk.post(f"/desk/openings/{opening.slug}/compare", data={"all": "1", "list": ""})
    assert re.findall(r"a=([^&]+)", answer.location) == [each.public_id for each in people]


def test_the_ticked_are_exported_whatever_the_list_shows(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    sent = {"format": "csv", "column": "name", "list": "stage=hired", "id": [people[2].public_id, people[0].public_id]}
    text = desk.post(f"/desk/openings/{opening.slug}/export", data=sent).text
    assert text.lstrip("\ufeff").split() == ["Name", "Persona", "A", "Persona", "C"]


@pytest.mark.browser
def test_ticks_are_kept_from_page_to_page_and_over_filters(
    open_page: OpenPage,
    recruiter: User,
    opening: Opening,
    people: list[Application],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    page = open_page(recruiter, f"/desk/openings/{opening.slug}/applications")
    said, boxes = page.locator("[data-ticked]"), page.locator("#ranked [name=id]")
    boxes.nth(1).check()
    expect(said).to_have_text("1 ticked")
    page.locator("[rel=next]").click()
    expect(page.locator(".row-name").first).to_have_text("Persona C")
    expect(said).to_have_text("1 chosen, 0 on this page")
    boxes.nth(0).check()
    expect(said).to_have_text("2 chosen, 1 on this page")

    # a filter that nobody fits: they are still there
    page.locator("#sieve-q").fill("zzz")
    expect(page.locator(".empty")).to_be_visible()
    expect(said).to_have_text("2 chosen, 0 on this page")
    page.get_by_role("button", name="Show them").click()
    shown = page.locator("#desk-dialog [data-tick]")
    expect(shown).to_have_count(2)
    expect(page.locator("#desk-dialog")).to_contain_text("Persona B")
    page.locator("#desk-dialog [data-cancel]").click()

    # another opening has its own
    other = an_opening(by=recruiter, place="Lleida")
    a_read_application(other, name="Xavier Pou")
    page.goto(f"{page.url.split('/desk')[0]}/desk/openings/{other.slug}/applications")
    expect(page.locator("#bulk")).not_to_be_visible()
    page.goto(f"{page.url.split('/desk')[0]}/desk/openings/{opening.slug}/applications")
    expect(said).to_have_text("2 chosen, 1 on this page")

    # both are compared, and both moved; then they are let go
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("table.compare thead th")).to_have_count(2)
    page.go_back()
    page.locator("#bulk select").select_option("stage:interview")
    page.locator("#bulk button", has_text="Show what happens").click()
    page.locator("button", has_text="Move 2 applications").click()
    expect(page.locator(".done-notice")).to_contain_text("2 applications moved to Interview.")
    expect(page.locator("#bulk")).not_to_be_visible()
    # one is taken out of what is shown
    for number in (0, 1):
        boxes.nth(number).check()
    page.get_by_role("button", name="Show them").click()
    shown.nth(0).uncheck()
    page.keyboard.press("Escape")
    expect(said).to_have_text("1 ticked")
    expect(boxes.nth(0)).not_to_be_checked()
