"""Searches that are kept under a name."""

from __future__ import annotations

from sqlalchemy import select

from recruit.hiring.models import Opening, SavedSearch, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import NotAllowed, require
from recruit.storage.database import db

MOST_NAME, MOST_QUERY = 80, 2000


def save_search(opening: Opening, name: str, query: str, *, shared: bool, by: User | None) -> SavedSearch:
    """Keep a list's query string under a name; one's own search of that name gets the new one.

    Invalid("search", "required" | "too_long" | "nothing").
    """
    by = require(by, "searches.save", opening)
    name = " ".join(name.split())
    if not name:
        raise Invalid("search", "required")
    if len(name) > MOST_NAME:
        raise Invalid("search", "too_long", most=MOST_NAME)
    if not query or len(query) > MOST_QUERY:
        raise Invalid("search", "nothing")
    found = db.session.scalar(
        select(SavedSearch).where(
            SavedSearch.opening_id == opening.id, SavedSearch.user_id == by.id, SavedSearch.name == name
        )
    )
    if found is None:
        found = SavedSearch(opening_id=opening.id, user_id=by.id, name=name, query=query, shared=shared)
        db.session.add(found)
    else:
        found.query, found.shared = query, shared
    db.session.flush()
    # not what is searched for: that may be a person's name, and the log can't be erased
    record("search.saved", opening, None, {"search": found.id, "shared": shared}, by=by)
    finish()
    return found


def delete_search(search: SavedSearch, *, by: User | None) -> None:
    """Forget a search of one's own."""
    opening = db.session.get_one(Opening, search.opening_id)
    by = require(by, "searches.save", opening)
    if search.user_id != by.id:
        raise NotAllowed("searches.save")
    record("search.deleted", opening, {"search": search.id, "shared": search.shared}, None, by=by)
    db.session.delete(search)
    finish()
