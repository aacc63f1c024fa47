"""Users, passwords, logins."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import AuditEntry, Role, User
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.users import (
    authenticate,
    change_password,
    check_password,
    create_user,
    set_password,
    update_user,
)
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.users import user_of_session
from tests.factories import PASSWORD, a_user


def acts(db: SQLAlchemy) -> list[tuple[str, str, str]]:
    return [(e.actor, e.act, e.subject) for e in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_a_user_is_made_and_logged(db: SQLAlchemy) -> None:
    admin = a_user("admin", name="Marta Roca")
    user = create_user(
        email=" Pau@Example.COM ", name=" Pau Vila ", role="recruiter", password=PASSWORD, language="ca", by=admin
    )
    assert (user.email, user.name, user.role, user.language, user.active) == (
        "pau@example.com",
        "Pau Vila",
        "recruiter",
        "ca",
        True,
    )
    assert user.password_hash.startswith("$argon2id$")
    assert acts(db) == [
        ("system", "user.created", f"user:{admin.id}"),
        ("admin Marta Roca", "user.created", f"user:{user.id}"),
    ]


@pytest.mark.parametrize("role", ["recruiter", "hiring_manager"])
def test_only_administrators_make_users(db: SQLAlchemy, role: str) -> None:
    by = a_user(role)
    for somebody in (by, None):
        with pytest.raises(NotAllowed):
            create_user(email="x@example.com", name="X", role="admin", password=PASSWORD, by=somebody)
    assert db.session.scalars(select(User.email)).all() == [by.email]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"email": "no address"}, "email", "not_an_email"),
        ({"email": "taken@example.com"}, "email", "taken"),
        ({"email": "TAKEN@example.com"}, "email", "taken"),
        ({"name": "  "}, "name", "required"),
        ({"role": "owner"}, "role", "unknown"),
        ({"language": "fr"}, "language", "unknown"),
        ({"password": "short"}, "password", "too_short"),
    ],
)
def test_what_a_user_must_have(db: SQLAlchemy, change: dict[str, str], field: str, code: str) -> None:
    a_user(email="taken@example.com")
    values = {"email": "new@example.com", "name": "N", "role": "recruiter", "password": PASSWORD} | change
    with pytest.raises(Invalid) as caught:
        create_user(**values, by=None, actor="system")  # type: ignore[arg-type]
    assert (caught.value.field, caught.value.code) == (field, code)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "too_short"),
        ("x" * 201, "too_long"),
        ("pep.ferrer@example.com", "same_as_email"),
        ("PEP.FERRER@example.com", "same_as_email"),
        ("pep.ferrer2026", "same_as_email"),
        ("contrasenya2026", "too_common"),
        ("aaaaaaaaaaaaaa", "too_common"),
        ("123456789012", "too_common"),
        ("Administrador1!", "too_common"),
    ],
)
def test_passwords_that_are_refused(password: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_password(password, "pep.ferrer@example.com")
    assert (caught.value.field, caught.value.code) == ("password", code)


@pytest.mark.parametrize(
    "password", [PASSWORD, "correct horse battery", "Tr3s-gats-negres", "密码密码一二三四五六七八"]
)
def test_passwords_that_will_do(password: str) -> None:
    check_password(password, "pep.ferrer@example.com")


def test_login(db: SQLAlchemy) -> None:
    user = a_user(email="pep@example.com", name="Pep Ferrer")
    assert authenticate(" PEP@example.com", PASSWORD) is user
    assert user.last_login_at is not None
    assert authenticate("pep@example.com", PASSWORD + "x") is None
    assert authenticate("nobody@example.com", PASSWORD) is None
    assert acts(db)[1:] == [
        ("recruiter Pep Ferrer", "login.done", f"user:{user.id}"),
        ("system", "login.refused", f"user:{user.id}"),
        ("system", "login.refused", "user:unknown"),
    ]


def test_who_is_not_active_does_not_get_in(db: SQLAlchemy) -> None:
    admin, user = a_user("admin"), a_user(email="pep@example.com")
    session = user.get_id()
    assert user_of_session(session) is user
    update_user(user, active=False, by=admin)
    assert authenticate("pep@example.com", PASSWORD) is None
    assert user_of_session(session) is None
    update_user(user, active=True, by=admin)
    assert user_of_session(session) is None
    assert user_of_session(user.get_id()) is user


def test_a_new_password_ends_old_sessions(db: SQLAlchemy) -> None:
    user = a_user(email="pep@example.com")
    session = user.get_id()
    with pytest.raises(Invalid, match="old: wrong"):
        change_password(user, "not this", "un altre camió verd")
    assert user_of_session(session) is user
    change_password(user, PASSWORD, "un altre camió verd")
    assert user_of_session(session) is None
    assert authenticate("pep@example.com", PASSWORD) is None
    assert authenticate("pep@example.com", "un altre camió verd") is user


@pytest.mark.parametrize("session", ["", "x", "1", ":", "1:", "999:abc", "1:wrong"])
def test_made_up_sessions_are_nobody(db: SQLAlchemy, session: str) -> None:
    a_user()
    assert user_of_session(session) is None


def test_who_sets_whose_password(db: SQLAlchemy) -> None:
    admin, one, other = a_user("admin"), a_user(), a_user()
    with pytest.raises(NotAllowed):
        set_password(one, "un altre camió verd", by=other)
    set_password(one, "un altre camió verd", by=admin)
    assert authenticate(one.email, "un altre camió verd") is one


def test_changes_are_logged_with_before_and_after(db: SQLAlchemy) -> None:
    admin, user = a_user("admin", name="Marta Roca"), a_user(name="Pep")
    update_user(user, name="Pep Ferrer", role="hiring_manager", by=admin)
    update_user(user, name="Pep Ferrer", by=admin)
    changed = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "user.changed")).all()
    assert [(e.actor, e.before, e.after) for e in changed] == [
        (
            "admin Marta Roca",
            {"name": "Pep", "role": "recruiter"},
            {"name": "Pep Ferrer", "role": "hiring_manager"},
        )
    ]


def test_everybody_chooses_their_language_and_nothing_else(db: SQLAlchemy) -> None:
    user = a_user("hiring_manager")
    update_user(user, language="ca", by=user)
    assert user.language == "ca"
    for change in ({"name": "Boss"}, {"role": "admin"}, {"active": False}):
        with pytest.raises(NotAllowed):
            update_user(user, by=user, **change)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        update_user(a_user(), language="es", by=user)


def test_one_administrator_always_stays(db: SQLAlchemy) -> None:
    admin = a_user("admin")
    with pytest.raises(Invalid, match="role: last_admin"):
        update_user(admin, role="recruiter", by=admin)
    with pytest.raises(Invalid, match="active: last_admin"):
        update_user(admin, active=False, by=admin)
    other = a_user("admin")
    update_user(admin, role="recruiter", by=admin)
    assert (admin.role, other.role) == (Role.RECRUITER, Role.ADMIN)
