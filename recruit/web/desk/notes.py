"""Notes on an application: writing, changing, taking away; and where one is mentioned."""

from __future__ import annotations

from flask import abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup, escape

from recruit.hiring.folding import fold
from recruit.hiring.mentions import mentioned
from recruit.hiring.models import Note
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.notes import MOST, add_note, delete_note, edit_note, note_of, read_mentions
from recruit.hiring.permissions import require
from recruit.hiring.queries.mentions import mentions_of, unread_mentions
from recruit.hiring.queries.review import review as review_page
from recruit.hiring.queries.users import carers
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import application_or_404
from recruit.web.desk.review import back_to, list_args, render


@blueprint.app_template_filter("note_words")
def note_words(note: Note) -> Markup:
    """The words of a note, its mentions marked."""
    words = Markup()
    at = 0
    for start, end, _who in mentioned(note.text, [mention.user for mention in note.mentions]):
        words += escape(note.text[at:start]) + Markup('<strong class="mention">{}</strong>').format(
            note.text[start:end]
        )
        at = end
    return words + escape(note.text[at:])


@blueprint.context_processor
def mention_count() -> dict[str, object]:
    """For the desk's first page."""
    return {"unread_mentions": lambda: unread_mentions(current_user), "longest_note": MOST}


@blueprint.post("/applications/<public_id>/notes")
def note(public_id: str) -> ResponseReturnValue:
    application = application_or_404(public_id, "notes.add")
    typed = request.form.get("text", "")
    try:
        add_note(application, typed, by=current_user)
    except Invalid as invalid:
        # what was written comes back with the page
        body = render(review_page(public_id, by=current_user), note_text=typed, note_error=fault(invalid))
        return make_response(body, 422)
    return back_to(application, "notes")


def _note_or_404(public_id: str, note_id: int) -> Note:
    try:
        return note_of(application_or_404(public_id, "notes.add"), note_id)
    except NotFound:
        abort(404)


def _form(note: Note, *, text: str, error: str = "") -> ResponseReturnValue:
    inside = bool(request.headers.get("HX-Request"))
    body = render_template(
        "desk/_note_form.html" if inside else "desk/note.html",
        note=note,
        application=note.application,
        text=text,
        error=error,
        list_args=list_args(),
    )
    return make_response(body, 422 if error else 200)


@blueprint.get("/applications/<public_id>/notes/<int:note_id>")
def note_form(public_id: str, note_id: int) -> ResponseReturnValue:
    note = _note_or_404(public_id, note_id)
    if note.by_id != current_user.id:
        abort(403)
    return _form(note, text=note.text)


@blueprint.post("/applications/<public_id>/notes/<int:note_id>")
def change_note(public_id: str, note_id: int) -> ResponseReturnValue:
    """Change one's own note, or take it away (`do` is delete)."""
    note = _note_or_404(public_id, note_id)
    application = note.application
    if request.form.get("do") == "delete":
        delete_note(note, by=current_user)
        flash(_("The note is gone. The history says that there was one, not what it said."), "good")
        return back_to(application, "notes")
    typed = request.form.get("text", "")
    try:
        edit_note(note, typed, by=current_user)
    except Invalid as invalid:
        return _form(note, text=typed, error=fault(invalid))
    return back_to(application, "notes")


@blueprint.get("/colleagues")
def colleagues() -> ResponseReturnValue:
    """Names to complete a mention with."""
    require(current_user, "notes.add")
    wanted = fold(request.args.get("q", ""))
    found = [user for user in carers() if user.id != current_user.id]
    return jsonify(
        [user.name for user in found if fold(user.name).startswith(wanted) or f" {wanted}" in fold(user.name)]
    )


@blueprint.get("/mentions")
def mentions() -> ResponseReturnValue:
    """The notes in which the user is mentioned."""
    require(current_user, "notes.read")
    return render_template("desk/mentions.html", mentions=mentions_of(current_user))


@blueprint.post("/mentions")
def see_mentions() -> ResponseReturnValue:
    """One of them is opened, or all are seen."""
    listed = mentions_of(current_user)
    chosen = request.form.get("mention", "")
    one = next((mention for mention in listed if str(mention.id) == chosen), None)
    if chosen and one is None:
        abort(404)
    address = url_for("desk.mentions")
    if one is not None:
        address = url_for("desk.review", public_id=one.note.application.public_id) + "#notes"
    read_mentions([one.id] if one else [mention.id for mention in listed], by=current_user)
    return redirect(address)
