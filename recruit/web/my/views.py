"""The applicant's own page: where it stands, what was read, what the score rests on, and what can be done."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recruit.hiring.operations.applications import keep_upload
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.own import ask_person, correct, replace_cv, withdraw
from recruit.hiring.queries.own import own_page
from recruit.web.careers.words import CV_FAULTS
from recruit.web.extensions import limiter
from recruit.web.languages import text
from recruit.web.my import consents, documents, links, questions, rights, words
from recruit.web.my.blueprint import ACTS, blueprint, opened
from recruit.web.my.forms import AskPersonForm, CorrectForm
from recruit.web.my.page import show

__all__ = ["blueprint", "consents", "documents", "links", "questions", "rights"]


@blueprint.get("/<key>")
def home(key: str) -> ResponseReturnValue:
    """Everything at a glance."""
    return show(key)


@blueprint.route("/<key>/correct", methods=["GET", "POST"])
@limiter.limit(ACTS, methods=["POST"])
def amend(key: str) -> ResponseReturnValue:
    """The facts of the form, to be put right; what is sent is declared, and scored anew."""
    page = own_page(opened(key))
    application = page.application
    form = CorrectForm(obj=application) if request.method == "GET" else CorrectForm()
    form.offer([(skill.id, text(dict(skill.name))) for skill in page.profile.skills])
    if form.validate_on_submit():
        try:
            rows = correct(application, form.changes(), remark=form.remark.data or "")
        except Invalid as invalid:
            field = form._fields.get(invalid.field, form.remark)
            field.errors = [str(words.FAULTS.get(invalid.code, words.FAULTS["required"]))]
        else:
            if rows:
                flash(_("Thank you. What you corrected counts from now on, and the team sees it."), "good")
            else:
                flash(_("Nothing was different, so nothing was changed."), "info")
            return redirect(url_for("my.home", key=key), 303)
    body = render_template("my/correct.html", key=key, form=form, page=page, title=text(page.version.title))
    return body, 422 if form.errors else 200


@blueprint.post("/<key>/cv")
@limiter.limit("12 per hour")
def send_cv(key: str) -> ResponseReturnValue:
    """Another CV, until the closing day."""
    application = opened(key).application
    sent = request.files.get("cv")
    try:
        if not sent or not sent.filename:
            raise Invalid("cv", "required")
        replace_cv(application, keep_upload(sent.stream.read(), sent.filename, sent.mimetype))
    except Invalid as invalid:
        said = words.FAULTS.get(invalid.code) if invalid.code in ("closed", "withdrawn", "too_many") else None
        said = said or CV_FAULTS.get(invalid.code, CV_FAULTS["wrong_kind"])
        values = {"most": current_app.config["MAX_UPLOAD_MB"], **invalid.values}
        return show(key, fault=str(said) % values, status=422)
    flash(_("Your new CV has arrived and is being read. The earlier one is kept in the history."), "good")
    return redirect(url_for("my.home", key=key), 303)


@blueprint.post("/<key>/ask")
@limiter.limit(ACTS)
def ask_for_person(key: str) -> ResponseReturnValue:
    """A person is asked to look again, to explain, or to hear an objection."""
    application = opened(key).application
    form = AskPersonForm()
    if not form.validate():
        return show(key, ask=form, status=422)
    try:
        ask_person(application, request.form.get("kind", ""), form.text.data or "")
    except Invalid:
        return show(key, status=422)
    flash(_("A person of the team has been asked. You get a mail as soon as there is an answer."), "good")
    return redirect(url_for("my.home", key=key, _anchor="asked"), 303)


@blueprint.route("/<key>/withdraw", methods=["GET", "POST"])
@limiter.limit(ACTS, methods=["POST"])
def take_back(key: str) -> ResponseReturnValue:
    """To withdraw, with a page in between that says what it means."""
    application = opened(key).application
    if request.method == "POST":
        if withdraw(application) is not None:
            flash(_("You have withdrawn your application."), "good")
        return redirect(url_for("my.home", key=key), 303)
    return render_template(
        "my/withdraw.html", key=key, application=application, title=text(application.opening.version.title)
    )
