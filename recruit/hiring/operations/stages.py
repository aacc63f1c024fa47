"""Moving people through the stages. Always a person's act."""

from __future__ import annotations

from recruit.hiring.models import Application, Stage, StageChange, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.hiring.reasons import REASONS
from recruit.storage.database import db


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
    before, after = application.stage, str(Stage(to))
    if before == after:
        return None
    reason = reason.strip()[:500]
    application.stage = after
    change = StageChange(
        application_id=application.id, before=before, after=after, reason=reason, reason_code=reason_code, by_id=by.id
    )
    db.session.add(change)
    said = {"stage": after, "reason": reason} | ({"reason_code": reason_code} if reason_code else {})
    record("stage.moved", application, {"stage": before}, said, by=by)
    finish()
    return change
