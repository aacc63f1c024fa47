"""The blueprint of applicants' own pages, and how a link opens one.

The token in the address is the key: random, long, kept only as a hash, of
limited life. Nobody else can know an address to send a form to, which is what
the usual protection of forms is for; it is not asked for here, as it would
need the `Referer` that these pages keep browsers from sending.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from recruit.hiring.models import AccessLink, Application
from recruit.hiring.queries.access import link_by_token
from recruit.web.extensions import csrf
from recruit.web.my import words

blueprint = Blueprint("my", __name__, url_prefix="/my")
csrf.exempt(blueprint)

#: acts of one address, whoever sits there
ACTS = "60 per hour"


@blueprint.after_request
def private(response: Response) -> Response:
    """In no search engine, no cache, and no address of it told to another page."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.context_processor
def vocabulary() -> dict[str, object]:
    """Codes in words, for the templates."""
    return {"words": words}


def opened(key: str) -> AccessLink:
    """The link of this token; where there is none, or no longer, a page that offers a new one."""
    link = link_by_token(key)
    if link is None:
        from recruit.web.my.links import AskForm

        page = Response(render_template("my/expired.html", form=AskForm(formdata=None)), 404, mimetype="text/html")
        abort(page)
    return link


def opened_application(key: str) -> Application:
    """The application behind the link."""
    return opened(key).application
