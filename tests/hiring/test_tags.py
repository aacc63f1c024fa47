"""Tags and assignment: what changes, what the log says, what is refused."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import ApplicationTag, Assignment, AuditEntry, Tag
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.tags import add_tag, assign, remove_tag
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.tags import all_tags, carer_of, tags_of
from recruit.hiring.queries.users import carers
from tests.factories import a_user, an_application, an_opening


def log(db: SQLAlchemy, *acts: str) -> list[tuple[str, object, object]]:
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.act.in_(acts)).order_by(AuditEntry.id))
    return [(entry.act, entry.said_before or None, entry.said_after or None) for entry in entries]


def test_a_tag_is_made_by_typing_it_and_found_again_however_it_is_written(db: SQLAlchemy) -> None:
    by, opening = a_user(), an_opening()
    first, second = an_application(opening), an_application(opening)
    tag = add_tag(first, "  Segona   ronda ", by=by)
    assert tag.name == "Segona ronda"
    assert add_tag(second, "SEGONA RONDA", by=by).id == tag.id
    assert add_tag(second, "segona ronda", by=by).id == tag.id
    assert [t.name for t in tags_of(second)] == ["Segona ronda"]
    assert [t.id for t in all_tags()] == [tag.id]
    assert log(db, "tag.added") == [("tag.added", None, {"tag": "Segona ronda"})] * 2


def test_a_tag_is_taken_off_and_stays_with_the_others(db: SQLAlchemy) -> None:
    by, opening = a_user(), an_opening()
    first, second = an_application(opening), an_application(opening)
    tag = add_tag(first, "trucar", by=by)
    add_tag(second, "trucar", by=by)
    remove_tag(first, tag, by=by)
    remove_tag(first, tag, by=by)
    assert (tags_of(first), [t.name for t in tags_of(second)]) == ([], ["trucar"])
    assert log(db, "tag.removed") == [("tag.removed", {"tag": "trucar"}, None)]


@pytest.mark.parametrize(("name", "code"), [("", "required"), ("  ", "required"), ("x" * 41, "too_long")])
def test_a_tag_that_is_none(db: SQLAlchemy, name: str, code: str) -> None:
    with pytest.raises(Invalid) as fault:
        add_tag(an_application(an_opening()), name, by=a_user())
    assert (fault.value.field, fault.value.code) == ("tag", code)
    assert db.session.scalars(select(Tag)).all() == []


def test_who_looks_after_an_application(db: SQLAlchemy) -> None:
    anna, berta = a_user(name="Anna Puig"), a_user("admin", name="Berta Roca")
    application = an_application(an_opening())
    assert carer_of(application) is None
    assign(application, berta, by=anna)
    assign(application, berta, by=anna)
    assert carer_of(application) == berta
    assign(application, anna, by=anna)
    assert carer_of(application) == anna
    assign(application, None, by=anna)
    assert carer_of(application) is None
    assert log(db, "application.assigned") == [
        ("application.assigned", {"assigned": None}, {"assigned": berta.id}),
        ("application.assigned", {"assigned": berta.id}, {"assigned": anna.id}),
        ("application.assigned", {"assigned": anna.id}, {"assigned": None}),
    ]


def test_only_recruiters_look_after_applications(db: SQLAlchemy) -> None:
    by, manager, gone = a_user(), a_user("hiring_manager"), a_user()
    gone.active = False
    db.session.commit()
    application = an_application(an_opening(by=by))
    for user in (manager, gone):
        with pytest.raises(Invalid) as fault:
            assign(application, user, by=by)
        assert (fault.value.field, fault.value.code) == ("user", "unknown")
    assert carers() == [by]


def test_a_manager_may_neither_tag_nor_assign(db: SQLAlchemy) -> None:
    by, manager = a_user(), a_user("hiring_manager")
    application = an_application(an_opening(by=by, manager=manager))
    tag = add_tag(application, "trucar", by=by)
    for act in (
        lambda: add_tag(application, "more", by=manager),
        lambda: remove_tag(application, tag, by=manager),
        lambda: assign(application, by, by=manager),
    ):
        with pytest.raises(NotAllowed):
            act()
    db.session.rollback()
    assert db.session.scalars(select(Assignment)).all() == []
    assert len(db.session.scalars(select(ApplicationTag)).all()) == 1
