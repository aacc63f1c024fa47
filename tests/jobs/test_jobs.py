"""Background work: claimed once, tried again, given up, picked up after a crash."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.config import BadSetting
from recruit.hiring.models import AuditEntry, CvFile, Job, Worker
from recruit.hiring.operations import jobs
from recruit.hiring.operations.reading import reread
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.queries.jobs import failed_jobs, job_counts, living_workers
from recruit.jobs.queue import open_queue
from recruit.jobs.tasks import run
from recruit.jobs.worker import sweep
from recruit.storage import files
from recruit.storage.database import now
from tests.conftest import MakeApp
from tests.factories import a_read_application, a_user, an_application, an_opening, an_upload


def only_job(db: SQLAlchemy, kind: str = "read_cv") -> Job:
    db.session.expire_all()
    return db.session.scalars(select(Job).where(Job.kind == kind)).one()


def lost_file(db: SQLAlchemy) -> None:
    """The CV's bytes are gone, so that no reading of it can succeed."""
    for row in db.session.scalars(select(CvFile)):
        files.delete(row.key)


def test_a_job_is_claimed_by_one_alone(db: SQLAlchemy) -> None:
    an_application(an_opening(), cv=an_upload())
    job_id = only_job(db).id
    claimed = jobs.claim(job_id)
    assert claimed is not None and (claimed.status, claimed.tries) == ("running", 1)
    assert jobs.claim(job_id) is None
    assert run(job_id) is None
    assert only_job(db).tries == 1
    jobs.complete(job_id)
    assert jobs.claim(job_id) is None
    assert jobs.claim(4711) is None
    done = only_job(db)
    assert (done.status, done.done, done.total) == ("done", 1, 1)
    assert done.finished_at is not None


def test_a_failing_job_is_tried_again_later_and_then_given_up(db: SQLAlchemy, app: Flask) -> None:
    app.config["JOB_TRIES"] = 3
    application = an_application(an_opening(), cv=an_upload(), degree="bachelor")
    lost_file(db)
    job_id = only_job(db).id
    assert [run(job_id) for _ in range(2)] == [5, 30]
    job = only_job(db)
    assert (job.status, job.tries, job.error) == ("waiting", 2, "NoSuchFile")
    assert application.reading_status == "reading"
    assert run(job_id) is None
    job = only_job(db)
    assert (job.status, job.tries) == ("failed", 3)
    assert failed_jobs() == [job]
    # the candidate is kept and goes to a person
    assert (application.reading_status, application.stage) == ("rejected", "new")
    assert application.score is not None and {"cv_not_read", "failed"} <= set(application.score.flags)
    acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert list(acts) == ["cv.read", "job.failed"]


def test_progress_is_told(db: SQLAlchemy) -> None:
    an_application(an_opening(), cv=an_upload())
    job_id = only_job(db).id
    jobs.claim(job_id)
    jobs.progress(job_id, 3, 12)
    assert (only_job(db).done, only_job(db).total) == (3, 12)
    counts = job_counts()
    assert (counts.waiting, counts.running, counts.done, counts.failed) == (1, 1, 0, 0)
    assert job_counts("send_mail").waiting == 1


def test_what_was_never_queued_is_found_by_the_sweep(db: SQLAlchemy, app: Flask) -> None:
    """As after a crash between the commit and the queue."""
    queue = app.extensions["recruit.jobs"]
    application = an_application(an_opening())
    queue.huey.flush()
    assert queue.drain() == 0
    assert sweep(app) == 0  # it may be on its way
    job = only_job(db, "send_mail")
    job.created_at -= timedelta(minutes=3)
    db.session.commit()
    assert sweep(app) == 1
    assert queue.drain() == 1
    assert only_job(db, "send_mail").status == "done"
    assert application.stage == "new"


def test_a_starting_worker_takes_all_that_waits(db: SQLAlchemy, app: Flask) -> None:
    queue = app.extensions["recruit.jobs"]
    an_application(an_opening())
    queue.huey.flush()
    assert sweep(app, at_start=True) == 1
    assert queue.drain() == 1


def test_the_job_of_a_worker_that_is_gone_is_done_by_another(db: SQLAlchemy, app: Flask) -> None:
    queue = app.extensions["recruit.jobs"]
    an_application(an_opening())
    queue.huey.flush()
    job = only_job(db, "send_mail")
    jobs.claim(job.id)
    assert sweep(app) == 0
    job = only_job(db, "send_mail")
    job.started_at = now() - timedelta(minutes=6)  # longer than any reading may take
    db.session.commit()
    assert sweep(app) == 1
    assert queue.drain() == 1
    job = only_job(db, "send_mail")
    assert (job.status, job.tries) == ("done", 2)


