"""The company as applicants see it: its name, address, colours, logo, and who may frame its list of openings."""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import warnings
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

from flask import g, has_request_context
from PIL import Image, UnidentifiedImageError

from recruit.hiring import colours
from recruit.hiring.models import CompanyRecord, User
from recruit.hiring.operations.audit import difference, record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.hiring.queries.companies import CompanyDetails, company_record
from recruit.storage import files
from recruit.storage.database import db

__all__ = ["CompanyDetails", "change_logo", "checked", "remove_logo", "settle_company"]

LANGUAGES = ("ca", "es", "en")
MOST_ABOUT = 2000
MOST_ORIGINS = 10

#: field -> the longest text
LENGTHS = {"name": 120, "website": 200, "street": 120, "postcode": 12, "locality": 80, "region": 80}

#: of the picture that is uploaded
MOST_LOGO_BYTES = 1024 * 1024
MOST_LOGO_PIXELS = 16_000_000
#: of the one that is kept: twice what the pages show, for fine screens
LOGO_WIDTH, LOGO_HEIGHT = 640, 160
LEAST_LOGO_HEIGHT = 16

_ORIGIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")


def _address(text: str) -> str:
    """A web address as typed, with its scheme. Invalid("website", "not_an_address")."""
    text = text.strip()
    if not text:
        return ""
    full = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(full)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise Invalid("website", "not_an_address") from error
    if (
        parts.scheme not in {"http", "https"}
        or not host
        or "." not in host
        or parts.username is not None
        or re.search(r"[\s\"'<>\\\x00-\x1f]", full)
    ):
        raise Invalid("website", "not_an_address")
    return full


def _origin(text: str) -> str:
    """A site, `https://www.example.com`. Invalid("embed_origins", "not_a_site")."""
    site = text.strip().lower().rstrip("/")
    site = site if "://" in site else f"https://{site}"
    if _ORIGIN.fullmatch(site) is None or ".." in site:
        raise Invalid("embed_origins", "not_a_site", given=text.strip()[:80])
    return site


def _colour(name: str, theme: str, text: str) -> str:
    """Invalid(name, "not_a_colour"), or "too_faint" with the contrast it has and the `nearest` that does."""
    colour = text.strip().lower()
    colour = f"#{colour}" if colour and not colour.startswith("#") else colour
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        colour = "#" + "".join(digit * 2 for digit in colour[1:])
    if not colour:
        return ""
    if not colours.is_colour(colour):
        raise Invalid(name, "not_a_colour")
    if not colours.passes(colour, theme):
        raise Invalid(
            name,
            "too_faint",
            contrast=colours.shown_contrast(colour, theme),
            least=colours.LEAST_CONTRAST,
            nearest=colours.nearest(colour, theme),
        )
    return colour


def checked(details: CompanyDetails) -> CompanyDetails:
    """Cleaned, or Invalid: any text (too_long), website (not_an_address), country (unknown),
    accent_light, accent_dark (not_a_colour, too_faint), embed_origins (not_a_site, too_many)."""
    texts = {name: " ".join(getattr(details, name).split()) for name in LENGTHS}
    texts["website"] = _address(details.website)
    for name, most in LENGTHS.items():
        if len(texts[name]) > most:
            raise Invalid(name, "too_long", most=most)
    country = details.country.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Invalid("country", "unknown")
    about = {code: details.about.get(code, "").strip() for code in LANGUAGES}
    for code, text in about.items():
        if len(text) > MOST_ABOUT:
            raise Invalid(f"about_{code}", "too_long", most=MOST_ABOUT)
    origins = tuple(dict.fromkeys(_origin(text) for text in details.embed_origins if text.strip()))
    if len(origins) > MOST_ORIGINS:
        raise Invalid("embed_origins", "too_many", most=MOST_ORIGINS)
    return CompanyDetails(
        **texts,
        country=country,
        about=about,
        accent_light=_colour("accent_light", "light", details.accent_light),
        accent_dark=_colour("accent_dark", "dark", details.accent_dark),
        embed_origins=origins,
    )


