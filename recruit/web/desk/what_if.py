"""What if: other weights, thresholds or another line of the experience, and everybody ranked anew at once.

The address holds the whole question, so that it can be shared. Nothing is written before it is kept with a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import Opening
from recruit.hiring.operations.rescoring import rescore_again
from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.preview import PreviewRow, preview_profile
from recruit.hiring.queries.rescoring import Rescoring, rescoring_of
from recruit.role_profile import edits
from recruit.role_profile.checking import ProfileError
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.criteria.experience import credit_for
from recruit.scoring.stability import Contender, Stability, stability
from recruit.web import formats
from recruit.web.desk.blind import called, reviews_blind, shown_of
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.finding import opening_or_404
from recruit.web.desk.forms import number
from recruit.web.desk.openings import reason_missing, revise_profile
from recruit.web.desk.plots import Mover, line_plot, slope_chart
from recruit.web.desk.profile_faults import profile_fault
from recruit.web.languages import text

#: what "the top" means when people enter or leave it, unless another number is asked for
TOP = 5
MOST_TOP = 50
#: how many rows of a preview are shown unless all are asked for
SHOWN = 50
#: years at which the table of the line says what it gives
YEARS = (1, 2, 3, 4, 5, 6, 8, 10)

BANDS = ("strong", "possible", "below")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: weights by criterion, thresholds, the years at each point of the line, the top."""

    weights: Mapping[str, float]
    strong: float
    possible: float
    years: tuple[float, ...]
    top: int

    def fields(self) -> dict[str, str]:
        """The question as an address or a form carries it."""
        return {
            **{f"w.{id}": f"{weight:.6g}" for id, weight in self.weights.items()},
            "strong": f"{self.strong:.6g}",
            "possible": f"{self.possible:.6g}",
            **{f"y.{index}": f"{years:.6g}" for index, years in enumerate(self.years, start=1)},
            "top": str(self.top),
        }

    def asked_of(self, profile: RoleProfile) -> RoleProfile:
        """The profile with these numbers. ProfileError for numbers that can't be."""
        present = question_of({}, profile)
        line = line_of(profile)
        if self.years != present.years:
            moved = zip(self.years, line[1:], strict=True)
            line = (line[0], *((round(years * 12, 4), credit) for years, (_months, credit) in moved))
        # what was left as it stood keeps its exact number
        weights = {
            c.id: self.weights[c.id] if self.weights[c.id] != present.weights[c.id] else c.weight
            for c in profile.criteria
        }
        return edits.with_numbers(profile, weights=weights, curve=line, strong=self.strong, possible=self.possible)


def line_of(profile: RoleProfile) -> tuple[tuple[float, float], ...]:
    """The line of the experience: (months, credit) from point to point."""
    return next((c.curve for c in profile.criteria if c.id == "experience"), ())


def question_of(values: Mapping[str, str], profile: RoleProfile) -> Question:
    """The question as typed; what is no number keeps what stands now."""

    def typed(name: str, present: float) -> float:
        value = number(values, name)
        return present if value is None else value

    return Question(
        {c.id: typed(f"w.{c.id}", float(f"{c.weight:.6g}")) for c in profile.criteria},
        typed("strong", profile.bands.strong),
        typed("possible", profile.bands.possible),
        tuple(
            typed(f"y.{index}", float(f"{months / 12:.6g}"))
            for index, (months, _credit) in enumerate(line_of(profile)[1:], start=1)
        ),
        int(min(max(typed("top", TOP), 1), MOST_TOP)),
    )


