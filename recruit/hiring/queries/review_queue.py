"""Where a user is in the review queue of an opening, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from recruit.hiring.models import Application, Opening, ReviewRun, User
from recruit.storage.database import db


@dataclass(frozen=True)
class Person:
    """An application as the summary names it."""

    public_id: str
    name: str
    stage: str


def run_of(opening: Opening, *, by: User) -> ReviewRun | None:
    """The user's run through the opening's applications. 1 query."""
    return db.session.scalar(select(ReviewRun).where(ReviewRun.user_id == by.id, ReviewRun.opening_id == opening.id))


def people_of(run: ReviewRun) -> Mapping[str, Person]:
    """Public id -> person, of all of the run that are still there. 1 query."""
    rows = db.session.execute(
        select(Application.public_id, Application.name, Application.stage).where(
            Application.opening_id == run.opening_id, Application.merged_at.is_(None)
        )
    )
    wanted = set(run.order)
    return {row.public_id: Person(*row) for row in rows if row.public_id in wanted}
