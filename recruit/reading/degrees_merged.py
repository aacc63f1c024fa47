"""One degree told under two names side by side: a title and its letters, a diploma and its school."""

from __future__ import annotations

from dataclasses import replace

from recruit.facts import Degree, Level, Status


def merged(degrees: list[Degree]) -> list[Degree]:
    """A degree named twice side by side is one: "Bachelor of Business Administration (BBA)".

    So is a school's name below its diploma: "High School Diploma", "Whetstone High School".
    """
    kept: list[Degree] = []
    for degree in degrees:
        last = kept[-1] if kept else None
        gap = degree.evidence.start - last.evidence.end if last else 0
        if last and last.level is degree.level:
            again = gap <= 4 and "\n" not in degree.title
            school = (
                degree.level is Level.SECONDARY
                and gap <= 60
                and degree.end_year in (None, last.end_year)
                and last.status is degree.status
            )
            if again or school:
                kept[-1] = _joined(last, degree)
                continue
        kept.append(degree)
    return kept


def _joined(first: Degree, second: Degree) -> Degree:
    """One degree of two names: an MBA if either is one, unfinished if either is."""
    unfinished = second if first.status is Status.COMPLETED else first
    return replace(
        first,
        mba=first.mba or second.mba,
        end_year=first.end_year or second.end_year,
        status=unfinished.status,
        status_evidence=unfinished.status_evidence,
        rule=first.rule if unfinished is first else second.rule,
    )
