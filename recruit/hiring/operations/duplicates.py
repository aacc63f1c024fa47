"""Two applications of one person for one opening become one, with nothing lost; or are told apart."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from recruit.hiring.models import Application, ApplicationTag, Mail, Merge, NotDuplicate, Note, ShortlistEntry, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.operations.words import keep_words
from recruit.hiring.permissions import require
from recruit.storage.database import db, now


def merge_applications(kept: Application, merged: Application, *, by: User | None) -> Merge:
    """Make `merged` a part of `kept`: notes, tags and mails move, the rest is shown with it.

    CV, answers, scores and history stay with the application they belong to,
    which is in no list any more and is reached from the kept one.
    Invalid("merge", "same" | "other_opening" | "merged_already").
    """
    by = require(by, "stages.move", kept)
    require(by, "stages.move", merged)
    if kept.id == merged.id:
        raise Invalid("merge", "same")
    if kept.opening_id != merged.opening_id:
        raise Invalid("merge", "other_opening")
    db.session.refresh(kept, ["merged_at"], with_for_update=True)
    db.session.refresh(merged, ["merged_at"], with_for_update=True)
    if kept.merged_at is not None or merged.merged_at is not None:
        raise Invalid("merge", "merged_already")
    merge = Merge(kept_id=kept.id, merged_id=merged.id, moved=_move(merged.id, kept.id), by_id=by.id)
    db.session.add(merge)
    merged.merged_at = now()
    # what was merged into the one goes on with it
    for earlier in db.session.scalars(select(Merge).where(Merge.kept_id == merged.id, Merge.undone_at.is_(None))):
        earlier.kept_id = kept.id
    db.session.flush()
    counts = {table: len(ids) for table, ids in merge.moved.items()}
    record("applications.merged", kept, None, {"merged": merged.id, **counts}, by=by)
    record("applications.merged", merged, None, {"kept": kept.id}, by=by)
    _keep_words(kept.id, merged.id)
    finish()
    return merge


def undo_merge(merge: Merge, *, by: User | None) -> None:
    """Two applications again, each with what was its own; nothing happens when that was done already."""
    by = require(by, "stages.move", merge.kept)
    db.session.refresh(merge, with_for_update=True)
    if merge.undone_at is not None:
        finish()
        return
    merge.undone_at = now()
    merge.merged.merged_at = None
    _move(merge.kept_id, merge.merged_id, merge.moved)
    db.session.flush()
    record("applications.merge_undone", merge.kept, {"merged": merge.merged_id}, None, by=by)
    record("applications.merge_undone", merge.merged, {"kept": merge.kept_id}, None, by=by)
    _keep_words(merge.kept_id, merge.merged_id)
    finish()


def tell_apart(one: Application, other: Application, *, by: User | None) -> None:
    """They are two people: neither is named as the other's duplicate any more."""
    by = require(by, "stages.move", one)
    require(by, "stages.move", other)
    if one.id == other.id:
        raise Invalid("merge", "same")
    first, second = sorted((one.id, other.id))
    known = db.session.scalar(
        select(NotDuplicate).where(NotDuplicate.first_id == first, NotDuplicate.second_id == second)
    )
    if known is None:
        db.session.add(NotDuplicate(first_id=first, second_id=second, by_id=by.id))
        for each, them in ((one, other), (other, one)):
            record("applications.told_apart", each, None, {"other": them.id}, by=by)
    finish()


def _move(source: int, target: int, only: dict[str, Any] | None = None) -> dict[str, Any]:
    """Move what hangs on one application to the other; `only` names the rows. What moved: table -> ids."""
    moved: dict[str, Any] = {}
    models: tuple[Any, ...] = (Note, Mail)
    for model in models:
        query = select(model).where(model.application_id == source)
        rows = list(db.session.scalars(query if only is None else query.where(model.id.in_(only[model.__tablename__]))))
        for row in rows:
            row.application_id = target
        moved[model.__tablename__] = [row.id for row in rows]
    moved["application_tags"] = _move_distinct(ApplicationTag, ApplicationTag.tag_id, source, target, only)
    moved["shortlist_entries"] = _move_distinct(ShortlistEntry, ShortlistEntry.shortlist_id, source, target, only)
    return moved


def _move_distinct(model: Any, key: Any, source: int, target: int, only: dict[str, Any] | None) -> list[int]:
    """The same for rows of which an application has one for each `key`; what the target has already stays."""
    taken = set(db.session.scalars(select(key).where(model.application_id == target)))
    moved = []
    for row in db.session.scalars(select(model).where(model.application_id == source)):
        value = getattr(row, key.key)
        if value in taken or (only is not None and value not in only[model.__tablename__]):
            continue
        row.application_id = target
        moved.append(value)
    return moved


def _keep_words(*application_ids: int) -> None:
    """The notes that moved are found with the application they belong to now."""
    db.session.flush()
    for application_id in application_ids:
        keep_words(application_id, cv_too=False)
