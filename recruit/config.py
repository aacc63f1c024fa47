"""The settings. Each comes from the environment variable of its name; what is not set has a safe default.

`SECRET_KEY`: signs sessions and queue entries; 32 characters at least. Made once into `instance/secret_key` if not set.
`DATABASE_URL`: `sqlite:///instance/recruit.sqlite` if not set, or `postgresql://user:password@host/name`.
`JOBS_URL`: `sqlite:///instance/jobs.sqlite` if not set, or `redis://host:6379/0` (`rediss://` with TLS).
`FILES_URL`: the folder `instance/files` if not set, or `s3://bucket/prefix?region=…&endpoint=…`, which takes its keys
from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
`MAIL_URL`: the folder `instance/outbox` if not set, or `smtp://user:password@host:587` (encrypted when the server
offers it; `?starttls=require` insists), or `smtps://…:465`.
`MAIL_FROM`: sender of every mail; `no-reply@` and the host of `BASE_URL` if not set.
`BASE_URL`: public address, `http://localhost:5000` if not set; `https://…` makes the cookies secure and sends HSTS.
`COMPANY_NAME`: named in pages and mails; `Recruit` if not set.
`PHONE_COUNTRY`: two letters of the country in which phone numbers written without one are, `ES`; the same person is
known again by them.
`PRIVACY_CONTACT`: e-mail address that the privacy notice gives for questions and rights; none if not set.
`MAX_UPLOAD_MB`: largest CV file, 10. `MAX_PAGES_SHOWN`: pages of a CV of which pictures are kept, 20.
`SESSION_HOURS`: how long a login lasts, 12.
`TRUSTED_PROXIES`: how many proxies in front have their `X-Forwarded-*` headers believed, 0.
`LOGIN_LIMIT`: login attempts from one address, `10 per 15 minutes`.
`APPLY_LIMIT`: application forms sent from one address, `60 per hour`; `UPLOAD_LIMIT`: CVs chosen for a form,
`60 per hour`; `DRAFT_LIMIT`: savings of a form that is being filled in, `1200 per hour`; `DRAFT_MAIL_LIMIT`: mails with
the link to go on later, `10 per hour`. An office may be behind one address: too low a limit shuts people out.
`DRAFT_DAYS`: how long a form that was not sent is kept, 14. `MIN_FILL_SECONDS`: a form sent sooner than this after it
was opened is asked for a second press, 3; 0 asks nobody.
`WEB_THREADS`: threads of a web process, 8. `WEB_PROCESSES`: 1; for more, `JOBS_URL` must be a Redis, which then
counts the login attempts of all together.
`JOB_WORKERS`: jobs done at the same time, 2. `JOB_TRIES`: how often a failing job is tried, 6 (within 75 minutes).
`LOG_LEVEL`: of the JSON logs on standard error, `INFO`.
`TZ`: time zone in which times are shown, `Europe/Madrid`.
`INSTANCE_PATH`: where everything local is kept, `instance/` beside the code if not set.

Durations are named with their unit; sizes are in megabytes of 1024 × 1024 bytes.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import click
import limits
import phonenumbers

ROOT = Path(__file__).resolve().parent.parent

#: The languages of the product, and their own names.
LANGUAGES = {"ca": "Català", "es": "Español", "en": "English"}

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

#: Room for the fields of the form around the file itself.
FORM_ROOM = 256 * 1024


class BadSetting(click.ClickException):
    """A setting that can't be understood; the message names it and says what it must be. A command prints it."""


