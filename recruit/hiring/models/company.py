"""The company as applicants see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recruit.storage.database import db, now


class CompanyRecord(db.Model):
    """What the administrator has settled about the company: one row, number 1; none: the defaults.

    Read it with `queries.companies.company`, which fills in what is empty.
    `about` is language -> text; colours are `#rrggbb`, empty where the product's own hold;
    `embed_origins` are the sites that may show the list of openings in a frame.
    """

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(120), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    street: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    locality: Mapped[str] = mapped_column(String(80), default="")
    region: Mapped[str] = mapped_column(String(80), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    accent_light: Mapped[str] = mapped_column(String(7), default="")
    accent_dark: Mapped[str] = mapped_column(String(7), default="")
    embed_origins: Mapped[list[Any]] = mapped_column(default=list)
    logo_key: Mapped[str] = mapped_column(String(200), default="")
    #: the beginning of the picture's SHA-256, for its address
    logo_version: Mapped[str] = mapped_column(String(16), default="")
    logo_width: Mapped[int] = mapped_column(default=0)
    logo_height: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
