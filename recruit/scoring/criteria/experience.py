"""Related experience: months in key accounts in full, in other commercial posts in part.

The curve of the profile turns months into a credit. A post without dates adds
nothing, but widens the range. Years that only the form mentions give the share
`declared` of what they would. Confirmed beats read, read beats declared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from recruit.facts import Confirmation, Evidence, Position, Related
from recruit.role_profile.profile import Criterion
from recruit.scoring.explanation import Contradiction, Founding, PartScore, Rule, Source
from recruit.scoring.finding import DECIMALS, Case, ConfirmationError, Finding, Reach, in_order

#: A post without dates may have lasted up to so many months, as far as the range goes.
UNDATED_MONTHS = 36
#: Form and CV agree on the experience when they differ by no more months than this.
TOLERANCE_MONTHS = 12

Curve = tuple[tuple[float, float], ...]


def months_of(case: Case) -> tuple[int, int]:
    """Core and related months: confirmed, else read, else none."""
    confirmation = case.confirmed.get("experience")
    if confirmation is not None:
        return _confirmed_months(confirmation)
    return (case.core_months, case.related_months)


def credit_for(curve: Curve, months: float) -> float:
    """The curve at so many months: straight lines between its knots, level beyond the last."""
    before = curve[0]
    for knot in curve:
        if months <= knot[0]:
            reach = knot[0] - before[0]
            return before[1] + (knot[1] - before[1]) * (months - before[0]) / reach if reach else knot[1]
        before = knot
    return before[1]


@dataclass(frozen=True, slots=True)
class Reached:
    """Credits by the line of the profile: of the months read, of those declared (in full), with posts dated."""

    credit: float
    read: float
    claim: float
    dated: float
    high: float


def reached(criterion: Criterion, reach: Reach) -> Reached:
    """What the line makes of a reach."""
    curve = criterion.curve
    read = credit_for(curve, reach.counted)
    claim = credit_for(curve, reach.said) if reach.said else 0.0
    credit = max(read, claim * criterion.credits["declared"])
    dated = credit_for(curve, reach.counted + reach.may_add)
    high = max(credit, dated, claim if reach.believed else 0.0)
    if reach.unbounded:
        high = max(high, curve[-1][1])
    return Reached(credit, read, claim, dated, high)


def find(criterion: Criterion, case: Case, most: float) -> Finding:
    """The credit of the related months, with core and adjacent months as parts; `most` is the criterion's points."""
    credits, curve = criterion.credits, criterion.curve
    core, related = months_of(case)
    counted = core * credits["core"] + (related - core) * credits["adjacent"]
    confirmed = "experience" in case.confirmed
    undated = [] if confirmed else _undated(case)
    may_add = sum(UNDATED_MONTHS * credits[post.related] for post in undated)
    years = None if confirmed else case.declared.related_years
    said = round(years * 12) if years else 0
    more_said = said > related + TOLERANCE_MONTHS
    reach = Reach(
        counted=counted,
        may_add=may_add,
        said=said,
        believed=more_said or case.unsure,
        unbounded=case.unsure and not confirmed and years is None,
    )
    by_line = reached(criterion, reach)
    credit, read, claim, dated = by_line.credit, by_line.read, by_line.claim, by_line.dated

    changes: list[tuple[Rule, float]] = []
    next_knot = _next_knot(curve, counted, credit, credits["core"])
    if next_knot and (counted or not case.unsure):
        changes.append(next_knot)
    if claim > credit and (more_said or case.unsure):
        changes.append((Rule("change.experience_confirmed", {"months": said}), claim))
    if undated and dated > credit:
        changes.append((Rule("change.experience_dated", {"count": len(undated), "months": UNDATED_MONTHS}), dated))
    doubts = ["undated_position"] if undated else []
    if more_said and not case.unread:
        doubts.append("declared_experience")

    values = {"core": core, "adjacent": related - core, "months": round(counted, 1), "credit": credit}
    if confirmed:
        rule, source, founding = Rule("experience.confirmed", values), Source.CONFIRMED, Founding.SHOWN
        if not related:
            founding = Founding.NONE
    elif credit > read:
        rule = Rule("experience.declared", {**values, "declared": said})
        source, founding = Source.DECLARED, Founding.DECLARED
    elif related:
        rule, source, founding = Rule("experience.read", values), Source.READ, Founding.SHOWN
    else:
        rule = Rule("experience.unread" if case.unread else "experience.none")
        source, founding = Source.NONE, Founding.NONE
    parts = _parts(case, credits, (core, related), counted, read, most)
    if credit > read:
        rule_said = Rule("experience.said", {"declared": said, "credit": credits["declared"]})
        share = (credit - read, 0.0, credit - read)
        parts.append(_part("declared", share, most, rule_said, Source.DECLARED, Founding.DECLARED, ()))
    if undated:
        rule_undated = Rule("experience.undated", {"count": len(undated), "months": UNDATED_MONTHS})
        places = in_order([post.evidence for post in undated])
        share = (0.0, 0.0, dated - read)
        parts.append(_part("undated", share, most, rule_undated, Source.READ, Founding.NONE, places))
    return Finding(
        credit=credit,
        low=read,
        high=by_line.high,
        rule=rule,
        source=source,
        founding=founding,
        evidence=_evidence(case, (Related.CORE, Related.ADJACENT), case.confirmed.get("experience")),
        contradiction=_contradiction(case),
        parts=tuple(parts),
        changes=tuple(changes),
        doubts=tuple(doubts),
        reach=reach,
    )


