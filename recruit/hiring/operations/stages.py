"""Moving people through the stages. Always a person's act."""

from __future__ import annotations

from recruit.hiring.models import Application, Stage, StageChange, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.storage.database import db


def move_stage(application: Application, to: Stage | str, *, reason: str = "", by: User | None) -> StageChange | None:
    """Move to any stage; None when it is there already. Invalid("stage", "unknown")."""
    by = require(by, "stages.move", application)
    if to not in set(Stage):
        raise Invalid("stage", "unknown")
    before, after = application.stage, str(Stage(to))
    if before == after:
        return None
    reason = reason.strip()[:500]
    application.stage = after
    change = StageChange(application_id=application.id, before=before, after=after, reason=reason, by_id=by.id)
    db.session.add(change)
    record("stage.moved", application, {"stage": before}, {"stage": after, "reason": reason}, by=by)
    finish()
    return change
