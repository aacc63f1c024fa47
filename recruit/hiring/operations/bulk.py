"""One act on many applications: decided first (`plan`), then done in one transaction (`apply`), and undone as one.

A plan says of each application what it is and what it will be. Whoever was
changed by somebody else between the plan and its doing stays as they are, and
so does, when it is undone, whoever was changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Select, delete, select, update

from recruit.hiring.models import (
    Application,
    ApplicationTag,
    Assignment,
    BulkChange,
    Opening,
    Stage,
    StageChange,
    Tag,
    User,
)
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid, Stale
from recruit.hiring.operations.scoring import hold_version
from recruit.hiring.operations.stages import moved
from recruit.hiring.operations.tags import checked_carer, tag_named
from recruit.hiring.operations.telling import Letter, call_back, checked_letters, tell_many
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.hiring.reasons import REASONS
from recruit.storage.database import db, now

T = TypeVar("T")
#: what a plan or a change holds of an application: a stage, whether the tag is there, a user's number
State = str | bool | int | None

#: the value of a tag that is to be made, by its name
NEW = "new"
#: rows asked for at once: the engines take only so many values in one question
AT_ONCE = 500


class Act(StrEnum):
    STAGE = "stage"
    TAG = "tag"
    UNTAG = "untag"
    ASSIGN = "assign"


#: act -> what the user must be allowed to do
PERMISSIONS = {
    Act.STAGE: "stages.move",
    Act.TAG: "tags.change",
    Act.UNTAG: "tags.change",
    Act.ASSIGN: "applications.assign",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one application; nothing where `before` and `after` are the same."""

    application: Application
    before: State
    after: State

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Outcome:
    """The change that was kept (None when there was nothing to do), and how many of each kind there were."""

    change: BulkChange | None
    changed: int
    already: int
    meanwhile: int
    #: that will go out to applicants, or were called back
    mails: int = 0
    #: that had gone out already when it was undone
    mails_gone: int = 0


def wanted(act: Act, value: str) -> State:
    """What an application is to be; Invalid(field, "unknown") for a stage, tag or user that there is not."""
    if act is Act.STAGE:
        if value not in set(Stage):
            raise Invalid("stage", "unknown")
        return str(Stage(value))
    number = int(value) if value.isdecimal() and len(value) < 10 else -1
    if act is Act.ASSIGN:
        if number == 0:
            return None
        user = db.session.get(User, number) if number > 0 else None
        if user is None:
            raise Invalid("user", "unknown")
        checked_carer(user)
        return user.id
    if value == NEW and act is Act.TAG:
        return True
    if number < 0 or db.session.get(Tag, number) is None:
        raise Invalid("tag", "unknown")
    return act is Act.TAG


def plan(opening: Opening, act: Act, value: str, public_ids: Sequence[str], *, by: User | None) -> list[Step]:
    """What would happen to each of these applications of the opening, in their order. Writes nothing."""
    require(by, PERMISSIONS[act], opening)
    return _steps(opening, act, value, public_ids, hold=False)


def _steps(opening: Opening, act: Act, value: str, public_ids: Sequence[str], *, hold: bool) -> list[Step]:
    after = wanted(act, value)
    found: dict[str, Application] = {}
    for some in _batches(list(dict.fromkeys(public_ids))):
        query = select(Application).where(
            Application.opening_id == opening.id, Application.public_id.in_(some), Application.merged_at.is_(None)
        )
        found |= {a.public_id: a for a in db.session.scalars(_held(query) if hold else query)}
    ordered = [found[id] for id in dict.fromkeys(public_ids) if id in found]
    states = _states(act, value, ordered)
    return [Step(application, states[application.id], after) for application in ordered]


def _batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _states(act: Act, value: str, applications: Sequence[Application]) -> dict[int, State]:
    """Application -> what it is now, of what the act changes."""
    if act is Act.STAGE:
        return {application.id: application.stage for application in applications}
    states: dict[int, State] = dict.fromkeys((a.id for a in applications), None if act is Act.ASSIGN else False)
    for some in _batches(list(states)):
        if act is Act.ASSIGN:
            rows = db.session.execute(
                select(Assignment.application_id, Assignment.user_id).where(Assignment.application_id.in_(some))
            )
            states |= {row.application_id: row.user_id for row in rows}
        elif value != NEW:
            tagged = select(ApplicationTag.application_id).where(
                ApplicationTag.tag_id == int(value), ApplicationTag.application_id.in_(some)
            )
            states |= dict.fromkeys(db.session.scalars(tagged), True)
    return states


