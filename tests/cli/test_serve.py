"""`up`: web process and worker from one command, that stop together."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recruit.config import ROOT
from tests.servers import free_port

#: seconds; generous, since the machine may be busy
LONG = 90


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "recruit", *arguments]


def environment(instance: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"INSTANCE_PATH": str(instance), "PYTHONUNBUFFERED": "1"}


@contextmanager
def running(instance: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`up`, once it has said where it is."""
    with (instance / "log").open("w") as log:
        process = subprocess.Popen(
            command("up", "--port", str(port)),
            cwd=ROOT,
            env=environment(instance),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            until(lambda: f"Open http://localhost:{port}" in (instance / "log").read_text())
            yield process
        finally:
            process.kill()
            process.wait()


def until(holds: object, seconds: float = LONG) -> None:
    deadline = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    """Direct children, by /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return sorted(found)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see the processes")


def test_one_command_runs_both_and_ctrl_c_stops_both(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port) as process:
        log = (tmp_path / "log").read_text()
        assert "create-admin" in log
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=30) as answer:
            assert answer.status == 200
        children = children_of(process.pid)
        assert len(children) == 2
        with sqlite3.connect(tmp_path / "recruit.sqlite") as database:
            until(lambda: database.execute("SELECT count(*) FROM workers").fetchone() == (1,))
        assert (tmp_path / "recruit.sqlite").stat().st_mode & 0o077 == 0

        # a second one on the same port says so and leaves the first alone
        second = subprocess.run(
            command("up", "--port", str(port)),
            cwd=ROOT,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
        assert second.returncode == 1
        assert f"Cannot listen on 127.0.0.1 port {port}: Address already in use" in second.stderr

        process.send_signal(signal.SIGINT)
        assert process.wait(LONG) == 0
        until(lambda: not any(alive(child) for child in children), 10)
        assert (tmp_path / "log").read_text().rstrip().endswith("Stopped.")
    with sqlite3.connect(tmp_path / "recruit.sqlite") as database:
        assert database.execute("SELECT count(*) FROM workers").fetchone() == (0,)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("which", [0, 1])
def test_when_one_dies_the_other_stops(tmp_path: Path, which: int) -> None:
    with running(tmp_path, free_port()) as process:
        children = children_of(process.pid)
        os.kill(children[which], signal.SIGKILL)
        assert process.wait(LONG) == 1
        until(lambda: not any(alive(child) for child in children), 10)
        assert "has ended by itself" in (tmp_path / "log").read_text()


def test_when_the_command_itself_is_killed_nothing_is_left(tmp_path: Path) -> None:
    with running(tmp_path, free_port()) as process:
        children = children_of(process.pid)
        process.kill()
        process.wait()
        until(lambda: not any(alive(child) for child in children))
