"""Requests that hold what no database of ours can keep: they are nobody's typing, and answered as such.

PostgreSQL keeps no NUL in text, and neither engine a whole number beyond its
columns; asked for them, a driver raises where a page was to be shown.
"""

from __future__ import annotations

from flask import Flask, abort, request

#: The largest whole number of a column of keys.
MOST = 2**31 - 1


def register(app: Flask) -> None:
    """Refuse them before any view: 404 in an address, 400 in a query or a form."""

    @app.before_request
    def refuse() -> None:
        numbers = [value for value in (request.view_args or {}).values() if isinstance(value, int)]
        if "\0" in request.path or any(number > MOST for number in numbers):
            abort(404)
        if _nul(request.args.to_dict(flat=False)):
            abort(400)
        # the application form answers inside the form, beside the field, so that nothing that was typed is lost
        if request.endpoint != "careers.apply" and _nul(request.form.to_dict(flat=False)):
            abort(400)


def _nul(values: dict[str, list[str]]) -> bool:
    return any("\0" in text for name, texts in values.items() for text in (name, *texts))
