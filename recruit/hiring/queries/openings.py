"""Reading openings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from recruit.hiring.models import (
    Application,
    Opening,
    OpeningStatus,
    OpeningVersion,
    PastApplication,
    ReadingStatus,
    Stage,
    StoredScore,
    User,
)
from recruit.hiring.permissions import require
from recruit.role_profile.load import from_dict
from recruit.role_profile.profile import RoleProfile
from recruit.role_profile.questions import Question, questions_from_json
from recruit.storage.database import db, now

if TYPE_CHECKING:
    from recruit.hiring.operations.openings import OpeningDetails


#: a version's own profile, beside what the database gave
_READ = "_read_profile"


def profile_of(version: OpeningVersion) -> RoleProfile:
    """The role profile of a version; read once for each that was loaded, as a list has many rows of the same one."""
    kept: tuple[object, RoleProfile] | None = version.__dict__.get(_READ)
    if kept is not None and kept[0] is version.profile:
        return kept[1]
    profile = from_dict(version.profile, where=f"opening {version.opening_id}, version {version.number}")
    version.__dict__[_READ] = version.profile, profile
    return profile


def questions_of(version: OpeningVersion) -> tuple[Question, ...]:
    """What a version asks beside the form, in order."""
    return questions_from_json(version.questions)


def details_of(version: OpeningVersion, opening: Opening | None = None) -> OpeningDetails:
    """What a version says, as `revise_opening` takes it; the hiring manager is the opening's."""
    from recruit.hiring.operations.openings import OpeningDetails

    if opening is None:
        opening = db.session.get_one(Opening, version.opening_id)
    return OpeningDetails(
        title=dict(version.title),
        description=dict(version.description),
        place=version.place,
        contract=version.contract,
        salary_min=version.salary_min,
        salary_max=version.salary_max,
        currency=version.currency,
        languages=list(version.languages),
        closes_on=version.closes_on,
        hiring_manager_id=opening.hiring_manager_id,
        street=version.street or "",
        postcode=version.postcode or "",
        locality=version.locality or "",
        region=version.region or "",
        country=version.country or "",
        remote=version.remote or "",
        hours_week=version.hours_week,
    )


def today() -> date:
    """The day it is, for closing dates."""
    return now().date()


def is_open(opening: Opening, on: date | None = None) -> bool:
    """Whether one can apply: published, and its closing day not over."""
    closes = opening.version.closes_on
    return opening.status == OpeningStatus.PUBLISHED and (closes is None or closes >= (on or today()))


_CURRENT = (OpeningVersion.opening_id == Opening.id) & (OpeningVersion.number == Opening.version_number)


def public_openings() -> list[Opening]:
    """All that one can apply to, the newest first, with their versions."""
    return list(
        db.session.scalars(
            select(Opening)
            .join(OpeningVersion, _CURRENT)
            .options(contains_eager(Opening.version))
            .where(
                Opening.status == OpeningStatus.PUBLISHED,
                or_(OpeningVersion.closes_on.is_(None), OpeningVersion.closes_on >= today()),
            )
            .order_by(Opening.created_at.desc(), Opening.id.desc())
        )
    )


def opening_by_slug(slug: str) -> Opening | None:
    """With its version; drafts too (a page for the public must ask for the status)."""
    return db.session.scalar(select(Opening).where(Opening.slug == slug).options(joinedload(Opening.version)))


def opening_by_id(id: int) -> Opening | None:
    """With its version and hiring manager."""
    return db.session.scalar(
        select(Opening).where(Opening.id == id).options(joinedload(Opening.version), joinedload(Opening.hiring_manager))
    )


@dataclass(frozen=True)
class OpeningRow:
    """An opening in a list: `stages` and `bands` count its applications, `unread` those whose CV waits to be read.

    `past` are those of which only the count is left; the team's total includes them.
    """

    opening: Opening
    stages: Mapping[str, int]
    unread: int
    bands: Mapping[str, int]
    past: int = 0

    @property
    def total(self) -> int:
        return sum(self.stages.values()) + self.past


def openings_for(user: User) -> list[OpeningRow]:
    """All, the newest first. 2 queries. NotAllowed for hiring managers, who read shortlists."""
    require(user, "openings.read")
    gone = select(func.count()).where(PastApplication.opening_id == Opening.id).scalar_subquery()
    query = select(Opening, gone).options(joinedload(Opening.version), joinedload(Opening.hiring_manager))
    by = (Application.opening_id, Application.stage, Application.reading_status, StoredScore.band)
    counting = select(*by, func.count()).outerjoin(StoredScore, StoredScore.id == Application.score_id).group_by(*by)
    stages: dict[int, dict[str, int]] = {}
    unread: dict[int, int] = {}
    bands: dict[int, dict[str, int]] = {}
    for opening_id, stage, status, band, count in db.session.execute(counting):
        counts = stages.setdefault(opening_id, {})
        counts[stage] = counts.get(stage, 0) + count
        if status in (ReadingStatus.WAITING, ReadingStatus.READING):
            unread[opening_id] = unread.get(opening_id, 0) + count
        if band is not None:
            banded = bands.setdefault(opening_id, {})
            banded[band] = banded.get(band, 0) + count
    return [
        OpeningRow(
            opening,
            {str(stage): stages.get(opening.id, {}).get(stage, 0) for stage in Stage},
            unread.get(opening.id, 0),
            bands.get(opening.id, {}),
            past,
        )
        for opening, past in db.session.execute(query.order_by(Opening.created_at.desc(), Opening.id.desc()))
    ]


def versions(opening: Opening) -> list[OpeningVersion]:
    """All versions with who made them, the newest first."""
    return list(
        db.session.scalars(
            select(OpeningVersion)
            .where(OpeningVersion.opening_id == opening.id)
            .options(joinedload(OpeningVersion.created_by))
            .order_by(OpeningVersion.number.desc())
        )
    )
