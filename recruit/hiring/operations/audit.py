"""Writing the audit log.

The log is for ever, people are not: an entry about an application holds codes,
numbers and dates. Whatever somebody wrote (a reason, a comment, a name) goes
into `AuditWords` beside it, from where an erasure takes it away; the entry
then still says that there was a reason, and that it was erased.
"""

from __future__ import annotations

import re
from typing import Any

from recruit.hiring.models import Application, AuditEntry, AuditWords, User
from recruit.hiring.models.audit import ELSEWHERE
from recruit.storage.database import Base, db

#: table -> the name under which it stands in the log
_NAMES = {
    "users": "user",
    "openings": "opening",
    "applications": "application",
    "cv_files": "file",
    "jobs": "job",
    "shortlists": "shortlist",
}

#: fields that hold what somebody wrote, however short
_WRITTEN = frozenset(
    {
        "answer",
        "availability",
        "comment",
        "degree_field",
        "detail",
        "email",
        "employer",
        "message",
        "name",
        "phone",
        "quote",
        "reason",
        "remark",
        "subject",
        "text",
        "title",
        "words",
    }
)
#: what a code, a version or a date looks like; anything else is words
_CODE = re.compile(r"[A-Za-z0-9_.:+\-]{0,60}")


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
    about: int | None = None,
) -> AuditEntry:
    """An entry in the present transaction. `actor` (applicant, system) where there is no user.

    `about` is the number of the application that `before` and `after` tell of,
    where the subject is not one or a row of one. What they hold in words is
    then kept outside the log.
    """
    if by is None and actor is None:
        raise ValueError("an audit entry needs somebody who acted")
    if not isinstance(subject, str):
        db.session.flush()
        about = about or _application_of(subject)
        subject = subject_of(subject)
    elif about is None and re.fullmatch(r"application:\d+", subject):
        about = int(subject.partition(":")[2])
    apart: list[tuple[bool, str, Any]] = []
    if about is not None:
        before, after = _codes(before, apart, after=False), _codes(after, apart, after=True)
    entry = AuditEntry(
        actor_id=by.id if by else None,
        actor=actor or f"{by.role} {by.name}",  # type: ignore[union-attr]
        act=act,
        subject=subject,
        before=before,
        after=after,
    )
    db.session.add(entry)
    if apart:
        db.session.flush()
        for is_after, name, value in apart:
            db.session.add(
                AuditWords(entry_id=entry.id, application_id=about, after=is_after, field=name[:60], value=value)
            )
    return entry


def _application_of(row: Base) -> int | None:
    """The number of the application that a row is, or belongs to."""
    number = row.id if isinstance(row, Application) else getattr(row, "application_id", None)
    return number if isinstance(number, int) else None


def _codes(state: dict[str, Any] | None, apart: list[tuple[bool, str, Any]], *, after: bool) -> dict[str, Any] | None:
    """The state without what is words; these are added to `apart`, and their names stand for them."""
    names = [name for name, value in (state or {}).items() if _written(name, value)]
    if not state or not names:
        return state
    apart += [(after, name, state[name]) for name in names]
    return {name: value for name, value in state.items() if name not in names} | {ELSEWHERE: names}


def _written(name: str, value: object) -> bool:
    if isinstance(value, str):
        return bool(value) and (name in _WRITTEN or _CODE.fullmatch(value) is None)
    if isinstance(value, dict):
        return any(_written(str(key), item) or _CODE.fullmatch(str(key)) is None for key, item in value.items())
    if isinstance(value, list | tuple):
        return any(_written(name, item) for item in value)
    return False


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
