"""The company as applicants see it: what the administrator settled, and the defaults for the rest."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app, g, has_request_context
from sqlalchemy.exc import SQLAlchemyError

from recruit.hiring.models import CompanyRecord
from recruit.storage.database import db

log = logging.getLogger("recruit.hiring")


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG under `key`; `version` changes with the picture."""

    key: str
    version: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CompanyDetails:
    """What is settled; `about` is language -> text, colours are `#rrggbb` or empty for the product's own."""

    name: str = ""
    website: str = ""
    street: str = ""
    postcode: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    accent_light: str = ""
    accent_dark: str = ""
    embed_origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company(CompanyDetails):
    """What pages, mails and feeds say about the company. Empty: not said; colours empty: the product's own."""

    logo: Logo | None = None
    changed_at: datetime | None = None


def company_record() -> CompanyRecord | None:
    """The row; None while nothing was settled."""
    return db.session.get(CompanyRecord, 1)


def company() -> Company:
    """The company; asked of the database once a request. Its defaults alone where the database does not answer,
    so that a page that tells of the trouble can still be made."""
    if has_request_context() and "company" in g:
        found: Company = g.company
        return found
    try:
        made = _company(company_record())
    except SQLAlchemyError:
        log.exception("the company could not be read; its defaults are shown")
        db.session.rollback()
        return _company(None)
    if has_request_context():
        g.company = made
    return made


def _company(row: CompanyRecord | None) -> Company:
    default = str(current_app.config["COMPANY_NAME"])
    if row is None:
        return Company(default)
    return Company(
        name=row.name or default,
        website=row.website,
        street=row.street,
        postcode=row.postcode,
        locality=row.locality,
        region=row.region,
        country=row.country,
        about=dict(row.about),
        accent_light=row.accent_light,
        accent_dark=row.accent_dark,
        embed_origins=tuple(row.embed_origins),
        logo=Logo(row.logo_key, row.logo_version, row.logo_width, row.logo_height) if row.logo_key else None,
        changed_at=row.changed_at,
    )


def company_name() -> str:
    """What the company is called."""
    return company().name
