"""Asking for a link by e-mail address. Nobody learns here who has applied."""

from __future__ import annotations

from hashlib import sha256

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from recruit.hiring.operations.access import ask_for_links
from recruit.web.extensions import limiter
from recruit.web.my.blueprint import blueprint
from recruit.web.person_fields import email_field

#: links asked for from one address of the network, and for one address of e-mail
FROM_ONE = "10 per hour"
FOR_ONE = "3 per hour"


class AskForm(FlaskForm):
    """With the usual protection: there is no key in this address."""

    email = email_field(_l("Write the e-mail address that you applied with."))


def whose() -> str:
    """The e-mail address as a key of the limits, which must not keep it."""
    return "mail:" + sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()


@blueprint.get("")
def ask() -> str:
    """Where to ask for a link."""
    return render_template("my/ask.html", form=AskForm(), sent=False)


@blueprint.post("")
@limiter.limit(FROM_ONE)
@limiter.limit(FOR_ONE, key_func=whose)
def send() -> ResponseReturnValue:
    """The answer is the same whether anybody applied with that address or not."""
    form = AskForm()
    if not form.validate_on_submit():
        return render_template("my/ask.html", form=form, sent=False), 422
    ask_for_links(form.email.data or "")
    return render_template("my/ask.html", form=form, sent=True, contact=current_app.config["PRIVACY_CONTACT"])
