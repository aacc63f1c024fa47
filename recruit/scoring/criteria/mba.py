"""The MBA: finished, in progress, or another finished master's degree instead.

Of what applies, the one worth most counts. What only the form says gives the
share `declared` of it. Confirmed beats read, read beats declared.
"""

from __future__ import annotations

from collections.abc import Mapping

from recruit.facts import Confirmation, Degree, Evidence, Level, Mba, Status
from recruit.role_profile.profile import Criterion
from recruit.scoring.criteria.degree import confirmed_level
from recruit.scoring.explanation import Contradiction, Founding, Rule, Source
from recruit.scoring.finding import Case, ConfirmationError, Finding, in_order

_OTHER = "other_master"


def find(criterion: Criterion, case: Case) -> Finding:
    """The credit of the candidate's MBA or other master's degree."""
    credits = criterion.credits
    confirmation = case.confirmed.get("mba")
    others = _other_masters(case)
    if confirmation is not None:
        return _confirmed(credits, case, confirmation, others)

    read_mba = case.read.mba if case.read else Mba.NONE
    key = _best(credits, read_mba, bool(others) or _master_confirmed(case))
    read = credits[key]
    claim_key = _declared_key(credits, case)
    claim = credits[claim_key]
    declared = claim * credits["declared"]
    high = max(read, declared, claim)
    if case.unsure:
        high = max(high, _unknown(credits, case))

    changes: list[tuple[Rule, float]] = []
    doubts: tuple[str, ...] = ()
    if claim > read:
        changes.append((Rule("change.mba_confirmed", {"mba": claim_key}), claim))
        doubts = () if case.unread else ("declared_degree" if claim_key == _OTHER else "declared_mba",)
    elif case.unsure and case.declared.mba is None and high > read:
        changes.append((Rule("change.mba_confirmed", {"mba": Mba.COMPLETED.value}), credits["completed"]))
    if read_mba is Mba.IN_PROGRESS:
        changes.append((Rule("change.mba_completed"), credits["completed"]))

    evidence: tuple[Evidence, ...] = ()
    if declared > read:
        rule = Rule("mba.declared", {"mba": claim_key, "credit": declared})
        source, founding = Source.DECLARED, Founding.DECLARED
    elif key != Mba.NONE:
        rule, source, founding = Rule(f"mba.{key}", {"credit": read}), Source.READ, Founding.SHOWN
        evidence = _evidence(case, key, others)
        if key == _OTHER and not others:
            source = Source.CONFIRMED
    else:
        rule = Rule("mba.unread" if case.unread else "mba.none", {"credit": read})
        source, founding = Source.NONE, Founding.NONE
    return Finding(
        credit=max(read, declared),
        low=read,
        high=high,
        rule=rule,
        source=source,
        founding=founding,
        evidence=evidence,
        contradiction=_contradiction(case),
        changes=tuple(changes),
        doubts=doubts,
    )


def _best(credits: Mapping[str, float], mba: Mba, other: bool) -> str:
    """The key worth most of what applies; the MBA itself before another master's of the same worth."""
    keys = [mba.value, *([_OTHER] if other else [])]
    if mba is Mba.NONE and other:
        keys.reverse()
    return max(keys, key=lambda key: credits[key])


def _other_masters(case: Case) -> list[Degree]:
    """Finished master's degrees of the CV other than an MBA, unless a recruiter confirmed a lower degree."""
    confirmation = case.confirmed.get("degree")
    if confirmation is not None:
        level = confirmed_level(confirmation)
        if level is None or level.rank < Level.MASTER.rank:
            return []
    degrees = case.read.degrees if case.read else ()
    return [d for d in degrees if d.level is Level.MASTER and not d.mba and d.status is Status.COMPLETED]


def _master_confirmed(case: Case) -> bool:
    confirmation = case.confirmed.get("degree")
    return confirmation is not None and confirmed_level(confirmation) is Level.MASTER


def _declared_key(credits: Mapping[str, float], case: Case) -> str:
    said = case.declared
    finished = said.degree_status in (None, Status.COMPLETED)
    other = said.degree is Level.MASTER and finished and "degree" not in case.confirmed
    return _best(credits, said.mba or Mba.NONE, other)


def _unknown(credits: Mapping[str, float], case: Case) -> float:
    """The most that a CV which was not read could hold, given what the form says."""
    if case.declared.mba is None:
        return max(credits["completed"], credits["in_progress"], credits[_OTHER])
    if case.declared.degree is None:
        return credits[_OTHER]
    return 0.0


def _evidence(case: Case, key: str, others: list[Degree]) -> tuple[Evidence, ...]:
    if case.read is None:
        return ()
    if key == _OTHER:
        return in_order([d.evidence for d in others])
    degrees = [d for d in case.read.degrees if d.mba and d.status.value == key]
    return in_order([e for d in degrees for e in (d.evidence, d.status_evidence)])


def _confirmed(credits: Mapping[str, float], case: Case, confirmation: Confirmation, others: list[Degree]) -> Finding:
    try:
        mba = Mba(str(confirmation.value))
    except ValueError:
        raise ConfirmationError("mba", confirmation.value, f"one of {', '.join(Mba)}") from None
    key = _best(credits, mba, bool(others) or _master_confirmed(case))
    if confirmation.evidence is not None and key == mba:
        evidence: tuple[Evidence, ...] = (confirmation.evidence,)
    else:
        evidence = _evidence(case, key, others)
    changes = ((Rule("change.mba_completed"), credits["completed"]),) if mba is Mba.IN_PROGRESS else ()
    return Finding(
        credit=credits[key],
        low=credits[key],
        high=credits[key],
        rule=Rule("mba.confirmed", {"mba": key, "credit": credits[key]}),
        source=Source.CONFIRMED,
        founding=Founding.NONE if key == Mba.NONE else Founding.SHOWN,
        evidence=evidence,
        contradiction=_contradiction(case),
        changes=changes,
    )


def _contradiction(case: Case) -> Contradiction | None:
    said = case.declared.mba
    if said is None or case.read is None or case.unread or said is case.read.mba:
        return None
    return Contradiction(declared=said.value, read=case.read.mba.value)
