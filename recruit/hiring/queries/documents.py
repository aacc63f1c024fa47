"""Further documents of applications: those of one, and one for those who may open it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from recruit.hiring.models import AccessLink, Application, Document, User
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.permissions import require
from recruit.hiring.queries.applications import application_by_public_id
from recruit.storage.database import db


def documents_of(application_ids: Iterable[int]) -> list[Document]:
    """What was added to these applications, in the order in which it came. 1 query."""
    return list(
        db.session.scalars(
            select(Document).where(Document.application_id.in_(sorted(application_ids))).order_by(Document.id)
        )
    )


def document_of(public_id: str, id: int, *, by: User | None) -> Document:
    """A document of this application; NotFound, NotAllowed."""
    application = application_by_public_id(public_id)
    if application is None:
        raise NotFound(public_id)
    require(by, "applications.original", application)
    return _of(application, id)


def own_document(link: AccessLink, id: int) -> Document:
    """A document of the application behind the applicant's link; NotFound."""
    return _of(link.application, id)


def _of(application: Application, id: int) -> Document:
    found = db.session.get(Document, id)
    if found is None or found.application_id != application.id:
        raise NotFound(f"document {id}")
    return found