def _state(row: CompanyRecord) -> dict[str, Any]:
    return {detail.name: getattr(row, detail.name) for detail in fields(CompanyDetails)}


def _row() -> CompanyRecord:
    """The row to be changed; a new one with everything empty where there is none."""
    row = company_record()
    if row is None:
        row = CompanyRecord(id=1, about={}, embed_origins=[], logo_key="", logo_version="", logo_width=0, logo_height=0)
        for name in (*LENGTHS, "country", "accent_light", "accent_dark"):
            setattr(row, name, "")
        db.session.add(row)
    return row


def _kept() -> None:
    finish()
    if has_request_context():
        g.pop("company", None)


def settle_company(details: CompanyDetails, *, by: User | None) -> CompanyRecord:
    """Keep what is said about the company. Invalid as `checked` says."""
    by = require(by, "company.change")
    clean = checked(details)
    row = _row()
    before = _state(row)
    for name in (*LENGTHS, "country", "accent_light", "accent_dark"):
        setattr(row, name, getattr(clean, name))
    row.about, row.embed_origins, row.changed_by_id = dict(clean.about), list(clean.embed_origins), by.id
    old, new = difference(before, _state(row))
    if new:
        record("company.changed", "company", old, new, by=by)
    _kept()
    return row


def change_logo(data: bytes, *, by: User | None) -> CompanyRecord:
    """Keep a logo, drawn anew as a PNG that holds the picture and nothing else.

    Invalid("logo", "empty" | "too_large" | "not_a_picture" | "too_small").
    """
    by = require(by, "company.change")
    picture, width, height = _drawn_anew(data)
    row = _row()
    before = row.logo_key
    row.logo_key = f"company/{secrets.token_hex(16)}.png"
    row.logo_version = hashlib.sha256(picture).hexdigest()[:12]
    row.logo_width, row.logo_height, row.changed_by_id = width, height, by.id
    files.put(row.logo_key, picture)
    record("company.logo_changed", "company", None, {"width": width, "height": height}, by=by)
    _kept()
    if before:
        files.delete(before)
    return row


def remove_logo(*, by: User | None) -> None:
    """No logo any more; nothing happens where there is none."""
    by = require(by, "company.change")
    row = company_record()
    if row is None or not row.logo_key:
        return
    before = row.logo_key
    row.logo_key, row.logo_version, row.logo_width, row.logo_height, row.changed_by_id = "", "", 0, 0, by.id
    record("company.logo_removed", "company", None, None, by=by)
    _kept()
    files.delete(before)


def _drawn_anew(data: bytes) -> tuple[bytes, int, int]:
    """The picture as a PNG of at most LOGO_WIDTH by LOGO_HEIGHT, without its margins and what else the file held."""
    if not data:
        raise Invalid("logo", "empty")
    if len(data) > MOST_LOGO_BYTES:
        raise Invalid("logo", "too_large", most=MOST_LOGO_BYTES // 1024 // 1024)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # the three formats by name: no other decoder is tried
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
                if opened.width * opened.height > MOST_LOGO_PIXELS:
                    raise Invalid("logo", "too_large", most=MOST_LOGO_BYTES // 1024 // 1024)
                opened.load()
                image = opened.convert("RGBA")
    except Invalid:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid("logo", "not_a_picture") from error
    box = image.getchannel("A").getbbox()
    if box is None:  # all of it is transparent
        raise Invalid("logo", "not_a_picture")
    image = image.crop(box)
    image.thumbnail((LOGO_WIDTH, LOGO_HEIGHT), Image.Resampling.LANCZOS)
    if image.height < LEAST_LOGO_HEIGHT:
        raise Invalid("logo", "too_small", least=LEAST_LOGO_HEIGHT)
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue(), image.width, image.height
