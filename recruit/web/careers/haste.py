"""Against programs that fill in forms: a field that people do not see, the time that filling in takes, counting.

Neither shuts anybody out. Who is too fast, or has something in the unseen
field (a browser may fill it in), is asked to press the button once more.
"""

from __future__ import annotations

from flask import current_app, request
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeTimedSerializer
from limits import parse_many

from recruit.storage.database import now
from recruit.web.extensions import limiter

#: the unseen field, and the one that says when the form was opened
TRAP = "website"
OPENED = "opened"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="application form")


def opened() -> str:
    """For the form: when it was opened first, signed. A form that comes back keeps its time."""
    given = request.form.get(OPENED, "")
    return given if _age(given) is not None else str(_signer().dumps("opened"))


def _age(given: str) -> float | None:
    """Seconds since the form was opened; None for what we never signed, or long ago."""
    try:
        _value, stamp = _signer().loads(given, max_age=30 * 24 * 3600, return_timestamp=True)
    except BadSignature:
        return None
    return float((now() - stamp).total_seconds())


def is_within(setting: str) -> bool:
    """Whether this address is within the limit of the setting, this time included.

    For limits that only some requests of a route count against; the others stand at their routes.
    """
    if not current_app.config.get("RATELIMIT_ENABLED", True):
        return True
    items = parse_many(current_app.config[setting])
    # every one is counted, also where an earlier one is used up
    within = [limiter.limiter.hit(item, get_remote_address(), setting) for item in items]
    return all(within)


def in_haste() -> bool:
    """Whether the form at hand was sent as no person would."""
    least = current_app.config["MIN_FILL_SECONDS"]
    if request.form.get(TRAP, "").strip():
        return True
    if not least:
        return False
    age = _age(request.form.get(OPENED, ""))
    return age is None or age < least
