"""Other weights: everybody ranked anew before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.preview import PreviewRow, preview_weights
from recruit.role_profile import edits
from recruit.role_profile.checking import ProfileError
from recruit.role_profile.profile import RoleProfile
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.finding import opening_or_404
from recruit.web.desk.forms import number
from recruit.web.desk.openings import reason_missing, revise_profile
from recruit.web.desk.profile_faults import profile_fault

#: what "the top" means when people enter or leave it
TOP = 5
#: how many rows of a preview are shown unless all are asked for
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Moves:
    """What a preview does to the order: how many move, who enters the top and who leaves it."""

    moved: int
    enter: list[PreviewRow]
    leave: list[PreviewRow]


def moves_of(rows: list[PreviewRow]) -> Moves:
    """The summary of a preview."""
    return Moves(
        sum(row.rank != row.rank_before for row in rows),
        [row for row in rows if row.rank <= TOP < row.rank_before],
        [row for row in rows if row.rank_before <= TOP < row.rank],
    )


def typed_weights(values: Mapping[str, str], profile: RoleProfile) -> dict[str, float]:
    """Weights as typed, by criterion; what is no number keeps the present weight."""
    weights = {}
    for criterion in profile.criteria:
        value = number(values, f"w.{criterion.id}")
        weights[criterion.id] = criterion.weight if value is None else value
    return weights


def _all_url(slug: str, wanted: Mapping[str, float]) -> str:
    """The address of the whole preview."""
    query = urlencode({**{f"w.{id}": f"{weight:g}" for id, weight in wanted.items()}, "all": 1})
    return url_for("desk.weights", slug=slug) + f"?{query}"


@blueprint.route("/openings/<slug>/weights", methods=["GET", "POST"])
def weights(slug: str) -> ResponseReturnValue:
    """GET shows what the weights of the address would do; POST keeps them, with a reason, as a new version."""
    opening = opening_or_404(slug, "openings.edit" if request.method == "POST" else "openings.read")
    profile = profile_of(opening.version)
    wanted = typed_weights(request.values, profile)
    error = reason_missing() if request.method == "POST" else ""
    if request.method == "POST" and not error:
        try:
            revise_profile(opening, edits.with_weights(profile, wanted))
        except ProfileError as wrong:
            error = profile_fault(wrong)
        else:
            flash(_("Kept as version %(number)d; everybody is ranked by it.", number=opening.version_number), "good")
            return redirect(url_for("desk.ranked", slug=slug))
    try:
        rows = preview_weights(opening, wanted)
    except ProfileError as wrong:
        error, rows = error or profile_fault(wrong), []
    changed = any(wanted[c.id] != c.weight for c in profile.criteria)
    body = render_template(
        "desk/weights.html",
        opening=opening,
        version=opening.version,
        profile=profile,
        wanted=wanted,
        total=sum(wanted.values()),
        rows=rows if "all" in request.args else rows[:SHOWN],
        ranked=len(rows),
        all_url=_all_url(slug, wanted),
        moves=moves_of(rows),
        changed=changed,
        error=error,
        reason=request.form.get("reason", ""),
        top=TOP,
    )
    return make_response(body, 422 if request.method == "POST" else 200)
