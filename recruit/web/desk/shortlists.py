"""Composing shortlists: who is on them, in which order, what is shown of them, and to whom."""

from __future__ import annotations

from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from flask_login import current_user

from recruit.hiring.models import Shortlist, ShortlistStatus, Stage
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.shortlist_sharing import MOST_DAYS, make_link, revoke_link, set_managers
from recruit.hiring.operations.shortlist_views import answer
from recruit.hiring.operations.shortlists import (
    FIRST_VISIBLE,
    MOST_PEOPLE,
    add_to_shortlist,
    change_shortlist,
    comment_on,
    create_shortlist,
    order_shortlist,
    remove_from_shortlist,
    set_status,
)
from recruit.hiring.queries.shortlists import (
    chosen,
    composed,
    entry_of,
    link_by_id,
    might_be_added,
    on_shortlists,
    reader_of,
    shortlist_of,
    shortlists_of,
)
from recruit.hiring.queries.users import hiring_managers
from recruit.storage.database import now
from recruit.web.desk.blind import seen, seen_lists
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import opening_or_404
from recruit.web.desk.listing import parse_listing
from recruit.web.desk.shortlist_words import VISIBLE
from recruit.web.desk.ticking import ids_of_form
from recruit.web.shortlist.views import moved

#: a link lives for so many days unless somebody says otherwise
USUAL_DAYS = 14
#: the address of a link that was just made, shown once
FRESH = "fresh_shortlist_link"


def _to(shortlist: Shortlist, anchor: str = "") -> ResponseReturnValue:
    return redirect(url_for("desk.shortlist", list_id=shortlist.public_id, _anchor=anchor or None))


@blueprint.get("/openings/<slug>/shortlists")
def shortlists(slug: str) -> ResponseReturnValue:
    return _shortlists(slug)


def _shortlists(slug: str, error: str = "", title: str = "") -> ResponseReturnValue:
    opening = opening_or_404(slug, "shortlists.compose")
    body = render_template(
        "desk/shortlists.html",
        opening=opening,
        version=opening.version,
        rows=seen_lists(shortlists_of(opening, by=current_user), opening),
        error=error,
        title=title,
    )
    return body, 422 if error else 200


@blueprint.post("/openings/<slug>/shortlists")
def create_list(slug: str) -> ResponseReturnValue:
    opening = opening_or_404(slug, "shortlists.compose")
    try:
        made = create_shortlist(opening, request.form.get("title", ""), blind="blind" in request.form, by=current_user)
    except Invalid as invalid:
        return _shortlists(slug, fault(invalid), request.form.get("title", ""))
    return _to(made)


@blueprint.get("/shortlists/<list_id>")
def shortlist(list_id: str) -> ResponseReturnValue:
    return _shortlist(list_id)


def _shortlist(list_id: str, errors: dict[str, str] | None = None) -> ResponseReturnValue:
    page = composed(list_id, by=current_user)
    today = now().date()
    fresh = session.pop(FRESH, None) if request.method == "GET" else None
    body = render_template(
        "desk/shortlist.html",
        page=page,
        shortlist=page.shortlist,
        opening=page.opening,
        version=page.opening.version,
        managers=hiring_managers(),
        candidates=might_be_added(page.shortlist, by=current_user),
        visible_words=VISIBLE,
        errors=errors or {},
        fresh=fresh if fresh and fresh.get("shortlist") == page.shortlist.public_id else None,
        until=(today + timedelta(days=USUAL_DAYS)).isoformat(),
        today=today.isoformat(),
        latest=(today + timedelta(days=MOST_DAYS)).isoformat(),
        now=now(),
        reader_of=reader_of,
    )
    return body, 422 if errors else 200


@blueprint.post("/shortlists/<list_id>/settings")
def change_list(list_id: str) -> ResponseReturnValue:
    found = shortlist_of(list_id, by=current_user)
    try:
        change_shortlist(
            found,
            title=request.form.get("title", ""),
            introduction=request.form.get("introduction", ""),
            blind="blind" in request.form,
            visible=request.form.getlist("visible"),
            by=current_user,
        )
    except Invalid as invalid:
        return _shortlist(list_id, {invalid.field: fault(invalid)})
    flash(_("Kept. Readers see it this way from now on."), "success")
    return _to(found, "settings")


@blueprint.post("/shortlists/<list_id>/status")
def share_list(list_id: str) -> ResponseReturnValue:
    found = shortlist_of(list_id, by=current_user)
    wanted = request.form.get("status", "")
    if wanted not in set(ShortlistStatus):
        abort(400)
    try:
        set_status(found, ShortlistStatus(wanted), by=current_user)
    except Invalid as invalid:
        return _shortlist(list_id, {invalid.field: fault(invalid)})
    return _to(found)


@blueprint.post("/shortlists/<list_id>/people")
def add_people(list_id: str) -> ResponseReturnValue:
    """Those ticked on the shortlist's own page."""
    found = shortlist_of(list_id, by=current_user)
    people = chosen(request.form.getlist("application"), by=current_user)
    try:
        added = add_to_shortlist(found, people, move="move" in request.form, by=current_user)
    except Invalid as invalid:
        return _shortlist(list_id, {invalid.field: fault(invalid)})
    if added:
        flash(_n("%(num)d person added.", "%(num)d people added.", len(added)), "success")
    return _to(found, "people")


@blueprint.post("/shortlists/<list_id>/order")
def order_list(list_id: str) -> ResponseReturnValue:
    found = shortlist_of(list_id, by=current_user)
    codes = moved(request.form.getlist("code"), request.form.get("move", ""))
    order_shortlist(found, codes, by=current_user)
    if request.headers.get("HX-Request"):
        return "", 204
    return _to(found, "people")


