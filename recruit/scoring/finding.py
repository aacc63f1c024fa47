"""What a criterion looks at, and what it hands back before weights make points of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recruit.facts import Confirmation, CvFacts, Declared, Evidence
from recruit.role_profile.profile import Bands
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
class Reach:
    """How far the experience goes before the line of the profile makes a credit of it.

    `counted`: months, adjacent ones in part; `may_add`: what posts without dates
    might; `said`: months of the form, `believed` as far as the range goes;
    `unbounded`: nothing is known that would end the range.
    """

    counted: float
    may_add: float
    said: int
    believed: bool
    unbounded: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's credit from 0 to 1, between `low` and `high`, and why; its parts are in points already.

    `changes`: (rule, credit it would lead to). `doubts`: ids of why a person must look.
    `reach` (experience) and `listed` (skills, duties: the credit of what may be there
    all the same, and each one's credit, low and high) are what other weights need, see `basis`.
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
    reach: Reach | None = None
    listed: tuple[float, Mapping[str, tuple[float, float, float]]] | None = None


def points_of(weighted: float, weights: float) -> float:
    """Points out of 100 of a sum of weighted credits."""
    return round(100 * weighted / weights, DECIMALS)


def band(points: float, bands: Bands) -> str:
    """strong, possible or below; points count as they are shown, to one decimal."""
    shown = round(points, 1)
    if shown >= bands.strong:
        return "strong"
    return "possible" if shown >= bands.possible else "below"


def in_order(evidence: list[Evidence | None]) -> tuple[Evidence, ...]:
    """Evidence in the order of the document, each place once."""
    found = {(e.start, e.end): e for e in evidence if e is not None}
    return tuple([found[place] for place in sorted(found)])
