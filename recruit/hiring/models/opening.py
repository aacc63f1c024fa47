"""A post to fill, and every version of what it asks."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.user import User
from recruit.storage.database import JsonOrNull, db, now


class OpeningStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


class Contract(StrEnum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    PART_TIME = "part_time"
    FREELANCE = "freelance"
    INTERNSHIP = "internship"


class Remote(StrEnum):
    """How much of the work may be done from elsewhere; nothing said: all of it at the place."""

    HYBRID = "hybrid"
    FULL = "full"


class Opening(db.Model):
    """An opening. What it says and asks is in its versions; `version` is the current one."""

    __tablename__ = "openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: in the public address, e.g. key-account-manager-barcelona
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    status: Mapped[str] = mapped_column(String(12), default=OpeningStatus.DRAFT)
    version_number: Mapped[int] = mapped_column(default=1)
    hiring_manager_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: since when it can be found: the first time that it was published
    published_at: Mapped[datetime | None]

    hiring_manager: Mapped[User | None] = relationship(foreign_keys=hiring_manager_id)
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    version: Mapped[OpeningVersion] = relationship(
        primaryjoin="and_(Opening.id == foreign(OpeningVersion.opening_id),"
        " Opening.version_number == foreign(OpeningVersion.number))",
        viewonly=True,
        uselist=False,
    )
    versions: Mapped[list[OpeningVersion]] = relationship(
        primaryjoin="Opening.id == foreign(OpeningVersion.opening_id)",
        order_by="OpeningVersion.number.desc()",
        viewonly=True,
    )


class OpeningVersion(db.Model):
    """One immutable state of an opening (the database refuses to change or delete it).

    `profile` is the role profile as `role_profile.load.to_dict` writes it;
    salaries are whole units of `currency` a year; `languages` are the working
    languages asked, e.g. ["ca", "es", "en"]. `place` is what people read; the
    address below is for those who look for it on a map or a job board (empty or
    null: not said). `country` is its two letters, `remote` one of `Remote`.
    """

    __tablename__ = "opening_versions"
    __table_args__ = (UniqueConstraint("opening_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    number: Mapped[int]
    title: Mapped[dict[str, Any]]
    description: Mapped[dict[str, Any]]
    place: Mapped[str] = mapped_column(String(120))
    street: Mapped[str | None] = mapped_column(String(120))
    postcode: Mapped[str | None] = mapped_column(String(12))
    locality: Mapped[str | None] = mapped_column(String(80))
    region: Mapped[str | None] = mapped_column(String(80))
    country: Mapped[str | None] = mapped_column(String(2))
    remote: Mapped[str | None] = mapped_column(String(8))
    hours_week: Mapped[float | None] = mapped_column(Float)
    contract: Mapped[str] = mapped_column(String(20))
    salary_min: Mapped[int | None]
    salary_max: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    languages: Mapped[list[Any]]
    closes_on: Mapped[date | None]
    profile: Mapped[dict[str, Any]]
    #: as `role_profile.questions.questions_to_json` writes them; null: none
    questions: Mapped[list[Any] | None] = mapped_column(JsonOrNull)
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    created_by: Mapped[User] = relationship()
