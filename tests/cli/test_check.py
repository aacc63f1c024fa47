"""What `check` says of settings that are right, doubtful or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

from recruit import sample
from recruit.cli.check import findings
from recruit.hiring.models import Job
from recruit.hiring.operations import jobs
from recruit.hiring.operations.users import create_user
from tests.conftest import MakeApp
from tests.factories import a_user, an_application, an_opening

SAFE = {
    "BASE_URL": "https://jobs.example.com",
    "TRUSTED_PROXIES": 1,
    "SECRET_KEY": "k5RkqL2mVx8nTz3wYb7cHd1fGj4sPa9e",
}


def said(app: Flask, level: str) -> list[str]:
    with app.app_context():
        return [finding.words for finding in findings() if finding.level == level]


def test_an_installation_that_is_ready(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(**SAFE)
    with app.app_context():
        a_user("admin")
        jobs.beat("host:1")
    (tmp_path / "instance").chmod(0o700)
    assert said(app, "error") == []
    mail = [words for words in said(app, "warning") if not words.startswith("Mail: nothing is sent")]
    assert [words for words in mail if "without encryption" not in words] == []
    kinds = [words.partition(":")[0] for words in said(app, "ok")]
    assert {
        "Database",
        "Audit log",
        "Files",
        "Jobs",
        "Secret key",
        "Address",
        "Uploads",
        "Users",
        "Disk",
        "Worker",
    } <= set(kinds)


def test_the_exit_code_and_the_count(make_app: MakeApp) -> None:
    result = make_app(**SAFE).test_cli_runner().invoke(args=["check"])
    assert (result.exit_code, "0 errors" in result.output) == (0, True)
    result = (
        make_app(**SAFE, WEB_PROCESSES=3, RATELIMIT_STORAGE_URI="memory://").test_cli_runner().invoke(args=["check"])
    )
    assert (result.exit_code, "\n1 error, " in result.output) == (1, True)


@pytest.mark.parametrize(
    ("settings", "level", "words"),
    [
        ({"SECRET_KEY": "secret"}, "error", "Secret key: too easy to guess"),
        ({"SECRET_KEY": "a" * 64}, "error", "Secret key: too easy to guess"),
        ({"DEBUG": True}, "error", "Debug: it is on"),
        ({"BASE_URL": "http://jobs.example.com"}, "error", "without https"),
        ({"BASE_URL": "http://localhost:5000"}, "warning", "for trying out"),
        ({"TRUSTED_PROXIES": 0}, "warning", "TRUSTED_PROXIES is 0"),
        ({"WEB_PROCESSES": 2, "RATELIMIT_STORAGE_URI": "memory://"}, "error", "Login throttling"),
        ({"MAX_UPLOAD_MB": 50}, "warning", "50 MB is much for a CV"),
        ({"MAIL_URL": "smtp://ana:hidden@127.0.0.1:1"}, "error", "smtp://ana:…@127.0.0.1:1 does not take mails"),
        ({"JOBS_URL": "redis://:hidden@127.0.0.1:1/0"}, "error", "does not answer"),
        ({"FILES_URL": "s3://cvs?endpoint=http://127.0.0.1:1&region=eu-west-1"}, "error", "does not keep files"),
        (
            {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://ana:hidden@127.0.0.1:1/x"},
            "error",
            "postgresql+psycopg://ana:***@127.0.0.1:1/x cannot be reached",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_is_wrong_is_named(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, settings: dict[str, object], level: str, words: str
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    app = make_app(**(SAFE | settings))
    found = said(app, level)
    assert [line for line in found if words in line] != [], found
    assert "hidden" not in " ".join([*found, *said(app, "ok"), *said(app, "warning"), *said(app, "error")])


def test_a_database_without_tables(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(**SAFE, SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'new.sqlite'}")
    (words,) = said(app, "error")
    assert "has no tables of ours" in words


def test_a_database_of_an_earlier_version(app: Flask, db: SQLAlchemy) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()
    assert [words for words in said(app, "error") if "is at version 0000, the program at" in words] != []


def test_a_log_without_protection(app: Flask, db: SQLAlchemy) -> None:
    on = " ON audit_log" if db.engine.dialect.name == "postgresql" else ""
    db.session.execute(text(f"DROP TRIGGER audit_log_no_delete{on}"))
    db.session.commit()
    (words,) = (words for words in said(app, "error") if words.startswith("Audit log"))
    assert "audit_log_no_delete" in words


def test_jobs_that_wait_for_nobody(app: Flask, db: SQLAlchemy) -> None:
    assert [words for words in said(app, "warning") if words.startswith("Worker: none runs")] != []
    an_application(an_opening())
    assert [words for words in said(app, "error") if "none runs and 1 jobs wait" in words] != []
    jobs.beat("host:1")
    assert [words for words in said(app, "ok") if words == "Worker: host:1 works."] != []
    db.session.query(Job).update({"status": "failed"})
    db.session.commit()
    assert [words for words in said(app, "warning") if words.startswith("Jobs: 1 were given up")] != []


def test_passwords_of_the_sample_data(make_app: MakeApp) -> None:
    login = sample.logins()[0]
    app = make_app(**SAFE)
    with app.app_context():
        create_user(
            email=login.email, name=login.name, role=login.role, password=login.password, by=None, actor="system"
        )
    (words,) = (words for words in said(app, "error") if words.startswith("Users"))
    assert words.endswith(f"open {login.email}.")
    local = make_app(**(SAFE | {"BASE_URL": "http://localhost:5000"}))
    assert [words for words in said(local, "warning") if login.email in words] != []


def test_a_secret_that_others_can_read(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app()
    (tmp_path / "instance" / "secret_key").chmod(0o644)
    assert [words for words in said(app, "error") if "others can read" in words] != []
