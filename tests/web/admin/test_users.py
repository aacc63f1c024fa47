"""Users and roles: made, changed, switched off; somebody can always manage them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import AuditEntry, User
from recruit.hiring.operations.users import authenticate, update_user
from tests.conftest import CountQueries
from tests.factories import PASSWORD, a_user


@pytest.fixture
def admin(db: SQLAlchemy) -> User:
    return a_user("admin", email="mar@example.com", name="Mar Roca")


@pytest.fixture
def browser(client: FlaskClient, admin: User) -> FlaskClient:
    return client.log_in(admin)  # type: ignore[attr-defined, no-any-return]


NEW = {
    "name": "Pere Font",
    "email": "Pere.Font@example.com",
    "role": "hiring_manager",
    "language": "ca",
    "password": "vuit cadires de boga",
}


def fresh(db: SQLAlchemy, user: User) -> User:
    db.session.expire_all()
    return db.session.get_one(User, user.id)


def test_the_list_names_everybody(browser: FlaskClient, admin: User) -> None:
    update_user(a_user(name="Zoe Vidal"), active=False, by=admin)
    a_user("hiring_manager", name="Berta Coll")
    page = browser.get("/admin/users").text
    assert re.findall(r'href="/admin/users/\d+">([^<]+)</a>', page) == ["Berta Coll", "Mar Roca", "Zoe Vidal"]
    assert page.count('class="is-off"') == 1


def test_a_new_user_can_log_in_with_the_role(browser: FlaskClient, db: SQLAlchemy, admin: User) -> None:
    response = browser.post("/admin/users/new", data=NEW)
    assert (response.status_code, response.location) == (302, "/admin/users")
    user = authenticate("pere.font@example.com", NEW["password"])
    assert user is not None
    assert (user.name, user.role, user.language, user.active) == ("Pere Font", "hiring_manager", "ca", True)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "user.created")).all()[-1]
    assert (entry.actor, entry.subject) == ("admin Mar Roca", f"user:{user.id}")
    assert NEW["password"] not in str(entry.after)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "  "}, "Write the name that others will see."),
        ({"email": "nobody"}, "This is no e-mail address."),
        ({"email": "MAR@example.com"}, "There is a user with this e-mail already."),
        ({"password": "curta"}, "Use 12 characters or more."),
        ({"password": "pere.font@example.com"}, "The password must not be the e-mail."),
        ({"role": "owner"}, "Not a valid choice"),
    ],
)
def test_what_is_refused_is_said_and_kept(
    browser: FlaskClient, db: SQLAlchemy, wrong: dict[str, str], said: str
) -> None:
    sent = {**NEW, **wrong}
    response = browser.post("/admin/users/new", data=sent)
    assert response.status_code == 422
    assert said in response.text
    assert f'value="{sent["email"]}"' in response.text
    assert sent["password"] not in response.text.replace(sent["email"], "")
    assert len(db.session.scalars(select(User)).all()) == 1


def test_changing_name_role_and_language(browser: FlaskClient, db: SQLAlchemy) -> None:
    user = a_user(name="Pere Font")
    response = browser.post(
        f"/admin/users/{user.id}", data={"name": "Pere Fonts", "role": "admin", "language": "es", "active": "y"}
    )
    assert response.location == "/admin/users"
    user = fresh(db, user)
    assert (user.name, user.role, user.language, user.active) == ("Pere Fonts", "admin", "es", True)


def test_switching_off_ends_the_login_at_once(app: Flask, browser: FlaskClient, db: SQLAlchemy) -> None:
    user = a_user(name="Pere Font")
    theirs = app.test_client().log_in(user)  # type: ignore[attr-defined]
    assert theirs.get("/desk/").status_code == 200
    browser.post(f"/admin/users/{user.id}", data={"name": "Pere Font", "role": "recruiter", "language": "en"})
    assert fresh(db, user).active is False
    assert theirs.get("/desk/").status_code == 302
    # switched on again, the old login stays ended
    browser.post(
        f"/admin/users/{user.id}", data={"name": "Pere Font", "role": "recruiter", "language": "en", "active": "y"}
    )
    assert theirs.get("/desk/").status_code == 302
    assert authenticate(user.email, PASSWORD) is not None


@pytest.mark.parametrize(
    "change", [{"role": "recruiter", "active": "y"}, {"role": "admin"}], ids=["another role", "switched off"]
)
def test_the_last_administrator_stays(
    browser: FlaskClient, db: SQLAlchemy, admin: User, change: dict[str, str]
) -> None:
    update_user(a_user("admin", name="Was One"), active=False, by=admin)
    response = browser.post(f"/admin/users/{admin.id}", data={"name": "Mar Roca", "language": "en", **change})
    assert response.status_code == 422
    assert "This is the only administrator." in response.text
    admin = fresh(db, admin)
    assert (admin.role, admin.active) == ("admin", True)


def test_one_of_two_administrators_may_step_down(browser: FlaskClient, db: SQLAlchemy, admin: User) -> None:
    a_user("admin", name="Other One")
    response = browser.post(
        f"/admin/users/{admin.id}", data={"name": "Mar Roca", "language": "en", "role": "recruiter", "active": "y"}
    )
    assert (response.status_code, response.location) == (302, "/desk/")
    assert fresh(db, admin).role == "recruiter"
    assert browser.get("/admin/users").status_code == 403


def test_a_new_password_from_the_administrator(app: Flask, browser: FlaskClient, db: SQLAlchemy) -> None:
    user = a_user(name="Pere Font")
    theirs = app.test_client().log_in(user)  # type: ignore[attr-defined]
    short = browser.post(f"/admin/users/{user.id}/password", data={"password": "curta"})
    assert short.status_code == 422
    assert "Use 12 characters or more." in short.text
    assert 'value="Pere Font"' in short.text
    assert browser.post(f"/admin/users/{user.id}/password", data={"password": NEW["password"]}).status_code == 302
    assert theirs.get("/desk/").status_code == 302
    assert authenticate(user.email, NEW["password"]) is not None


def test_one_s_own_password_is_changed_where_the_old_one_is_asked(
    browser: FlaskClient, db: SQLAlchemy, admin: User
) -> None:
    before = admin.password_hash
    response = browser.post(f"/admin/users/{admin.id}/password", data={"password": NEW["password"]})
    assert response.location == "/account/password"
    assert fresh(db, admin).password_hash == before


@pytest.mark.parametrize("people", [1, 5])
def test_few_queries(browser: FlaskClient, count_queries: CountQueries, admin: User, people: int) -> None:
    address = f"/admin/users/{admin.id}"
    for _ in range(people):
        a_user()
    with count_queries() as queries:
        assert browser.get("/admin/users").status_code == 200
    assert len(queries) == 3  # the user, the company, the users
    with count_queries() as queries:
        assert browser.get(address).status_code == 200
    assert len(queries) == 2  # the user, who is shown as well, and the company
