"""Writing the audit log."""

from __future__ import annotations

from typing import Any

from recruit.hiring.models import AuditEntry, User
from recruit.storage.database import Base, db

#: table -> the name under which it stands in the log
_NAMES = {"users": "user", "openings": "opening", "applications": "application", "cv_files": "file", "jobs": "job"}


def subject_of(row: Base) -> str:
    """`application:17`; the row must have its id (flushed)."""
    name = _NAMES.get(row.__tablename__, row.__tablename__)
    return f"{name}:{row.id}"  # type: ignore[attr-defined]


def record(
    act: str,
    subject: Base | str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    *,
    by: User | None,
    actor: str | None = None,
) -> AuditEntry:
    """An entry in the present transaction. `actor` (applicant, system) where there is no user.

    `before` and `after` hold codes, numbers and the words of our own people;
    never what an applicant wrote, since the log can't be erased.
    """
    if by is None and actor is None:
        raise ValueError("an audit entry needs somebody who acted")
    if not isinstance(subject, str):
        db.session.flush()
        subject = subject_of(subject)
    entry = AuditEntry(
        actor_id=by.id if by else None,
        actor=actor or f"{by.role} {by.name}",  # type: ignore[union-attr]
        act=act,
        subject=subject,
        before=before,
        after=after,
    )
    db.session.add(entry)
    return entry


def difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, of both; nested dictionaries alike."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for key in sorted({*before, *after}):
        was, is_ = before.get(key), after.get(key)
        if was == is_:
            continue
        if isinstance(was, dict) and isinstance(is_, dict):
            old[key], new[key] = difference(was, is_)
        else:
            old[key], new[key] = was, is_
    return old, new
