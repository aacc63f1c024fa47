"""The forms of applicants' own pages. Names of fields are those of the application."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from recruit.facts import SKILLS
from recruit.hiring.operations.own import CORRECTABLE, MOST_TEXT
from recruit.web.careers.forms import MOST_SALARY, MOST_YEARS, AmountField, YearsField, one_message, within
from recruit.web.my import words
from recruit.web.person_fields import field_of_study, name_field, no_control_characters, stripped


def choices(known: dict[str, Any], first: Any) -> list[SelectChoice]:
    """A code to choose or none."""
    return [SelectChoice("", first), *(SelectChoice(code, name) for code, name in known.items())]


class KeyedForm(FlaskForm):
    """A form of a page whose address is the key (see `blueprint`): without a session there is nothing to protect."""

    class Meta:
        csrf = False


def _length(field: str) -> Length:
    return Length(max=CORRECTABLE[field] or -1, message=_l("This text is too long. Shorten it a little."))


class CorrectForm(KeyedForm):
    """What the applicant said in the form, to be put right."""

    name = name_field(_l("Write your name."), _l("Write your name in 120 characters or fewer."))
    phone = StringField(
        _l("Phone"),
        filters=[stripped],
        validators=[Length(max=40, message=_l("This text is too long. Shorten it a little.")), no_control_characters],
    )
    degree = SelectField(_l("Highest degree"), choices=choices(words.LEVELS, _l("not said")), default="")
    degree_status = SelectField(
        _l("Is that degree finished?"), choices=choices(words.DEGREE_STATUS, _l("not said")), default=""
    )
    degree_field = field_of_study()
    mba = SelectField(
        _l("Master of Business Administration (MBA)"), choices=choices(words.MBA, _l("not said")), default=""
    )
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
        _l("When could you start?"), filters=[stripped], validators=[_length("availability"), no_control_characters]
    )
    message = TextAreaField(_l("Message"), filters=[stripped], validators=[_length("message"), no_control_characters])
    remark = TextAreaField(
        _l("Was anything else read wrongly?"),
        filters=[stripped],
        validators=[
            Length(max=MOST_TEXT, message=_l("This text is too long. Shorten it a little.")),
            no_control_characters,
        ],
    )

    def offer(self, skills: list[tuple[str, str]]) -> None:
        """The skills to tick, as the opening's profile names them."""
        self.skills.choices = [SelectChoice(id, name) for id, name in skills if id in SKILLS]

    def changes(self) -> dict[str, Any]:
        """Name of the field -> value, as the operation takes it."""
        return {
            "name": self.name.data or "",
            "phone": self.phone.data or "",
            "degree": self.degree.data or None,
            "degree_status": self.degree_status.data or None,
            "degree_field": self.degree_field.data or "",
            "mba": self.mba.data or None,
            "related_years": self.related_years.data,
            "skills": list(self.skills.data or []),
            "salary_expectation": self.salary_expectation.data,
            "availability": self.availability.data or "",
            "message": self.message.data or "",
        }


class AskPersonForm(KeyedForm):
    text = TextAreaField(
        _l("What should we look at?"),
        filters=[stripped],
        validators=[
            Length(max=MOST_TEXT, message=_l("This text is too long. Shorten it a little.")),
            no_control_characters,
        ],
    )


class EraseForm(KeyedForm):
    """To be sure: the word that the page asks for, in its language."""

    word = StringField(_l("Write the word here"), filters=[stripped])

    def __init__(self, expected: str, **given: Any) -> None:
        super().__init__(**given)
        self.expected = expected

    def validate_word(self, field: Field) -> None:
        from wtforms.validators import ValidationError

        if (field.data or "").casefold() != self.expected.casefold():
            raise ValidationError(_l("Write the word exactly as it stands above, so that nobody erases by mistake."))


def identifying_form() -> type[KeyedForm]:
    """Radios for each question, the first one saying nothing."""
    fields = {
        name: RadioField(question, choices=choices(answers, _l("Prefer not to say")), default="")
        for name, (question, answers) in words.IDENTIFYING.items()
    }
    return type("IdentifyForm", (KeyedForm,), fields)


IdentifyForm = identifying_form()
