"""What an opening's list can be narrowed by, as conditions of a query.

Every condition belongs to a facet (`stage`, `band`, …), so that the counts
beside the choices of one can follow the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, String, cast, false, or_, select

from recruit.facts import Level
from recruit.hiring.models import Application, ApplicationTag, Assignment, StoredScore
from recruit.hiring.queries import search

BANDS = ("strong", "possible", "below")
#: values of `assigned` that are no user's number
ME, NOBODY = "me", "nobody"
#: the source of applications whose job page was opened without one
NO_SOURCE = "-"


@dataclass(frozen=True)
class Filters:
    """Everything empty: everybody. Several values of one field: any of them, but of `skill`: all.

    `degree_min` is a Level; months are of related experience and of key accounts
    alone, both ends included; `skill` is `sales` (read in the CV) or `sales:shown`;
    `language` is the CV's; `tag` are numbers of tags; `assigned` numbers of
    users, `me` or `nobody`; salaries in whole units of the opening's currency a
    year; `text` is looked for in names, e-mails, CVs, notes and answers.
    """

    stage: list[str] = field(default_factory=list)
    band: list[str] = field(default_factory=list)
    degree_min: str | None = None
    mba: list[str] = field(default_factory=list)
    months_min: int | None = None
    months_max: int | None = None
    core_min: int | None = None
    core_max: int | None = None
    skill: list[str] = field(default_factory=list)
    language: list[str] = field(default_factory=list)
    flag: list[str] = field(default_factory=list)
    tag: list[int] = field(default_factory=list)
    assigned: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    salary_min: int | None = None
    salary_max: int | None = None
    text: str = ""

    def seen_by(self, user_id: int) -> Filters:
        """With `me` as the number of who is looking, so that a list that is shared shows each their own."""
        return replace(self, assigned=[str(user_id) if value == ME else value for value in self.assigned])


def _quoted(column: Any, values: Sequence[str]) -> ColumnElement[bool]:
    """Any of the values stands in the stored list: they are ours and stand in quotes there, on every engine."""
    return or_(false(), *(cast(column, String).contains(f'"{value}"', autoescape=True) for value in values))


def _between(column: Any, least: int | None, most: int | None) -> list[ColumnElement[bool]]:
    found = [] if least is None else [column >= least]
    return found if most is None else [*found, column <= most]


def _assigned(values: Sequence[str]) -> ColumnElement[bool]:
    numbers = [int(value) for value in values if value.isdecimal()]
    anybody = Assignment.application_id.is_(None) if NOBODY in values else false()
    return or_(anybody, Assignment.user_id.in_(numbers))


def _source(values: Sequence[str]) -> ColumnElement[bool]:
    unknown = Application.source.is_(None) if NO_SOURCE in values else false()
    return or_(unknown, Application.source.in_([value for value in values if value != NO_SOURCE]))


def _skill(value: str) -> ColumnElement[bool]:
    id, _colon, grade = value.partition(":")
    grades = [grade] if grade else ["shown", "claimed"]
    return _quoted(StoredScore.skills, [f"{id}:{one}" for one in grades])


def conditions(filters: Filters) -> dict[str, ColumnElement[bool]]:
    """Facet -> its condition, for each that is set. The query joins scores and assignments."""
    many: dict[str, list[ColumnElement[bool]]] = {
        "stage": [Application.stage.in_(filters.stage)] if filters.stage else [],
        "band": [StoredScore.band.in_(filters.band)] if filters.band else [],
        "degree": [StoredScore.highest_degree.in_(_levels(filters.degree_min))] if filters.degree_min else [],
        "mba": [StoredScore.mba.in_(filters.mba)] if filters.mba else [],
        "months": _between(StoredScore.related_months, filters.months_min, filters.months_max),
        "core": _between(StoredScore.core_months, filters.core_min, filters.core_max),
        "skill": [_skill(value) for value in filters.skill],
        "language": [StoredScore.language.in_(filters.language)] if filters.language else [],
        "flag": [_quoted(StoredScore.flags, filters.flag)] if filters.flag else [],
        "tag": [_tagged(filters.tag)] if filters.tag else [],
        "assigned": [_assigned(filters.assigned)] if filters.assigned else [],
        "source": [_source(filters.source)] if filters.source else [],
        "salary": _between(Application.salary_expectation, filters.salary_min, filters.salary_max),
        "text": search.condition(filters.text),
    }
    found: dict[str, ColumnElement[bool]] = {}
    for facet, parts in many.items():
        if parts:
            first, *rest = parts
            for part in rest:
                first = first & part
            found[facet] = first
    return found


def _levels(least: str) -> list[str]:
    return [str(level) for level in Level if level.rank >= Level(least).rank]


def _tagged(tags: Sequence[int]) -> ColumnElement[bool]:
    return Application.id.in_(select(ApplicationTag.application_id).where(ApplicationTag.tag_id.in_(tags)))
