"""What skills and duties have in common: a list of things, each shown, claimed, declared or not found.

Re-ranking everybody after a change of weights spends most of its time here,
hence the one loop and the shared rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from recruit.facts import Confirmation, Evidence, Grade, Mention
from recruit.role_profile.profile import Criterion, Item
from recruit.scoring.explanation import Founding, PartScore, Rule, Source
from recruit.scoring.finding import DECIMALS, Case, ConfirmationError, Finding, in_order

#: So many quotes are kept with a skill or duty, the best first; the facts hold them all.
QUOTES = 3

_ABSENT = "absent"
_CONFIRMED = {Grade.SHOWN.value: Founding.SHOWN, Grade.CLAIMED.value: Founding.CLAIMED, _ABSENT: Founding.NONE}


def find_listed(
    kind: str,
    criterion: Criterion,
    case: Case,
    most: float,
    items: tuple[Item, ...],
    mentions: Mapping[str, tuple[Mention, ...]],
    declared: frozenset[str],
) -> Finding:
    """The weighted mean of the items' credits; `kind` is `skill` or `duty`, as confirmations and rules name it."""
    weights = sum([item.weight for item in items])
    finder = _Finder(kind, criterion, case, declared)
    parts: list[PartScore] = []
    credits: dict[str, tuple[float, float, float]] = {}
    credit = low = high = 0.0
    for item in items:
        portion = item.weight / weights
        found = finder.part(item.id, most * portion, mentions.get(item.id, ()))
        part, part_low, part_high = found
        parts.append(part)
        credits[item.id] = part.credit, part_low, part_high
        credit += portion * part.credit
        low += portion * part_low
        high += portion * part_high
    return Finding(
        credit=credit,
        low=low,
        high=high,
        rule=_summary(kind, case, parts),
        source=_strongest(parts),
        founding=_best_founding(parts),
        evidence=in_order([part.evidence[0] for part in parts if part.evidence and part.credit]),
        parts=tuple(parts),
        changes=_changes(kind, criterion, credit, items, weights, parts),
        listed=(finder.unknown, credits),
    )


class _Finder:
    """Looks at one thing after the other under the same criterion and case."""

    def __init__(self, kind: str, criterion: Criterion, case: Case, declared: frozenset[str]) -> None:
        self.kind = kind
        self.case = case
        self.declared = declared
        self.credits = criterion.credits
        #: what a thing may be worth that was not found in a CV that was not read in full
        self.unknown = max(self.credits["shown"], self.credits["claimed"]) if case.unsure else 0.0
        self.rules = {key: Rule(f"{kind}.{key}", {"credit": credit}) for key, credit in self.credits.items()}

    def part(self, id: str, most: float, mentions: tuple[Mention, ...]) -> tuple[PartScore, float, float]:
        """The part, and the credits between which it lies."""
        evidence: tuple[Evidence, ...] = ()
        confirmation = self.case.confirmed.get(f"{self.kind}:{id}") if self.case.confirmed else None
        if confirmation is not None:
            credit, rule, founding, evidence = self._confirmed(confirmation, mentions)
            low = high = credit
            source = Source.CONFIRMED
        elif mentions:
            grade = Grade.SHOWN if any(mention.grade is Grade.SHOWN for mention in mentions) else Grade.CLAIMED
            low = credit = self.credits[grade]
            high = max(credit, self.unknown)
            rule, source, evidence = self.rules[grade], Source.READ, _quotes(mentions, grade)
            founding = Founding.SHOWN if grade is Grade.SHOWN else Founding.CLAIMED
        elif id in self.declared:
            low, credit = 0.0, self.credits["declared"]
            high = max(credit, self.credits["shown"])
            rule, source, founding = self.rules["declared"], Source.DECLARED, Founding.DECLARED
        else:
            return _not_found(self.kind, id, most, self.unknown, self.case.unread), 0.0, self.unknown
        points = round(most * credit, DECIMALS) if credit else 0.0
        part = PartScore(
            id,
            credit,
            points,
            round(most, DECIMALS),
            rule,
            source,
            founding,
            evidence,
            points if low == credit else round(most * low, DECIMALS),
            points if high == credit else round(most * high, DECIMALS),
        )
        return part, low, high

    def _confirmed(
        self, confirmation: Confirmation, mentions: tuple[Mention, ...]
    ) -> tuple[float, Rule, Founding, tuple[Evidence, ...]]:
        value = str(confirmation.value)
        if value not in _CONFIRMED:
            raise ConfirmationError(confirmation.fact, confirmation.value, f"one of {', '.join(_CONFIRMED)}")
        credit = 0.0 if value == _ABSENT else self.credits[value]
        evidence: tuple[Evidence, ...] = ()
        if confirmation.evidence is not None:
            evidence = (confirmation.evidence,)
        elif value != _ABSENT:
            evidence = _quotes(mentions, Grade(value))
        return credit, Rule(f"{self.kind}.confirmed_{value}", {"credit": credit}), _CONFIRMED[value], evidence


@lru_cache(maxsize=4096)
def _not_found(kind: str, id: str, most: float, high: float, unread: bool) -> PartScore:
    """The part of a thing that nobody mentioned: most parts of most candidates, so made once."""
    rule = Rule(f"{kind}.unread" if unread else f"{kind}.none")
    most_points, high_points = round(most, DECIMALS), round(most * high, DECIMALS)
    return PartScore(id, 0.0, 0.0, most_points, rule, Source.NONE, Founding.NONE, high=high_points)


def _quotes(mentions: tuple[Mention, ...], grade: Grade) -> tuple[Evidence, ...]:
    """The quotes that carry the grade come first, otherwise in the reader's order."""
    if len(mentions) == 1:
        return (mentions[0].evidence,)
    ordered = sorted(mentions, key=lambda mention: mention.grade is not grade)
    return tuple([mention.evidence for mention in ordered[:QUOTES]])


def _summary(kind: str, case: Case, parts: list[PartScore]) -> Rule:
    """How many of the listed things were shown, claimed and declared."""
    shown = claimed = declared = 0
    for part in parts:
        shown += part.founding is Founding.SHOWN
        claimed += part.founding is Founding.CLAIMED
        declared += part.founding is Founding.DECLARED
    if shown or claimed or declared:
        return Rule(f"{kind}.summary", {"shown": shown, "claimed": claimed, "declared": declared, "of": len(parts)})
    return Rule(f"{kind}.summary_unread" if case.unread else f"{kind}.summary_none", {"of": len(parts)})


def _strongest(parts: list[PartScore]) -> Source:
    return next(source for source in Source if any(part.source is source for part in parts))


def _best_founding(parts: list[PartScore]) -> Founding:
    return next(founding for founding in Founding if any(part.founding is founding for part in parts))


def _changes(
    kind: str,
    criterion: Criterion,
    credit: float,
    items: tuple[Item, ...],
    weights: float,
    parts: list[PartScore],
) -> tuple[tuple[Rule, float], ...]:
    """What it would be worth if the declared, or the claimed, things were shown in the experience."""
    changes = []
    for founding in (Founding.DECLARED, Founding.CLAIMED):
        more, count = 0.0, 0
        for item, part in zip(items, parts, strict=True):
            if part.founding is founding and item.weight:
                more += item.weight / weights * (criterion.credits["shown"] - part.credit)
                count += 1
        if count:
            changes.append((Rule(f"change.{kind}_{founding.value}", {"count": count}), credit + more))
    return tuple(changes)
