"""The public pages: the openings, one opening, and the privacy notice.

One blueprint, `careers`; the views of each feature stand in their own module.
"""

from __future__ import annotations

from flask import Response, abort, current_app, make_response, render_template
from sqlalchemy import select

from recruit.hiring.models import Application
from recruit.hiring.queries.openings import is_open, profile_of, public_openings
from recruit.storage.database import db
from recruit.web.careers import applying, saving
from recruit.web.careers.blueprint import PRIVACY_VERSION, blueprint, visible_opening

__all__ = ["PRIVACY_VERSION", "applying", "blueprint", "saving"]


@blueprint.get("/")
def index() -> str:
    """All that one can apply to."""
    return render_template("careers/index.html", openings=public_openings())


@blueprint.get("/jobs/<slug>")
def job(slug: str) -> str:
    """One opening, in words; closed ones say so."""
    opening = visible_opening(slug)
    return render_template(
        "careers/job.html",
        opening=opening,
        version=opening.version,
        profile=profile_of(opening.version),
        accepting=is_open(opening),
    )


@blueprint.get("/applied/<public_id>")
def applied(public_id: str) -> Response:
    """What happens next, after the application was sent."""
    application = db.session.scalar(select(Application).where(Application.public_id == public_id))
    if application is None:
        abort(404)
    opening = application.opening
    page = make_response(
        render_template("careers/applied.html", application=application, opening=opening, version=opening.version)
    )
    page.headers["Cache-Control"] = "no-store"
    return page


@blueprint.get("/privacy")
def privacy() -> str:
    """The privacy notice in the page's language."""
    return render_template(
        "careers/privacy.html",
        contact=current_app.config.get("PRIVACY_CONTACT", ""),
        privacy_version=PRIVACY_VERSION,
    )
