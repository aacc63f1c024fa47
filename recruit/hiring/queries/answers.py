"""Answers of an application to its opening's questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from recruit.hiring.models import AccessLink, Answer, Application, Attachment, Draft, Prefill, Stage, User
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.permissions import require
from recruit.hiring.queries.applications import application_by_public_id
from recruit.hiring.queries.openings import is_open, questions_of
from recruit.role_profile.questions import Question, questions_from_json
from recruit.storage.database import db

#: stages in which an answer would change nothing any more
OVER = frozenset({Stage.HIRED, Stage.REJECTED, Stage.WITHDRAWN})


@dataclass(frozen=True)
class Answered:
    """A question as it was asked, and its answer; `file` where it asked for one."""

    question: Question
    value: Any
    flagged: bool
    file: Attachment | None


def answered_and_prefilled(application_id: int) -> tuple[list[Answered], Prefill | None]:
    """The answers, and what the form was filled with from the CV before it was sent (None: by hand). 1 query."""
    rows = db.session.execute(
        select(Prefill, Answer, Attachment)
        .select_from(Application)
        .outerjoin(Prefill, Prefill.application_id == Application.id)
        .outerjoin(Answer, Answer.application_id == Application.id)
        .outerjoin(
            Attachment,
            and_(
                Attachment.application_id == Answer.application_id,
                Attachment.question_id == Answer.question_id,
            ),
        )
        .where(Application.id == application_id)
        .order_by(Answer.place, Attachment.id)
    ).all()
    answers = [
        Answered(questions_from_json([answer.asked])[0], answer.value, answer.flagged, file)
        for _prefill, answer, file in rows
        if answer is not None
    ]
    return answers, rows[0][0] if rows else None


def open_questions(application: Application, answered: Collection[str]) -> tuple[Question, ...]:
    """What the applicant may answer on their page now; `answered` are the ids of the questions put to them so far.

    Until the closing day every question, so that an answer can be put right. After it those that were never put to
    them, because somebody at the desk added them or the opening did not ask them yet: as long as it makes a difference.
    """
    if application.stage in OVER:
        return ()
    questions = questions_of(application.opening.version)
    if is_open(application.opening):
        return questions
    return tuple(question for question in questions if question.id not in answered)


def answers_of_many(application_ids: Collection[int]) -> dict[int, list[Answered]]:
    """Application -> its answers in the order in which they were asked. 1 query."""
    rows = db.session.execute(
        select(Answer, Attachment)
        .outerjoin(
            Attachment,
            and_(
                Attachment.application_id == Answer.application_id,
                Attachment.question_id == Answer.question_id,
            ),
        )
        .where(Answer.application_id.in_(application_ids))
        .order_by(Answer.application_id, Answer.place, Attachment.id)
    )
    found: dict[int, dict[str, Answered]] = {}
    for answer, file in rows:
        question = questions_from_json([answer.asked])[0]
        # the latest of several files
        found.setdefault(answer.application_id, {})[question.id] = Answered(
            question, answer.value, answer.flagged, file
        )
    return {id: list(answers.values()) for id, answers in found.items()}


def attachment_of(public_id: str, question_id: str, *, by: User | None) -> Attachment:
    """The file that answers a question; NotFound, NotAllowed."""
    application = application_by_public_id(public_id)
    if application is None:
        raise NotFound(public_id)
    require(by, "applications.original", application)
    return _attachment(application.id, question_id)


def own_attachment(link: AccessLink, question_id: str) -> Attachment:
    """The file that answers a question of the application behind the applicant's link; NotFound."""
    return _attachment(link.application_id, question_id)


def _attachment(application_id: int, question_id: str) -> Attachment:
    found: Attachment | None = db.session.scalar(
        select(Attachment)
        .where(Attachment.application_id == application_id, Attachment.question_id == question_id)
        .order_by(Attachment.id.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound(question_id)
    return found


def attachments_of(draft: Draft) -> dict[str, Attachment]:
    """Question id -> the latest file that answers it in a draft. 1 query."""
    rows = db.session.scalars(select(Attachment).where(Attachment.draft_id == draft.id).order_by(Attachment.id))
    return {row.question_id: row for row in rows}
