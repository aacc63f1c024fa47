"""Saved searches of a list, and the list that was looked at last."""

from __future__ import annotations

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import Opening
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.searches import delete_search, save_search
from recruit.hiring.queries.searches import search_by_id
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import list_address, opening_or_404
from recruit.web.desk.listing import Listing, parse_listing

#: in the session: [slug, query string] of the lists looked at last, the latest first
_LAST = "lists"
#: the session is a cookie: so many lists are remembered, and only queries up to this length
MOST_LISTS, LONGEST = 5, 400


@blueprint.post("/openings/<slug>/searches")
def save(slug: str) -> ResponseReturnValue:
    """Keep the list's filters and order under a name."""
    opening = opening_or_404(slug, "searches.save")
    listing = parse_listing(request.form.get("list", "")).turned()
    try:
        kept = save_search(
            opening,
            request.form.get("name", ""),
            listing.query(),
            shared=bool(request.form.get("shared")),
            by=current_user,
        )
    except Invalid as invalid:
        flash(fault(invalid), "bad")
    else:
        flash(_("Saved as “%(name)s”.", name=kept.name), "good")
    return redirect(list_address(opening, listing))


@blueprint.post("/openings/<slug>/searches/<int:search_id>/delete")
def forget_search(slug: str, search_id: int) -> ResponseReturnValue:
    """Forget a search of one's own."""
    opening = opening_or_404(slug, "searches.save")
    search = search_by_id(opening, search_id)
    if search is None:
        abort(404)
    delete_search(search, by=current_user)
    flash(_("The saved search is deleted."), "good")
    return redirect(list_address(opening, parse_listing(request.form.get("list", ""))))


def remember_list(opening: Opening, listing: Listing) -> None:
    """Keep which list was looked at last, for whoever comes back to the opening later."""
    query = listing.query()
    kept: list[list[str]] = session.get(_LAST, [])
    others = [pair for pair in kept if pair[0] != opening.slug]
    mine = [[opening.slug, query]] if 0 < len(query) <= LONGEST else []
    if kept != (now := (mine + others)[:MOST_LISTS]):
        session[_LAST] = now


def last_list(slug: str) -> str:
    """The address of an opening's list as it was looked at last in this browser."""
    query = next((query for of, query in session.get(_LAST, []) if of == slug), "")
    return url_for("desk.ranked", slug=slug) + (f"?{query}" if query else "")
