"""Who may do what: the whole table, each cell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Role, ShortlistStatus
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.operations.shortlist_sharing import link_of, make_link, open_link, revoke_link
from recruit.hiring.operations.shortlists import set_status
from recruit.hiring.permissions import ROLES, NotAllowed, Reader, can, require
from recruit.storage.database import now
from tests.factories import a_read_application, a_shortlist, a_user, an_opening

ADMIN = {"users.manage", "audit.read", "retention.manage", "applications.erase", "statistics.read"}
MANAGING = ("shortlist.read", "views.give")


def test_recruiters_do_all_of_hiring_and_administrators_more() -> None:
    assert set(ROLES) == set(Role)
    assert ROLES[Role.ADMIN] - ROLES[Role.RECRUITER] >= ADMIN
    assert ROLES[Role.RECRUITER] < ROLES[Role.ADMIN]
    assert ROLES[Role.HIRING_MANAGER] == set(MANAGING)
    assert "views.give" not in ROLES[Role.ADMIN]


@pytest.mark.parametrize("role", list(Role))
def test_who_is_switched_off_does_nothing(db: SQLAlchemy, role: str) -> None:
    user = a_user(role)
    assert {act for act in ROLES[Role.ADMIN] | set(MANAGING) if can(user, act)} == ROLES[role]
    user.active = False
    assert not any(can(user, act) for act in ROLES[Role.ADMIN])


def test_nobody_and_nonsense(db: SQLAlchemy) -> None:
    assert not any(can(None, act) for act in ROLES[Role.ADMIN])
    assert not can(a_user("admin"), "openings.burn")
    with pytest.raises(NotAllowed):
        require(None, "openings.read")
    user = a_user()
    assert require(user, "openings.read") is user


@pytest.mark.parametrize("act", [act for act in sorted(ROLES[Role.ADMIN]) if act not in MANAGING])
def test_a_hiring_manager_does_none_of_the_desk_s_acts(db: SQLAlchemy, act: str) -> None:
    manager = a_user("hiring_manager")
    application = a_read_application(an_opening(manager=manager))
    shortlist = a_shortlist([application], manager=manager, by=a_user())
    assert not any(can(manager, act, subject) for subject in (None, application, application.opening, shortlist))


def test_a_hiring_manager_reads_and_answers_what_is_shared_with_them(db: SQLAlchemy) -> None:
    by, manager, other = a_user(), a_user("hiring_manager"), a_user("hiring_manager")
    application = a_read_application(an_opening(manager=manager))
    shortlist = a_shortlist([application], manager=manager, shared=False, by=by)
    for status, reads, answers in (("draft", False, False), ("shared", True, True), ("closed", True, False)):
        set_status(shortlist, ShortlistStatus(status), by=by)
        assert (can(manager, "shortlist.read", shortlist), can(manager, "views.give", shortlist)) == (reads, answers)
        assert not can(other, "shortlist.read", shortlist)
        assert not can(other, "views.give", shortlist)
        assert not can(by, "views.give", shortlist)
    # nothing beside shortlists, of their own opening either
    for act in MANAGING:
        assert not can(manager, act, application)
        assert not can(manager, act, application.opening)


def test_a_link_opens_one_shortlist_while_it_lasts(db: SQLAlchemy) -> None:
    by = a_user()
    application = a_read_application(an_opening(by=by))
    shared, elsewhere = (a_shortlist([application], by=by) for _ in range(2))
    link, token = make_link(shared, "Board", now().date(), by=by)
    reader = Reader(link=link)
    for act in MANAGING:
        assert reader.may(act, shared, now())
        assert not reader.may(act, elsewhere, now())
        assert not reader.may(act, shared, now() + timedelta(days=2))
    assert not reader.may("applications.read", shared, now())
    assert link_of(token) is link
    assert token not in link.token_hash
    set_status(shared, ShortlistStatus.CLOSED, by=by)
    assert not reader.may("shortlist.read", shared, now())
    with pytest.raises(NotFound):
        link_of(token)
    set_status(shared, ShortlistStatus.SHARED, by=by)
    revoke_link(link, by=by)
    assert not reader.may("shortlist.read", shared, now())
    for wrong in (token, "nonsense", ""):
        with pytest.raises(NotFound):
            open_link(wrong)
