"""The sample's shortlists: who is on them, with whom they are shared, what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from recruit.hiring.models import Application, Opening, Shortlist, ShortlistStatus, User
from recruit.hiring.operations.shortlist_sharing import make_link, set_managers
from recruit.hiring.operations.shortlist_views import answer, ask, give_view, order_views
from recruit.hiring.operations.shortlists import add_to_shortlist, comment_on, create_shortlist, set_status
from recruit.hiring.permissions import Reader
from recruit.sample.person import load_people
from recruit.storage.database import db, now


def compose(wanted: list[dict[str, Any]], opening: Opening, users: Mapping[str, User]) -> None:
    """Compose what is not there yet."""
    titles = set(db.session.scalars(select(Shortlist.title).where(Shortlist.opening_id == opening.id)))
    for one in wanted:
        if one["title"] not in titles:
            _compose(one, opening, users)


def _compose(one: dict[str, Any], opening: Opening, users: Mapping[str, User]) -> None:
    by = users[one["by"]]
    shortlist = create_shortlist(
        opening,
        one["title"],
        blind=one["blind"],
        visible=one["visible"],
        introduction=one.get("introduction", ""),
        by=by,
    )
    people = {person.id: person for person in load_people()}
    found = {
        application.email: application
        for application in db.session.scalars(select(Application).where(Application.opening_id == opening.id))
    }
    ids = [id for id in one["people"] if people[id].form["email"] in found]
    entries = add_to_shortlist(shortlist, [found[people[id].form["email"]] for id in ids], by=by)
    manager = users[one["manager"]]
    set_managers(shortlist, [manager.id], by=by)
    if not entries:
        return
    set_status(shortlist, ShortlistStatus.SHARED, by=by)
    reader = Reader(user=manager)
    for id, entry in zip(ids, entries, strict=True):
        said = one["people"][id] or {}
        if "comment" in said:
            comment_on(entry, said["comment"], by=by)
        if "view" in said:
            give_view(entry, **said["view"], by=reader)
        if "question" in said:
            ask(entry, said["question"], by=reader)
        if "answer" in said:
            answer(entry, said["answer"], by=by)
    codes_by_id = {id: entry.code for id, entry in zip(ids, entries, strict=True)}
    codes = [codes_by_id[id] for id in one.get("order", []) if id in codes_by_id]
    if codes:
        order_views(shortlist, codes, by=reader)
    if link := one.get("link"):
        until = (now() + timedelta(days=link["days"])).date()
        make_link(shortlist, link["recipient"], until, token=link["token"], by=by)
