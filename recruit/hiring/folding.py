"""Words made comparable: small letters without accents, for looking up and for addresses."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """`Núria Puig` -> `nuria puig`; every run of spaces is one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def slug(text: str, most: int = 60) -> str:
    """`Gestor/a de comptes (KAM)` -> `gestor-a-de-comptes-kam`; `opening` where nothing is left."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    return "-".join(words)[:most].strip("-") or "opening"
