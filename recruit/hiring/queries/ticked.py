"""Those who are ticked in the list of an opening, from page to page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, raiseload

from recruit.hiring.models import Application, Opening, StoredScore, User
from recruit.hiring.permissions import require
from recruit.hiring.queries.applications import rank_order
from recruit.storage.database import db


def ticked(opening: Opening, public_ids: Sequence[str], *, by: User | None) -> list[Application]:
    """The applications of the opening among these, as they are ranked; those that are gone are left out. 1 query."""
    require(by, "applications.read", opening)
    return list(
        db.session.scalars(
            select(Application)
            .outerjoin(StoredScore, StoredScore.id == Application.score_id)
            .where(
                Application.opening_id == opening.id,
                Application.merged_at.is_(None),
                Application.public_id.in_(public_ids),
            )
            .options(contains_eager(Application.score), raiseload(Application.reading))
            .order_by(*rank_order())
        )
    )
