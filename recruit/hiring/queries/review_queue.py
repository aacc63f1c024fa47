"""Where a user is in the review queue of an opening, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import Application, Opening, ReviewRun, User
from recruit.storage.database import db


@dataclass(frozen=True)
class Person:
    """An application as the summary names it."""

    public_id: str
    name: str
    stage: str
    application_id: int


def run_of(opening: Opening, *, by: User) -> ReviewRun | None:
    """The user's run through the opening's applications. 1 query."""
    return db.session.scalar(select(ReviewRun).where(ReviewRun.user_id == by.id, ReviewRun.opening_id == opening.id))


def opening_with_run(slug: str, *, by: User) -> tuple[Opening, ReviewRun | None] | None:
    """The opening of a slug with its version, and the user's run through its applications. 1 query."""
    row = db.session.execute(
        select(Opening, ReviewRun)
        .outerjoin(ReviewRun, and_(ReviewRun.opening_id == Opening.id, ReviewRun.user_id == by.id))
        .where(Opening.slug == slug)
        .options(joinedload(Opening.version))
    ).one_or_none()
    return (row[0], row[1]) if row else None


def people_of(run: ReviewRun) -> Mapping[str, Person]:
    """Public id -> person, of all of the run that are still there. 1 query."""
    rows = db.session.execute(
        select(Application.public_id, Application.name, Application.stage, Application.id).where(
            Application.opening_id == run.opening_id, Application.merged_at.is_(None)
        )
    )
    wanted = set(run.order)
    return {row.public_id: Person(*row) for row in rows if row.public_id in wanted}
