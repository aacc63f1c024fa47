"""Applying: the form, its drafts, and sending it. What was typed and chosen survives every error."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, current_app, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, refresh
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError

from recruit.hiring.models import Application, Draft, Opening
from recruit.hiring.operations.applications import SENT_TWICE, submit_application
from recruit.hiring.operations.drafts import (
    discard_draft,
    draft_by_token,
    mail_draft,
    remove_cv,
    save_draft,
)
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.own import replace_cv
from recruit.hiring.queries.applications import application_by_public_id
from recruit.hiring.queries.openings import is_open
from recruit.storage.database import now
from recruit.web import errors
from recruit.web.careers import haste, words
from recruit.web.careers.blueprint import PRIVACY_VERSION, blueprint, visible_opening
from recruit.web.careers.filling import (
    Filling,
    cv_fault,
    draft_filling,
    empty_filling,
    form_page,
    sent_filling,
    source_of,
    typed_now,
)
from recruit.web.careers.forms import ApplyForm
from recruit.web.careers.question_fields import PREFIX, answers_of, fault_words
from recruit.web.extensions import limiter
from recruit.web.languages import language

#: in the session: public ids of the applications that this browser sent last
SENT = "sent"
MOST_SENT = 5


def applying_limit() -> str:
    return str(current_app.config["APPLY_LIMIT"])


@blueprint.route("/jobs/<slug>/apply", methods=["GET", "POST"])
@limiter.limit(applying_limit, methods=["POST"])
def apply(slug: str) -> ResponseReturnValue:
    """The application form. `act` says which button was pressed: none of them is to send it."""
    opening = visible_opening(slug)
    switching = request.method == "POST" and switch_language()
    if not is_open(opening):
        return closed_page(opening)
    if request.method == "GET":
        return form_page(empty_filling(opening))
    act = request.form.get("act", "send")
    filling = sent_filling(opening)
    if switching:
        return form_page(filling)
    if act in ("read", "save", "mail", "remove_cv", "discard"):
        return keep(filling, act)
    return send(filling, act)


@blueprint.get("/jobs/<slug>/apply/<draft_token>")
def draft(slug: str, draft_token: str) -> ResponseReturnValue:
    """A form that was begun: typed text, files and what was read are there again."""
    opening = visible_opening(slug)
    if not is_open(opening):
        return closed_page(opening)
    found = draft_by_token(draft_token, opening)
    if found is None:
        return render_template("careers/draft_gone.html", opening=opening, version=opening.version), 404
    filling = draft_filling(opening, found)
    if "wait" in request.args:
        if filling.being_read:
            return render_template("careers/reading.html", opening=opening, version=opening.version, draft=found)
        return redirect(url_for("careers.draft", slug=slug, draft_token=draft_token))
    page = make_response(form_page(filling, saved="saved" in request.args, mailed=request.args.get("mailed", "")))
    page.headers["Cache-Control"] = "no-store"  # a shared computer keeps nothing of it
    return page


def keep(filling: Filling, act: str) -> ResponseReturnValue:
    """Keep the form as a draft, for one of the buttons that do not send it."""
    opening = filling.opening
    if act == "discard":
        if filling.draft is not None:
            discard_draft(filling.draft)
        flash(gettext("Everything you typed here is deleted."), "good")
        return redirect(url_for("careers.job", slug=opening.slug), 303)
    if act == "read" and (filling.cv is None or "cv" in filling.faults):
        filling.form.cv.errors = [filling.faults.get("cv") or str(words.CV_FAULTS["required"])]
        return form_page(filling), 422
    try:
        kept = saved(filling, read=act == "read" or filling.form.cv.data is not None)
    except Invalid:
        return too_long(filling)
    if act == "remove_cv":
        remove_cv(kept)
    if filling.faults:  # what was typed is kept, and what is wrong with a file is said
        filling.draft = kept
        for name, complaint in filling.faults.items():
            filling.form[name].errors = [complaint]
        return form_page(filling, saved=True), 422
    if act == "mail":
        return mailed(filling, kept)
    marks = {"wait": 1} if act == "read" else {"saved": 1} if act == "save" else {}
    anchor = {"save": "later", "read": None}.get(act, "cv-section")
    return redirect(url_for("careers.draft", slug=opening.slug, draft_token=kept.token, _anchor=anchor, **marks), 303)  # type: ignore[arg-type]


def saved(filling: Filling, *, read: bool) -> Draft:
    """The draft with what was typed and chosen now. Invalid("form", "too_long")."""
    return save_draft(
        filling.opening,
        typed_now(filling.draft),
        language=language(),
        draft=filling.draft,
        cv=filling.cv,
        attachments=list(filling.attachments.values()),
        read=read,
    )


def mailed(filling: Filling, kept: Draft) -> ResponseReturnValue:
    """Mail the link of the draft, or say why not."""
    address = request.form.get("mail_to", "").strip() or request.form.get("email", "").strip()
    filling.draft = kept
    if not haste.is_within("DRAFT_MAIL_LIMIT"):
        filling.form.form_errors = [str(words.MAIL_FAULTS["too_many"])]
        return form_page(filling, saved=True), 429
    try:
        mail_draft(kept, address)
    except Invalid as error:
        filling.form.form_errors = [str(words.MAIL_FAULTS[error.code])]
        return form_page(filling, saved=True), 422
    return redirect(
        url_for(
            "careers.draft", slug=filling.opening.slug, draft_token=kept.token, saved=1, mailed=address, _anchor="later"
        ),
        303,
    )


def too_long(filling: Filling) -> ResponseReturnValue:
    filling.form.form_errors = [gettext("This is more text than we can keep. Shorten it and try again.")]
    return form_page(filling), 422


def send(filling: Filling, act: str) -> ResponseReturnValue:
    """Send the application, or show the form again with what is wrong."""
    form, opening, cv = filling.form, filling.opening, filling.cv
    valid = form.validate()
    for name, complaint in filling.faults.items():
        form[name].errors = [complaint]
    if cv is None and "cv" not in filling.faults and not form.without_cv.data:
        form.cv.errors = [str(words.CV_FAULTS["required"])]
    if not valid or form.errors:
        return form_page(filling), 422
    if haste.in_haste():
        form.form_errors = [gettext("Please press “Send the application” once more. Nothing you typed is lost.")]
        return form_page(filling), 422
    earlier = sent_a_moment_ago(opening, form.email.data or "")
    if earlier is not None and not (cv and cv.application_id):
        if act == "replace" and cv is not None:
            return replaced(earlier, filling)
        if act != "separate":
            return render_template(
                "careers/sent_before.html",
                opening=opening,
                version=opening.version,
                earlier=earlier,
                cv=cv,
                typed=[(name, value) for name, values in sent_again().items() for value in values],
            )
    said = replace(
        form.declared(),
        answers=answers_of(form, filling.questions, filling.attachments),
        offered=filling.offered(),
        posts=filling.declared_posts(),
    )
    try:
        application = submit_application(
            opening,
            said,
            cv=cv,
            language=language(),
            privacy_version=PRIVACY_VERSION,
            draft=filling.draft,
            source=source_of(filling),
        )
    except Invalid as error:
        if error.field == "opening":
            return closed_page(opening)
        refuse(form, error)
        return form_page(filling), 422
    remember(application)
    return redirect(url_for("careers.applied", public_id=application.public_id), 303)


def sent_again() -> dict[str, list[str]]:
    """The fields of the form that was sent, files by their tokens, to send it once more."""
    fields = {name: values for name, values in request.form.lists() if name not in ("act", "csrf_token", "lang")}
    return {name: values for name, values in fields.items() if name != haste.TRAP}


def remember(application: Application) -> None:
    """Note in the session what this browser sent."""
    before = [public_id for public_id in session.get(SENT, []) if public_id != application.public_id]
    session[SENT] = [*before, application.public_id][-MOST_SENT:]


def sent_a_moment_ago(opening: Opening, email: str) -> Application | None:
    """This person's application for this opening, sent from this very browser a moment ago.

    Who types somebody else's address elsewhere learns nothing by it.
    """
    for public_id in reversed(session.get(SENT, [])):
        found = application_by_public_id(public_id)
        if (
            found is not None
            and found.opening_id == opening.id
            and found.email.lower() == email.strip().lower()
            and found.created_at > now() - SENT_TWICE
        ):
            return found
    return None


def replaced(earlier: Application, filling: Filling) -> ResponseReturnValue:
    """The CV that came now, in place of the first."""
    cv = filling.cv
    if cv is None:
        abort(400)
    try:
        replace_cv(earlier, cv)
    except Invalid as error:
        filling.form.cv.errors = [cv_fault(error)]
        return form_page(filling), 422
    if filling.draft is not None:
        discard_draft(filling.draft)
    flash(gettext("Your new CV is in place of the first one."), "good")
    return redirect(url_for("careers.applied", public_id=earlier.public_id), 303)


@blueprint.errorhandler(CSRFError)
def unprotected(error: CSRFError) -> ResponseReturnValue:
    """The form came without a valid protection, because its session is gone: it is shown again, with a fresh one."""
    opening = visible_opening((request.view_args or {}).get("slug", ""))
    said = gettext("The page was open for too long. Check what you wrote and send it once more.")
    if request.endpoint in ("careers.save", "careers.upload"):
        return {"error": said}, 400
    if request.endpoint != "careers.apply":
        return errors.page(400)
    if not is_open(opening):
        return closed_page(opening)
    # the limit of the view comes after the protection, and this form may leave a file with us too
    if not haste.is_within("APPLY_LIMIT"):
        return errors.page(429)
    filling = sent_filling(opening)
    filling.form.form_errors = [said]
    return form_page(filling), 400


@blueprint.errorhandler(RateLimitExceeded)
def too_many(error: RateLimitExceeded) -> ResponseReturnValue:
    """Too much from one address: the form comes back with what was typed; files that came now are not kept."""
    said = gettext("A lot was sent from this connection in a short time. Wait a few minutes and send it again.")
    if request.endpoint in ("careers.save", "careers.upload"):
        return {"error": said}, 429
    if request.endpoint != "careers.apply" or request.method != "POST":
        return errors.page(429)
    opening = visible_opening((request.view_args or {}).get("slug", ""))
    if not is_open(opening):
        return closed_page(opening)
    filling = sent_filling(opening, files=False)
    filling.cv = filling.draft.cv if filling.draft else None
    filling.form.form_errors = [said]
    return form_page(filling), 429


def closed_page(opening: Opening) -> str:
    """Instead of the form, where one can't apply."""
    return render_template("careers/closed.html", opening=opening, version=opening.version)


def switch_language() -> bool:
    """Whether the form was sent by one of its language buttons; the page then turns to that language."""
    code = request.form.get("lang", "")
    if code not in current_app.config["LANGUAGES"]:
        return False
    g.language = g.language_chosen = code
    refresh()
    return True


def refuse(form: ApplyForm, error: Invalid) -> None:
    """Put what the operation refused beside its field."""
    field = form._fields.get(error.field, form.name)
    if error.field.startswith(PREFIX):
        field.errors = [fault_words(error.code, error.values)]
        return
    known = words.CV_FAULTS if error.field == "cv" else words.FAULTS
    said = known.get(error.code)
    field.errors = [str(said) % error.values if said else str(words.FAULTS["required"])]
