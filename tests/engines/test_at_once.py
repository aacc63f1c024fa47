"""Several at the same moment: nothing is lost, nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from recruit.hiring.models import Application, Job, Opening, OpeningVersion, StoredScore, User
from recruit.hiring.operations import jobs
from recruit.hiring.operations.errors import Stale
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.operations.scoring import score_application
from recruit.hiring.queries.openings import profile_of
from recruit.role_profile.edits import with_weights
from recruit.storage.database import db
from tests.engines.sets import EngineSet
from tests.factories import a_read_application, a_user, an_application, an_opening, some_details


def at_once(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """What each act returns or raises, all begun together, each as a request of its own."""
    barrier = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                results[index] = act()
            except Exception as error:  # an answer like any other
                results[index] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_job_goes_to_one_worker(engine_set: EngineSet) -> None:
    an_application(an_opening())
    job_id = db.session.scalars(select(Job.id)).one()
    db.session.rollback()
    won = at_once(engine_set.app, *[lambda: jobs.claim(job_id) is not None] * 8)
    assert sorted(str(answer) for answer in won) == ["False"] * 7 + ["True"]
    db.session.expire_all()
    assert db.session.get_one(Job, job_id).tries == 1


def test_of_two_edits_one_is_told(engine_set: EngineSet) -> None:
    by = a_user()
    opening_id, by_id = an_opening(by=by).id, by.id
    db.session.rollback()

    def edit(place: str) -> str:
        opening, user = db.session.get_one(Opening, opening_id), db.session.get_one(User, by_id)
        return revise_opening(opening, details=some_details(place=place), reason="", expected_version=1, by=user).place

    results = at_once(engine_set.app, lambda: edit("Olot"), lambda: edit("Vic"), lambda: edit("Berga"))
    kept = [answer for answer in results if isinstance(answer, str)]
    assert len(kept) == 1
    assert [type(answer) for answer in results if not isinstance(answer, str)] == [Stale, Stale]
    places = db.session.scalars(select(OpeningVersion.place).order_by(OpeningVersion.number)).all()
    assert places == ["Girona", kept[0]]


def test_no_score_is_left_of_the_version_before(engine_set: EngineSet) -> None:
    """CVs being read while the weights change: whoever comes second scores by what is current."""
    by = a_user()
    opening = an_opening(by=by)
    ids = [a_read_application(opening).id for _ in range(4)]
    opening_id, by_id = opening.id, by.id
    db.session.rollback()

    def edit() -> object:
        opening, user = db.session.get_one(Opening, opening_id), db.session.get_one(User, by_id)
        profile = with_weights(profile_of(opening.version), {"mba": 40})
        return revise_opening(opening, profile=profile, reason="", expected_version=1, by=user).number

    def score(id: int) -> Callable[[], object]:
        return lambda: score_application(db.session.get_one(Application, id)).id

    results = at_once(engine_set.app, edit, *(score(id) for id in ids))
    assert [answer for answer in results if isinstance(answer, Exception)] == []
    db.session.expire_all()
    version = db.session.get_one(Opening, opening_id).version
    assert version.number == 2
    current = db.session.scalars(
        select(StoredScore.opening_version_id).join(Application, Application.score_id == StoredScore.id)
    ).all()
    assert current == [version.id] * 4
