"""Applications that somebody at the desk adds: a CV that came by mail or was handed over.

The person filled in no form, so nothing was declared, nothing agreed to and none
of the opening's questions asked: there are no `Answer`s, which breaks no rule,
and `privacy_version` is empty. A mail tells them at once whose data is kept and
what for, with the link to their own page.
"""

from __future__ import annotations

from recruit.hiring.models import Application, CvFile, Opening, OpeningStatus, User
from recruit.hiring.operations.applications import (
    ApplicationForm,
    application_row,
    begin_reading,
    check_form,
    send_first_mail,
    sent_before,
)
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.storage.database import db, now

#: what a person who came in this way agreed to: nothing, they were told
TOLD = ""


def add_application(
    opening: Opening,
    *,
    name: str,
    email: str,
    phone: str = "",
    cv: CvFile,
    language: str,
    source: str | None = None,
    by: User | None,
) -> Application:
    """An application of somebody who sent their CV another way, with the jobs that read it and tell them.

    A published opening takes them, and a closed one, whose door is shut to forms only. The same file for the same
    person a moment later gives the application it made the first time. Invalid("opening", "draft"), ("cv", "used"),
    and those of a form's name and e-mail.
    """
    by = require(by, "applications.add", opening)
    if opening.status == OpeningStatus.DRAFT:
        raise Invalid("opening", "draft")
    if cv.application_id is not None:
        raise Invalid("cv", "used")
    form = ApplicationForm(name=name, email=email, phone=phone)
    check_form(form)
    if before := sent_before(opening, form, cv):
        finish()
        return before
    application = application_row(
        opening, form, cv=cv, language=language, privacy_version=TOLD, at=now(), source=source
    )
    db.session.add(application)
    db.session.flush()
    begin_reading(application, cv)
    send_first_mail(application, "added")
    record("application.added", application, None, {"opening": opening.id, "language": language}, by=by)
    finish()
    return application
