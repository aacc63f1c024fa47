"""The readers' blueprint: who comes in, and what no cache, search engine or other site learns."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import ShortlistLink
from recruit.hiring.permissions import Reader, require
from recruit.hiring.queries.shortlists import session_link
from recruit.web.desk.blueprint import vocabulary

blueprint = Blueprint("shortlist", __name__, url_prefix="/shortlist")
blueprint.context_processor(vocabulary)

#: in the session: shortlist -> the link through which it was opened
LINKS = "shortlist_links"
#: pages that look for themselves who may see them
OPEN = ("shortlist.enter", "shortlist.open_link")


@blueprint.before_request
def gate() -> ResponseReturnValue | None:
    """A login, or a link that still opens this shortlist; which of them may see what, the queries say."""
    if request.endpoint in OPEN:
        return None
    if current_user.is_authenticated:
        if _link() is None:
            require(current_user, "shortlist.read")
        return None
    wanted = (request.view_args or {}).get("list_id", "")
    if wanted in session.get(LINKS, {}):
        return None if _link() is not None else (render_template("shortlist/link_over.html"), 410)
    answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return answer


@blueprint.after_request
def discreet(response: Response) -> Response:
    """Not kept, not indexed, and no other site learns the address."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _link() -> ShortlistLink | None:
    """The link through which this shortlist was opened, if it still opens it."""
    wanted = (request.view_args or {}).get("list_id", "")
    id = session.get(LINKS, {}).get(wanted)
    return session_link(int(id), wanted) if id else None


def reader() -> Reader:
    """Who reads."""
    user = current_user._get_current_object() if current_user.is_authenticated else None
    return Reader(user=user, link=_link())
