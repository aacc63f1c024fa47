"""The list's address: its filters, order and page as they stand in the query string, and back.

The address is all there is: a list can be shared by sending it, and an
application keeps the list it was opened from in `list`, to lead back to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import parse_qs, urlencode

from recruit.facts import Level, Mba
from recruit.hiring.models import Stage
from recruit.hiring.queries.applications import BANDS, Filters
from recruit.role_profile.profile import CRITERIA, LANGUAGES

#: column of the list -> the direction a first click sorts in
SORTS = {
    "points": "desc",
    "name": "asc",
    **dict.fromkeys(CRITERIA, "desc"),
    "months": "desc",
    "flags": "desc",
    "stage": "asc",
    "date": "desc",
}
LONGEST = 100


class Values(Protocol):
    def getlist(self, key: str) -> list[str]: ...


class _Parsed:
    """A query string as werkzeug's arguments give it."""

    def __init__(self, query: str) -> None:
        self._values = parse_qs(query, max_num_fields=100)

    def getlist(self, key: str) -> list[str]:
        return self._values.get(key, [])


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows: `filters`, order, and which page (from 1)."""

    filters: Filters
    sort: str = "points"
    direction: str = "desc"
    page: int = 1

    def pairs(self) -> list[tuple[str, str]]:
        """The query string's names and values, without those that say the default."""
        f = self.filters
        pairs = [("stage", value) for value in f.stage] + [("band", value) for value in f.band]
        pairs += [("degree", f.degree_min)] if f.degree_min else []
        pairs += [("mba", value) for value in f.mba]
        pairs += [("years_min", _years(f.months_min))] if f.months_min is not None else []
        pairs += [("years_max", _years(f.months_max))] if f.months_max is not None else []
        pairs += [("language", value) for value in f.language] + [("flag", value) for value in f.flag]
        pairs += [("q", f.text)] if f.text else []
        if (self.sort, self.direction) != ("points", "desc"):
            pairs += [("sort", self.sort), ("dir", self.direction)]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def query(self) -> str:
        """The query string, empty for the whole list by points."""
        return urlencode(self.pairs())

    def sorted_by(self, key: str) -> Listing:
        """As a click on that column's head: its own direction first, the other when it is sorted so already."""
        first = SORTS[key]
        other = "asc" if first == "desc" else "desc"
        turned = self.sort == key and self.direction == first
        return replace(self, sort=key, direction=other if turned else first, page=1)

    def on_page(self, page: int) -> Listing:
        return replace(self, page=page)

    @property
    def finer(self) -> int:
        """How many of the filters that stand behind "More filters" are set."""
        f = self.filters
        return sum(
            (
                bool(f.degree_min),
                bool(f.mba),
                f.months_min is not None or f.months_max is not None,
                bool(f.language),
                bool(f.flag),
            )
        )

    @property
    def filtered(self) -> bool:
        f = self.filters
        return bool(f.stage or f.band or f.text or self.finer)


def _years(months: int | None) -> str:
    return "" if months is None else f"{months / 12:g}"


def _months(values: Sequence[str]) -> int | None:
    """Years as typed (`3`, `2.5`, `2,5`) in months; nothing sensible is no filter."""
    try:
        years = float(values[0].replace(",", ".")) if values else -1.0
    except ValueError:
        return None
    return round(years * 12) if 0 <= years <= 80 else None


def _known(values: Sequence[str], allowed: Sequence[str]) -> list[str]:
    return [code for code in allowed if code in values]


def _flag_ids(values: Sequence[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value.replace("_", "").isalnum() and len(value) <= 40][:20]


def read_listing(values: Values) -> Listing:
    """The list that a query string asks for; what makes no sense in it is left out."""
    degree = (values.getlist("degree") or [""])[0]
    sort = (values.getlist("sort") or ["points"])[0]
    sort = sort if sort in SORTS else "points"
    direction = (values.getlist("dir") or [SORTS[sort]])[0]
    page = (values.getlist("page") or ["1"])[0]
    return Listing(
        Filters(
            stage=_known(values.getlist("stage"), list(Stage)),
            band=_known(values.getlist("band"), BANDS),
            degree_min=degree if degree in set(Level) - {Level.NONE} else None,
            mba=_known(values.getlist("mba"), list(Mba)),
            months_min=_months(values.getlist("years_min")),
            months_max=_months(values.getlist("years_max")),
            language=_known(values.getlist("language"), LANGUAGES),
            flag=_flag_ids(values.getlist("flag")),
            text=(values.getlist("q") or [""])[0].strip()[:LONGEST],
        ),
        sort,
        direction if direction in ("asc", "desc") else SORTS[sort],
        int(page) if page.isdecimal() and len(page) < 7 and int(page) else 1,
    )


def parse_listing(query: str) -> Listing:
    """The same from a query string as text (the `list` that an application keeps)."""
    try:
        return read_listing(_Parsed(query[:2000]))
    except ValueError:
        return read_listing(_Parsed(""))
