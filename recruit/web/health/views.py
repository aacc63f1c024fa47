"""`GET /health`: a word for each part, nothing else: no addresses, no versions, no faults in full."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from recruit.hiring.queries.jobs import living_workers
from recruit.storage import files
from recruit.storage.database import db

blueprint = Blueprint("health", __name__)
log = logging.getLogger("recruit.web.health")

#: nothing is kept under this key: that the store says so shows that it answers
PROBE = "health/nothing"


@blueprint.get("/health")
def health() -> ResponseReturnValue:
    """200 while pages can be served, 503 when the database or the files fail.

    `worker` is `silent` when none gave a sign of life within a minute: CVs wait
    then, but nothing is lost, so that alone is no reason to stop serving.
    """
    database = _works("database", lambda: db.session.scalar(select(1)) == 1)
    stored = _works("files", _store_answers)
    worker = database and _works("worker", lambda: bool(living_workers()))
    serving = database and stored
    status = "ok" if serving and worker else "degraded" if serving else "failed"
    answer = jsonify(
        status=status,
        database="ok" if database else "failed",
        files="ok" if stored else "failed",
        worker="ok" if worker else "silent" if database else "unknown",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if serving else 503


def _store_answers() -> bool:
    try:
        files.get(PROBE)
    except files.NoSuchFile:
        return True
    return True


def _works(part: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as fault:  # whatever an engine raises: it is said as one word, and logged by its kind
        log.warning("health check failed", extra={"part": part, "fault": type(fault).__name__})
        db.session.rollback()
        return False
