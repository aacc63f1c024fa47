"""Adding the application of somebody who sent their CV another way than through the form."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from recruit.config import LANGUAGES
from recruit.hiring.models import OpeningStatus
from recruit.hiring.operations.adding import add_application
from recruit.hiring.operations.applications import keep_upload
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.openings import questions_of
from recruit.web.careers.addresses import tidy_source
from recruit.web.careers.forms import ApplyForm
from recruit.web.careers.words import CV_FAULTS
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import opening_or_404
from recruit.web.person_fields import email_field, name_field, stripped


class AddForm(FlaskForm):
    """Their CV, who it is, in which language to write to them, and how it came."""

    cv = FileField(_l("Their CV"), validators=[FileRequired(_l("Choose their CV."))])
    name = name_field(_l("Write the name."), _l("Write the name in 120 characters or fewer."))
    email = email_field(_l("Write the e-mail address: the person is told that they were added."))
    phone = StringField(_l("Phone"), filters=[stripped], validators=[Optional()])
    language = RadioField(
        _l("Language of the mails"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        validators=[DataRequired(_l("Choose the language in which to write to them."))],
    )
    source = StringField(_l("How it came"), filters=[stripped], validators=[Length(max=60)])

    validate_email = ApplyForm.validate_email
    validate_phone = ApplyForm.validate_phone


@blueprint.route("/openings/<slug>/add", methods=["GET", "POST"])
def add(slug: str) -> ResponseReturnValue:
    """Add somebody who filled in no form; they are told by mail."""
    opening = opening_or_404(slug, "applications.add")
    form = AddForm(language="ca")
    if opening.status != OpeningStatus.DRAFT and form.validate_on_submit():
        try:
            application = add_application(
                opening,
                name=form.name.data or "",
                email=form.email.data or "",
                phone=form.phone.data or "",
                cv=keep_upload(form.cv.data.stream, form.cv.data.filename or "", form.cv.data.mimetype),
                language=form.language.data,
                source=tidy_source(form.source.data or ""),
                by=current_user,
            )
        except Invalid as invalid:
            _put_fault(form, invalid)
        else:
            flash(
                _("%(name)s is added, and gets a mail that says so. The CV is being read.", name=application.name),
                "good",
            )
            return redirect(url_for("desk.review", public_id=application.public_id))
    body = render_template(
        "desk/add.html",
        form=form,
        opening=opening,
        version=opening.version,
        questions=questions_of(opening.version),
    )
    return make_response(body, 422 if form.is_submitted() else 200)


def _put_fault(form: AddForm, invalid: Invalid) -> None:
    words: Any = CV_FAULTS[invalid.code] % invalid.values if invalid.field == "cv" else fault(invalid)
    field = {"cv": form.cv, "email": form.email}.get(invalid.field, form.name)
    field.errors = [*field.errors, str(words)]
