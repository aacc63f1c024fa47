"""Tags on applications, and who looks after them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from recruit.hiring.folding import fold
from recruit.hiring.models import Application, ApplicationTag, Assignment, Role, Tag, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.storage.database import db

MOST = 40
#: who may look after an application
CARERS = (Role.RECRUITER, Role.ADMIN)


def tag_named(name: str, *, by: User) -> Tag:
    """The tag of this name, made in the present transaction where there is none.

    Invalid("tag", "required" | "too_long").
    """
    name = " ".join(name.split())
    if not name:
        raise Invalid("tag", "required")
    if len(name) > MOST:
        raise Invalid("tag", "too_long", most=MOST)
    folded = fold(name)[:80]
    wanted = select(Tag).where(Tag.folded == folded)
    found: Tag | None = db.session.scalar(wanted)
    if found is None:
        tag = Tag(name=name, folded=folded, created_by_id=by.id)
        try:
            with db.session.begin_nested():
                db.session.add(tag)
        except IntegrityError:  # somebody made it at the same moment
            made: Tag = db.session.scalars(wanted).one()
            return made
        return tag
    return found


def add_tag(application: Application, name: str, *, by: User | None) -> Tag:
    """Put a tag on an application; nothing changes when it is there already. Invalid as `tag_named`."""
    by = require(by, "tags.change", application)
    tag = tag_named(name, by=by)
    if db.session.get(ApplicationTag, (application.id, tag.id)) is None:
        db.session.add(ApplicationTag(application_id=application.id, tag_id=tag.id, by_id=by.id))
        record("tag.added", application, None, {"tag": tag.name}, by=by)
    finish()
    return tag


def remove_tag(application: Application, tag: Tag, *, by: User | None) -> None:
    """Take a tag off an application; nothing changes when it is not there."""
    by = require(by, "tags.change", application)
    found = db.session.get(ApplicationTag, (application.id, tag.id))
    if found is None:
        return
    db.session.delete(found)
    record("tag.removed", application, {"tag": tag.name}, None, by=by)
    finish()


def checked_carer(user: User | None) -> User | None:
    """The user, when they may look after applications; Invalid("user", "unknown")."""
    if user is not None and not (user.active and user.role in CARERS):
        raise Invalid("user", "unknown")
    return user


def assign(application: Application, user: User | None, *, by: User | None) -> None:
    """Have `user` look after the application; None: nobody in particular. Invalid("user", "unknown")."""
    by = require(by, "applications.assign", application)
    checked_carer(user)
    found = db.session.get(Assignment, application.id)
    before, after = found.user_id if found else None, user.id if user else None
    if before == after:
        return
    if found is not None:
        db.session.delete(found)
        db.session.flush()
    if user is not None:
        db.session.add(Assignment(application_id=application.id, user_id=user.id, by_id=by.id))
    record("application.assigned", application, {"assigned": before}, {"assigned": after}, by=by)
    finish()
