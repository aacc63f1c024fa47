"""Two to four applications of one opening, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, defer, joinedload, undefer

from recruit.facts import CvFacts, facts_from_dict
from recruit.hiring.folding import fold
from recruit.hiring.models import Answer, Application, Attachment, CvReading, Opening, StoredScore, User
from recruit.hiring.permissions import require
from recruit.hiring.queries.answers import Answered
from recruit.hiring.queries.applications import rank_order
from recruit.role_profile.questions import questions_from_json
from recruit.scoring.explanation import Score
from recruit.scoring.stored import score_from_json
from recruit.storage.database import db

#: as many fit side by side
MOST = 4
#: proposed to compare with somebody: so many of the top, and so many places up and down
FIRST, NEAR = 4, 2


@dataclass(frozen=True)
class Compared:
    """One application to compare: `place` in the ranking; score and facts None where there is none."""

    application: Application
    place: int | None
    stored: StoredScore | None
    score: Score | None
    facts: CvFacts | None
    answers: dict[str, Answered]

    @property
    def name(self) -> str:
        return self.application.name


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be compared."""

    public_id: str
    name: str
    points: float | None
    place: int
    application_id: int


def compared(
    opening: Opening, public_ids: Sequence[str], *, by: User | None, documents: bool = False
) -> list[Compared]:
    """In the order asked for, each once, at most `MOST`; who is not of this opening is left out. 3 queries.

    With `documents` what was read of the CVs is loaded too, to hide something in it.
    """
    require(by, "applications.read", opening)
    wanted = list(dict.fromkeys(public_ids))[:MOST]
    if not wanted:
        return []
    places = _places(opening)
    found = db.session.execute(
        select(Application, places.c.place)
        .join(places, places.c.id == Application.id)
        .outerjoin(StoredScore, StoredScore.id == Application.score_id)
        .where(Application.public_id.in_(wanted))
        .options(
            contains_eager(Application.score).options(
                undefer(StoredScore.explanation), joinedload(StoredScore.opening_version)
            ),
            joinedload(Application.reading).options(*([undefer(CvReading.document)] if documents else [])),
            defer(Application.message),
        )
    )
    answers = _answers(opening, wanted)
    rows = {
        application.public_id: Compared(
            application,
            place if application.score_id else None,
            application.score,
            score_from_json(application.score.explanation) if application.score else None,
            facts_from_dict(application.reading.facts)
            if application.reading and application.reading.facts is not None
            else None,
            answers.get(application.id, {}),
        )
        for application, place in found
    }
    return [rows[public_id] for public_id in wanted if public_id in rows]


def _places(opening: Opening):  # type: ignore[no-untyped-def]
    return (
        select(Application.id, func.row_number().over(order_by=rank_order()).label("place"))
        .outerjoin(StoredScore, StoredScore.id == Application.score_id)
        .where(Application.opening_id == opening.id, Application.merged_at.is_(None))
        .subquery()
    )


def _answers(opening: Opening, public_ids: Sequence[str]) -> dict[int, dict[str, Answered]]:
    rows = db.session.execute(
        select(Answer, Attachment)
        .join(Application, Application.id == Answer.application_id)
        .outerjoin(
            Attachment,
            (Attachment.application_id == Answer.application_id) & (Attachment.question_id == Answer.question_id),
        )
        .where(Application.opening_id == opening.id, Application.public_id.in_(public_ids))
        .order_by(Answer.place, Attachment.id)
    )
    found: dict[int, dict[str, Answered]] = {}
    for answer, file in rows:
        question = questions_from_json([answer.asked])[0]
        found.setdefault(answer.application_id, {})[question.id] = Answered(
            question, answer.value, answer.flagged, file
        )
    return found


def candidates(opening: Opening, name: str = "", *, beside: Sequence[str] = (), most: int = 16) -> list[Candidate]:
    """Who could be compared with those chosen already (`beside`), as they are ranked. 1 query.

    Those whose name or e-mail has these letters; without letters the first of the ranking, and who stands next to
    one of those chosen.
    """
    places = _places(opening)
    query = (
        select(Application.public_id, Application.name, StoredScore.points, places.c.place, Application.id)
        .join(places, places.c.id == Application.id)
        .outerjoin(StoredScore, StoredScore.id == Application.score_id)
        .where(Application.public_id.not_in(list(beside)))
    )
    if wanted := fold(name):
        query = query.where(Application.folded.contains(wanted, autoescape=True))
    elif beside:
        near = places.alias()
        chosen = (
            select(near.c.id)
            .join(Application, Application.id == near.c.id)
            .where(Application.public_id.in_(beside), func.abs(near.c.place - places.c.place) <= NEAR)
        )
        query = query.where((places.c.place <= FIRST) | chosen.exists())
    rows = db.session.execute(query.order_by(places.c.place).limit(most))
    return [Candidate(*row) for row in rows]
