"""What a job asks of a person: texts, criteria and their weights.

Plain values, made by `load.py` from YAML or by a recruiter's form. Every text
is given in the product's three languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("ca", "es", "en")

#: The criteria a profile may weigh, in the order in which they are shown.
CRITERIA = ("degree", "mba", "experience", "skills", "duties")

Text = Mapping[str, str]  # language -> text


@dataclass(frozen=True, slots=True)
class Item:
    """A skill or duty the role lists: `id` is one of `facts.SKILLS` or `facts.DUTIES`.

    `weight` is its share within its criterion (1 = as much as the others).
    """

    id: str
    name: Text
    text: Text
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated figure with its source: shown as history, never as today's market.

    `low` and `high` are amounts (equal where there is one), `unit` is a
    currency code, `percent` or `people`. `note` says what the amount is of
    (per year, three quarters earned more); it may be empty.
    """

    id: str
    name: Text
    low: float
    high: float
    unit: str
    source: str
    year: str
    country: Text
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Criterion:
    """`weight` counts relative to the other criteria; 0 shows the criterion without counting it.

    `credits` maps what is found to a credit from 0 to 1, e.g. for the degree
    {"bachelor": 1.0, "vocational": 0.33…}; `curve` is for the experience:
    (months, credit) knots joined by straight lines.
    """

    id: str
    weight: float
    name: Text
    text: Text
    credits: Mapping[str, float] = field(default_factory=dict)
    curve: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Bands:
    """The recruiter's thresholds in points: `strong` and up, `possible` and up, else below."""

    strong: float = 70.0
    possible: float = 50.0


@dataclass(frozen=True, slots=True)
class RoleProfile:
    """`id` names the profile (kam), `version` counts its edits from 1.

    `compensation`, `outlook` and `wages` are dated figures of the job
    description, `figures_note` warns that they are history; `market` holds the
    recruiter's own figures, shown beside them.
    """

    id: str
    version: int
    title: Text
    summary: Text
    education: tuple[Text, ...]
    duties: tuple[Item, ...]
    skills: tuple[Item, ...]
    criteria: tuple[Criterion, ...]
    compensation: tuple[Figure, ...] = ()
    compensation_note: Text = field(default_factory=dict)
    outlook: tuple[Figure, ...] = ()
    outlook_note: Text = field(default_factory=dict)
    wages: tuple[Figure, ...] = ()
    bands: Bands = Bands()
    figures_note: Text = field(default_factory=dict)
    market: tuple[Figure, ...] = ()

    def criterion(self, id: str) -> Criterion:
        """The criterion of that id; KeyError when the profile does not weigh it."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise KeyError(id)
