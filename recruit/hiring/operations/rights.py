"""That somebody used a right over their data."""

from __future__ import annotations

from recruit.hiring.models import Application
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish


def data_taken(application: Application, kind: str) -> None:
    """The applicant took a copy of all data, as `json` or `pdf`."""
    record("data.taken", application, None, {"kind": kind}, by=None, actor="applicant")
    finish()
