"""Tags on an application, and who looks after it."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import Application, User
from recruit.hiring.operations import tags as acts
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.tags import all_tags, carer_of, tags_of
from recruit.hiring.queries.users import carers, user_by_id
from recruit.web.desk.blind import seen, who
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import application_or_404, list_address, own_address
from recruit.web.desk.listing import parse_listing
from recruit.web.desk.review import list_args


@blueprint.get("/applications/<public_id>/labels")
def labels(public_id: str) -> ResponseReturnValue:
    """The tags of an application with who looks after it: a page, or the inside of a dialog."""
    return _page(application_or_404(public_id, "tags.change"))


def _page(application: Application, *, name: str = "", error: str = "") -> ResponseReturnValue:
    inside = bool(request.headers.get("HX-Request"))
    body = render_template(
        "desk/_labels_form.html" if inside else "desk/labels.html",
        application=seen(application),
        tags=tags_of(application),
        known=all_tags(),
        carer=carer_of(application),
        team=carers(),
        name=name,
        error=error,
        back=_back(application, inside=inside),
        list_args=list_args(),
    )
    return make_response(body, 422 if error else 200)


def _back(application: Application, *, inside: bool = False) -> str:
    back = own_address(request.values.get("back", ""))
    if back or inside:
        return back
    return list_address(application.opening, parse_listing(request.values.get("list", "")))


@blueprint.post("/applications/<public_id>/labels")
def change_labels(public_id: str) -> ResponseReturnValue:
    """What the form says: tags that were unticked go, one that was typed comes, and who looks after it."""
    application = application_or_404(public_id, "tags.change")
    typed = request.form.get("tag", "")
    kept = set(request.form.getlist("keep"))
    try:
        if request.form.get("tags") is not None:
            for tag in tags_of(application):
                if str(tag.id) not in kept:
                    acts.remove_tag(application, tag, by=current_user)
        for name in filter(None, (part.strip() for part in typed.split(","))):
            acts.add_tag(application, name, by=current_user)
        if "user" in request.form:
            acts.assign(application, _user(request.form["user"]), by=current_user)
    except Invalid as invalid:
        return _page(application, name=typed, error=fault(invalid))
    flash(_("%(name)s: kept.", name=who(application)), "good")
    return redirect(_back(application))


def _user(typed: str) -> User | None:
    """The user of a number; nobody for nothing. Invalid("user", "unknown")."""
    if not typed:
        return None
    user = user_by_id(int(typed)) if typed.isdecimal() and len(typed) < 10 else None
    if user is None:
        raise Invalid("user", "unknown")
    return user
