"""What applicants add to their application until the closing day, and take back: kept as it came, never read."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app
from sqlalchemy import select

from recruit.hiring.models import Application, Document, DocumentKind, Stage
from recruit.hiring.operations.answers import keep_file
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.scoring import hold_version
from recruit.hiring.operations.transaction import finish, undo
from recruit.hiring.queries.openings import is_open
from recruit.hiring.queries.retention import hold_on
from recruit.storage import files
from recruit.storage.database import db

#: of one application
MOST_DOCUMENTS = 10
#: all together may be so many times the largest file (`MAX_UPLOAD_MB`)
MOST_TIMES = 3
#: the field of the form, and of every fault
FIELD = "documents"


def most_together() -> int:
    """How large all documents of one application may be together, in MB."""
    return MOST_TIMES * int(current_app.config["MAX_UPLOAD_MB"])


def add_documents(application: Application, kind: DocumentKind | str, uploads: Sequence[tuple[bytes, str]]) -> int:
    """Keep what the applicant adds, each (content, file name); all of them or none. How many are new.

    One that is there already, byte for byte, is not kept twice. Invalid("kind", "unknown"); Invalid("documents",
    "required" | "closed" | "withdrawn" | "too_many" | "too_much", or of `keep_file` with its `name`).
    """
    if kind not in set(DocumentKind):
        raise Invalid("kind", "unknown")
    if not uploads:
        raise Invalid(FIELD, "required")
    if len(uploads) > MOST_DOCUMENTS:
        raise Invalid(FIELD, "too_many", most=MOST_DOCUMENTS)
    kept: list[Document] = []
    try:
        _check_time(application)
        for data, name in uploads:
            kept.append(Document(application_id=application.id, kind=str(kind), **_kept(data, name)))
        added = _keep(application, kept)
    except Exception:
        undo()
        for document in kept:
            files.delete(document.key)
        raise
    for document in kept:
        if document not in added:
            files.delete(document.key)
    return len(added)


def _kept(data: bytes, name: str) -> dict[str, object]:
    try:
        return keep_file(data, name, field=FIELD, folder="documents")
    except Invalid as invalid:  # of several files the applicant needs to know which
        raise Invalid(FIELD, invalid.code, **invalid.values, name=name) from invalid


def _keep(application: Application, found: Sequence[Document]) -> list[Document]:
    """The rows of the new ones; the opening is held, so that two uploads, or an erasure, take turns."""
    number = application.id
    hold_version(application.opening_id)
    if db.session.get(Application, number, populate_existing=True) is None:
        raise NotFound(f"application:{number}")
    _check_time(application)
    query = select(Document.sha256, Document.size).where(Document.application_id == number)
    there = db.session.execute(query).all()
    known = {row.sha256 for row in there}
    new = list({document.sha256: document for document in found if document.sha256 not in known}.values())
    if len(there) + len(new) > MOST_DOCUMENTS:
        raise Invalid(FIELD, "too_many", most=MOST_DOCUMENTS)
    if sum(row.size for row in there) + sum(row.size for row in new) > most_together() * 1024 * 1024:
        raise Invalid(FIELD, "too_much", most=most_together())
    db.session.add_all(new)
    db.session.flush()
    for document in new:
        said = {"document": document.id, "kind": document.kind, "name": document.filename}
        record("document.added", application, None, said, by=None, actor="applicant")
    finish()
    return new


def remove_document(document: Document) -> None:
    """The applicant takes it back: row and file go. Invalid("documents", "closed" | "withdrawn" | "held")."""
    application = document.application
    _check_time(application)
    if hold_on(application) is not None:
        raise Invalid(FIELD, "held")
    said = {"document": document.id, "kind": document.kind, "name": document.filename}
    files.delete(document.key)  # first: without its row nobody would find it again
    db.session.delete(document)
    record("document.removed", application, said, None, by=None, actor="applicant")
    finish()


def _check_time(application: Application) -> None:
    if application.stage == Stage.WITHDRAWN:
        raise Invalid(FIELD, "withdrawn")
    if not is_open(application.opening):
        raise Invalid(FIELD, "closed")
