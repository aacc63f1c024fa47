"""Logins made on the machine itself."""

from __future__ import annotations

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import AuditEntry, User
from recruit.hiring.operations.users import authenticate
from tests.factories import PASSWORD


def test_the_first_administrator(app: Flask, db: SQLAlchemy) -> None:
    runner = app.test_cli_runner()
    result = runner.invoke(args=["create-admin", "marta@example.com"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert (result.exit_code, "marta@example.com is an administrator now." in result.output) == (0, True)
    assert PASSWORD not in result.output
    user = db.session.scalars(select(User)).one()
    assert (user.name, user.role, user.active) == ("marta", "admin", True)
    assert authenticate("marta@example.com", PASSWORD) is user
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "user.created")).one()
    assert (entry.actor, entry.subject) == ("system", f"user:{user.id}")


def test_what_is_refused_is_said(app: Flask, db: SQLAlchemy) -> None:
    runner = app.test_cli_runner()
    short = runner.invoke(args=["create-admin", "marta@example.com", "--password", "short"])
    assert (short.exit_code, short.output.strip()) == (1, "Error: the password needs 12 characters at least")
    runner.invoke(args=["create-admin", "marta@example.com", "--password", PASSWORD])
    again = runner.invoke(args=["create-admin", "MARTA@example.com", "--password", PASSWORD])
    assert "there is a user of this e-mail already" in again.output
    assert len(db.session.scalars(select(User)).all()) == 1


def test_a_forgotten_password(app: Flask, db: SQLAlchemy) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["create-admin", "marta@example.com", "--password", PASSWORD])
    result = runner.invoke(args=["set-password", "marta@example.com", "--password", "quatre gats al terrat"])
    assert result.exit_code == 0
    db.session.expire_all()
    assert authenticate("marta@example.com", PASSWORD) is None
    assert authenticate("marta@example.com", "quatre gats al terrat") is not None
    nobody = runner.invoke(args=["set-password", "nobody@example.com", "--password", PASSWORD])
    assert (nobody.exit_code, nobody.output.strip()) == (1, "Error: there is no user of the e-mail nobody@example.com")
