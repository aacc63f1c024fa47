"""What applicants said of themselves for statistics: figures only, and none of fewer than five people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import Opening, SelfIdentification, User
from recruit.hiring.operations.consents import IDENTIFYING
from recruit.hiring.permissions import require
from recruit.storage.database import db

#: a figure of fewer people could tell of one of them
LEAST = 5


@dataclass(frozen=True)
class Figure:
    """How many gave this answer; None where fewer than `LEAST` did, or where it could be worked out from the rest."""

    answer: str
    count: int | None


@dataclass(frozen=True)
class Statistics:
    """`answered` is how many answered anything, None where that is fewer than `LEAST`; question -> figures."""

    answered: int | None
    questions: dict[str, list[Figure]]


def statistics(opening: Opening | None = None, *, by: User | None) -> Statistics:
    """Of one opening or of all, since the beginning."""
    require(by, "statistics.read")
    total = _count(None, opening)[""]
    questions = {name: suppressed(_count(name, opening), answers) for name, answers in IDENTIFYING.items()}
    return Statistics(total if total >= LEAST else None, questions)


def _count(question: str | None, opening: Opening | None) -> dict[str, int]:
    column = getattr(SelfIdentification, question) if question else None
    query = select(func.count()) if column is None else select(column, func.count()).group_by(column)
    query = query.select_from(SelfIdentification)
    if opening is not None:
        query = query.where(SelfIdentification.opening_id == opening.id)
    if column is None:
        return {"": db.session.scalar(query) or 0}
    counts: dict[str, int] = {}
    for answer, count in db.session.execute(query):
        counts[answer] = count
    return counts


def suppressed(counts: dict[str, int], answers: tuple[str, ...]) -> list[Figure]:
    """Small figures hidden; and where just one is hidden, the next smallest too, as it could be worked out else."""
    known = {answer: counts.get(answer, 0) for answer in (*answers, "")}
    hidden = {answer for answer, count in known.items() if 0 < count < LEAST}
    if len(hidden) == 1:
        rest = sorted((count, answer) for answer, count in known.items() if count and answer not in hidden)
        hidden |= {answer for _count, answer in rest[:1]}
    return [Figure(answer, None if answer in hidden else count) for answer, count in known.items()]


def openings_with_answers() -> list[Opening]:
    """Openings for which anybody answered, the newest first."""
    return list(
        db.session.scalars(
            select(Opening)
            .where(select(SelfIdentification.id).where(SelfIdentification.opening_id == Opening.id).exists())
            .options(joinedload(Opening.version))
            .order_by(Opening.id.desc())
        )
    )
