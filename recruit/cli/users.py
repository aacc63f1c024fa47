"""`create-admin`, `set-password`: logins made on the machine itself."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from recruit.hiring.operations import users
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.users import user_by_email

#: (field, code) -> words
FAULTS = {
    ("email", "not_an_email"): "this is no e-mail address",
    ("email", "taken"): "there is a user of this e-mail already; use set-password",
    ("name", "required"): "a name is needed",
    ("password", "too_short"): f"the password needs {users.LEAST_PASSWORD} characters at least",
    ("password", "too_long"): "the password is too long",
    ("password", "same_as_email"): "the password must not be the e-mail",
    ("password", "too_common"): "this password is among the first that anybody tries",
}


def register(app: Flask) -> None:
    app.cli.add_command(create_admin)
    app.cli.add_command(set_password)


_password = click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)


@click.command()
@click.argument("email")
@click.option("--name", default="", help="As shown to others; the e-mail's first part if not given.")
@_password
@with_appcontext
def create_admin(email: str, name: str, password: str) -> None:
    """Make an administrator; asks for the password."""
    try:
        user = users.create_user(
            email=email,
            name=name or email.partition("@")[0],
            role="admin",
            password=password,
            by=None,
            actor="system",
        )
    except Invalid as fault:
        raise click.ClickException(FAULTS.get((fault.field, fault.code), str(fault))) from fault
    click.echo(f"{user.email} is an administrator now.")


@click.command()
@click.argument("email")
@_password
@with_appcontext
def set_password(email: str, password: str) -> None:
    """Give a user a new password; asks for it. All their logins end."""
    user = user_by_email(email)
    if user is None:
        raise click.ClickException(f"there is no user of the e-mail {email}")
    try:
        users.set_password(user, password, by=None, actor="system")
    except Invalid as fault:
        raise click.ClickException(FAULTS.get((fault.field, fault.code), str(fault))) from fault
    click.echo(f"The password of {user.email} is changed.")
