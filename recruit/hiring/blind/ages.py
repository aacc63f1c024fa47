"""Ages, and how many children somebody has."""

from __future__ import annotations

import re

from recruit.hiring.blind.covering import Span
from recruit.hiring.blind.folding import Folded

_AGE = re.compile(r"(?<![\d.,+])(\d{2})\s*(?:anys|anos|years?[ -]olds?|year-old|y/o|yrs old|years of age)(?!\w)")
_AGED = re.compile(r"\b(?:aged|tengo|tinc|i am|i'm)\s+(\d{2})(?!\w|[.,]\d|\s*%)")
_CHILDREN = re.compile(
    r"\b(?:un|una|dos|tres|quatre|cuatro|one|two|three|\d)\s+(?:hij[oa]s?|fill[as]?|filles|children|kids|sons?|daughters?)\b"
)


def age_spans(folded: Folded) -> list[Span]:
    """*35 anys*, *aged 35*, *dos hijos*; never years of experience."""
    body = folded.text
    found = []
    for pattern in (_AGE, _AGED):
        for match in pattern.finditer(body):
            around = body[max(0, match.start() - 30) : match.start()] + " … " + body[match.end() : match.end() + 30]
            if not 16 <= int(match[1]) <= 79 or (
                "old" not in match[0] and re.search(r"exper|treball|trabaj|sector", around)
            ):
                continue
            follows = re.match(r"\s+(?:de|d'|en|a|of|in|com|como|dedica|gestion)", body[match.end() : match.end() + 12])
            if follows and "old" not in match[0] and not re.match(r"\s+(?:d'edat|de edad)", body[match.end() :]):
                continue
            found.append(folded.original(match.start(), match.end()))
    found += [folded.original(m.start(), m.end()) for m in _CHILDREN.finditer(body)]
    return found
