"""Reading tags and who looks after an application."""

from __future__ import annotations

from sqlalchemy import select

from recruit.hiring.models import Application, ApplicationTag, Assignment, Tag, User
from recruit.storage.database import db


def all_tags() -> list[Tag]:
    """Every tag that was ever made, by name."""
    return list(db.session.scalars(select(Tag).order_by(Tag.folded)))


def tag_by_id(id: int) -> Tag | None:
    return db.session.get(Tag, id)


def tags_of(application: Application) -> list[Tag]:
    """The tags on an application, by name."""
    return list(
        db.session.scalars(
            select(Tag)
            .join(ApplicationTag, ApplicationTag.tag_id == Tag.id)
            .where(ApplicationTag.application_id == application.id)
            .order_by(Tag.folded)
        )
    )


def carer_of(application: Application) -> User | None:
    """Who looks after an application."""
    return db.session.scalar(
        select(User).join(Assignment, Assignment.user_id == User.id).where(Assignment.application_id == application.id)
    )
