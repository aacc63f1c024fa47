"""`up`, `demo`, `worker`, `web`: everything that keeps running.

`up` holds the listening socket and starts two children, the web process and
the worker. They stop together: on Ctrl-C, on SIGTERM, when either of them
dies, and when `up` itself is killed (their standard input then ends).
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import FrameType
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from recruit.hiring.models import Job, Role
from recruit.hiring.queries.users import all_users
from recruit.jobs.worker import work
from recruit.storage.database import db

PORT = 5000
#: seconds that a child has to end by itself, before it is told more firmly
PATIENCE = 10
READY_WITHIN = 60


def register(app: Flask) -> None:
    for command in (up, demo, worker, web):
        app.cli.add_command(command)


_port = click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
_host = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")


@click.command()
@_port
@_host
@with_appcontext
def up(port: int, host: str) -> None:
    """Bring the database up to date, then serve and work until Ctrl-C."""
    with _listening(host, port) as listener:
        migrated()
        if not any(user.role == Role.ADMIN and user.active for user in all_users()):
            click.echo("There is no administrator yet. Make one:  flask --app recruit create-admin EMAIL")
        serve(listener, host)


@click.command()
@_port
@_host
@with_appcontext
def demo(port: int, host: str) -> None:
    """The same with sample data, loaded the first time; prints the sample logins."""
    from recruit import sample

    with _listening(host, port) as listener:
        migrated()
        click.echo("Loading sample data …")
        logins = sample.load(current_app._get_current_object())  # type: ignore[attr-defined]
        serve(listener, host, [f"  {login.role:<16} {login.email:<32} {login.password}" for login in logins])


@click.command()
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop when standard input ends.")
@with_appcontext
def worker(with_parent: bool) -> None:
    """Do the background work: read CVs, send mails."""
    if with_parent:
        _stop_with_parent()
    if not inspect(db.engine).has_table(Job.__tablename__):
        raise click.ClickException("The database has no tables yet. Run first: flask --app recruit db upgrade")
    work(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command(hidden=True)
@click.argument("descriptor", type=int)
def web(descriptor: int) -> None:
    """Serve on an open socket, given by its number; `up` starts this."""
    _stop_with_parent()
    gunicorn(f"fd://{descriptor}")


def migrated() -> None:
    """Bring the tables up to date, quietly. What is written from here on is for the owner's eyes only."""
    os.umask(0o077)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        upgrade()
    except DatabaseError as error:
        shown = db.engine.url.render_as_string(hide_password=True)
        fault = str(error.__cause__ or error).strip().partition("\n")[0]
        raise click.ClickException(
            f"The database {shown} cannot be used: {fault}. See: flask --app recruit check"
        ) from error


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The socket to serve on, taken before anything else is done, so that a busy port is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(128)
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host} port {port}: {error.strerror}. Choose another with --port."
            ) from error
        listener.set_inheritable(True)
        yield listener


def address_of(listener: socket.socket, host: str) -> str:
    """What to type into a browser on this machine."""
    shown = {"0.0.0.0": "localhost", "::": "localhost", "127.0.0.1": "localhost", "::1": "localhost"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://{shown}:{listener.getsockname()[1]}"


def serve(listener: socket.socket, host: str, logins: list[str] | None = None) -> None:
    """Run web process and worker until told to stop, or until one of them ends; exits with 1 then."""
    address = address_of(listener, host)
    stop = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    environment = {"BASE_URL": address, **os.environ, "INSTANCE_PATH": current_app.instance_path}
    command = [sys.executable, "-m", "flask", "--app", "recruit"]
    descriptor = listener.fileno()
    children = {
        "worker": _child([*command, "worker", "--with-parent"], environment),
        "web process": _child([*command, "web", str(descriptor)], environment, pass_fds=(descriptor,)),
    }
    listener.close()  # the web process has it now
    failed = ""
    try:
        _announce(address, logins or [], stop, children["web process"])
        while not stop.is_set() and not failed:
            failed = next((name for name, child in children.items() if child.poll() is not None), "")
            stop.wait(0.2)
    finally:
        for child in children.values():
            _tell(child, signal.SIGINT)
        for child in children.values():
            _end(child)
        for number, handler in before.items():
            signal.signal(number, handler)
    if failed:
        raise click.ClickException(f"The {failed} has ended by itself; see the log above. Everything is stopped.")
    click.echo("Stopped.")


def _child(command: list[str], environment: dict[str, str], **options: Any) -> subprocess.Popen[bytes]:
    """A child in a group of its own (Ctrl-C reaches us alone), that ends when its standard input does."""
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, start_new_session=True, **options)


def _announce(address: str, logins: list[str], stop: threading.Event, child: subprocess.Popen[bytes]) -> None:
    """Say where, once it answers."""
    deadline = time.monotonic() + READY_WITHIN
    while not stop.is_set() and child.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            break  # it answers, whatever it says
        except OSError:
            stop.wait(0.2)
        else:
            break
    if stop.is_set() or child.poll() is not None:
        return
    click.echo(f"\nOpen {address}   (Ctrl-C stops everything)")
    if logins:
        click.echo("Logins of the sample data, at /login:")
        click.echo("\n".join(logins))


def _tell(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if child.poll() is None:
        child.send_signal(number)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Wait for the child; then insist. What it started itself goes with it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            child.wait(PATIENCE)
            break
        except subprocess.TimeoutExpired:
            _tell(child, number)
    child.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    if child.stdin:
        child.stdin.close()


def _stop_with_parent() -> None:
    """End this process when its standard input ends: whoever started it is gone."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()


def gunicorn(bind: str) -> None:
    """Serve with gunicorn on this address, as the settings say, until told to stop."""
    from gunicorn.app.base import BaseApplication

    from recruit import create_app

    config = create_app().config
    options = {
        "bind": bind,
        "workers": config["WEB_PROCESSES"],
        "threads": config["WEB_THREADS"],
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 5,
        "loglevel": "warning",
        "control_socket_disable": True,
    }

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            # in each web process, after the fork: no connection is shared
            return create_app()

    Server().run()
