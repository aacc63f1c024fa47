"""A list as a file: which columns, which kind, and the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from flask import flash, make_response, redirect, render_template, request, send_file, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.folding import slug as as_slug
from recruit.hiring.models import Opening
from recruit.hiring.operations.exports import FORMATS, export_list
from recruit.hiring.queries.applications import in_order
from recruit.hiring.queries.exports import ExportRow, export_rows
from recruit.hiring.queries.filters import Filters
from recruit.hiring.queries.openings import profile_of
from recruit.role_profile.profile import RoleProfile
from recruit.storage.database import now
from recruit.web import sheets
from recruit.web.desk import words
from recruit.web.desk.blind import blind_order, called, reviews_blind, shown_of
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.filter_words import skill_names
from recruit.web.desk.finding import list_address, opening_or_404
from recruit.web.desk.listing import Listing, parse_listing, read_listing
from recruit.web.languages import text

#: column -> what it is called
COLUMNS: dict[str, LazyString] = {
    "rank": lazy_gettext("Rank"),
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-mail"),
    "phone": lazy_gettext("Phone"),
    "points": lazy_gettext("Points"),
    "low": lazy_gettext("Points, at least"),
    "high": lazy_gettext("Points, at most"),
    "band": lazy_gettext("Band"),
    "criteria": lazy_gettext("Points of each criterion"),
    "core_months": lazy_gettext("Months in key accounts"),
    "related_months": lazy_gettext("Months of related experience"),
    "degree": lazy_gettext("Highest degree"),
    "mba": lazy_gettext("MBA"),
    "language": lazy_gettext("Language of the CV"),
    "skills_shown": lazy_gettext("Skills shown"),
    "skills_claimed": lazy_gettext("Skills claimed"),
    "flags": lazy_gettext("Needs a person because of"),
    "stage": lazy_gettext("Stage"),
    "tags": lazy_gettext("Tags"),
    "carer": lazy_gettext("Who looks after it"),
    "created_at": lazy_gettext("Came in"),
    "source": lazy_gettext("How they came"),
    "salary": lazy_gettext("Salary expectation"),
    "availability": lazy_gettext("Availability"),
    "address": lazy_gettext("Address of the application"),
}
#: those that are ticked at first
USUAL = ("rank", "name", "points", "band", "core_months", "related_months", "degree", "mba", "flags", "stage", "tags",
         "carer", "created_at")  # fmt: skip

Value = Callable[[ExportRow], sheets.Cell]


@blueprint.get("/openings/<slug>/export", endpoint="export")
def choose(slug: str) -> ResponseReturnValue:
    """Which columns of the list, and which kind of file."""
    opening = opening_or_404(slug, "applications.export")
    listing = read_listing(request.args)
    fitting = in_order(opening, listing.filters.seen_by(current_user.id))
    return export_page(opening, listing, [], len(fitting))


def export_page(opening: Opening, listing: Listing, chosen: Sequence[str], count: int) -> ResponseReturnValue:
    """The choice of columns, for all that fit or those that were `chosen`."""
    body = render_template(
        "desk/export.html",
        opening=opening,
        version=opening.version,
        columns=columns_for(opening),
        usual=request.cookies.get("export", "").split(".") if request.cookies.get("export") else USUAL,
        chosen=chosen,
        count=count,
        query=listing.turned().query(),
        back=list_address(opening, listing),
    )
    return make_response(body)


@blueprint.post("/openings/<slug>/export", endpoint="export_file")
def export(slug: str) -> ResponseReturnValue:
    """The file."""
    opening = opening_or_404(slug, "applications.export")
    listing = blind_order(opening.id, parse_listing(request.form.get("list", "")))
    columns = [column for column in columns_for(opening) if column in request.form.getlist("column")]
    kind = request.form.get("format", "")
    if not columns or kind not in FORMATS:
        flash(_("Tick at least one column, and choose a kind of file."), "warn")
        query = listing.query()
        return redirect(url_for("desk.export", slug=slug) + (f"?{query}" if query else ""))
    filters, chosen = listing.filters.seen_by(current_user.id), request.form.getlist("id")
    if chosen:  # they were ticked from page to page, whatever the list is filtered by now
        filters = Filters()
    fitting = in_order(opening, filters)
    count = len(set(fitting) & set(chosen)) if chosen else len(fitting)
    export_list(opening, filters, columns, kind, count, by=current_user)
    headings, values = _columns(profile_of(opening.version), columns)
    rows = (
        [value(row) for value in values]
        for row in _rows(opening, export_rows(opening, filters, listing.sort, listing.direction, chosen))
    )
    name = f"{as_slug(text(dict(opening.version.title)))}-{now():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        answer = send_file(
            sheets.xlsx_file(text(dict(opening.version.title)), headings, rows),
            mimetype=sheets.XLSX,
            as_attachment=True,
            download_name=name,
        )
    else:
        answer = make_response(stream_with_context(sheets.csv_lines(headings, rows)))
        answer.mimetype = "text/csv"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    answer.set_cookie("export", ".".join(columns), max_age=365 * 86400, samesite="Lax", httponly=True)
    return answer


def columns_for(opening: Opening) -> dict[str, LazyString]:
    """The columns that the user may take: in a blind review none by which somebody is reached, or told in words."""
    if not reviews_blind(opening.id):
        return COLUMNS
    return {code: name for code, name in COLUMNS.items() if code not in ("email", "phone", "availability")}


def _rows(opening: Opening, rows: Iterable[ExportRow]) -> Iterator[ExportRow]:
    """The rows as the user may see them."""
    blind, known = reviews_blind(opening.id), shown_of(opening.id)
    for row in rows:
        yield replace(row, name=called(row.public_id)) if blind and row.application_id not in known else row


def _columns(profile: RoleProfile, chosen: Sequence[str]) -> tuple[list[str], list[Value]]:
    """Headings and how to get at the values, in the order of the columns."""
    headings: list[str] = []
    values: list[Value] = []
    for column in chosen:
        if column == "criteria":
            for criterion in profile.criteria:
                headings.append(text(dict(criterion.name)))
                values.append(_criterion(criterion.id))
            continue
        headings.append(str(COLUMNS[column]))
        values.append(_value(column, skill_names(profile)))
    return headings, values


def _criterion(id: str) -> Value:
    return lambda row: round(row.parts[id][0], 1) if id in row.parts else None


def _said(names: dict[str, LazyString], code: str | None) -> str:
    return str(names.get(code, code)) if code else ""


def _skills(row: ExportRow, founding: str, names: dict[str, str]) -> str:
    found = [skill.partition(":")[0] for skill in row.skills if skill.endswith(f":{founding}")]
    return ", ".join(names.get(id, id) for id in found)


def _value(column: str, skills: dict[str, str]) -> Value:
    said: dict[str, Value] = {
        "points": lambda row: None if row.points is None else round(row.points, 1),
        "low": lambda row: None if row.low is None else round(row.low, 1),
        "high": lambda row: None if row.high is None else round(row.high, 1),
        "band": lambda row: _said(words.BANDS, row.band),
        "degree": lambda row: _said(words.LEVELS, row.degree),
        "mba": lambda row: _said(words.MBA, row.mba),
        "language": lambda row: _said(words.LANGUAGES, row.language),
        "stage": lambda row: _said(words.STAGES, row.stage),
        "skills_shown": lambda row: _skills(row, "shown", skills),
        "skills_claimed": lambda row: _skills(row, "claimed", skills),
        "flags": lambda row: ", ".join(words.flag_name(flag) for flag in row.flags),
        "tags": lambda row: ", ".join(row.tags),
        "address": lambda row: url_for("desk.review", public_id=row.public_id, _external=True),
    }
    return said.get(column) or (lambda row: getattr(row, column))
