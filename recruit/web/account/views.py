"""Log in, log out, change one's password."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required, login_user, logout_user

from recruit.hiring.models import User
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.users import LEAST_PASSWORD, authenticate, change_password
from recruit.web.account.faults import fault
from recruit.web.account.forms import LoginForm, PasswordForm
from recruit.web.desk.blind import remember_blind
from recruit.web.extensions import limiter
from recruit.web.templating import navigation

blueprint = Blueprint("account", __name__)

#: the answer to a form with errors; the only answers that count against the limit of attempts
REFUSED = 422


def attempts() -> str:
    """The limit of login attempts, from the settings."""
    return str(current_app.config["LOGIN_LIMIT"])


def was_refused(response: Response) -> bool:
    return response.status_code == REFUSED


def local(address: str | None) -> str | None:
    """The address if it leads to a page of ours, as a path; None otherwise.

    Browsers take `//host`, `/\\host` and addresses with tabs or line breaks in
    them for other sites.
    """
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    if "\\" in address or any(ord(letter) < 32 for letter in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


def home() -> str:
    """Where the user's work begins."""
    items = navigation()
    return items[0].url if items else url_for("careers.index")


def start_session(user: User) -> None:
    """A new session for the user: nothing of one that was there before goes on."""
    session.clear()
    session.permanent = True
    login_user(user)
    remember_blind(user)


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit(attempts, methods=["POST"], deduct_when=was_refused)
def login() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(local(request.args.get("next")) or home())
    form = LoginForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        user = authenticate(form.email.data or "", form.password.data or "")
        if user is not None:
            start_session(user)
            return redirect(local(form.next.data) or home())
        # the same words whichever of the two is wrong: nobody learns who has an account
        form.password.errors = [_("E-mail and password do not go together. Check both and try again.")]
    return render_template("account/login.html", form=form), REFUSED if form.errors else 200


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    logout_user()
    session.clear()
    flash(_("You are logged out."), "success")
    return redirect(url_for("account.login"))


@blueprint.route("/account/password", methods=["GET", "POST"])
@login_required
@limiter.limit(attempts, methods=["POST"], deduct_when=was_refused)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit():
        user = current_user._get_current_object()
        try:
            change_password(user, form.old.data or "", form.password.data or "")
        except Invalid as invalid:
            form[invalid.field].errors = [fault(invalid)]
        else:
            start_session(user)
            flash(_("Your password is changed. Logins elsewhere have ended."), "success")
            return redirect(url_for("account.password"))
    body = render_template("account/password.html", form=form, least=LEAST_PASSWORD)
    return body, REFUSED if form.errors else 200
