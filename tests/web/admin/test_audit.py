"""The audit log as administrators read it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Opening, Stage, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.transaction import finish
from recruit.hiring.operations.users import update_user
from recruit.web.admin.diff import Change, changes
from recruit.web.admin.words import ACTS, AREAS
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_application, an_opening


@pytest.fixture
def admin(db: SQLAlchemy) -> User:
    return a_user("admin", name="Mar Roca")


@pytest.fixture
def browser(client: FlaskClient, admin: User) -> FlaskClient:
    return client.log_in(admin)  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def recruiter(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig")


@pytest.fixture
def opening(recruiter: User) -> Opening:
    return an_opening(by=recruiter)


def acts(page: str) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong> <span", page)


def test_the_latest_first_with_who_and_about_whom(browser: FlaskClient, opening: Opening, recruiter: User) -> None:
    application = an_application(opening, name="Núria Vidal")
    move_stage(application, Stage.IN_REVIEW, reason="Worth a look.", by=recruiter)
    page = browser.get("/admin/audit").text
    assert acts(page) == [
        "Moved to another stage",
        "Application came in",
        "Opening published",
        "Opening made",
        "User made",
        "User made",
    ]
    assert f'href="/desk/applications/{application.public_id}">Núria Vidal</a>' in page
    assert f'href="/desk/openings/{opening.slug}/applications">{opening.slug}</a>' in page
    assert f'href="/admin/audit?who={recruiter.id}">Anna Puig</a>' in page
    assert "the applicant" in page
    assert re.search(r"<dt>stage</dt><dd><del>.*New</del>.*<ins>.*In review</ins></dd>", page)
    assert re.search(r"<dt>reason</dt><dd><ins>.*Worth a look\.</ins></dd>", page)


def test_what_somebody_typed_is_text(browser: FlaskClient, opening: Opening, recruiter: User) -> None:
    application = an_application(opening, name="<b>Bold</b>")
    move_stage(application, Stage.REJECTED, reason="<script>alert(1)</script>", by=recruiter)
    page = browser.get("/admin/audit").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page


def test_filters(browser: FlaskClient, opening: Opening, recruiter: User, admin: User) -> None:
    application = an_application(opening)
    move_stage(application, Stage.IN_REVIEW, by=recruiter)
    update_user(recruiter, name="Anna Puig Mas", by=admin)

    def found(query: str) -> list[str]:
        return acts(browser.get(f"/admin/audit?{query}").text)

    assert found(f"who={admin.id}") == ["User changed"]
    assert found(f"who={recruiter.id}&act=stage.") == ["Moved to another stage"]
    assert found("who=applicant") == ["Application came in"]
    assert found(f"subject=application:{application.id}") == ["Moved to another stage", "Application came in"]
    assert found("act=opening.") == ["Opening published", "Opening made"]
    assert len(found("since=2020-01-01&until=2999-12-31")) == 7
    assert found("since=2999-01-01") == []
    assert found("until=2020-01-01") == []
    assert "No entry fits" in browser.get("/admin/audit?until=2020-01-01").text
    # what makes no sense is left out
    assert len(found("who=me&act=everything&since=yesterday&page=x")) == 7


def test_pages_keep_the_filters(browser: FlaskClient, admin: User) -> None:
    for number in range(60):
        record("user.changed", f"user:{admin.id}", {"name": f"was {number}"}, {"name": f"is {number}"}, by=admin)
    finish()
    first = browser.get(f"/admin/audit?act=user.&who={admin.id}").text
    assert len(acts(first)) == 50
    assert "60 entries" in first
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = browser.get(older.group(1).replace("&amp;", "&")).text
    assert len(acts(second)) == 10
    assert "is 0" in second
    assert "is 59" not in second
    assert 'rel="next"' not in second
    assert len(acts(browser.get("/admin/audit?page=99").text)) == 11


def test_before_and_after_are_told_field_by_field(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert changes(
            {"role": "recruiter", "active": True, "profile": {"bands": {"strong": 70.0}}, "note": None},
            {"role": "admin", "active": False, "profile": {"bands": {"strong": 72.5}}, "version": 2, "note": ""},
        ) == [
            Change("role", "Recruiter", "Administrator"),
            Change("may log in", "yes", "no"),
            Change("role profile › bands › strong", "70", "72.5"),
            Change("version", None, "2"),
        ]
        assert changes(None, {"languages": ["ca", "es"], "credits": [{"id": "a"}]}) == [
            Change("working languages", None, "ca, es"),
            Change("what it counts", None, '[\n {\n  "id": "a"\n }\n]'),
        ]
        assert changes({"place": "Olot"}, {"place": ""}) == [Change("place", "Olot", "empty")]
        assert changes(None, None) == []


def test_every_act_has_words_and_a_place_in_the_filter() -> None:
    assert [act for act in ACTS if not act.startswith(tuple(AREAS))] == []


@pytest.mark.parametrize("people", [1, 4])
def test_few_queries(browser: FlaskClient, count_queries: CountQueries, opening: Opening, people: int) -> None:
    for _ in range(people):
        a_read_application(opening)
    with count_queries() as queries:
        assert browser.get("/admin/audit").status_code == 200
    assert len(queries) == 8
