"""Reading acts on many applications."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import BulkChange, Opening
from recruit.storage.database import db


def bulk_change(opening: Opening, id: int) -> BulkChange | None:
    """The act of this number, when it was one on this opening's applications; with who did it."""
    return db.session.scalar(
        select(BulkChange)
        .where(BulkChange.id == id, BulkChange.opening_id == opening.id)
        .options(joinedload(BulkChange.by))
    )
