"""What a hiring manager thinks of a shortlisted candidate."""

from __future__ import annotations

from sqlalchemy import select

from recruit.hiring.models import Application, User, Verdict
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.storage.database import db


def give_verdict(application: Application, *, up: bool, comment: str = "", by: User | None) -> Verdict:
    """The opening's hiring manager's view; a second one replaces the first (the log keeps both)."""
    by = require(by, "verdicts.give", application)
    comment = comment.strip()[:1000]
    verdict = db.session.scalar(select(Verdict).where(Verdict.application_id == application.id, Verdict.by_id == by.id))
    before = {"up": verdict.up} if verdict else None
    if verdict is None:
        verdict = Verdict(application_id=application.id, by_id=by.id)
        db.session.add(verdict)
    verdict.up, verdict.comment = up, comment
    record("verdict.given", application, before, {"up": up, "comment": bool(comment)}, by=by)
    finish()
    return verdict
