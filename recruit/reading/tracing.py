"""What the reader considered and refused, for whoever wants to know why.

    with listening() as refusals:
        read_facts(document, as_of)

Nobody listens in production: a refusal then costs one look.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """`text[start:end]` of the document might have been a `fact` (degree, post, skill id …), and why it is none."""

    fact: str
    start: int
    end: int
    why: str


_listeners: ContextVar[list[Refusal] | None] = ContextVar("refusals", default=None)


def refuse(fact: str, start: int, end: int, why: str) -> None:
    """Tell a listener, if there is one. Offsets are of `document.text`."""
    refusals = _listeners.get()
    if refusals is not None:
        refusals.append(Refusal(fact, start, end, why))


@contextmanager
def listening() -> Iterator[list[Refusal]]:
    """The refusals of what is read inside, in the order they are made."""
    refusals: list[Refusal] = []
    token = _listeners.set(refusals)
    try:
        yield refusals
    finally:
        _listeners.reset(token)
