"""The application of a test, served to a real browser from a thread of the test's process."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from werkzeug.serving import make_server

if TYPE_CHECKING:
    from flask import Flask

FINISH_SECONDS = 30


class Whole:
    """Answers in one piece, and knows how many requests are being answered.

    A browser may leave before it has an answer. The file that was to be sent is closed by then (the server
    would leave it open), and nothing of the application is taken away under a request that still runs.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.running = 0
        self.changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.changed:
            self.running += 1
        try:
            answer = self.app(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                if close := getattr(answer, "close", None):
                    close()
        finally:
            with self.changed:
                self.running -= 1
                self.changed.notify_all()

    def finish(self) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.running == 0, FINISH_SECONDS), "a request does not end"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Where the application is served."""
    whole = Whole(app)
    server = make_server("127.0.0.1", 0, whole, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    whole.finish()
    server.server_close()
