"""Further documents of an application, listed on its page and taken as downloads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Application, Document, Merge
from recruit.hiring.queries.documents import document_of, documents_of
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.files import download
from recruit.web.my.words import DOCUMENT_KINDS


def further_documents(application: Application, merges: Iterable[Merge] = ()) -> Sequence[tuple[Document, Application]]:
    """Each with the application it was added to: this one, or one that became a part of it. 1 query."""
    owners = {application.id: application}
    owners |= {merge.merged_id: merge.merged for merge in merges if merge.kept_id == application.id}
    return [(document, owners[document.application_id]) for document in documents_of(owners)]


@blueprint.context_processor
def documents() -> dict[str, object]:
    """For the template `_documents.html`."""
    return {"further_documents": further_documents, "document_kinds": DOCUMENT_KINDS}


@blueprint.get("/applications/<public_id>/documents/<int:document_id>")
def document(public_id: str, document_id: int) -> ResponseReturnValue:
    """A document as it came, always as a download."""
    return download(document_of(public_id, document_id, by=current_user))
