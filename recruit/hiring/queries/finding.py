"""Finding openings and people by a few letters, across all openings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit.hiring.folding import fold
from recruit.hiring.models import Application, Opening, OpeningVersion, User
from recruit.hiring.permissions import require
from recruit.storage.database import db

#: so many people are shown; who is not among them is found by more letters
MOST = 12


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


def find_people(words: str, *, by: User | None) -> list[FoundPerson]:
    """Applicants whose name or e-mail holds all of the words, the latest first; nobody without words. 1 query."""
    require(by, "applications.read")
    wanted = fold(words).split()
    if not wanted:
        return []
    rows = db.session.execute(
        select(Application.public_id, Application.name, Application.email, Application.stage, OpeningVersion.title)
        .join(Opening, Opening.id == Application.opening_id)
        .join(
            OpeningVersion,
            (OpeningVersion.opening_id == Opening.id) & (OpeningVersion.number == Opening.version_number),
        )
        .where(
            Application.merged_at.is_(None),
            *(Application.folded.contains(word, autoescape=True) for word in wanted),
        )
        .order_by(Application.id.desc())
        .limit(MOST)
    )
    return [FoundPerson(*row) for row in rows]
