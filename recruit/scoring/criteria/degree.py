"""The degree: the one that is worth most counts.

A finished degree gives its level's credit; one in progress the share
`in_progress` of it; an abandoned one nothing. What only the form says gives the
share `declared` of it. Confirmed beats read, read beats declared.
"""

from __future__ import annotations

from collections.abc import Mapping

from recruit.facts import Confirmation, CvFacts, Degree, Level, Mba, Status
from recruit.role_profile.profile import Criterion
from recruit.scoring.explanation import Contradiction, Founding, Rule, Source
from recruit.scoring.finding import Case, ConfirmationError, Finding, in_order

#: A recruiter may also confirm that a degree of the level that counts in full is still in progress.
IN_PROGRESS = Status.IN_PROGRESS.value


def find(criterion: Criterion, case: Case) -> Finding:
    """The credit of the candidate's best degree."""
    best = best_degree(case, criterion.credits)
    contradiction = _contradiction(case)
    confirmation = case.confirmed.get("degree")
    if confirmation is not None:
        return _confirmed(criterion, case, confirmation, contradiction)

    credits = criterion.credits
    read = _worth(best.level, best.status, credits) if best else 0.0
    level, status = case.declared.degree, case.declared.degree_status or Status.COMPLETED
    claim = _worth(level, status, credits) if level else 0.0
    declared = claim * credits["declared"]
    high = max(read, declared, claim)
    if case.unsure and level is None:
        high = max(high, *(credits[each] for each in Level))

    changes: list[tuple[Rule, float]] = []
    doubts: tuple[str, ...] = ()
    if level and claim > read:
        changes.append((Rule("change.degree_confirmed", {"level": level.value, "status": status.value}), claim))
        doubts = () if case.unread else ("declared_degree",)
    elif case.unsure and level is None and high > read:
        full = next(each for each in Level if credits[each] == high)
        rule = Rule("change.degree_confirmed", {"level": full.value, "status": Status.COMPLETED.value})
        changes.append((rule, high))
    if best and best.status is Status.IN_PROGRESS:
        changes.append((Rule("change.degree_completed", {"level": best.level.value}), credits[best.level]))

    if level and declared > read:
        values = {"level": level.value, "status": status.value, "credit": declared}
        rule, source, founding = Rule("degree.declared", values), Source.DECLARED, Founding.DECLARED
    elif best:
        rule = Rule(f"degree.{best.status.value}", {"level": best.level.value, "credit": read})
        source, founding = Source.READ, Founding.SHOWN
    else:
        rule = Rule("degree.unread" if case.unread else "degree.none")
        source, founding = Source.NONE, Founding.NONE
    return Finding(
        credit=max(read, declared),
        low=read,
        high=high,
        rule=rule,
        source=source,
        founding=founding,
        evidence=in_order([best.evidence, best.status_evidence]) if best else (),
        contradiction=contradiction,
        changes=tuple(changes),
        doubts=doubts,
    )


def best_degree(case: Case, credits: Mapping[str, float]) -> Degree | None:
    """The degree read in the CV that is worth most; of equals a finished, a higher, an earlier named one."""
    return max(
        case.read.degrees if case.read else (),
        key=lambda degree: (
            _worth(degree.level, degree.status, credits),
            degree.status is Status.COMPLETED,
            degree.level.rank,
            -degree.evidence.start,
            degree.title,
        ),
        default=None,
    )


def _worth(level: Level, status: Status, credits: Mapping[str, float]) -> float:
    if status is Status.ABANDONED:
        return 0.0
    return credits[level] * (credits["in_progress"] if status is Status.IN_PROGRESS else 1.0)


def confirmed_level(confirmation: Confirmation) -> Level | None:
    """The level a recruiter confirmed as finished; None when they confirmed one in progress."""
    if confirmation.value == IN_PROGRESS:
        return None
    try:
        return Level(str(confirmation.value))
    except ValueError:
        expected = f"one of {', '.join(Level)}, {IN_PROGRESS}"
        raise ConfirmationError("degree", confirmation.value, expected) from None


def _confirmed(
    criterion: Criterion, case: Case, confirmation: Confirmation, contradiction: Contradiction | None
) -> Finding:
    credits = criterion.credits
    level = confirmed_level(confirmation)
    changes: tuple[tuple[Rule, float], ...] = ()
    if level is None:
        full = max(credits[each] for each in Level)
        credit = full * credits["in_progress"]
        rule = Rule("degree.confirmed_in_progress", {"credit": credit})
        changes = ((Rule("change.degree_completed", {"level": _first_of(credits, full).value}), full),)
    else:
        credit = credits[level]
        rule = Rule("degree.confirmed", {"level": level.value, "credit": credit})
    evidence = [confirmation.evidence]
    if confirmation.evidence is None and case.read:
        wanted = Status.IN_PROGRESS if level is None else Status.COMPLETED
        evidence = [d.evidence for d in case.read.degrees if d.status is wanted and level in (None, d.level)]
    return Finding(
        credit=credit,
        low=credit,
        high=credit,
        rule=rule,
        source=Source.CONFIRMED,
        founding=Founding.NONE if level is Level.NONE else Founding.SHOWN,
        evidence=in_order(evidence),
        contradiction=contradiction,
        changes=changes,
    )


def _first_of(credits: Mapping[str, float], credit: float) -> Level:
    return next(each for each in Level if credits[each] == credit)


def _contradiction(case: Case) -> Contradiction | None:
    """Form and CV differ; secondary school and no degree at all are the same to this criterion."""
    level, status = case.declared.degree, case.declared.degree_status or Status.COMPLETED
    read = case.read
    if level is None or read is None or case.unread:
        return None
    highest = read.highest_degree
    if highest is Level.MASTER and read.mba is Mba.COMPLETED and case.declared.mba is Mba.COMPLETED:
        return None  # the form asks for the MBA apart: both name the same master's degree
    same_level = {d.status for d in read.degrees if d.level is level}
    if status is Status.COMPLETED:
        if level is highest or max(level.rank, highest.rank) <= Level.SECONDARY.rank:
            return None
    elif status is Status.IN_PROGRESS:
        if Status.IN_PROGRESS in same_level and Status.COMPLETED not in same_level:
            return None
    elif not same_level & {Status.COMPLETED, Status.IN_PROGRESS}:
        return None
    said = level.value if status is Status.COMPLETED else f"{level.value}/{status.value}"
    return Contradiction(declared=said, read=_read_code(read, level))


def _read_code(read: CvFacts, level: Level) -> str:
    """What the CV says, as a code: the declared level's unfinished degree where there is one, else the highest."""
    unfinished = [d.status for d in read.degrees if d.level is level and d.status is not Status.COMPLETED]
    if unfinished and read.highest_degree.rank < level.rank:
        status = Status.IN_PROGRESS if Status.IN_PROGRESS in unfinished else Status.ABANDONED
        return f"{level.value}/{status.value}"
    return read.highest_degree.value
