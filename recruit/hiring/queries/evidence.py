"""The three sources of a fact, brought from the tables to the values that scoring takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recruit.facts import (
    Confirmation,
    CvFacts,
    Declared,
    Evidence,
    Level,
    Mba,
    Month,
    Related,
    Status,
    Strike,
)
from recruit.hiring.models import Application, FactConfirmation, StruckEvidence
from recruit.scoring.explanation import Founding, Score


def declared_of(application: Application) -> Declared:
    """What the form says."""
    return Declared(
        degree=Level(application.degree) if application.degree else None,
        degree_status=Status(application.degree_status) if application.degree_status else None,
        degree_field=application.degree_field,
        mba=Mba(application.mba) if application.mba else None,
        related_years=application.related_years,
        skills=frozenset(application.skills),
    )


def confirmed_of(confirmations: Iterable[FactConfirmation]) -> dict[str, Confirmation]:
    """Fact -> the latest confirmation of it that is not undone."""
    return {
        row.fact: Confirmation(row.fact, row.value, row.by.name, row.reason, _pointed_at(row))
        for row in confirmations
        if row.undone_at is None
    }


def _pointed_at(row: FactConfirmation) -> Evidence | None:
    return Evidence(**row.evidence) if row.evidence else None


def strike_of(row: StruckEvidence) -> Strike:
    """The row as the scorer takes it."""
    return Strike(row.fact, Evidence(row.start, row.end, row.quote), row.by.name, row.reason)


def struck_of(strikes: Iterable[StruckEvidence]) -> list[Strike]:
    """The words of the CV that recruiters struck, those that are not undone."""
    return [strike_of(row) for row in strikes if row.undone_at is None]


def degree_of(facts: CvFacts | None, declared: Declared, confirmed: Mapping[str, Confirmation]) -> Level:
    """The highest degree to filter by: confirmed, else read, else (no CV read) declared as completed."""
    if "degree" in confirmed:
        return Level(str(confirmed["degree"].value))
    if facts is not None:
        return facts.highest_degree
    done = declared.degree_status in (None, Status.COMPLETED)
    return declared.degree if declared.degree and done else Level.NONE


def mba_of(facts: CvFacts | None, declared: Declared, confirmed: Mapping[str, Confirmation]) -> Mba:
    """The MBA to filter by, likewise."""
    if "mba" in confirmed:
        return Mba(str(confirmed["mba"].value))
    if facts is not None:
        return facts.mba
    return declared.mba or Mba.NONE


def strip_of(facts: CvFacts | None, kinds: set[Related]) -> list[list[int | str]]:
    """[first month, last month, core or adjacent] of each dated position of these kinds, the earliest first."""
    if facts is None:
        return []
    as_of = Month.parse(facts.as_of)
    strip: list[list[int | str]] = []
    for position in facts.positions:
        reach = position.span.months(as_of) if position.span and position.related in kinds else None
        if reach:
            strip.append([reach[0], reach[1], str(position.related)])
    return sorted(strip, key=lambda piece: (piece[0], piece[1]))


def skills_of(score: Score) -> list[str]:
    """`sales:shown` for each skill that was found at all, to filter by; shown, claimed or declared."""
    found = next((criterion.parts for criterion in score.criteria if criterion.id == "skills"), ())
    return [f"{part.id}:{part.founding}" for part in found if part.founding != Founding.NONE]
