"""Finding files, and who may open them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit.hiring.models import Application, CvFile, User
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.permissions import require
from recruit.storage.database import db


def file_by_token(token: str) -> CvFile | None:
    return db.session.scalar(select(CvFile).where(CvFile.token == token))


def _application(public_id: str) -> Application:
    found: Application | None = db.session.scalar(
        select(Application).where(Application.public_id == public_id).options(joinedload(Application.opening))
    )
    if found is None:
        raise NotFound(public_id)
    return found


def original_of(public_id: str, *, by: User | None) -> CvFile:
    """The uploaded CV of an application; NotFound, NotAllowed."""
    application = _application(public_id)
    require(by, "applications.original", application)
    found: CvFile | None = db.session.scalar(
        select(CvFile)
        .where(CvFile.application_id == application.id, CvFile.page.is_(None))
        .order_by(CvFile.id.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound(public_id)
    return found


def page_of(public_id: str, number: int, *, by: User | None) -> CvFile:
    """The picture of page `number` (from 1) of an application's CV; NotFound, NotAllowed."""
    application = _application(public_id)
    require(by, "applications.pages", application)
    found: CvFile | None = db.session.scalar(
        select(CvFile)
        .where(CvFile.application_id == application.id, CvFile.page == number)
        .order_by(CvFile.id.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound(f"{public_id} {number}")
    return found
