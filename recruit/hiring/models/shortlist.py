"""Shortlists: whom the recruiters propose, to whom, how much of them is shown, and what is said to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.application import Application
from recruit.hiring.models.opening import Opening
from recruit.hiring.models.user import User
from recruit.storage.database import db, now


class ShortlistStatus(StrEnum):
    """DRAFT: the recruiters' own. SHARED: read and answered. CLOSED: managers with a login still read it."""

    DRAFT = "draft"
    SHARED = "shared"
    CLOSED = "closed"


class Visible(StrEnum):
    """What a shortlist may show of a person beside the facts themselves."""

    SCORE = "score"
    EVIDENCE = "evidence"
    CONTACT = "contact"
    SALARY = "salary"
    FORM = "form"
    ANSWERS = "answers"
    INSTITUTIONS = "institutions"


class Decision(StrEnum):
    INVITE = "invite"
    NOT = "not"
    UNDECIDED = "undecided"


class Shortlist(db.Model):
    """One composed list of an opening. `visible` holds codes of `Visible`; `codes_given` numbers the blind codes."""

    __tablename__ = "shortlists"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: unguessable, in addresses
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    introduction: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(10), default=ShortlistStatus.DRAFT)
    blind: Mapped[bool] = mapped_column(default=False)
    visible: Mapped[list[Any]] = mapped_column(default=list)
    codes_given: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    shared_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    opening: Mapped[Opening] = relationship()
    created_by: Mapped[User] = relationship()
    entries: Mapped[list[ShortlistEntry]] = relationship(
        back_populates="shortlist", order_by="(ShortlistEntry.place, ShortlistEntry.id)"
    )
    managers: Mapped[list[User]] = relationship(secondary="shortlist_managers", order_by="User.name", viewonly=True)
    links: Mapped[list[ShortlistLink]] = relationship(back_populates="shortlist", order_by="ShortlistLink.id.desc()")


class ShortlistEntry(db.Model):
    """A person on a shortlist. `code` (A, B, … AA) names them where names are hidden, and is never given twice.

    Who is taken off keeps the row, and what was said stays with it.
    """

    __tablename__ = "shortlist_entries"
    __table_args__ = (UniqueConstraint("shortlist_id", "application_id"), UniqueConstraint("code", "shortlist_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlists.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    code: Mapped[str] = mapped_column(String(4))
    place: Mapped[int]
    #: the recruiter's words to the managers
    comment: Mapped[str] = mapped_column(Text, default="")
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    shortlist: Mapped[Shortlist] = relationship(back_populates="entries")
    application: Mapped[Application] = relationship()
    views: Mapped[list[ShortlistView]] = relationship(back_populates="entry", order_by="ShortlistView.id")
    messages: Mapped[list[ShortlistMessage]] = relationship(back_populates="entry", order_by="ShortlistMessage.id")


class ShortlistManager(db.Model):
    """A hiring manager with whom a shortlist is shared by login."""

    __tablename__ = "shortlist_managers"

    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlists.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    added_at: Mapped[datetime] = mapped_column(default=now)


class ShortlistLink(db.Model):
    """A way in without a login, for one person and one shortlist, until a day. Only a hash of the token is kept."""

    __tablename__ = "shortlist_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlists.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    recipient: Mapped[str] = mapped_column(String(120))
    expires_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
    uses: Mapped[int] = mapped_column(default=0)
    last_used_at: Mapped[datetime | None]

    shortlist: Mapped[Shortlist] = relationship(back_populates="links")
    created_by: Mapped[User] = relationship()

    @property
    def last_moment(self) -> datetime:
        """Within the last day on which it opens."""
        return self.expires_at - timedelta(seconds=1)


class ShortlistView(db.Model):
    """What one reader (a user, or who holds a link) thinks of a person.

    `up`: thumb up, down, or none yet; `place` is the reader's own order (from 1).
    """

    __tablename__ = "shortlist_views"
    __table_args__ = (UniqueConstraint("entry_id", "by_id"), UniqueConstraint("link_id", "entry_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("shortlist_entries.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    link_id: Mapped[int | None] = mapped_column(ForeignKey("shortlist_links.id"))
    up: Mapped[bool | None]
    decision: Mapped[str] = mapped_column(String(10), default=Decision.UNDECIDED)
    comment: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    entry: Mapped[ShortlistEntry] = relationship(back_populates="views")
    by: Mapped[User | None] = relationship()
    link: Mapped[ShortlistLink | None] = relationship()

    @property
    def said(self) -> bool:
        """Whether there is more than a place in somebody's order."""
        return self.up is not None or self.decision != Decision.UNDECIDED or bool(self.comment)


class ShortlistMessage(db.Model):
    """A question to the recruiters about a person, or their answer; all readers of the shortlist see the thread."""

    __tablename__ = "shortlist_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("shortlist_entries.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("shortlist_links.id"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)

    entry: Mapped[ShortlistEntry] = relationship(back_populates="messages")
    by: Mapped[User | None] = relationship()
    link: Mapped[ShortlistLink | None] = relationship()
