"""`check`: what is wrong or unsafe in the settings, in plain words.

Every engine is asked for something and its answer looked at. Exit code 1 when
something is wrong, 0 otherwise; warnings are things to know.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import smtplib
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from recruit import sample
from recruit.hiring.models import Role, User
from recruit.hiring.operations.users import password_is
from recruit.hiring.queries.jobs import job_counts, living_workers
from recruit.hiring.queries.users import all_users
from recruit.storage import MIGRATIONS, files, mail
from recruit.storage.database import db

MEGABYTE = 1024 * 1024
#: free space below this is soon none; below the smaller one nothing can be kept
SPACE_WARNING = 1024
SPACE_ERROR = 100
LARGE_UPLOAD = 25
SHORT_SECRET = 32


@dataclass(frozen=True)
class Finding:
    """`level`: ok, warning or error."""

    level: str
    words: str


def register(app: Flask) -> None:
    app.cli.add_command(check)


@click.command()
@with_appcontext
def check() -> None:
    """Say what is wrong or unsafe; exit code 1 for errors."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    found = findings()
    marks = {"ok": "ok      ", "warning": "WARNING ", "error": "ERROR   "}
    for finding in found:
        click.echo(marks[finding.level] + finding.words)
    errors = sum(finding.level == "error" for finding in found)
    warnings = sum(finding.level == "warning" for finding in found)
    click.echo(f"\n{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}")
    if errors:
        raise SystemExit(1)


def findings() -> list[Finding]:
    """All of them, in the order of the checks."""
    found = list(_database())
    reachable = all(finding.level == "ok" for finding in found)
    for checking in CHECKS + (IN_THE_DATABASE if reachable else ()):
        try:
            found += checking()
        except Exception as error:  # whatever an engine raises is what there is to tell
            found.append(Finding("error", f"{checking.__name__.strip('_')}: {_plain(error)}"))
    return found


def _plain(error: BaseException) -> str:
    """The first line of what went wrong, without the address, which may hold a password."""
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else 'no answer'}"


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if not parts.password:
        return url
    host = parts.hostname or ""
    return url.replace(parts.netloc, f"{parts.username}:…@{host}{f':{parts.port}' if parts.port else ''}")


def _database() -> Iterator[Finding]:
    shown = db.engine.url.render_as_string(hide_password=True)
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            present = MigrationContext.configure(connection).get_current_revision()
            tables = set(inspect(connection).get_table_names())
    except SQLAlchemyError as error:
        yield Finding("error", f"Database: {shown} cannot be reached ({_plain(error.__cause__ or error)}).")
        return
    script = ScriptDirectory(str(MIGRATIONS))
    wanted = script.get_current_head()
    if present is None:
        yield Finding(
            "error", f"Database: {shown} has no tables of ours. `flask --app recruit up` or `… db upgrade` makes them."
        )
    elif present != wanted:
        yield Finding(
            "error",
            f"Database: {shown} is at version {present}, the program at {wanted}. Run: flask --app recruit db upgrade",
        )
    elif missing := set(db.metadata.tables) - tables:
        yield Finding("error", f"Database: {shown} lacks the tables {', '.join(sorted(missing))}.")
    else:
        yield Finding("ok", f"Database: {shown} answers and is up to date.")
        yield _triggers()


def _triggers() -> Finding:
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if db.engine.dialect.name == "postgresql":
        names = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with db.engine.connect() as connection:
        present = set(connection.execute(text(names)).scalars())
    wanted = {"audit_log_no_update", "audit_log_no_delete", "opening_versions_no_update", "opening_versions_no_delete"}
    if missing := wanted - present:
        return Finding("error", f"Audit log: the triggers that protect it are missing ({', '.join(sorted(missing))}).")
    return Finding("ok", "Audit log: protected against changes by the database.")


def _files() -> Iterator[Finding]:
    shown = _without_password(current_app.config["FILES_URL"])
    key, words = f"check/{secrets.token_hex(8)}", secrets.token_bytes(1024)
    try:
        files.put(key, words)
        same = files.get(key) == words
        files.delete(key)
    except Exception as error:
        yield Finding("error", f"Files: {shown} does not keep files ({_plain(error)}).")
        return
    if same:
        yield Finding("ok", f"Files: {shown} keeps what it is given.")
    else:
        yield Finding("error", f"Files: {shown} gives back something else than it was given.")


def _mail() -> Iterator[Finding]:
    url = current_app.config["MAIL_URL"]
    shown, parts = _without_password(url), urlsplit(url)
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = folder / f".check-{secrets.token_hex(4)}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            yield Finding("error", f"Mail: nothing can be written in {folder} ({error.strerror}).")
            return
        yield Finding("warning", f"Mail: nothing is sent, mails are kept in {folder}. Set MAIL_URL to send them.")
        return
    try:
        with mail.connect(url) as server:
            server.noop()
            encrypted = hasattr(server.sock, "cipher")
    except (OSError, smtplib.SMTPException) as error:
        yield Finding("error", f"Mail: {shown} does not take mails ({_plain(error)}).")
        return
    if encrypted or parts.hostname in {"localhost", "127.0.0.1", "::1"}:
        yield Finding("ok", f"Mail: {shown} takes mails.")
    else:
        yield Finding("warning", f"Mail: {shown} takes mails, but without encryption.")


