"""What every template can use: formats, languages, icons, versioned static files, the navigation."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from recruit.hiring.models import Role
from recruit.hiring.queries.companies import company_name
from recruit.web import formats, languages

STATIC = Path(__file__).resolve().parents[2] / "static"
ICONS = STATIC / "vendor" / "lucide"


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation; `current` when the page belongs to it."""

    label: str
    url: str
    current: bool


@cache
def icon_body(name: str) -> Markup:
    """The drawing inside an icon's svg element. KeyError-like failure for an icon that is not vendored."""
    path = ICONS / f"{name}.svg"
    if not path.is_file():
        raise LookupError(f"no icon {name!r} in static/vendor/lucide; vendor it as its VERSIONS file says")
    found = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise LookupError(f"{path.name} is no icon")
    # ours, from the repository: nothing of a user's is in it
    return Markup(re.sub(r"\s+", " ", found.group(1)).strip())  # noqa: S704


@cache
def fingerprint(filename: str, changed: float) -> str:
    return hashlib.sha256((STATIC / filename).read_bytes()).hexdigest()[:10]


def asset(filename: str) -> str:
    """The address of a static file, with its version, so that browsers may keep it for ever."""
    return url_for("static", filename=filename, v=fingerprint(filename, (STATIC / filename).stat().st_mtime))


def in_language(code: str) -> str:
    """The address of this page in another language."""
    arguments = {**request.args.to_dict(flat=False), **(request.view_args or {}), "lang": code}
    if request.endpoint is None or (request.method != "GET" and "GET" not in _methods()):
        return url_for("careers.index", lang=code)
    return url_for(request.endpoint, **arguments)


def _methods() -> set[str]:
    return set(request.url_rule.methods or ()) if request.url_rule else set()


def theme() -> str | None:
    """light or dark where the visitor chose one; None follows the system."""
    chosen = request.cookies.get("theme")
    return chosen if chosen in {"light", "dark"} else None


def navigation() -> list[NavItem]:
    """The entries for the role of who is logged in; nothing for the public."""
    if not current_user or not current_user.is_authenticated:
        return []
    entries = [
        (_("Openings"), "desk.index", {Role.RECRUITER, Role.ADMIN}),
        (_("Shortlists"), "shortlist.index", {Role.HIRING_MANAGER}),
        (_("Users"), "admin.users", {Role.ADMIN}),
        (_("Company"), "admin.company", {Role.ADMIN}),
        (_("Applicants’ data"), "admin.retention", {Role.ADMIN}),
        (_("Audit log"), "admin.audit", {Role.ADMIN}),
    ]
    here = request.endpoint or ""
    # a page that is no entry itself belongs to the first entry of its area
    names = [endpoint for _label, endpoint, _roles in entries]
    area = next((name for name in names if name.split(".")[0] == here.split(".")[0]), None)
    now = here if here in names else area
    return [
        NavItem(label, url_for(endpoint), endpoint == now)
        for label, endpoint, roles in entries
        if current_user.role in roles
    ]


def on_the_desk() -> bool:
    """Whether who is logged in works at the desk, on whatever page they are: the palette is for them."""
    return bool(current_user and current_user.is_authenticated and current_user.role in {Role.RECRUITER, Role.ADMIN})


def given(attributes: dict[str, object]) -> dict[str, object]:
    """Without the attributes that have no value."""
    return {name: value for name, value in attributes.items() if value is not None}


def linked_data(value: object) -> Markup:
    """JSON inside a script element. Only a `<` could end it, or begin a comment; the rest stays as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704


def bare_address(address: str) -> str:
    """A web address as people say it: without scheme and last slash."""
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")


def register(app: Flask) -> None:
    """Filters: number, points, span, money, months, months_exact, day, long_day, moment, filesize,
    paragraphs, text, linked_data, bare_address.

    Globals: icon_body, asset, in_language, theme, language, languages, navigation,
    money_range, figure_amount. In every page: company, its name.
    """
    for name, function in formats.FILTERS.items():
        app.add_template_filter(function, name)
    app.add_template_filter(languages.text, "text")
    app.add_template_filter(given, "given")
    app.add_template_filter(linked_data, "linked_data")
    app.add_template_filter(bare_address, "bare_address")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        icon_body=icon_body,
        asset=asset,
        in_language=in_language,
        theme=theme,
        language=languages.language,
        languages=app.config["LANGUAGES"],
        navigation=navigation,
        on_the_desk=on_the_desk,
        money_range=formats.money_range,
        figure_amount=formats.figure_amount,
    )

    @app.context_processor
    def company_of_the_page() -> dict[str, object]:
        """What the administrator settled; `company` is the name alone."""
        return {"company": company_name()}
