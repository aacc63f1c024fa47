"""Notes on the page: nothing that was written is lost; mentions are completed, marked and listed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import expect

from recruit.hiring.models import Application, Note, User
from recruit.hiring.operations.notes import add_note
from tests.browsing import press
from tests.factories import a_user, an_application, an_opening
from tests.web.desk.conftest import OpenPage


@pytest.fixture
def application(recruiter: User) -> Application:
    return an_application(an_opening(by=recruiter), name="Bruno Díaz")


def page_of(application: Application) -> str:
    return f"/desk/applications/{application.public_id}"


@pytest.mark.parametrize(("text", "said"), [("x" * 5001, "at most 5000 characters"), ("  ", "The note is empty.")])
def test_what_is_refused_comes_back_with_its_words(
    desk: FlaskClient, application: Application, text: str, said: str, db: SQLAlchemy
) -> None:
    answer = desk.post(f"{page_of(application)}/notes", data={"text": text})
    assert answer.status_code == 422
    assert said in answer.text and f">{text}</textarea>" in answer.text
    assert db.session.scalars(db.select(Note)).all() == []


def test_ones_own_note_is_changed_and_deleted(desk: FlaskClient, application: Application, recruiter: User) -> None:
    note = add_note(application, "First words", by=recruiter)
    address = f"{page_of(application)}/notes/{note.id}"
    assert f'href="{address}"' in desk.get(page_of(application)).text
    assert ">First words</textarea>" in desk.get(address).text
    refused = desk.post(address, data={"text": "y" * 5001})
    assert refused.status_code == 422 and "y" * 5001 in refused.text
    assert desk.post(address, data={"text": "Second words"}).headers["Location"] == f"{page_of(application)}#notes"
    page = desk.get(page_of(application)).text
    assert "Second words" in page and "(changed)" in page and "Note changed" in page
    desk.post(address, data={"do": "delete"})
    page = desk.get(page_of(application)).text
    assert "Second words" not in page and "Note deleted" in page
    assert desk.get(address).status_code == 404


def test_another_persons_note_stays(desk: FlaskClient, application: Application) -> None:
    note = add_note(application, "Hers", by=a_user(name="Núria Vidal"))
    address = f"{page_of(application)}/notes/{note.id}"
    assert desk.get(address).status_code == 403
    assert desk.post(address, data={"text": "Mine"}).status_code == 403
    assert address not in desk.get(page_of(application)).text


def test_mentions_are_marked_counted_and_seen(desk: FlaskClient, application: Application, recruiter: User) -> None:
    author = a_user(name="Núria Vidal")
    note = add_note(application, "<b> @anna puig & co", by=author)
    add_note(application, "@Anna Puig again", by=author)
    page = desk.get(page_of(application)).text
    assert '&lt;b&gt; <strong class="mention">@anna puig</strong> &amp; co' in page
    assert '<span class="badge badge-warn num">2' in desk.get("/desk/").text
    page = desk.get("/desk/mentions").text
    assert page.count('<li class="unread">') == 2 and "Bruno Díaz" in page
    (mention,) = note.mentions
    answer = desk.post("/desk/mentions", data={"mention": mention.id})
    assert answer.headers["Location"] == f"{page_of(application)}#notes"
    assert desk.get("/desk/mentions").text.count('<li class="unread">') == 1
    assert desk.post("/desk/mentions", data={"mention": "777"}).status_code == 404
    desk.post("/desk/mentions")
    assert desk.get("/desk/mentions").text.count('<li class="unread">') == 0


def test_names_are_offered(desk: FlaskClient, recruiter: User) -> None:
    a_user(name="Núria Vidal")
    a_user("admin", name="Jordi Nunes")
    a_user("hiring_manager", name="Núria Manager")
    assert desk.get("/desk/colleagues?q=nu").json == ["Jordi Nunes", "Núria Vidal"]
    assert desk.get("/desk/colleagues?q=anna").json == []


@pytest.mark.browser
def test_a_mention_is_completed_by_keyboard(open_page: OpenPage, application: Application, recruiter: User) -> None:
    a_user(name="Núria Vidal")
    page = open_page(recruiter, page_of(application))
    press(page, "n")
    expect(page.locator("#note-text")).to_be_focused()
    page.keyboard.type("For @nur")
    expect(page.get_by_role("option", name="Núria Vidal")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#note-text")).to_have_value("For @Núria Vidal ")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator(".note-text .mention")).to_have_text("@Núria Vidal")
