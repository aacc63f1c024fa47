"""Scores: made from stored facts and kept; a new score is a new row, the old ones stay."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from recruit.facts import Confirmation as SaidConfirmation
from recruit.facts import CvFacts, Mba, Related, facts_from_dict
from recruit.hiring.models import (
    Application,
    Opening,
    OpeningVersion,
    ReadingStatus,
    StoredScore,
)
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish
from recruit.hiring.queries.evidence import confirmed_of, declared_of, degree_of, mba_of, skills_of, strip_of, struck_of
from recruit.hiring.queries.openings import profile_of
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.explanation import CriterionScore, Score
from recruit.scoring.score import score_and_basis
from recruit.scoring.stored import score_to_json
from recruit.scoring.striking import without, without_mba
from recruit.storage.database import db

__all__ = ["hold_version", "score_application", "score_now"]

#: what stands for a whole CV that could not be read, see `scoring.finding.UNREAD_FLAGS`
NOT_READ = "cv_not_read"
#: an answer breaks the knock-out rule of its question: a person must look, nothing else happens
KNOCK_OUT = "knock_out"


def hold_version(opening_id: int) -> OpeningVersion:
    """The current version of the opening, held until the end of the transaction.

    The update of nothing makes a revision wait for us, or us for it, on every
    engine: no candidate is left with a score of the version before.
    """
    db.session.execute(
        update(Opening)
        .where(Opening.id == opening_id)
        .values(version_number=Opening.version_number)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(
        select(OpeningVersion)
        .join(Opening, (Opening.id == OpeningVersion.opening_id) & (Opening.version_number == OpeningVersion.number))
        .where(Opening.id == opening_id)
    ).scalar_one()


def evaluate(application: Application, profile: RoleProfile) -> tuple[Score, dict[str, Any], CvFacts | None]:
    """The score of an application as it stands now, its basis, and the facts read in its CV but for those struck."""
    reading = application.reading
    facts = facts_from_dict(reading.facts) if reading and reading.facts is not None else None
    doubts = (NOT_READ,) if application.reading_status == ReadingStatus.REJECTED else ()
    confirmed: dict[str, SaidConfirmation] = confirmed_of(application.confirmations)
    struck = struck_of(application.strikes)
    result, basis = score_and_basis(
        profile,
        read=facts,
        declared=declared_of(application),
        confirmed=confirmed,
        struck=struck,
        needs_person=doubts,
    )
    return result, basis, without(facts, struck) if facts else None


def score_now(application: Application, version: OpeningVersion, profile: RoleProfile | None = None) -> StoredScore:
    """Score in the present transaction, without an audit entry of its own or a commit."""
    result, basis, facts = evaluate(application, profile or profile_of(version))
    flags = [*result.needs_person, *(flag.id for flag in (facts.flags if facts else ()))]
    if application.reading and application.reading.rejected:
        flags.append(application.reading.rejected)
    if application.knock_outs:
        flags.append(KNOCK_OUT)
    confirmed = confirmed_of(application.confirmations)
    declared = declared_of(application)
    struck = struck_of(application.strikes)
    stored = StoredScore(
        application_id=application.id,
        opening_version_id=version.id,
        reading_id=application.reading_id,
        points=result.points,
        low=result.low,
        high=result.high,
        band=result.band,
        core_months=result.core_months,
        related_months=result.related_months,
        highest_degree=str(degree_of(facts, declared, confirmed)),
        mba=str(mba_of(without_mba(facts, struck) if facts else None, declared, confirmed) or Mba.NONE),
        language=facts.language if facts else application.language,
        flags=list(dict.fromkeys(flags)),
        parts={c.id: [c.points, c.most, str(c.founding), _pieces(c)] for c in result.criteria},
        basis=basis,
        strip=strip_of(facts, {Related.CORE, Related.ADJACENT}),
        skills=skills_of(result),
        explanation=score_to_json(result),
    )
    application.score = stored
    return stored


def _pieces(criterion: CriterionScore) -> list[list[float | str]]:
    """What the bar of a criterion is made of; two decimals are finer than any bar."""
    return [[round(points, 2), founding] for points, founding in criterion.founded]


def score_application(application: Application, *, opening_version: OpeningVersion | None = None) -> StoredScore:
    """Score by the opening's current version (or the given one), keep it and commit."""
    version = opening_version or hold_version(application.opening_id)
    before = application.score.points if application.score else None
    stored = score_now(application, version)
    record(
        "application.scored",
        application,
        None if before is None else {"points": before},
        {"points": stored.points, "version": version.number},
        by=None,
        actor="system",
    )
    finish()
    return stored
