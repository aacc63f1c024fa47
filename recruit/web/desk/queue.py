"""The review queue: one application after the other, by keyboard or by buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import Opening, ReviewRun, Stage
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.review_queue import begin_run, decide, go_to, standing, undo_decision
from recruit.hiring.permissions import require
from recruit.hiring.queries.applications import application_by_public_id, in_order
from recruit.hiring.queries.filters import Filters
from recruit.hiring.queries.review import review as review_page
from recruit.hiring.queries.review_queue import Person, opening_with_run, people_of, run_of
from recruit.hiring.reasons import REASONS
from recruit.web.desk.blind import blind_order, called, reviews_blind, shown_of, who
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import application_or_404, opening_or_404
from recruit.web.desk.listing import Listing, parse_listing
from recruit.web.desk.review import context_of

#: who is still to be decided on, where the list's filter does not say which stages
OPEN_STAGES = [Stage.NEW.value, Stage.IN_REVIEW.value]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: `number` of `total`; in the pile of those put aside, of those."""

    number: int
    total: int
    aside: int
    piled: bool
    last: str
    last_name: str


def progress_of(run: ReviewRun) -> Progress:
    """The run's progress as the head of the page says it."""
    piled = run.at >= len(run.order)
    last = run.decisions[-1] if run.decisions else {}
    return Progress(
        number=run.at + 1 - (len(run.order) if piled else 0),
        total=len(run.later) if piled else len(run.order),
        aside=len(run.later),
        piled=piled,
        last=str(last.get("act", "")),
        last_name=str(last.get("application", "")),
    )


def filters_of(listing: Listing) -> Filters:
    """The list's filter; without stages in it, those that are still to be decided on."""
    filters = listing.filters.seen_by(current_user.id)
    return filters if filters.stage else replace(filters, stage=OPEN_STAGES)


def _run_or_404(opening: Opening) -> ReviewRun:
    run = run_of(opening, by=current_user)
    if run is None:
        abort(404)
    return run


def _address(slug: str) -> str:
    return url_for("desk.queue", slug=slug)


@blueprint.get("/openings/<slug>/queue")
def queue(slug: str) -> ResponseReturnValue:
    """The application that the run stands on; its summary at the end; the way in where there is none."""
    found = opening_with_run(slug, by=current_user)
    if found is None:
        abort(404)
    opening, run = found
    require(current_user, "applications.read", opening)
    if run is None or "begin" in request.args:
        return _entrance(opening, run)
    public_id = standing(run)
    if public_id is None:
        return _summary(opening, run)
    try:
        page = review_page(public_id, by=current_user)
    except NotFound:
        return render_template(
            "desk/queue_gone.html", opening=opening, version=opening.version, run=run, progress=progress_of(run)
        )
    context = context_of(page, list_query=run.query, queue=True)
    return render_template("desk/queue.html", **context, run=run, progress=progress_of(run))


def _entrance(opening: Opening, run: ReviewRun | None) -> ResponseReturnValue:
    listing = parse_listing(request.args.get("list", ""))
    return render_template(
        "desk/queue_begin.html",
        opening=opening,
        version=opening.version,
        listing=listing,
        query=listing.query(),
        count=len(in_order(opening, filters_of(listing), listing.sort, listing.direction)),
        run=run,
        progress=progress_of(run) if run else None,
        ended=run is not None and standing(run) is None,
    )


def _summary(opening: Opening, run: ReviewRun) -> ResponseReturnValue:
    people = people_of(run)
    if reviews_blind(opening.id):
        known = shown_of(opening.id)
        people = {
            id: each if each.application_id in known else replace(each, name=called(id)) for id, each in people.items()
        }
    decided: dict[str, list[tuple[Person, str]]] = {"shortlist": [], "reject": [], "later": [], "open": []}
    latest = {decision["application"]: decision for decision in run.decisions}
    for public_id in run.order:
        person = people.get(public_id)
        if person is not None:
            decision = latest.get(public_id, {})
            reason = str(REASONS.get(decision.get("reason_code", ""), ""))
            decided[decision.get("act", "open")].append((person, reason))
    return render_template(
        "desk/queue_end.html",
        opening=opening,
        version=opening.version,
        run=run,
        decided=decided,
        progress=progress_of(run),
        people=people,
    )


@blueprint.post("/openings/<slug>/queue")
def begin_queue(slug: str) -> ResponseReturnValue:
    opening = opening_or_404(slug, "applications.read")
    listing = blind_order(opening.id, parse_listing(request.form.get("list", "")))
    order = in_order(opening, filters_of(listing), listing.sort, listing.direction)
    begin_run(opening, order, query=listing.query(), by=current_user)
    return redirect(_address(slug))


@blueprint.post("/openings/<slug>/queue/place")
def queue_place(slug: str) -> ResponseReturnValue:
    """To another application of the run: the next, the one before, or the first of those put aside."""
    run = _run_or_404(opening_or_404(slug, "applications.read"))
    to = request.form.get("to", "")
    if to == "aside":
        at = len(run.order)
    elif to.isdecimal() and len(to) < 7:
        at = int(to)
    else:
        abort(400)
    go_to(run, at, by=current_user)
    return redirect(_address(slug))


@blueprint.get("/openings/<slug>/queue/reject")
def queue_reject(slug: str) -> ResponseReturnValue:
    """The reasons to reject for, as a page or for the dialog."""
    opening = opening_or_404(slug, "stages.move")
    run = _run_or_404(opening)
    application = application_or_404(standing(run) or "", "stages.move")
    return _reject_page(opening, application.public_id, who(application))


def _reject_page(opening: Opening, public_id: str, name: str, error: str = "") -> ResponseReturnValue:
    inside = bool(request.headers.get("HX-Request"))
    body = render_template(
        "desk/_reject_form.html" if inside else "desk/queue_reject.html",
        opening=opening,
        version=opening.version,
        public_id=public_id,
        name=name,
        reasons=REASONS,
        reason=request.form.get("reason", ""),
        error=error,
    )
    return make_response(body, 422 if error else 200)


@blueprint.post("/openings/<slug>/queue/decide")
def queue_decide(slug: str) -> ResponseReturnValue:
    opening = opening_or_404(slug, "stages.move")
    run = _run_or_404(opening)
    application = application_or_404(request.form.get("application", ""), "stages.move")
    try:
        decide(
            run,
            application,
            request.form.get("act", ""),
            reason=request.form.get("reason", ""),
            reason_code=request.form.get("reason_code") or None,
            by=current_user,
        )
    except Invalid as invalid:
        return _reject_page(opening, application.public_id, who(application), fault(invalid))
    return redirect(_address(slug))


@blueprint.post("/openings/<slug>/queue/undo")
def queue_undo(slug: str) -> ResponseReturnValue:
    run = _run_or_404(opening_or_404(slug, "stages.move"))
    last = run.decisions[-1]["application"] if run.decisions else ""
    if not undo_decision(run, application_by_public_id(last), by=current_user):
        flash(_("That decision can’t be taken back: the stage was changed in the meantime."), "warn")
    return redirect(_address(slug))
