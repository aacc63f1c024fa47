"""What an operation may refuse. No words for people: the pages say it in their language."""

from __future__ import annotations


class Invalid(Exception):
    """A value that can't be accepted: which `field`, which fault (`code`), and the `values` the words need."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.values = values


class NotFound(Exception):
    """There is no such thing, or not for everybody to know of."""


class Stale(Exception):
    """Somebody changed it in the meantime; the message names what, e.g. `opening:3`."""
