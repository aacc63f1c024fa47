"""A preview is what everybody's score would be, from what is kept with the scores of now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, insert, select, update

from recruit.facts import Flag
from recruit.hiring.models import Application, Opening, StoredScore, User
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.queries.openings import details_of, profile_of
from recruit.hiring.queries.preview import preview_profile
from recruit.role_profile.edits import with_bands, with_credits, with_curve, with_weights
from recruit.role_profile.profile import RoleProfile
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_application, an_opening, some_facts

OTHER_LINE = ((0.0, 0.0), (60.0, 0.8), (120.0, 1.0))


@pytest.fixture
def by(db: SQLAlchemy) -> User:
    return a_user()


@pytest.fixture
def opening(by: User) -> Opening:
    """Four people: read, read and confirmed, not read in full, by the form alone."""
    opening = an_opening(by=by)
    a_read_application(opening, some_facts(48), name="Read", mba="completed")
    confirmed = a_read_application(opening, some_facts(12), name="Confirmed")
    confirm_fact(confirmed, "skill:sales", "shown", "Asked.", by=by)
    a_read_application(opening, some_facts(30, flags=(Flag("needs_ocr"),)), name="Partly read", related_years=9)
    an_application(opening, name="Form alone", degree="bachelor", skills=["sales"], related_years=4)
    return opening


def other(profile: RoleProfile) -> RoleProfile:
    """Other weights, thresholds and another line."""
    return with_bands(with_curve(with_weights(profile, {"degree": 5, "mba": 40, "duties": 7}), OTHER_LINE), 40, 20)


def said(opening: Opening, profile: RoleProfile) -> list[tuple[object, ...]]:
    return [(r.name, r.points, r.low, r.high, r.band, r.rank) for r in preview_profile(opening, profile)]


def stored(db: SQLAlchemy, opening: Opening) -> list[tuple[object, ...]]:
    rows = db.session.execute(
        select(Application.name, StoredScore)
        .join(StoredScore, StoredScore.id == Application.score_id)
        .where(Application.opening_id == opening.id)
        .order_by(StoredScore.points.desc())
    )
    return [(name, s.points, s.low, s.high, s.band, n) for n, (name, s) in enumerate(rows, start=1)]


def test_what_was_previewed_is_what_comes(db: SQLAlchemy, opening: Opening, by: User) -> None:
    changed = other(profile_of(opening.version))
    promised = said(opening, changed)
    revise_opening(opening, profile=changed, reason="Tried.", expected_version=1, by=by)
    assert stored(db, opening) == promised
    assert {row[1] for row in promised} != set()


def test_a_score_of_old_is_made_anew_from_the_facts(
    db: SQLAlchemy, opening: Opening, count_queries: CountQueries
) -> None:
    changed = other(profile_of(opening.version))
    promised = said(opening, changed)
    application = db.session.scalars(select(Application).where(Application.name == "Read")).one()
    old = application.score
    assert old is not None
    columns = [c.name for c in StoredScore.__table__.columns if c.name not in ("id", "basis")]
    row = db.session.execute(select(*(StoredScore.__table__.c[name] for name in columns)).filter_by(id=old.id)).one()
    new = db.session.execute(insert(StoredScore).values(**dict(row._mapping)).returning(StoredScore.id)).scalar_one()
    db.session.execute(update(Application).where(Application.id == application.id).values(score_id=new))
    db.session.commit()
    opening_id = opening.id
    with count_queries() as seen:
        assert said(db.session.get_one(Opening, opening_id), changed) == promised
    assert len(seen) == 6  # opening, version, scores; applications with their readings, confirmations, strikes


def test_other_credits_are_found_in_the_facts(db: SQLAlchemy, opening: Opening, by: User) -> None:
    changed = with_credits(profile_of(opening.version), {"mba": {"completed": 0.25}, "skills": {"shown": 0.5}})
    promised = said(opening, changed)
    revise_opening(opening, profile=changed, reason="Tried.", expected_version=1, by=by)
    assert stored(db, opening) == promised


def test_scores_by_an_earlier_version_serve_as_well(
    db: SQLAlchemy, opening: Opening, by: User, count_queries: CountQueries
) -> None:
    """While everybody is scored again in the background, some stand by the version before."""
    title = {"ca": "Un altre títol", "es": "Otro título", "en": "Another title"}
    details = replace(details_of(opening.version, opening), title=title)
    changed = other(profile_of(opening.version))
    promised = said(opening, changed)
    revise_opening(opening, details=details, reason="Words.", expected_version=1, by=by)
    opening_id = opening.id
    with count_queries() as seen:
        assert said(db.session.get_one(Opening, opening_id), changed) == promised
    assert len(seen) == 4  # opening, version, scores, the version before


def test_nothing_is_written(db: SQLAlchemy, opening: Opening) -> None:
    before = db.session.scalar(select(func.count()).select_from(StoredScore))
    preview_profile(opening, other(profile_of(opening.version)))
    assert not db.session.dirty and not db.session.new
    assert db.session.scalar(select(func.count()).select_from(StoredScore)) == before
