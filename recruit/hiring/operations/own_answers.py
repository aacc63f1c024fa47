"""What applicants answer after sending: the questions that were not put to them, and answers they put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from recruit.hiring.models import Answer, Application, Attachment, Correction, ReadingStatus
from recruit.hiring.operations.answers import checked_answers, field_of, keep_answer, note_knock_outs
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.scoring import hold_version, score_now
from recruit.hiring.operations.transaction import finish
from recruit.hiring.queries.answers import open_questions
from recruit.hiring.queries.retention import hold_on
from recruit.role_profile.questions import Kind, answered
from recruit.storage import files
from recruit.storage.database import db

#: the fault that is none of a question
FIELD = "questions"


def answer_questions(application: Application, given: Mapping[str, Any]) -> list[str]:
    """Keep what the applicant answers now: question id -> answer, of a file its token; the ids of those that are new.

    A file that was sent before stays where none comes. What stood there before is kept as a correction, so that the
    team sees that it changed. Invalid("questions", "closed") where none may be answered, or as `checked_answers`.
    """
    number = application.id
    version = hold_version(application.opening_id)
    held = db.session.get(Application, number, populate_existing=True)
    if held is None:
        raise NotFound(f"application:{number}")
    rows = {row.question_id: row for row in db.session.scalars(select(Answer).where(Answer.application_id == number))}
    asked = open_questions(application, rows.keys())
    if not asked:
        raise Invalid(FIELD, "closed")
    # a form without a new file says nothing of the one there is
    questions = [q for q in asked if not (q.kind is Kind.FILE and not given.get(q.id) and _has_answer(rows.get(q.id)))]
    answers = checked_answers(questions, given)
    new: list[str] = []
    for question in questions:
        row = rows.get(question.id)
        before, value = (row.value if row else None), answers[question.id]
        if row is not None and before == value:
            continue
        if question.kind is Kind.FILE and _has_answer(row):
            if hold_on(application) is not None:
                raise Invalid(field_of(question), "held")
            _forget_file(number, question.id)
        row = keep_answer(application, row or Answer(application_id=number, place=0), question, value)
        if answered(before):
            db.session.add(
                Correction(application_id=number, field=field_of(question)[:40], before=before, after=row.value)
            )
        rows[question.id] = row
        new.append(question.id)
    _put_in_order(rows, [question.id for question in asked])
    note_knock_outs(application, [*rows.values()])
    if new:
        if application.reading_status not in (ReadingStatus.WAITING, ReadingStatus.READING):
            score_now(application, version)
        record("questions.answered", application, None, {"questions": new}, by=None, actor="applicant")
    finish()
    return new


def _has_answer(row: Answer | None) -> bool:
    return row is not None and answered(row.value)


def _forget_file(application_id: int, question_id: str) -> None:
    """The file that another one takes the place of."""
    earlier = select(Attachment).where(
        Attachment.application_id == application_id, Attachment.question_id == question_id
    )
    for attachment in db.session.scalars(earlier):
        files.delete(attachment.key)  # first: without its row nobody would find it again
        db.session.delete(attachment)


def _put_in_order(rows: Mapping[str, Answer], asked: list[str]) -> None:
    """In the order in which the opening asks them; those that it asks no more come last."""
    places = {id: place for place, id in enumerate(asked, start=1)}
    kept = sorted(rows, key=lambda id: (places.get(id, len(places) + 1), rows[id].place))
    for place, id in enumerate(kept, start=1):
        rows[id].place = place
