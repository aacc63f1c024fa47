"""From an address to what it is about."""

from __future__ import annotations

from flask import abort, url_for
from flask_login import current_user

from recruit.hiring.models import Application, Opening
from recruit.hiring.permissions import require
from recruit.hiring.queries.applications import application_by_public_id
from recruit.hiring.queries.openings import opening_by_slug
from recruit.web.desk.listing import Listing


def opening_or_404(slug: str, act: str = "openings.read") -> Opening:
    """The opening of a slug, where the user may do `act` to it."""
    opening = opening_by_slug(slug)
    if opening is None:
        abort(404)
    require(current_user, act, opening)
    return opening


def application_or_404(public_id: str, act: str = "applications.read") -> Application:
    """The application of a public id, where the user may do `act` to it."""
    application = application_by_public_id(public_id)
    if application is None:
        abort(404)
    require(current_user, act, application)
    return application


def list_address(opening: Opening, listing: Listing) -> str:
    """The address of an opening's list."""
    query = listing.query()
    return url_for("desk.ranked", slug=opening.slug) + (f"?{query}" if query else "")


def own_address(address: str) -> str:
    """An address to go back to, only within the desk; empty for any other."""
    return address if address.startswith("/desk/") and "\\" not in address and "\n" not in address else ""
