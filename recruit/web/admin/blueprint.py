"""The blueprint and its gate."""

from __future__ import annotations

from flask import Blueprint, abort, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Role
from recruit.web.admin import words

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.before_request
def gate() -> ResponseReturnValue | None:
    """For administrators alone; the operations and queries ask again, each for its own act."""
    if not current_user.is_authenticated:
        answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return answer
    if current_user.role != Role.ADMIN:
        abort(403)
    return None


@blueprint.context_processor
def vocabulary() -> dict[str, object]:
    """Codes in words, for the templates."""
    return {"roles": words.ROLES}
