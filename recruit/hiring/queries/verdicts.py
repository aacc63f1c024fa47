"""Reading hiring managers' views."""

from __future__ import annotations

from sqlalchemy import func, select

from recruit.hiring.models import Application, User, Verdict
from recruit.hiring.permissions import SHORTLIST_STAGES
from recruit.storage.database import db


def views_given(user: User) -> dict[int, int]:
    """Opening id -> of how many people on its shortlist the user has said what they think. 1 query."""
    return dict(
        db.session.execute(
            select(Application.opening_id, func.count())
            .join(Verdict, Verdict.application_id == Application.id)
            .where(Verdict.by_id == user.id, Application.stage.in_(SHORTLIST_STAGES))
            .group_by(Application.opening_id)
        ).all()
    )
