"""Composing shortlists: who is on them, in which order, with which words, and how much is shown."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from recruit.hiring.models import (
    Application,
    Opening,
    Shortlist,
    ShortlistEntry,
    ShortlistStatus,
    Stage,
    User,
    Visible,
)
from recruit.hiring.operations.audit import difference, record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.storage.database import db, now

MOST_COMMENT = 2000
MOST_INTRODUCTION = 4000
#: people on one shortlist: more would be no choice
MOST_PEOPLE = 100
#: what a new shortlist shows; contact, salary and the rest of the form only where somebody wants it
FIRST_VISIBLE = (Visible.SCORE, Visible.EVIDENCE, Visible.INSTITUTIONS)
NOT_YET = (Stage.NEW, Stage.IN_REVIEW)


def create_shortlist(
    opening: Opening,
    title: str,
    *,
    blind: bool = False,
    visible: Iterable[str] = FIRST_VISIBLE,
    introduction: str = "",
    by: User | None,
) -> Shortlist:
    """An empty draft. Invalid("title", "required"), ("visible", "unknown")."""
    by = require(by, "shortlists.compose", opening)
    shortlist = Shortlist(
        public_id=secrets.token_urlsafe(16),
        opening_id=opening.id,
        title=_title(title),
        introduction=introduction.strip()[:MOST_INTRODUCTION],
        blind=blind,
        visible=_visible(visible, blind),
        created_by_id=by.id,
    )
    db.session.add(shortlist)
    record("shortlist.created", shortlist, None, _state(shortlist), by=by)
    finish()
    return shortlist


def _title(title: str) -> str:
    title = " ".join(title.split())[:120]
    if not title:
        raise Invalid("title", "required")
    return title


def _visible(codes: Iterable[str], blind: bool) -> list[str]:
    codes = list(codes)
    if not set(codes) <= set(Visible):
        raise Invalid("visible", "unknown")
    hidden = {Visible.CONTACT} if blind else set()
    return [str(code) for code in Visible if code in codes and code not in hidden]


def _state(shortlist: Shortlist) -> dict[str, object]:
    """For the log: what is shown, not the words."""
    return {"title": shortlist.title, "blind": shortlist.blind, "visible": list(shortlist.visible)}


def change_shortlist(
    shortlist: Shortlist, *, title: str, introduction: str, blind: bool, visible: Iterable[str], by: User | None
) -> None:
    """What it is called and how much it shows; at once, for who reads it too. Invalid as in `create_shortlist`."""
    by = require(by, "shortlists.compose", shortlist)
    before = _state(shortlist)
    shortlist.title = _title(title)
    shortlist.introduction = introduction.strip()[:MOST_INTRODUCTION]
    shortlist.blind = blind
    shortlist.visible = _visible(visible, blind)
    old, new = difference(before, _state(shortlist))
    if old or new:
        record("shortlist.changed", shortlist, old, new, by=by)
    finish()


def code_of(number: int) -> str:
    """1 -> A, 26 -> Z, 27 -> AA."""
    code = ""
    while number:
        number, letter = divmod(number - 1, 26)
        code = chr(65 + letter) + code
    return code


def add_to_shortlist(
    shortlist: Shortlist, applications: Sequence[Application], *, move: bool = False, by: User | None
) -> list[ShortlistEntry]:
    """Put people at its end; who is on it already stays where they are. Those who were taken off come back.

    `move`: who is new or in review goes to the stage Shortlisted as well.
    Invalid("applications", "elsewhere" | "withdrawn" | "too_many").
    """
    by = require(by, "shortlists.compose", shortlist)
    if any(application.opening_id != shortlist.opening_id for application in applications):
        raise Invalid("applications", "elsewhere")
    if any(application.stage == Stage.WITHDRAWN for application in applications):
        raise Invalid("applications", "withdrawn")
    known = {
        entry.application_id: entry
        for entry in db.session.scalars(
            select(ShortlistEntry).where(ShortlistEntry.shortlist_id == shortlist.id).with_for_update()
        )
    }
    place = max((entry.place for entry in known.values()), default=0)
    added = []
    for application in applications:
        entry = known.get(application.id)
        if entry is not None and entry.removed_at is None:
            continue
        place += 1
        if entry is None:
            shortlist.codes_given += 1
            entry = ShortlistEntry(
                shortlist_id=shortlist.id,
                application_id=application.id,
                code=code_of(shortlist.codes_given),
                place=place,
                added_by_id=by.id,
            )
            db.session.add(entry)
            known[application.id] = entry
        else:
            entry.removed_at, entry.place = None, place
        added.append(entry)
        record("shortlist.person_added", application, None, {"shortlist": shortlist.id, "code": entry.code}, by=by)
    if (would := sum(entry.removed_at is None for entry in known.values())) > MOST_PEOPLE:
        db.session.rollback()
        raise Invalid("applications", "too_many", most=MOST_PEOPLE, would=would)
    finish()
    if move:
        for application in applications:
            if application.stage in NOT_YET:
                move_stage(application, Stage.SHORTLISTED, by=by)
    return added


def remove_from_shortlist(entry: ShortlistEntry, *, by: User | None) -> None:
    """Taken off: readers see the person no more; what was said is kept for the recruiters."""
    by = require(by, "shortlists.compose", entry.shortlist)
    if entry.removed_at is None:
        entry.removed_at = now()
        record(
            "shortlist.person_removed", f"application:{entry.application_id}", {"shortlist": entry.shortlist_id}, by=by
        )
    finish()


def comment_on(entry: ShortlistEntry, comment: str, *, by: User | None) -> None:
    """The recruiter's words about the person. The log tells that they changed, not what they say."""
    by = require(by, "shortlists.compose", entry.shortlist)
    comment = comment.strip()[:MOST_COMMENT]
    if comment != entry.comment:
        entry.comment = comment
        after = {"shortlist": entry.shortlist_id, "comment": bool(comment)}
        record("shortlist.commented", f"application:{entry.application_id}", None, after, by=by)
    finish()


