"""Openings: the list, a new one, what it asks, and the forms that revise it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from recruit.hiring.models import Opening
from recruit.hiring.operations import openings as acts
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.permissions import require
from recruit.hiring.queries.companies import company
from recruit.hiring.queries.openings import details_of, openings_for, profile_of
from recruit.hiring.queries.users import hiring_managers
from recruit.role_profile import edits
from recruit.role_profile.checking import ProfileError
from recruit.role_profile.load import built_in
from recruit.role_profile.profile import LANGUAGES, Figure, RoleProfile
from recruit.scoring.texts import credit_text, criterion_lines
from recruit.web.careers.structured import missing_for_boards
from recruit.web.careers.words import REMOTE
from recruit.web.countries import country_name
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import opening_or_404
from recruit.web.desk.forms import DetailsForm, EditForm, as_fields, number, whole
from recruit.web.desk.profile_faults import profile_fault
from recruit.web.desk.searches import last_list
from recruit.web.languages import language

#: how many empty rows the form of the market's figures offers
MORE_FIGURES = 2


@blueprint.get("/")
def index() -> ResponseReturnValue:
    require(current_user, "openings.read")
    return render_template("desk/openings.html", rows=openings_for(current_user))


@blueprint.route("/openings/new", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """A new opening from the built-in profile, as a draft."""
    require(current_user, "openings.create")
    profile = built_in("kam")
    defaults: dict[str, object] = {f"title_{code}": profile.title[code] for code in LANGUAGES}
    form = DetailsForm(data=defaults) if request.method == "GET" else DetailsForm()
    form.offer(hiring_managers())
    if form.validate_on_submit():
        try:
            opening = acts.create_opening(form.details(), profile=profile, by=current_user)
        except Invalid as invalid:
            form.put_fault(invalid.field, fault(invalid))
        else:
            flash(_("The opening is kept as a draft. Look through what it asks, then publish it."), "good")
            return redirect(url_for("desk.role", slug=opening.slug))
    body = render_template("desk/opening_new.html", form=form, profile=profile)
    return make_response(body, 422 if form.is_submitted() else 200)


@blueprint.get("/openings/<slug>")
def opening(slug: str) -> ResponseReturnValue:
    return redirect(last_list(opening_or_404(slug).slug))


@blueprint.get("/openings/<slug>/role")
def role(slug: str) -> ResponseReturnValue:
    """What the opening says and asks, with the figures and their sources."""
    opening = opening_or_404(slug)
    profile = profile_of(opening.version)
    return render_template(
        "desk/role.html",
        opening=opening,
        version=opening.version,
        profile=profile,
        rule_lines={c.id: criterion_lines(c, language()) for c in profile.criteria},
        lacking=[LACKING[name] for name in missing_for_boards(opening, company())],
        country_name=country_name,
        remote=REMOTE,
    )


#: what job boards ask for, by the fields that say it
LACKING = {
    "country": _l("the country"),
    "locality": _l("the town"),
    "postcode": _l("the postcode"),
    "street": _l("the street"),
    "salary_min": _l("the salary"),
    "closes_on": _l("the last day to apply"),
}


@blueprint.route("/openings/<slug>/details", methods=["GET", "POST"])
def edit_details(slug: str) -> ResponseReturnValue:
    opening = opening_or_404(slug, "openings.edit")
    form = EditForm(
        data=as_fields(details_of(opening.version, opening)) | {"expected_version": opening.version_number}
        if request.method == "GET"
        else None
    )
    form.offer(hiring_managers())
    if form.validate_on_submit():
        try:
            acts.revise_opening(
                opening,
                details=form.details(),
                reason=form.reason.data or "",
                expected_version=whole(request.form, "expected_version"),
                by=current_user,
            )
        except Invalid as invalid:
            form.put_fault(invalid.field, fault(invalid))
        else:
            return _revised(opening)
    body = render_template("desk/edit_details.html", opening=opening, version=opening.version, form=form)
    return make_response(body, 422 if form.is_submitted() else 200)


def _revised(opening: Opening) -> ResponseReturnValue:
    flash(_("Kept as version %(number)d.", number=opening.version_number), "good")
    return redirect(url_for("desk.role", slug=opening.slug))


def revise_profile(opening: Opening, profile: RoleProfile) -> None:
    """A new version with this profile, and the reason and version of the form that was sent."""
    acts.revise_opening(
        opening,
        profile=profile,
        reason=request.form.get("reason", ""),
        expected_version=whole(request.form, "expected_version"),
        by=current_user,
    )


def reason_missing() -> str:
    """The fault of a form without a reason, else empty."""
    return "" if request.form.get("reason", "").strip() else _("Say why: every version keeps its reason.")


@blueprint.route("/openings/<slug>/texts", methods=["GET", "POST"])
def edit_texts(slug: str) -> ResponseReturnValue:
    """Every text of the profile in three languages, one field beside the other."""
    opening = opening_or_404(slug, "openings.edit")
    profile = profile_of(opening.version)
    shown = edits.texts(profile)
    error = ""
    if request.method == "POST":
        shown = {
            key: {code: request.form.get(f"{key}.{code}", value.get(code, "")).strip() for code in LANGUAGES}
            for key, value in shown.items()
        }
        error = reason_missing()
        if not error:
            try:
                revise_profile(opening, edits.with_texts(profile, shown))
            except ProfileError as wrong:
                error = profile_fault(wrong)
            else:
                return _revised(opening)
    body = render_template(
        "desk/edit_texts.html", opening=opening, version=opening.version, profile=profile, texts=shown, error=error
    )
    return make_response(body, 422 if error else 200)


@blueprint.route("/openings/<slug>/criteria", methods=["GET", "POST"])
def edit_criteria(slug: str) -> ResponseReturnValue:
    """Weights, credits, the curve of the experience, single weights and bands."""
    opening = opening_or_404(slug, "openings.edit")
    profile = profile_of(opening.version)
    error = ""
    if request.method == "POST":
        error = reason_missing()
        if not error:
            try:
                revise_profile(opening, criteria_of(profile))
            except ProfileError as wrong:
                error = profile_fault(wrong)
            except ValueError as wrong:
                error = str(wrong)
            else:
                return _revised(opening)
    body = render_template(
        "desk/edit_criteria.html",
        opening=opening,
        version=opening.version,
        profile=profile,
        typed=request.form,
        credit_name=lambda criterion, key: credit_text(criterion, key, language()),
        error=error,
    )
    return make_response(body, 422 if error else 200)


def _typed(name: str) -> float:
    value = number(request.form, name)
    if value is None:
        raise ValueError(_("Give a number in every field; “%(typed)s” is none.", typed=request.form.get(name, "")))
    return value


def criteria_of(profile: RoleProfile) -> RoleProfile:
    """The profile with the numbers of the form that was sent. ProfileError, or ValueError for what is no number."""
    # a percentage is shown rounded: one that was left as it stood keeps its exact credit
    credits = {
        c.id: {
            key: old if f"{old * 100:.4g}" == request.form.get(f"credit.{c.id}.{key}", "").strip() else new / 100
            for key, old in c.credits.items()
            for new in [_typed(f"credit.{c.id}.{key}")]
        }
        for c in profile.criteria
    }
    changed = edits.with_weights(profile, {c.id: _typed(f"weight.{c.id}") for c in profile.criteria})
    changed = edits.with_credits(changed, credits)
    for c in profile.criteria:
        if c.curve:
            knots = [
                (round(_typed(f"curve.{index}.years") * 12, 4), _typed(f"curve.{index}.credit") / 100)
                for index in range(len(c.curve))
            ]
            changed = edits.with_curve(changed, knots)
    for kind, items in (("skills", profile.skills), ("duties", profile.duties)):
        changed = edits.with_item_weights(changed, kind, {item.id: _typed(f"{kind}.{item.id}") for item in items})
    return edits.with_bands(changed, _typed("bands.strong"), _typed("bands.possible"))


@blueprint.route("/openings/<slug>/market", methods=["GET", "POST"])
def edit_market(slug: str) -> ResponseReturnValue:
    """The recruiter's own figures of their market, beside the dated ones of the profile."""
    opening = opening_or_404(slug, "openings.edit")
    profile = profile_of(opening.version)
    rows = [_figure_row(figure) for figure in profile.market] + [{} for _row in range(MORE_FIGURES)]
    error = ""
    if request.method == "POST":
        rows = _typed_rows(len(rows) + 20)
        error = reason_missing()
        if not error:
            try:
                revise_profile(opening, edits.with_market(profile, _figures(rows)))
            except ProfileError as wrong:
                error = profile_fault(wrong)
            except ValueError as wrong:
                error = str(wrong)
            else:
                return _revised(opening)
    body = render_template(
        "desk/edit_market.html", opening=opening, version=opening.version, profile=profile, rows=rows, error=error
    )
    return make_response(body, 422 if error else 200)


