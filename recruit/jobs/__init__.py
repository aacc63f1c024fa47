"""Background work: an id comes in, one operation is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Open the queue of `JOBS_URL`; `app.extensions["recruit.jobs"].put(job_id)` starts a job."""
    from recruit.jobs.queue import Queue

    app.extensions["recruit.jobs"] = Queue(app)
