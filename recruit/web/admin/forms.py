"""Forms about users, and the filter of the audit log."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional

from recruit.config import LANGUAGES
from recruit.hiring.models import Role, User
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.audit import AuditFilters
from recruit.web.account.faults import fault
from recruit.web.admin.words import AREAS, DUTIES


class _UserForm(FlaskForm):
    name = StringField(_l("Name"), [InputRequired(_l("Write the name that others will see.")), Length(max=120)])
    role = RadioField(_l("Role"), choices=[SelectChoice(*duty) for duty in DUTIES.items()], default=Role.RECRUITER)
    language = SelectField(_l("Language"), choices=[SelectChoice(*known) for known in LANGUAGES.items()], default="en")

    def refuse(self, invalid: Invalid) -> None:
        """Put what an operation refused beside the field it is about."""
        self[invalid.field].errors = [fault(invalid)]


class NewUserForm(_UserForm):
    email = EmailField(_l("E-mail"), [InputRequired(_l("Write the e-mail they will log in with.")), Length(max=254)])
    password = PasswordField(_l("First password"), [InputRequired(_l("Write a first password."))])


class EditUserForm(_UserForm):
    active = BooleanField(_l("May log in"))


class ResetForm(FlaskForm):
    password = PasswordField(_l("New password"), [InputRequired(_l("Write the new password."))])

    def refuse(self, invalid: Invalid) -> None:
        self.password.errors = [fault(invalid)]


class AuditFilterForm(FlaskForm):
    """Sent with GET. What makes no sense in the address is left out."""

    class Meta:
        csrf = False

    who = SelectField(_l("Who"), validate_choice=False)
    act = SelectField(
        _l("What"),
        choices=[SelectChoice("", _l("everything")), *(SelectChoice(*area) for area in AREAS.items())],
        validate_choice=False,
    )
    subject = StringField(_l("About"), [Length(max=60)])
    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("To"), [Optional()])

    def offer(self, users: Iterable[User]) -> None:
        """Fill the choice of those who act."""
        self.who.choices = [
            SelectChoice("", _l("everybody")),
            *(SelectChoice(str(user.id), user.name) for user in users),
            SelectChoice("applicant", _l("applicants")),
            SelectChoice("system", _l("the product by itself")),
        ]

    def filters(self) -> AuditFilters:
        """The filters, without fields that have errors."""
        self.validate()
        who = self.who.data or ""
        return AuditFilters(
            act=(self.act.data or "") if self.act.data in AREAS else "",
            subject="" if self.subject.errors else (self.subject.data or "").strip(),
            actor_id=int(who) if who.isdecimal() and len(who) < 10 else None,
            actor=who if who in ("applicant", "system") else "",
            since=None if self.since.errors else self.since.data,
            until=None if self.until.errors else self.until.data,
        )
