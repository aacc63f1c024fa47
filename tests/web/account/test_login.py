"""Logging in and out, one's password, and how often one may try."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import AuditEntry, User
from recruit.hiring.operations.users import set_password, update_user
from recruit.web.account.views import local
from tests.conftest import CountQueries, MakeApp
from tests.factories import PASSWORD, a_user


def log_in(client: FlaskClient, email: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/login", data={"email": email, "password": password, **more})


@pytest.mark.parametrize(
    ("role", "address"), [("recruiter", "/desk/"), ("hiring_manager", "/shortlist/"), ("admin", "/desk/")]
)
def test_each_role_begins_at_its_work(client: FlaskClient, role: str, address: str) -> None:
    response = log_in(client, a_user(role).email.upper())
    assert (response.status_code, response.location) == (302, address)
    assert client.get("/account/password").status_code == 200


def test_session_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    cookies = log_in(client, a_user().email).headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("recruit="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert "Expires=" in session  # ends by itself


def test_secure_cookie_behind_https(make_app: MakeApp) -> None:
    app = make_app(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-recruit")
    with app.app_context():
        email = a_user().email
    response = app.test_client().post(
        "/login", data={"email": email, "password": PASSWORD}, base_url="https://localhost"
    )
    session = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("__Host-recruit="))
    assert "Secure" in session
    assert "Path=/" in session


def test_nobody_learns_who_has_an_account(client: FlaskClient) -> None:
    wrong_password = log_in(client, a_user(email="known@example.com").email, "not this one at all")
    unknown = log_in(client, "known@example.org", "not this one at all")
    assert wrong_password.status_code == unknown.status_code == 422

    def without_token(page: str) -> str:
        return re.sub(r'name="csrf_token"[^>]*', "", page)

    assert without_token(wrong_password.text.replace("@example.com", "@example.org")) == without_token(unknown.text)
    assert "E-mail and password do not go together" in unknown.text
    assert "not this one at all" not in unknown.text


def test_a_switched_off_user_stays_outside(client: FlaskClient) -> None:
    user, admin = a_user(), a_user("admin")
    log_in(client, user.email)
    update_user(user, active=False, by=admin)
    assert client.get("/desk/").location == "/login?next=%2Fdesk%2F"
    assert log_in(client, user.email).status_code == 422


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("/desk/?page=2", "/desk/?page=2"),
        ("https://elsewhere.example/desk", None),
        ("//elsewhere.example", None),
        ("/\\elsewhere.example", None),
        ("/\t/elsewhere.example", None),
        ("javascript:alert(1)", None),
        ("desk", None),
        ("", None),
        (None, None),
    ],
)
def test_next_leads_only_to_our_pages(address: str | None, goes: str | None) -> None:
    assert local(address) == goes


def test_login_leads_back_to_the_page_that_asked_for_it(client: FlaskClient) -> None:
    user = a_user()
    asked = client.get("/account/password")
    assert asked.location == "/login?next=%2Faccount%2Fpassword"
    page = client.get(asked.location)
    assert '<input id="next" name="next" type="hidden" value="/account/password">' in page.text
    assert log_in(client, user.email, next="/account/password").location == "/account/password"
    client.post("/logout")
    assert log_in(client, user.email, next="//elsewhere.example/").location == "/desk/"


def test_who_is_logged_in_needs_no_login_page(client: FlaskClient) -> None:
    log_in(client, a_user().email)
    assert client.get("/login").location == "/desk/"


def test_logout_takes_a_post(client: FlaskClient) -> None:
    log_in(client, a_user().email)
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").location == "/login"
    assert client.get("/desk/").status_code == 302


def test_login_is_audited_without_what_was_typed(client: FlaskClient, db: SQLAlchemy) -> None:
    user = a_user()
    log_in(client, user.email)
    client.post("/logout")
    log_in(client, user.email, "a wrong one entirely")
    log_in(client, "nobody@example.com", "a wrong one entirely")
    entries = list(db.session.scalars(select(AuditEntry).where(AuditEntry.act.startswith("login."))))
    assert [(e.act, e.subject) for e in entries] == [
        ("login.done", f"user:{user.id}"),
        ("login.refused", f"user:{user.id}"),
        ("login.refused", "user:unknown"),
    ]
    assert [(e.before, e.after) for e in entries] == [(None, None)] * 3


@pytest.fixture
def limited(make_app: MakeApp) -> Iterator[Flask]:
    app = make_app(RATELIMIT_ENABLED=True, LOGIN_LIMIT="3 per hour")
    with app.app_context():
        yield app


def test_attempts_are_limited_and_successes_do_not_count(limited: Flask) -> None:
    email = a_user().email
    client = limited.test_client()

    def attempt(password: str) -> int:
        with limited.app_context():
            return log_in(client, email, password).status_code

    for _ in range(4):
        assert attempt(PASSWORD) == 302
        with limited.app_context():
            client.post("/logout")
    assert [attempt("wrong, and long enough") for _ in range(4)] == [422, 422, 422, 429]
    with limited.app_context():
        response = log_in(client, email)
        assert response.status_code == 429
        assert "Too many attempts" in response.text
        assert int(response.headers["Retry-After"]) > 0
        assert client.get("/login").status_code == 200


def test_forms_are_protected(make_app: MakeApp) -> None:
    app = make_app(WTF_CSRF_ENABLED=True)
    with app.app_context():
        email = a_user().email
    for address in ("/login", "/logout", "/account/password"):
        with app.app_context():
            assert log_in(app.test_client(), email).status_code == 400
            assert app.test_client().post(address).status_code == 400


def change(client: FlaskClient, old: str, new: str, again: str | None = None):  # type: ignore[no-untyped-def]
    return client.post(
        "/account/password", data={"old": old, "password": new, "again": new if again is None else again}
    )


def test_changing_the_password_ends_other_logins(app: Flask, client: FlaskClient) -> None:
    user = a_user()
    other = app.test_client()
    log_in(client, user.email)
    log_in(other, user.email)
    response = change(client, PASSWORD, "quatre camins de sorra")
    assert (response.status_code, response.location) == (302, "/account/password")
    assert client.get("/account/password").status_code == 200
    assert other.get("/account/password").status_code == 302
    assert log_in(other, user.email).status_code == 422
    assert log_in(other, user.email, "quatre camins de sorra").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("not the present one", "quatre camins de sorra", None, "This is not your present password."),
        (PASSWORD, "curta", None, "Use 12 characters or more."),
        (PASSWORD, "password1234", None, "one of the first passwords"),
        (PASSWORD, "quatre camins de sorra", "quatre camins de serra", "The two new passwords differ."),
        (PASSWORD, "", "", "Write the new password."),
    ],
)
def test_what_is_refused_is_said(
    client: FlaskClient, db: SQLAlchemy, old: str, new: str, again: str | None, said: str
) -> None:
    user = a_user()
    hashed = user.password_hash
    log_in(client, user.email)
    response = change(client, old, new, again)
    assert response.status_code == 422
    assert said in response.text
    db.session.expire_all()
    assert db.session.get_one(User, user.id).password_hash == hashed


def test_a_password_from_the_administrator_ends_the_login(client: FlaskClient) -> None:
    user, admin = a_user(), a_user("admin")
    log_in(client, user.email)
    set_password(user, "sis roures al vent", by=admin)
    assert client.get("/account/password").status_code == 302


def test_few_queries(client: FlaskClient, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        assert client.get("/login").status_code == 200
    assert len(queries) == 1  # the company's name and colours
    client.log_in(a_user())  # type: ignore[attr-defined]
    with count_queries() as queries:
        assert client.get("/account/password").status_code == 200
    assert len(queries) == 2  # the user, the company
