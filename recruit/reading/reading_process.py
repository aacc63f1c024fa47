"""The process that readings run in: loaded once, it forks a limited child for each document.

`sandbox` starts it (`python -m recruit.reading.reading_process FD`) and hands
it a connection for each reading over the socket FD. It ends when that socket
closes, so it outlives neither the program that started it nor its crash.

For each connection two processes are forked: one that waits, with the time
in view, and the limited one that reads the document.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path

from recruit.facts import Month
from recruit.reading import reader
from recruit.reading.document import Rejected
from recruit.reading.files import load_document
from recruit.reading.render import page_images
from recruit.reading.sandbox import Request, receive, send

#: A reply larger than this is no reading.
MAX_REPLY = 256 * 1024 * 1024
_MIB = 1024 * 1024
#: No child writes a larger file. The model that tells rare languages unpacks itself into one of 65 MB.
MAX_FILE = 128 * _MIB


def serve(control: socket.socket) -> None:  # pragma: no cover - in a process of its own
    """Answer each connection that comes over `control`, until that closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries those that wait
    while True:
        message, connections, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        for number in connections:
            if os.fork() == 0:
                control.close()
                _wait_for_one(number)
            os.close(number)


def _wait_for_one(number: int) -> None:  # pragma: no cover - in a process of its own
    """Read one request from the connection and send its reply; never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with socket.socket(fileno=number) as connection:
            request: Request = pickle.loads(receive(connection))  # noqa: S301 - our own program wrote it
            send(connection, _answer(request))
    finally:
        os._exit(0)


def _answer(request: Request) -> bytes:  # pragma: no cover - in a process of its own
    """The child's reply, or what became of the child."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _child(request, sending)
    os.close(sending)
    reply, late = _collect(receiving, child, request.limits.wall_seconds)
    os.close(receiving)
    _, status, usage = os.wait4(child, 0)
    # Helpers that the child started are in its group; none of them outlives it.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if late:
        return _rejection("too_slow", f"Reading the document took longer than {request.limits.wall_seconds:g} seconds.")
    if reply and os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return reply
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return _rejection("too_slow", "Reading the document took too much computing time.")
    if usage.ru_maxrss * 1024 > request.limits.memory // 2:
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


def _child(request: Request, sending: int) -> None:  # pragma: no cover - in a process of its own
    """Read the document under limits, write the reply and end; never returns."""
    code = 1
    try:
        os.setsid()
        _silence()
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
        code = 0
    except BaseException as error:
        # The kind of fault is enough to look for; its text could hold words of the CV.
        with contextlib.suppress(Exception), os.fdopen(sending, "wb") as stream:
            stream.write(_rejection("unreadable", f"The document could not be read ({type(error).__name__})."))
            code = 0
    finally:
        os._exit(code)


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
    return pickle.dumps(reading, protocol=5)


def _rejection(id: str, message: str) -> bytes:
    return pickle.dumps((id, message), protocol=5)


def _warm_up() -> None:  # pragma: no cover - in a process of its own
    """Load every lexicon before the first fork, so that no child pays for it."""
    words = "Profile\nNegotiation\nExperience\n2019 - 2021 Key Account Manager, Example Ltd\n- Negotiated contracts"
    reader.read_facts(load_document(words.encode(), "warm-up.txt"), Month(2024, 1))
    gc.collect()
    gc.freeze()


def main() -> None:  # pragma: no cover - in a process of its own
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's matter; the socket closes with it
    with contextlib.suppress(Exception):
        _warm_up()
    serve(control)


if __name__ == "__main__":
    main()