def _part(
    id: str,
    share: tuple[float, float, float],
    most: float,
    rule: Rule,
    source: Source,
    founding: Founding,
    evidence: tuple[Evidence, ...],
) -> PartScore:
    """`share`: the part's credit within the criterion, and between what it lies."""
    points, low, high = [round(most * each, DECIMALS) for each in share]
    return PartScore(id, share[0], points, round(most, DECIMALS), rule, source, founding, evidence, low, high)


def _parts(
    case: Case, credits: Mapping[str, float], months: tuple[int, int], counted: float, credit: float, most: float
) -> list[PartScore]:
    """Core and adjacent months, each with its share of the credit that the months gave."""
    core, related = months
    confirmation = case.confirmed.get("experience")
    parts = []
    for kind, number in ((Related.CORE, core), (Related.ADJACENT, related - core)):
        share = credit * number * credits[kind] / counted if counted else 0.0
        source = Source.NONE if not number else Source.CONFIRMED if confirmation else Source.READ
        evidence = _evidence(case, (kind,))
        if not evidence and number and confirmation and confirmation.evidence:
            evidence = (confirmation.evidence,)
        rule = Rule(f"experience.{kind}", {"months": number, "credit": credits[kind]})
        founding = Founding.SHOWN if number else Founding.NONE
        parts.append(_part(str(kind), (share, share, share), most, rule, source, founding, evidence))
    return parts


def _undated(case: Case) -> list[Position]:
    positions = case.read.positions if case.read else ()
    return [post for post in positions if post.span is None and post.related is not Related.NONE]


def _evidence(case: Case, kinds: tuple[Related, ...], confirmation: Confirmation | None = None) -> tuple[Evidence, ...]:
    positions = case.read.positions if case.read else ()
    wanted = [post for post in positions if post.related in kinds]
    shown = confirmation.evidence if confirmation else None
    return in_order([shown, *(place for post in wanted for place in (post.evidence, post.date_evidence))])


def _next_knot(curve: Curve, counted: float, credit: float, core: float) -> tuple[Rule, float] | None:
    """How many more core months reach the next knot of the curve that is worth more."""
    if not core:
        return None
    for months, worth in curve:
        if worth > credit and months > counted:
            needed = math.ceil(round((months - counted) / core, 6))
            return Rule("change.experience_months", {"months": needed}), worth
    return None


def _confirmed_months(confirmation: Confirmation) -> tuple[int, int]:
    value = confirmation.value
    core, related = (
        (value.get("core_months"), value.get("related_months")) if isinstance(value, Mapping) else (None, None)
    )
    if not _whole(core) or not _whole(related) or not 0 <= core <= related:
        wanted = "{'core_months': …, 'related_months': …} in whole months, the core ones among the related ones"
        raise ConfirmationError("experience", value, wanted)
    return core, related


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _contradiction(case: Case) -> Contradiction | None:
    """Form and CV differ by more than the tolerance; both in months."""
    years = case.declared.related_years
    if years is None or case.read is None or case.unread:
        return None
    said, read = round(years * 12), case.related_months
    if abs(said - read) <= TOLERANCE_MONTHS:
        return None
    return Contradiction(declared=str(said), read=str(read))