def instance_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where local data is kept: `INSTANCE_PATH`, or `instance/` beside the code."""
    given = (os.environ if environment is None else environment).get("INSTANCE_PATH")
    return Path(given).resolve() if given else ROOT / "instance"


def settings(instance: Path, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All settings for Flask's config. Raises BadSetting; writes `instance/secret_key` when there is none."""
    environment = os.environ if environment is None else environment

    def text(name: str, default: str) -> str:
        return environment.get(name, "").strip() or default

    def number(name: str, default: int, least: int = 1, most: int = 10_000) -> int:
        given = text(name, str(default))
        if not (given.isascii() and given.isdigit() and len(given) < 10 and least <= int(given) <= most):
            raise BadSetting(f"{name} must be a whole number from {least} to {most}; it is {given!r}")
        return int(given)

    base = text("BASE_URL", "http://localhost:5000").rstrip("/")
    parts = address("BASE_URL", base)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSetting(f"BASE_URL must be an address like https://jobs.example.com; it is {base!r}")
    secure = parts.scheme == "https"
    jobs = text("JOBS_URL", f"sqlite:///{instance / 'jobs.sqlite'}")
    upload = number("MAX_UPLOAD_MB", 10)
    return {
        "SECRET_KEY": environment.get("SECRET_KEY") or kept_secret(instance),
        "SQLALCHEMY_DATABASE_URI": database_url(text("DATABASE_URL", f"sqlite:///{instance / 'recruit.sqlite'}")),
        # the values of a failed statement may be personal data, and errors are logged
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": True},
        "JOBS_URL": jobs,
        "FILES_URL": text("FILES_URL", (instance / "files").as_uri()),
        "MAIL_URL": text("MAIL_URL", (instance / "outbox").as_uri()),
        "MAIL_FROM": sender(text("MAIL_FROM", f"no-reply@{parts.hostname}")),
        "BASE_URL": base,
        "COMPANY_NAME": " ".join(text("COMPANY_NAME", "Recruit").split()),  # one line: it stands in heads of mails
        "PHONE_COUNTRY": phone_country(text("PHONE_COUNTRY", "ES")),
        "PRIVACY_CONTACT": text("PRIVACY_CONTACT", ""),
        "MAX_UPLOAD_MB": upload,
        "MAX_CONTENT_LENGTH": upload * 1024 * 1024 + FORM_ROOM,
        "MAX_FORM_MEMORY_SIZE": FORM_ROOM,
        "MAX_PAGES_SHOWN": number("MAX_PAGES_SHOWN", 20),
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=number("SESSION_HOURS", 12)),
        "SESSION_COOKIE_NAME": "__Host-recruit" if secure else "recruit",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": secure,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "PREFERRED_URL_SCHEME": parts.scheme,
        "WTF_CSRF_TIME_LIMIT": None,
        "TRUSTED_PROXIES": number("TRUSTED_PROXIES", 0, least=0),
        "LOGIN_LIMIT": attempts(text("LOGIN_LIMIT", "10 per 15 minutes")),
        "APPLY_LIMIT": attempts(text("APPLY_LIMIT", "60 per hour"), "APPLY_LIMIT"),
        "UPLOAD_LIMIT": attempts(text("UPLOAD_LIMIT", "60 per hour"), "UPLOAD_LIMIT"),
        "DRAFT_LIMIT": attempts(text("DRAFT_LIMIT", "1200 per hour"), "DRAFT_LIMIT"),
        "DRAFT_MAIL_LIMIT": attempts(text("DRAFT_MAIL_LIMIT", "10 per hour"), "DRAFT_MAIL_LIMIT"),
        "DRAFT_DAYS": number("DRAFT_DAYS", 14, most=90),
        "MIN_FILL_SECONDS": number("MIN_FILL_SECONDS", 3, least=0, most=60),
        "RATELIMIT_STORAGE_URI": jobs if jobs.startswith(("redis://", "rediss://")) else "memory://",
        "RATELIMIT_HEADERS_ENABLED": True,
        # while the Redis is away each process counts for itself, and people can log in
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "WEB_THREADS": number("WEB_THREADS", 8),
        "WEB_PROCESSES": number("WEB_PROCESSES", 1),
        "JOB_WORKERS": number("JOB_WORKERS", 2),
        "JOB_TRIES": number("JOB_TRIES", 6),
        "LOG_LEVEL": log_level(text("LOG_LEVEL", "INFO").upper()),
        "LANGUAGES": LANGUAGES,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_DEFAULT_TIMEZONE": time_zone(text("TZ", "Europe/Madrid")),
    }


def address(name: str, given: str) -> SplitResult:
    """The parts of an address, its port looked at. BadSetting that names the setting, but no password in it."""
    try:
        parts = urlsplit(given)
        _port = parts.port
    except ValueError as error:
        raise BadSetting(f"{name} is no address that can be understood; look at its host and port") from error
    return parts


def database_url(given: str) -> str:
    """`postgres://` and `postgresql://` as the driver in use wants them; anything else as given. BadSetting."""
    for scheme in ("postgres://", "postgresql://"):
        if given.startswith(scheme):
            given = "postgresql+psycopg://" + given.removeprefix(scheme)
    scheme = given.partition(":")[0] if "://" in given else ""
    if scheme not in {"sqlite", "postgresql+psycopg"}:
        raise BadSetting(f"DATABASE_URL must begin with sqlite:/// or postgresql://; it begins with {scheme}://")
    address("DATABASE_URL", given)
    return given


def sender(given: str) -> str:
    """An e-mail address: something, an @, something, and no spaces."""
    before, _at, after = given.partition("@")
    if not before or not after or "@" in after or any(letter.isspace() for letter in given):
        raise BadSetting(f"MAIL_FROM must be an e-mail address; it is {given!r}")
    return given


def attempts(given: str, name: str = "LOGIN_LIMIT") -> str:
    """A limit as the throttling takes it."""
    try:
        limits.parse_many(given)
    except ValueError as error:
        raise BadSetting(f"{name} must be like '10 per 15 minutes'; it is {given!r}") from error
    return given


def phone_country(given: str) -> str:
    """The two letters of a country that has phone numbers."""
    if given.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise BadSetting(f"PHONE_COUNTRY must be the two letters of a country, like ES or MX; it is {given!r}")
    return given.upper()


def log_level(given: str) -> str:
    if given not in LOG_LEVELS:
        raise BadSetting(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}; it is {given!r}")
    return given


def time_zone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (ValueError, OSError, KeyError) as error:  # of its being no name, or of no zone
        raise BadSetting(f"TZ must be a time zone like Europe/Madrid; it is {given!r}") from error
    return given


def made_folder(name: str, folder: Path) -> Path:
    """The folder, made if need be, for its owner alone. BadSetting where that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadSetting(f"{name}: the folder {folder} cannot be made ({error.strerror})") from error
    return folder


def kept_secret(instance: Path) -> str:
    """The secret of this installation, made at the first start; readable by its owner only."""
    path = instance / "secret_key"
    if not path.exists():
        made_folder("INSTANCE_PATH", instance)
        # mkstemp makes it 0600; the link fails where another process was first, and its secret holds
        try:
            descriptor, name = tempfile.mkstemp(dir=instance)
        except OSError as error:
            raise BadSetting(f"INSTANCE_PATH: nothing can be written in {instance} ({error.strerror})") from error
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(name, path)
        Path(name).unlink()
    try:
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} cannot be read: {getattr(error, 'strerror', 'it is no text')}") from error
    if not secret:
        raise BadSetting(f"{path} is empty. Delete it, and a new secret is made; all logins end with it.")
    return secret
