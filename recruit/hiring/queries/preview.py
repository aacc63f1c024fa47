"""What other weights would do to the order: from stored facts, writing nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload, selectinload

from recruit.facts import facts_from_dict
from recruit.hiring.models import Application, FactConfirmation, Opening, ReadingStatus, StoredScore, StruckEvidence
from recruit.hiring.queries.evidence import confirmed_of, declared_of, struck_of
from recruit.hiring.queries.openings import profile_of
from recruit.role_profile.edits import with_weights
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.ranking import Entry, rank
from recruit.scoring.score import score
from recruit.storage.database import db


@dataclass(frozen=True)
class PreviewRow:
    """One application under other weights; `application_id` is the public id's row, `name` to show."""

    application_id: int
    public_id: str
    name: str
    points: float
    low: float
    high: float
    band: str
    rank: int
    rank_before: int
    points_before: float


def preview_weights(opening: Opening, weights: Mapping[str, float]) -> list[PreviewRow]:
    """Everybody who has a score, in the order these weights would give. ProfileError for weights that can't be."""
    return preview_profile(opening, with_weights(profile_of(opening.version), weights))


def preview_profile(opening: Opening, profile: RoleProfile) -> list[PreviewRow]:
    """The same for any change of the profile. 3 queries."""
    applications = list(
        db.session.scalars(
            select(Application)
            .where(Application.opening_id == opening.id, Application.score_id.is_not(None))
            .options(
                joinedload(Application.reading),
                joinedload(Application.score).defer(StoredScore.explanation),
                defer(Application.message),
                selectinload(Application.confirmations).joinedload(FactConfirmation.by),
                selectinload(Application.strikes).joinedload(StruckEvidence.by),
            )
            .order_by(Application.id)
        )
    )
    before: list[Entry] = []
    after: list[Entry] = []
    scores = {}
    for application in applications:
        stored, reading = application.score, application.reading
        if stored is None:
            continue
        facts = facts_from_dict(reading.facts) if reading and reading.facts is not None else None
        unread = application.reading_status == ReadingStatus.REJECTED
        new = score(
            profile,
            read=facts,
            declared=declared_of(application),
            confirmed=confirmed_of(application.confirmations),
            struck=struck_of(application.strikes),
            needs_person=("cv_not_read",) if unread else (),
        )
        scores[application.id] = (application, stored, new)
        before.append(_entry(application.id, stored.points, stored.core_months, application.created_at))
        after.append(_entry(application.id, new.points, new.core_months, application.created_at))
    places = {ranked.entry.id: ranked.place for ranked in rank(before)}
    rows = []
    for ranked in rank(after):
        application, stored, new = scores[int(ranked.entry.id)]
        rows.append(
            PreviewRow(
                application_id=application.id,
                public_id=application.public_id,
                name=application.name,
                points=new.points,
                low=new.low,
                high=new.high,
                band=new.band,
                rank=ranked.place,
                rank_before=places[application.id],
                points_before=stored.points,
            )
        )
    return rows


def _entry(id: int, points: float, core_months: int, applied: datetime) -> Entry:
    return Entry(id, points, core_months, applied)
