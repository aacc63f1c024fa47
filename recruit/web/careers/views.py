"""The public pages: the openings, one opening, and the privacy notice.

One blueprint, `careers`; the views of each feature stand in their own module.
"""

from __future__ import annotations

from flask import Response, abort, current_app, make_response, render_template, request
from sqlalchemy import select

from recruit.hiring.models import Application, Opening, OpeningStatus
from recruit.hiring.queries.companies import company
from recruit.hiring.queries.openings import is_open, opening_by_slug, profile_of, public_openings
from recruit.hiring.queries.retention import rules
from recruit.role_profile.profile import RoleProfile
from recruit.storage.database import db
from recruit.web.careers import applying, branding, embedding, feeds, listing, saving
from recruit.web.careers.addresses import alternates, kept_source, public_address
from recruit.web.careers.blueprint import PRIVACY_VERSION, blueprint, visible_opening
from recruit.web.careers.structured import address, job_posting
from recruit.web.languages import text
from recruit.web.my import consents

__all__ = ["PRIVACY_VERSION", "applying", "blueprint", "branding", "embedding", "feeds", "saving"]


@blueprint.app_context_processor
def addresses() -> dict[str, object]:
    """For the templates: addresses that others keep."""
    return {"alternates": alternates, "public_address": public_address}


@blueprint.get("/")
def index() -> str:
    """All that one can apply to, narrowed down where there is much of it."""
    openings = public_openings()
    narrowed = listing.narrowing(request.args)
    return render_template(
        "careers/index.html",
        openings=[opening for opening in openings if narrowed.fits(opening)],
        total=len(openings),
        many=len(openings) >= listing.MANY or narrowed,
        narrowed=narrowed,
        choices=listing.choices(openings),
        source=kept_source(),
    )


@blueprint.get("/jobs/<slug>")
def job(slug: str) -> str:
    """One opening, in words.

    A closed one stays, for who comes by an old link, and says so; it is no
    posting any more, is in no feed, and asks search engines to forget it.
    """
    opening = visible_opening(slug)
    profile, accepting = profile_of(opening.version), is_open(opening)
    return render_template(
        "careers/job.html",
        opening=opening,
        version=opening.version,
        profile=profile,
        accepting=accepting,
        posting=job_posting(opening, profile, company()) if accepting else None,
        weights=weights_of(profile),
        where=address(opening.version, company()),
    )


def weights_of(profile: RoleProfile) -> list[tuple[str, float]]:
    """What counts and how many of a hundred points it can give, the most first."""
    whole = sum(criterion.weight for criterion in profile.criteria) or 1
    shares = [(text(c.name), 100 * c.weight / whole) for c in profile.criteria if c.weight]
    return sorted(shares, key=lambda share: -share[1])


@blueprint.get("/applied/<public_id>")
def applied(public_id: str) -> Response:
    """What happens next, after the application was sent."""
    application = db.session.scalar(select(Application).where(Application.public_id == public_id))
    if application is None:
        abort(404)
    opening = application.opening
    page = make_response(
        render_template(
            "careers/applied.html",
            application=application,
            opening=opening,
            version=opening.version,
            more=consents.after_sending(application),
        )
    )
    page.headers["Cache-Control"] = "no-store"
    return page


@blueprint.get("/privacy")
def privacy() -> str:
    """The privacy notice in the page's language, with the weights of the position it is read for, or of all."""
    slug = request.args.get("opening", "")[:80]
    opening = opening_by_slug(slug) if slug and "\0" not in slug else None
    if opening is None or opening.status == OpeningStatus.DRAFT:
        opening = None
    settled = rules()
    return render_template(
        "careers/privacy.html",
        contact=current_app.config.get("PRIVACY_CONTACT", ""),
        privacy_version=PRIVACY_VERSION,
        opening=opening,
        weighing=weighing([opening] if opening else public_openings()),
        kept=settled.retention_months,
        kept_pool=settled.pool_months,
        score_shown=settled.score_shown,
    )


def weighing(openings: list[Opening]) -> list[tuple[list[str], list[tuple[str, float]]]]:
    """Titles of positions with what counts in them and how much; those that weigh alike together."""
    found: dict[tuple[tuple[str, float], ...], list[str]] = {}
    for opening in openings:
        weights = tuple(weights_of(profile_of(opening.version)))
        found.setdefault(weights, []).append(text(opening.version.title))
    return [(sorted(set(titles)), list(weights)) for weights, titles in found.items()]
