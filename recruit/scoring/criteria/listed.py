"""What skills and duties have in common: a list of things, each shown, claimed, declared or not found."""

from __future__ import annotations

from collections.abc import Mapping

from recruit.facts import Confirmation, Evidence, Grade, Mention
from recruit.role_profile.profile import Criterion, Item
from recruit.scoring.explanation import Founding, Rule, Source
from recruit.scoring.finding import Case, ConfirmationError, Finding, PartFinding, in_order

#: So many quotes are kept with a skill or duty, the best first; the facts hold them all.
QUOTES = 3

_ABSENT = "absent"
_CONFIRMED = {Grade.SHOWN.value: Founding.SHOWN, Grade.CLAIMED.value: Founding.CLAIMED, _ABSENT: Founding.NONE}


def find_listed(
    kind: str,
    criterion: Criterion,
    case: Case,
    items: tuple[Item, ...],
    mentions: Mapping[str, tuple[Mention, ...]],
    declared: frozenset[str],
) -> Finding:
    """The weighted mean of the items' credits; `kind` is `skill` or `duty`, as confirmations and rules name it."""
    total = sum(item.weight for item in items)
    parts = tuple(
        _part(kind, item, item.weight / total, criterion, case, mentions.get(item.id, ()), declared) for item in items
    )
    credit = sum(part.portion * part.credit for part in parts)
    counts = dict.fromkeys(Founding, 0)
    for part in parts:
        counts[part.founding] += 1
    found = counts[Founding.SHOWN] + counts[Founding.CLAIMED] + counts[Founding.DECLARED]
    values = {founding.value: counts[founding] for founding in Founding if founding is not Founding.NONE}
    if found:
        rule = Rule(f"{kind}.summary", {**values, "of": len(parts)})
    else:
        rule = Rule(f"{kind}.summary_unread" if case.unread else f"{kind}.summary_none", {"of": len(parts)})
    return Finding(
        credit=credit,
        low=sum(part.portion * part.low for part in parts),
        high=sum(part.portion * part.high for part in parts),
        rule=rule,
        source=_main_source(parts),
        founding=next((each for each in Founding if counts[each]), Founding.NONE),
        evidence=in_order([part.evidence[0] for part in parts if part.evidence and part.credit]),
        parts=parts,
        changes=_changes(kind, criterion, credit, parts),
    )


def _part(
    kind: str,
    item: Item,
    portion: float,
    criterion: Criterion,
    case: Case,
    mentions: tuple[Mention, ...],
    declared: frozenset[str],
) -> PartFinding:
    credits = criterion.credits
    confirmation = case.confirmed.get(f"{kind}:{item.id}") if case.confirmed else None
    if confirmation is not None:
        return _confirmed_part(kind, item, portion, criterion, confirmation, mentions)
    top = max(credits["shown"], credits["claimed"]) if case.unread else 0.0
    if mentions:
        grade = Grade.SHOWN if any(mention.grade is Grade.SHOWN for mention in mentions) else Grade.CLAIMED
        credit = credits[grade.value]
        founding = Founding.SHOWN if grade is Grade.SHOWN else Founding.CLAIMED
        rule = Rule(f"{kind}.{grade.value}", {"credit": credit})
        return PartFinding(
            item.id, portion, credit, credit, max(credit, top), rule, Source.READ, founding, _quotes(mentions, grade)
        )
    if item.id in declared:
        credit = credits["declared"]
        rule = Rule(f"{kind}.declared", {"credit": credit})
        high = max(credit, credits["shown"])
        return PartFinding(item.id, portion, credit, 0.0, high, rule, Source.DECLARED, Founding.DECLARED)
    rule = Rule(f"{kind}.unread" if case.unread else f"{kind}.none", {})
    return PartFinding(item.id, portion, 0.0, 0.0, top, rule, Source.NONE, Founding.NONE)


def _confirmed_part(
    kind: str,
    item: Item,
    portion: float,
    criterion: Criterion,
    confirmation: Confirmation,
    mentions: tuple[Mention, ...],
) -> PartFinding:
    value = str(confirmation.value)
    if value not in _CONFIRMED:
        raise ConfirmationError(f"{kind}:{item.id}", confirmation.value, f"one of {', '.join(_CONFIRMED)}")
    credit = 0.0 if value == _ABSENT else criterion.credits[value]
    evidence: tuple[Evidence, ...] = ()
    if confirmation.evidence is not None:
        evidence = (confirmation.evidence,)
    elif value != _ABSENT:
        evidence = _quotes(mentions, Grade(value))
    rule = Rule(f"{kind}.confirmed_{value}", {"credit": credit})
    return PartFinding(item.id, portion, credit, credit, credit, rule, Source.CONFIRMED, _CONFIRMED[value], evidence)


def _quotes(mentions: tuple[Mention, ...], grade: Grade) -> tuple[Evidence, ...]:
    """The quotes that carry the grade come first, otherwise in the reader's order."""
    if len(mentions) > 1:
        mentions = tuple(sorted(mentions, key=lambda mention: mention.grade is not grade))
    return tuple(mention.evidence for mention in mentions[:QUOTES])


def _main_source(parts: tuple[PartFinding, ...]) -> Source:
    """The strongest source among the parts that were found."""
    sources = {part.source for part in parts}
    return next(source for source in Source if source in sources)


def _changes(
    kind: str, criterion: Criterion, credit: float, parts: tuple[PartFinding, ...]
) -> tuple[tuple[Rule, float], ...]:
    """What it would be worth if the declared, or the claimed, things were shown in the experience."""
    changes = []
    for founding in (Founding.DECLARED, Founding.CLAIMED):
        which = [part for part in parts if part.founding is founding and part.portion]
        if which:
            more = sum(part.portion * (criterion.credits["shown"] - part.credit) for part in which)
            changes.append((Rule(f"change.{kind}_{founding.value}", {"count": len(which)}), credit + more))
    return tuple(changes)
