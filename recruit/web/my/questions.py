"""The opening's questions on the applicant's own page, and the privacy notice for whom the desk added."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from recruit.hiring.models import Asking, Attachment
from recruit.hiring.operations.consents import agree_to_notice
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.own import ask_person
from recruit.hiring.operations.own_answers import answer_questions
from recruit.hiring.queries.answers import Answered, own_attachment
from recruit.hiring.queries.own import OwnPage, own_page
from recruit.role_profile.questions import Kind, Question
from recruit.storage import files
from recruit.web.careers.blueprint import PRIVACY_VERSION
from recruit.web.careers.question_fields import (
    ATTACHED,
    PREFIX,
    answers_of,
    fault_words,
    field_for,
    received_files,
)
from recruit.web.extensions import limiter
from recruit.web.formats import number
from recruit.web.languages import text
from recruit.web.my.blueprint import ACTS, blueprint, opened
from recruit.web.my.forms import KeyedForm
from recruit.web.my.rights import sealed_download


def question_form(questions: tuple[Question, ...]) -> type[KeyedForm]:
    """The questions alone, without the rest of the application form."""
    return type("QuestionsForm", (KeyedForm,), {PREFIX + question.id: field_for(question) for question in questions})


def typed_before(answers: list[Answered]) -> MultiDict[str, str]:
    """The answers as the fields of the form hold them."""
    values: MultiDict[str, str] = MultiDict()
    for answer in answers:
        if answer.value in (None, "", []) or answer.question.kind is Kind.FILE:
            continue
        given = answer.value if isinstance(answer.value, list) else [answer.value]
        written = [number(value, 4) if isinstance(value, int | float) else str(value) for value in given]
        values.setlist(PREFIX + answer.question.id, written)
    return values


@blueprint.route("/<key>/questions", methods=["GET", "POST"])
@limiter.limit(ACTS, methods=["POST"])
def answer(key: str) -> ResponseReturnValue:
    """To answer what was not asked before, and until the closing day to put an answer right."""
    page = own_page(opened(key))
    if not page.askable:
        return redirect(url_for("my.home", key=key, _anchor="answers"), 303)
    sent = {a.question.id: a.file for a in page.answers if a.file is not None}
    form_class = question_form(page.askable)
    if request.method == "GET":
        return _questions(key, page, form_class(formdata=typed_before(page.answers)), sent, {})
    form = form_class()
    chosen, faults = received_files(form, page.askable, request.form, had=sent)
    valid = form.validate()
    for name, complaint in faults.items():
        form[name].errors = [complaint]
    if valid and not faults:
        try:
            new = answer_questions(page.application, answers_of(form, page.askable, chosen))
        except Invalid as invalid:
            if invalid.field not in form:  # the time for it ended just now
                return redirect(url_for("my.home", key=key, _anchor="answers"), 303)
            form[invalid.field].errors = [fault_words(invalid.code, invalid.values)]
        else:
            said = _("Thank you. Your answers are with your application, and the team sees them.")
            flash(*((said, "good") if new else (_("Nothing was different, so nothing was changed."), "info")))
            return redirect(url_for("my.home", key=key), 303)
    return _questions(key, page, form, sent, chosen)


def _questions(
    key: str, page: OwnPage, form: KeyedForm, sent: Mapping[str, Attachment], chosen: Mapping[str, Attachment]
) -> ResponseReturnValue:
    body = render_template(
        "my/questions.html",
        key=key,
        page=page,
        form=form,
        questions=page.askable,
        attachments=chosen,
        sent_before=sent,
        attached=ATTACHED,
        title=text(page.version.title),
    )
    return body, 422 if form.errors else 200


@blueprint.get("/<key>/answers/<question_id>")
@limiter.limit(ACTS)
def own_answer_file(key: str, question_id: str) -> ResponseReturnValue:
    """The file that answers a question, as it came, always as a download."""
    try:
        attachment = own_attachment(opened(key), question_id)
        data = files.get(attachment.key)
    except (NotFound, files.NoSuchFile):
        abort(404)
    return sealed_download(data, "application/octet-stream", attachment.filename)


@blueprint.post("/<key>/notice")
@limiter.limit(ACTS)
def notice(key: str) -> ResponseReturnValue:
    """Whom the desk added agrees to the privacy notice or objects, which nobody had asked them."""
    application = opened(key).application
    if request.form.get("agree") == "1":
        if agree_to_notice(application, PRIVACY_VERSION):
            flash(_("Thank you. It is noted that you agree to the privacy notice."), "good")
        return redirect(url_for("my.home", key=key), 303)
    if application.agreed_at is None:
        ask_person(application, Asking.OBJECTION)
        flash(_("Your objection has reached the team. You get a mail as soon as there is an answer."), "good")
    return redirect(url_for("my.home", key=key, _anchor="asked"), 303)
