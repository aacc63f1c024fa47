"""Notes of the people who select, and the colleagues they mention in them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, update

from recruit.hiring.mentions import mentioned
from recruit.hiring.models import Application, Mention, Note, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import NotAllowed, require
from recruit.hiring.queries.users import carers
from recruit.storage.database import db, now

MOST = 5000


def add_note(application: Application, text: str, *, by: User | None) -> Note:
    """Invalid("text", "required" | "too_long"). The log tells of the note, not its words, which may be erased.

    Colleagues named in it (`@Anna Puig`) find it among their mentions, and get a mail.
    """
    by = require(by, "notes.add", application)
    note = Note(application_id=application.id, text=_checked(text), by_id=by.id)
    db.session.add(note)
    db.session.flush()
    named = _mention(note, by)
    record(
        "note.added",
        application,
        None,
        {"note": note.id, "mentions": len(named)} if named else {"note": note.id},
        by=by,
    )
    finish()
    return note


def edit_note(note: Note, text: str, *, by: User | None) -> None:
    """Change one's own note; who is named in it only now is told. Invalid as in `add_note`; NotAllowed."""
    by = _own(note, by)
    text = _checked(text)
    if text == note.text:
        return
    note.text, note.edited_at = text, now()
    db.session.flush()
    _mention(note, by)
    record("note.edited", note.application, None, {"note": note.id}, by=by)
    finish()


def delete_note(note: Note, *, by: User | None) -> None:
    """Take one's own note away, words and mentions; the log still says that there was one. NotAllowed."""
    by = _own(note, by)
    application = note.application
    record("note.deleted", application, {"note": note.id}, None, by=by)
    db.session.delete(note)
    finish()


def read_mentions(mentions: Iterable[int], *, by: User | None) -> None:
    """The user has seen these of their mentions."""
    by = require(by, "notes.read")
    db.session.execute(
        update(Mention)
        .where(Mention.user_id == by.id, Mention.id.in_(list(mentions)), Mention.read_at.is_(None))
        .values(read_at=now())
        .execution_options(synchronize_session="fetch")
    )
    finish()


def mention_mailed(mention: Mention) -> None:
    """That a mail told of it."""
    mention.mailed_at = now()
    finish()


def note_of(application: Application, note_id: int) -> Note:
    """A note of this application. NotFound."""
    note = db.session.get(Note, note_id)
    if note is None or note.application_id != application.id:
        raise NotFound(f"note:{note_id}")
    return note


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid("text", "required")
    if len(text) > MOST:
        raise Invalid("text", "too_long", most=MOST)
    return text


def _own(note: Note, by: User | None) -> User:
    by = require(by, "notes.add", note.application)
    if note.by_id != by.id:
        raise NotAllowed("notes.add")
    return by


def _mention(note: Note, by: User) -> list[User]:
    """Mentions of those named in the note, with a mail for each new one but the author."""
    if "@" not in note.text:
        wanted: dict[int, User] = {}
    else:
        wanted = {who.id: who for _start, _end, who in mentioned(note.text, carers()) if who.id != by.id}
    known = {row.user_id: row for row in db.session.scalars(select(Mention).where(Mention.note_id == note.id))}
    for user_id in known.keys() - wanted.keys():
        db.session.delete(known[user_id])
    fresh = [wanted[user_id] for user_id in wanted if user_id not in known]
    rows = [Mention(note_id=note.id, user_id=user.id) for user in fresh]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        request_job("send_mention", row.id)
    return fresh
