"""Finding openings and people by a few letters, across all openings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import joinedload

from recruit.hiring.folding import fold
from recruit.hiring.models import Application, Opening, OpeningVersion, User
from recruit.hiring.permissions import require
from recruit.hiring.queries.masked import CODE, LETTERS, blind_code
from recruit.storage.database import db

#: so many people are shown; who is not among them is found by more letters
MOST = 12
#: from so many of its signs on a code is found
LEAST_OF_CODE = 4


@dataclass(frozen=True)
class FoundPerson:
    """An application as the palette names it; `title` is that of its opening, by language."""

    public_id: str
    name: str
    email: str
    stage: str
    title: dict[str, str]


def find_openings(words: str, *, by: User | None) -> list[Opening]:
    """Openings whose title or place holds all of the words, the latest first; all of them without words. 1 query."""
    require(by, "openings.read")
    wanted = fold(words).split()
    openings = db.session.scalars(select(Opening).options(joinedload(Opening.version)).order_by(Opening.id.desc()))
    return [opening for opening in openings if _holds(opening.version, wanted)][:MOST]


def _holds(version: OpeningVersion, wanted: list[str]) -> bool:
    said = fold(" ".join([*map(str, version.title.values()), version.place]))
    return all(word in said for word in wanted)


def find_people(
    words: str, *, by: User | None, hidden: Mapping[int, Sequence[int]] = MappingProxyType({})
) -> list[FoundPerson]:
    """Applicants whose name or e-mail holds all of the words, the latest first; nobody without words. 1 query.

    `hidden`: the openings whose applicants are not to be found so, each with those who are all the same.
    """
    require(by, "applications.read")
    wanted = fold(words).split()
    if not wanted:
        return []
    rows = db.session.execute(
        _people(Application.name, Application.email)
        .where(
            Application.opening_id.not_in(list(hidden))
            | Application.id.in_([id for shown in hidden.values() for id in shown]),
            *(Application.folded.contains(word, autoescape=True) for word in wanted),
        )
        .order_by(Application.id.desc())
        .limit(MOST)
    )
    return [FoundPerson(*row) for row in rows]


def find_codes(words: str, *, by: User | None, hidden: Mapping[int, Sequence[int]]) -> list[FoundPerson]:
    """Who goes by a code that begins so, in these openings; without name and e-mail. 1 query, none for other words."""
    require(by, "applications.read")
    typed = words.strip().upper()
    if not hidden or not LEAST_OF_CODE <= len(typed) <= CODE or not set(typed) <= set(LETTERS):
        return []
    empty = literal("")
    rows = db.session.execute(_people(empty, empty).where(Application.opening_id.in_(list(hidden))))
    return [FoundPerson(*row) for row in rows if blind_code(row.public_id).startswith(typed)][:MOST]


def _people(*named: Any) -> Select[Any]:
    """What a `FoundPerson` is made of."""
    return (
        select(Application.public_id, *named, Application.stage, OpeningVersion.title)
        .join(Opening, Opening.id == Application.opening_id)
        .join(
            OpeningVersion,
            (OpeningVersion.opening_id == Opening.id) & (OpeningVersion.number == Opening.version_number),
        )
        .where(Application.merged_at.is_(None))
    )
