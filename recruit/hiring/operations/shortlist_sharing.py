"""With whom a shortlist is shared: managers with a login, and links that expire and can be revoked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import delete, select

from recruit.hiring.models import Role, Shortlist, ShortlistLink, ShortlistManager, ShortlistStatus, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import opens, require
from recruit.storage.database import db, now

#: days that a link may live
MOST_DAYS = 90


def set_managers(shortlist: Shortlist, user_ids: Iterable[int], *, by: User | None) -> None:
    """Share with exactly these. Invalid("managers", "unknown") for who is no active hiring manager."""
    by = require(by, "shortlists.compose", shortlist)
    wanted = set(user_ids)
    known = set(
        db.session.scalars(
            select(User.id).where(User.id.in_(wanted), User.role == Role.HIRING_MANAGER, User.active.is_(True))
        )
    )
    if wanted - known:
        raise Invalid("managers", "unknown")
    rows = db.session.scalars(select(ShortlistManager).where(ShortlistManager.shortlist_id == shortlist.id))
    before = {row.user_id for row in rows}
    if gone := before - wanted:
        db.session.execute(
            delete(ShortlistManager).where(
                ShortlistManager.shortlist_id == shortlist.id, ShortlistManager.user_id.in_(gone)
            )
        )
    db.session.add_all(ShortlistManager(shortlist_id=shortlist.id, user_id=id) for id in sorted(wanted - before))
    if wanted != before:
        said = {"managers": sorted(before)}, {"managers": sorted(wanted)}
        record("shortlist.managers_changed", shortlist, *said, by=by)
    finish()
    db.session.expire(shortlist, ["managers"])


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(
    shortlist: Shortlist, recipient: str, until: date, *, token: str = "", by: User | None
) -> tuple[ShortlistLink, str]:
    """A link for one person, good to the end of that day, and its token: told now and never again.

    `token` is drawn unless one is given (the sample's, which stands open anyway).

    Invalid("recipient", "required"), ("until", "past" | "too_far").
    """
    by = require(by, "shortlists.compose", shortlist)
    recipient = " ".join(recipient.split())[:120]
    if not recipient:
        raise Invalid("recipient", "required")
    zone = ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"])
    today = now().astimezone(zone).date()
    if until < today:
        raise Invalid("until", "past")
    if until > today + timedelta(days=MOST_DAYS):
        raise Invalid("until", "too_far", most=MOST_DAYS)
    token = token or secrets.token_urlsafe(32)
    link = ShortlistLink(
        shortlist_id=shortlist.id,
        token_hash=_hashed(token),
        recipient=recipient,
        expires_at=datetime.combine(until + timedelta(days=1), time(), zone),
        created_by_id=by.id,
    )
    db.session.add(link)
    db.session.flush()
    record(
        "shortlist.link_made",
        shortlist,
        None,
        {"link": link.id, "recipient": recipient, "until": until.isoformat()},
        by=by,
    )
    finish()
    return link, token


def revoke_link(link: ShortlistLink, *, by: User | None) -> None:
    """From now on it opens nothing, for who has it open too."""
    by = require(by, "shortlists.compose", link.shortlist)
    if link.revoked_at is None:
        link.revoked_at = now()
        record("shortlist.link_revoked", link.shortlist, {"link": link.id, "recipient": link.recipient}, by=by)
    finish()


def link_of(token: str) -> ShortlistLink:
    """The link of a token, if it still opens its shortlist; NotFound for all others alike."""
    link: ShortlistLink | None = db.session.scalar(
        select(ShortlistLink).where(ShortlistLink.token_hash == _hashed(token))
    )
    if link is None or not opens(link, now()) or link.shortlist.status != ShortlistStatus.SHARED:
        raise NotFound("link")
    return link


def open_link(token: str) -> ShortlistLink:
    """As `link_of`, counted and logged."""
    link = link_of(token)
    link.uses += 1
    link.last_used_at = now()
    after = {"link": link.id, "uses": link.uses}
    record("shortlist.link_opened", link.shortlist, None, after, by=None, actor=f"link {link.recipient}")
    finish()
    return link
