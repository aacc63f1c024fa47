"""The company's colours and logo, for the pages that applicants see."""

from __future__ import annotations

import hashlib

from flask import Response, abort, request

from recruit.hiring import colours
from recruit.hiring.queries.companies import Company, company
from recruit.storage import files
from recruit.web.careers.blueprint import blueprint
from recruit.web.languages import by_address

#: what has its version in its address may be kept for ever
FOR_EVER = "public, max-age=31536000, immutable"


def brand_style(company: Company) -> str:
    """The accent's tokens of both themes, as `static/css/tokens.css` names them; empty where nothing was chosen.

    For screens: paper has an accent of its own.
    """
    rules: list[str] = []
    if company.accent_light:  # the dark sets of tokens.css are written for more precise selectors, and stay
        rules.append(f":root {{ {_tokens(company.accent_light, 'light')} }}")
    if company.accent_dark:
        dark = _tokens(company.accent_dark, "dark")
        rules.append(f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}')
        rules.append(f':root[data-theme="dark"] {{ {dark} }}')
    return "@media screen {\n" + "\n".join(rules) + "\n}\n" if rules else ""


def _tokens(colour: str, theme: str) -> str:
    made = colours.accent(colour, theme)
    return (
        f"--accent: {made.accent}; --accent-hover: {made.hover}; --accent-soft: {made.soft}; "
        f"--on-accent: {made.ink}; --focus: {made.accent};"
    )


def brand_version(company: Company) -> str:
    """Of the style, for its address; empty where there is none."""
    style = brand_style(company)
    return hashlib.sha256(style.encode()).hexdigest()[:10] if style else ""


@blueprint.app_context_processor
def brand() -> dict[str, object]:
    """For the templates: the company as a whole, and the version of its style."""
    return {"brand": company, "brand_version": brand_version}


@blueprint.get("/brand.css")
def brand_css() -> Response:
    """The company's colours. The address carries their version."""
    by_address()
    style = brand_style(company())
    answer = Response(style, mimetype="text/css")
    answer.headers["Cache-Control"] = FOR_EVER if "v" in request.args else "no-cache"
    answer.set_etag(hashlib.sha256(style.encode()).hexdigest()[:20])
    answer.make_conditional(request)
    return answer


@blueprint.get("/logo.png")
def logo() -> Response:
    """The company's logo, drawn anew when it was uploaded; for other sites too. 404 while there is none."""
    by_address()
    found = company().logo
    if found is None:
        abort(404)
    try:
        data = files.get(found.key)
    except files.NoSuchFile:
        abort(404)
    answer = Response(data, mimetype="image/png")
    # what was kept under an old version's address would be another picture
    current = request.args.get("v") == found.version
    answer.headers["Cache-Control"] = FOR_EVER if current else "public, max-age=300"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.set_etag(found.version)
    answer.make_conditional(request)
    return answer
