"""What makes a profile impossible, in words for the form it was typed in."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from recruit.role_profile.checking import ProfileError

#: pattern of the faulty key -> what to do; the first that fits is said
_KINDS = (
    (r"criteria\[\d+\]\.weight|^criteria$", "weight"),
    (r"\.credits", "credit"),
    (r"\.curve", "curve"),
    (r"^(skills|duties)\[\d+\]\.weight|^(skills|duties)$", "item"),
    (r"^bands", "bands"),
    (r"^market", "market"),
    (r"\.(ca|es|en)$|^(title|summary|education|duties|skills|criteria)", "text"),
)


def profile_fault(error: ProfileError) -> str:
    """A ProfileError as advice; the checker's own (English) words only where nothing fits."""
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, error.path)), "")
    return {
        "weight": _("Weights go from 0 to 1000, and at least one must be above 0."),
        "credit": _("What something counts goes from 0 to 100 %."),
        "curve": _("The line of the experience begins at 0 years and rises from point to point, up to 100 %."),
        "item": _("Single weights go from 0 to 1000, and at least one must be above 0."),
        "bands": _("Bands go from 0 to 100 points, and strong must be above possible."),
        "market": _("Each figure needs a name, an amount, a source, a year and a country, and a unit such as EUR."),
        "text": _("No text may be empty: it is shown in every language. Missing or too long: %(key)s.", key=error.path),
    }.get(kind) or error.problem
