"""Readings at arm's length: each runs in a child process with limits of memory, computing time and time.

    read_safely(data, "cv.pdf", Month(2026, 11)) -> Reading, or raises Rejected

The children are forked from a process that has the reader and its words
loaded (see `reading_process`), so a reading pays for neither. That process is
started by the first reading of a program and ends with it.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recruit.facts import Month
from recruit.reading.document import Rejected
from recruit.reading.files.sniff import MAX_BYTES

if TYPE_CHECKING:
    from recruit.reading.reader import Reading

_ROOT = Path(__file__).resolve().parents[2]
#: Modules whose classes a reply may hold: values without behaviour of their own.
_VALUES = ("recruit.facts", "recruit.reading.document", "recruit.reading.reader")
#: Seconds that the process gets to load and to answer, beyond a reading's own time.
_START_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading.

    `memory` in bytes, with what the loaded reader takes; seconds of computing and of waiting. A verdict is there
    within 20 seconds: what is left of them goes into ending the child and telling the caller.
    """

    memory: int = 1024 * 1024 * 1024
    cpu_seconds: int = 15
    wall_seconds: float = 18.0


@dataclass(frozen=True, slots=True)
class Request:
    """A document to read, whether to draw its pages, and the limits."""

    data: bytes
    filename: str
    as_of: str
    images: bool
    limits: Limits


class _Unpickler(pickle.Unpickler):
    """Makes nothing but facts and documents: a child that a document took over cannot reach further."""

    def find_class(self, module: str, name: str) -> Any:
        if module in _VALUES and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a reading")


def send(connection: socket.socket, data: bytes) -> None:
    """A message: its length in 8 bytes, then itself."""
    connection.sendall(len(data).to_bytes(8, "big"))
    connection.sendall(data)


def receive(connection: socket.socket) -> bytes:
    """The next message. Raises EOFError when the other side went away."""
    return _exactly(connection, int.from_bytes(_exactly(connection, 8), "big"))


def _exactly(connection: socket.socket, count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = connection.recv(min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


class _ReadingProcess:
    """The loaded process and the socket that connections are handed over by."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        kept = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR")
        environment = {key: os.environ[key] for key in kept if key in os.environ}
        environment |= {"PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
        self.control, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "recruit.reading.reading_process", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=environment,
        )
        theirs.close()

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The reply. Raises OSError or EOFError when the process died or is too late."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self.control, [b"r"], [theirs.fileno()])
            ours.settimeout(seconds)
            send(ours, request)
            return receive(ours)

    def is_alive(self) -> bool:
        return self.owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        self.control.close()
        if self.owner != os.getpid():
            return  # a fork of the program that started it
        self.process.terminate()
        self.process.wait()


_process: _ReadingProcess | None = None
_lock = threading.Lock()


def _running() -> _ReadingProcess:
    """The process of this program: started when first asked for, again when it died, anew in a fork."""
    global _process
    with _lock:
        if _process is None or not _process.is_alive():
            if _process is not None:
                _process.close()
            _process = _ReadingProcess()
        return _process


def start() -> None:
    """Begin to load the reading process, so that the first reading need not wait for it."""
    _running()


def stop() -> None:
    """End the reading process; the next reading starts a new one."""
    global _process
    with _lock:
        if _process is not None:
            _process.close()
            _process = None


atexit.register(stop)


def read_safely(
    data: bytes, filename: str, as_of: Month, *, images: bool = False, limits: Limits | None = None
) -> Reading:
    """Read a document in a limited child process.

    `images` adds the pages as PNG. Raises `Rejected`: what `load_document`
    raises, and too_slow, too_much_memory, unreadable (the child crashed).
    """
    if len(data) > MAX_BYTES:
        raise Rejected("too_large", f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    limits = limits or Limits()
    request = pickle.dumps(Request(data, filename, str(as_of), images, limits), protocol=5)
    for attempt in (1, 2):
        try:
            reply = _running().ask(request, limits.wall_seconds + _START_SECONDS)
            break
        except (OSError, EOFError) as error:
            # The process may have been ended from outside between two readings: once more, with a new one.
            if attempt == 2:
                raise Rejected("unreadable", "The document could not be read.") from error
            stop()
    return _reading(reply)


def _reading(reply: bytes) -> Reading:
    try:
        answer = _Unpickler(io.BytesIO(reply)).load()
    except Exception as error:  # whatever a spoilt pickle does
        raise Rejected("unreadable", "The document could not be read.") from error
    if isinstance(answer, tuple) and len(answer) == 2:
        raise Rejected(str(answer[0]), str(answer[1]))
    reading: Reading = answer
    return reading


def read_many(
    paths: Iterable[Path], as_of: Month, *, images: bool = False, limits: Limits | None = None, parallel: int = 2
) -> Iterator[tuple[Path, Reading | Rejected]]:
    """Read files, `parallel` at a time: each path with its reading or why there is none, in the given order."""

    def one(path: Path) -> tuple[Path, Reading | Rejected]:
        try:
            return path, read_safely(path.read_bytes(), path.name, as_of, images=images, limits=limits)
        except Rejected as rejected:
            return path, rejected
        except OSError as error:
            return path, Rejected("damaged", f"The file cannot be opened: {error.strerror}.")

    with ThreadPoolExecutor(max_workers=parallel) as workers:
        yield from workers.map(one, paths)
