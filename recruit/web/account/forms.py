"""The forms of logging in and of changing one's password."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from recruit.hiring.operations.users import MOST_PASSWORD


class LoginForm(FlaskForm):
    email = EmailField(_l("E-mail"), [InputRequired(_l("Write your e-mail.")), Length(max=254)])
    password = PasswordField(
        _l("Password"), [InputRequired(_l("Write your password.")), Length(max=10 * MOST_PASSWORD)]
    )
    next = HiddenField()


class PasswordForm(FlaskForm):
    old = PasswordField(_l("Present password"), [InputRequired(_l("Write your present password."))])
    password = PasswordField(_l("New password"), [InputRequired(_l("Write the new password."))])
    again = PasswordField(
        _l("New password, once more"),
        [
            InputRequired(_l("Write the new password once more.")),
            EqualTo("password", _l("The two new passwords differ. Write both again.")),
        ],
    )
