"""The public blueprint, the words its templates use, and how an address finds its opening."""

from __future__ import annotations

from flask import Blueprint, abort
from flask_login import current_user

from recruit.hiring.models import Opening, OpeningStatus
from recruit.hiring.permissions import can
from recruit.hiring.queries.openings import opening_by_slug
from recruit.web.careers import words

blueprint = Blueprint("careers", __name__)

#: The version of the privacy notice that an applicant agrees to; a new text is a new version.
PRIVACY_VERSION = "2026-11-24"


@blueprint.context_processor
def vocabulary() -> dict[str, object]:
    """Code -> words, for the templates."""
    return {"contracts": words.CONTRACTS, "language_names": words.language_names, "remote": words.REMOTE}


def visible_opening(slug: str) -> Opening:
    """The opening of that address; 404 when there is none or it is a draft (which the team may see)."""
    opening = opening_by_slug(slug)
    if opening is None:
        abort(404)
    team = current_user.is_authenticated and can(current_user, "openings.read", opening)
    if opening.status == OpeningStatus.DRAFT and not team:
        abort(404)
    return opening
