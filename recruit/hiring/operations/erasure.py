"""Erasing an application: every row, every file, every mail, every word in the search; codes remain for reports.

What belongs to an application is found by the foreign keys of the tables, so
that a table added tomorrow is erased too. What is to be erased is written down
first (`Erasure`), so that a crash on the way is caught up by the job; the job
also rewrites the database file, in which deleted words would otherwise remain.
"""

from __future__ import annotations

import logging
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import delete, func, or_, select, update

from recruit.hiring.folding import fold
from recruit.hiring.models import (
    Application,
    CvFile,
    Ending,
    Erasure,
    Job,
    Mail,
    PastApplication,
    Stage,
    StageChange,
    User,
)
from recruit.hiring.models.draft import Draft
from recruit.hiring.models.question import Answer
from recruit.hiring.models.reviewing import ReviewRun
from recruit.hiring.models.search import SavedSearch
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.scoring import hold_version
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import require
from recruit.hiring.queries.belongings import Belongings
from recruit.hiring.queries.masked import forget_masked
from recruit.hiring.queries.retention import hold_on
from recruit.storage import files, mail
from recruit.storage.database import compact, db, now

log = logging.getLogger("recruit.hiring")

#: how far an application came, for reports: in this order, what is not here is no step on the way
WAY = (Stage.NEW, Stage.IN_REVIEW, Stage.SHORTLISTED, Stage.INTERVIEW, Stage.OFFER, Stage.HIRED)

#: kinds of jobs whose number is an application's
ABOUT_APPLICATIONS = ("read_cv",)


def erase(
    application: Application, ending: Ending, *, by: User | None, actor: str | None = None, despite_hold: bool = False
) -> None:
    """Erase the application for good.

    By an administrator, or with an `actor`: the applicant, or the system when
    its time is over. Invalid("application", "held") where a legal hold stands,
    which binds the applicant's wish too (Article 17(3)(e) GDPR).
    """
    if actor is None:
        by = require(by, "applications.erase", application)
    if not despite_hold and hold_on(application) is not None:
        raise Invalid("application", "held")
    number = application.id
    erasure = Erasure(application_id=number, ending=str(ending))
    db.session.add(erasure)
    record("application.erasure_requested", application, None, {"ending": str(ending)}, by=by, actor=actor)
    db.session.flush()
    request_job("erase", erasure.id)
    db.session.commit()  # without waking the worker yet: it would do the same at the same time
    carry_out(erasure.id)


def carry_out(erasure_id: int) -> None:
    """Erase the rows and files of what is written down; nothing happens to what is gone already."""
    erasure = db.session.get_one(Erasure, erasure_id)
    application = db.session.get(Application, erasure.application_id)
    if application is not None:
        hold_version(application.opening_id)  # a reading or a score that is being kept goes first, or comes too late
        application = db.session.get(Application, erasure.application_id, populate_existing=True)
    if application is None:
        finish()
        return
    forget_masked([application])
    gone = _Traces(application)
    for key in gone.keys:  # first: without its row nobody would find a file again
        files.delete(key)
    mail.forget(gone.is_about)
    opening_id = application.opening_id
    _remember(application, erasure.ending)
    rows = gone.delete()
    record(
        "application.erased",
        f"application:{erasure.application_id}",
        None,
        {"opening": opening_id, "ending": erasure.ending, "rows": rows, "files": len(gone.keys)},
        by=None,
        actor="system",
    )
    finish()


def complete_erasure(erasure_id: int) -> None:
    """The job: what is left of an erasure, and no deleted word in the database's own files."""
    carry_out(erasure_id)
    compact()
    db.session.execute(update(Erasure).where(Erasure.done_at.is_(None), Erasure.id <= erasure_id).values(done_at=now()))
    finish()


