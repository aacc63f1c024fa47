"""Logs: one JSON object a line on standard error, without personal data.

A request is logged with its method, the route's pattern (never the address
itself, which may hold an unguessable id), status, milliseconds and a request
id, which the answer carries too (`X-Request-Id`). A fault is logged by its
kind and the places it went through, without its words: these may quote what a
person typed.
"""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pythonjsonlogger.json import JsonFormatter

if TYPE_CHECKING:
    from flask import Flask, Response

log = logging.getLogger("recruit")


def register(app: Flask) -> None:
    """Log in JSON, and every request once."""
    from flask import g, has_request_context, request

    class WithRequest(logging.Filter):
        """Adds the id of the request to what is logged during it."""

        def filter(self, record: logging.LogRecord) -> bool:
            if has_request_context():
                record.request = g.get("request_id", "")
            return True

    if not any(isinstance(handler.formatter, JsonFormatter) for handler in log.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(
            JsonFormatter(
                "{asctime}{levelname}{name}{message}",
                style="{",
                rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            )
        )
        handler.addFilter(WithRequest())
        log.addHandler(handler)
        log.propagate = False
    log.setLevel(app.config["LOG_LEVEL"])

    def log_exception(exc_info: Any) -> None:
        kind, _, trace = exc_info
        log.error(
            "request failed",
            extra={
                "method": request.method,
                "route": request.url_rule.rule if request.url_rule else None,
                "fault": kind.__name__ if kind else "",
                "at": places(trace),
            },
        )

    # Flask's own would write the address, and the words of the fault
    app.log_exception = log_exception  # type: ignore[method-assign]

    @app.before_request
    def start() -> None:
        g.request_id = secrets.token_hex(8)
        g.request_started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint != "static":
            level = logging.ERROR if response.status_code >= 500 else logging.INFO
            log.log(
                level,
                "request",
                extra={
                    "method": request.method,
                    "route": request.url_rule.rule if request.url_rule else None,
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - g.request_started) * 1000, 1),
                },
            )
        response.headers["X-Request-Id"] = g.request_id
        return response


def places(trace: TracebackType | None, most: int = 12) -> list[str]:
    """`views.py:12 apply` for each frame of a fault, the innermost last."""
    frames = traceback.extract_tb(trace)[-most:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
