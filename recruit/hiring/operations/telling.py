"""Writing to applicants: what a recruiter says, when the recruiter wants to.

A mail to one goes out at once. Those of an act on many wait `MAILS_WAIT`: until
then undoing the act calls them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from recruit.hiring.models import Application, BulkChange, BulkMail, Job, JobStatus, Mail, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import require
from recruit.storage.database import db, now

MOST_SUBJECT = 200
MOST_TEXT = 5000
#: how long the mails of an act on many can be called back
MAILS_WAIT = timedelta(minutes=5)
#: in the words to many: each person's own name
NAME = "{name}"
#: rows asked for at once: the engines take only so many values in one question
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """Words to an applicant; in those to many `NAME` stands for the name."""

    subject: str
    text: str

    def checked(self) -> Letter:
        """Tidied. Invalid: ("subject" or "text", "required" | "too_long")."""
        subject, text = " ".join(self.subject.split()), self.text.replace("\r\n", "\n").strip()
        for name, words, most in (("subject", subject, MOST_SUBJECT), ("text", text, MOST_TEXT)):
            if not words:
                raise Invalid(name, "required")
            if len(words) > most:
                raise Invalid(name, "too_long", most=most)
        return Letter(subject, text)

    def to(self, name: str) -> Letter:
        """As the person of this name gets it."""
        return Letter(self.subject.replace(NAME, name)[:MOST_SUBJECT], self.text.replace(NAME, name))


def tell_applicant(application: Application, subject: str, text: str, *, by: User | None) -> Mail:
    """Mail the applicant these words, with the link to their page below.

    Invalid: ("subject" or "text", "required" | "too_long").
    """
    by = require(by, "stages.move", application)
    mail = _mail(application, Letter(subject, text).checked())
    request_job("send_mail", mail.id)
    record("applicant.told", application, None, {"stage": application.stage, "mail": mail.id}, by=by)
    finish()
    return mail


def _mail(application: Application, letter: Letter) -> Mail:
    mail = Mail(
        application_id=application.id,
        template="status",
        language=application.language,
        subject=letter.subject,
        text=letter.text,
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def checked_letters(letters: Mapping[str, Letter], languages: Iterable[str]) -> dict[str, Letter]:
    """One for each language. Invalid as of `Letter.checked`, with its `language`."""
    found = {}
    for language in languages:
        try:
            found[language] = letters.get(language, Letter("", "")).checked()
        except Invalid as invalid:
            raise Invalid(invalid.field, invalid.code, **invalid.values, language=language) from invalid
    return found


def tell_many(
    change: BulkChange, applications: Iterable[Application], letters: Mapping[str, Letter], *, by: User, at: datetime
) -> int:
    """Mail those whom an act on many moved, each in their language, within its transaction; how many mails."""
    count = 0
    for application in applications:
        mail = _mail(application, letters[application.language].to(application.name))
        db.session.add(BulkMail(mail_id=mail.id, bulk_change_id=change.id))
        request_job("send_mail", mail.id, due_at=at + MAILS_WAIT)
        said = {"stage": application.stage, "mail": mail.id, "bulk": change.id}
        record("applicant.told", f"application:{application.id}", None, said, by=by)
        count += 1
    return count


def call_back(change: BulkChange, *, by: User) -> tuple[int, int]:
    """Take back the mails of an act on many that are not out, within its undoing; how many, and how many are out."""
    numbers = list(db.session.scalars(select(BulkMail.mail_id).where(BulkMail.bulk_change_id == change.id)))
    called = 0
    for start in range(0, len(numbers), AT_ONCE):
        # a worker that has taken a job has its mail: only whose job we get is called back
        mine = list(
            db.session.scalars(
                update(Job)
                .where(
                    Job.kind == "send_mail",
                    Job.subject_id.in_(numbers[start : start + AT_ONCE]),
                    Job.status.in_((JobStatus.WAITING, JobStatus.FAILED)),
                )
                .values(status=JobStatus.DONE, finished_at=now())
                .returning(Job.subject_id)
                .execution_options(synchronize_session=False)
            )
        )
        for mail in db.session.scalars(select(Mail).where(Mail.id.in_(mine), Mail.sent_at.is_(None))).all():
            _forget(mail, {"mail": mail.id, "bulk": change.id}, by=by)
            called += 1
    return called, len(numbers) - called


def _forget(mail: Mail, said: dict[str, object], *, by: User | None) -> None:
    record(
        "mail.called_back",
        f"application:{mail.application_id}",
        said,
        None,
        by=by,
        actor=None if by else "system",
    )
    db.session.execute(delete(BulkMail).where(BulkMail.mail_id == mail.id))
    db.session.delete(mail)


def overtaken(mail: Mail) -> bool:
    """Whether the mail is of an act on many, and its applicant was moved on before it went out: it would be wrong.

    It is forgotten then.
    """
    change = db.session.scalar(
        select(BulkChange).join(BulkMail, BulkMail.bulk_change_id == BulkChange.id).where(BulkMail.mail_id == mail.id)
    )
    if change is None or mail.application.stage == change.value:
        return False
    _forget(mail, {"mail": mail.id, "bulk": change.id, "stage": mail.application.stage}, by=None)
    finish()
    return True
