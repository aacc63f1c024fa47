"""The application form. What it refuses it says in the page's language, and how to put it right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _ln
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import TextInput

from recruit.facts import SKILLS, Level, Mba, Status
from recruit.hiring.operations.applications import ApplicationForm
from recruit.web.person_fields import email_field, field_of_study, name_field, no_control_characters, stripped

#: The largest salary that is not a slip of the keyboard, in whole units a year.
MOST_SALARY = 10_000_000
MOST_YEARS = 60
MOST_MESSAGE = 4000

LEVELS = [
    SelectChoice("", _l("Choose")),
    SelectChoice(Level.DOCTORATE, _l("Doctorate")),
    SelectChoice(Level.MASTER, _l("Master’s degree")),
    SelectChoice(Level.BACHELOR, _l("University degree (bachelor’s)")),
    SelectChoice(Level.ASSOCIATE, _l("Higher vocational training, associate degree")),
    SelectChoice(Level.VOCATIONAL, _l("Intermediate vocational training")),
    SelectChoice(Level.SECONDARY, _l("Secondary school")),
    SelectChoice(Level.NONE, _l("None of these")),
]
STATUSES = [
    SelectChoice(Status.COMPLETED, _l("Finished")),
    SelectChoice(Status.IN_PROGRESS, _l("In progress")),
    SelectChoice(Status.ABANDONED, _l("Left unfinished")),
]
MBAS = [
    SelectChoice(Mba.COMPLETED, _l("Yes, finished")),
    SelectChoice(Mba.IN_PROGRESS, _l("In progress")),
    SelectChoice(Mba.NONE, _l("No")),
]


class YearsField(Field):
    """Years with a decimal comma or point; None when left empty. What was typed is shown again as it was."""

    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        typed = str(valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        if not re.fullmatch(r"\d{1,3}([.,]\d{1,2})?", typed):
            raise ValueError(self.gettext("not a number"))
        self.data = float(typed.replace(",", "."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"


class AmountField(YearsField):
    """A whole amount however it is grouped: 45000, 45.000, 45,000 €, 45 000; None when left empty."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        typed = re.sub(r"[\s'’€$£]|EUR|USD|GBP", "", str(valuelist[0]) if valuelist else "", flags=re.IGNORECASE)
        if not typed:
            return
        typed = re.sub(r"[.,]\d{1,2}$", "", typed)  # cents
        if not re.fullmatch(r"\d+|\d{1,3}([.,]\d{3})+", typed):
            raise ValueError(self.gettext("not a number"))
        self.data = int(re.sub(r"[.,]", "", typed))

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "" if self.data is None else str(self.data)


def one_message(message: Any) -> Any:
    """A validator that replaces whatever the field itself had to say with one sentence of ours."""

    def validator(form: FlaskForm, field: Field) -> None:
        if field.errors:
            field.errors = []
            raise StopValidation(message)

    return validator


def within(least: float, most: float, message: Any) -> Any:
    def validator(form: FlaskForm, field: Field) -> None:
        if field.data is not None and not least <= field.data <= most:
            raise ValidationError(message)

    return validator


def status_of_degree(form: FlaskForm, field: Field) -> None:
    """Asked for as soon as there is a degree that can be finished."""
    if field.data in set(Status):
        return
    field.errors = []
    if form.degree.data not in ("", None, Level.NONE):
        raise StopValidation(_l("Say whether the degree is finished."))
    raise StopValidation


class ApplyForm(FlaskForm):
    """What an applicant says. The CV itself is checked by the operation that keeps it."""

    name = name_field(_l("Write your name."), _l("Write your name in 120 characters or fewer."))
    email = email_field(_l("Write your e-mail address, so that we can answer you."))
    phone = StringField(_l("Phone"), filters=[stripped], validators=[Optional()])

    cv = FileField(_l("Your CV"))
    cv_token = HiddenField()
    without_cv = BooleanField(_l("I have no CV at hand and apply with this form alone."))

    degree = SelectField(
        _l("Highest degree"), choices=LEVELS, validators=[DataRequired(_l("Choose your highest degree."))]
    )
    degree_field = field_of_study()
    degree_status = RadioField(_l("Is that degree finished?"), choices=STATUSES, validators=[status_of_degree])
    mba = RadioField(_l("Master of Business Administration (MBA)"), choices=MBAS, validators=[Optional()])

    related_years = YearsField(
        _l("Years of related experience"),
        validators=[
            one_message(_l("Write the years as a number, like 4 or 2.5.")),
            within(0, MOST_YEARS, _l("Write a number of years from 0 to 60.")),
        ],
    )
    skills = SelectMultipleField(_l("Skills you bring"), validators=[Optional()])

    salary_expectation = AmountField(
        _l("Salary expectation"),
        validators=[
            one_message(_l("Write the yearly amount as a number, like 45000.")),
            within(1, MOST_SALARY, _l("Check the amount: it should be for a whole year.")),
        ],
    )
    availability = StringField(
        _l("When could you start?"),
        filters=[stripped],
        validators=[
            Length(max=120, message=_l("Write your availability in 120 characters or fewer.")),
            no_control_characters,
        ],
    )
    message = TextAreaField(
        _l("Message"),
        filters=[stripped],
        validators=[
            Length(
                max=MOST_MESSAGE,
                message=_ln(
                    "Shorten the message: there is room for %(num)s character.",
                    "Shorten the message: there is room for %(num)s characters.",
                    MOST_MESSAGE,
                ),
            ),
            no_control_characters,
        ],
    )
    consent = BooleanField(
        _l("I have read the privacy notice and agree that my data is used for this selection."),
        validators=[
            InputRequired(_l("Without your agreement we may not keep your application. Tick the box to send it."))
        ],
    )

    def validate_email(self, field: Field) -> None:
        try:
            validate_email(field.data, check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(
                _l("This is not a complete e-mail address. Write it like name@example.com.")
            ) from None

    def validate_phone(self, field: Field) -> None:
        digits = re.sub(r"\D", "", field.data)
        if not re.fullmatch(r"[+\d\s().\-/]{5,40}", field.data) or not 5 <= len(digits) <= 15:
            raise ValidationError(_l("Write the phone number with digits, like 612 345 678 or +34 612 345 678."))

    def set_skills(self, choices: list[tuple[str, str]]) -> None:
        """The skills to tick, in the words of the opening's profile; ids outside the list are refused."""
        self.skills.choices = [SelectChoice(id, name) for id, name in choices if id in SKILLS]

    def declared(self) -> ApplicationForm:
        """What was said, as the operation wants it; call when the form is valid."""
        none = self.degree.data == Level.NONE
        return ApplicationForm(
            name=self.name.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            degree=self.degree.data or None,
            degree_status=None if none else self.degree_status.data or None,
            degree_field="" if none else self.degree_field.data or "",
            mba=self.mba.data or None,
            related_years=self.related_years.data,
            skills=list(self.skills.data or []),
            salary_expectation=None if self.salary_expectation.data is None else int(self.salary_expectation.data),
            availability=self.availability.data or "",
            message=self.message.data or "",
        )
