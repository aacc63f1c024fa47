"""Settings from the environment, their defaults, and the secret that is made once."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from recruit import config
from recruit.config import BadSetting, database_url, kept_secret, settings


def test_safe_defaults(tmp_path: Path) -> None:
    found = settings(tmp_path, {})
    assert found["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/recruit.sqlite"
    assert found["JOBS_URL"] == f"sqlite:///{tmp_path}/jobs.sqlite"
    assert found["FILES_URL"] == f"file://{tmp_path}/files"
    assert found["MAIL_URL"] == f"file://{tmp_path}/outbox"
    assert found["MAX_CONTENT_LENGTH"] == 10 * 1024 * 1024 + 256 * 1024
    assert (found["SESSION_COOKIE_HTTPONLY"], found["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")
    assert found["RATELIMIT_STORAGE_URI"] == "memory://"


def test_cookies_are_for_https_when_the_address_is(tmp_path: Path) -> None:
    plain, secure = settings(tmp_path, {}), settings(tmp_path, {"BASE_URL": "https://jobs.example.com/"})
    assert (plain["SESSION_COOKIE_SECURE"], plain["SESSION_COOKIE_NAME"]) == (False, "recruit")
    assert (secure["SESSION_COOKIE_SECURE"], secure["SESSION_COOKIE_NAME"]) == (True, "__Host-recruit")
    assert (secure["BASE_URL"], secure["MAIL_FROM"]) == ("https://jobs.example.com", "no-reply@jobs.example.com")


def test_everything_comes_from_the_environment(tmp_path: Path) -> None:
    given = {
        "SECRET_KEY": "k" * 40,
        "DATABASE_URL": "postgres://ana@host/hiring",
        "JOBS_URL": "redis://host/1",
        "MAX_UPLOAD_MB": "5",
        "SESSION_HOURS": "2",
        "COMPANY_NAME": " Fusteria Ginesta ",
        "WEB_PROCESSES": "3",
        "PHONE_COUNTRY": "mx",
    }
    found = settings(tmp_path, given)
    assert found["SECRET_KEY"] == "k" * 40
    assert found["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://ana@host/hiring"
    assert (found["JOBS_URL"], found["RATELIMIT_STORAGE_URI"]) == ("redis://host/1", "redis://host/1")
    assert (found["MAX_UPLOAD_MB"], found["COMPANY_NAME"], found["WEB_PROCESSES"]) == (5, "Fusteria Ginesta", 3)
    assert found["PHONE_COUNTRY"] == "MX"
    assert found["PERMANENT_SESSION_LIFETIME"].total_seconds() == 7200
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_UPLOAD_MB", "ten"),
        ("MAX_UPLOAD_MB", "0"),
        ("JOB_WORKERS", "-1"),
        ("BASE_URL", "jobs.example.com"),
        ("BASE_URL", "ftp://x"),
        ("PHONE_COUNTRY", "Spain"),
        ("PHONE_COUNTRY", "ZZ"),
        ("MAX_UPLOAD_MB", "²"),
        ("SESSION_HOURS", "99999999999999"),
        ("JOB_WORKERS", "10001"),
        ("MAIL_FROM", "nobody"),
        ("LOGIN_LIMIT", "many"),
        ("LOG_LEVEL", "LOUD"),
        ("TZ", "Mars/Base"),
        ("TZ", "../etc/passwd"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"{name} must be .*{re.escape(value)}"):
        settings(tmp_path, {name: value})


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://a@h/d", "postgresql+psycopg://a@h/d"),
        ("postgres://a@h/d", "postgresql+psycopg://a@h/d"),
        ("postgresql+psycopg://a@h/d", "postgresql+psycopg://a@h/d"),
        ("sqlite:///x", "sqlite:///x"),
    ],
)
def test_addresses_of_databases(given: str, used: str) -> None:
    assert database_url(given) == used


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.append(kept_secret(folder))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8 and len(set(made)) == 1 and len(made[0]) == 64
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]
    assert kept_secret(tmp_path / "other") != made[0]


def test_every_setting_is_documented() -> None:
    source = Path(config.__file__).read_text(encoding="utf-8")
    asked = set(re.findall(r'(?:text|number|environment\.get)\(\s*"([A-Z_]+)"', source)) | {"INSTANCE_PATH"}
    assert asked == set(re.findall(r"`([A-Z][A-Z_]+)`(?=:)", str(config.__doc__)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "http://["),
        ("DATABASE_URL", "postgresql://ana:secret@host:abc/x"),
    ],
)
def test_an_address_that_is_none_is_named_without_its_password(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} is no address that can be understood") as raised:
        settings(tmp_path, {name: value})
    assert "secret" not in raised.value.message


@pytest.mark.parametrize("value", ["garbage", "mysql://ana:secret@host/x"])
def test_other_databases_are_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadSetting, match=r"^DATABASE_URL must begin with sqlite:/// or postgresql://") as raised:
        settings(tmp_path, {"DATABASE_URL": value})
    assert "secret" not in raised.value.message


def test_a_company_has_one_line(tmp_path: Path) -> None:
    assert settings(tmp_path, {"COMPANY_NAME": "Fusteria\nGinesta"})["COMPANY_NAME"] == "Fusteria Ginesta"


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match=f"^INSTANCE_PATH: the folder {tmp_path}/file cannot be made"):
        settings(tmp_path / "file", {})


def test_an_empty_secret_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("\n")
    with pytest.raises(BadSetting, match="secret_key is empty"):
        settings(tmp_path, {})
