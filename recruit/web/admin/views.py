"""Users and roles."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import User
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.users import LEAST_PASSWORD, create_user, set_password, update_user
from recruit.hiring.permissions import can
from recruit.hiring.queries.users import all_users, user_by_id
from recruit.web.account.views import home
from recruit.web.admin import audit, company, data_protection
from recruit.web.admin.blueprint import blueprint
from recruit.web.admin.forms import EditUserForm, NewUserForm, ResetForm

__all__ = ["audit", "blueprint", "company", "data_protection"]


@blueprint.get("/")
def index() -> ResponseReturnValue:
    return redirect(url_for("admin.users"))


@blueprint.get("/users")
def users() -> ResponseReturnValue:
    return render_template("admin/users.html", users=all_users())


@blueprint.route("/users/new", methods=["GET", "POST"])
def new_user() -> ResponseReturnValue:
    form = NewUserForm()
    if form.validate_on_submit():
        try:
            user = create_user(
                email=form.email.data or "",
                name=form.name.data or "",
                role=form.role.data,
                password=form.password.data or "",
                language=form.language.data,
                by=current_user,
            )
        except Invalid as invalid:
            form.refuse(invalid)
        else:
            flash(_("%(name)s can log in now.", name=user.name), "success")
            return redirect(url_for("admin.users"))
    body = render_template("admin/user_new.html", form=form, least=LEAST_PASSWORD)
    return body, 422 if form.errors else 200


def user_or_404(id: int) -> User:
    user = user_by_id(id)
    if user is None:
        abort(404)
    return user


@blueprint.route("/users/<int:id>", methods=["GET", "POST"])
def edit_user(id: int) -> ResponseReturnValue:
    user = user_or_404(id)
    form = EditUserForm(obj=user)
    if form.validate_on_submit():
        try:
            update_user(
                user,
                name=form.name.data,
                role=form.role.data,
                language=form.language.data,
                active=form.active.data,
                by=current_user,
            )
        except Invalid as invalid:
            form.refuse(invalid)
        else:
            flash(_("Saved."), "success")
            # who gave up the role, or the login, goes where they still may
            return redirect(url_for("admin.users") if can(current_user, "users.manage") else home())
    return _user_page(user, form, ResetForm(formdata=None))


@blueprint.post("/users/<int:id>/password")
def reset_password(id: int) -> ResponseReturnValue:
    """A first password again, for who forgot theirs; one's own is changed where the old one is asked."""
    user = user_or_404(id)
    if user.id == current_user.id:
        return redirect(url_for("account.password"))
    form = ResetForm()
    if form.validate_on_submit():
        try:
            set_password(user, form.password.data or "", by=current_user)
        except Invalid as invalid:
            form.refuse(invalid)
        else:
            flash(_("%(name)s has a new password. Their logins have ended.", name=user.name), "success")
            return redirect(url_for("admin.users"))
    return _user_page(user, EditUserForm(formdata=None, obj=user), form)


def _user_page(user: User, form: EditUserForm, reset: ResetForm) -> ResponseReturnValue:
    body = render_template("admin/user.html", user=user, form=form, reset=reset, least=LEAST_PASSWORD)
    return body, 422 if form.errors or reset.errors else 200
