"""Gaps and overlaps between the posts of a CV, for the timeline and its table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: fewer months without a post are no gap: a change of job takes its time
LEAST_GAP = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months from `first` to `last` (ordinals, both included): a gap, or where two posts overlap (`titles`)."""

    first: int
    last: int
    titles: tuple[str, ...] = ()

    @property
    def months(self) -> int:
        return self.last - self.first + 1


def gaps(spans: Sequence[tuple[int, int]], as_of: int) -> list[Stretch]:
    """Where no post stands between the first one and now, three months and more."""
    found = []
    busy_until: int | None = None
    for first, last in sorted(spans):
        if busy_until is not None and first - busy_until - 1 >= LEAST_GAP:
            found.append(Stretch(busy_until + 1, first - 1))
        busy_until = last if busy_until is None else max(busy_until, last)
    if busy_until is not None and as_of - busy_until >= LEAST_GAP:
        found.append(Stretch(busy_until + 1, as_of))
    return found


def overlaps(posts: Sequence[tuple[int, int, str]]) -> list[Stretch]:
    """Where two posts stand side by side for more than the month in which one follows the other."""
    found = []
    ordered = sorted(posts)
    for index, (first, last, title) in enumerate(ordered):
        for other_first, other_last, other in ordered[index + 1 :]:
            begin, end = max(first, other_first), min(last, other_last)
            if end > begin:
                found.append(Stretch(begin, end, (title, other)))
    return found
