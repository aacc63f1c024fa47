"""Why somebody was rejected: the reasons that can be chosen, and what they are called.

The code is kept with the change of stage, so that reasons can be counted; what
the recruiter writes besides stands next to it in their own words.
"""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

#: code -> what a recruiter reads; the order is that of a menu
REASONS: dict[str, LazyString] = {
    "no_right_experience": lazy_gettext("Not the right experience"),
    "not_enough_experience": lazy_gettext("Not enough experience"),
    "degree_or_training": lazy_gettext("Degree or training"),
    "skills": lazy_gettext("Skills the post needs were not found"),
    "language": lazy_gettext("Languages"),
    "salary": lazy_gettext("Salary expectation"),
    "place_or_availability": lazy_gettext("Place or availability"),
    "position_filled": lazy_gettext("The post is filled"),
    "withdrew_interest": lazy_gettext("No longer interested"),
    "duplicate": lazy_gettext("The same application twice"),
    "other": lazy_gettext("Another reason"),
}


def reason_name(code: str | None) -> str:
    """A reason in words; empty without one. A code that is no longer in use is shown as it is."""
    return str(REASONS.get(code, code)) if code else ""
