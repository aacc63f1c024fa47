"""The list's address: its filters, order and page as they stand in the query string, and back.

The address is all there is: a list can be shared by sending it, and an
application keeps the list it was opened from in `list`, to lead back to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import parse_qs, urlencode

from recruit.facts import SKILLS, Level, Mba
from recruit.hiring.models import Stage
from recruit.hiring.queries.filters import BANDS, ME, NO_SOURCE, NOBODY, Filters
from recruit.role_profile.profile import CRITERIA, LANGUAGES

#: column of the list -> the direction a first click sorts in
SORTS = {
    "points": "desc",
    "name": "asc",
    **dict.fromkeys(CRITERIA, "desc"),
    "months": "desc",
    "core": "desc",
    "flags": "desc",
    "stage": "asc",
    "date": "desc",
    "salary": "asc",
}
LONGEST = 100
#: a list's query string is at most as long as this
LONGEST_QUERY = 2000
#: the most values of one field of the query
MOST_VALUES = 40


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
    """What the list shows: `filters`, order, and which page: the one `after` or `before` an application."""

    filters: Filters
    sort: str = "points"
    direction: str = "desc"
    after: str = ""
    before: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """The query string's names and values, without those that say the default."""
        pairs = filter_pairs(self.filters)
        if (self.sort, self.direction) != ("points", "desc"):
            pairs += [("sort", self.sort), ("dir", self.direction)]
        pairs += [(name, id) for name, id in (("after", self.after), ("before", self.before)) if id]
        return pairs

    def query(self) -> str:
        """The query string, empty for the whole list by points."""
        return urlencode(self.pairs())

    def sorted_by(self, key: str) -> Listing:
        """As a click on that column's head: its own direction first, the other when it is sorted so already."""
        first = SORTS[key]
        other = "asc" if first == "desc" else "desc"
        turned = self.sort == key and self.direction == first
        return replace(self, sort=key, direction=other if turned else first, after="", before="")

    def turned(self, *, after: str = "", before: str = "") -> Listing:
        """The same list on another page; the first one without either."""
        return replace(self, after=after, before=before)

    def without(self, name: str, value: str = "") -> Listing:
        """Without this one filter, by its name and value in the query string; of the first page."""
        kept = [pair for pair in filter_pairs(self.filters) if pair != (name, value) and (value or pair[0] != name)]
        return replace(read_listing(_Parsed(urlencode(kept))), sort=self.sort, direction=self.direction)

    @property
    def finer(self) -> int:
        """How many of the filters that stand behind "More filters" are set."""
        names = {name for name, _value in filter_pairs(self.filters)} - {"stage", "band", "q"}
        return len({name.removesuffix("_min").removesuffix("_max") for name in names})

    @property
    def filtered(self) -> bool:
        return bool(filter_pairs(self.filters))


def filter_pairs(f: Filters) -> list[tuple[str, str]]:
    """What narrows a list, as names and values of the query string."""
    pairs = [("stage", value) for value in f.stage] + [("band", value) for value in f.band]
    pairs += [("degree", f.degree_min)] if f.degree_min else []
    pairs += [("mba", value) for value in f.mba]
    for name, months in (
        ("years_min", f.months_min),
        ("years_max", f.months_max),
        ("core_min", f.core_min),
        ("core_max", f.core_max),
    ):
        pairs += [(name, years_typed(months))] if months is not None else []
    pairs += [("skill", value) for value in f.skill]
    pairs += [("language", value) for value in f.language] + [("flag", value) for value in f.flag]
    pairs += [("tag", str(value)) for value in f.tag] + [("assigned", value) for value in f.assigned]
    pairs += [("source", value) for value in f.source]
    for name, amount in (("salary_min", f.salary_min), ("salary_max", f.salary_max)):
        pairs += [(name, str(amount))] if amount is not None else []
    return pairs + ([("q", f.text)] if f.text else [])


