"""Public pages, styles and scripts go over the line compressed, for those on a slow one.

Only what holds no secret: a page with a form's protection or somebody's data
is sent as it is, since the size of a compressed page can give away what is in
it (BREACH). A proxy in front may compress as well; what carries an encoding
is left alone by them.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request, session

#: pages and feeds that are the same for everybody who has no login
PUBLIC = {
    "careers.index",
    "careers.job",
    "careers.privacy",
    "careers.atom",
    "careers.boards",
    "careers.sitemap",
    "careers.embed",
    "careers.embed_script",
    "careers.brand_css",
}

TEXTS = {"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"}
LEVEL = 6

#: less than this is one packet anyhow
LEAST = 1000


@lru_cache(maxsize=64)
def _static(data: bytes) -> bytes:
    """Files change only with a new version; each is compressed once."""
    return gzip.compress(data, 9, mtime=0)


def worthwhile(response: Response) -> bool:
    """Whether this answer may be compressed, and who asked for it can read it."""
    if request.method != "GET" or response.status_code != 200 or "Content-Encoding" in response.headers:
        return False
    if request.endpoint != "static" and (request.endpoint not in PUBLIC or "_user_id" in session):
        return False
    kind = response.mimetype or ""
    return (kind in TEXTS or kind.endswith("xml")) and request.accept_encodings.quality("gzip") > 0


def register(app: Flask) -> None:
    """Compress after everything else was said of the answer."""

    @app.after_request
    def compress(response: Response) -> Response:
        if not worthwhile(response):
            return response
        response.vary.add("Accept-Encoding")
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) < LEAST:
            return response
        response.set_data(_static(data) if request.endpoint == "static" else gzip.compress(data, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        tag, _weak = response.get_etag()
        if tag is not None:
            response.set_etag(tag, weak=True)  # the same words in other bytes
        return response
