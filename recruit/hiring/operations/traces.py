"""What an application is recognized by, kept beside it when its form or its CV changes."""

from __future__ import annotations

from flask import current_app

from recruit.hiring.duplicates import phone_digits, shingles
from recruit.hiring.folding import fold
from recruit.hiring.models import Application, ApplicationTrace
from recruit.storage.database import db


def keep_trace(application_id: int, *, cv_too: bool = True) -> None:
    """Keep the trace of an application in the present transaction; that of the CV only if it changed."""
    application = db.session.get(Application, application_id)
    if application is None:
        return
    trace = db.session.get(ApplicationTrace, application_id)
    if trace is None:
        trace, cv_too = ApplicationTrace(application_id=application_id, shingles=[]), True
        db.session.add(trace)
    trace.email = fold(application.email)[:254]
    trace.phone = phone_digits(application.phone, current_app.config["PHONE_COUNTRY"])[:20]
    trace.name = fold(application.name)[:120]
    if cv_too:
        reading = application.reading
        trace.shingles = shingles(str(reading.document["text"])) if reading and reading.document else []
    db.session.flush()
