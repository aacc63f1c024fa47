"""The same behaviour on the default engines and on real servers: what an application goes through, end to end."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from recruit.hiring.models import Application, AuditEntry, CvFile, CvReading, Job, StoredScore
from recruit.hiring.queries.applications import Filters, ranked
from recruit.hiring.queries.review import review
from recruit.storage import files
from recruit.storage.database import db, mapped, now
from tests.engines.sets import EngineSet
from tests.factories import CV_TEXT, a_read_application, a_user, an_application, an_opening, an_upload


def test_the_engines_are_those_that_are_said(engine_set: EngineSet, request: pytest.FixtureRequest) -> None:
    servers = "servers" in request.node.name
    assert db.engine.dialect.name == ("postgresql" if servers else "sqlite")
    assert type(engine_set.app.extensions["recruit.jobs"].huey).__name__ == (
        "PriorityRedisHuey" if servers else "SqliteHuey"
    )
    assert type(engine_set.app.extensions["recruit.files"]).__name__ == ("S3Store" if servers else "LocalStore")


def test_from_the_form_to_the_ranked_list(engine_set: EngineSet) -> None:
    by, opening = a_user(), an_opening()
    application = an_application(opening, cv=an_upload(), email="nuria@example.com", degree="bachelor")
    public_id = application.public_id
    assert engine_set.drain() == 2
    db.session.expire_all()
    assert db.session.scalars(select(Job.status)).all() == ["done", "done"]
    (row,) = ranked(opening, Filters()).rows
    assert (row.application.public_id, row.application.reading_status, row.rank) == (public_id, "read", 1)
    assert row.score is not None
    assert (row.score.highest_degree, row.score.core_months, row.score.language) == ("bachelor", 48, "ca")
    page = review(public_id, by=by)
    assert page.facts is not None and page.document is not None and page.score is not None
    assert page.document.text.startswith("Núria Vidal Serra")
    evidence = page.score.criterion("degree").evidence
    assert [page.document.text[e.start : e.end] == e.quote for e in evidence] == [True] * len(evidence) != []
    assert page.facts.as_of == f"{now():%Y-%m}"
    (mail,) = engine_set.mails()
    assert mail["To"] == "nuria@example.com"
    assert "Gestió de comptes clau" in mail.get_content()


def test_a_cv_that_cannot_be_read_keeps_the_application(engine_set: EngineSet) -> None:
    opening = an_opening()
    application = an_application(
        opening, cv=an_upload(b"PK\x03\x04 this is no archive", "cv.docx"), degree="bachelor", skills=["sales"]
    )
    engine_set.drain()
    db.session.expire_all()
    assert (application.reading_status, application.stage) == ("rejected", "new")
    assert application.reading is not None and application.reading.rejected == "damaged"
    assert application.score is not None
    assert {"cv_not_read", "damaged"} <= set(application.score.flags)
    assert 0 < application.score.points < application.score.high


def test_files_come_back_as_they_were_and_go_when_told(engine_set: EngineSet) -> None:
    cv = an_upload()
    assert files.get(cv.key).decode() == CV_TEXT
    files.put(cv.key, b"other")
    assert files.get(cv.key) == b"other"
    files.delete(cv.key)
    files.delete(cv.key)
    with pytest.raises(files.NoSuchFile):
        files.get(cv.key)


@pytest.mark.parametrize("table", ["audit_log", "opening_versions", "cv_readings", "scores"])
def test_what_is_written_is_not_changed(engine_set: EngineSet, table: str) -> None:
    a_read_application(an_opening())
    with pytest.raises(IntegrityError, match=f"{table} is append-only"):
        db.session.execute(text(f"UPDATE {table} SET id = id + 1000"))
    db.session.rollback()


@pytest.mark.parametrize("table", ["audit_log", "opening_versions"])
def test_the_log_and_the_versions_are_not_deleted(engine_set: EngineSet, table: str) -> None:
    a_read_application(an_opening())
    before = db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    with pytest.raises(IntegrityError, match=f"{table} is append-only"):
        db.session.execute(text(f"DELETE FROM {table}"))
    db.session.rollback()
    assert db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == before > 0


def test_readings_and_scores_can_be_erased(engine_set: EngineSet) -> None:
    application = a_read_application(an_opening())
    application.reading = application.score = None
    db.session.flush()
    for model in (StoredScore, CvReading, CvFile):
        for row in db.session.scalars(select(model).where(model.application_id == application.id)):
            db.session.delete(row)
            db.session.flush()
    assert db.session.scalars(select(StoredScore)).all() == []


def test_the_models_are_what_the_migrations_make(engine_set: EngineSet) -> None:
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": mapped}
        migrated = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(migrated, db.metadata) == []


def test_migrations_go_back_and_forth(engine_set: EngineSet) -> None:
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert set(db.metadata.tables) < set(inspect(db.engine).get_table_names())
    assert an_opening().id == 1


def test_names_without_accents_are_found_alike(engine_set: EngineSet) -> None:
    opening = an_opening()
    for name in ("Íngrid Åström", "Íñigo Muñoz", "Ingrid 100%"):
        an_application(opening, name=name)
    for wanted, found in (
        ("ingrid", {"Íngrid Åström", "Ingrid 100%"}),
        ("MUÑOZ", {"Íñigo Muñoz"}),
        ("0%", {"Ingrid 100%"}),
    ):
        assert {row.application.name for row in ranked(opening, Filters(text=wanted)).rows} == found


def test_everything_asked_of_the_database_is_in_its_own_words(engine_set: EngineSet) -> None:
    """Whatever the engine, instants come back aware and in UTC, and empty lists and nothings as they were."""
    application = an_application(an_opening())
    db.session.expire_all()
    found = db.session.scalars(select(Application)).one()
    assert found.created_at.utcoffset() is not None and (now() - found.created_at).total_seconds() < 60
    assert (found.skills, found.salary_expectation, found.id) == ([], None, application.id)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "application.submitted")).one()
    assert entry.before is None
    assert db.session.execute(text("SELECT count(*) FROM audit_log WHERE before IS NULL")).scalar_one() >= 1
