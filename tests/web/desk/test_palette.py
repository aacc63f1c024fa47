"""The palette: what a few letters find, as a page and as a list by keyboard."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from recruit.hiring.models import Application, User
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.finding import find_openings, find_people
from recruit.storage.database import now
from tests.browsing import violations
from tests.factories import a_user, an_application, an_opening
from tests.web.desk.conftest import OpenPage


@pytest.fixture
def person(recruiter: User) -> Application:
    return an_application(an_opening(by=recruiter), name="Íngrid Åström", email="ingrid@example.org")


def test_people_are_found_by_name_or_address_without_accents(recruiter: User, person: Application) -> None:
    for words in ("ingrid", "ASTROM ing", "example.org", "Íngrid"):
        (found,) = find_people(words, by=recruiter)
        assert (found.public_id, found.title["en"]) == (person.public_id, "Key Account Manager")
    assert find_people("ingrid berg", by=recruiter) == []
    assert find_people("  ", by=recruiter) == []
    person.merged_at = now()
    assert find_people("ingrid", by=recruiter) == []


def test_openings_are_found_by_title_in_any_language_or_place(recruiter: User, person: Application) -> None:
    for words in ("key acc", "gestio", "cuentas girona", ""):
        assert find_openings(words, by=recruiter) == [person.opening]
    assert find_openings("barcelona", by=recruiter) == []


def test_nobody_else_finds_anything(recruiter: User, person: Application) -> None:
    for user in (a_user("hiring_manager"), None):
        with pytest.raises(NotAllowed):
            find_people("ingrid", by=user)
        with pytest.raises(NotAllowed):
            find_openings("", by=user)


def test_the_page_works_without_a_script(client: FlaskClient, recruiter: User, person: Application) -> None:
    client.log_in(recruiter)  # type: ignore[attr-defined]
    page = client.get("/desk/find?q=ingrid").text
    assert f'<a href="/desk/applications/{person.public_id}">Íngrid Åström</a>' in page
    assert '<form method="post" action="/logout">' in client.get("/desk/find?q=log out").text
    assert "Nothing found." in client.get("/desk/find?q=zzzz").text
    here = client.get(f"/desk/find?here=/desk/openings/{person.opening.slug}/role").text
    assert "Weights of Key Account Manager" in here
    assert "Weights of" not in client.get("/desk/find?here=/desk/openings/none-such").text
    assert "Audit log" not in here.partition("<main")[2]
    client.log_in(a_user("admin"))  # type: ignore[attr-defined]
    assert "Audit log" in client.get("/desk/find").text.partition("<main")[2]


@pytest.mark.browser
def test_by_keyboard_from_anywhere(open_page: OpenPage, recruiter: User, person: Application) -> None:
    page = open_page(recruiter, "/desk/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Openings, people, actions")
    expect(box).to_be_focused()
    expect(page.get_by_role("option", name="New opening")).to_be_visible()
    assert violations(page) == []
    page.keyboard.type("ingr")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option", selected=True)).to_contain_text("Íngrid Åström")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="New opening")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_text("Log out")
    page.keyboard.type("astrom")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/applications/{person.public_id}")


@pytest.mark.browser
def test_logging_out_by_the_palette(open_page: OpenPage, recruiter: User, person: Application) -> None:
    page = open_page(recruiter, "/desk/")
    page.keyboard.press("Control+k")
    page.keyboard.type("log out")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login*")