FIGURE_FIELDS = ("name", "low", "high", "unit", "source", "year", "country")


def _figure_row(figure: Figure) -> dict[str, str]:
    return {
        "name": figure.name.get(language(), ""),
        "low": f"{figure.low:g}" if figure.low < 1e6 else f"{figure.low:.0f}",
        "high": f"{figure.high:g}" if figure.high < 1e6 else f"{figure.high:.0f}",
        "unit": figure.unit,
        "source": figure.source,
        "year": figure.year,
        "country": figure.country.get(language(), ""),
    }


def _typed_rows(most: int) -> list[dict[str, str]]:
    return [
        {field: request.form.get(f"figure.{index}.{field}", "").strip() for field in FIGURE_FIELDS}
        for index in range(most)
        if f"figure.{index}.name" in request.form
    ]


def _figures(rows: list[dict[str, str]]) -> list[Figure]:
    """Rows with a name; the others are left out. What one person types in one language stands for all three."""
    figures = []
    for index, row in enumerate(rows):
        if not any(row[field] for field in FIGURE_FIELDS if field != "unit"):
            continue
        low = number(row, "low")
        if low is None:
            raise ValueError(_("“%(name)s” needs an amount.", name=row["name"] or "?"))
        high = number(row, "high")
        figures.append(
            Figure(
                id=f"own_{index + 1}",
                name=dict.fromkeys(LANGUAGES, row["name"]),
                low=low,
                high=low if high is None else high,
                unit=row["unit"] or "EUR",
                source=row["source"],
                year=row["year"],
                country=dict.fromkeys(LANGUAGES, row["country"]),
            )
        )
    return figures


@blueprint.post("/openings/<slug>/publish")
def publish(slug: str) -> ResponseReturnValue:
    return _turn(slug, acts.publish_opening, _("The job page is open: people can apply."))


@blueprint.post("/openings/<slug>/close")
def close(slug: str) -> ResponseReturnValue:
    return _turn(slug, acts.close_opening, _("Closed: no more applications come in. Those that came go on."))


@blueprint.post("/openings/<slug>/reopen")
def reopen(slug: str) -> ResponseReturnValue:
    return _turn(slug, acts.reopen_opening, _("Open again: people can apply."))


def _turn(slug: str, operation: Callable[..., None], message: str) -> ResponseReturnValue:
    opening = opening_or_404(slug, "openings.publish")
    try:
        operation(opening, by=current_user)
    except Invalid as invalid:
        flash(fault(invalid), "bad")
    else:
        flash(message, "good")
    return redirect(url_for("desk.role", slug=slug))
