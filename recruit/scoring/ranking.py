"""Who comes first: more points, then more core months, then the earlier application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One application to rank. `id` is the caller's own and settles nothing; `applied` is when it came in."""

    id: int | str
    points: float
    core_months: int
    applied: datetime


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry and its place from 1; entries that nothing tells apart share a place."""

    place: int
    entry: Entry


def rank(entries: Iterable[Entry]) -> list[Ranked]:
    """Entries in order, the best first; those that nothing tells apart keep the order they came in."""
    ordered = sorted(entries, key=_key)
    ranked: list[Ranked] = []
    for index, entry in enumerate(ordered):
        shared = index > 0 and _key(ordered[index - 1]) == _key(entry)
        ranked.append(Ranked(ranked[-1].place if shared else index + 1, entry))
    return ranked


def _key(entry: Entry) -> tuple[float, int, datetime]:
    return (-entry.points, -entry.core_months, entry.applied)
