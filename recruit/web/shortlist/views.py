"""Shortlists as their readers see them: hiring managers with a login, and whoever holds a link.

What is shown is asked of `queries.shown`, which gives a reader only what is shared with them, without what is hidden.
"""

from __future__ import annotations

from flask import abort, redirect, render_template, request, send_file, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.shortlist_sharing import link_of
from recruit.hiring.operations.shortlist_sharing import open_link as opened
from recruit.hiring.operations.shortlist_views import MOST_COMMENT, ask, give_view, order_views
from recruit.hiring.permissions import can
from recruit.hiring.queries.shortlists import shortlists_for, told_titles
from recruit.hiring.queries.shown import entry_for, neighbours, shortlist_for, shown
from recruit.web.desk.blind import gate as keep_back
from recruit.web.desk.files import SEALED, content
from recruit.web.extensions import limiter
from recruit.web.painted import painted_page
from recruit.web.shortlist import exports
from recruit.web.shortlist.blueprint import LINKS, blueprint, reader
from recruit.web.shortlist.drawn import beside, signs
from recruit.web.shortlist.forms import QuestionForm, ViewForm

# a recruiter who reviews the opening blind sees no list either that is not
blueprint.before_request(keep_back)

#: addresses with a token are tried this often from one place
TRIES = "30 per 15 minutes"


@blueprint.get("/")
def index() -> ResponseReturnValue:
    rows = shortlists_for(current_user)
    return render_template("shortlist/index.html", rows=rows)


@blueprint.get("/open/<token>")
@limiter.limit(TRIES)
def enter(token: str) -> ResponseReturnValue:
    """Who it is for, and a button: what looks at a link before its owner does (a mail filter) opens nothing."""
    link = link_of(token)
    title = told_titles([link.shortlist])[link.shortlist_id]
    return render_template("shortlist/enter.html", link=link, title=title, token=token)


@blueprint.post("/open/<token>")
@limiter.limit(TRIES)
def open_link(token: str) -> ResponseReturnValue:
    """The shortlist, for as long as the session and the link last. The token is in no address from here on."""
    link = opened(token)
    session[LINKS] = {**session.get(LINKS, {}), link.shortlist.public_id: link.id}
    return redirect(url_for("shortlist.people", list_id=link.shortlist.public_id))


@blueprint.get("/<list_id>")
def people(list_id: str) -> ResponseReturnValue:
    seen = shown(list_id, by=reader())
    own = {person.code: person.mine for person in seen.people}
    placed = sorted(
        (person for person in seen.people if person.mine is not None and person.mine.place is not None),
        key=lambda person: (person.mine.place if person.mine else 0) or 0,
    )
    return render_template(
        "shortlist/people.html",
        seen=seen,
        shortlist=seen.shortlist,
        own=own,
        ranked=[*placed, *(person for person in seen.people if person not in placed)],
        composing=can(seen.reader.user, "shortlists.compose"),
        **signs(),
    )


@blueprint.get("/<list_id>/<code>")
def candidate(list_id: str, code: str) -> ResponseReturnValue:
    return _candidate(list_id, code, ViewForm(formdata=None), QuestionForm(formdata=None))


def _candidate(list_id: str, code: str, form: ViewForm, question: QuestionForm) -> ResponseReturnValue:
    seen = shown(list_id, by=reader(), code=code)
    person = seen.person(code)
    if not form.errors and person.mine is not None:
        form.comment.data = person.mine.text
    before, after, place, count = neighbours(seen.shortlist, code)
    body = render_template(
        "shortlist/candidate.html",
        seen=seen,
        shortlist=seen.shortlist,
        person=person,
        form=form,
        question=question,
        before=before,
        after=after,
        place=place,
        count=count,
        most=MOST_COMMENT,
        composing=can(seen.reader.user, "shortlists.compose"),
        **beside(seen, person),
    )
    return body, 422 if form.errors or question.errors else 200


@blueprint.get("/<list_id>/<code>/pages/<int:number>.png")
def page_image(list_id: str, code: str, number: int) -> ResponseReturnValue:
    """The picture of a page of the CV, painted over where something is hidden."""
    person = shown(list_id, by=reader(), code=code).person(code)
    file = next((file for file in person.pages if file.page == number), None)
    if file is None:
        abort(404)
    if person.masked:
        response = painted_page(file, person.document, person.hidden)
    else:
        response = send_file(content(file.key), mimetype="image/png", etag=file.sha256)
    response.headers["Content-Security-Policy"] = SEALED
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


def _comment(form: ViewForm) -> str | None:
    return form.comment.data or "" if "comment" in request.form else None


@blueprint.post("/<list_id>/<code>/view")
def view(list_id: str, code: str) -> ResponseReturnValue:
    """A thumb, a decision, a comment; what is not sent stays."""
    by = reader()
    entry = entry_for(list_id, code, by=by)
    form = ViewForm()
    if not form.validate_on_submit():
        if form.up.errors or form.decision.errors:
            abort(400)
        return _candidate(list_id, code, form, QuestionForm(formdata=None))
    up = None if not form.up.data else form.up.data == "1"
    give_view(entry, up=up, decision=form.decision.data or None, comment=_comment(form), by=by)
    if request.form.get("back") == "list":
        return redirect(url_for("shortlist.people", list_id=list_id, _anchor=f"a-{code}"))
    return redirect(url_for("shortlist.candidate", list_id=list_id, code=code, _anchor="view"))


@blueprint.post("/<list_id>/<code>/question")
def question(list_id: str, code: str) -> ResponseReturnValue:
    by = reader()
    entry = entry_for(list_id, code, by=by)
    form = QuestionForm()
    if not form.validate_on_submit():
        return _candidate(list_id, code, ViewForm(formdata=None), form)
    try:
        ask(entry, form.text.data or "", by=by)
    except Invalid:
        return redirect(url_for("shortlist.candidate", list_id=list_id, code=code, _anchor="questions"))
    return redirect(url_for("shortlist.candidate", list_id=list_id, code=code, _anchor="questions"))


@blueprint.post("/<list_id>/order")
def order(list_id: str) -> ResponseReturnValue:
    """The reader's own order: all codes as they were dragged, or one moved up or down by a button."""
    by = reader()
    shortlist = shortlist_for(list_id, by=by)
    codes = request.form.getlist("code")
    codes = moved(codes, request.form.get("move", ""))
    order_views(shortlist, codes, by=by)
    if request.headers.get("HX-Request"):
        return "", 204
    return redirect(url_for("shortlist.people", list_id=list_id, _anchor="own-order"))


def moved(codes: list[str], move: str) -> list[str]:
    """`up:B` puts B one place higher, `down:B` lower; anything else leaves the order."""
    way, _colon, code = move.partition(":")
    if code in codes and way in ("up", "down"):
        index = codes.index(code)
        other = index + (-1 if way == "up" else 1)
        if 0 <= other < len(codes):
            codes = [*codes]
            codes[index], codes[other] = codes[other], codes[index]
    return codes


__all__ = ["blueprint", "exports"]
