"""What a criterion looks at, and what it hands back before weights make points of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recruit.facts import Confirmation, CvFacts, Declared, Evidence
from recruit.scoring.explanation import Contradiction, Founding, PartScore, Rule, Source

#: Decimals kept of points: enough for any sum, too few for the noise of floating point.
DECIMALS = 6

#: Flags of a reading that did not see the whole document: what it did not find may still be there.
UNREAD_FLAGS = frozenset(
    {
        "cv_not_read",
        "needs_ocr",
        "no_text",
        "unreadable",
        "encrypted",
        "rejected",
        "truncated",
        "unsupported_language",
    }
)


class ConfirmationError(ValueError):
    """A confirmation whose value can't be true of its fact; the message names both."""

    def __init__(self, fact: str, value: object, expected: str) -> None:
        super().__init__(f"confirmation of {fact}: {value!r} is not {expected}")
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Case:
    """The three sources of a candidate's facts, side by side.

    `unread`: the CV is missing or was not read in full, so that the form can't
    be compared with it. `unsure`: that, or nothing at all was found in it; what
    was not found may still be there.
    """

    read: CvFacts | None
    declared: Declared
    confirmed: Mapping[str, Confirmation]
    unread: bool
    unsure: bool
    #: read in the CV; 0 without one
    core_months: int
    related_months: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's credit from 0 to 1, between `low` and `high`, and why; its parts are in points already.

    `changes`: (rule, credit it would lead to). `doubts`: ids of why a person must look.
    """

    credit: float
    low: float
    high: float
    rule: Rule
    source: Source
    founding: Founding
    evidence: tuple[Evidence, ...] = ()
    contradiction: Contradiction | None = None
    parts: tuple[PartScore, ...] = ()
    changes: tuple[tuple[Rule, float], ...] = ()
    doubts: tuple[str, ...] = ()


def in_order(evidence: list[Evidence | None]) -> tuple[Evidence, ...]:
    """Evidence in the order of the document, each place once."""
    found = {(e.start, e.end): e for e in evidence if e is not None}
    return tuple([found[place] for place in sorted(found)])
