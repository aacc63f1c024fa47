"""A score and why: what `score()` returns and the pages show.

Points are out of 100, credits from 0 to 1. Every rule is an id with
parameters; `texts.yaml` beside this module says it in three languages
(`rule_text(rule, language)`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from recruit.facts import Evidence, Strike


class Source(StrEnum):
    """Where a fact comes from. Confirmed beats read, read beats declared; never mixed up."""

    CONFIRMED = "confirmed"
    READ = "read"
    DECLARED = "declared"
    NONE = "none"


class Founding(StrEnum):
    """How well a credit is founded; drawn solid, hatched or hollow."""

    SHOWN = "shown"
    CLAIMED = "claimed"
    DECLARED = "declared"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule that gave a credit: an id of `texts.yaml` and the values it names."""

    id: str
    values: Mapping[str, str | float | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The form and the CV say different things; both as codes or numbers to show."""

    declared: str
    read: str


@dataclass(frozen=True, slots=True)
class Change:
    """What would change the score: if `rule` held, the whole score would be `points`."""

    rule: Rule
    points: float


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part of a criterion (a skill, a duty, core or adjacent months).

    `points` of the whole score, `most` what it could give.
    """

    id: str
    credit: float
    points: float
    most: float
    rule: Rule
    source: Source
    founding: Founding
    evidence: tuple[Evidence, ...] = ()
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion: `points` of `most`, between `low` and `high` where facts are uncertain."""

    id: str
    weight: float
    credit: float
    points: float
    most: float
    low: float
    high: float
    rule: Rule
    source: Source
    founding: Founding
    evidence: tuple[Evidence, ...] = ()
    contradiction: Contradiction | None = None
    parts: tuple[PartScore, ...] = ()
    changes: tuple[Change, ...] = ()
    #: words that a person struck: they would count here otherwise
    struck: tuple[Strike, ...] = ()

    @property
    def founded(self) -> list[tuple[float, str]]:
        """(points, founding) of all that gives points, the best founded first: the pieces of a bar."""
        if not self.parts:
            return [(self.points, str(self.founding))] if self.points else []
        sums = dict.fromkeys((Founding.SHOWN, Founding.CLAIMED, Founding.DECLARED), 0.0)
        for part in self.parts:
            if part.founding in sums:
                sums[part.founding] += part.points
        return [(points, str(founding)) for founding, points in sums.items() if points]


@dataclass(frozen=True, slots=True)
class Score:
    """The explained score. `points` lies between `low` and `high`.

    `band` is strong, possible or below by the recruiter's thresholds; `needs_person`
    lists why a person must look (flag ids); `core_months` breaks ties.
    The versions say what it rests on, so that it can be made again.
    """

    points: float
    low: float
    high: float
    band: str
    criteria: tuple[CriterionScore, ...]
    core_months: int = 0
    related_months: int = 0
    needs_person: tuple[str, ...] = ()
    profile: str = ""
    profile_version: int = 0
    reader: str = ""
    lexicon: str = ""
    as_of: str = ""

    def criterion(self, id: str) -> CriterionScore:
        """The criterion of that id; KeyError when it is not scored."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise KeyError(id)
