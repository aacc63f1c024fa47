"""Which language a page is in, and how a visitor changes it.

Asked in this order: `lang` in the address (or a form's language button), the cookie
of an earlier choice, the user's own setting, what the browser prefers, English.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

COOKIE = "language"
YEAR = 365 * 24 * 60 * 60


def chosen() -> str | None:
    """The language the visitor picked with this very request, if it is one of ours.

    A form with a language button leaves its choice in `g.language_chosen`; the
    form itself is not read here, where reading it may be what fails.
    """
    given = g.get("language_chosen") or request.args.get("lang", "")
    return str(given) if given in current_app.config["LANGUAGES"] else None


def negotiate() -> str:
    """The language of this request: ca, es or en."""
    languages = current_app.config["LANGUAGES"]
    picked = chosen() or request.cookies.get(COOKIE)
    if picked in languages:
        return str(picked)
    if current_user and current_user.is_authenticated and current_user.language in languages:
        return str(current_user.language)
    return _preferred()


def _preferred() -> str:
    """What the browser asks for, as far as we have it; English."""
    for wanted, quality in request.accept_languages:  # best first; en-GB is as good as en
        code = wanted.lower().replace("_", "-").partition("-")[0]
        if code in current_app.config["LANGUAGES"] and quality > 0:
            return code
    return "en"


def language() -> str:
    """The language of this request, settled once."""
    if "language" not in g:
        g.language = negotiate()
    return str(g.language)


def by_address() -> str:
    """Settle the language by the address, or what is asked of the web, alone: no cookie is looked at, and none set.

    For what programs fetch and other sites show. Call it first in the view.
    """
    g.language_by_address = True
    g.language = chosen() or _preferred()
    return str(g.language)


def text(texts: Mapping[str, str] | None, code: str | None = None) -> str:
    """The text in the page's language, else in the first other one that is there, else nothing."""
    texts = texts or {}
    for candidate in (code or language(), "en", "es", "ca"):
        if texts.get(candidate):
            return texts[candidate]
    return ""


def remember(response: Response, code: str) -> Response:
    """Keep the choice for a year."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=YEAR,
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE")),
        httponly=True,
        samesite="Lax",
    )
    return response


def register(app: Flask) -> None:
    """Remember a choice made with `lang`, and tell caches that pages differ by language."""

    @app.after_request
    def keep_choice(response: Response) -> Response:
        if request.endpoint == "static":
            return response
        if g.get("language_by_address"):
            if not chosen():
                response.vary.add("Accept-Language")
            return response
        code = chosen()
        if code and request.cookies.get(COOKIE) != code:
            remember(response, code)
        response.vary.update(("Accept-Language", "Cookie"))
        return response
