"""Erased means erased: nothing of the person's is left in any file or table, and the counts remain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import String, Text, cast, select, text

from recruit.facts import Level
from recruit.hiring.models import (
    Application,
    AuditEntry,
    CvFile,
    Document,
    Ending,
    Erasure,
    Job,
    PastApplication,
    Stage,
)
from recruit.hiring.operations.access import ask_for_links, new_link
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.consents import give_pool_consent
from recruit.hiring.operations.documents import add_documents, remove_document
from recruit.hiring.operations.erasure import carry_out, complete_erasure, erase
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.own import answer_request, ask_person, correct, replace_cv
from recruit.hiring.operations.reading import read_cv
from recruit.hiring.operations.retention import place_hold
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.documents import documents_of
from recruit.storage import files
from tests.factories import CV_TEXT, a_read_application, a_user, an_application, an_opening, an_upload

#: words that stand nowhere but in what this person and the recruiters wrote
SECRETS = (
    "Quiteria",
    "Zumárraga",
    "zumarraga",
    "quiteria.z",
    "600111222",
    "Orquestra Simfònica",
    "capnegra",
    "xiuxiueig",
)

CV = (
    CV_TEXT.replace("Núria Vidal Serra", "Quiteria Zumárraga Pons")
    .replace("nuria.vidal@example.com", "quiteria.z@example.com")
    .replace("Vins del Priorat", "Orquestra Simfònica del Xiuxiueig (xiuxiueig)")
)


def applied(run_jobs: Callable[[], int]) -> tuple[Application, object]:
    """A person with everything that can be written about one."""
    admin = a_user("admin", name="Mar Roca")
    opening = an_opening(by=admin)
    person = an_application(
        opening,
        cv=an_upload(CV.encode()),
        name="Quiteria Zumárraga Pons",
        email="Quiteria.Z@example.com",
        phone="600111222",
        degree=Level.MASTER,
        degree_status="completed",
        degree_field="capnegra",
        message="Em dic Quiteria.",
    )
    run_jobs()
    move_stage(person, Stage.SHORTLISTED, reason="Quiteria va convèncer", by=admin)
    confirm_fact(person, "mba", "none", "Li ho vaig demanar: Zumárraga", by=admin)
    add_note(person, "La capnegra ha trucat", by=admin)
    correct(person, {"degree_field": "capnegra moderna"}, remark="No és xiuxiueig")
    answer_request(ask_person(person, "review", "Sóc la Quiteria"), "Hola Quiteria", by=admin)
    replace_cv(person, an_upload(CV.replace("2022", "2023").encode(), "quiteria.txt"))
    letter, diploma = b"Recomano la Quiteria. Xiuxiueig.", "Orquestra Simfònica: títol".encode()
    add_documents(person, "reference", [(letter, "Carta Zumárraga.txt"), (diploma, "capnegra.txt")])
    remove_document(documents_of([person.id])[1])
    give_pool_consent(person)
    ask_for_links("quiteria.z@example.com")
    new_link(person)
    run_jobs()
    move_stage(person, Stage.REJECTED, reason="xiuxiueig", by=admin)
    return person, admin


def raw_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def found_in_files(folder: Path) -> list[tuple[str, str]]:
    """(file, word): where the words stand, in any file under the folder, in the encodings in use."""
    found = []
    for name, data in raw_files(folder):
        for word in SECRETS:
            forms = {word.encode(), word.encode("utf-16-le"), word.encode("latin-1"), word.lower().encode()}
            escaped = word.encode("ascii", "backslashreplace").replace(b"\\xe0", b"\\u00e0")
            forms.add(escaped.replace(b"\\xe1", b"\\u00e1").replace(b"\\xf2", b"\\u00f2"))
            if any(form in data for form in forms):
                found.append((name, word))
    return found


def found_in_tables(db: SQLAlchemy) -> list[tuple[str, str, str]]:
    """(table, column, word) over every column of every table that there is, as text."""
    found = []
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            as_text = column if isinstance(column.type, String | Text) else cast(column, Text)
            for value in db.session.scalars(select(as_text).where(column.is_not(None))):
                # JSON may stand with its letters escaped
                plain = str(value).encode().decode("unicode_escape", "replace") + str(value)
                found += [(table.name, column.name, word) for word in SECRETS if word.lower() in plain.lower()]
    return found


def test_nothing_of_the_person_is_left(app: Flask, db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    person, _admin = applied(run_jobs)
    folder = Path(app.instance_path)
    assert found_in_tables(db), "the search must find them before"
    keys = [*db.session.scalars(select(CvFile.key)), *db.session.scalars(select(Document.key))]
    assert [key.partition("/")[0] for key in keys] == ["cv", "cv", "documents"]
    number = person.id
    erase(person, Ending.ERASED, by=None, actor="applicant")
    db.session.rollback()
    run_jobs()
    assert found_in_tables(db) == []
    db.session.rollback()
    assert found_in_files(folder) == []
    for key in keys:
        with pytest.raises(files.NoSuchFile):
            files.get(key)
    assert db.session.get(Application, number) is None
    erasure = db.session.scalars(select(Erasure)).one()
    assert (erasure.application_id, erasure.ending, erasure.done_at is not None) == (number, "erased", True)
    past = db.session.scalars(select(PastApplication)).one()
    assert (past.stage, past.reached, past.ended, past.knockouts) == ("rejected", "shortlisted", "erased", [])
    entries = list(db.session.scalars(select(AuditEntry).where(AuditEntry.subject == f"application:{number}")))
    assert [e.act for e in entries][-2:] == ["application.erasure_requested", "application.erased"]
    moved = next(e for e in entries if e.act == "stage.moved")
    assert moved.said_after == {"stage": "shortlisted", "reason": "erased"}


def test_the_search_of_this_test_finds_words_in_raw_files(
    app: Flask, db: SQLAlchemy, run_jobs: Callable[[], int]
) -> None:
    """Otherwise its finding nothing would prove nothing."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the default engines keep everything under the instance folder")
    applied(run_jobs)
    db.session.rollback()
    where = {name.partition("/")[0].partition("-")[0] for name, _word in found_in_files(Path(app.instance_path))}
    assert {"recruit.sqlite", "files", "outbox"} <= where


