"""Applicants' requests and rights, as the desk sees them; writing to an applicant."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import Application, Ending
from recruit.hiring.operations.answers import field_of
from recruit.hiring.operations.erasure import erase
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.own import answer_request
from recruit.hiring.operations.retention import lift_hold, place_hold
from recruit.hiring.operations.telling import MOST_SUBJECT, MOST_TEXT, Letter, tell_applicant
from recruit.hiring.permissions import can
from recruit.hiring.queries.openings import questions_of
from recruit.hiring.queries.people import count_open_requests, open_requests, person_page, request_by_id
from recruit.hiring.queries.review import HistoryEvent
from recruit.web.admin.words import VALUES
from recruit.web.answers import answer_text
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.drafting import draft, left_open
from recruit.web.desk.finding import application_or_404, own_address
from recruit.web.desk.review import back_to
from recruit.web.my.words import FAULTS, FIELDS, REQUESTS


def fault_words(invalid: Invalid) -> str:
    """What is wrong, to whom writes."""
    if invalid.code == "held":
        return str(_("A legal hold stands on this application. Lift it first."))
    if invalid.code == "answered":
        return str(_("Somebody has answered this already."))
    return str(FAULTS.get(invalid.code, FAULTS["required"]))


@blueprint.context_processor
def waiting() -> dict[str, object]:
    """For the templates: how many requests of applicants wait, of all and of one application."""
    return {"count_open_requests": count_open_requests, "waiting_requests": waiting_requests}


def waiting_requests(history: Iterable[HistoryEvent]) -> int:
    """How many of an application's requests wait for an answer, from its history."""
    numbers: dict[str, set[object]] = {"person.asked": set(), "person.answered": set()}
    for event in history:
        if event.act in numbers:
            numbers[event.act].add(event.after.get("request"))
    return len(numbers["person.asked"] - numbers["person.answered"])


@blueprint.get("/requests")
def requests() -> ResponseReturnValue:
    """What applicants wait for."""
    return render_template("desk/requests.html", waiting=open_requests(by=current_user), kinds=REQUESTS)


@blueprint.get("/applications/<public_id>/person")
def person(public_id: str) -> ResponseReturnValue:
    """What the applicant corrected, asked and agreed to; how long it is kept; holds and erasure."""
    return _person(application_or_404(public_id, "requests.answer"))


def _person(application: Application, **more: object) -> ResponseReturnValue:
    given = {"fault": "", "fault_at": "", "typed": ""} | more
    body = render_template(
        "desk/person.html",
        page=person_page(application, by=current_user),
        application=application,
        fields=FIELDS,
        questions={field_of(question): question for question in questions_of(application.opening.version)},
        answer_text=answer_text,
        kinds=REQUESTS,
        mail_names=VALUES["mail"],
        may_erase=can(current_user, "applications.erase", application),
        **given,
    )
    return make_response(body, 422 if given["fault"] else 200)


def _back(application: Application, anchor: str) -> ResponseReturnValue:
    return redirect(url_for("desk.person", public_id=application.public_id, _anchor=anchor))


@blueprint.post("/applications/<public_id>/requests/<int:request_id>")
def answer(public_id: str, request_id: int) -> ResponseReturnValue:
    """The answer stands on the applicant's page at once, and a mail says that it is there."""
    application = application_or_404(public_id, "requests.answer")
    asked = request_by_id(application, request_id)
    if asked is None:
        abort(404)
    typed = request.form.get("answer", "")
    try:
        answer_request(asked, typed, by=current_user)
    except Invalid as invalid:
        return _person(application, fault=fault_words(invalid), fault_at=f"request-{request_id}", typed=typed)
    flash(_("Answered. The applicant gets a mail."), "good")
    return _back(application, f"request-{request_id}")


@blueprint.post("/applications/<public_id>/hold")
def hold(public_id: str) -> ResponseReturnValue:
    """Keep it whatever its time, or let it go the way of the others again."""
    application = application_or_404(public_id, "holds.place")
    if request.form.get("lift"):
        lift_hold(application, by=current_user)
        flash(_("The hold is lifted."), "good")
        return _back(application, "kept")
    typed = request.form.get("reason", "")
    try:
        place_hold(application, typed, by=current_user)
    except Invalid as invalid:
        return _person(application, fault=fault_words(invalid), fault_at="hold", typed=typed)
    flash(_("The application is kept until the hold is lifted."), "good")
    return _back(application, "kept")


@blueprint.post("/applications/<public_id>/erase")
def erase_for_applicant(public_id: str) -> ResponseReturnValue:
    """For who asked for it by other ways; the name is typed, so that it is the right one."""
    application = application_or_404(public_id, "applications.erase")
    opening, typed = application.opening, request.form.get("name", "").strip()
    if typed.casefold() != application.name.casefold():
        words = _("Write the name exactly as it stands above, so that the right application is erased.")
        return _person(application, fault=words, fault_at="erase", typed=typed)
    try:
        erase(application, Ending.ERASED, by=current_user)
    except Invalid as invalid:
        return _person(application, fault=fault_words(invalid), fault_at="erase", typed=typed)
    flash(_("The application and all that belongs to it are erased."), "good")
    return redirect(url_for("desk.ranked", slug=opening.slug))


@blueprint.get("/applications/<public_id>/tell")
def tell(public_id: str) -> ResponseReturnValue:
    """A mail to the applicant, drafted for the stage and in the applicant's language, to be read and changed first."""
    application = application_or_404(public_id, "stages.move")
    letter = drafted(application)
    return _tell(application, letter.subject, letter.text)


def drafted(application: Application) -> Letter:
    """For the stage where the application is."""
    return draft(application.opening, application.stage, application.language, application.name)


def _tell(application: Application, subject: str, words: str, error: str = "") -> ResponseReturnValue:
    body = render_template(
        "desk/tell.html",
        application=application,
        subject=subject,
        text=words,
        error=error,
        most_subject=MOST_SUBJECT,
        most_text=MOST_TEXT,
        back=own_address(request.values.get("back", "")),
    )
    return make_response(body, 422 if error else 200)


@blueprint.post("/applications/<public_id>/tell")
def send_words(public_id: str) -> ResponseReturnValue:
    """Send it."""
    application = application_or_404(public_id, "stages.move")
    subject, words = request.form.get("subject", ""), request.form.get("text", "")
    if left_open(drafted(application), words):
        return _tell(application, subject, words, _("Fill in what stands in square brackets, or take it out."))
    try:
        tell_applicant(application, subject, words, by=current_user)
    except Invalid as invalid:
        return _tell(application, subject, words, fault_words(invalid))
    flash(_("The mail to %(name)s is on its way.", name=application.name), "good")
    back = own_address(request.form.get("back", ""))
    return redirect(back) if back else back_to(application)