def _remember(application: Application, ending: str) -> None:
    """What stays for reports: codes and months."""
    steps = {application.stage, Stage.NEW} | set(
        db.session.scalars(select(StageChange.after).where(StageChange.application_id == application.id))
    )
    knockouts = list(
        db.session.scalars(
            select(Answer.question_id)
            .where(Answer.application_id == application.id, Answer.flagged.is_(True))
            .order_by(Answer.question_id)
        )
    )
    db.session.add(
        PastApplication(
            opening_id=application.opening_id,
            month=f"{application.created_at:%Y-%m}",
            stage=application.stage,
            reached=str(max((s for s in WAY if s in steps), key=WAY.index)),
            band=application.score.band if application.score else None,
            source=str(getattr(application, "source", "") or "")[:40],
            knockouts=knockouts,
            ended=ending,
        )
    )


class _Traces:
    """All that is to go with an application, with the keys of its files."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.email, self.public_id = application.email.lower(), application.public_id
        self.others = self._other_applications()
        self.rows = Belongings()
        self._start()
        self.rows.follow()
        self.keys = self.rows.file_keys()

    def _other_applications(self) -> set[int]:
        """Ids of this person's other applications."""
        return set(
            db.session.scalars(
                select(Application.id).where(
                    func.lower(Application.email) == self.email, Application.id != self.application.id
                )
            )
        )

    def _start(self) -> None:
        """The application, drafts of the same person, and jobs, which no key leads to."""
        self.rows.add(Application, [self.application.id])
        query = select(Draft)
        if self.others:  # what they began for other openings is theirs to go on with
            query = query.where(Draft.opening_id == self.application.opening_id)
        for draft in db.session.scalars(query):
            typed = draft.form.get("email") if isinstance(draft.form, dict) else None
            addresses = {str(a).strip().lower() for a in (typed if isinstance(typed, list) else [typed]) if a}
            if self.email in addresses | {draft.email.lower()}:
                self.rows.add(Draft, [draft.id])
                if draft.cv is not None and draft.cv.application_id is None:
                    self.rows.add(CvFile, [draft.cv.id])
        mails = list(db.session.scalars(select(Mail.id).where(Mail.application_id == self.application.id)))
        self.rows.add(
            Job,
            db.session.scalars(
                select(Job.id).where(
                    or_(
                        Job.kind.in_(ABOUT_APPLICATIONS) & (Job.subject_id == self.application.id),
                        (Job.kind == "send_mail") & Job.subject_id.in_(mails),
                    )
                )
            ),
        )

    def is_about(self, reference: str, to: str, words: str) -> bool:
        """Whether a mail that was kept is about this application: by its reference, its address or its words."""
        if reference:
            return reference == mail.reference_of(self.application.id)
        if to.lower() == self.email:
            return not self.others
        return self.public_id in words or self.email in words.lower()

    def delete(self) -> int:
        """Delete the rows, children first; how many."""
        db.session.flush()
        own = Application.__table__
        db.session.execute(update(own).where(self.rows.of(own)).values(reading_id=None, score_id=None))
        for column, there in self.rows.loose:
            db.session.execute(update(column.table).where(there).values({column.name: None}))
        count = 0
        for table in self.rows.tables():
            count += db.session.execute(delete(table).where(self.rows.of(table))).rowcount  # type: ignore[attr-defined]
        self._unsay()
        db.session.expire_all()
        return count

    def _unsay(self) -> None:
        """The name or address as somebody typed it into a search that is kept."""
        words = {word for word in fold(self.application.name).split() if len(word) > 2} | {self.email}
        opening_id = self.application.opening_id
        searches: list[SavedSearch | ReviewRun] = [
            *db.session.scalars(select(SavedSearch).where(SavedSearch.opening_id == opening_id)),
            *db.session.scalars(select(ReviewRun).where(ReviewRun.opening_id == opening_id)),
        ]
        for row in searches:
            pairs = parse_qsl(row.query, keep_blank_values=True)
            kept = [(name, value) for name, value in pairs if not words & set(fold(value).split())]
            if kept != pairs:
                row.query = urlencode(kept)
