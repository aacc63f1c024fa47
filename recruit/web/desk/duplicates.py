"""The same person twice: why it may be, making one of two applications, telling them apart, and back."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import Application
from recruit.hiring.operations.duplicates import merge_applications, tell_apart, undo_merge
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.queries.duplicates import Alike, alike, merge_by_id
from recruit.hiring.queries.review import ReviewPage
from recruit.hiring.queries.review import review as review_page
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import application_or_404
from recruit.web.desk.review import list_args

REASONS: dict[str, LazyString] = {
    "email": lazy_gettext("the same e-mail"),
    "phone": lazy_gettext("the same phone"),
    "cv": lazy_gettext("the same name and much the same CV"),
}


@blueprint.app_template_filter("alike_words")
def alike_words(found: Alike) -> str:
    """Why two applications may be of one person."""
    said = ", ".join(str(REASONS[reason]) for reason in found.reasons)
    if found.likeness and "cv" in found.reasons:
        said += " " + _("(%(share)d%% of the words in common)", share=round(100 * found.likeness))
    return said


def _review(public_id: str) -> ReviewPage:
    try:
        return review_page(public_id, by=current_user)
    except NotFound:
        abort(404)


def _back(application: Application) -> ResponseReturnValue:
    return redirect(url_for("desk.review", public_id=application.public_id, **list_args()))  # type: ignore[arg-type]


def _page(one: ReviewPage, other: ReviewPage, error: str = "") -> ResponseReturnValue:
    found = next((each for each in alike(one.application) if each.public_id == other.application.public_id), None)
    body = render_template(
        "desk/duplicate.html",
        one=one,
        other=other,
        application=one.application,
        opening=one.opening,
        version=one.version,
        found=found,
        error=error,
        list_args=list_args(),
    )
    return make_response(body, 422 if error else 200)


@blueprint.get("/applications/<public_id>/same/<other_id>")
def duplicate(public_id: str, other_id: str) -> ResponseReturnValue:
    """Two applications side by side, to decide which to keep."""
    return _page(_review(public_id), _review(other_id))


@blueprint.post("/applications/<public_id>/same/<other_id>")
def settle_duplicate(public_id: str, other_id: str) -> ResponseReturnValue:
    """Keep the one (`keep` is its public id) with the other as a part of it, or tell them apart."""
    one, other = application_or_404(public_id, "stages.move"), application_or_404(other_id, "stages.move")
    keep = request.form.get("keep", "")
    try:
        if request.form.get("do") == "apart":
            tell_apart(one, other, by=current_user)
            flash(_("Noted: they are two people."), "good")
            return _back(one)
        if keep not in (public_id, other_id):
            abort(400)
        kept, merged = (one, other) if keep == public_id else (other, one)
        merge_applications(kept, merged, by=current_user)
    except Invalid as invalid:
        return _page(_review(public_id), _review(other_id), fault(invalid))
    flash(_("The two are one application now. Nothing is lost, and it can be undone."), "good")
    return _back(kept)


@blueprint.post("/merges/<int:merge_id>/undo")
def undo_merged(merge_id: int) -> ResponseReturnValue:
    merge = merge_by_id(merge_id)
    if merge is None:
        abort(404)
    undo_merge(merge, by=current_user)
    flash(_("They are two applications again."), "good")
    return _back(merge.kept)