@blueprint.post("/shortlists/<list_id>/people/<code>/comment")
def comment_person(list_id: str, code: str) -> ResponseReturnValue:
    entry = entry_of(list_id, code, by=current_user)
    comment_on(entry, request.form.get("comment", ""), by=current_user)
    return _to(entry.shortlist, f"p-{code}")


@blueprint.post("/shortlists/<list_id>/people/<code>/remove")
def remove_person(list_id: str, code: str) -> ResponseReturnValue:
    entry = entry_of(list_id, code, by=current_user)
    remove_from_shortlist(entry, by=current_user)
    return _to(entry.shortlist, "people")


@blueprint.post("/shortlists/<list_id>/people/<code>/answer")
def answer_person(list_id: str, code: str) -> ResponseReturnValue:
    entry = entry_of(list_id, code, by=current_user)
    try:
        answer(entry, request.form.get("text", ""), by=current_user)
    except Invalid as invalid:
        return _shortlist(list_id, {f"answer-{code}": fault(invalid)})
    return _to(entry.shortlist, f"p-{code}")


@blueprint.post("/shortlists/<list_id>/managers")
def choose_managers(list_id: str) -> ResponseReturnValue:
    found = shortlist_of(list_id, by=current_user)
    ids = [int(id) for id in request.form.getlist("manager") if id.isdecimal() and len(id) < 10]
    try:
        set_managers(found, ids, by=current_user)
    except Invalid as invalid:
        return _shortlist(list_id, {invalid.field: fault(invalid)})
    flash(_("Kept: with whom it is shared."), "success")
    return _to(found, "sharing")


@blueprint.post("/shortlists/<list_id>/links")
def add_link(list_id: str) -> ResponseReturnValue:
    found = shortlist_of(list_id, by=current_user)
    try:
        until = date.fromisoformat(request.form.get("until", ""))
    except ValueError:
        return _shortlist(list_id, {"until": str(_("Give the last day of the link as a date."))})
    try:
        link, token = make_link(found, request.form.get("recipient", ""), until, by=current_user)
    except Invalid as invalid:
        return _shortlist(list_id, {invalid.field: fault(invalid)})
    session[FRESH] = {
        "shortlist": found.public_id,
        "recipient": link.recipient,
        "address": url_for("shortlist.enter", token=token, _external=True),
    }
    return _to(found, "links")


@blueprint.post("/shortlists/<list_id>/links/<int:link_id>/revoke")
def take_back_link(list_id: str, link_id: int) -> ResponseReturnValue:
    found = shortlist_of(list_id, by=current_user)
    revoke_link(link_by_id(found, link_id), by=current_user)
    return _to(found, "links")


@blueprint.get("/shortlists/<list_id>/views")
def views_of_list(list_id: str) -> ResponseReturnValue:
    """What every reader said, side by side."""
    page = composed(list_id, by=current_user)
    said = {(entry.code, reader_of(view)[0]): view for entry in page.entries for view in entry.views}
    return render_template(
        "desk/shortlist_views.html",
        page=page,
        shortlist=page.shortlist,
        opening=page.opening,
        version=page.opening.version,
        said=said,
    )


def _query(listing: str) -> str:
    query = parse_listing(listing).query()
    return f"?{query}" if query else ""


@blueprint.route("/shortlists/add", methods=["GET", "POST"])
def shortlist_people() -> ResponseReturnValue:
    """Put people (`application`, once for each) on a shortlist of their opening, or on a new one.

    The application page leads here, and the list with those that are ticked there (`id`), or `all` that fit it.
    Who has withdrawn is left out, and of more than a shortlist holds those who come first.
    """
    ids = request.values.getlist("application") or request.values.getlist("id")
    if slug := request.form.get("opening", ""):
        ids = ids_of_form(opening_or_404(slug, "shortlists.compose"))
        if not ids:
            flash(_("Tick those who are to be put on a shortlist."), "warn")
            return redirect(url_for("desk.ranked", slug=slug) + _query(request.form.get("list", "")))
    found_people = chosen(ids, by=current_user)
    if not found_people:
        abort(404)
    opening = found_people[0].opening
    there_still = [each for each in found_people if each.stage != Stage.WITHDRAWN]
    people = there_still[:MOST_PEOPLE]
    error = ""
    wanted = request.form.get("shortlist", "")
    if wanted:
        try:
            if wanted == "new":
                found = create_shortlist(
                    opening,
                    request.form.get("title", ""),
                    blind="blind" in request.form,
                    visible=FIRST_VISIBLE,
                    by=current_user,
                )
            else:
                found = shortlist_of(wanted, by=current_user)
            added = add_to_shortlist(found, people, move="move" in request.form, by=current_user)
        except Invalid as invalid:
            error = fault(invalid)
        else:
            flash(_n("%(num)d person added.", "%(num)d people added.", len(added)), "success")
            return _to(found, "people")
    body = render_template(
        "desk/shortlist_add.html",
        people=[seen(each) for each in people],
        opening=opening,
        version=opening.version,
        rows=seen_lists(shortlists_of(opening, by=current_user), opening),
        withdrawn=len(found_people) - len(there_still),
        beyond=len(there_still) - len(people),
        most=MOST_PEOPLE,
        there={entry.shortlist_id for entry in on_shortlists(found_people[0], by=current_user) if not entry.removed_at}
        if len(found_people) == 1
        else set(),
        error=error,
        title=request.form.get("title", ""),
    )
    return body, 422 if error else 200
