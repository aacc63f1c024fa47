"""Openings and their versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from recruit.hiring.models import AuditEntry, OpeningVersion, StoredScore, User
from recruit.hiring.operations.applications import ApplicationForm, submit_application
from recruit.hiring.operations.errors import Invalid, Stale
from recruit.hiring.operations.openings import (
    close_opening,
    create_opening,
    publish_opening,
    reopen_opening,
    revise_opening,
)
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.openings import (
    details_of,
    is_open,
    opening_by_slug,
    openings_for,
    profile_of,
    public_openings,
    today,
    versions,
)
from recruit.role_profile.edits import with_weights
from recruit.role_profile.load import built_in
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_application, an_opening, some_details, some_facts


def test_an_opening_begins_as_a_draft_with_version_1(db: SQLAlchemy) -> None:
    by, manager = a_user(), a_user("hiring_manager")
    details = some_details(title={"ca": " Gestor/a de comptes ", "es": "", "en": "Key Account Manager (KAM)"})
    details = replace(details, hiring_manager_id=manager.id, currency="eur")
    opening = create_opening(details, profile=built_in(), by=by)
    assert (opening.slug, opening.status, opening.version_number) == ("key-account-manager-kam-girona", "draft", 1)
    assert opening.version.title == {"ca": "Gestor/a de comptes", "es": "", "en": "Key Account Manager (KAM)"}
    assert (opening.version.currency, opening.hiring_manager) == ("EUR", manager)
    assert profile_of(opening.version) == built_in()
    assert details_of(opening.version, opening).salary_max == 52000
    assert public_openings() == []


def test_addresses_are_never_the_same(db: SQLAlchemy) -> None:
    slugs = [an_opening().slug for _ in range(3)]
    assert slugs == ["key-account-manager-girona", "key-account-manager-girona-2", "key-account-manager-girona-3"]
    found = opening_by_slug("key-account-manager-girona-2")
    assert found is not None and found.slug == "key-account-manager-girona-2"
    assert opening_by_slug("nothing") is None


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"title": {"ca": " "}}, "title", "required"),
        ({"contract": "slavery"}, "contract", "unknown"),
        ({"currency": "EURO"}, "currency", "unknown"),
        ({"salary_min": -1}, "salary_min", "out_of_range"),
        ({"salary_min": 50000, "salary_max": 40000}, "salary_max", "below_minimum"),
        ({"languages": ["català"]}, "languages", "unknown"),
        ({"hiring_manager_id": 4711}, "hiring_manager_id", "unknown"),
    ],
)
def test_what_an_opening_cannot_say(db: SQLAlchemy, change: dict[str, object], field: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        create_opening(some_details(**change), profile=built_in(), by=a_user())
    assert (caught.value.field, caught.value.code) == (field, code)


def test_publishing_closing_and_opening_again(db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by, published=False)
    assert not is_open(opening)
    publish_opening(opening, by=by)
    assert is_open(opening) and public_openings() == [opening]
    with pytest.raises(Invalid, match="status: not_possible"):
        publish_opening(opening, by=by)
    close_opening(opening, by=by)
    assert not is_open(opening) and public_openings() == []
    with pytest.raises(Invalid, match="opening: closed"):
        submit_application(opening, ApplicationForm("N", "n@example.com"), cv=None, language="ca", privacy_version="1")
    reopen_opening(opening, by=by)
    assert is_open(opening)
    log = db.session.scalars(select(AuditEntry).where(AuditEntry.act.in_(["opening.closed", "opening.reopened"])))
    assert [(e.before, e.after) for e in log] == [
        ({"status": "published"}, {"status": "closed"}),
        ({"status": "closed"}, {"status": "published"}),
    ]


def test_all_three_languages_before_it_is_published(db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by, published=False, title={"en": "Key Account Manager"})
    with pytest.raises(Invalid) as caught:
        publish_opening(opening, by=by)
    assert (caught.value.code, caught.value.values) == ("missing_language", {"languages": ["ca", "es"]})


def test_the_closing_day_is_the_last_one(db: SQLAlchemy) -> None:
    assert is_open(an_opening(closes_on=today()))
    over = an_opening(closes_on=today() - timedelta(days=1))
    assert not is_open(over) and over not in public_openings()
    assert is_open(an_opening(closes_on=None))


def test_each_edit_is_a_new_version(db: SQLAlchemy) -> None:
    by = a_user(name="Anna Puig")
    opening = an_opening(by=by)
    version = revise_opening(
        opening, details=some_details(place="Olot"), reason=" New office ", expected_version=1, by=by
    )
    assert (version.number, version.place, version.reason, opening.version_number) == (2, "Olot", "New office", 2)
    assert opening.version is version
    assert [(v.number, v.place) for v in versions(opening)] == [(2, "Olot"), (1, "Girona")]
    assert profile_of(version).version == 2
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "opening.revised")).one()
    assert (entry.actor, entry.before, entry.after) == (
        "recruiter Anna Puig",
        {"place": "Girona"},
        {"place": "Olot", "version": 2, "reason": "New office"},
    )


def test_nothing_changed_makes_no_version(db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by)
    same = revise_opening(opening, details=some_details(), profile=built_in(), reason="", expected_version=1, by=by)
    assert (same.number, len(versions(opening))) == (1, 1)


def test_two_edits_of_one_version(db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by)
    revise_opening(opening, details=some_details(place="Olot"), reason="", expected_version=1, by=by)
    with pytest.raises(Stale):
        revise_opening(opening, details=some_details(place="Vic"), reason="", expected_version=1, by=by)
    assert (opening.version.place, len(versions(opening))) == ("Olot", 2)


def test_other_weights_score_everybody_again_and_keep_the_old_scores(db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by)
    first = a_read_application(opening, some_facts(60))
    second = an_application(opening, degree="bachelor")
    before = {a.id: a.score.points for a in (first, second) if a.score}
    version = revise_opening(
        opening, profile=with_weights(built_in(), {"experience": 0}), reason="", expected_version=1, by=by
    )
    for application in (first, second):
        db.session.refresh(application)
        assert application.score is not None
        assert application.score.opening_version_id == version.id
        assert application.score.points != before[application.id]
    kept = db.session.scalars(select(StoredScore).order_by(StoredScore.id)).all()
    assert [score.application_id for score in kept] == [first.id, second.id, first.id, second.id]


def test_texts_alone_leave_the_scores(db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by)
    application = an_application(opening)
    score_id = application.score_id
    revise_opening(opening, details=some_details(place="Olot"), reason="", expected_version=1, by=by)
    db.session.refresh(application)
    assert application.score_id == score_id


@pytest.mark.parametrize("statement", ["UPDATE opening_versions SET place = 'x'", "DELETE FROM opening_versions"])
def test_the_database_keeps_versions_as_they_were(db: SQLAlchemy, statement: str) -> None:
    opening = an_opening()
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert db.session.scalars(select(OpeningVersion.place)).all() == [opening.version.place]


def test_a_hiring_manager_changes_nothing(db: SQLAlchemy) -> None:
    manager = a_user("hiring_manager")
    opening = an_opening(manager=manager)
    with pytest.raises(NotAllowed):
        create_opening(some_details(), profile=built_in(), by=manager)
    with pytest.raises(NotAllowed):
        revise_opening(opening, details=some_details(place="Vic"), reason="", expected_version=1, by=manager)
    with pytest.raises(NotAllowed):
        close_opening(opening, by=manager)


def test_openings_with_their_counts(db: SQLAlchemy, count_queries: CountQueries) -> None:
    by, manager, other = a_user(), a_user("hiring_manager"), a_user("hiring_manager")
    draft = an_opening(by=by, manager=manager, published=False)
    theirs, others = an_opening(by=by, manager=manager), an_opening(by=by, manager=other)
    for stage in ("new", "shortlisted", "hired"):
        an_application(theirs).stage = stage
    an_application(others)
    db.session.commit()
    by_id, manager_id, ids = by.id, manager.id, (others.id, theirs.id, draft.id)
    with count_queries() as queries:
        rows = openings_for(db.session.get_one(User, by_id))
        assert [(row.opening.id, row.total) for row in rows] == [(ids[0], 1), (ids[1], 3), (ids[2], 0)]
        assert rows[1].opening.version.place == "Girona"
    assert len(queries) == 3  # the user, the openings, the counts
    with pytest.raises(NotAllowed):
        openings_for(db.session.get_one(User, manager_id))
