"""The palette: openings, people and actions, found by a few letters from anywhere on the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.folding import fold
from recruit.hiring.permissions import can
from recruit.hiring.queries.finding import MOST, FoundPerson, find_codes, find_openings, find_people
from recruit.hiring.queries.openings import opening_by_slug
from recruit.web.desk.blind import blind_of_session, called
from recruit.web.desk.blueprint import blueprint
from recruit.web.languages import text

LONGEST = 80
#: the address of a page of one opening, to offer what else there is of it
_OPENING = re.compile(r"^/desk/openings/([^/?#]+)")


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: a page to go to, or (`sends`) a form to send."""

    name: str
    icon: str
    url: str
    sends: bool = False


def actions(here: str) -> list[Action]:
    """What can be done, first with the opening of the page `here`, by what the user may do."""
    found: list[Action] = []
    match = _OPENING.match(here)
    opening = opening_by_slug(match.group(1)) if match else None
    if opening is not None:
        title = text(dict(opening.version.title))
        found += [
            Action(_("Applications for %(title)s", title=title), "list", url_for("desk.ranked", slug=opening.slug)),
            Action(
                _("Go through them one by one: %(title)s", title=title),
                "list-ordered",
                url_for("desk.queue", slug=opening.slug),
            ),
            Action(_("What %(title)s asks", title=title), "scroll-text", url_for("desk.role", slug=opening.slug)),
            Action(_("Weights of %(title)s", title=title), "scale", url_for("desk.weights", slug=opening.slug)),
            Action(_("Versions of %(title)s", title=title), "history", url_for("desk.versions", slug=opening.slug)),
        ]
    found.append(Action(_("All openings"), "briefcase", url_for("desk.index")))
    found.append(Action(_("Mentions"), "at-sign", url_for("desk.mentions")))
    if can(current_user, "openings.create"):
        found.append(Action(_("New opening"), "plus", url_for("desk.create")))
    if can(current_user, "users.manage"):
        found.append(Action(_("Users"), "users", url_for("admin.users")))
    if can(current_user, "audit.read"):
        found.append(Action(_("Audit log"), "scroll-text", url_for("admin.audit")))
    found += [
        Action(_("Public job pages"), "external-link", url_for("careers.index")),
        Action(_("Change password"), "lock", url_for("account.password")),
        Action(_("Log out"), "log-out", url_for("account.logout"), sends=True),
    ]
    return found


def people(typed: str) -> list[FoundPerson]:
    """Who is found by name; in openings that are reviewed blind by the code alone."""
    hidden = blind_of_session()
    coded = [
        replace(found, name=called(found.public_id)) for found in find_codes(typed, by=current_user, hidden=hidden)
    ]
    return [*coded, *find_people(typed, by=current_user, hidden=hidden)][:MOST]


@blueprint.get("/find")
def find() -> ResponseReturnValue:
    """What a few letters find: a page, or the list alone for the palette."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    here = request.args.get("here", "")
    wanted = fold(typed).split()
    context = {
        "q": typed,
        "here": here,
        "openings": find_openings(typed, by=current_user),
        "people": people(typed),
        "actions": [action for action in actions(here) if all(word in fold(action.name) for word in wanted)],
    }
    inside = bool(request.headers.get("HX-Request"))
    return render_template("desk/_found.html" if inside else "desk/find.html", **context)
