"""PDFs: a shortlist and its people for their readers, a dossier for recruiters."""

from __future__ import annotations

from flask import Response, make_response, request
from flask_login import current_user

from recruit.hiring.folding import slug
from recruit.hiring.operations.shortlist_exports import took_dossier, took_dossier_of_shortlist, took_shortlist
from recruit.hiring.queries.companies import company_name
from recruit.hiring.queries.review import review
from recruit.hiring.queries.shown import Person, dossier_of, shown
from recruit.storage import files
from recruit.storage.database import now
from recruit.web.desk.blind import is_hidden
from recruit.web.desk.blueprint import blueprint as desk
from recruit.web.desk.finding import application_or_404
from recruit.web.desk.history import events_of
from recruit.web.painted import painted
from recruit.web.pdf.dossier import dossier_pdf
from recruit.web.pdf.listing import shortlist_pdf
from recruit.web.shortlist.blueprint import blueprint, reader
from recruit.web.shortlist.drawn import name_of


def _pdf(data: bytes, name: str) -> Response:
    response = make_response(data)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{slug(name) or "dossier"}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def pictures_of(person: Person) -> list[bytes]:
    """The CV's pages as they may be seen; a page on which nothing could be hidden is left out."""
    found = []
    for file in person.pages:
        try:
            data: bytes | None = files.get(file.key)
        except files.NoSuchFile:
            continue
        if person.masked and data is not None:
            data = painted(data, file.page or 0, person.document, person.hidden)
        if data is not None:
            found.append(data)
    return found


@blueprint.get("/<list_id>/shortlist.pdf")
def pdf(list_id: str) -> Response:
    seen = shown(list_id, by=reader())
    took_shortlist(seen.shortlist, by=seen.reader)
    seen = shown(list_id, by=reader())
    return _pdf(shortlist_pdf(seen, company=company_name(), made=now()), seen.title)


@blueprint.get("/<list_id>/<code>/dossier.pdf")
def dossier(list_id: str, code: str) -> Response:
    by = reader()
    seen = shown(list_id, by=by, code=code)
    person = seen.person(code)
    took_dossier_of_shortlist(seen.shortlist, code, by=by)
    seen = shown(list_id, by=by, code=code)
    person = seen.person(code)
    data = dossier_pdf(
        person,
        company=company_name(),
        made=now(),
        pictures=pictures_of(person),
        heading=seen.title,
    )
    return _pdf(data, name_of(person))


@desk.get("/applications/<public_id>/dossier.pdf", endpoint="dossier")
def desk_dossier(public_id: str) -> Response:
    """For a recruiter: with the history, or (`blind=1`, and in a blind review) without what tells who it is."""
    application = application_or_404(public_id, "applications.export")
    blind = request.args.get("blind") == "1" or is_hidden(application)
    took_dossier(application, blind=blind, by=current_user)
    person = dossier_of(public_id, blind=blind, by=current_user)
    history = []
    if not blind:
        page = review(public_id, by=current_user)
        history = events_of(page.history, page.profile, page.notes)
    data = dossier_pdf(
        person,
        company=company_name(),
        made=now(),
        pictures=pictures_of(person),
        history=history,
    )
    return _pdf(data, name_of(person))
