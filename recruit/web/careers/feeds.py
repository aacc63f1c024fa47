"""The openings for programs: Atom for readers, XML for job boards, the map and the rules for search engines.

All are made from what one can apply to just now, are the same for everybody,
and may be kept by caches for a few minutes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from flask import Response, current_app, render_template, request
from flask_babel import force_locale

from recruit.hiring.models import Contract, Opening
from recruit.hiring.queries.companies import Company, company
from recruit.hiring.queries.openings import profile_of, public_openings
from recruit.web.careers import structured
from recruit.web.careers.addresses import alternates, kept_source, public_address
from recruit.web.careers.blueprint import blueprint
from recruit.web.formats import money_range
from recruit.web.languages import by_address

#: how long a cache may go without asking
FRESH = "public, max-age=600"

#: what XML cannot hold, however it is escaped
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

JOB_TYPES = {
    Contract.PERMANENT: "fulltime",
    Contract.TEMPORARY: "temporary",
    Contract.PART_TIME: "parttime",
    Contract.FREELANCE: "contract",
    Contract.INTERNSHIP: "internship",
}
REMOTE_TYPES = {"hybrid": "Hybrid remote", "full": "Fully remote"}


def changed_at(opening: Opening) -> datetime:
    """When what the page says was last changed."""
    return max(opening.version.created_at, opening.published_at or opening.created_at)


def last_change(openings: Sequence[Opening], company: Company) -> datetime:
    """Of all together; an opening that has gone changes the content, which the ETag tells."""
    known = [changed_at(opening) for opening in openings] + ([company.changed_at] if company.changed_at else [])
    return max(known, default=datetime(2026, 1, 1, tzinfo=UTC))


def kept_for_a_while(body: str, mimetype: str, changed: datetime | None = None) -> Response:
    """The answer with its ETag and date; 304 for who has it already."""
    body = _NOT_XML.sub("", body)
    answer = Response(body, mimetype=mimetype)
    answer.headers["Cache-Control"] = FRESH
    answer.set_etag(hashlib.sha256(body.encode()).hexdigest()[:20])
    if changed is not None:
        answer.last_modified = changed
    if request.if_none_match:
        # an opening that closed leaves no newer date behind: the ETag alone decides
        answer.make_conditional(request)
    return answer


def vocabulary() -> dict[str, object]:
    """What the templates of the feeds use beside the openings."""
    return {
        "address": structured.address,
        "changed_at": changed_at,
        "description": structured.description,
        "job_types": JOB_TYPES,
        "mail_date": lambda moment: format_datetime(moment.astimezone(UTC), usegmt=True),
        "money_range": money_range,
        "profile_of": profile_of,
        "public_address": public_address,
        "remote_types": REMOTE_TYPES,
    }


@blueprint.get("/jobs.atom")
def atom() -> Response:
    """The openings as a feed, in the language of `lang`; `source` goes along to the applications."""
    return _openings_as("careers/jobs.atom.xml", "application/atom+xml")


@blueprint.get("/jobs.xml")
def boards() -> Response:
    """The openings as job boards read them, in the language of `lang`; a board's name as `source` counts its people."""
    return _openings_as("careers/jobs.xml", "application/xml")


def _openings_as(template: str, kind: str) -> Response:
    """All published openings, in the language of the address."""
    code = by_address()
    openings, brand = public_openings(), company()
    changed = last_change(openings, brand)
    with force_locale(code):
        body = render_template(
            template, openings=openings, brand=brand, updated=changed, source=kept_source(), **vocabulary()
        )
    return kept_for_a_while(body, kind, changed)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page in every language, with its siblings in the others."""
    by_address()
    openings, brand = public_openings(), company()
    pages: list[tuple[str, dict[str, str], datetime | None]] = [
        ("careers.index", {}, last_change(openings, brand) if openings else None)
    ]
    pages += [("careers.job", {"slug": opening.slug}, changed_at(opening)) for opening in openings]
    pages.append(("careers.privacy", {}, None))
    rows = [
        (address, alternates(endpoint, **values), changed)
        for endpoint, values, changed in pages
        for address in alternates(endpoint, **values).values()
    ]
    return kept_for_a_while(render_template("careers/sitemap.xml", rows=rows), "application/xml")


#: what search engines find nothing in
PRIVATE = ("/account/", "/admin/", "/applied/", "/desk/", "/embed/", "/login", "/my/", "/shortlist/")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Who may read what: the public pages, and where their map is."""
    by_address()
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), "Disallow: /jobs/*/apply", ""]
    lines.append(f"Sitemap: {current_app.config['BASE_URL']}/sitemap.xml")
    return kept_for_a_while("\n".join(lines) + "\n", "text/plain")
