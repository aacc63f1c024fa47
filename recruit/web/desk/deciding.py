"""What a recruiter does with an application: confirm, move, note, read again."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import Application, Stage
from recruit.hiring.operations.confirmations import confirm_fact, undo_confirmation
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.reading import reread as read_again
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.queries.review import review as review_page
from recruit.hiring.reasons import REASONS
from recruit.web.desk import words
from recruit.web.desk.blind import seen, who
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import application_or_404, list_address, own_address
from recruit.web.desk.listing import parse_listing
from recruit.web.desk.review import back_to, fact_row, known_fact, list_args, render, typed_months


@blueprint.post("/applications/<public_id>/facts")
def confirm(public_id: str) -> ResponseReturnValue:
    application = application_or_404(public_id, "facts.confirm")
    fact = request.form.get("fact", "")
    if not known_fact(fact):
        abort(400)
    value: object = typed_months() if fact == "experience" else request.form.get("value", "")
    reason = request.form.get("reason", "")
    try:
        confirm_fact(application, fact, value, reason, by=current_user)
    except Invalid as invalid:
        page = review_page(public_id, by=current_user)
        body = render(page, fact=fact, fact_error=fault(invalid), fact_reason=reason, fact_value=value)
        return make_response(body, 422)
    return back_to(application, fact_row(fact))


@blueprint.post("/applications/<public_id>/confirmations/<int:confirmation_id>/undo")
def undo(public_id: str, confirmation_id: int) -> ResponseReturnValue:
    application = application_or_404(public_id, "facts.confirm")
    found = next((c for c in application.confirmations if c.id == confirmation_id), None)
    if found is None:
        abort(404)
    undo_confirmation(found, by=current_user)
    return back_to(application, fact_row(found.fact))


@blueprint.get("/applications/<public_id>/stage")
def stage(public_id: str) -> ResponseReturnValue:
    application = application_or_404(public_id, "stages.move")
    return _stage_page(application, to=request.args.get("to", ""))


def _stage_page(application: Application, *, to: str, reason: str = "", error: str = "") -> ResponseReturnValue:
    inside = bool(request.headers.get("HX-Request"))
    back = own_address(request.values.get("back", ""))
    if not back and not inside:
        back = list_address(application.opening, parse_listing(request.values.get("list", "")))
    body = render_template(
        "desk/_stage_dialog.html" if inside else "desk/stage.html",
        application=seen(application),
        to=to if to in set(Stage) else "",
        reason=reason,
        error=error,
        back=back,
        list_args=list_args(),
        reasons=REASONS,
    )
    return make_response(body, 422 if error else 200)


@blueprint.post("/applications/<public_id>/stage")
def move(public_id: str) -> ResponseReturnValue:
    application = application_or_404(public_id, "stages.move")
    to, reason = request.form.get("to", ""), request.form.get("reason", "")
    code = request.form.get("reason_code") if to == Stage.REJECTED else None
    if to == Stage.REJECTED and not (code or reason.strip()):
        return _stage_page(application, to=to, error=_("Say why: the reason is kept with the rejection."))
    try:
        change = move_stage(application, to, reason=reason, reason_code=code or None, by=current_user)
    except Invalid as invalid:
        return _stage_page(application, to="", reason=reason, error=fault(invalid))
    if change is not None:
        flash(
            _("%(name)s: %(stage)s", name=who(application), stage=words.STAGES[change.after]),
            "good",
        )
    back = own_address(request.form.get("back", ""))
    if change is not None and request.form.get("tell"):
        return redirect(url_for("desk.tell", public_id=public_id, back=back))
    return redirect(back) if back else back_to(application)


@blueprint.post("/applications/<public_id>/reading")
def reread(public_id: str) -> ResponseReturnValue:
    application = application_or_404(public_id, "readings.repeat")
    try:
        read_again(application, by=current_user)
    except Invalid as invalid:
        flash(fault(invalid), "bad")
    return back_to(application)