def order_shortlist(shortlist: Shortlist, codes: Sequence[str], *, by: User | None) -> None:
    """Put the people in the order of these codes; those not named come after, as they were."""
    by = require(by, "shortlists.compose", shortlist)
    entries = [entry for entry in shortlist.entries if entry.removed_at is None]
    before = [entry.code for entry in entries]
    wanted = {code: index for index, code in enumerate(dict.fromkeys(codes))}
    entries.sort(key=lambda entry: wanted.get(entry.code, len(wanted)))
    for place, entry in enumerate(entries, start=1):
        entry.place = place
    after = [entry.code for entry in entries]
    if after != before:
        record("shortlist.ordered", shortlist, {"order": before}, {"order": after}, by=by)
    finish()


def set_status(shortlist: Shortlist, status: ShortlistStatus, *, by: User | None) -> None:
    """Share, close, or take back to a draft. Invalid("status", "nobody") where nobody is on it yet."""
    by = require(by, "shortlists.compose", shortlist)
    if shortlist.status == status:
        return
    if status == ShortlistStatus.SHARED:
        people = db.session.scalar(
            select(func.count()).where(ShortlistEntry.shortlist_id == shortlist.id, ShortlistEntry.removed_at.is_(None))
        )
        if not people:
            raise Invalid("status", "nobody")
        shortlist.shared_at = shortlist.shared_at or now()
    shortlist.closed_at = now() if status == ShortlistStatus.CLOSED else None
    act = {"shared": "shortlist.shared", "closed": "shortlist.closed", "draft": "shortlist.unshared"}[status]
    record(act, shortlist, {"status": shortlist.status}, {"status": str(status)}, by=by)
    shortlist.status = str(status)
    finish()
