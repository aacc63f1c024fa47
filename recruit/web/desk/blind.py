"""Blind review on the desk: the switch of an opening, who a page may name, and what asks first.

Pages that know of it show a code for the name; every other page about the opening or one of its applications is
kept back (`gate`) until the person is shown or the switch is off. So a page that nobody thought of tells nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.personal import hide, without_names
from recruit.hiring.models import Application, Opening, User
from recruit.hiring.operations.blind_review import begin_blind, end_blind, show_person
from recruit.hiring.queries.blind_review import (
    About,
    Unnamed,
    about,
    blind_openings,
    blinded,
    names_of,
    unnamed,
)
from recruit.hiring.queries.masked import blind_code
from recruit.hiring.queries.review import ReviewPage
from recruit.hiring.queries.shortlists import ShortlistRow
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.finding import application_or_404, opening_or_404, own_address
from recruit.web.desk.listing import Listing

#: in the session: opening -> the applications of it that were shown all the same
BLIND = "blind"
#: so many shown people of an opening are remembered (the session is a cookie); who falls out is hidden again
MOST_SHOWN = 150

#: pages about an opening or an application that show a code for a person, or nobody
KNOWING = {
    # the list, and what is done from it
    "desk.ranked", "desk.save", "desk.forget_search", "desk.export", "desk.export_file", "desk.bulk",
    "desk.apply_bulk", "desk.undo_bulk", "desk.compare", "desk.compare_with", "desk.what_if", "desk.weights",
    "desk.rescore", "desk.rescoring", "desk.queue", "desk.begin_queue", "desk.queue_place", "desk.queue_reject",
    "desk.queue_decide", "desk.queue_undo", "desk.blind", "desk.show_person_of", "desk.ticked",
    # one application
    "desk.review", "desk.state", "desk.page_image", "desk.dossier", "desk.stage", "desk.move", "desk.labels",
    "desk.change_labels", "desk.note", "desk.reread",
    # the opening itself
    "desk.opening", "desk.role", "desk.edit_details", "desk.edit_texts", "desk.edit_criteria", "desk.edit_market",
    "desk.edit_questions", "desk.publish", "desk.close", "desk.reopen", "desk.versions", "desk.restore",
    "desk.shortlists", "desk.create_list", "desk.shortlist_people", "desk.add",
}  # fmt: skip


def remember_blind(user: User) -> None:
    """At a login: what the log says that the user reviews blind."""
    found = blind_openings(user)
    session[BLIND] = {str(opening): shown[-MOST_SHOWN:] for opening, shown in found.items()}


def blind_of_session() -> dict[int, list[int]]:
    """The openings that the user reviews blind, each with the applications that were shown all the same."""
    return {int(opening): shown for opening, shown in session.get(BLIND, {}).items()}


def reviews_blind(opening_id: int) -> bool:
    """Whether the user reviews this opening blind."""
    return str(opening_id) in session.get(BLIND, {})


def shown_of(opening_id: int) -> list[int]:
    """The applications of an opening whose people were shown all the same."""
    found: list[int] = session.get(BLIND, {}).get(str(opening_id), [])
    return found


def is_hidden(application: Application) -> bool:
    """Whether the user must not see who this is."""
    kept: dict[str, list[int]] = session.get(BLIND, {})
    return str(application.opening_id) in kept and application.id not in kept[str(application.opening_id)]


def blind_order(opening_id: int, listing: Listing) -> Listing:
    """The list in an order that tells nothing: by names it would."""
    by_name = listing.sort == "name" and reviews_blind(opening_id)
    return replace(listing, sort="points", direction="desc") if by_name else listing


def called(public_id: str) -> str:
    """What an application is called where its name is hidden."""
    return str(_("Candidate %(code)s", code=blind_code(public_id)))


def who(application: Application | Unnamed) -> str:
    """The name, or the code where it is hidden."""
    if isinstance(application, Unnamed):
        return application.name
    return called(application.public_id) if is_hidden(application) else application.name


def seen(application: Application) -> Any:
    """The application as the user may see it."""
    return unnamed(application, called(application.public_id)) if is_hidden(application) else application


def seen_page(page: ReviewPage) -> ReviewPage:
    """The page about an application as the user may see it."""
    return blinded(page, called(page.application.public_id)) if is_hidden(page.application) else page


def seen_lists(rows: list[ShortlistRow], opening: Opening) -> list[ShortlistRow]:
    """An opening's shortlists as the user may see them: a name may stand in what they are called."""
    if not reviews_blind(opening.id):
        return rows
    names = names_of(opening.id)
    return [replace(row, title=without_names(row.title, names)) for row in rows]


def hidden_words(application: Application | Unnamed, words: str) -> str:
    """What somebody wrote about the application, as the user may read it."""
    if isinstance(application, Unnamed):
        return application.masked.text(words) if application.masked is not None else ""
    if not is_hidden(application):
        return words
    return hide(words, Identity((application.name,), (application.email,), (application.phone,)))


@blueprint.context_processor
def blindness() -> dict[str, object]:
    """For the templates of the desk."""
    return {"who": who, "reviews_blind": reviews_blind, "hidden_words": hidden_words}


def _keeps_back(found: About) -> bool:
    """Whether an address is about somebody, or an opening, that must not be told of now."""
    if not reviews_blind(found.opening_id) or found.application_id in shown_of(found.opening_id):
        return False
    # what readers see of a blind shortlist is blind already
    return not (found.blind_list and request.blueprint == "shortlist")


@blueprint.before_request
def gate() -> ResponseReturnValue | None:
    """Where the user reviews blind, nothing is shown by a page that does not know of it."""
    if not session.get(BLIND) or request.endpoint in KNOWING or not request.view_args:
        return None
    other_id = request.view_args.get("other_id")
    addresses = [request.view_args, *([{"public_id": other_id}] if other_id else [])]
    found = next((one for one in map(about, addresses) if one is not None and _keeps_back(one)), None)
    if found is None:
        return None
    inside = bool(request.headers.get("HX-Request"))
    body = render_template(
        "desk/_kept_back.html" if inside else "desk/kept_back.html",
        found=found,
        name=called(found.public_id) if found.public_id else "",
        onwards=request.full_path.rstrip("?") if request.method == "GET" else "",
    )
    # within a dialog the answer must be one that it shows
    return make_response(body, 200 if inside else 403)


@blueprint.post("/openings/<slug>/blind")
def blind(slug: str) -> ResponseReturnValue:
    """Switch blind review of the opening on (`to` is on) or off."""
    opening = opening_or_404(slug, "applications.read")
    kept: dict[str, list[int]] = dict(session.get(BLIND, {}))
    if request.form.get("to") == "on":
        if not reviews_blind(opening.id):
            begin_blind(opening, by=current_user)
        kept[str(opening.id)] = []
    else:
        if kept.pop(str(opening.id), None) is not None:
            end_blind(opening, by=current_user)
    session[BLIND] = kept
    return redirect(own_address(request.form.get("back", "")) or url_for("desk.ranked", slug=slug))


@blueprint.post("/applications/<public_id>/identity")
def show_person_of(public_id: str) -> ResponseReturnValue:
    """Show who one person is; the application's history says so."""
    application = application_or_404(public_id, "applications.read")
    if is_hidden(application):
        show_person(application, by=current_user)
        kept: dict[str, list[int]] = dict(session[BLIND])
        key = str(application.opening_id)
        kept[key] = [*kept[key], application.id][-MOST_SHOWN:]
        session[BLIND] = kept
    back = own_address(request.form.get("back", ""))
    return redirect(back or url_for("desk.review", public_id=public_id))
