"""Reading saved searches."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import Opening, SavedSearch, User
from recruit.storage.database import db


def searches_for(opening: Opening, user: User) -> list[SavedSearch]:
    """One's own and those shared with the team, one's own first. 1 query."""
    return list(
        db.session.scalars(
            select(SavedSearch)
            .where(SavedSearch.opening_id == opening.id, or_(SavedSearch.user_id == user.id, SavedSearch.shared))
            .options(joinedload(SavedSearch.user))
            .order_by(SavedSearch.user_id != user.id, SavedSearch.name, SavedSearch.id)
        )
    )


def search_by_id(opening: Opening, id: int) -> SavedSearch | None:
    return db.session.scalar(select(SavedSearch).where(SavedSearch.id == id, SavedSearch.opening_id == opening.id))