def moved_numbers(profile: RoleProfile, asked: RoleProfile) -> list[tuple[str, str, str]]:
    """(what, now, as asked) of each number that is asked otherwise, in words."""
    pairs = [
        (text(dict(c.name)), formats.number(c.weight, 2), formats.number(new.weight, 2))
        for c, new in zip(profile.criteria, asked.criteria, strict=True)
    ]
    for name, band in ((_("Strong, from"), "strong"), (_("Possible, from"), "possible")):
        now, new = getattr(profile.bands, band), getattr(asked.bands, band)
        pairs.append((name, formats.number(now), formats.number(new)))
    for (months, credit), (others, _credit) in zip(line_of(profile), line_of(asked), strict=True):
        name = _("%(credit)s %% from", credit=formats.number(credit * 100))
        pairs.append((name, formats.months(round(months)), formats.months(round(others))))
    return [pair for pair in pairs if pair[1] != pair[2]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question does to the order. `stays`: id of an application -> share of draws in the top."""

    rows: list[PreviewRow]
    moved: int
    enter: list[PreviewRow]
    leave: list[PreviewRow]
    rebanded: int
    bands: list[tuple[str, int, int]]
    firm: Stability
    watched: list[PreviewRow]

    @property
    def stays(self) -> Mapping[int, float]:
        return self.firm.stays


def outcome_of(rows: list[PreviewRow], profile: RoleProfile, top: int) -> Outcome:
    """The summary of a preview: who moves, who enters the top and who leaves it, how firm it is."""
    contenders = [
        Contender(
            row.application_id, tuple(credit for credit, _low, _high in row.credits), row.core_months, row.applied
        )
        for row in rows
    ]
    firm = stability([c.weight for c in profile.criteria], contenders, top)
    before, after = Counter(row.band_before for row in rows), Counter(row.band for row in rows)
    watched = [row for row in rows if row.application_id in firm.stays]
    return Outcome(
        rows,
        sum(row.rank != row.rank_before for row in rows),
        [row for row in rows if row.rank <= top < row.rank_before],
        [row for row in rows if row.rank_before <= top < row.rank],
        sum(row.band != row.band_before for row in rows),
        [(band, before[band], after[band]) for band in BANDS],
        firm,
        [row for row in watched if row.rank <= top or firm.stays[row.application_id] >= 0.01],
    )


def movers(rows: list[PreviewRow], top: int) -> list[Mover]:
    """Who is drawn: all that are among the first before or after, in the order after."""
    return [Mover(row.name, row.rank_before, row.rank) for row in rows if row.rank <= top or row.rank_before <= top]


@dataclass(frozen=True, slots=True)
class LinePoint:
    """What the line gives at so many years: now, and as asked."""

    years: int
    now: float
    asked: float


def _line_points(now: RoleProfile, asked: RoleProfile) -> list[LinePoint]:
    return [LinePoint(y, credit_for(line_of(now), 12 * y), credit_for(line_of(asked), 12 * y)) for y in YEARS]


@blueprint.route("/openings/<slug>/what-if", methods=["GET", "POST"])
def what_if(slug: str) -> ResponseReturnValue:
    """GET shows what the numbers of the address would do; POST keeps them, with a reason, as a new version."""
    opening = opening_or_404(slug, "openings.edit" if request.method == "POST" else "openings.read")
    profile = profile_of(opening.version)
    question = question_of(request.values, profile)
    error, missing = "", reason_missing() if request.method == "POST" else ""
    rows: list[PreviewRow] = []
    asked = profile
    try:
        asked = question.asked_of(profile)
    except ProfileError as wrong:
        error = profile_fault(wrong)
    if request.method == "POST" and not (error or missing):
        return _keep(opening, asked)
    if not error:
        rows = [_shown(row, opening) for row in preview_profile(opening, asked, present=profile)]
    return _page(opening, profile, asked, question, rows, error or missing)


def _shown(row: PreviewRow, opening: Opening) -> PreviewRow:
    """The row as the user may see it."""
    if not reviews_blind(opening.id) or row.application_id in shown_of(opening.id):
        return row
    return replace(row, name=called(row.public_id))


def _keep(opening: Opening, asked: RoleProfile) -> ResponseReturnValue:
    revise_profile(opening, asked)
    if rescoring_of(opening) is None:
        flash(_("Kept as version %(number)d; everybody is ranked by it.", number=opening.version_number), "good")
    else:
        flash(_("Kept as version %(number)d; everybody is being scored by it.", number=opening.version_number), "good")
    return redirect(url_for("desk.ranked", slug=opening.slug))


def _page(
    opening: Opening,
    profile: RoleProfile,
    asked: RoleProfile,
    question: Question,
    rows: list[PreviewRow],
    error: str,
) -> ResponseReturnValue:
    fields = question.fields()
    outcome = outcome_of(rows, asked, question.top)
    drawn = movers(rows, question.top)
    said = _("Places before and after; the table below says the same")
    every = "all" in request.args
    body = render_template(
        "desk/what_if.html",
        opening=opening,
        version=opening.version,
        profile=profile,
        asked=asked,
        question=question,
        fields=fields,
        total=sum(question.weights.values()),
        outcome=outcome,
        rows=rows if every else rows[:SHOWN],
        ranked=len(rows),
        all_url=url_for("desk.what_if", slug=opening.slug) + "?" + urlencode({**fields, "all": 1}),
        changed=asked != profile,
        moved=moved_numbers(profile, asked),
        slopes=slope_chart(drawn, question.top, said, (_("Before"), _("After"))),
        line=line_plot(
            line_of(profile), line_of(asked), _("What the years of experience give; the table says the same")
        ),
        line_points=_line_points(profile, asked),
        points_of_line=list(zip(line_of(profile)[1:], question.years, strict=True)),
        error=error,
        reason=request.form.get("reason", ""),
        under_way=rescoring_of(opening),
        most_top=MOST_TOP,
    )
    return make_response(body, 422 if request.method == "POST" else 200)


@blueprint.post("/openings/<slug>/rescore")
def rescore(slug: str) -> ResponseReturnValue:
    """One more try for those who are left after a scoring of everybody failed."""
    opening = opening_or_404(slug, "openings.edit")
    rescore_again(opening, by=current_user)
    return redirect(url_for("desk.what_if", slug=opening.slug))


@blueprint.get("/openings/<slug>/weights")
def weights(slug: str) -> ResponseReturnValue:
    """The page's address of old."""
    opening = opening_or_404(slug)
    query = f"?{urlencode(list(request.args.items(multi=True)))}" if request.args else ""
    return redirect(url_for("desk.what_if", slug=opening.slug) + query, 301)


@blueprint.get("/openings/<slug>/rescoring")
def rescoring(slug: str) -> ResponseReturnValue:
    """How far the scoring of everybody is; the page that waits asks for it."""
    opening = opening_or_404(slug)
    under_way: Rescoring | None = rescoring_of(opening)
    response = make_response(render_template("desk/_rescoring.html", opening=opening, under_way=under_way, asked=True))
    if under_way is None:
        response.status_code = 286  # htmx: swap and stop asking
    return response
