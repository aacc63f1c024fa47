"""Personal words in any text: names, ways to reach somebody, age, family, gender, schools and employers.

Each kind is a module of its own; they are put together here. Everything is compared in small letters without
accents. A rule errs on the side of hiding.
"""

from __future__ import annotations

from collections.abc import Iterable

from recruit.hiring.blind.ages import age_spans
from recruit.hiring.blind.contact import contact_spans
from recruit.hiring.blind.covering import Span, covered, merged, shown
from recruit.hiring.blind.folding import fold, phrase_spans
from recruit.hiring.blind.gender import ending_spans, gender_spans
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.institutions import institution_spans
from recruit.hiring.blind.names import name_spans


def hide(text: str, identity: Identity, *, extra: Iterable[Span] = ()) -> str:
    """Any text without personal words, as people see it."""
    if not text:
        return text
    return shown(covered(text, merged([*personal_spans(text, identity), *extra])))


def personal_spans(text: str, identity: Identity) -> list[Span]:
    """Where personal words stand in a text of any kind."""
    folded = fold(text)
    found = contact_spans(text, identity) if identity.contact else []
    if identity.person:
        found += name_spans(text, folded, identity)
        found += age_spans(folded)
        found += gender_spans(text, folded, identity.language)
        found += ending_spans(folded)
    for home in identity.homes:
        found += phrase_spans(folded, home)
    if identity.hide_institutions:
        found += institution_spans(text, folded, identity)
    return merged(found)
