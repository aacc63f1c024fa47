"""Logs: one JSON object a line on standard error, without personal data.

A request is logged with its method, the route's pattern (never the address
itself, which may hold an unguessable id), status, milliseconds and a request
id; a user by number. Nothing that a person typed is logged.
"""

from __future__ import annotations

import logging
import secrets
import time
from typing import TYPE_CHECKING

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
