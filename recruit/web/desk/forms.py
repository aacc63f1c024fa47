"""The desk's forms: what an opening says, and the numbers and texts of its role profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from recruit.hiring.models import User
from recruit.hiring.operations.openings import ADDRESS, LEAST_HOURS, MOST_HOURS, OpeningDetails
from recruit.role_profile.profile import LANGUAGES
from recruit.web.careers.forms import YearsField, one_message, within
from recruit.web.careers.words import LANGUAGES as WORKING_LANGUAGES
from recruit.web.careers.words import REMOTE
from recruit.web.countries import countries
from recruit.web.desk.words import CONTRACTS


def _choices(names: Mapping[str, LazyString]) -> list[SelectChoice]:
    return [SelectChoice(code, name) for code, name in names.items()]


class DetailsForm(FlaskForm):
    """Title, description, place, contract, salary, languages, closing day, hiring manager."""

    title_ca = StringField(_l("Title in Catalan"), [Length(max=120)])
    title_es = StringField(_l("Title in Spanish"), [Length(max=120)])
    title_en = StringField(_l("Title in English"), [Length(max=120)])
    description_ca = TextAreaField(_l("About the post, in Catalan"), [Length(max=6000)])
    description_es = TextAreaField(_l("About the post, in Spanish"), [Length(max=6000)])
    description_en = TextAreaField(_l("About the post, in English"), [Length(max=6000)])
    place = StringField(_l("Place"), [Length(max=120)])
    street = StringField(_l("Street and number"), [Length(max=ADDRESS["street"])])
    postcode = StringField(_l("Postcode"), [Length(max=ADDRESS["postcode"])])
    locality = StringField(_l("Town"), [Length(max=ADDRESS["locality"])])
    region = StringField(_l("Province or region"), [Length(max=ADDRESS["region"])])
    country = SelectField(_l("Country"), default="")
    remote = SelectField(
        _l("Working from elsewhere"), choices=[SelectChoice("", _l("no, all of it at the place")), *_choices(REMOTE)]
    )
    hours_week = YearsField(
        _l("Hours a week"),
        validators=[
            one_message(_l("Write the hours as a number, like 40 or 37.5.")),
            within(LEAST_HOURS, MOST_HOURS, _l("Write a number of hours from 1 to 60.")),
        ],
    )
    contract = SelectField(_l("Contract"), choices=_choices(CONTRACTS))
    salary_min = IntegerField(_l("Salary a year, from"), [Optional(), NumberRange(0, 100_000_000)])
    salary_max = IntegerField(_l("Salary a year, to"), [Optional(), NumberRange(0, 100_000_000)])
    currency = StringField(_l("Currency"), [InputRequired(), Length(3, 3)], default="EUR")
    languages = SelectMultipleField(_l("Working languages"), choices=_choices(WORKING_LANGUAGES))
    closes_on = DateField(_l("Last day to apply"), [Optional()])
    hiring_manager_id = SelectField(_l("Hiring manager"), coerce=int, default=0)

    def offer(self, managers: Iterable[User]) -> None:
        """Fill the choice of hiring managers; 0 is nobody yet."""
        named = [SelectChoice(user.id, user.name) for user in managers]
        self.hiring_manager_id.choices = [SelectChoice(0, _l("nobody yet")), *named]
        self.country.choices = [SelectChoice("", _l("not said")), *(SelectChoice(*known) for known in countries())]

    def details(self) -> OpeningDetails:
        """What was typed, as the operations take it."""
        return OpeningDetails(
            title={code: self[f"title_{code}"].data or "" for code in LANGUAGES},
            description={code: self[f"description_{code}"].data or "" for code in LANGUAGES},
            place=self.place.data or "",
            contract=self.contract.data,
            salary_min=self.salary_min.data,
            salary_max=self.salary_max.data,
            currency=self.currency.data or "",
            languages=self.languages.data or [],
            closes_on=self.closes_on.data,
            hiring_manager_id=self.hiring_manager_id.data or None,
            **{name: self[name].data or "" for name in (*ADDRESS, "country", "remote")},
            hours_week=self.hours_week.data,
        )

    def put_fault(self, field: str, message: str) -> None:
        """A fault that the operation found, at the field it is about."""
        target = {"title": "title_en"}.get(field, field)
        if target in self:
            self[target].errors = [*self[target].errors, message]
        else:
            self.form_errors.append(message)


class EditForm(DetailsForm):
    """The same for an opening that is there: why, and which version was shown."""

    reason = StringField(
        _l("Why this change"), [InputRequired(_l("Say why: every version keeps its reason.")), Length(max=500)]
    )
    expected_version = HiddenField()


def as_fields(details: OpeningDetails) -> dict[str, object]:
    """Details as the fields of the form show them."""
    return {
        **{f"title_{code}": details.title.get(code, "") for code in LANGUAGES},
        **{f"description_{code}": details.description.get(code, "") for code in LANGUAGES},
        "place": details.place,
        "contract": details.contract,
        "salary_min": details.salary_min,
        "salary_max": details.salary_max,
        "currency": details.currency,
        "languages": details.languages,
        "closes_on": details.closes_on,
        "hiring_manager_id": details.hiring_manager_id or 0,
        **{name: getattr(details, name) for name in (*ADDRESS, "country", "remote", "hours_week")},
    }


def number(form: Mapping[str, str], name: str) -> float | None:
    """A number as typed, with a comma or a point; None for what is none."""
    try:
        return float(form.get(name, "").strip().replace(",", "."))
    except ValueError:
        return None


def whole(form: Mapping[str, str], name: str) -> int:
    """A whole number of a hidden field; 0 for what is none (which no version is)."""
    typed = form.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
