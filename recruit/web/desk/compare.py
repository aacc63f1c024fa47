"""Compare: two to four candidates side by side, by criterion, with their quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Opening
from recruit.hiring.queries.blind_review import blind_compared
from recruit.hiring.queries.comparing import MOST, Candidate, candidates, compared
from recruit.hiring.queries.openings import profile_of
from recruit.web.desk.blind import called, is_hidden, reviews_blind, shown_of, who
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.comparison import application_url, sections_of
from recruit.web.desk.finding import application_or_404, opening_or_404
from recruit.web.desk.ticking import ids_of_form
from recruit.web.desk.timelines import career_of, timelines


def compare_address(opening: Opening, public_ids: Sequence[str], **more: str) -> str:
    """The address of a comparison."""
    query = urlencode([("a", id) for id in public_ids] + list(more.items()))
    return url_for("desk.compare", slug=opening.slug) + (f"?{query}" if query else "")


def _wanted() -> str:
    """The name that is looked for."""
    return request.args.get("find", "").strip()[:120]


def _others(opening: Opening, wanted: str, chosen: Sequence[str]) -> list[Candidate]:
    """Who can be added to those chosen, as the user may see them; in a blind review nobody is looked for by name."""
    if not reviews_blind(opening.id):
        return candidates(opening, wanted, beside=chosen)
    known = shown_of(opening.id)
    return [
        each if each.application_id in known else replace(each, name=called(each.public_id))
        for each in candidates(opening, beside=chosen)
    ]


@blueprint.get("/applications/<public_id>/compare")
def compare_with(public_id: str) -> ResponseReturnValue:
    """Whom to compare somebody with: a form for a dialog, or the comparison itself, where others are added.

    With a name (`find`) only what can be ticked.
    """
    application = application_or_404(public_id, "applications.read")
    opening = application.opening
    if not request.headers.get("HX-Request"):
        return redirect(compare_address(opening, [public_id]))
    template = "desk/_compare_choices.html" if "find" in request.args else "desk/_compare_with.html"
    return render_template(
        template,
        opening=opening,
        public_id=public_id,
        name=who(application),
        wanted=_wanted(),
        found=_others(opening, _wanted(), [public_id]),
        most=MOST,
    )


@blueprint.route("/openings/<slug>/compare", methods=["GET", "POST"])
def compare(slug: str) -> ResponseReturnValue:
    """GET compares those of the address; POST leads there with those who are ticked in a list (`id`).

    Of `all` that fit a list, POST takes the first.
    """
    opening = opening_or_404(slug, "applications.read")
    if request.method == "POST":
        chosen = ids_of_form(opening) or request.form.getlist("a")
        return redirect(compare_address(opening, list(dict.fromkeys(chosen))[: MOST + 1]))
    asked = list(dict.fromkeys(request.args.getlist("a")))
    blind = reviews_blind(opening.id)
    people = [
        blind_compared(each, called(each.application.public_id)) if is_hidden(each.application) else each
        for each in compared(opening, asked, by=current_user, documents=blind)
    ]
    profile = profile_of(opening.version)
    ids = [each.application.public_id for each in people]
    differing = request.args.get("only") == "differences" and len(people) > 1
    whole = sections_of(people, profile) if people else []
    rows = [row for section in whole for row in section.rows]
    wanted = _wanted()
    only = {"only": "differences"} if differing else {}
    return render_template(
        "desk/compare.html",
        opening=opening,
        version=opening.version,
        profile=profile,
        people=people,
        timelines=timelines([(career_of(each), each.name, application_url(each)) for each in people]),
        sections=[section for section in (each.only(differing) for each in whole) if section.rows],
        differing=differing,
        differences=sum(row.differs for row in rows),
        rows=len(rows),
        too_many=len(asked) > MOST,
        most=MOST,
        room=MOST - len(people),
        wanted=wanted,
        ids=ids,
        found=_others(opening, wanted, ids) if len(people) < MOST else [],
        with_id=lambda id: compare_address(opening, [*ids, id], **only),
        without_id=lambda id: compare_address(opening, [each for each in ids if each != id], **only),
        toggle_url=compare_address(opening, ids, **({} if differing else {"only": "differences"})),
    )
