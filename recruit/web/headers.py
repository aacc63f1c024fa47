"""Security headers of every answer."""

from __future__ import annotations

from flask import Flask, Response, request, session

#: No inline script or style, nothing from elsewhere, no frame around us.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

#: How long browsers insist on HTTPS, in seconds: a year.
HSTS = "max-age=31536000; includeSubDomains"


def register(app: Flask) -> None:
    """Put the headers on every answer; a view may set its own first (a download its stricter policy)."""

    @app.after_request
    def secure(response: Response) -> Response:
        framed = "frame-ancestors 'self'" in response.headers.get("Content-Security-Policy", "")
        for name, value in HEADERS.items():
            if not (framed and name == "X-Frame-Options"):  # it knows no list of sites
                response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        if request.endpoint == "static":
            # addresses of static files carry their version (see `asset`)
            if "v" in request.args:
                response.cache_control.public = True
                response.cache_control.max_age = 31536000
                response.cache_control.immutable = True
        elif "Cache-Control" not in response.headers:
            # people's data must not stay in shared caches or on a shared computer's disk
            private = "_user_id" in session or request.method not in {"GET", "HEAD"}
            response.headers["Cache-Control"] = "no-store" if private else "private, no-cache"
        return response
