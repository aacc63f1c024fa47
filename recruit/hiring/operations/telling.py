"""Writing to applicants: what a recruiter says, when the recruiter wants to."""

from __future__ import annotations

from recruit.hiring.models import Application, Mail, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import require
from recruit.storage.database import db

MOST_SUBJECT = 200
MOST_TEXT = 5000


def tell_applicant(application: Application, subject: str, text: str, *, by: User | None) -> Mail:
    """Mail the applicant these words, with the link to their page below.

    Invalid: ("subject" or "text", "required" | "too_long").
    """
    by = require(by, "stages.move", application)
    subject, text = " ".join(subject.split()), text.replace("\r\n", "\n").strip()
    for name, words, most in (("subject", subject, MOST_SUBJECT), ("text", text, MOST_TEXT)):
        if not words:
            raise Invalid(name, "required")
        if len(words) > most:
            raise Invalid(name, "too_long", most=most)
    mail = Mail(
        application_id=application.id, template="status", language=application.language, subject=subject, text=text
    )
    db.session.add(mail)
    db.session.flush()
    request_job("send_mail", mail.id)
    record("applicant.told", application, None, {"stage": application.stage, "mail": mail.id}, by=by)
    finish()
    return mail
