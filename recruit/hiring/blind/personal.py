"""Personal words in any text: names, ways to reach somebody, age, family, gender, schools and employers.

Each kind is a module of its own; they are put together here. Everything is compared in small letters without
accents. A rule errs on the side of hiding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from recruit.hiring.blind.ages import age_spans
from recruit.hiring.blind.contact import contact_spans
from recruit.hiring.blind.covering import Span, covered, merged, shown
from recruit.hiring.blind.folding import Folded, fold, phrase_spans, plain
from recruit.hiring.blind.gender import ending_spans, gender_spans
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.institutions import institution_spans
from recruit.hiring.blind.names import name_spans


def hide(text: str, identity: Identity, *, extra: Iterable[Span] = ()) -> str:
    """Any text without personal words, as people see it."""
    if not text:
        return text
    return shown(covered(text, merged([*personal_spans(text, identity), *extra])))


def without_names(text: str, names: Iterable[str]) -> str:
    """What our own people wrote about nobody in particular (a title), without those of these people it names."""
    named = named_in(text, names)
    return hide(text, Identity(tuple(named))) if named else text


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """The names of which a part stands in the text: of hundreds, few do."""
    words = set(re.findall(r"[^\W\d_]+", plain(text)))
    return [name for name in names if not words.isdisjoint(re.findall(r"[^\W\d_]{2,}", plain(name)))]


def personal_spans(text: str, identity: Identity) -> list[Span]:
    """Where personal words stand in a text of any kind."""
    folded = fold(text)
    reach = contact_spans(text, identity) if identity.contact else []
    return merged([*reach, *own_spans(text, folded, identity), *place_spans(text, folded, identity)])


def own_spans(text: str, folded: Folded, identity: Identity) -> list[Span]:
    """What tells who the person is."""
    if not identity.person:
        return []
    return [
        *name_spans(text, folded, identity),
        *age_spans(folded),
        *gender_spans(text, folded, identity.language),
        *ending_spans(folded),
    ]


def place_spans(text: str, folded: Folded, identity: Identity) -> list[Span]:
    """Where the person lives, worked and learned."""
    found = [span for home in identity.homes for span in phrase_spans(folded, home)]
    return found + institution_spans(text, folded, identity) if identity.hide_institutions else found
