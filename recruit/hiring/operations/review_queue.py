"""One user's way through an opening's applications: where they are, what they decided, and back again."""

from __future__ import annotations

from collections.abc import Sequence

from recruit.hiring.models import Application, Opening, ReviewRun, Stage, User
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.hiring.queries.review_queue import run_of
from recruit.hiring.reasons import REASONS
from recruit.storage.database import db, now

#: what can be decided in the queue -> the stage it leads to; `later` puts the application aside
DECISIONS = {"shortlist": Stage.SHORTLISTED, "reject": Stage.REJECTED, "later": None}


def begin_run(opening: Opening, order: Sequence[str], *, query: str = "", by: User | None) -> ReviewRun:
    """A new way through these applications (public ids); it takes the place of an earlier one."""
    by = require(by, "applications.read", opening)
    run = run_of(opening, by=by)
    if run is None:
        run = ReviewRun(user_id=by.id, opening_id=opening.id)
        db.session.add(run)
    run.query, run.order, run.at = query[:2000], list(order), 0
    run.later, run.decisions = [], []
    run.started_at = run.changed_at = now()
    finish()
    return run


def go_to(run: ReviewRun, at: int, *, by: User | None) -> None:
    """Stand on the application number `at` (from 0); behind the last one is the end."""
    _mine(run, by)
    run.at = min(max(at, 0), len(run.order) + len(run.later))
    run.changed_at = now()
    finish()


def decide(
    run: ReviewRun,
    application: Application,
    act: str,
    *,
    reason: str = "",
    reason_code: str | None = None,
    by: User | None,
) -> None:
    """Decide on the application that the run stands on, and go on to the next.

    Nothing happens when it stands on another one by now (a key pressed twice).
    Invalid: act (unknown), reason_code (unknown, or required to reject).
    """
    by = _mine(run, by)
    if act not in DECISIONS:
        raise Invalid("act", "unknown")
    if act == "reject" and reason_code not in REASONS:
        raise Invalid("reason_code", "unknown" if reason_code else "required")
    if standing(run) != application.public_id:
        return
    stage, before = DECISIONS[act], application.stage
    decision = {"application": application.public_id, "act": act, "before": before, "at": run.at}
    if stage is None and application.public_id not in run.later:
        run.later = [*run.later, application.public_id]
        decision["added"] = True
    run.decisions = [*run.decisions, decision | ({"reason_code": reason_code} if act == "reject" else {})]
    run.at += 1
    run.changed_at = now()
    if stage is None or move_stage(application, stage, reason=reason, reason_code=reason_code, by=by) is None:
        finish()


def undo_decision(run: ReviewRun, application: Application | None, *, by: User | None) -> bool:
    """Take the last decision back and stand on its application again.

    False where it can't be taken back: the stage was changed since, or the
    application is gone; the run goes back all the same.
    """
    by = _mine(run, by)
    if not run.decisions:
        return False
    last = run.decisions[-1]
    run.decisions = run.decisions[:-1]
    run.at = last["at"]
    if last.get("added"):
        run.later = [public_id for public_id in run.later if public_id != last["application"]]
    run.changed_at = now()
    stage = DECISIONS[last["act"]]
    possible = stage is None or (application is not None and application.stage in (stage, last["before"]))
    if stage is None or not possible or application is None or not move_stage(application, last["before"], by=by):
        finish()
    return possible


def standing(run: ReviewRun) -> str | None:
    """The public id that a run stands on; None at its end."""
    way = [*run.order, *run.later]
    return str(way[run.at]) if run.at < len(way) else None


def _mine(run: ReviewRun, by: User | None) -> User:
    by = require(by, "applications.read")
    if run.user_id != by.id:
        raise Invalid("run", "unknown")
    return by
