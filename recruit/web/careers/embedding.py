"""The list of openings for the company's own site: a page for a frame, and the script that fits the frame to it."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from flask_babel import force_locale

from recruit.config import ROOT
from recruit.hiring.queries.companies import company
from recruit.hiring.queries.openings import public_openings
from recruit.web.careers.addresses import kept_source, public_address
from recruit.web.careers.blueprint import blueprint
from recruit.web.careers.feeds import FRESH
from recruit.web.headers import CONTENT_SECURITY_POLICY
from recruit.web.languages import by_address

SCRIPT = ROOT / "static" / "js" / "embed-frame.js"


def framing_policy(origins: tuple[str, ...]) -> str:
    """The policy of every page, but for who may frame this one: ourselves and the sites that were named."""
    return CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", " ".join(("frame-ancestors 'self'", *origins)))


@blueprint.get("/embed/jobs")
def embed() -> Response:
    """The openings in a frame: `lang`, `theme` (light, dark; the visitor's own if not said), `source`.

    No cookie is set or looked at; links open a page of their own.
    """
    code = by_address()
    brand = company()
    theme = request.args.get("theme")
    with force_locale(code):
        page = make_response(
            render_template(
                "careers/embed.html",
                openings=public_openings(),
                frame_theme=theme if theme in {"light", "dark"} else None,
                source=kept_source() or "embed",
                public_address=public_address,
            )
        )
    page.headers["Content-Security-Policy"] = framing_policy(brand.embed_origins)
    page.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    page.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    page.headers["Cache-Control"] = FRESH
    return page


@blueprint.get("/embed/frame.js")
def embed_script() -> Response:
    """For the page around the frame: gives it the height of its list. Another site may load this one."""
    by_address()
    answer = Response(SCRIPT.read_text(encoding="utf-8"), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def snippet(code: str) -> str:
    """What the company's site puts where the list is to stand."""
    address = public_address("careers.embed", lang=code)
    titles = {"ca": "Ofertes de feina", "es": "Ofertas de empleo", "en": "Open positions"}
    return (
        f'<iframe src="{address}" title="{titles[code]}" data-recruit-jobs width="100%" height="600" '
        f'loading="lazy"></iframe>\n<script src="{public_address("careers.embed_script")}" async></script>'
    )
