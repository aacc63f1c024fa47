"""What other weights, thresholds or another line of the experience would do to the order; nothing is written.

Every score keeps its basis (`scoring.basis`), so that nobody's facts are looked
at again. Scores of old, and such as were given under other credits, are made
anew from the facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from recruit.facts import facts_from_dict
from recruit.hiring.models import (
    Application,
    FactConfirmation,
    Opening,
    OpeningVersion,
    ReadingStatus,
    StoredScore,
    StruckEvidence,
)
from recruit.hiring.queries.evidence import confirmed_of, declared_of, struck_of
from recruit.hiring.queries.openings import profile_of
from recruit.role_profile.edits import with_weights
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.basis import Basis, Credit, Scales, finds_the_same
from recruit.scoring.ranking import Entry, rank
from recruit.scoring.score import score_and_basis
from recruit.storage.database import db


@dataclass(frozen=True)
class PreviewRow:
    """One application under other weights; `application_id` is the public id's row, `name` to show.

    `credits` are those of the criteria in the profile's order (credit, low, high),
    `core_months` and `applied` break ties.
    """

    application_id: int
    public_id: str
    name: str
    stage: str
    points: float
    low: float
    high: float
    band: str
    rank: int
    rank_before: int
    points_before: float
    band_before: str
    credits: tuple[Credit, ...]
    core_months: int
    applied: datetime


def preview_weights(opening: Opening, weights: Mapping[str, float]) -> list[PreviewRow]:
    """Everybody who has a score, in the order these weights would give. ProfileError for weights that can't be."""
    return preview_profile(opening, with_weights(profile_of(opening.version), weights))


def preview_profile(opening: Opening, profile: RoleProfile, *, present: RoleProfile | None = None) -> list[PreviewRow]:
    """The same for any change of the profile; `present` is that of now, where it is at hand.

    1 query; 1 more where scores stand by other versions than the current one, and
    3 more where facts must be looked at.
    """
    of_opening = and_(Application.opening_id == opening.id, Application.merged_at.is_(None))
    found = db.session.execute(
        select(
            Application.id,
            Application.public_id,
            Application.name,
            Application.stage,
            Application.created_at,
            StoredScore.points,
            StoredScore.band,
            StoredScore.core_months,
            StoredScore.opening_version_id,
            StoredScore.basis,
        )
        .join(StoredScore, StoredScore.id == Application.score_id)
        .where(of_opening)
        .order_by(Application.id)
    ).all()
    usable = _usable(opening.version, {row.opening_version_id for row in found}, profile, present)
    anew: dict[int, tuple[Basis, int]] = {}
    if any(row.basis is None or row.opening_version_id not in usable for row in found):
        wanting = or_(StoredScore.basis.is_(None), StoredScore.opening_version_id.not_in(usable))
        anew = dict(_from_facts(of_opening & wanting, profile))
    scales = Scales(profile)
    before: list[Entry] = []
    after: list[Entry] = []
    weighed = {}
    for row in found:
        basis, core_months = anew.get(row.id) or (row.basis, row.core_months)
        credits = scales.credits(basis)
        new = scales.weighed(credits)
        weighed[row.id] = row, new, credits, core_months
        before.append(Entry(row.id, row.points, row.core_months, row.created_at))
        after.append(Entry(row.id, new.points, core_months, row.created_at))
    places = {ranked.entry.id: ranked.place for ranked in rank(before)}
    rows = []
    for ranked in rank(after):
        row, new, credits, core_months = weighed[int(ranked.entry.id)]
        rows.append(
            PreviewRow(
                application_id=row.id,
                public_id=row.public_id,
                name=row.name,
                stage=row.stage,
                points=new.points,
                low=new.low,
                high=new.high,
                band=new.band,
                rank=ranked.place,
                rank_before=places[row.id],
                points_before=row.points,
                band_before=row.band,
                credits=tuple(credits),
                core_months=core_months,
                applied=row.created_at,
            )
        )
    return rows


def _usable(current: OpeningVersion, ids: set[int], profile: RoleProfile, present: RoleProfile | None) -> set[int]:
    """Which of these versions find the same credits as the profile."""
    usable = set()
    if current.id in ids and finds_the_same(present or profile_of(current), profile):
        usable.add(current.id)
    if others := ids - {current.id}:
        versions = db.session.scalars(select(OpeningVersion).where(OpeningVersion.id.in_(others)))
        usable |= {version.id for version in versions if finds_the_same(profile_of(version), profile)}
    return usable


def _from_facts(wanting: ColumnElement[bool], profile: RoleProfile) -> Iterator[tuple[int, tuple[Basis, int]]]:
    """Applications whose scores keep no basis of use: id -> basis and core months, made from the facts. 3 queries."""
    applications = db.session.scalars(
        select(Application)
        .join(StoredScore, StoredScore.id == Application.score_id)
        .where(wanting)
        .options(
            joinedload(Application.reading),
            defer(Application.message),
            selectinload(Application.confirmations).joinedload(FactConfirmation.by),
            selectinload(Application.strikes).joinedload(StruckEvidence.by),
        )
    )
    for application in applications:
        reading = application.reading
        facts = facts_from_dict(reading.facts) if reading and reading.facts is not None else None
        result, basis = score_and_basis(
            profile,
            read=facts,
            declared=declared_of(application),
            confirmed=confirmed_of(application.confirmations),
            struck=struck_of(application.strikes),
            needs_person=("cv_not_read",) if application.reading_status == ReadingStatus.REJECTED else (),
        )
        yield application.id, (basis, result.core_months)