def _jobs() -> Iterator[Finding]:
    shown = _without_password(current_app.config["JOBS_URL"])
    try:
        waiting = current_app.extensions["recruit.jobs"].round_trip()
    except Exception as error:
        yield Finding("error", f"Jobs: the queue {shown} does not answer ({_plain(error)}).")
        return
    yield Finding("ok", f"Jobs: the queue {shown} answers; {waiting} in it.")


def _worker() -> Iterator[Finding]:
    workers, counts = living_workers(), job_counts()
    if workers:
        yield Finding("ok", f"Worker: {', '.join(worker.name for worker in workers)} works.")
    elif counts.waiting:
        yield Finding(
            "error", f"Worker: none runs and {counts.waiting} jobs wait. Run: flask --app recruit worker (`up` does)."
        )
    else:
        yield Finding("warning", "Worker: none runs; no CV would be read. Run: flask --app recruit worker (`up` does).")
    if counts.failed:
        yield Finding("warning", f"Jobs: {counts.failed} were given up; the administrators' pages list them.")


def _secret() -> Iterator[Finding]:
    secret = current_app.config["SECRET_KEY"]
    file = Path(current_app.instance_path) / "secret_key"
    if len(secret) < SHORT_SECRET or len(set(secret)) < 10:
        yield Finding("error", f"Secret key: too easy to guess; SECRET_KEY needs {SHORT_SECRET} random characters.")
        return
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding("error", f"Secret key: others can read {file}. Run: chmod 600 {file}")
        return
    yield Finding("ok", "Secret key: long, and nobody else's.")


def _web() -> Iterator[Finding]:
    config = current_app.config
    base, parts = config["BASE_URL"], urlsplit(config["BASE_URL"])
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if current_app.debug:
        yield Finding("error", "Debug: it is on, which lets visitors run programs. Leave out --debug and FLASK_DEBUG.")
    if parts.scheme == "https":
        yield Finding("ok", f"Address: {base}; cookies are for https alone.")
        if config["TRUSTED_PROXIES"] == 0:
            yield Finding(
                "warning",
                "Proxy: BASE_URL is https, yet TRUSTED_PROXIES is 0: all visitors seem to come from the proxy, "
                "and one who guesses passwords locks out everybody. Set it to the number of proxies.",
            )
    elif local:
        yield Finding("warning", f"Address: {base} is for trying out on this machine. Set BASE_URL to the public one.")
    else:
        yield Finding("error", f"Address: {base} is without https: passwords and cookies can be read on their way.")
    if config["WEB_PROCESSES"] > 1 and config["RATELIMIT_STORAGE_URI"] == "memory://":
        yield Finding("error", "Login throttling: each of several web processes counts alone. Set JOBS_URL to a Redis.")
    if config["MAX_UPLOAD_MB"] > LARGE_UPLOAD:
        yield Finding(
            "warning", f"Uploads: {config['MAX_UPLOAD_MB']} MB is much for a CV; the reader refuses more than 20 MB."
        )
    else:
        yield Finding("ok", f"Uploads: {config['MAX_UPLOAD_MB']} MB at most.")


def _users() -> Iterator[Finding]:
    users = [user for user in all_users() if user.active]
    if not any(user.role == Role.ADMIN for user in users):
        yield Finding("warning", "Users: there is no administrator. Run: flask --app recruit create-admin EMAIL")
    if known := _with_sample_password(users):
        local = urlsplit(current_app.config["BASE_URL"]).hostname in {"localhost", "127.0.0.1", "::1"}
        yield Finding(
            "warning" if local else "error",
            f"Users: the sample data's passwords, which everybody can read, open {', '.join(known)}.",
        )
    else:
        yield Finding("ok", "Users: none has a password of the sample data.")


def _with_sample_password(users: list[User]) -> list[str]:
    """The sample's users who still have the sample's passwords."""
    passwords = {login.email: login.password for login in sample.logins()}
    return [user.email for user in users if user.email in passwords and password_is(user, passwords[user.email])]


def _space() -> Iterator[Finding]:
    folder = Path(current_app.instance_path)
    free = shutil.disk_usage(folder).free // MEGABYTE
    level = "error" if free < SPACE_ERROR else "warning" if free < SPACE_WARNING else "ok"
    yield Finding(level, f"Disk: {free:,} MB free in {folder}.")
    loose = stat.S_IMODE(folder.stat().st_mode) & 0o007
    database = folder / "recruit.sqlite"
    if database.exists() and stat.S_IMODE(database.stat().st_mode) & 0o004 and loose & 0o001:
        yield Finding("warning", f"Disk: others on this machine can read {database}. Run: chmod -R o-rwx {folder}")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (_files, _mail, _jobs, _secret, _web, _space)
IN_THE_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (_worker, _users)
