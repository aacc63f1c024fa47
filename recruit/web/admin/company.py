"""The company as applicants see it: what it is called, where it is, its colours, its logo, its list elsewhere."""

from __future__ import annotations

from dataclasses import fields

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.config import LANGUAGES
from recruit.hiring import colours
from recruit.hiring.operations.companies import (
    MOST_LOGO_BYTES,
    CompanyDetails,
    change_logo,
    remove_logo,
    settle_company,
)
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.companies import company as the_company
from recruit.hiring.queries.companies import company_record
from recruit.web.admin.blueprint import blueprint
from recruit.web.admin.company_form import CompanyForm, LogoForm, company_fault
from recruit.web.careers.addresses import public_address
from recruit.web.careers.embedding import snippet
from recruit.web.formats import number
from recruit.web.languages import language

#: the product's own accents, as `static/css/tokens.css` has them
OWN = {"light": "#27427f", "dark": "#a9c1f2"}


@blueprint.route("/company", methods=["GET", "POST"])
def company() -> ResponseReturnValue:
    """What pages, mails and feeds say about the company."""
    form = CompanyForm() if request.method == "POST" else CompanyForm(data=_as_fields())
    form.offer()
    if form.validate_on_submit():
        try:
            settle_company(form.details(), by=current_user)
        except Invalid as invalid:
            form.refuse(invalid)
        else:
            flash(_("Kept. The careers pages show it now."), "success")
            return redirect(url_for("admin.company"))
    return _page(form, LogoForm(formdata=None))


@blueprint.post("/company/logo")
def company_logo() -> ResponseReturnValue:
    """A new logo, or none any more."""
    form = LogoForm()
    if "remove" in request.form and form.validate_on_submit():
        remove_logo(by=current_user)
        flash(_("The logo is gone; the name stands in its place."), "success")
        return redirect(url_for("admin.company", _anchor="logo"))
    if form.validate_on_submit():
        data = form.logo.data.stream.read(MOST_LOGO_BYTES + 1) if form.logo.data else b""
        try:
            change_logo(data, by=current_user)
        except Invalid as invalid:
            form.logo.errors = [company_fault(invalid)]
        else:
            flash(_("This is the logo now."), "success")
            return redirect(url_for("admin.company", _anchor="logo"))
    shown = CompanyForm(formdata=None, data=_as_fields())
    shown.offer()
    return _page(shown, form)


@blueprint.get("/company/colours")
def company_colours() -> ResponseReturnValue:
    """What the colours of the address would be like, for the preview: whether they can be read, and what is nearest."""
    answer = {}
    for theme in ("light", "dark"):
        colour = request.args.get(theme, "").strip().lower()
        if not colours.is_colour(colour):
            continue
        enough = colours.passes(colour, theme)
        fitting = colour if enough else colours.nearest(colour, theme)
        made = colours.accent(fitting, theme)
        answer[theme] = {
            "passes": enough,
            "says": verdict(colour, theme),
            "nearest": fitting,
            "tokens": {
                "--accent": made.accent,
                "--accent-hover": made.hover,
                "--accent-soft": made.soft,
                "--on-accent": made.ink,
                "--focus": made.accent,
            },
        }
    return jsonify(answer)


def verdict(colour: str, theme: str) -> str:
    """Whether a colour can be read, in words."""
    contrast = number(colours.shown_contrast(colour, theme), 1)
    if colours.passes(colour, theme):
        return str(_("Readable: contrast %(contrast)s to 1.", contrast=contrast))
    return str(
        _(
            "Too faint to read: contrast %(contrast)s to 1, and 4.5 is needed. "
            "The nearest that can be read is %(nearest)s.",
            contrast=contrast,
            nearest=colours.nearest(colour, theme),
        )
    )


def _as_fields() -> dict[str, object]:
    """What is settled, as the form shows it; the name stays empty where it is the setting's."""
    found, row = the_company(), company_record()
    values: dict[str, object] = {
        field.name: getattr(found, field.name) for field in fields(CompanyDetails) if field.name != "about"
    }
    values |= {f"about_{code}": found.about.get(code, "") for code in LANGUAGES}
    return values | {"name": row.name if row else "", "embed_origins": "\n".join(found.embed_origins)}


def _page(form: CompanyForm, logo: LogoForm) -> ResponseReturnValue:
    found = the_company()
    code = request.args.get("embed", language())
    body = render_template(
        "admin/company.html",
        form=form,
        logo_form=logo,
        found=found,
        own=OWN,
        verdict=verdict,
        most_logo_mb=MOST_LOGO_BYTES // 1024 // 1024,
        snippet=snippet(code if code in LANGUAGES else "en"),
        feeds=[
            (_("For feed readers (Atom)"), public_address("careers.atom", lang=language())),
            (_("For job boards (XML)"), public_address("careers.boards", lang=language())),
            (_("Map of the site, for search engines"), public_address("careers.sitemap")),
        ],
    )
    return body, 422 if form.errors or logo.errors else 200
