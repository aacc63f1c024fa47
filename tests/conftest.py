"""What the tests of every part share: an application of its own for each test, on the engines at hand.

By default SQLite, Huey on SQLite, a folder and an outbox. With
`RECRUIT_ENGINES=servers` the very same tests run on PostgreSQL, Redis, S3 and
SMTP. An application context is open during a test; each request of the test
client gets its own all the same, as in production.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as email_policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache

from tests.servers import Servers, database_name

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from flask_sqlalchemy import SQLAlchemy
    from playwright.sync_api import Browser

    from recruit.hiring.models import User

# how long an example takes says more about the machine than about the code
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ENGINES = os.environ.get("RECRUIT_ENGINES", "default")

MakeApp = Callable[..., "Flask"]


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """The real servers, for whoever asks; started once."""
    running = Servers()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def engines(request: pytest.FixtureRequest) -> Servers | None:
    """The servers that the applications of this run stand on; None: the default engines."""
    return request.getfixturevalue("servers") if ENGINES == "servers" else None


@contextmanager
def open_app(settings: dict[str, Any]) -> Iterator[Flask]:
    """An application with these settings, whose connections are given back afterwards."""
    from recruit import create_app
    from recruit.storage.database import db

    app = create_app(settings)
    yield app
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    app.extensions["recruit.jobs"].close()


def migrated(settings: dict[str, Any]) -> None:
    """Make the tables in the database of these settings, as an installation does."""
    from flask_migrate import upgrade

    with open_app(settings) as app, app.app_context():
        upgrade()


@pytest.fixture(scope="session")
def default_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows."""
    folder = tmp_path_factory.mktemp("template")
    migrated({"INSTANCE_PATH": folder})
    return folder / "recruit.sqlite"


@pytest.fixture(scope="session")
def server_template(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with all tables and no rows."""
    from recruit.config import database_url

    address = servers.database()
    migrated({"INSTANCE_PATH": tmp_path_factory.mktemp("pg"), "SQLALCHEMY_DATABASE_URI": database_url(address)})
    return database_name(address)


@pytest.fixture(scope="session")
def once_for_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every application would make anew, and all alike: compiled catalogs here, compiled templates beside."""
    from recruit import translations

    folder = tmp_path_factory.mktemp("once")
    (folder / "templates").mkdir()
    translations.compiled(folder / "translations")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords are hashed by the same algorithm, without the effort that protects real ones."""
    from argon2 import PasswordHasher
    from argon2.profiles import CHEAPEST

    from recruit.hiring.operations import users

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "_hasher", lambda: PasswordHasher.from_parameters(CHEAPEST))
        yield


@pytest.fixture
def make_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeApp]:
    """`make_app(**settings)`: an application with its own data; several of one test share them."""
    from recruit.config import database_url

    engines: Servers | None = request.getfixturevalue("engines")
    instance = tmp_path / "instance"
    instance.mkdir()
    once: Path = request.getfixturevalue("once_for_all")
    shutil.copytree(once / "translations", instance / "translations")
    made: list[Any] = []
    settings: dict[str, Any] = {
        "INSTANCE_PATH": instance,
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "MIN_FILL_SECONDS": 0,
        "LOG_LEVEL": "CRITICAL",
        "COMPANY_NAME": "Fusteria Ginesta",
    }
    address = ""
    if engines is None:
        shutil.copy(request.getfixturevalue("default_template"), instance / "recruit.sqlite")
    else:
        address = engines.database(request.getfixturevalue("server_template"))
        settings |= engines.settings() | {"SQLALCHEMY_DATABASE_URI": database_url(address)}

    def make(**overrides: Any) -> Flask:
        opened = open_app(settings | overrides)
        app = opened.__enter__()
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(once / "templates"))
        made.append(opened)
        return app

    yield make
    for opened in reversed(made):
        opened.__exit__(None, None, None)
    if engines is not None:
        engines.drop(address)


@pytest.fixture
def app(make_app: MakeApp) -> Iterator[Flask]:
    """The application, its context open."""
    app = make_app()
    app.test_client_class = _client_class()
    with app.app_context():
        yield app


def _client_class() -> type[FlaskClient]:
    from flask.testing import FlaskClient

    from recruit.storage.database import db

    class Client(FlaskClient):
        """Each request has a context and a database session of its own; the test's own then sees what it changed."""

        def open(self, *args: Any, **kwargs: Any) -> Any:
            with self.application.app_context():
                response = super().open(*args, **kwargs)
            db.session.rollback()
            return response

        def log_in(self, user: User) -> Client:
            """Be this user from now on, without asking for a password."""
            with self.session_transaction() as session:
                session["_user_id"] = user.get_id()
                session["_fresh"] = True
            return self

    return Client


@pytest.fixture
def db(app: Flask) -> SQLAlchemy:
    """The database of `app`."""
    from recruit.storage.database import db

    return db


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a login; `client.log_in(user)` gives it one."""
    return app.test_client()


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], int]:
    """Do all queued jobs now, as a worker would; returns how many."""
    return app.extensions["recruit.jobs"].drain


@pytest.fixture
def sent_mails(app: Flask, engines: Servers | None) -> Callable[[], list[EmailMessage]]:
    """The mails sent so far, in order."""

    def mails() -> list[EmailMessage]:
        if engines is not None:
            return list(engines.inbox.mails)
        folder = Path(app.instance_path) / "outbox"
        parser = BytesParser(policy=email_policy)
        found = []
        for path in sorted(folder.glob("*.eml")) if folder.exists() else []:
            mail = parser.parsebytes(path.read_bytes())
            assert isinstance(mail, EmailMessage)
            found.append(mail)
        return found

    return mails


class Queries(list[str]):
    """The statements sent to the database."""


CountQueries = Callable[[], AbstractContextManager[Queries]]


@pytest.fixture
def count_queries(app: Flask) -> CountQueries:
    """`with count_queries() as queries: …`, then `len(queries)`."""
    from sqlalchemy import event

    from recruit.storage.database import db

    @contextmanager
    def counting() -> Iterator[Queries]:
        seen = Queries()

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        db.session.expunge_all()
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting


NO_CHROMIUM = "no Chromium on this machine (Debian: apt-get install chromium)"
#: it is driven by tests alone: no sandbox (they may run as root), no calls home
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """The installed browser; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser. Where there is none the tests are skipped with the reason; in CI that is a failure."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # a busy machine is no fault of a page
    chromium = chromium_path()
    if chromium is None:
        if os.environ.get("CI") == "true" or os.environ.get("RECRUIT_REQUIRE_ALL"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()
