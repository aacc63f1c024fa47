"""Addresses for others to keep: with the public host, the language in them, and nothing of one visitor's."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from flask import current_app, has_request_context, request, url_for

from recruit.web.careers.blueprint import blueprint

#: how long the name of a source may be, as `applications.source` keeps it
MOST_SOURCE = 60

#: the pages through which the source goes along to the application
CARRYING = {"careers.index", "careers.job", "careers.apply", "careers.draft", "careers.save", "careers.upload"}


def tidy_source(given: str) -> str:
    """Small letters, digits, `. _ -`, everything else a dash: `LinkedIn Jobs` -> `linkedin-jobs`."""
    text = unicodedata.normalize("NFKC", given).strip().lower()
    return re.sub(r"[^\w.]+", "-", text).strip("-.")[:MOST_SOURCE]


def kept_source() -> str | None:
    """Where the visitor came from, as the address says: `source`, else `utm_source`. No cookie is set for it."""
    if not has_request_context():
        return None
    return tidy_source(request.args.get("source") or request.args.get("utm_source") or "") or None


@blueprint.app_url_defaults
def carry_source(endpoint: str, values: dict[str, Any]) -> None:
    """Every link from a page of openings to the next carries the source along."""
    if endpoint in CARRYING and "source" not in values and request.blueprint == "careers":
        values["source"] = kept_source()


def public_address(endpoint: str, **values: Any) -> str:
    """The address under `BASE_URL`, without a source unless one is given."""
    path = url_for(endpoint, _external=False, **{"source": None, **values})
    if has_request_context():  # BASE_URL has the prefix already
        path = path.removeprefix(request.script_root)
    return f"{current_app.config['BASE_URL']}{path}"


def alternates(endpoint: str, **values: Any) -> dict[str, str]:
    """The page in each language, and `x-default`: the one that asks the browser."""
    found = {code: public_address(endpoint, lang=code, **values) for code in current_app.config["LANGUAGES"]}
    return found | {"x-default": public_address(endpoint, **values)}
