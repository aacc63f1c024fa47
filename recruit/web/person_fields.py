"""Fields that several forms ask of a person alike."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import DataRequired, Length, ValidationError


def stripped(value: str | None) -> str:
    return (value or "").strip()


def no_control_characters(form: FlaskForm, field: Field) -> None:
    if field.data and re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", field.data):
        raise ValidationError(_l("Some characters here can’t be shown. Type the text again."))


def name_field(missing: Any, too_long: Any) -> StringField:
    """A full name; the messages say it to whoever types."""
    return StringField(
        _l("Full name"),
        filters=[stripped],
        validators=[DataRequired(missing), Length(max=120, message=too_long), no_control_characters],
    )


def email_field(missing: Any) -> StringField:
    return StringField(
        _l("E-mail"),
        filters=[stripped],
        validators=[
            DataRequired(missing),
            Length(max=254, message=_l("This e-mail address is too long. Check it.")),
            no_control_characters,
        ],
    )


def field_of_study() -> StringField:
    return StringField(
        _l("Field of study"),
        filters=[stripped],
        validators=[
            Length(max=120, message=_l("Write the field of study in 120 characters or fewer.")),
            no_control_characters,
        ],
    )
