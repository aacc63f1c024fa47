"""That somebody took a file away: a dossier, a whole shortlist."""

from __future__ import annotations

from recruit.hiring.models import Application, Shortlist, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import NotAllowed, Reader, require
from recruit.storage.database import now


def took_shortlist(shortlist: Shortlist, *, by: Reader) -> None:
    """The PDF of the list."""
    if not by.may("shortlist.read", shortlist, now()):
        raise NotAllowed("shortlist.read")
    record("shortlist.exported", shortlist, None, {"file": "pdf"}, by=by.user, actor=by.actor)
    finish()


def took_dossier_of_shortlist(shortlist: Shortlist, code: str, *, by: Reader) -> None:
    """A person's dossier, as far as the shortlist shows it."""
    if not by.may("shortlist.read", shortlist, now()):
        raise NotAllowed("shortlist.read")
    after = {"file": "dossier", "code": code, "blind": shortlist.blind}
    record("shortlist.exported", shortlist, None, after, by=by.user, actor=by.actor)
    finish()


def took_dossier(application: Application, *, blind: bool, by: User | None) -> None:
    """A person's dossier, by a recruiter."""
    by = require(by, "applications.export", application)
    record("dossier.exported", application, None, {"blind": blind}, by=by)
    finish()
