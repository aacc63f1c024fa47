"""Applying: the form, the CV that comes with it, and what happens when something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, refresh
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError

from recruit.hiring.models import Attachment, CvFile, Opening
from recruit.hiring.operations.applications import find_upload, keep_upload, submit_application
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.files import file_by_token
from recruit.hiring.queries.openings import is_open, profile_of, questions_of
from recruit.web import errors
from recruit.web.careers import words
from recruit.web.careers.blueprint import PRIVACY_VERSION, blueprint, visible_opening
from recruit.web.careers.forms import ApplyForm
from recruit.web.careers.question_fields import ATTACHED, PREFIX, answers_of, fault_words, form_with, received_files
from recruit.web.extensions import limiter
from recruit.web.languages import language, text

#: Forms from one address: each may leave a file with us.
SENDINGS = "60 per hour"

#: What the file dialogue offers; what counts is what the file is.
ACCEPTED = ".pdf,.docx,.odt,.rtf,.doc,.txt"


@blueprint.route("/jobs/<slug>/apply", methods=["GET", "POST"])
@limiter.limit(SENDINGS, methods=["POST"])
def apply(slug: str) -> ResponseReturnValue:
    """The application form. What was typed, and the file, survive every error and a change of language."""
    opening = visible_opening(slug)
    switching = request.method == "POST" and switch_language()
    if not is_open(opening):
        return closed_page(opening)
    form = form_of(opening)
    cv: CvFile | None = None
    attachments: dict[str, Attachment] = {}
    if request.method == "POST":
        questions = questions_of(opening.version)
        cv, fault = received_cv(form)
        attachments, faults = received_files(form, questions, request.form)
        valid = not switching and form.validate()
        for name, complaint in faults.items() if not switching else ():
            form[name].errors = [complaint]
        if fault or (cv is None and not switching):
            form.cv.errors = [fault or str(words.CV_FAULTS["required"])]
        elif valid and not faults and cv is not None:
            said = replace(form.declared(), answers=answers_of(form, questions, attachments))
            try:
                application = submit_application(
                    opening, said, cv=cv, language=language(), privacy_version=PRIVACY_VERSION
                )
            except Invalid as error:
                if error.field == "opening":
                    return closed_page(opening)
                refuse(form, error)
            else:
                return redirect(url_for("careers.applied", public_id=application.public_id), 303)
    return form_page(opening, form, cv, attachments), 422 if form.errors else 200


@blueprint.errorhandler(CSRFError)
def unprotected(error: CSRFError) -> ResponseReturnValue:
    """The form came without a valid protection, because its session is gone: it is shown again, with a fresh one."""
    opening = visible_opening((request.view_args or {}).get("slug", ""))
    if not is_open(opening):
        return closed_page(opening)
    form = form_of(opening)
    # the limit of the view comes after the protection, and this form may leave a file with us too
    try:
        with limiter.limit(SENDINGS):
            cv, _fault = received_cv(form)
            attachments, _faults = received_files(form, questions_of(opening.version), request.form)
    except RateLimitExceeded:
        return errors.page(429)
    form.form_errors = [gettext("The page was open for too long. Check what you wrote and send it once more.")]
    return form_page(opening, form, cv, attachments), 400


def form_of(opening: Opening) -> ApplyForm:
    """The form of an opening, with what was typed."""
    form = form_with(questions_of(opening.version))()
    form.set_skills([(skill.id, text(skill.name)) for skill in profile_of(opening.version).skills])
    return form


def form_page(opening: Opening, form: ApplyForm, cv: CvFile | None, attachments: Mapping[str, Attachment]) -> str:
    """The page with the form, its errors, and the CV that is kept."""
    return render_template(
        "careers/apply.html",
        opening=opening,
        version=opening.version,
        form=form,
        cv=cv,
        questions=questions_of(opening.version),
        attachments=attachments,
        attached=ATTACHED,
        accepted=ACCEPTED,
        most_mb=current_app.config["MAX_UPLOAD_MB"],
    )


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


def received_cv(form: ApplyForm) -> tuple[CvFile | None, str]:
    """The CV of this form, and what is wrong in words.

    The file that came now, or else the one kept from an earlier try, also when
    the new one is no good.
    """
    kept, fault = kept_cv(form.cv_token.data)
    sent = form.cv.data
    if not sent:
        return kept, fault
    try:
        return keep_upload(sent.stream.read(), sent.filename, sent.mimetype), ""
    except Invalid as error:
        said = words.CV_FAULTS.get(error.code, words.CV_FAULTS["wrong_kind"])
        return kept, str(said) % {"most": current_app.config["MAX_UPLOAD_MB"], **error.values}


def kept_cv(token: str | None) -> tuple[CvFile | None, str]:
    """The CV of an earlier try; words when there was one and it is gone."""
    if not token:
        return None, ""
    if "\0" in token:  # nothing of ours, and not to be asked of a database
        return None, str(words.CV_FAULTS["gone"])
    # a form that was sent twice brings a file that has an application already: the operation gives that one back
    kept = find_upload(token) or file_by_token(token)
    if kept is None or kept.page is not None:
        return None, str(words.CV_FAULTS["gone"])
    return kept, ""


def refuse(form: ApplyForm, error: Invalid) -> None:
    """Put what the operation refused beside its field."""
    field = form._fields.get(error.field, form.name)
    if error.field.startswith(PREFIX):
        field.errors = [fault_words(error.code, error.values)]
        return
    known = words.CV_FAULTS if error.field == "cv" else words.FAULTS
    said = known.get(error.code)
    field.errors = [str(said) % error.values if said else str(words.FAULTS["required"])]
