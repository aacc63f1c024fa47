"""The worker: takes jobs from the queue until it is told to stop, and looks after what was left behind."""

from __future__ import annotations

import logging
import os
import socket
import threading

from flask import Flask

from recruit.hiring.operations import jobs
from recruit.hiring.operations.answers import forget_attachments
from recruit.hiring.operations.applications import forget_uploads
from recruit.hiring.operations.drafts import forget_drafts
from recruit.hiring.operations.retention import start_daily_run
from recruit.hiring.operations.words import keep_missing
from recruit.jobs.queue import Queue
from recruit.jobs.tasks import give_up_worn_out

log = logging.getLogger("recruit.jobs")

#: seconds between two signs of life, and between two sweeps
BEAT_EVERY = 15
SWEEP_EVERY = 60
#: after this the waiting of an idle worker has grown to its longest, in seconds
LONGEST_WAIT = 1.0


def work(app: Flask, *, ready: threading.Event | None = None) -> None:
    """Run until SIGTERM or SIGINT; the jobs at hand are finished on SIGINT, left to the sweep on SIGTERM."""
    queue: Queue = app.extensions["recruit.jobs"]
    name = f"{socket.gethostname()}:{os.getpid()}"
    stop = threading.Event()
    sweep(app, at_start=True)
    keeper = threading.Thread(target=_keep_house, args=(app, name, stop), name="housekeeper", daemon=True)
    keeper.start()
    consumer = queue.huey.create_consumer(
        workers=app.config["JOB_WORKERS"], worker_type="thread", periodic=False, max_delay=LONGEST_WAIT
    )
    log.info("worker started", extra={"workers": app.config["JOB_WORKERS"]})
    try:
        consumer.run()
    finally:
        stop.set()
        keeper.join(timeout=5)
        with app.app_context():
            jobs.leave(name)
        log.info("worker stopped")


def sweep(app: Flask, *, at_start: bool = False) -> int:
    """Queue what was left behind; how many jobs."""
    queue: Queue = app.extensions["recruit.jobs"]
    with app.app_context():
        give_up_worn_out()
        found = jobs.left_behind(at_start=at_start)
        for job_id in found:
            queue.put(job_id)
        keep_missing()
        forget_drafts()
        forget_uploads()
        forget_attachments()
    return len(found)


def _keep_house(app: Flask, name: str, stop: threading.Event) -> None:
    passed = 0
    while True:
        try:
            with app.app_context():
                jobs.beat(name)
            if passed >= SWEEP_EVERY:
                passed = 0
                sweep(app)
                with app.app_context():
                    start_daily_run()
        except Exception:  # the database may be away for a while: the next round tries again
            log.exception("housekeeping failed")
        if stop.wait(BEAT_EVERY):
            return
        passed += BEAT_EVERY
