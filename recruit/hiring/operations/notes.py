"""Notes of the people who select."""

from __future__ import annotations

from recruit.hiring.models import Application, Note, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.storage.database import db

MOST = 5000


def add_note(application: Application, text: str, *, by: User | None) -> Note:
    """Invalid("text", "required" | "too_long"). The log tells of the note, not its words, which may be erased."""
    by = require(by, "notes.add", application)
    text = text.strip()
    if not text:
        raise Invalid("text", "required")
    if len(text) > MOST:
        raise Invalid("text", "too_long", most=MOST)
    note = Note(application_id=application.id, text=text, by_id=by.id)
    db.session.add(note)
    db.session.flush()
    record("note.added", application, None, {"note": note.id}, by=by)
    finish()
    return note
