"""Rows that are ticked in an opening's list: who was meant, and who that is.

A page's ticks come with its form. With scripts they are kept from page to page, over filters and orders, for as long
as the tab is open; the browser keeps nothing but the ids, so that names are always as the user may see them.
"""

from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Opening
from recruit.hiring.queries.applications import in_order
from recruit.hiring.queries.ticked import ticked
from recruit.web.desk.blind import blind_order, seen
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.finding import list_address, opening_or_404
from recruit.web.desk.listing import Listing, parse_listing

#: the most applications that one act is asked for
MOST = 5000


def listing_of_form(opening: Opening) -> Listing:
    """The list that a form of it came from."""
    return blind_order(opening.id, parse_listing(request.values.get("list", "")))


def ids_of_form(opening: Opening) -> list[str]:
    """Who was ticked, as they came; `all` that fit the list where that was asked for, in its order."""
    if request.form.get("all"):
        listing = listing_of_form(opening)
        return in_order(opening, listing.filters.seen_by(current_user.id), listing.sort, listing.direction)[:MOST]
    return list(dict.fromkeys(request.form.getlist("id")))[:MOST]


@blueprint.post("/openings/<slug>/ticked", endpoint="ticked")
def show_ticked(slug: str) -> ResponseReturnValue:
    """For a dialog of the list: those who are ticked, on whatever page they stand."""
    opening = opening_or_404(slug, "applications.read")
    if not request.headers.get("HX-Request"):
        return redirect(list_address(opening, listing_of_form(opening)))
    people = [(seen(each), each.score) for each in ticked(opening, request.form.getlist("id")[:MOST], by=current_user)]
    return render_template("desk/_ticked.html", opening=opening, version=opening.version, people=people)
