"""The talent pool and the answers for statistics: on the applicant's own page, and once after sending."""

from __future__ import annotations

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recruit.hiring.models import Application
from recruit.hiring.operations.consents import end_pool_consent, give_pool_consent, identify_oneself, pool_consent
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.applications import application_by_public_id
from recruit.hiring.queries.retention import rules
from recruit.web.careers.applying import SENT
from recruit.web.extensions import limiter
from recruit.web.my.blueprint import ACTS, blueprint, opened_application
from recruit.web.my.forms import IdentifyForm

#: in the session: applications whose applicant answered the questions for statistics (in the browser, not with us)
IDENTIFIED = "identified"


def has_just_sent(application: Application) -> bool:
    """Whether this very browser sent it (see `careers.applying.remember`)."""
    return application.public_id in session.get(SENT, [])


def has_identified(application: Application) -> bool:
    """Whether this browser answered; with us nothing tells who did."""
    return application.public_id in session.get(IDENTIFIED, [])


def after_sending(application: Application) -> dict[str, object] | None:
    """What the page after sending still asks, of the browser that sent it; None for any other."""
    if not has_just_sent(application):
        return None
    return {
        "pool": pool_consent(application),
        "months": rules().pool_months,
        "identify": IdentifyForm(formdata=None),
        "identified": has_identified(application),
    }


def _pool(application: Application) -> None:
    if request.form.get("agree") == "1":
        give_pool_consent(application)
        flash(_("Thank you. We keep your application for other openings, until you take it back."), "good")
    else:
        end_pool_consent(application)
        flash(_("You are no longer in the talent pool."), "good")


def _identify(application: Application) -> None:
    form = IdentifyForm()
    if has_identified(application):
        return
    try:
        given = form.validate() and identify_oneself(
            application, {name: str(field.data or "") for name, field in form._fields.items()}
        )
    except Invalid:
        given = False
    if given:
        session[IDENTIFIED] = [*session.get(IDENTIFIED, [])[-9:], application.public_id]
        flash(_("Thank you. Your answers were stored apart from your application."), "good")
    else:
        flash(_("You said nothing, so nothing was stored."), "info")


@blueprint.post("/<key>/pool")
@limiter.limit(ACTS)
def pool(key: str) -> ResponseReturnValue:
    """To be kept for other openings, or not any more."""
    _pool(opened_application(key))
    return redirect(url_for("my.home", key=key, _anchor="pool"), 303)


@blueprint.post("/<key>/about-me")
@limiter.limit("10 per day")
def identify(key: str) -> ResponseReturnValue:
    """Answers for statistics."""
    _identify(opened_application(key))
    return redirect(url_for("my.home", key=key, _anchor="about-me"), 303)


def just_sent(public_id: str) -> Application:
    """The application that this very browser has sent; 404 for everybody else."""
    application = application_by_public_id(public_id)
    if application is None or not has_just_sent(application):
        abort(404)
    return application


@blueprint.post("/sent/<public_id>/pool")
@limiter.limit(ACTS)
def sent_pool(public_id: str) -> ResponseReturnValue:
    """The same on the page after sending, for the browser that sent it."""
    _pool(just_sent(public_id))
    return redirect(url_for("careers.applied", public_id=public_id, _anchor="pool"), 303)


@blueprint.post("/sent/<public_id>/about-me")
@limiter.limit("10 per day")
def sent_identify(public_id: str) -> ResponseReturnValue:
    """The same on the page after sending."""
    _identify(just_sent(public_id))
    return redirect(url_for("careers.applied", public_id=public_id, _anchor="about-me"), 303)
