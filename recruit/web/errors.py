"""What a person sees when something can't be done: what happened, what is kept, what to do."""

from __future__ import annotations

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from recruit.hiring.operations.errors import NotFound, Stale
from recruit.hiring.permissions import NotAllowed
from recruit.storage.database import db
from recruit.web.extensions import login_manager


def words(code: int) -> tuple[str, str]:
    """Title and advice for an HTTP error."""
    return {
        400: (_("This could not be understood"), _("Go back, check what was entered and send it again.")),
        403: (
            _("This page is not open to you"),
            _("Your account has no access to it. Ask an administrator if it should."),
        ),
        404: (_("There is no such page"), _("The address may be mistyped, or what was here is gone.")),
        405: (_("This could not be understood"), _("Go back, check what was entered and send it again.")),
        409: (
            _("Somebody else changed this meanwhile"),
            _("Nothing was overwritten. Go back, load the page again and see what is new before you save."),
        ),
        413: (
            _("That is too much at once"),
            _("The file is larger than we can take. Go back and choose a smaller one; nothing was saved."),
        ),
        429: (_("Too many attempts"), _("Wait a few minutes and try again.")),
        500: (
            _("Something went wrong on our side"),
            _("It was written down and will be looked into. What was saved before is safe. Try again in a moment."),
        ),
    }.get(code, (_("Something went wrong"), _("Go back and try again.")))


def page(code: int, title: str = "", advice: str = "") -> tuple[str, int]:
    """The error page; own words win over those of the code. Of an htmx request only the part that fits its place."""
    standard_title, standard_advice = words(code)
    template = "_shared/error_part.html" if request.headers.get("HX-Request") else "_shared/error.html"
    return (
        render_template(template, code=code, title=title or standard_title, advice=advice or standard_advice),
        code,
    )


def register(app: Flask) -> None:
    """Error pages for every HTTP error, for operations that refuse, and for what nobody foresaw."""

    @app.errorhandler(CSRFError)
    def csrf(error: CSRFError) -> ResponseReturnValue:
        return page(
            400,
            _("This page was open for too long"),
            _(
                "For safety a form can be sent only from the session it was opened in. "
                "Go back, load the page again and send it once more."
            ),
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        body, code = page(error.code)
        headers = {name: value for name, value in error.get_headers() if name not in {"Content-Type", "Content-Length"}}
        return body, code, headers

    @app.errorhandler(500)
    def unforeseen(error: Exception) -> ResponseReturnValue:
        # what failed must not fail this page too: no half transaction, and nobody to be looked up
        db.session.rollback()
        g._login_user = login_manager.anonymous_user()
        return page(500)

    @app.errorhandler(NotAllowed)
    def not_allowed(error: NotAllowed) -> ResponseReturnValue:
        return page(403)

    @app.errorhandler(NotFound)
    def not_found(error: NotFound) -> ResponseReturnValue:
        return page(404)

    @app.errorhandler(Stale)
    def stale(error: Stale) -> ResponseReturnValue:
        return page(409)
