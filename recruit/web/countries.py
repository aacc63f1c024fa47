"""Countries by their two letters, in the words of the page's language."""

from __future__ import annotations

from babel import Locale
from flask_babel import get_locale

#: offered first: where the openings of these parts mostly are
NEAR = ("ES", "AD", "FR", "PT")

#: not one country: groups, and what the locale data keeps for tests
_NONE = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}


def _names() -> dict[str, str]:
    locale = get_locale() or Locale("en")
    return {
        code: str(name)
        for code, name in locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NONE
    }


def countries() -> list[tuple[str, str]]:
    """Code and name, the near ones first and then by name."""
    names = _names()
    rest = sorted((name, code) for code, name in names.items() if code not in NEAR)
    return [(code, names[code]) for code in NEAR] + [(code, name) for name, code in rest]


def country_name(code: str | None) -> str:
    """The name; the code itself where there is none."""
    return _names().get(code or "", code or "")
