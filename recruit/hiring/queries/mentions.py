"""Where a user is mentioned."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import Application, Mention, Note, Opening, User
from recruit.storage.database import db

#: so many are listed, the latest first
MOST = 100


def mentions_of(user: User) -> list[Mention]:
    """The notes that mention the user, the latest first, with note, author, application and opening. 1 query."""
    note = joinedload(Mention.note)
    return list(
        db.session.scalars(
            select(Mention)
            .where(Mention.user_id == user.id)
            .options(
                note.joinedload(Note.by),
                note.joinedload(Note.application).joinedload(Application.opening).joinedload(Opening.version),
            )
            .order_by(Mention.id.desc())
            .limit(MOST)
        )
    )


def unread_mentions(user: User) -> int:
    """How many of them the user has not seen. 1 query."""
    query = select(func.count()).select_from(Mention).where(Mention.user_id == user.id, Mention.read_at.is_(None))
    return db.session.scalar(query) or 0


def mention_by_id(mention_id: int) -> Mention | None:
    """With its note, author, reader, application and opening."""
    note = joinedload(Mention.note)
    return db.session.scalar(
        select(Mention)
        .where(Mention.id == mention_id)
        .options(
            joinedload(Mention.user),
            note.joinedload(Note.by),
            note.joinedload(Note.application).joinedload(Application.opening).joinedload(Opening.version),
        )
    )
