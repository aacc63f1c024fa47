"""The ranked list of an opening's applications."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from recruit.hiring.models import Opening
from recruit.hiring.queries.applications import RankedPage, flags_in, ranked
from recruit.hiring.queries.openings import profile_of
from recruit.storage.database import now
from recruit.web.desk import drawing
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.finding import list_address, opening_or_404
from recruit.web.desk.listing import Listing, read_listing

PER_PAGE = 50


@blueprint.get("/openings/<slug>/applications", endpoint="ranked")
def ranked_applications(slug: str) -> ResponseReturnValue:
    opening = opening_or_404(slug, "applications.read")
    listing = read_listing(request.args)
    filters = listing.filters
    page = ranked(opening, filters, listing.sort, listing.direction, listing.page, PER_PAGE)
    query = listing.query()
    window = _window(page)
    return render_template(
        "desk/ranked.html",
        opening=opening,
        version=opening.version,
        profile=profile_of(opening.version),
        ranked=page,
        listing=listing,
        filters=filters,
        known_flags=[*flags_in(opening)] or filters.flag,
        years_min=_typed(filters.months_min),
        years_max=_typed(filters.months_max),
        list_args={"list": query} if query else {},
        sort_url=lambda key: list_address(opening, listing.sorted_by(key)),
        page_url=lambda number: list_address(opening, listing.on_page(number)),
        progress=_progress(page),
        window=window,
        window_years=(window[0] // 12, window[1] // 12),
        poll_url=_poll_url(opening, listing),
    )


def _typed(months: int | None) -> str:
    return "" if months is None else f"{months / 12:g}"


def _progress(page: RankedPage) -> dict[str, int] | None:
    """How many CVs are read, while some still wait."""
    total = sum(page.counts_by_stage.values())
    return {"done": total - page.unread, "total": total} if page.unread else None


def _window(page: RankedPage) -> tuple[int, int]:
    """The months that all strips of the page share."""
    today = now()
    return drawing.window([piece for row in page.rows for piece in row.strip], today.year * 12 + today.month - 1)


def _poll_url(opening: Opening, listing: Listing) -> str:
    return list_address(opening, listing)
