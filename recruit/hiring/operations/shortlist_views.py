"""What the readers of a shortlist say: thumbs, a decision, a comment, an order of their own, questions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from recruit.hiring.models import Decision, Shortlist, ShortlistEntry, ShortlistMessage, ShortlistView, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import NotAllowed, Reader, require
from recruit.storage.database import db, now

MOST_COMMENT = 2000


def _reader(reader: Reader, shortlist: Shortlist) -> Reader:
    if not reader.may("views.give", shortlist, now()):
        raise NotAllowed("views.give")
    return reader


def _own(entry: ShortlistEntry, reader: Reader) -> ShortlistView:
    """The reader's view of the person, made if there is none yet."""
    user_id, link_id = reader.user.id if reader.user else None, None
    if reader.user is None and reader.link is not None:
        link_id = reader.link.id
    view: ShortlistView | None = db.session.scalar(
        select(ShortlistView).where(
            ShortlistView.entry_id == entry.id, ShortlistView.by_id == user_id, ShortlistView.link_id == link_id
        )
    )
    if view is None:
        view = ShortlistView(
            entry_id=entry.id, by_id=user_id, link_id=link_id, up=None, decision=Decision.UNDECIDED, comment=""
        )
        db.session.add(view)
    return view


def give_view(
    entry: ShortlistEntry,
    *,
    up: bool | None = None,
    decision: str | None = None,
    comment: str | None = None,
    by: Reader,
) -> ShortlistView:
    """What the reader thinks; what is None stays as it was. Invalid("decision", "unknown"), ("comment", "too_long")."""
    by = _reader(by, entry.shortlist)
    if entry.removed_at is not None:
        raise NotAllowed("views.give")
    if decision is not None and decision not in set(Decision):
        raise Invalid("decision", "unknown")
    if comment is not None and len(comment.strip()) > MOST_COMMENT:
        raise Invalid("comment", "too_long", most=MOST_COMMENT)
    view = _own(entry, by)
    before = {"up": view.up, "decision": view.decision}
    view.up = view.up if up is None else up
    view.decision = view.decision if decision is None else str(decision)
    view.comment = view.comment if comment is None else comment.strip()
    after = {
        "shortlist": entry.shortlist_id, "up": view.up, "decision": view.decision, "comment": bool(view.comment)
    }  # fmt: skip
    record("shortlist.view_given", f"application:{entry.application_id}", before, after, by=by.user, actor=by.actor)
    finish()
    return view


def order_views(shortlist: Shortlist, codes: Sequence[str], *, by: Reader) -> None:
    """The reader's own order of the people: by these codes, those not named after them as they stand."""
    by = _reader(by, shortlist)
    entries = [entry for entry in shortlist.entries if entry.removed_at is None]
    wanted = {code: index for index, code in enumerate(dict.fromkeys(codes))}
    entries.sort(key=lambda entry: wanted.get(entry.code, len(wanted)))
    for place, entry in enumerate(entries, start=1):
        _own(entry, by).place = place
    after = {"order": [entry.code for entry in entries]}
    record("shortlist.ranked", shortlist, None, after, by=by.user, actor=by.actor)
    finish()


def ask(entry: ShortlistEntry, text: str, *, by: Reader) -> ShortlistMessage:
    """A question to the recruiters. Invalid("text", "required" | "too_long")."""
    by = _reader(by, entry.shortlist)
    message = _message(entry, text, by)
    record(
        "shortlist.asked", f"application:{entry.application_id}", None, {"message": message.id}, by=by.user,
        actor=by.actor,
    )  # fmt: skip
    finish()
    return message


def answer(entry: ShortlistEntry, text: str, *, by: User | None) -> ShortlistMessage:
    """The recruiters' answer; all readers see it. Invalid as in `ask`."""
    by = require(by, "shortlists.compose", entry.shortlist)
    message = _message(entry, text, Reader(user=by))
    record("shortlist.answered", f"application:{entry.application_id}", None, {"message": message.id}, by=by)
    finish()
    return message


def _message(entry: ShortlistEntry, text: str, by: Reader) -> ShortlistMessage:
    text = text.strip()
    if not text:
        raise Invalid("text", "required")
    if len(text) > MOST_COMMENT:
        raise Invalid("text", "too_long", most=MOST_COMMENT)
    link_id = by.link.id if by.user is None and by.link is not None else None
    message = ShortlistMessage(entry_id=entry.id, by_id=by.user.id if by.user else None, link_id=link_id, text=text)
    db.session.add(message)
    db.session.flush()
    return message
