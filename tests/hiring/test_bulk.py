"""One act on many: what is decided is what happens, and one undoing gives it all back."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, AuditEntry, BulkChange, Opening, StageChange, User
from recruit.hiring.operations import bulk
from recruit.hiring.operations.bulk import Act, shown
from recruit.hiring.operations.errors import Invalid, Stale
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.tags import add_tag, assign, remove_tag
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.tags import carer_of, tags_of
from tests.conftest import CountQueries
from tests.factories import a_user, an_application, an_opening


@pytest.fixture
def by(db: SQLAlchemy) -> User:
    return a_user()


@pytest.fixture
def opening(by: User) -> Opening:
    return an_opening(by=by)


@pytest.fixture
def people(opening: Opening) -> list[Application]:
    return [an_application(opening, name=name) for name in ("Àngels", "Bruno", "Carla")]


def ids(people: list[Application]) -> list[str]:
    return [application.public_id for application in people]


def seen(opening: Opening, act: Act, value: str, people: list[Application], by: User) -> dict[str, str]:
    return {s.application.public_id: shown(s.before) for s in bulk.plan(opening, act, value, ids(people), by=by)}


def do(opening: Opening, act: Act, value: str, people: list[Application], by: User, **more: object) -> bulk.Outcome:
    return bulk.apply(opening, act, value, seen(opening, act, value, people, by), by=by, **more)  # type: ignore[arg-type]


def acts(db: SQLAlchemy, *wanted: str) -> list[str]:
    return list(db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.in_(wanted)).order_by(AuditEntry.id)))


def test_a_plan_says_what_would_happen_to_whom_and_writes_nothing(
    db: SQLAlchemy, by: User, opening: Opening, people: list[Application]
) -> None:
    move_stage(people[1], "interview", by=by)
    elsewhere = an_application(an_opening(by=by))
    before = acts(db, "stage.moved", "bulk.applied")
    steps = bulk.plan(opening, Act.STAGE, "interview", [*reversed(ids(people)), elsewhere.public_id, "x"], by=by)
    assert [(s.application.name, s.before, s.after, s.changes) for s in steps] == [
        ("Carla", "new", "interview", True),
        ("Bruno", "interview", "interview", False),
        ("Àngels", "new", "interview", True),
    ]
    assert acts(db, "stage.moved", "bulk.applied") == before


def test_stages_are_moved_and_given_back(db: SQLAlchemy, by: User, opening: Opening, people: list[Application]) -> None:
    move_stage(people[1], "in_review", by=by)
    outcome = do(opening, Act.STAGE, "rejected", people, by, reason="Filled.", reason_code="position_filled")
    assert (outcome.changed, outcome.already, outcome.meanwhile) == (3, 0, 0)
    assert [a.stage for a in people] == ["rejected"] * 3
    last = db.session.scalars(select(StageChange).order_by(StageChange.id.desc())).first()
    assert last is not None
    assert (last.reason, last.reason_code, last.by_id) == ("Filled.", "position_filled", by.id)
    assert outcome.change is not None
    back = bulk.undo(outcome.change, by=by)
    assert (back.changed, back.meanwhile) == (3, 0)
    assert [a.stage for a in people] == ["new", "in_review", "new"]
    assert acts(db, "stage.moved", "bulk.applied", "bulk.undone") == (
        ["stage.moved"] * 4 + ["bulk.applied"] + ["stage.moved"] * 3 + ["bulk.undone"]
    )


def test_people_are_not_rejected_without_a_reason(
    db: SQLAlchemy, by: User, opening: Opening, people: list[Application]
) -> None:
    for reason, code, fault in (("", None, "required"), (" ", None, "required"), ("x", "nonsense", "unknown")):
        with pytest.raises(Invalid) as found:
            do(opening, Act.STAGE, "rejected", people, by, reason=reason, reason_code=code)
        assert found.value.code == fault
    assert [a.stage for a in people] == ["new"] * 3


def test_who_changed_between_the_plan_and_its_doing_stays(
    db: SQLAlchemy, by: User, opening: Opening, people: list[Application]
) -> None:
    planned = seen(opening, Act.STAGE, "shortlisted", people, by)
    move_stage(people[0], "offer", by=by)
    outcome = bulk.apply(opening, Act.STAGE, "shortlisted", planned, by=by)
    assert (outcome.changed, outcome.already, outcome.meanwhile) == (2, 0, 1)
    assert [a.stage for a in people] == ["offer", "shortlisted", "shortlisted"]


def test_undoing_leaves_alone_what_somebody_changed_since(
    db: SQLAlchemy, by: User, opening: Opening, people: list[Application]
) -> None:
    outcome = do(opening, Act.STAGE, "shortlisted", people, by)
    move_stage(people[0], "interview", by=by)
    move_stage(people[1], "interview", by=by)
    move_stage(people[1], "shortlisted", by=by)  # looks the same, yet somebody meant it
    assert outcome.change is not None
    back = bulk.undo(outcome.change, by=by)
    assert (back.changed, back.meanwhile) == (1, 2)
    assert [a.stage for a in people] == ["interview", "shortlisted", "new"]


def test_a_change_is_undone_once(db: SQLAlchemy, by: User, opening: Opening, people: list[Application]) -> None:
    change = do(opening, Act.STAGE, "shortlisted", people, by).change
    assert change is not None
    bulk.undo(change, by=by)
    with pytest.raises(Stale):
        bulk.undo(change, by=by)
    db.session.rollback()
    assert acts(db, "bulk.undone") == ["bulk.undone"]


def test_tags_are_put_on_and_taken_off(db: SQLAlchemy, by: User, opening: Opening, people: list[Application]) -> None:
    tag = add_tag(people[0], "trucar", by=by)
    outcome = do(opening, Act.TAG, str(tag.id), people, by)
    assert (outcome.changed, outcome.already) == (2, 1)
    assert [[t.name for t in tags_of(a)] for a in people] == [["trucar"]] * 3
    off = do(opening, Act.UNTAG, str(tag.id), people[:2], by)
    assert off.changed == 2
    assert [[t.name for t in tags_of(a)] for a in people] == [[], [], ["trucar"]]
    assert off.change is not None and outcome.change is not None
    add_tag(people[0], "trucar", by=by)
    back = bulk.undo(off.change, by=by)
    assert (back.changed, back.meanwhile) == (1, 1)
    # the tags that came with the first act: one was taken off and put back, which counts as a change since
    remove_tag(people[0], tag, by=by)
    assert bulk.undo(outcome.change, by=by).changed == 1
    assert [[t.name for t in tags_of(a)] for a in people] == [[], ["trucar"], []]


def test_people_are_given_to_somebody_and_back(
    db: SQLAlchemy, by: User, opening: Opening, people: list[Application]
) -> None:
    other = a_user("admin", name="Berta Roca")
    assign(people[0], by, by=by)
    outcome = do(opening, Act.ASSIGN, str(other.id), people, by)
    assert [carer_of(a) for a in people] == [other] * 3
    assert outcome.change is not None
    bulk.undo(outcome.change, by=by)
    assert [carer_of(a) for a in people] == [by, None, None]
    nobody = do(opening, Act.ASSIGN, "0", people, by)
    assert (nobody.changed, nobody.already) == (1, 2)
    assert [carer_of(a) for a in people] == [None] * 3


@pytest.mark.parametrize(
    ("act", "value", "field"),
    [
        (Act.STAGE, "boss", "stage"),
        (Act.TAG, "99", "tag"),
        (Act.UNTAG, "x", "tag"),
        (Act.ASSIGN, "999", "user"),
        (Act.ASSIGN, "-1", "user"),
    ],
)
def test_what_there_is_not(
    db: SQLAlchemy, by: User, opening: Opening, people: list[Application], act: Act, value: str, field: str
) -> None:
    with pytest.raises(Invalid) as fault:
        bulk.plan(opening, act, value, ids(people), by=by)
    assert (fault.value.field, fault.value.code) == (field, "unknown")


def test_nothing_to_do_keeps_nothing(db: SQLAlchemy, by: User, opening: Opening, people: list[Application]) -> None:
    outcome = do(opening, Act.STAGE, "new", people, by)
    assert (outcome.change, outcome.changed, outcome.already) == (None, 0, 3)
    assert db.session.scalars(select(BulkChange)).all() == []


def test_a_manager_may_not(db: SQLAlchemy, by: User, opening: Opening, people: list[Application]) -> None:
    manager = a_user("hiring_manager")
    opening.hiring_manager_id = manager.id
    db.session.commit()
    with pytest.raises(NotAllowed):
        bulk.plan(opening, Act.STAGE, "shortlisted", ids(people), by=manager)
    with pytest.raises(NotAllowed):
        bulk.apply(opening, Act.STAGE, "shortlisted", dict.fromkeys(ids(people), "new"), by=manager)


@pytest.mark.parametrize("act", [Act.STAGE, Act.ASSIGN])
def test_a_plan_takes_as_many_queries_for_one_as_for_three(
    db: SQLAlchemy, by: User, opening: Opening, people: list[Application], count_queries: CountQueries, act: Act
) -> None:
    counts = []
    wanted, opening_id, by_id = ids(people), opening.id, by.id
    for some in (wanted[:1], wanted):
        with count_queries() as queries:
            opening, by = db.session.get_one(Opening, opening_id), db.session.get_one(User, by_id)
            bulk.plan(opening, act, "offer" if act is Act.STAGE else "0", some, by=by)
        counts.append(len(queries))
    assert counts[0] == counts[1]
