"""Facts and a role profile become an explained score: pure, the same for ever for the same input.

`points = 100 × Σ weight × credit / Σ weight`. Nobody's name, contact or language
is looked at. Speed matters: a change of weights scores everybody again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from recruit.facts import Confirmation, CvFacts, Declared, Strike
from recruit.role_profile.profile import Criterion, RoleProfile
from recruit.scoring.basis import basis_of
from recruit.scoring.criteria import degree, duties, experience, mba, skills
from recruit.scoring.explanation import Change, CriterionScore, Score
from recruit.scoring.finding import DECIMALS, UNREAD_FLAGS, Case, ConfirmationError, Finding, band, points_of
from recruit.scoring.striking import effective, without, without_mba

__all__ = ["ConfirmationError", "band", "score", "score_and_basis"]

_NOTHING_DECLARED = Declared()
_NOTHING_CONFIRMED: Mapping[str, Confirmation] = {}


def score(
    profile: RoleProfile,
    *,
    read: CvFacts | None,
    declared: Declared | None = None,
    confirmed: Mapping[str, Confirmation] = _NOTHING_CONFIRMED,
    struck: Sequence[Strike] = (),
    needs_person: Sequence[str] = (),
) -> Score:
    """The explained score of one candidate for one role.

    `read`: what the CV says, None without a CV or when it could not be read;
    `declared`: the form; `confirmed`: by fact, see `Confirmation`;
    `struck`: words of the CV that do not count, see `Strike`;
    `needs_person`: ids of flags why a person must look, kept in the result.
    A flag of `UNREAD_FLAGS` there or in the facts says that the CV was not read
    in full; where nothing at all was found in it, the range is as wide, and
    `nothing_found` asks for a person. `ConfirmationError` for a confirmation that makes no sense.
    """
    return _scored(profile, read, declared, confirmed, struck, needs_person)[0]


def score_and_basis(
    profile: RoleProfile,
    *,
    read: CvFacts | None,
    declared: Declared | None = None,
    confirmed: Mapping[str, Confirmation] = _NOTHING_CONFIRMED,
    struck: Sequence[Strike] = (),
    needs_person: Sequence[str] = (),
) -> tuple[Score, dict[str, Any]]:
    """The same, with what other weights need to score anew, see `basis`."""
    result, findings = _scored(profile, read, declared, confirmed, struck, needs_person)
    return result, {criterion.id: basis_of(criterion, finding) for criterion, finding in findings}


def _scored(
    profile: RoleProfile,
    read: CvFacts | None,
    declared: Declared | None,
    confirmed: Mapping[str, Confirmation],
    struck: Sequence[Strike],
    needs_person: Sequence[str],
) -> tuple[Score, list[tuple[Criterion, Finding]]]:
    flags = [flag.id for flag in read.flags] if read else []
    unread = read is None or not UNREAD_FLAGS.isdisjoint(flags) or not UNREAD_FLAGS.isdisjoint(needs_person)
    blank = read is not None and not (read.degrees or read.positions or read.skills or read.duties)
    struck = effective(read, struck) if read is not None and struck else ()
    if read is not None and struck:
        read = without(read, struck)
    case = Case(
        read=read,
        declared=declared or _NOTHING_DECLARED,
        confirmed=confirmed,
        unread=unread,
        unsure=unread or blank,
        core_months=read.core_months if read else 0,
        related_months=read.related_months if read else 0,
    )
    of_mba = replace(case, read=without_mba(read, struck)) if read is not None and struck else case
    weights = sum([criterion.weight for criterion in profile.criteria])
    findings = [
        (c, _find(c, profile, of_mba if c.id == "mba" else case, 100 * c.weight / weights)) for c in profile.criteria
    ]
    points = points_of(sum([c.weight * finding.credit for c, finding in findings]), weights)
    core_months, related_months = experience.months_of(case)
    reasons = list(needs_person)
    if unread and UNREAD_FLAGS.isdisjoint(reasons):
        reasons += [flag for flag in flags if flag in UNREAD_FLAGS] or ["cv_not_read"]
    elif blank and not unread:
        reasons.append("nothing_found")
    for _, finding in findings:
        reasons += finding.doubts
    result = Score(
        points=points,
        low=points_of(sum([c.weight * finding.low for c, finding in findings]), weights),
        high=points_of(sum([c.weight * finding.high for c, finding in findings]), weights),
        band=band(points, profile.bands),
        criteria=tuple([_criterion_score(c, finding, weights, points, struck) for c, finding in findings]),
        core_months=core_months,
        related_months=related_months,
        needs_person=tuple(dict.fromkeys(reasons)),
        profile=profile.id,
        profile_version=profile.version,
        reader=read.reader if read else "",
        lexicon=read.lexicon if read else "",
        as_of=read.as_of if read else "",
    )
    return result, findings


def _find(criterion: Criterion, profile: RoleProfile, case: Case, most: float) -> Finding:
    match criterion.id:
        case "degree":
            return degree.find(criterion, case)
        case "mba":
            return mba.find(criterion, case)
        case "experience":
            return experience.find(criterion, case, most)
        case "skills":
            return skills.find(criterion, case, most, profile.skills)
        case "duties":
            return duties.find(criterion, case, most, profile.duties)
    raise ValueError(f"no such criterion: {criterion.id}")


#: fact, or its kind -> the criterion that it belongs to
_CRITERION_OF = {"skill": "skills", "duty": "duties"}


def _criterion_score(
    criterion: Criterion, finding: Finding, weights: float, total: float, struck: Sequence[Strike]
) -> CriterionScore:
    most = 100 * criterion.weight / weights
    changes = [
        Change(rule, round(total + most * (credit - finding.credit), DECIMALS)) for rule, credit in finding.changes
    ]
    if len(changes) > 1:
        changes.sort(key=lambda change: (-change.points, change.rule.id))
    return CriterionScore(
        id=criterion.id,
        weight=criterion.weight,
        credit=finding.credit,
        points=round(most * finding.credit, DECIMALS),
        most=round(most, DECIMALS),
        low=round(most * finding.low, DECIMALS),
        high=round(most * finding.high, DECIMALS),
        rule=finding.rule,
        source=finding.source,
        founding=finding.founding,
        evidence=finding.evidence,
        contradiction=finding.contradiction,
        parts=finding.parts,
        changes=tuple([change for change in changes if change.points > total]),
        struck=tuple([strike for strike in struck if _criterion_of(strike) == criterion.id]) if struck else (),
    )


def _criterion_of(strike: Strike) -> str:
    kind = strike.fact.partition(":")[0]
    return _CRITERION_OF.get(kind, kind)
