"""Everybody scored by a new version: few at once, many in the background; and an earlier version brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, AuditEntry, Job, JobStatus, Opening, StoredScore, User
from recruit.hiring.operations import rescoring
from recruit.hiring.operations.errors import NotFound, Stale
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.operations.rescoring import rescore_again, rescore_opening
from recruit.hiring.operations.restoring import restore_version
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.preview import preview_profile
from recruit.hiring.queries.rescoring import rescoring_of
from recruit.role_profile.edits import with_weights
from recruit.role_profile.load import to_dict
from tests.factories import a_read_application, a_user, an_opening, some_details, some_facts


@pytest.fixture
def by(db: SQLAlchemy) -> User:
    return a_user()


@pytest.fixture
def opening(by: User) -> Opening:
    opening = an_opening(by=by)
    for months in (12, 24, 36, 48, 60):
        a_read_application(opening, some_facts(months), name=f"{months} months")
    return opening


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five are many, and two are a batch."""
    monkeypatch.setattr(rescoring, "AT_ONCE", 4)
    monkeypatch.setattr(rescoring, "BATCH", 2)


def scored_by(db: SQLAlchemy, opening: Opening) -> list[int]:
    db.session.rollback()
    return [a.score.opening_version_id for a in db.session.scalars(select(Application).order_by(Application.id))]


def revise(opening: Opening, by: User, **weights: float) -> None:
    changed = with_weights(profile_of(opening.version), weights)
    revise_opening(opening, profile=changed, reason="Tried.", expected_version=opening.version_number, by=by)


def test_few_are_scored_at_once(db: SQLAlchemy, opening: Opening, by: User) -> None:
    revise(opening, by, mba=60)
    assert rescoring_of(opening) is None
    assert scored_by(db, opening) == [opening.version.id] * 5


def test_many_are_scored_in_the_background(
    db: SQLAlchemy, opening: Opening, by: User, many: None, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    before = opening.version.id
    promised = [
        (row.name, row.points)
        for row in preview_profile(opening, with_weights(profile_of(opening.version), {"mba": 60}))
    ]
    revise(opening, by, mba=60)
    waiting = rescoring_of(opening)
    assert waiting is not None
    assert (waiting.done, waiting.total, waiting.failed) == (0, 5, False)
    assert scored_by(db, opening) == [before] * 5
    assert run_jobs() == 1
    assert rescoring_of(opening) is None
    assert scored_by(db, opening) == [opening.version.id] * 5
    job = db.session.scalars(select(Job).where(Job.kind == "rescore_opening")).one()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 5, 5)
    now = db.session.execute(
        select(Application.name, StoredScore.points)
        .join(StoredScore, StoredScore.id == Application.score_id)
        .order_by(StoredScore.points.desc(), StoredScore.core_months.desc())
    )
    assert [tuple(row) for row in now] == promised
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "opening.rescored")).one()
    assert (entry.after, entry.actor) == ({"applications": 5, "version": 2}, "system")


def test_the_job_says_how_far_it_is_and_goes_on_where_it_was(
    db: SQLAlchemy, opening: Opening, by: User, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    revise(opening, by, mba=60)
    job = db.session.scalars(select(Job).where(Job.kind == "rescore_opening")).one()
    job.status = JobStatus.RUNNING
    db.session.commit()
    ids: list[int] = []
    whole = rescoring.score_now

    def until_the_fifth(application: Application, *more: object) -> StoredScore:
        if len(ids) == 4:
            raise RuntimeError("the power is cut")
        ids.append(application.id)
        return whole(application, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(rescoring, "score_now", until_the_fifth)
    with pytest.raises(RuntimeError):
        rescore_opening(opening.id)
    db.session.rollback()
    opening = db.session.get_one(Opening, job.subject_id)
    under_way = rescoring_of(opening)
    assert under_way is not None
    assert (under_way.done, under_way.total) == (4, 5)
    monkeypatch.setattr(rescoring, "score_now", whole)
    assert rescore_opening(opening.id) == 1
    assert len(set(scored_by(db, opening))) == 1


def test_a_scoring_that_failed_can_be_asked_for_again(
    db: SQLAlchemy, opening: Opening, by: User, many: None, run_jobs: Callable[[], int]
) -> None:
    revise(opening, by, mba=60)
    job = db.session.scalars(select(Job).where(Job.kind == "rescore_opening")).one()
    job.status = JobStatus.FAILED
    db.session.commit()
    failed = rescoring_of(opening)
    assert failed is not None
    assert failed.failed
    with pytest.raises(NotAllowed):
        rescore_again(opening, by=a_user("hiring_manager"))
    rescore_again(opening, by=by)
    run_jobs()
    assert rescoring_of(opening) is None
    assert scored_by(db, opening) == [opening.version.id] * 5


def test_an_opening_that_is_not_there(db: SQLAlchemy) -> None:
    with pytest.raises(NotFound):
        rescore_opening(4711)


def test_an_earlier_version_comes_back_whole(db: SQLAlchemy, opening: Opening, by: User) -> None:
    first = to_dict(profile_of(opening.version))
    points = [row.points for row in preview_profile(opening, profile_of(opening.version))]
    revise(opening, by, mba=60, skills=5)
    revise_opening(opening, details=some_details(place="Olot"), reason="Moved.", expected_version=2, by=by)
    restored = restore_version(opening, 1, reason="It was better.", expected_version=3, by=by)
    assert (restored.number, restored.place, restored.reason) == (4, "Girona", "It was better.")
    assert restored.profile == {**first, "version": 4}
    assert [row.points_before for row in preview_profile(opening, profile_of(restored))] == points
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "opening.revised")).all()[-1]
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["place"], entry.after["place"]) == ("Olot", "Girona")


def test_what_cannot_be_restored(db: SQLAlchemy, opening: Opening, by: User) -> None:
    with pytest.raises(NotFound):
        restore_version(opening, 9, reason="", expected_version=1, by=by)
    with pytest.raises(Stale):
        revise(opening, by, mba=60)
        restore_version(opening, 1, reason="", expected_version=1, by=by)
    with pytest.raises(NotAllowed):
        restore_version(opening, 1, reason="", expected_version=2, by=a_user("hiring_manager"))
