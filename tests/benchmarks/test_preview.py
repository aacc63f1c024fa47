"""A preview of other weights must feel instant: from what is kept with the scores, not from the facts."""

from __future__ import annotations

from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.facts import facts_to_dict
from recruit.hiring.models import Application, CvReading, Opening, ReadingStatus
from recruit.hiring.operations.scoring import score_now
from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.preview import preview_profile
from recruit.role_profile.edits import with_credits, with_weights
from recruit.scoring.basis import Scales
from recruit.scoring.score import score, score_and_basis
from recruit.scoring.stability import Contender, stability
from recruit.storage.database import now
from tests.benchmarks.test_list import crowd
from tests.benchmarks.test_scoring import FACTS, KAM, fastest
from tests.factories import a_user, an_application, an_opening, an_upload

PEOPLE = 60
#: the whole answer of the simulation, from the request to the last byte of the page, with so many applications
CROWD = 1000
MOST_SECONDS = 0.3


def test_weighing_is_many_times_quicker_than_scoring() -> None:
    changed = with_weights(KAM, {"mba": 40})
    basis = score_and_basis(KAM, read=FACTS)[1]
    scales = Scales(changed)
    scoring = fastest(lambda: [score(changed, read=FACTS) for _ in range(200)])
    weighing = fastest(lambda: [scales.weigh(basis) for _ in range(200)])
    assert scoring > 5 * weighing, f"weighing is only {scoring / weighing:.1f} times as quick"


def test_how_firm_an_order_is_costs_less_than_scoring_everybody() -> None:
    people = [
        Contender(id, tuple((id * prime % 97) / 97 for prime in (7, 11, 13, 17, 19)), id % 50, now())
        for id in range(1000)
    ]
    scoring = fastest(lambda: [score(KAM, read=FACTS) for _ in range(1000)], rounds=2)
    asking = fastest(lambda: stability((20, 15, 35, 30, 0), people, 5), rounds=2)
    assert asking < scoring, f"it costs {asking / scoring:.1f} times as much"


def a_full_opening(db: SQLAlchemy) -> Opening:
    """An opening with so many people, each with a full CV, scored as they are in production."""
    opening = an_opening()
    profile = profile_of(opening.version)
    facts = facts_to_dict(FACTS)
    for _ in range(PEOPLE):
        cv = an_upload()
        application: Application = an_application(opening, cv=cv)
        application.reading = CvReading(
            application_id=application.id, file_id=cv.id, as_of="2026-11", reader_version="test",
            lexicon_version="test", facts=facts,
        )  # fmt: skip
        application.reading_status = ReadingStatus.READ
        db.session.flush()
        score_now(application, opening.version, profile)
    db.session.commit()
    return opening


def test_a_preview_is_several_times_quicker_than_scoring_the_facts(db: SQLAlchemy) -> None:
    opening = a_full_opening(db)
    profile = profile_of(opening.version)
    weights = with_weights(profile, {"mba": 40})
    credits = with_credits(weights, {"mba": {"in_progress": 0.4}})

    def preview(asked: object) -> None:
        db.session.expire_all()
        assert len(preview_profile(opening, asked, present=profile)) == PEOPLE  # type: ignore[arg-type]

    preview(credits)
    from_facts, from_basis = fastest(lambda: preview(credits)), fastest(lambda: preview(weights))
    assert from_facts > 4 * from_basis, f"a preview is only {from_facts / from_basis:.1f} times as quick"


def test_a_thousand_are_ranked_anew_while_a_dial_moves(db: SQLAlchemy, client: FlaskClient) -> None:
    """The one limit by the clock, because it is promised: everybody is level, so that everybody may enter the top."""
    by = a_user()
    opening = an_opening(by=by)
    address = f"/desk/openings/{opening.slug}/what-if?w.mba=40&y.1=2.5"
    crowd(db, opening, CROWD, by, FACTS)
    client.log_in(by)  # type: ignore[attr-defined]

    def move() -> None:
        answer = client.get(address, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert f"the first 50 of {CROWD}" in answer.text

    move()
    taken = fastest(move)
    print(f"the simulation answers in {1000 * taken:.0f} ms with {CROWD} applications")  # noqa: T201
    assert taken < MOST_SECONDS
