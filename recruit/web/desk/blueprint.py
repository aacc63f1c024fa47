"""The desk's blueprint, its gate, and the words its templates use."""

from __future__ import annotations

from flask import Blueprint, abort, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Role
from recruit.web.desk import drawing, words

blueprint = Blueprint("desk", __name__, url_prefix="/desk")

for _name, _filter in words.FILTERS.items():
    blueprint.add_app_template_filter(_filter, _name)


@blueprint.before_request
def gate() -> ResponseReturnValue | None:
    """Nobody passes without a login; the desk is for recruiters and administrators.

    The operations check again, each for its own act.
    """
    if not current_user.is_authenticated:
        answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return answer
    if current_user.role not in (Role.RECRUITER, Role.ADMIN):
        abort(403)
    return None


@blueprint.context_processor
def vocabulary() -> dict[str, object]:
    """For the templates: codes in words, and the drawings."""
    return {
        "words": words,
        "meter": drawing.bar,
        "whisker": drawing.whisker,
        "strip": drawing.strip,
        "stack": drawing.stack,
        "list_pieces": drawing.stored_pieces,
    }
