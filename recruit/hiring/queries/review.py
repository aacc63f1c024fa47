"""One application with everything to judge it by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer
from sqlalchemy.orm.attributes import set_committed_value

from recruit.facts import CvFacts, facts_from_dict
from recruit.hiring.models import (
    Application,
    AuditEntry,
    CvFile,
    CvReading,
    FactConfirmation,
    Mention,
    Note,
    Opening,
    OpeningVersion,
    ShortlistEntry,
    StoredScore,
    StruckEvidence,
    User,
)
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.permissions import require
from recruit.hiring.queries.applications import rank_order
from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.shortlists import on_shortlists
from recruit.reading.document import Document, document_from_dict
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.explanation import Score
from recruit.scoring.stored import score_from_json
from recruit.storage.database import db


@dataclass(frozen=True)
class HistoryEvent:
    """An entry of the audit log about the application. `by` as words (`recruiter Anna Puig`, `applicant`)."""

    at: datetime
    by: str
    act: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class ReviewPage:
    """`version` is the one that the score was given by (the current one without a score).

    `pages` are the pictures of the CV's pages in order, `original` the upload.
    `previous` and `next` are public ids in the present ranking, `rank` the
    place there (from 1) among `ranked` applications.
    """

    application: Application
    opening: Opening
    version: OpeningVersion
    profile: RoleProfile
    stored: StoredScore | None
    score: Score | None
    reading: CvReading | None
    facts: CvFacts | None
    document: Document | None
    original: CvFile | None
    pages: list[CvFile]
    notes: list[Note]
    confirmations: list[FactConfirmation]
    strikes: list[StruckEvidence]
    #: where the person was put forward, with what the readers said
    shortlisted: list[ShortlistEntry]
    previous: str | None
    next: str | None
    rank: int | None
    ranked: int
    history: list[HistoryEvent]
    #: made without what tells who the person is (see `queries.blind_review`)
    blind: bool = False


def _whole() -> Any:
    """Applications with what a page about one shows; 1 query and 1 more for each list."""
    return (
        select(Application)
        .join(Application.opening)
        .options(
            contains_eager(Application.opening).joinedload(Opening.version),
            contains_eager(Application.opening).joinedload(Opening.hiring_manager),
            joinedload(Application.score).options(undefer(StoredScore.explanation)),
            joinedload(Application.reading).options(undefer(CvReading.document)),
            selectinload(Application.files),
        )
    )


def review(public_id: str, *, by: User | None) -> ReviewPage:
    """Everything about one application: 6 queries. NotFound; NotAllowed.

    Hiring managers read shortlists (`queries.shown`), never this.
    """
    application = db.session.scalar(
        _whole()
        .options(
            selectinload(Application.notes).options(
                joinedload(Note.by), joinedload(Note.mentions).joinedload(Mention.user)
            ),
            joinedload(Application.score).joinedload(StoredScore.opening_version),
        )
        .where(Application.public_id == public_id)
    )
    if application is None:
        raise NotFound(public_id)
    require(by, "applications.read", application)
    place = _place_and_words(application)
    return _page(application, place, history_of([application.id]), on_shortlists(application, by=by))


def _page(
    application: Application, place: _Place, history: list[HistoryEvent], shortlisted: list[ShortlistEntry]
) -> ReviewPage:
    stored, reading, version = application.score, application.reading, application.opening.version
    if stored is not None and stored.opening_version_id != version.id:
        version = stored.opening_version
    originals = [file for file in application.files if file.page is None]
    return ReviewPage(
        application=application,
        opening=application.opening,
        version=version,
        profile=profile_of(version),
        stored=stored,
        score=score_from_json(stored.explanation) if stored else None,
        reading=reading,
        facts=facts_from_dict(reading.facts) if reading and reading.facts is not None else None,
        document=document_from_dict(reading.document) if reading and reading.document is not None else None,
        original=originals[-1] if originals else None,
        pages=pages_of(application.files),
        notes=list(application.notes),
        confirmations=list(application.confirmations),
        strikes=list(application.strikes),
        shortlisted=shortlisted,
        previous=place.previous,
        next=place.next,
        rank=place.rank,
        ranked=place.ranked,
        history=history,
    )


def pages_of(files: list[CvFile]) -> list[CvFile]:
    """The latest picture of each page, in order."""
    latest = {file.page: file for file in files if file.page is not None}
    return [latest[number] for number in sorted(latest)]


@dataclass(frozen=True)
class _Place:
    previous: str | None
    next: str | None
    rank: int | None
    ranked: int


def _place_and_words(application: Application) -> _Place:
    """Where the application stands in the ranking, and its neighbours. 1 query.

    It brings what recruiters confirmed and struck too, every word with its author: both lists are short.
    """
    ranking = (
        select(
            Application.id,
            func.lag(Application.public_id).over(order_by=rank_order()).label("previous"),
            func.lead(Application.public_id).over(order_by=rank_order()).label("next"),
            func.row_number().over(order_by=rank_order()).label("place"),
            func.count().over().label("ranked"),
        )
        .outerjoin(StoredScore, StoredScore.id == Application.score_id)
        .where(
            Application.opening_id == application.opening_id,
            or_(Application.merged_at.is_(None), Application.id == application.id),
        )
        .subquery()
    )
    rows = db.session.execute(
        select(ranking, FactConfirmation, StruckEvidence)
        .select_from(ranking)
        .outerjoin(FactConfirmation, FactConfirmation.application_id == ranking.c.id)
        .outerjoin(StruckEvidence, StruckEvidence.application_id == ranking.c.id)
        .where(ranking.c.id == application.id)
        .options(joinedload(FactConfirmation.by), joinedload(StruckEvidence.by))
        .order_by(FactConfirmation.id, StruckEvidence.id)
    ).all()
    confirmed = dict.fromkeys(row.FactConfirmation for row in rows if row.FactConfirmation is not None)
    struck = dict.fromkeys(row.StruckEvidence for row in rows if row.StruckEvidence is not None)
    set_committed_value(application, "confirmations", list(confirmed))
    set_committed_value(application, "strikes", list(struck))
    found = rows[0]
    return _Place(found.previous, found.next, found.place if application.score_id else None, found.ranked)


def history_of(application_ids: Iterable[int]) -> list[HistoryEvent]:
    """What happened to these applications, the latest first. 1 query."""
    subjects = [f"application:{number}" for number in application_ids]
    entries = db.session.scalars(
        select(AuditEntry)
        .options(joinedload(AuditEntry.words))
        .where(AuditEntry.subject.in_(subjects))
        .order_by(AuditEntry.id.desc())
    ).unique()
    return [HistoryEvent(e.at, e.actor, e.act, e.said_before, e.said_after) for e in entries]
