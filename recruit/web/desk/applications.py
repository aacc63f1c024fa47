"""The ranked list of an opening's applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Opening, User
from recruit.hiring.queries.applications import RankedPage, ranked
from recruit.hiring.queries.blind_review import Unnamed
from recruit.hiring.queries.facets import Facets
from recruit.hiring.queries.filters import ME
from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.rescoring import rescoring_of
from recruit.hiring.queries.search import Hit, hits
from recruit.hiring.queries.searches import searches_for
from recruit.hiring.queries.users import carers
from recruit.role_profile.profile import RoleProfile
from recruit.storage.database import now
from recruit.web.desk import drawing
from recruit.web.desk.blind import blind_order, reviews_blind, seen
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.bulk import done_just_now
from recruit.web.desk.filter_words import FilterNames, skill_names
from recruit.web.desk.finding import list_address, opening_or_404
from recruit.web.desk.listing import Listing, filter_pairs, parse_listing, read_listing, years_typed
from recruit.web.desk.searches import last_list, remember_list

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is set, in words, and the list without it."""

    words: str
    url: str


@blueprint.context_processor
def lists() -> dict[str, object]:
    """For the templates of the desk: where an opening's list was left."""
    return {"last_list": last_list}


@blueprint.get("/openings/<slug>/applications", endpoint="ranked")
def ranked_applications(slug: str) -> ResponseReturnValue:
    opening = opening_or_404(slug, "applications.read")
    listing = blind_order(opening.id, read_listing(request.args))
    filters = listing.filters
    page = ranked(
        opening,
        filters.seen_by(current_user.id),
        listing.sort,
        listing.direction,
        after=listing.after or None,
        before=listing.before or None,
        per_page=PER_PAGE,
    )
    remember_list(opening, listing)
    blind = reviews_blind(opening.id)
    if blind:
        page = replace(page, rows=[replace(row, application=seen(row.application)) for row in page.rows])
    query = listing.query()
    window = _window(page)
    profile = profile_of(opening.version)
    team = carers()
    found = hits(filters.text, [row.application.id for row in page.rows])
    return render_template(
        "desk/ranked.html",
        opening=opening,
        version=opening.version,
        profile=profile,
        ranked=page,
        facets=page.facets,
        listing=listing,
        filters=filters,
        team=team,
        tags=page.facets.known_tags,
        skill_names=skill_names(profile),
        years={
            name: years_typed(getattr(filters, name)) for name in ("months_min", "months_max", "core_min", "core_max")
        },
        counts=counts_said(page.facets, current_user.id),
        chosen=chosen(opening, listing, page.facets, profile, team),
        list_args={"list": query} if query else {},
        hits=blind_hits(found, page) if blind else found,
        blind=blind,
        searches=searches_for(opening, current_user),
        saved_url=lambda search: list_address(opening, parse_listing(search.query)),
        done=done_just_now(opening),
        export_url=url_for("desk.export", slug=opening.slug) + (f"?{query}" if query else ""),
        sort_url=lambda key: list_address(opening, listing.sorted_by(key)),
        turn_url=lambda **anchor: list_address(opening, listing.turned(**anchor)),
        progress=_progress(page),
        under_way=rescoring_of(opening),
        window=window,
        window_years=(window[0] // 12, window[1] // 12),
        poll_url=list_address(opening, listing),
    )


def blind_hits(found: Mapping[int, Hit], page: RankedPage) -> dict[int, Hit]:
    """Of who is hidden only where the words stand, not the line: what it says beside them may tell who it is."""
    hidden = {row.application.id for row in page.rows if isinstance(row.application, Unnamed)}
    return {id: Hit(hit.kind, []) if id in hidden else hit for id, hit in found.items()}


def counts_said(facets: Facets, user_id: int) -> dict[str, int]:
    """`stage:new` -> how many; what the script puts beside the choices when the list changes."""
    said = {f"{facet}:{value}": count for facet, of in facets.counts.items() for value, count in of.items()}
    said[f"assigned:{ME}"] = facets.counts["assigned"].get(str(user_id), 0)
    return said


def chosen(opening: Opening, listing: Listing, facets: Facets, profile: RoleProfile, team: list[User]) -> list[Chosen]:
    """Every filter that is set, each with the address of the list without it."""
    naming = FilterNames(facets, profile, team, opening.version.currency)
    found = []
    for name, value in filter_pairs(listing.filters):
        found.append(Chosen(naming.said(name, value), list_address(opening, listing.without(name, value))))
    return found


def _progress(page: RankedPage) -> dict[str, int] | None:
    """How many CVs are read, while some still wait."""
    total = page.facets.total
    return {"done": total - page.unread, "total": total} if page.unread else None


def _window(page: RankedPage) -> tuple[int, int]:
    """The months that all strips of the page share."""
    today = now()
    return drawing.window([piece for row in page.rows for piece in row.strip], today.year * 12 + today.month - 1)
