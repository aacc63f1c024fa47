"""Answers to an opening's questions, and the files that some of them are."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import delete, select

from recruit.hiring.models import Answer, Application, Attachment
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.reading.document import Rejected
from recruit.reading.files.sniff import sniff
from recruit.role_profile.questions import (
    AnswerError,
    Kind,
    Question,
    check_answer,
    is_knocked_out,
    questions_to_json,
)
from recruit.storage import files
from recruit.storage.database import db, now

#: beginnings of the pictures that may be attached; documents are told by `sniff`
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
#: a file whose form was never sent, and that belongs to no draft, is forgotten after this
FORGET_ATTACHMENTS = timedelta(days=1)


def field_of(question: Question) -> str:
    """The name of a question in forms and faults."""
    return f"q_{question.id}"


def keep_attachment(data: bytes, filename: str, question: Question) -> Attachment:
    """Keep a file that answers a question of a form that is not sent yet; `find_attachment(token)` finds it again.

    Invalid(field, "empty" | "too_large" | "wrong_attachment"): a document that a CV could be too, a PNG or a JPEG.
    """
    kept = keep_file(data, filename, field=field_of(question), folder="attachments")
    row = Attachment(question_id=question.id, token=secrets.token_urlsafe(32), **kept)
    db.session.add(row)
    finish()
    return row


def keep_file(data: bytes, filename: str, *, field: str, folder: str) -> dict[str, Any]:
    """Keep a file that is not read: a document that a CV could be too, a PNG or a JPEG, told by its content.

    The columns of its row: key, filename, media_type, size, sha256. Invalid(field, "empty" | "too_large" |
    "wrong_attachment").
    """
    most = current_app.config["MAX_UPLOAD_MB"]
    if not data:
        raise Invalid(field, "empty")
    if len(data) > most * 1024 * 1024:
        raise Invalid(field, "too_large", most=most)
    media_type = next((kind for start, kind in PICTURES.items() if data.startswith(start)), "")
    if not media_type:
        try:
            sniff(data, filename)
        except Rejected as rejected:
            # one that is locked or damaged is kept all the same: a person will look at it
            if rejected.id not in {"encrypted", "damaged"}:
                raise Invalid(field, "empty" if rejected.id == "empty" else "wrong_attachment") from rejected
        media_type = "application/octet-stream"
    key = f"{folder}/{now():%Y/%m}/{secrets.token_hex(16)}"
    files.put(key, data)
    return {
        "key": key,
        "filename": _tidy(filename),
        "media_type": media_type,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _tidy(filename: str) -> str:
    name = "".join(letter for letter in filename.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    name = name.strip(" .") or "file"
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= 255 else f"{(stem or ending)[:240]}{dot}{ending[:10]}"


def find_attachment(token: str, question: Question) -> Attachment | None:
    """The file of this token that answers this question and belongs to no application yet."""
    if not token or "\0" in token:
        return None
    row: Attachment | None = db.session.scalar(select(Attachment).where(Attachment.token == token))
    return row if row and row.application_id is None and row.question_id == question.id else None


def checked_answers(questions: Sequence[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """Question id -> the answer as it is stored (of a file: its token). Invalid("q_…", code)."""
    answers = {}
    for question in questions:
        try:
            answers[question.id] = check_answer(question, given.get(question.id))
        except AnswerError as error:
            raise Invalid(field_of(question), error.code, **error.values) from error
    return answers


def keep_answers(application: Application, questions: Sequence[Question], answers: Mapping[str, Any]) -> None:
    """Checked answers beside their questions, in the present transaction; broken rules are noted."""
    rows = [
        keep_answer(application, Answer(application_id=application.id, place=place), question, answers.get(question.id))
        for place, question in enumerate(questions, start=1)
    ]
    note_knock_outs(application, rows)


def keep_answer(application: Application, row: Answer, question: Question, value: Any) -> Answer:
    """A checked answer with its question as it is asked now; of a file the token becomes its name. Invalid("q_…")."""
    if question.kind is Kind.FILE and value:
        attachment = find_attachment(str(value), question)
        if attachment is None:
            raise Invalid(field_of(question), "gone")
        attachment.application_id, attachment.draft_id = application.id, None
        value = attachment.filename
    row.question_id, row.asked, row.value = question.id, questions_to_json([question])[0], value
    row.flagged = is_knocked_out(question, value)
    db.session.add(row)
    return row


def note_knock_outs(application: Application, rows: Sequence[Answer]) -> None:
    """Which of the answers break the rule of their question."""
    application.knock_outs = [row.question_id for row in rows if row.flagged] or None


def forget_attachments() -> int:
    """Delete files whose form was never sent and that no draft keeps; how many."""
    old = list(
        db.session.scalars(
            select(Attachment).where(
                Attachment.application_id.is_(None),
                Attachment.draft_id.is_(None),
                Attachment.created_at < now() - FORGET_ATTACHMENTS,
            )
        )
    )
    for row in old:
        files.delete(row.key)
    if old:
        db.session.execute(delete(Attachment).where(Attachment.id.in_([row.id for row in old])))
        record("attachments.forgotten", "attachments", None, {"files": len(old)}, by=None, actor="system")
        finish()
    return len(old)
