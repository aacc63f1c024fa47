"""What each kind of job calls. The worker hands in a number of `jobs` and gets told when to try again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import current_app

from recruit.hiring.models import Job
from recruit.hiring.operations import jobs
from recruit.hiring.operations.early_readings import give_up_early, read_early
from recruit.hiring.operations.erasure import complete_erasure
from recruit.hiring.operations.reading import give_up_reading, read_cv
from recruit.hiring.operations.rescoring import rescore_opening
from recruit.hiring.operations.retention import keep_retention
from recruit.jobs.draft_links import send_draft_link
from recruit.jobs.mails import send_mail
from recruit.jobs.mentions import send_mention
from recruit.logging import places
from recruit.storage.database import db

log = logging.getLogger("recruit.jobs")


#: kind of job -> what is called with the number of its row
KINDS: dict[str, Callable[[int], object]] = {
    "read_cv": read_cv,
    "read_early": read_early,
    "send_draft_link": send_draft_link,
    "send_mail": send_mail,
    "send_mention": send_mention,
    "rescore_opening": rescore_opening,
    "erase": complete_erasure,
    "keep_retention": keep_retention,
}

#: kind of job -> what is left to do when it is given up
GIVEN_UP: dict[str, Callable[[int, str], object]] = {
    "read_cv": give_up_reading,
    "read_early": give_up_early,
}


def run(job_id: int) -> int | None:
    """Do the job if it waits for somebody. Seconds after which to try it again; None when there is no more to do."""
    job = jobs.claim(job_id)
    if job is None:
        return None
    kind, subject_id = job.kind, job.subject_id
    try:
        KINDS[kind](subject_id)
        jobs.complete(job_id)
    except Exception as error:  # whatever went wrong: the worker goes on with the next job
        fault = type(error).__name__
        # the kind of the fault and where it is, not its words, which may hold a person's data
        log.error(
            "job failed",
            extra={"job": job_id, "kind": kind, "row": subject_id, "fault": fault, "at": places(error.__traceback__)},
        )
        return _failed(job_id, kind, subject_id, fault)
    return None


def _failed(job_id: int, kind: str, subject_id: int, fault: str) -> int | None:
    """Seconds until the next try; None when it is given up, with what is left to do then done."""
    again = jobs.failed(job_id, fault, current_app.config["JOB_TRIES"])
    if again is None and kind in GIVEN_UP:
        GIVEN_UP[kind](subject_id, fault)
    return again


def give_up_worn_out() -> int:
    """Give up the jobs that brought down their worker at every try; how many."""
    found = jobs.worn_out(current_app.config["JOB_TRIES"])
    for job_id in found:
        job = db.session.get_one(Job, job_id)
        log.error("job lost its worker at every try", extra={"job": job_id, "kind": job.kind, "row": job.subject_id})
        _failed(job_id, job.kind, job.subject_id, "WorkerLost")
    return len(found)