def test_queued_twice_is_done_once(db: SQLAlchemy, app: Flask, sent_mails: Callable[[], list[object]]) -> None:
    queue = app.extensions["recruit.jobs"]
    an_application(an_opening())
    queue.put(only_job(db, "send_mail").id)
    assert queue.drain() == 2
    assert len(sent_mails()) == 1


def test_the_change_is_kept_when_the_queue_is_away(db: SQLAlchemy, app: Flask, make_app: MakeApp) -> None:
    """An application that reached us is kept, whatever else fails."""
    away = make_app(JOBS_URL="redis://127.0.0.1:1/0")
    with away.app_context():
        application = an_application(an_opening())
        job = only_job(db, "send_mail")
        assert (application.id, job.status) == (1, "waiting")


def test_a_job_asked_for_in_a_transaction_that_fails_is_no_job(db: SQLAlchemy) -> None:
    request_job("read_cv", 1)
    db.session.rollback()
    finish()
    assert job_counts().waiting == 0


def test_the_queue_holds_numbers_alone_and_signed(db: SQLAlchemy, app: Flask) -> None:
    an_application(an_opening(), cv=an_upload(), name="Núria Vidal", email="nuria@example.com")
    waiting = app.extensions["recruit.jobs"].huey.storage.enqueued_items()
    assert len(waiting) == 2
    for raw in waiting:
        assert b"nuria" not in bytes(raw).lower()
    foreign = open_queue(app.config["JOBS_URL"], "another secret that nobody has given us")
    foreign.task(name="run_job")(lambda job_id: None)(4711)
    foreign.storage.close()
    queue = app.extensions["recruit.jobs"]
    assert queue.huey.pending_count() == 3
    with pytest.raises(ValueError, match=r"[Ss]ign"):
        for _ in range(3):
            queue.huey.dequeue()


def test_a_pickle_without_a_signature_is_not_opened(app: Flask) -> None:
    huey = app.extensions["recruit.jobs"].huey
    with pytest.raises(ValueError, match="Separator"):
        huey.serializer.deserialize(pickle.dumps({"a": 1}))


def test_reading_again(db: SQLAlchemy, run_jobs: Callable[[], int]) -> None:
    by = a_user()
    application = a_read_application(an_opening(by=by))
    run_jobs()
    first = application.reading_id
    application.reading_status = "read"
    db.session.commit()
    reread(application, by=by)
    reread(application, by=by)
    assert application.reading_status == "waiting"
    assert job_counts("read_cv").waiting == 1
    assert run_jobs() == 1
    db.session.expire_all()
    assert application.reading_status == "read"
    assert application.reading_id is not None and first is not None and application.reading_id > first


def test_signs_of_life(db: SQLAlchemy) -> None:
    assert living_workers() == []
    jobs.beat("host:1")
    jobs.beat("host:2")
    jobs.beat("host:1")
    assert [worker.name for worker in living_workers()] == ["host:1", "host:2"]
    gone = db.session.get_one(Worker, "host:2")
    gone.seen_at -= timedelta(minutes=2)
    db.session.commit()
    assert [worker.name for worker in living_workers()] == ["host:1"]
    jobs.leave("host:1")
    assert living_workers() == []


def test_a_queue_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match=f"^JOBS_URL: the folder {tmp_path}/file/x cannot be made"):
        open_queue(f"sqlite:///{tmp_path}/file/x/jobs.sqlite", "s")
    with pytest.raises(BadSetting, match=r"^JOBS_URL is no address"):
        open_queue("redis://host:abc/0", "s")


def test_a_job_that_ends_its_worker_each_time_is_given_up(app: Flask, db: SQLAlchemy) -> None:
    """A file that brings the whole worker down must not do so for ever."""
    application = an_application(an_opening(), cv=an_upload())
    job = db.session.scalars(select(Job).where(Job.kind == "read_cv")).one()
    for _try in range(app.config["JOB_TRIES"]):
        assert jobs.claim(job.id) is not None
        job.started_at = now() - timedelta(minutes=6)
        finish()
        sweep(app)
        db.session.expire_all()
    assert (job.status, job.error) == ("failed", "WorkerLost")
    assert application.reading is not None
    assert (application.reading_status, application.reading.rejected) == ("rejected", "failed")
    assert db.session.scalars(select(AuditEntry.act).where(AuditEntry.act == "job.failed")).all() == ["job.failed"]
    assert run(job.id) is None
