"""A recruiter reviews an opening blind, and looks who somebody is all the same: both stand in the log.

The log is where the switch is kept too (see `queries.blind_review`), so that it holds from one login to the next.
"""

from __future__ import annotations

from recruit.hiring.models import Application, Opening, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require

#: what the switch does, as the log names it
BLINDED, UNBLINDED, SHOWN = "review.blinded", "review.unblinded", "review.person_shown"


def begin_blind(opening: Opening, *, by: User | None) -> None:
    """From now on this user sees codes instead of people in the opening."""
    by = require(by, "applications.read", opening)
    record(BLINDED, opening, by=by)
    finish()


def end_blind(opening: Opening, *, by: User | None) -> None:
    """The user sees again who the people of the opening are."""
    by = require(by, "applications.read", opening)
    record(UNBLINDED, opening, by=by)
    finish()


def show_person(application: Application, *, by: User | None) -> None:
    """The user sees who this one person is, while the others of the opening stay hidden."""
    by = require(by, "applications.read", application)
    record(SHOWN, application, None, {"opening": application.opening_id}, by=by)
    finish()
