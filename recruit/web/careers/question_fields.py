"""The questions of an opening as fields of its form, and what was answered as the operation takes it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field, RadioField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from recruit.hiring.models import Attachment
from recruit.hiring.operations.answers import find_attachment, keep_attachment
from recruit.hiring.operations.errors import Invalid
from recruit.role_profile.questions import AnswerError, Kind, Question, check_answer
from recruit.web import formats
from recruit.web.careers.forms import ApplyForm
from recruit.web.languages import text
from recruit.web.person_fields import no_control_characters, stripped

PREFIX = "q_"

FAULTS: dict[str, LazyString] = {
    "required": _l("Answer this question: it is needed."),
    "too_long": _l("Shorten this answer: there is room for %(most)s characters."),
    "number": _l("Write a number, like 3 or 2.5."),
    "least": _l("Write a number of %(least)s or more."),
    "most": _l("Write a number of %(most)s or less."),
    "date": _l("Write a date, like 31/12/2027."),
    "choice": _l("Choose one of the answers given."),
    "empty": _l("This file is empty. Check it on your device and choose it again."),
    "too_large": _l(
        "This file is larger than %(most)s MB. Save it with smaller pictures, or as a PDF, and choose it again."
    ),
    "wrong_attachment": _l(
        "We can’t take this kind of file. Save it as PDF, DOCX, ODT, RTF, TXT, PNG or JPEG and choose that one."
    ),
    "gone": _l("We no longer have the file that you chose. Choose it again."),
    "held": _l("Your data has to be kept for now for legal reasons. Write to us and we tell you more."),
}
#: what the file dialogue offers for a question; what counts is what the file is
ATTACHED = ".pdf,.docx,.odt,.rtf,.doc,.txt,.png,.jpg,.jpeg"


def fault_words(code: str, values: Mapping[str, object]) -> str:
    """What is wrong with an answer, and what to do."""
    said = {
        name: formats.number(value, 4) if isinstance(value, int | float) else value for name, value in values.items()
    }
    return str(FAULTS.get(code, FAULTS["required"])) % said


class _Fits:
    """A validator: the answer fits its question."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __call__(self, form: FlaskForm, field: Field) -> None:
        try:
            check_answer(self.question, typed(self.question, field.data))
        except AnswerError as error:
            raise StopValidation(fault_words(error.code, error.values)) from None


def typed(question: Question, value: Any) -> Any:
    """What was typed, as the question takes it: a number with a comma or grouped, a date written by hand."""
    if not isinstance(value, str):
        return value
    value = value.strip()
    if question.kind is Kind.NUMBER:
        plain = re.sub(r"[\s'’]", "", value)
        if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", plain):
            return re.sub(r"[.,]", "", plain)
        return plain.replace(",", ".")
    if question.kind is Kind.DATE and (found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value)):
        day, month, year = found.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    return value


def field_for(question: Question) -> Any:
    """The field of a question, in the page's language."""
    words: dict[str, Any] = {"label": text(question.text), "description": text(question.help)}
    fits = [no_control_characters, _Fits(question)]
    options = [SelectChoice(option.id, text(option.text)) for option in question.options]
    match question.kind:
        case Kind.LONG_TEXT:
            return TextAreaField(**words, filters=[stripped], validators=fits)
        case Kind.YES_NO:
            yes_no = [SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))]
            return RadioField(**words, choices=yes_no, validators=[_Fits(question)], validate_choice=False)
        case Kind.CHOICE_ONE:
            return RadioField(**words, choices=options, validators=[_Fits(question)], validate_choice=False)
        case Kind.CHOICE_MANY:
            return SelectMultipleField(**words, choices=options, validators=[_Fits(question)], validate_choice=False)
        case Kind.FILE:
            return FileField(**words)
    return StringField(**words, filters=[stripped], validators=fits)


def form_with(questions: Sequence[Question]) -> type[ApplyForm]:
    """The application form with these questions where the page has them: a summary of faults goes down the page."""
    fields = {PREFIX + question.id: field_for(question) for question in questions}
    after = ApplyForm.salary_expectation.creation_counter
    for place, field in enumerate(fields.values()):
        field.creation_counter = after - 1 + (place + 1) / (len(fields) + 1)
    return type("ApplyForm", (ApplyForm,), fields)


def received_files(
    form: FlaskForm, questions: Sequence[Question], tokens: Mapping[str, str], had: Collection[str] = ()
) -> tuple[dict[str, Attachment], dict[str, str]]:
    """The files of the questions that ask for one: question id -> file, and field -> what is wrong in words.

    The file that came now, or else the one kept from an earlier try (`tokens`: field_token -> token). Questions that
    `had` their file sent before need none.
    """
    kept: dict[str, Attachment] = {}
    faults: dict[str, str] = {}
    for question in questions:
        if question.kind is not Kind.FILE:
            continue
        name = PREFIX + question.id
        token = tokens.get(f"{name}_token", "")
        before = find_attachment(token, question)
        if before is not None:
            kept[question.id] = before
        sent = form[name].data
        if sent:
            try:
                kept[question.id] = keep_attachment(sent.stream.read(), sent.filename or "", question)
            except Invalid as error:
                faults[name] = fault_words(error.code, error.values)
        elif token and before is None:
            faults[name] = str(FAULTS["gone"])
        elif question.required and before is None and question.id not in had:
            faults[name] = str(FAULTS["required"])
    return kept, faults


def answers_of(form: FlaskForm, questions: Sequence[Question], files: Mapping[str, Attachment]) -> dict[str, Any]:
    """Question id -> what was answered; of a file its token."""
    answers: dict[str, Any] = {}
    for question in questions:
        if question.kind is Kind.FILE:
            answers[question.id] = files[question.id].token if question.id in files else None
        else:
            answers[question.id] = typed(question, form[PREFIX + question.id].data)
    return answers
