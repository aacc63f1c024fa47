"""Who may do what: the whole table, each cell."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Role, Stage
from recruit.hiring.permissions import ROLES, NotAllowed, can, require
from tests.factories import a_user, an_application, an_opening

HIRING = [
    "openings.read",
    "openings.create",
    "openings.edit",
    "openings.publish",
    "applications.read",
    "applications.original",
    "readings.repeat",
    "facts.confirm",
    "stages.move",
    "notes.add",
    "notes.read",
]
SHARED = ["applications.pages", "shortlist.read"]
ADMIN = ["users.manage", "audit.read"]


def test_the_table_knows_no_other_act() -> None:
    assert set().union(*ROLES.values()) == {*HIRING, *SHARED, *ADMIN, "verdicts.give"}
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(
    ("role", "acts"),
    [("recruiter", HIRING + SHARED), ("admin", HIRING + SHARED + ADMIN), ("hiring_manager", SHARED)],
)
def test_each_role(db: SQLAlchemy, role: str, acts: list[str]) -> None:
    user = a_user(role)
    assert [act for act in HIRING + SHARED + ADMIN if can(user, act)] == acts
    user.active = False
    assert [act for act in HIRING + SHARED + ADMIN if can(user, act)] == []


def test_nobody_and_nonsense(db: SQLAlchemy) -> None:
    assert not any(can(None, act) for act in HIRING + SHARED + ADMIN)
    assert not can(a_user("admin"), "openings.burn")
    with pytest.raises(NotAllowed):
        require(None, "openings.read")
    user = a_user()
    assert require(user, "openings.read") is user


@pytest.mark.parametrize("act", ["applications.pages", "shortlist.read", "verdicts.give"])
def test_a_hiring_manager_and_each_stage(db: SQLAlchemy, act: str) -> None:
    manager, other = a_user("hiring_manager"), a_user("hiring_manager")
    application = an_application(an_opening(manager=manager))
    for stage in Stage:
        application.stage = stage
        seen = stage in (Stage.SHORTLISTED, Stage.INTERVIEW, Stage.OFFER, Stage.HIRED)
        assert can(manager, act, application) is seen
        assert can(other, act, application) is False
    db.session.rollback()


def test_a_hiring_manager_never_gets_the_original(db: SQLAlchemy) -> None:
    manager = a_user("hiring_manager")
    application = an_application(an_opening(manager=manager))
    application.stage = Stage.SHORTLISTED
    assert not can(manager, "applications.original", application)
    assert not can(manager, "notes.read", application)
    db.session.rollback()
