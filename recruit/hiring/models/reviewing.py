"""What reviewing leaves behind: struck evidence, mentions, a run through the queue, duplicates and merges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application, Note
from recruit.hiring.models.user import User
from recruit.storage.database import db, now


class StruckEvidence(db.Model):
    """A recruiter says of words in the CV that they are no evidence of `fact` (see `facts.Strike`).

    `fact` is named as in a confirmation; `start` and `end` are places in the
    text of `reading_id`, `quote` its words, by which a later reading finds them
    again. Undone rather than deleted.
    """

    __tablename__ = "struck_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("cv_readings.id", ondelete="CASCADE"))
    fact: Mapped[str] = mapped_column(String(40))
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship(back_populates="strikes")
    by: Mapped[User] = relationship()


class Mention(db.Model):
    """A note names a colleague: `read_at` when they saw it, `mailed_at` when a mail told them."""

    __tablename__ = "mentions"
    __table_args__ = (UniqueConstraint("note_id", "user_id"), Index("ix_mentions_user_read", "user_id", "read_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]

    note: Mapped[Note] = relationship(back_populates="mentions")
    user: Mapped[User] = relationship()


class ReviewRun(db.Model):
    """One user's way through the applications of one opening, kept so that it goes on where it stopped.

    `query` is the list's filter it was taken from; `order` the public ids of the
    applications as they stood then, so that nothing jumps while scores change;
    `at` the index of the present one. `later` holds those put aside, in order;
    they come again at the end, so that the way is `order` and then `later`.
    `decisions` holds, the latest last, what `operations.review_queue` decided:
    `{"application": public id, "act": …, "before": stage, "at": index}`.
    """

    __tablename__ = "review_runs"
    __table_args__ = (UniqueConstraint("user_id", "opening_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"), index=True)
    query: Mapped[str] = mapped_column(String(2000), default="")
    order: Mapped[list[Any]]
    at: Mapped[int] = mapped_column(default=0)
    later: Mapped[list[Any]]
    decisions: Mapped[list[Any]]
    started_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)


class ApplicationTrace(db.Model):
    """What an application is recognized by when the same person applies again.

    `email`, `name` folded, `phone` in digits with its country; empty where there
    is none. `shingles` stand for the words of the CV (see `hiring.duplicates`);
    empty until it is read.
    """

    __tablename__ = "application_traces"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    phone: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    shingles: Mapped[list[Any]]


class Merge(db.Model):
    """Two applications of one person became one: `merged_id` went into `kept_id`. Undone rather than deleted.

    `moved` names what moved, so that undoing brings it back: table -> ids.
    """

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    moved: Mapped[dict[str, Any]]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]

    kept: Mapped[Application] = relationship(foreign_keys=kept_id)
    merged: Mapped[Application] = relationship(foreign_keys=merged_id)
    by: Mapped[User] = relationship()


class NotDuplicate(db.Model):
    """A recruiter says that two applications which look alike are of two people. The lower id first."""

    __tablename__ = "not_duplicates"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