def years_typed(months: int | None) -> str:
    """Months as the fields take them, in years: `2.5`; empty for None."""
    return "" if months is None else f"{months / 12:g}"


def _first(values: Values, name: str, default: str = "") -> str:
    return (values.getlist(name) or [default])[0]


def _months(typed: str) -> int | None:
    """Years as typed (`3`, `2.5`, `2,5`) in months; nothing sensible is no filter."""
    try:
        years = float(typed.replace(",", ".")) if typed else -1.0
    except ValueError:
        return None
    return round(years * 12) if 0 <= years <= 80 else None


def _amount(typed: str) -> int | None:
    """A whole amount as typed (`38000`, `38.000`, `38 000`); nothing sensible is no filter."""
    plain = typed.replace(".", "").replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    return int(plain) if plain.isdecimal() and len(plain) < 9 else None


def _known(values: Sequence[str], allowed: Sequence[str]) -> list[str]:
    return [code for code in allowed if code in values]


def _ids(values: Sequence[str]) -> list[str]:
    """Codes that others make, each once: letters, figures and underscores."""
    return [value for value in dict.fromkeys(values) if value.replace("_", "").isalnum() and len(value) <= 40][
        :MOST_VALUES
    ]


def _numbers(values: Sequence[str]) -> list[str]:
    """Numbers of rows, as a column of keys can hold them, each once."""
    return [value for value in dict.fromkeys(values) if value.isdecimal() and value.isascii() and len(value) <= 9][
        :MOST_VALUES
    ]


def _anchor(typed: str) -> str:
    """A public id, or nothing."""
    return typed if re.fullmatch(r"[\w-]{10,30}", typed, re.ASCII) else ""


SKILL_CHOICES = [value for skill in SKILLS for value in (skill, f"{skill}:shown")]


def read_listing(values: Values) -> Listing:
    """The list that a query string asks for; what makes no sense in it is left out."""
    degree = _first(values, "degree")
    sort = _first(values, "sort", "points")
    sort = sort if sort in SORTS else "points"
    direction = _first(values, "dir", SORTS[sort])
    assigned = values.getlist("assigned")
    after = _anchor(_first(values, "after"))
    return Listing(
        Filters(
            stage=_known(values.getlist("stage"), list(Stage)),
            band=_known(values.getlist("band"), BANDS),
            degree_min=degree if degree in set(Level) - {Level.NONE} else None,
            mba=_known(values.getlist("mba"), list(Mba)),
            months_min=_months(_first(values, "years_min")),
            months_max=_months(_first(values, "years_max")),
            core_min=_months(_first(values, "core_min")),
            core_max=_months(_first(values, "core_max")),
            skill=_known(values.getlist("skill"), SKILL_CHOICES),
            language=_known(values.getlist("language"), LANGUAGES),
            flag=_ids(values.getlist("flag")),
            tag=[int(value) for value in _numbers(values.getlist("tag"))],
            assigned=[*_known(assigned, (ME, NOBODY)), *_numbers(assigned)],
            source=_sources(values.getlist("source")),
            salary_min=_amount(_first(values, "salary_min")),
            salary_max=_amount(_first(values, "salary_max")),
            text=_first(values, "q").strip()[:LONGEST],
        ),
        sort,
        direction if direction in ("asc", "desc") else SORTS[sort],
        after,
        "" if after else _anchor(_first(values, "before")),
    )


def _sources(values: Sequence[str]) -> list[str]:
    """Sources as applications keep them (see `careers`), each once; `-` is none."""
    found = [value for value in dict.fromkeys(values) if value == NO_SOURCE or (0 < len(value) <= 60)]
    return found[:MOST_VALUES]


def parse_listing(query: str) -> Listing:
    """The same from a query string as text (the `list` that an application keeps)."""
    try:
        return read_listing(_Parsed(query[:LONGEST_QUERY]))
    except ValueError:
        return read_listing(_Parsed(""))
