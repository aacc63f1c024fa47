"""Shortlists: whom the desk proposes for an opening, why, and what the hiring manager says to it.

What is shown is asked of `queries.review`, which gives a hiring manager only
what came to the shortlists of their own openings.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, abort, current_app, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Opening, Verdict
from recruit.hiring.operations.verdicts import give_verdict
from recruit.hiring.permissions import SHORTLIST_STAGES, can, require
from recruit.hiring.queries.applications import application_by_public_id
from recruit.hiring.queries.files import page_of
from recruit.hiring.queries.openings import opening_by_slug, openings_for
from recruit.hiring.queries.review import ReviewPage
from recruit.hiring.queries.review import review as review_page
from recruit.hiring.queries.review import shortlist as shortlisted
from recruit.hiring.queries.verdicts import views_given
from recruit.scoring.explanation import CriterionScore, Founding, PartScore
from recruit.storage import files
from recruit.web.desk.blueprint import vocabulary
from recruit.web.desk.files import SEALED
from recruit.web.desk.review import beside, part_name, pieces
from recruit.web.shortlist.forms import MOST_COMMENT, VerdictForm

blueprint = Blueprint("shortlist", __name__, url_prefix="/shortlist")
blueprint.context_processor(vocabulary)

#: how many quotes stand for a person in the list, and of which criteria first: what they did before what they hold
QUOTES = 3
TELLING = ("experience", "skills", "duties", "mba", "degree")
#: what is shown in the experience speaks before what is claimed; the form's words are no quotes
WEIGHTS = {Founding.SHOWN: 1.0, Founding.CLAIMED: 0.5}


@blueprint.before_request
def gate() -> ResponseReturnValue | None:
    """Nobody passes without a login and a role that sees shortlists; which of them, the queries say."""
    if not current_user.is_authenticated:
        answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return answer
    require(current_user, "shortlist.read")
    return None


def own_verdict(page: ReviewPage) -> Verdict | None:
    """What the user has said so far."""
    return next((verdict for verdict in page.verdicts if verdict.by_id == current_user.id), None)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the CV that stand for a person in the list; `anchor` is their place on the paper."""

    criterion: str
    part: str | None
    words: str
    anchor: str
    weight: float


def _quotes(criterion: CriterionScore, titles: set[tuple[int, int]]) -> list[Quote]:
    """The criterion's quotes, the weightiest first; of a post its title before its dates."""
    rows: list[tuple[str | None, PartScore | CriterionScore]] = [(part.id, part) for part in criterion.parts]
    found = []
    for part, row in rows or [(None, criterion)]:
        if row.evidence and row.founding in WEIGHTS:
            words = next((e for e in row.evidence if (e.start, e.end) in titles), row.evidence[0])
            weight = (row.points + 0.1) * WEIGHTS[row.founding]
            found.append(Quote(criterion.id, part, words.quote, f"e-{words.start}-{words.end}", weight))
    return sorted(found, key=lambda quote: -quote.weight)


def best_quotes(page: ReviewPage) -> list[Quote]:
    """One of each criterion in the order in which they tell most of a person, no words twice, at most `QUOTES`."""
    titles = {(p.evidence.start, p.evidence.end) for p in (page.facts.positions if page.facts else ())}
    by_criterion = {c.id: _quotes(c, titles) for c in (page.score.criteria if page.score else ())}
    chosen: list[Quote] = []
    for id in TELLING:
        seen = {quote.anchor for quote in chosen}
        fresh = next((quote for quote in by_criterion.get(id, []) if quote.anchor not in seen), None)
        if fresh is not None:
            chosen.append(fresh)
    return chosen[:QUOTES]


def opening_or_404(slug: str) -> Opening:
    opening = opening_by_slug(slug)
    if opening is None:
        abort(404)
    require(current_user, "shortlist.read", opening)
    return opening


@blueprint.get("/")
def index() -> ResponseReturnValue:
    rows = [(row.opening, sum(row.stages[stage] for stage in SHORTLIST_STAGES)) for row in openings_for(current_user)]
    return render_template("shortlist/index.html", rows=rows, given=views_given(current_user))


@blueprint.get("/<slug>")
def opening(slug: str) -> ResponseReturnValue:
    found = opening_or_404(slug)
    return render_template(
        "shortlist/opening.html",
        opening=found,
        version=found.version,
        pages=shortlisted(found, by=current_user),
        may_judge=can(current_user, "verdicts.give", found),
        own_verdict=own_verdict,
        best_quotes=best_quotes,
        pieces=pieces,
        part_name=part_name,
    )


@blueprint.get("/applications/<public_id>")
def candidate(public_id: str) -> ResponseReturnValue:
    return _candidate(public_id, VerdictForm())


def _candidate(public_id: str, form: VerdictForm) -> ResponseReturnValue:
    page = review_page(public_id, by=current_user)
    application = page.application
    if application.stage not in SHORTLIST_STAGES:
        abort(404)  # a recruiter may see them, at the desk
    mine = own_verdict(page)
    if not form.is_submitted() and mine:
        form.comment.data = mine.comment
    body = render_template(
        "shortlist/candidate.html",
        **beside(page, picture="shortlist.page_image"),
        form=form,
        mine=mine,
        may_judge=can(current_user, "verdicts.give", application),
        most=MOST_COMMENT,
    )
    return body, 422 if form.errors else 200


@blueprint.post("/applications/<public_id>/verdict")
def verdict(public_id: str) -> ResponseReturnValue:
    """Thumbs up or down; again to change it."""
    application = application_by_public_id(public_id)
    if application is None:
        abort(404)
    require(current_user, "verdicts.give", application)
    form = VerdictForm()
    if not form.validate_on_submit():
        if form.up.errors:
            abort(400)
        return _candidate(public_id, form)
    give_verdict(application, up=form.up.data == "1", comment=form.comment.data or "", by=current_user)
    if request.form.get("back") == "list":
        return redirect(url_for("shortlist.opening", slug=application.opening.slug, _anchor=f"a-{public_id}"))
    return redirect(url_for("shortlist.candidate", public_id=public_id, _anchor="view"))


@blueprint.get("/applications/<public_id>/pages/<int:number>.png")
def page_image(public_id: str, number: int) -> ResponseReturnValue:
    """The picture of a page of the CV."""
    file = page_of(public_id, number, by=current_user)
    try:
        data = files.get(file.key)
    except files.NoSuchFile:
        abort(404)
    response = send_file(BytesIO(data), mimetype="image/png", etag=file.sha256)
    response.headers["Content-Security-Policy"] = SEALED
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
