"""Looking for people: searches that are kept, the words that are searched, and acts on many at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.user import User
from recruit.storage.database import db, now


class SavedSearch(db.Model):
    """The filters and order of an opening's list under a name; `query` is the list's query string.

    Its owner sees it; everybody who reads the opening's applications does when it is `shared`.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("opening_id", "user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(2000))
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship()


class BulkChange(db.Model):
    """One act on many applications, with what each was before, so that it can be undone.

    `act` is stage, tag, untag or assign, `value` the stage, the tag's or the
    user's number (0 for nobody); `changes` a list of [application, before, after].
    """

    __tablename__ = "bulk_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(String(40))
    changes: Mapped[list[Any]]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship(foreign_keys=by_id)


class BulkMail(db.Model):
    """A mail that an act on many caused, so that undoing it can call back what has not gone out."""

    __tablename__ = "bulk_mails"

    mail_id: Mapped[int] = mapped_column(
        ForeignKey("mails.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    bulk_change_id: Mapped[int] = mapped_column(ForeignKey("bulk_changes.id"), index=True)


class SearchText(db.Model):
    """All words about an application that a search may find; the index over it is the engine's own (`search_index`).

    `text` as it was written, for the line that a search shows; `parts` tells
    where in it what begins: [kind, offset]. `stems` and `words` are the same
    words, one for one, cut to their stems and folded. `rules` is the version
    of the cutting: rows of an older one are made again.
    """

    __tablename__ = "search_texts"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(Text)
    parts: Mapped[list[Any]]
    stems: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    rules: Mapped[int]