def apply(
    opening: Opening,
    act: Act,
    value: str,
    seen: Mapping[str, str],
    *,
    reason: str = "",
    reason_code: str | None = None,
    tag_name: str = "",
    letters: Mapping[str, Letter] | None = None,
    by: User | None,
) -> Outcome:
    """Do to many what a plan said. `seen`: public id -> `shown(step.before)` as the plan had it.

    The tag of the value `new` is made by its name, unless there is one of that name.
    `letters`: language -> the mail to those who are moved; None tells nobody.
    Invalid("reason", "required") when people are rejected without one; Invalid of `tag_named` and `checked_letters`.
    """
    by = require(by, PERMISSIONS[act], opening)
    if act is Act.TAG and value == NEW:
        value = str(tag_named(tag_name, by=by).id)
    reason = reason.strip()[:500]
    if act is Act.STAGE and value == Stage.REJECTED and not (reason or reason_code):
        raise Invalid("reason", "required")
    if reason_code is not None and reason_code not in REASONS:
        raise Invalid("reason_code", "unknown")
    hold_version(opening.id)  # so that two acts on many take turns, on every engine
    steps = _steps(opening, act, value, list(seen), hold=True)
    current = [step for step in steps if shown(step.before) == seen[step.application.public_id]]
    todo = [step for step in current if step.changes]
    if not todo:
        finish()
        return Outcome(None, 0, len(current), len(seen) - len(current))
    languages = sorted({step.application.language for step in todo})
    written = checked_letters(letters, languages) if letters is not None and act is Act.STAGE else None
    at = now()
    change = BulkChange(
        opening_id=opening.id,
        act=str(act),
        value=value,
        changes=[[step.application.id, step.before, step.after] for step in todo],
        by_id=by.id,
        created_at=at,
    )
    db.session.add(change)
    db.session.flush()
    for step in todo:
        _do(act, value, step, by=by, reason=reason, reason_code=reason_code, bulk=change, at=at)
    counted = {"act": str(act), "value": value, "applications": len(todo), "bulk": change.id}
    mails = tell_many(change, [step.application for step in todo], written, by=by, at=at) if written else 0
    record("bulk.applied", opening, None, counted | ({"mails": mails} if mails else {}), by=by)
    finish()
    return Outcome(change, len(todo), len(current) - len(todo), len(seen) - len(current), mails)


def shown(state: State) -> str:
    """A state as a form keeps it."""
    return "" if state is None or state is False else "1" if state is True else str(state)


def undo(change: BulkChange, *, by: User | None) -> Outcome:
    """Give everybody back what they were before, but for those whom somebody has changed since.

    Its mails that have not gone out yet are called back, to everybody.
    Stale when it was undone already.
    """
    opening = db.session.get_one(Opening, change.opening_id)
    act = Act(change.act)
    by = require(by, PERMISSIONS[act], opening)
    at = now()
    claimed = db.session.execute(
        update(BulkChange)
        .where(BulkChange.id == change.id, BulkChange.undone_at.is_(None))
        .values(undone_at=at, undone_by_id=by.id)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        raise Stale(f"bulk_changes:{change.id}")
    ids = [id for id, _before, _after in change.changes]
    found: dict[int, Application] = {}
    for some in _batches(ids):
        query = select(Application).where(Application.id.in_(some))
        found |= {application.id: application for application in db.session.scalars(_held(query))}
    states = _states(act, change.value, list(found.values()))
    touched = _touched_since(change, ids)
    back = [
        Step(found[id], after, before)
        for id, before, after in change.changes
        if id in found and states[id] == after and id not in touched
    ]
    for step in back:
        _do(act, change.value, step, by=by, bulk=change, at=at)
    counted = {"act": str(act), "applications": len(back), "bulk": change.id}
    called, gone = call_back(change, by=by) if act is Act.STAGE else (0, 0)
    record("bulk.undone", opening, None, counted | ({"mails": called} if called else {}), by=by)
    finish()
    return Outcome(change, len(back), 0, len(ids) - len(back), called, gone)


def _held(query: Select[Any]) -> Select[Any]:
    """As they are now, and so until the end of the transaction."""
    return query.with_for_update().execution_options(populate_existing=True)


def _touched_since(change: BulkChange, ids: Sequence[int]) -> set[int]:
    """Who was moved, assigned or tagged again since: what somebody decided is theirs, even where it looks the same."""
    act, since = Act(change.act), change.created_at
    found: set[int] = set()
    for some in _batches(ids):
        if act is Act.STAGE:
            query = select(StageChange.application_id).where(
                StageChange.application_id.in_(some), StageChange.created_at > since
            )
        elif act is Act.ASSIGN:
            query = select(Assignment.application_id).where(
                Assignment.application_id.in_(some), Assignment.created_at > since
            )
        else:
            query = select(ApplicationTag.application_id).where(
                ApplicationTag.application_id.in_(some),
                ApplicationTag.tag_id == int(change.value),
                ApplicationTag.created_at > since,
            )
        found |= set(db.session.scalars(query))
    return found


def _do(
    act: Act,
    value: str,
    step: Step,
    *,
    by: User,
    bulk: BulkChange,
    at: datetime,
    reason: str = "",
    reason_code: str | None = None,
) -> None:
    """One step, within the present transaction, with its entry in the log."""
    application, id = step.application, step.application.id
    subject = f"application:{id}"
    if act is Act.STAGE:
        moved(application, str(step.after), reason=reason, reason_code=reason_code, by=by, at=at, bulk=bulk.id)
    elif act is Act.ASSIGN:
        db.session.execute(delete(Assignment).where(Assignment.application_id == id))
        if step.after is not None:
            db.session.add(Assignment(application_id=id, user_id=int(step.after), by_id=by.id, created_at=at))
        before, after = {"assigned": step.before}, {"assigned": step.after, "bulk": bulk.id}
        record("application.assigned", subject, before, after, by=by)
    elif step.after:
        tag = db.session.get_one(Tag, int(value))
        db.session.add(ApplicationTag(application_id=id, tag_id=tag.id, by_id=by.id, created_at=at))
        record("tag.added", subject, None, {"tag": tag.name, "bulk": bulk.id}, by=by)
    else:
        tag = db.session.get_one(Tag, int(value))
        db.session.execute(
            delete(ApplicationTag).where(ApplicationTag.application_id == id, ApplicationTag.tag_id == tag.id)
        )
        record("tag.removed", subject, {"tag": tag.name}, {"bulk": bulk.id}, by=by)
