"""What a reading leaves behind: facts, pictures of the pages, a score; and who may open the files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from recruit.hiring.models import Application, CvReading
from recruit.hiring.operations.applications import ApplicationForm, submit_application
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.reading import reread
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.files import original_of, page_of
from recruit.hiring.queries.review import review
from recruit.storage import files
from tests.factories import CV_TEXT, a_user, an_application, an_opening, an_upload


def a_pdf(pages: int = 2) -> bytes:
    """The CV of the factories as a PDF: all of it on the first page, a word on each other one."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for number in range(pages):
        for row, line in enumerate(CV_TEXT.splitlines() if number == 0 else ["Idiomes", "Català, castellà, anglès"]):
            canvas.drawString(72, 770 - 18 * row, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.fixture
def read(db: SQLAlchemy, run_jobs: Callable[[], int]) -> Application:
    """An application with a PDF of two pages, read."""
    application = an_application(an_opening(), cv=an_upload(a_pdf(), "CV Núria.pdf"), degree="bachelor")
    run_jobs()
    db.session.expire_all()
    assert application.reading_status == "read"
    return application


def test_a_reading_keeps_facts_words_and_pages(read: Application) -> None:
    by = a_user()
    page = review(read.public_id, by=by)
    assert page.facts is not None and page.document is not None and page.reading is not None and page.score is not None
    assert (page.facts.highest_degree, page.facts.core_months) == ("bachelor", 48)
    assert page.document.kind == "pdf"
    assert [p.page for p in page.pages] == [1, 2]
    for picture in page.pages:
        assert files.get(picture.key).startswith(b"\x89PNG\r\n\x1a\n")
    evidence = page.score.criterion("degree").evidence[0]
    assert page.document.text[evidence.start : evidence.end] == evidence.quote
    ((number, box),) = page.document.boxes(evidence.start, evidence.end)[:1]
    assert number == 1 and 70 < box.x0 < box.x1 < 595
    assert (page.reading.reader_version, page.reading.rejected) == (page.facts.reader, None)
    assert page.reading.seconds > 0
    assert read.score is not None and read.score.strip == [[2018 * 12 + 2, 2022 * 12 + 1, "core"]]


def test_read_again_the_pages_are_replaced_and_the_readings_kept(
    db: SQLAlchemy, read: Application, run_jobs: Callable[[], int]
) -> None:
    by = a_user()
    before = review(read.public_id, by=by)
    keys = [page.key for page in before.pages]
    points = before.score.points if before.score else None
    reread(read, by=by)
    run_jobs()
    db.session.expire_all()
    after = review(read.public_id, by=by)
    assert [page.page for page in after.pages] == [1, 2]
    assert not {page.key for page in after.pages} & set(keys)
    for key in keys:
        with pytest.raises(files.NoSuchFile):
            files.get(key)
    readings = db.session.scalars(select(CvReading).order_by(CvReading.id)).all()
    assert [reading.facts for reading in readings] == [readings[0].facts] * 2
    assert after.score is not None and after.score.points == points
    assert [event.act for event in after.history][:2] == ["cv.read", "cv.reading_requested"]


def test_only_so_many_pages_are_kept(db: SQLAlchemy, app: Flask, run_jobs: Callable[[], int]) -> None:
    app.config["MAX_PAGES_SHOWN"] = 2
    application = an_application(an_opening(), cv=an_upload(a_pdf(3), "cv.pdf"))
    run_jobs()
    db.session.expire_all()
    assert [file.page for file in application.files] == [None, 1, 2]


def test_without_a_cv_there_is_nothing_to_read_again(db: SQLAlchemy) -> None:
    with pytest.raises(Invalid, match="cv: none"):
        reread(an_application(an_opening()), by=a_user())


def test_a_post_held_to_the_present_runs_to_the_month_of_the_application(
    db: SQLAlchemy, run_jobs: Callable[[], int]
) -> None:
    words = (
        "Pau Vila\npau@example.com\n\nExperiencia\nKey Account Manager, Alimentaria del Ter\nmarzo 2021 - actualidad\n"
    )
    application = submit_application(
        an_opening(),
        ApplicationForm("Pau Vila", "pau@example.com"),
        cv=an_upload(words.encode()),
        language="es",
        privacy_version="1",
        at=datetime(2024, 2, 29, 23, 30, tzinfo=UTC),
    )
    run_jobs()
    db.session.expire_all()
    assert application.reading is not None and application.score is not None
    assert (application.reading.as_of, application.score.core_months) == ("2024-02", 36)


def test_who_may_open_which_file(db: SQLAlchemy, read: Application) -> None:
    recruiter, manager = a_user(), a_user("hiring_manager")
    read.opening.hiring_manager_id = manager.id
    db.session.commit()
    assert original_of(read.public_id, by=recruiter).filename == "CV Núria.pdf"
    assert page_of(read.public_id, 2, by=recruiter).page == 2
    move_stage(read, "shortlisted", by=recruiter)
    for viewer in (manager, None):  # a manager sees what a shortlist shows, and comes to it by that alone
        with pytest.raises(NotAllowed):
            page_of(read.public_id, 1, by=viewer)
        with pytest.raises(NotAllowed):
            original_of(read.public_id, by=viewer)


def test_files_that_are_not_there(db: SQLAlchemy, read: Application) -> None:
    by = a_user()
    for number in (0, 3, -1):
        with pytest.raises(NotFound):
            page_of(read.public_id, number, by=by)
    with pytest.raises(NotFound):
        original_of("nobody", by=by)
    with pytest.raises(NotFound):
        original_of(an_application(an_opening()).public_id, by=by)
