"""Answers of an application to its opening's questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from recruit.hiring.models import Answer, Application, Attachment, Draft, Prefill, User
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.permissions import require
from recruit.hiring.queries.applications import application_by_public_id
from recruit.role_profile.questions import Question, questions_from_json
from recruit.storage.database import db


@dataclass(frozen=True)
class Answered:
    """A question as it was asked, and its answer; `file` where it asked for one."""

    question: Question
    value: Any
    flagged: bool
    file: Attachment | None


def answers_of(application: Application) -> list[Answered]:
    """In the order in which they were asked. 1 query."""
    rows = db.session.execute(
        select(Answer, Attachment)
        .outerjoin(
            Attachment,
            and_(
                Attachment.application_id == Answer.application_id,
                Attachment.question_id == Answer.question_id,
            ),
        )
        .where(Answer.application_id == application.id)
        .order_by(Answer.place, Attachment.id)
    )
    return [
        Answered(questions_from_json([answer.asked])[0], answer.value, answer.flagged, file) for answer, file in rows
    ]


def prefill_of(application: Application) -> Prefill | None:
    """What the form was filled with from the CV before it was sent; None when it was not. 1 query."""
    found: Prefill | None = db.session.scalar(select(Prefill).where(Prefill.application_id == application.id))
    return found


def attachment_of(public_id: str, question_id: str, *, by: User | None) -> Attachment:
    """The file that answers a question; NotFound, NotAllowed."""
    application = application_by_public_id(public_id)
    if application is None:
        raise NotFound(public_id)
    require(by, "applications.original", application)
    found: Attachment | None = db.session.scalar(
        select(Attachment)
        .where(Attachment.application_id == application.id, Attachment.question_id == question_id)
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