def test_without_overwriting_the_words_would_be_left(app: Flask, db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    """What the rewriting is for: before it, the log of changes still holds the deleted words."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("about SQLite's files")
    person, _admin = applied(run_jobs)
    erase(person, Ending.ERASED, by=None, actor="applicant")
    db.session.rollback()
    assert {name for name, _word in found_in_files(Path(app.instance_path))} == {"recruit.sqlite-wal"}


def test_another_person_stays_as_they_were(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    person, _admin = applied(run_jobs)
    other = a_read_application(person.opening, email="altra@example.com")
    names = [file.key for file in other.files]
    erase(person, Ending.ERASED, by=None, actor="applicant")
    db.session.rollback()
    run_jobs()
    db.session.expire_all()
    assert (other.name, other.score is not None) == ("Núria Vidal Serra", True)
    assert [files.get(key) for key in names] == [CV_TEXT.encode()]


def test_a_hold_forbids_it(db: SQLAlchemy) -> None:
    admin = a_user("admin")
    person = an_application(an_opening(by=admin))
    place_hold(person, "A claim is open", by=admin)
    with pytest.raises(Invalid, match="application: held"):
        erase(person, Ending.ERASED, by=None, actor="applicant")
    assert db.session.scalars(select(Erasure)).all() == []


def test_of_the_team_only_administrators_erase(db: SQLAlchemy) -> None:
    person = an_application(an_opening())
    with pytest.raises(NotAllowed):
        erase(person, Ending.ERASED, by=a_user("recruiter"))
    number = person.id
    erase(person, Ending.ERASED, by=a_user("admin"))
    assert db.session.get(Application, number) is None


def test_what_a_crash_left_is_caught_up(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    """The erasure is written down before anything is touched: the job alone completes it, and again does no harm."""
    person = a_read_application(an_opening())
    number = person.id
    db.session.add(Erasure(application_id=number, ending="erased"))
    db.session.commit()
    erasure = db.session.scalars(select(Erasure.id)).one()
    complete_erasure(erasure)
    complete_erasure(erasure)
    carry_out(erasure)
    assert db.session.get(Application, number) is None
    assert len(db.session.scalars(select(PastApplication)).all()) == 1


def test_erased_while_it_is_read_leaves_no_picture(db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading comes too late: what it made has nobody to belong to, and goes."""
    data = BytesIO()
    canvas = Canvas(data)
    for line, words in enumerate(CV.splitlines()):
        canvas.drawString(60, 780 - 16 * line, words)
    canvas.save()
    number = an_application(an_opening(), cv=an_upload(data.getvalue(), "cv.pdf")).id
    kept: list[str] = []
    put = files.put

    def meanwhile(key: str, picture: bytes) -> None:
        """Just when the first picture is kept, the applicant erases."""
        put(key, picture)
        kept.append(key)
        application = db.session.get(Application, number)
        if application is not None:
            erase(application, Ending.ERASED, by=None, actor="applicant")

    monkeypatch.setattr(files, "put", meanwhile)
    with pytest.raises(NotFound):
        read_cv(number)
    assert [key.partition("/")[0] for key in kept] == ["pages"]
    with pytest.raises(files.NoSuchFile):
        files.get(kept[0])


def test_no_number_comes_again(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    """The log and an erasure that is being completed know an application by its number."""
    opening = an_opening()
    first = an_application(opening)
    number = first.id
    erase(first, Ending.ERASED, by=None, actor="applicant")
    second = an_application(opening)
    assert second.id > number
    db.session.rollback()
    run_jobs()
    db.session.expire_all()
    assert db.session.get(Application, second.id) is not None


def test_jobs_about_what_is_gone_go_too(db: SQLAlchemy) -> None:
    person = an_application(an_opening(), cv=an_upload())
    erase(person, Ending.ERASED, by=None, actor="applicant")
    kinds = list(db.session.scalars(select(Job.kind)))
    assert kinds == ["erase"]


def test_postgresql_keeps_no_words_in_any_text_column(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    """The same question asked of the server's own catalogue, so that a table outside the models counts too."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("about PostgreSQL")
    person, _admin = applied(run_jobs)
    erase(person, Ending.ERASED, by=None, actor="applicant")
    db.session.rollback()
    run_jobs()
    tables = list(
        db.session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"))
    )
    assert "applications" in tables
    for table in tables:
        rows = " ".join(db.session.scalars(text(f'SELECT t::text FROM "{table}" t')))
        assert [word for word in SECRETS if word.lower() in rows.lower()] == [], table
