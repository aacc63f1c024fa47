"""Who must not be recognized, and what of them can stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recruit.hiring.blind.folding import plain
from recruit.hiring.blind.vocabulary import vocabulary

#: between the parts of a name, and no part of it
PARTICLES = {"de", "del", "la", "las", "los", "el", "els", "les", "i", "y", "e", "da", "do", "dos", "van", "von",
              "der", "den", "di", "bin", "al", "d", "l", "san", "santa", "o", "and", "the"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Who must not be recognized: every name they go by, how they are reached, where they live.

    `institutions`: employers and schools as they are written. What is hidden: the `person`, the `contact`, and
    with `hide_institutions` those.
    """

    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    hide_institutions: bool = False
    person: bool = True
    contact: bool = True
    language: str = ""
    tokens: frozenset[str] = field(init=False, default=frozenset())
    handles: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        generic = set(vocabulary()["generic_handles"])
        words = {word for name in self.names for word in re.findall(r"[^\W\d_]+", plain(name))}
        locals_ = [plain(email).partition("@")[0] for email in self.emails]
        handles = {local for local in locals_ if len(local) >= 4 and local not in generic}
        handles |= {re.sub(r"[^a-z]+", "", local) for local in handles}
        parts = {part for local in locals_ for part in re.findall(r"[^\W\d_]{4,}", local)}
        words |= {part for part in parts - generic if not parts & generic or len(part) > 5}
        tokens = {word for word in words if len(word) > 1 and word not in PARTICLES}
        object.__setattr__(self, "tokens", frozenset(tokens))
        object.__setattr__(self, "handles", frozenset(h for h in handles if len(h) >= 5))
