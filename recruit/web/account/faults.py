"""What the operations on users refuse, in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from recruit.hiring.operations.errors import Invalid

FAULTS: dict[tuple[str, str], LazyString] = {
    ("email", "not_an_email"): _l("This is no e-mail address. Check it for slips."),
    ("email", "taken"): _l("There is a user with this e-mail already."),
    ("name", "required"): _l("Write the name that others will see."),
    ("role", "unknown"): _l("Choose a role."),
    ("role", "last_admin"): _l("This is the only administrator. Make somebody else one first."),
    ("active", "last_admin"): _l("This is the only administrator. Make somebody else one first."),
    ("language", "unknown"): _l("Choose a language."),
    ("password", "too_short"): _l("Use %(least)s characters or more. A few words one remembers are better than signs."),
    ("password", "too_long"): _l("Use %(most)s characters or fewer."),
    ("password", "same_as_email"): _l("The password must not be the e-mail."),
    ("password", "too_common"): _l("This is one of the first passwords that anybody would try. Choose another."),
    ("old", "wrong"): _l("This is not your present password."),
}


def fault(invalid: Invalid) -> str:
    """The words for a fault."""
    words = FAULTS.get((invalid.field, invalid.code))
    if words is None:
        words = _l("This value can’t be accepted. Check it and send it again.")
    text = str(words)
    return text % invalid.values if "%(" in text else text
