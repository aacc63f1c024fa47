"""Every route for every role: what it answers is written down in `routes.py`, and nothing else is reached."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask, url_for
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from recruit.hiring.models import (
    Application,
    Attachment,
    AuditEntry,
    CvFile,
    Document,
    Opening,
    Shortlist,
    ShortlistLink,
    ShortlistStatus,
    Stage,
    User,
)
from recruit.hiring.operations import bulk
from recruit.hiring.operations.access import new_link
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.drafts import save_draft
from recruit.hiring.operations.duplicates import merge_applications
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.own import ask_person
from recruit.hiring.operations.review_queue import begin_run
from recruit.hiring.operations.searches import save_search
from recruit.hiring.operations.shortlist_sharing import make_link, revoke_link, set_managers
from recruit.hiring.operations.shortlists import add_to_shortlist, remove_from_shortlist, set_status
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.strikes import strike_evidence
from recruit.hiring.operations.users import update_user
from recruit.storage import files
from recruit.storage.database import now
from tests.factories import a_read_application, a_shortlist, a_user, an_application, an_opening
from tests.web.routes import LOGGED_IN, ROLES, TABLE, routes

#: a page of a CV, as small as a picture can be
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGP8z8DEwAAABQ0BA7hKXG8AAAAASUVORK5CYII=")


@dataclass
class World:
    users: dict[str, User | None]
    opening: Opening
    shortlisted: Application
    elsewhere: Application
    arguments: dict[str, Any]


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> Iterator[World]:
    """A manager with an opening and one person on its shortlist, another with one of theirs, and the team."""
    users: dict[str, User | None] = {
        "anonymous": None,
        "other manager": a_user("hiring_manager", name="Olga Serra"),
        "manager": a_user("hiring_manager", name="Joan Prat"),
        "recruiter": a_user("recruiter"),
        "admin": a_user("admin", name="Mar Roca"),
    }
    recruiter = users["recruiter"]
    opening = an_opening(by=recruiter, manager=users["manager"])
    other = an_opening(by=recruiter, manager=users["other manager"], place="Lleida")
    person, elsewhere = a_read_application(opening), a_read_application(other)
    for application in (person, elsewhere):
        move_stage(application, Stage.SHORTLISTED, by=recruiter)
    confirmation = confirm_fact(person, "degree", "master", "Saw the certificate.", by=recruiter)
    for user in (recruiter, users["admin"]):
        begin_run(opening, [person.public_id], by=user)
    (strike,) = strike_evidence(person, "skill:negotiation", [(0, 1000)], "Not hers.", by=recruiter)
    tagged = bulk.apply(opening, bulk.Act.TAG, "new", {person.public_id: ""}, tag_name="Segona ronda", by=recruiter)
    second = an_application(opening)
    files.put("page-1", PICTURE)
    db.session.add(
        CvFile(application_id=person.id, token="t" * 43, key="page-1", filename="1.png", media_type="image/png",
               size=9, sha256="0" * 64, page=1)
    )  # fmt: skip
    db.session.add(
        Attachment(application_id=person.id, question_id="licence", token="a" * 43, key="page-1", filename="a.png",
                   media_type="image/png", size=9, sha256="0" * 64)
    )  # fmt: skip
    document = Document(application_id=person.id, kind="other", key="page-1", filename="b.png", media_type="image/png",
                        size=9, sha256="0" * 64)  # fmt: skip
    db.session.add(document)
    db.session.commit()
    manager = users["manager"]
    shared = a_shortlist([person], manager=manager, by=recruiter)
    a_shortlist([elsewhere], manager=users["other manager"], by=recruiter)
    link, token = make_link(shared, "Board", (now() + timedelta(days=2)).date(), by=recruiter)
    yield World(
        users,
        opening,
        person,
        elsewhere,
        {
            "slug": opening.slug,
            "list_id": shared.public_id,
            "code": "A",
            "token": token,
            "link_id": link.id,
            "public_id": person.public_id,
            "number": 1,
            "question_id": "licence",
            "draft_token": save_draft(opening, {"name": ["Pere"]}, language="ca").token,
            "confirmation_id": confirmation.id,
            "key": new_link(person)[0],
            "file_id": person.files[0].id,
            "document_id": document.id,
            "request_id": ask_person(person, "review").id,
            "search_id": save_search(opening, "New ones", "stage=new", shared=True, by=recruiter).id,
            "change_id": tagged.change.id if tagged.change else 0,
            "strike_id": strike.id,
            "other_id": second.public_id,
            "merge_id": merge_applications(second, an_application(opening), by=recruiter).id,
            "note_id": add_note(person, "Seen once.", by=recruiter).id,
            "id": a_user(name="Pere Font").id,
            "filename": "css/tokens.css",
        },
    )


@pytest.fixture
def request_as(app: Flask, world: World) -> Callable[..., str]:
    """`request_as(role, method, address, data)`: what a fresh browser of that role is answered."""

    def request(role: str, method: str, address: str, data: dict[str, str] | None = None) -> str:
        client = app.test_client()
        user = world.users[role]
        if user is not None:
            client.log_in(user)  # type: ignore[attr-defined]
        response = client.open(address, method=method, data=data or None)
        response.close()
        if response.status_code == 302 and (response.location or "").startswith("/login?next="):
            return "login"
        return str(response.status_code)

    return request


def test_every_route_is_in_the_table(app: Flask) -> None:
    assert set(routes(app)) == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_what_each_role_is_answered(app: Flask, world: World, request_as: Callable[..., str], role: str) -> None:
    known = routes(app)
    answers = {}
    for (endpoint, method), (_expected, data) in TABLE.items():
        rule = known[endpoint, method]
        with app.test_request_context():
            address = url_for(endpoint, **{name: world.arguments[name] for name in rule.arguments})
        answers[endpoint, method] = request_as(role, method, address, data)
    assert answers == {key: expected[ROLES.index(role)] for key, (expected, _data) in TABLE.items()}


@pytest.mark.parametrize("role", ["anonymous", "other manager"])
def test_what_is_refused_changes_nothing(
    app: Flask, db: SQLAlchemy, world: World, request_as: Callable[..., str], role: str
) -> None:
    """No entry in the log but refused logins, and what the holder of a link does, whoever is logged in beside it."""
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    test_what_each_role_is_answered(app, world, request_as, role)
    after = list(db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id).offset(before)))
    of_the_link = {"application.withdrawn", "data.taken", "document.removed"}  # who holds it is the applicant
    assert set(after) <= {"login.refused", "shortlist.link_opened"} | of_the_link


@pytest.mark.parametrize("endpoint", ["shortlist.people", "shortlist.candidate", "shortlist.view", "shortlist.dossier"])
def test_a_manager_sees_only_who_is_on_a_shared_shortlist(
    app: Flask, db: SQLAlchemy, world: World, request_as: Callable[..., str], endpoint: str
) -> None:
    """Not a draft, not who was taken off or has withdrawn, not a list that is shared with them no more."""
    method = "POST" if endpoint == "shortlist.view" else "GET"
    with app.test_request_context():
        rule = routes(app)[endpoint, method]
        address = url_for(endpoint, **{name: world.arguments[name] for name in rule.arguments})
    ask = partial(request_as, "manager", method, address, {"up": "1"} if method == "POST" else None)
    good, gone = ("302" if method == "POST" else "200"), ("200" if endpoint == "shortlist.people" else "404")
    recruiter, shortlist = (
        world.users["recruiter"],
        db.session.scalars(select(Shortlist).order_by(Shortlist.id)).first(),
    )
    assert shortlist is not None
    assert ask() == good
    remove_from_shortlist(shortlist.entries[0], by=recruiter)
    assert ask() == gone
    add_to_shortlist(shortlist, [world.shortlisted], by=recruiter)
    move_stage(world.shortlisted, Stage.WITHDRAWN, by=recruiter)
    assert ask() == gone if method == "GET" else "302"
    move_stage(world.shortlisted, Stage.INTERVIEW, by=recruiter)
    set_status(shortlist, ShortlistStatus.CLOSED, by=recruiter)
    assert ask() == ("403" if method == "POST" else "200")
    set_status(shortlist, ShortlistStatus.DRAFT, by=recruiter)
    assert ask() == "403"
    set_status(shortlist, ShortlistStatus.SHARED, by=recruiter)
    set_managers(shortlist, [], by=recruiter)
    assert ask() == "403"


def test_a_manager_reaches_nothing_of_a_foreign_shortlist_by_any_route(
    app: Flask, db: SQLAlchemy, world: World, request_as: Callable[..., str]
) -> None:
    """Every route there is, with the other manager's shortlist and its person: refused, or a page that is anybody's."""
    foreign = db.session.scalars(select(Shortlist).order_by(Shortlist.id.desc())).first()
    assert foreign is not None
    arguments = world.arguments | {
        "list_id": foreign.public_id,
        "public_id": world.elsewhere.public_id,
        "slug": world.elsewhere.opening.slug,
    }
    open_to_all = {key for key, (expected, _data) in TABLE.items() if expected[0] != "login"}
    own = {("shortlist.index", "GET"), *(key for key, (expected, _d) in TABLE.items() if expected == LOGGED_IN)}
    reached = []
    known = routes(app)
    for endpoint, method in TABLE:
        if (endpoint, method) in open_to_all | own or endpoint.startswith("account."):
            continue
        rule = known[endpoint, method]
        with app.test_request_context():
            address = url_for(endpoint, **{name: arguments[name] for name in rule.arguments})
        answer = request_as("manager", method, address, TABLE[endpoint, method][1])
        if answer not in ("403", "404"):
            reached.append((endpoint, method, answer))
    assert reached == []


def test_a_link_reaches_its_shortlist_and_nothing_else(app: Flask, db: SQLAlchemy, world: World) -> None:
    """Every route there is, with a session that a link opened."""
    client = app.test_client()
    assert client.post(f"/shortlist/open/{world.arguments['token']}").status_code == 302
    answers: dict[str, set[str]] = {}
    for (endpoint, method), (expected, data) in TABLE.items():
        if expected[0] != "login" or endpoint == "account.logout":
            continue
        with app.test_request_context():
            rule = routes(app)[endpoint, method]
            address = url_for(endpoint, **{name: world.arguments[name] for name in rule.arguments})
        response = client.open(address, method=method, data=data or None)
        login = response.status_code == 302 and (response.location or "").startswith("/login?next=")
        answers.setdefault("login" if login else str(response.status_code), set()).add(endpoint)
        response.close()
    assert answers.pop("200") == {
        "shortlist.people", "shortlist.candidate", "shortlist.page_image", "shortlist.pdf", "shortlist.dossier",
    }  # fmt: skip
    assert answers.pop("302") == {"shortlist.view", "shortlist.question", "shortlist.order"}
    assert set(answers) == {"login"}
    link = db.session.get_one(ShortlistLink, world.arguments["link_id"])
    revoke_link(link, by=world.users["recruiter"])
    assert client.get(f"/shortlist/{world.arguments['list_id']}").status_code == 410
    assert client.post(f"/shortlist/open/{world.arguments['token']}").status_code == 404


def test_what_is_not_there_is_not_there_for_anybody(world: World, request_as: Callable[..., str]) -> None:
    addresses = [
        ("manager", "/shortlist/no-such-list"),
        ("manager", f"/shortlist/{world.arguments['list_id']}/Z"),
        ("recruiter", "/desk/applications/nobody"),
        ("recruiter", "/desk/openings/no-such-opening/applications"),
        ("admin", "/admin/users/999999"),
        ("anonymous", "/no/such/page"),
    ]
    assert [request_as(role, "GET", address) for role, address in addresses] == ["404"] * 6


def test_who_loses_the_role_loses_its_pages_at_once(world: World, request_as: Callable[..., str]) -> None:
    recruiter = world.users["recruiter"]
    assert recruiter is not None
    assert request_as("recruiter", "GET", "/desk/") == "200"
    update_user(recruiter, role="hiring_manager", by=world.users["admin"])
    assert request_as("recruiter", "GET", "/desk/") == "403"
    assert request_as("recruiter", "GET", "/shortlist/") == "200"
