"""What a CV says and where it says it.

Everything the reader finds and the scorer weighs is one of the types below.
They are plain values: no words of a language, no rule of a job, no storage.
Offsets count characters of `Document.text` (see `recruit.reading.document`),
so `document.text[e.start:e.end] == e.quote` for every evidence `e`.
Months are calendar months. The definitions are those of the reading guide
(`docs/reading.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, total_ordering
from typing import Any

from pydantic import TypeAdapter

SKILLS = (
    "business_acumen",
    "sales",
    "marketing",
    "negotiation",
    "customer_service",
    "teamwork",
    "creative_thinking",
    "critical_thinking",
    "organization",
    "communication",
    "networking",
    "presence",
    "motivation",
    "energy",
    "discipline",
    "presentation",
    "industry_knowledge",
)

DUTIES = (
    "account_prioritization",
    "needs_assessment",
    "account_strategy",
    "client_relationship",
    "market_analysis",
    "pricing",
    "conflict_management",
    "negotiation_strategy",
    "account_review",
)


class Level(StrEnum):
    """Level of a degree, lowest to highest; `rank` compares them."""

    NONE = "none"
    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"

    @property
    def rank(self) -> int:
        return _LEVELS.index(self)


_LEVELS = tuple(Level)


class Status(StrEnum):
    """How far a degree came."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    ABANDONED = "abandoned"


class Mba(StrEnum):
    """The candidate's own Master of Business Administration."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    NONE = "none"


class Related(StrEnum):
    """How near a position is to key account management."""

    CORE = "core"
    ADJACENT = "adjacent"
    NONE = "none"


class Grade(StrEnum):
    """How a skill or duty is founded: shown in an action, or claimed in a list or summary."""

    SHOWN = "shown"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Quoted words: `text[start:end] == quote`, on page `page` (from 1)."""

    start: int
    end: int
    quote: str
    page: int = 1


@total_ordering
@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month. `ordinal` numbers months in a row."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.year:04d}-{self.month:02d}")

    @property
    def ordinal(self) -> int:
        return self.year * 12 + self.month - 1

    @classmethod
    def parse(cls, text: str) -> Month:
        """`2018-03` -> Month(2018, 3); ValueError for anything else."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isdigit()):
            raise ValueError(f"not a month (YYYY-MM): {text!r}")
        return cls(int(year), int(month))

    def __lt__(self, other: Month) -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, as precisely as it is written.

    `start` and `end` are `YYYY-MM` or `YYYY`; `end` may be `present`.
    """

    start: str
    end: str

    def months(self, as_of: Month) -> tuple[int, int] | None:
        """First and last month as ordinals, both included; None when empty or future.

        Years alone are July of the first to June of the last; the same year
        twice is July to December; `present` is `as_of`.
        """
        if len(self.start) == 4 and self.start == self.end:
            first, last = Month(int(self.start), 7).ordinal, Month(int(self.start), 12).ordinal
        else:
            start = f"{self.start}-07" if len(self.start) == 4 else self.start
            first = Month.parse(start).ordinal
            if self.end == "present":
                last = as_of.ordinal
            else:
                end = f"{self.end}-06" if len(self.end) == 4 else self.end
                last = Month.parse(end).ordinal
        last = min(last, as_of.ordinal)
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Degree:
    """One entry of the education. `mba` tells an MBA under any of its names."""

    level: Level
    title: str
    status: Status
    end_year: int | None
    evidence: Evidence
    mba: bool = False
    status_evidence: Evidence | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """One post held. `span` is None where the dates can't be read."""

    title: str
    employer: str | None
    span: Span | None
    related: Related
    evidence: Evidence
    date_evidence: Evidence | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that claim or show a skill or duty."""

    grade: Grade
    evidence: Evidence
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ContactItem:
    """A name, e-mail or phone number as written."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Contact:
    name: ContactItem | None = None
    email: ContactItem | None = None
    phone: ContactItem | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at: `id` names the kind, `detail` says what was seen."""

    id: str
    detail: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class CvFacts:
    """All that was read in one CV, to the month `as_of`.

    `skills` and `duties`: id -> mentions, the best first; an id without a
    mention is absent. `reader` and `lexicon` are the versions that read it.
    """

    language: str
    as_of: str
    degrees: tuple[Degree, ...] = ()
    positions: tuple[Position, ...] = ()
    skills: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    duties: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    contact: Contact = Contact()
    flags: tuple[Flag, ...] = ()
    reader: str = ""
    lexicon: str = ""

    @property
    def highest_degree(self) -> Level:
        """The highest completed level; an unfinished degree does not count."""
        done = [d.level for d in self.degrees if d.status is Status.COMPLETED]
        return max(done, key=lambda level: level.rank, default=Level.NONE)

    @property
    def mba(self) -> Mba:
        """Completed before in progress; an abandoned MBA is none."""
        found = {d.status for d in self.degrees if d.mba}
        if Status.COMPLETED in found:
            return Mba.COMPLETED
        return Mba.IN_PROGRESS if Status.IN_PROGRESS in found else Mba.NONE

    @property
    def core_months(self) -> int:
        return union_months(self.positions, {Related.CORE}, Month.parse(self.as_of))

    @property
    def related_months(self) -> int:
        """Months of core and adjacent positions, a month that two share counted once."""
        return union_months(self.positions, {Related.CORE, Related.ADJACENT}, Month.parse(self.as_of))


def union_months(positions: Iterable[Position], kinds: set[Related], as_of: Month) -> int:
    """How many calendar months the positions of these kinds cover, each counted once."""
    months: set[int] = set()
    for position in positions:
        reach = position.span.months(as_of) if position.span and position.related in kinds else None
        if reach:
            months.update(range(reach[0], reach[1] + 1))
    return len(months)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the applicant says in the form. None: left empty.

    `related_years` is in years; `skills` are ids of `SKILLS`.
    """

    degree: Level | None = None
    degree_status: Status | None = None
    degree_field: str = ""
    mba: Mba | None = None
    related_years: float | None = None
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person looked and says what is true.

    `value` by fact: `degree` -> a Level; `mba` -> an Mba; `experience` ->
    `{"core_months": int, "related_months": int}`; `skill:ID` and `duty:ID` ->
    `shown`, `claimed` or `absent`. `by` is a name to show, `reason` their words.
    """

    fact: str
    value: object
    by: str = ""
    reason: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Strike:
    """A person looked and says that words of the CV are no evidence of a fact; `fact`, `by` and `reason` as above."""

    fact: str
    evidence: Evidence
    by: str = ""
    reason: str = ""


def facts_to_dict(facts: CvFacts) -> dict[str, Any]:
    """The facts as plain values that JSON can hold; `facts_from_dict` makes them again."""
    plain: dict[str, Any] = _adapter(CvFacts).dump_python(facts, mode="json")
    return plain


def facts_from_dict(data: Mapping[str, Any]) -> CvFacts:
    """The facts of such values; ValueError (pydantic's, naming each place) where they are none."""
    facts: CvFacts = _adapter(CvFacts).validate_python(data)
    return facts


def declared_to_dict(declared: Declared) -> dict[str, Any]:
    """What the form says as plain values that JSON can hold; `declared_from_dict` makes it again."""
    plain: dict[str, Any] = _adapter(Declared).dump_python(declared, mode="json")
    return {**plain, "skills": sorted(declared.skills)}


def declared_from_dict(data: Mapping[str, Any]) -> Declared:
    """What the form says, of such values; ValueError (pydantic's, naming each place) where they are none."""
    declared: Declared = _adapter(Declared).validate_python(data)
    return declared


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
