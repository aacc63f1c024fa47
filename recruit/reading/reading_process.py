"""The process that readings run in: loaded once, it forks a limited child for each document.

`sandbox` starts it (`python -m recruit.reading.reading_process FD`) and hands
it a connection for each reading over the socket FD. It ends when that socket
closes, so it outlives neither the program that started it nor its crash.

For each connection there are two processes: one that waits, with the time in
view, and the limited one that reads the document. They are forked, and what
they will need has been touched, before the document comes, so that it waits
for neither.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import pickle
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from recruit.facts import Month
from recruit.reading import reader
from recruit.reading.document import Rejected
from recruit.reading.files import load_document
from recruit.reading.render import page_images
from recruit.reading.sandbox import Limits, Request, receive, send
from recruit.reading.warming import warm_up

#: A reply larger than this is no reading.
MAX_REPLY = 256 * 1024 * 1024
#: the end of a reply that was written to its end
WHOLE = b"whole"
_MIB = 1024 * 1024
#: No child writes a larger file. The model that tells rare languages unpacks itself into one of 65 MB.
MAX_FILE = 128 * _MIB


def serve(control: socket.socket) -> None:  # pragma: no cover - in a process of its own
    """Hand each connection that comes over `control` to a pair that is ready, until `control` closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries those that wait
    ready = _prepare(control)
    while True:
        message, connections, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        for number in connections:
            with contextlib.suppress(OSError):  # the pair was ended from outside: the program asks once more
                socket.send_fds(ready, [b"r"], [number])
            os.close(number)
            ready.close()
            ready = _prepare(control)


def _prepare(control: socket.socket) -> socket.socket:  # pragma: no cover - in a process of its own
    """A pair of processes that waits for a connection over the socket given back; it ends when that closes."""
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        control.close()
        ours.close()
        _wait_for_one(theirs)
    theirs.close()
    return ours


def _wait_for_one(handed: socket.socket) -> None:  # pragma: no cover - in a process of its own
    """Fork the reader, read one request from the connection handed over and send its reply; never returns."""
    child = 0
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        requests, theirs = socket.socketpair()
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            for unused in (handed, requests):
                unused.close()
            os.close(receiving)
            _child(theirs, sending)
        theirs.close()
        os.close(sending)
        _, connections, _, _ = socket.recv_fds(handed, 1, 1)
        for number in connections:
            with socket.socket(fileno=number) as connection:
                request = receive(connection)
                with contextlib.suppress(OSError):  # a child that died is told of below
                    send(requests, request)
                send(connection, _answer(child, receiving, pickle.loads(request).limits))  # noqa: S301 - our own program wrote it
    finally:
        if child:
            _end(child)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)
        os._exit(0)


def _end(child: int) -> None:  # pragma: no cover - in a process of its own
    """Kill the child, and the helpers that it started: they are in its group, and none of them outlives it."""
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)


def _answer(child: int, receiving: int, limits: Limits) -> bytes:  # pragma: no cover - in a process of its own
    """The child's reply, or what became of the child."""
    reply, late = _collect(receiving, child, limits.wall_seconds)
    if reply.endswith(WHOLE):
        return reply[: -len(WHOLE)]  # the caller need not wait until the system has taken the child apart
    _, status, usage = os.wait4(child, 0)
    if late:
        return _rejection("too_slow", f"Reading the document took longer than {limits.wall_seconds:g} seconds.")
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return _rejection("too_slow", "Reading the document took too much computing time.")
    if usage.ru_maxrss * 1024 > limits.memory // 2:
        return _rejection("too_much_memory", "Reading the document took too much memory.")
    return _rejection("unreadable", "The document could not be read.")


def _collect(pipe: int, child: int, seconds: float) -> tuple[bytes, bool]:  # pragma: no cover - in a process of its own
    """All that the child writes, and whether it ran out of time; it is killed then."""
    end = time.monotonic() + seconds
    parts: list[bytes] = []
    size = 0
    while True:
        left = end - time.monotonic()
        ready = select.select([pipe], [], [], max(0.0, left))[0] if left > 0 else []
        if not ready or size > MAX_REPLY:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            return b"", not ready
        part = os.read(pipe, 1 << 20)
        if not part:
            return b"".join(parts), False
        parts.append(part)
        size += len(part)


def _child(requests: socket.socket, sending: int) -> None:  # pragma: no cover - in a process of its own
    """Read the document that comes over `requests` under limits, write the reply and end; never returns."""
    try:
        os.setsid()
        _silence()
        with contextlib.suppress(Exception):
            _read_sample()
        request: Request = pickle.loads(receive(requests))  # noqa: S301 - our own program wrote it
        _limit(request)
        try:
            reply = _read(request)
        except Rejected as rejected:
            reply = _rejection(rejected.id, rejected.message)
        except MemoryError:
            reply = _rejection("too_much_memory", "Reading the document took too much memory.")
        except RecursionError:
            reply = _rejection("bomb", "The document is nested far deeper than a CV needs.")
        with os.fdopen(sending, "wb") as stream:
            stream.write(reply)
            stream.write(WHOLE)
    except BaseException as error:
        # The kind of fault is enough to look for; its text could hold words of the CV.
        with contextlib.suppress(Exception), os.fdopen(sending, "wb") as stream:
            stream.write(_rejection("unreadable", f"The document could not be read ({type(error).__name__}).") + WHOLE)
    finally:
        os._exit(0)


def _silence() -> None:  # pragma: no cover - in a process of its own
    """Libraries write complaints about broken files; they may hold words of the CV."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _limit(request: Request) -> None:  # pragma: no cover - in a process of its own
    reserved, resident = _memory()
    memory = reserved + max(request.limits.memory - resident, 0)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (request.limits.cpu_seconds, request.limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))


def _memory() -> tuple[int, int]:  # pragma: no cover - in a process of its own
    """Bytes of address space that this process has reserved, and of them in memory; zeros where nobody tells."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0, 0
    return int(pages[0]) * resource.getpagesize(), int(pages[1]) * resource.getpagesize()


def _read(request: Request) -> bytes:
    reading = reader.read(request.data, request.filename, Month.parse(request.as_of))
    if request.images:
        reading = replace(reading, images=page_images(request.data))
    packed = io.BytesIO()
    _Pickler(packed, protocol=5).dump(reading)
    return packed.getvalue()


class _Pickler(pickle.Pickler):
    """Packs facts and documents by what they are made of: hundreds of small values, which take long field by field."""

    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        parts = _parts(kind)
        return NotImplemented if parts is None else (kind, parts(value))


@cache
def _parts(kind: type) -> Callable[[object], tuple[Any, ...]] | None:
    """What gives the values that one of this class is made with; None for what is no dataclass."""
    if not is_dataclass(kind):
        return None
    names = [part.name for part in fields(kind) if part.init]
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def _rejection(id: str, message: str) -> bytes:
    return pickle.dumps((id, message), protocol=5)


def _read_sample() -> None:  # pragma: no cover - in a process of its own
    """Read a few lines: a forked process makes the memory its own that it writes."""
    words = "Profile\nNegotiation\nExperience\n2019 - 2021 Key Account Manager, Example Ltd\n- Negotiated contracts"
    reader.read_facts(load_document(words.encode(), "sample.txt"), Month(2024, 1))


def main() -> None:  # pragma: no cover - in a process of its own
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's matter; the socket closes with it
    with contextlib.suppress(Exception):
        warm_up()
    gc.collect()
    gc.freeze()
    serve(control)


if __name__ == "__main__":
    main()
