"""Acts on many applications: chosen in the list, decided on a page that shows each, done, and undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from recruit.hiring.models import BulkChange, Opening, Stage
from recruit.hiring.operations import bulk as acts
from recruit.hiring.operations.bulk import NEW, Act, shown
from recruit.hiring.operations.errors import Invalid, Stale
from recruit.hiring.operations.telling import MAILS_WAIT, MOST_SUBJECT, MOST_TEXT
from recruit.hiring.queries.applications import in_order
from recruit.hiring.queries.bulk import bulk_change, mails_of
from recruit.hiring.queries.tags import all_tags
from recruit.hiring.reasons import REASONS
from recruit.web.desk.blind import seen
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.bulk_words import (
    StateWords,
    Wish,
    done_words,
    mails_words,
    question,
    refused_words,
    summary,
    undone_words,
)
from recruit.web.desk.drafting import letters_to, typed_letters
from recruit.web.desk.export import export_page
from recruit.web.desk.finding import list_address, opening_or_404
from recruit.web.desk.listing import Listing, parse_listing

#: the most applications that one act is asked for
MOST = 5000


def _listing() -> Listing:
    return parse_listing(request.values.get("list", ""))


def _chosen(opening: Opening, listing: Listing) -> list[str]:
    """Who was ticked, in the order of the page; everybody who fits the filters where that was asked for."""
    if request.form.get("all"):
        return in_order(opening, listing.filters.seen_by(current_user.id), listing.sort, listing.direction)[:MOST]
    return list(dict.fromkeys(request.form.getlist("id")))[:MOST]


@blueprint.post("/openings/<slug>/bulk")
def bulk(slug: str) -> ResponseReturnValue:
    """Shows what would happen to whom. Nothing happens yet."""
    opening = opening_or_404(slug, "applications.read")
    listing, wish = _listing(), Wish.read(request.form.get("act", ""))
    chosen = _chosen(opening, listing)
    if not chosen or not wish.act:
        flash(_("Tick the applications and choose what to do with them."), "warn")
        return redirect(list_address(opening, listing))
    if wish.act == "export":
        return _to_export(opening, listing, chosen)
    return _page(opening, listing, wish, chosen)


def _to_export(opening: Opening, listing: Listing, chosen: list[str]) -> ResponseReturnValue:
    return export_page(opening, listing, [] if request.form.get("all") else chosen, len(chosen))


def _page(
    opening: Opening, listing: Listing, wish: Wish, chosen: list[str], *, error: str = "", status: int = 200
) -> Response:
    act = _act(wish)
    try:
        steps = acts.plan(opening, act, wish.value, chosen, by=current_user)
    except Invalid:
        abort(400)
    steps = [replace(step, application=seen(step.application)) for step in steps]
    languages = [step.application.language for step in steps if step.changes]
    body = render_template(
        "desk/bulk.html",
        opening=opening,
        version=opening.version,
        wish=wish,
        steps=[step for step in steps if step.changes],
        already=[step for step in steps if not step.changes],
        shown=shown,
        state_words=StateWords(wish).said,
        question=question(wish, sum(step.changes for step in steps)),
        to_name=wish.value == NEW,
        known=all_tags() if wish.value == NEW else [],
        rejecting=wish == Wish("stage", Stage.REJECTED),
        reasons=REASONS,
        letters=letters_to(opening, wish.value, languages, request.form) if act is Act.STAGE else [],
        most_subject=MOST_SUBJECT,
        most_text=MOST_TEXT,
        minutes=int(MAILS_WAIT.total_seconds() // 60),
        typed=request.form,
        error=error,
        query=listing.query(),
        back=list_address(opening, listing),
    )
    return make_response(body, status)


def _act(wish: Wish) -> Act:
    try:
        return Act(wish.act)
    except ValueError:
        abort(400)


@blueprint.post("/openings/<slug>/bulk/apply")
def apply_bulk(slug: str) -> ResponseReturnValue:
    """Does what the page showed, to those who are still as it showed them."""
    opening = opening_or_404(slug, "applications.read")
    listing, wish = _listing(), Wish.read(request.form.get("act", ""))
    act = _act(wish)
    seen = dict(pair.rpartition("~")[::2] for pair in request.form.getlist("seen")[:MOST])
    try:
        outcome = acts.apply(
            opening,
            act,
            wish.value,
            seen,
            tag_name=request.form.get("tag", ""),
            reason=request.form.get("reason", ""),
            reason_code=request.form.get("reason_code") or None,
            letters=typed_letters(opening, wish.value, request.form) if request.form.get("tell") else None,
            by=current_user,
        )
    except Invalid as invalid:
        return _page(opening, listing, wish, list(seen), error=refused_words(invalid), status=422)
    if outcome.change is None:
        flash(summary(outcome), "warn")
        return redirect(list_address(opening, listing))
    if outcome.already or outcome.meanwhile:
        flash(summary(outcome), "info")
    query = urlencode([*listing.pairs(), ("done", str(outcome.change.id))])
    return redirect(f"{url_for('desk.ranked', slug=opening.slug)}?{query}")


@blueprint.post("/openings/<slug>/bulk/<int:change_id>/undo")
def undo_bulk(slug: str, change_id: int) -> ResponseReturnValue:
    """Gives everybody back what they were."""
    opening = opening_or_404(slug, "applications.read")
    change = bulk_change(opening, change_id)
    if change is None:
        abort(404)
    try:
        outcome = acts.undo(change, by=current_user)
    except Stale:
        flash(_("This was undone already."), "warn")
    else:
        flash(undone_words(outcome), "good")
    return redirect(list_address(opening, _listing()))


@dataclass(frozen=True, slots=True)
class Done:
    """An act on many that was done just now, to be shown above the list; `mails` tells of the mails it caused."""

    change: BulkChange
    words: str
    mails: str


def done_just_now(opening: Opening) -> Done | None:
    """The act that the address tells of (`done`)."""
    typed = request.args.get("done", "")
    change = bulk_change(opening, int(typed)) if typed.isdecimal() and len(typed) < 10 else None
    return Done(change, done_words(change), mails_words(mails_of(change))) if change else None
