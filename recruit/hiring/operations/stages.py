"""Moving people through the stages. Always a person's act."""

from __future__ import annotations

from datetime import datetime

from recruit.hiring.models import Application, Stage, StageChange, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.hiring.reasons import REASONS
from recruit.storage.database import db, now


def move_stage(
    application: Application,
    to: Stage | str,
    *,
    reason: str = "",
    reason_code: str | None = None,
    by: User | None,
) -> StageChange | None:
    """Move to any stage; None when it is there already. `reason_code` is one of `hiring.reasons`.

    Invalid("stage", "unknown"), Invalid("reason_code", "unknown").
    """
    by = require(by, "stages.move", application)
    if to not in set(Stage):
        raise Invalid("stage", "unknown")
    if reason_code is not None and reason_code not in REASONS:
        raise Invalid("reason_code", "unknown")
    if application.stage == to:
        return None
    change = moved(application, str(Stage(to)), reason=reason.strip()[:500], reason_code=reason_code, by=by)
    finish()
    return change


def moved(
    application: Application,
    after: str,
    *,
    reason: str = "",
    reason_code: str | None = None,
    by: User,
    at: datetime | None = None,
    bulk: int | None = None,
) -> StageChange:
    """The move within the present transaction, and its entry in the log; nothing is checked here.

    `bulk` is the number of the act on many that it is a part of, `at` when that was.
    """
    before = application.stage
    application.stage = after
    change = StageChange(
        application_id=application.id,
        before=before,
        after=after,
        reason=reason,
        reason_code=reason_code,
        by_id=by.id,
        created_at=at or now(),
    )
    db.session.add(change)
    said: dict[str, object] = {"stage": after, "reason": reason}
    said |= {"reason_code": reason_code} if reason_code else {}
    said |= {"bulk": bulk} if bulk else {}
    record("stage.moved", f"application:{application.id}", {"stage": before}, said, by=by)
    return change
