"""An application without its person: the code that stands for the name, and its CV, facts and score masked.

Masking a CV takes some 10 ms, so the last ones are kept until something of the application changes.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

from recruit.facts import facts_from_dict
from recruit.hiring.blind.masking import Masked, mask
from recruit.hiring.models import Application
from recruit.reading.document import document_from_dict

#: letters and figures that can't be mistaken for one another, and make no words
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
#: signs of a code: enough that no two of thousands of applications share one
CODE = 6


def blind_code(public_id: str) -> str:
    """What a person is called where no shortlist gives them a letter; always the same, and tells nothing."""
    number = int.from_bytes(hashlib.sha256(public_id.encode()).digest())
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(CODE))


#: the last ones, by what they are made of: a page, its pictures and its PDF ask for the same again and again
_KEPT: OrderedDict[tuple[object, ...], Masked] = OrderedDict()
#: more than the people of a shortlist, who are looked at together
_MOST_KEPT = 128
_LOCK = Lock()


def masked_of(application: Application, *, person: bool, contact: bool, institutions: bool) -> Masked:
    """The application's CV without what is to be hidden; with nothing to hide, as it was read."""
    reading = application.reading
    key = (
        reading.id if reading else None, application.name, application.email, application.phone, person, contact,
        institutions,
    )  # fmt: skip
    with _LOCK:
        if reading is not None and key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    facts = facts_from_dict(reading.facts) if reading and reading.facts is not None else None
    document = document_from_dict(reading.document) if reading and reading.document is not None else None
    made = mask(
        document,
        facts,
        name=application.name,
        email=application.email,
        phone=application.phone,
        person=person,
        contact=contact,
        institutions=institutions,
    )
    if reading is not None:
        with _LOCK:
            _KEPT[key] = made
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
    return made


def forget_masked(applications: Iterable[Application]) -> None:
    """Nothing of these is kept in memory any more."""
    gone = {application.reading_id for application in applications}
    with _LOCK:
        for key in [key for key in _KEPT if key[0] in gone]:
            del _KEPT[key]
