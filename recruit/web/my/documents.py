"""Further documents on the applicant's own page: added and taken back until the closing day."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from recruit.hiring.operations.documents import MOST_DOCUMENTS, add_documents, most_together, remove_document
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.queries.documents import own_document
from recruit.storage import files
from recruit.web.extensions import limiter
from recruit.web.my import words
from recruit.web.my.blueprint import ACTS, blueprint, opened
from recruit.web.my.page import show
from recruit.web.my.rights import sealed_download

#: what the file dialogue offers; what counts is what the file is
ACCEPTED = ".pdf,.docx,.odt,.rtf,.doc,.txt,.png,.jpg,.jpeg"


@blueprint.context_processor
def limits() -> dict[str, Any]:
    """For the template `_documents.html`."""
    return {
        "document_kinds": words.DOCUMENT_KINDS,
        "documents_accepted": ACCEPTED,
        "most_documents": MOST_DOCUMENTS,
        "most_together": most_together(),
    }


@blueprint.post("/<key>/documents")
@limiter.limit("30 per hour")
def add_more(key: str) -> ResponseReturnValue:
    """Certificates, letters, references: several files of one kind at a time."""
    application = opened(key).application
    kind = request.form.get("kind", "")
    uploads = [(sent.stream.read(), sent.filename) for sent in request.files.getlist("documents") if sent.filename]
    try:
        added = add_documents(application, kind, uploads)
    except Invalid as invalid:
        return show(key, document_fault=(invalid.field, _fault(invalid)), document_kind=kind, status=422)
    if added:
        flash(ngettext("%(num)s document was added.", "%(num)s documents were added.", added), "good")
    else:  # nothing on the page would show it but this sentence, which stands at its top
        flash(_("That document was there already, so nothing was added."), "info")
        return redirect(url_for("my.home", key=key), 303)
    return redirect(url_for("my.home", key=key, _anchor="documents"), 303)


def _fault(invalid: Invalid) -> str:
    """What is wrong and what to do; of several files, with which."""
    said = words.DOCUMENT_FAULTS.get(invalid.code, words.DOCUMENT_FAULTS["wrong_attachment"])
    sentence = str(said) % {"most": current_app.config["MAX_UPLOAD_MB"], **invalid.values}
    name = invalid.values.get("name")
    return f"{name}: {sentence}" if name else sentence


@blueprint.get("/<key>/documents/<int:document_id>")
@limiter.limit(ACTS)
def own_further(key: str, document_id: int) -> ResponseReturnValue:
    """A document as it came, always as a download."""
    document = own_document(opened(key), document_id)
    try:
        data = files.get(document.key)
    except files.NoSuchFile:
        abort(404)
    return sealed_download(data, "application/octet-stream", document.filename)


@blueprint.post("/<key>/documents/<int:document_id>/remove")
@limiter.limit(ACTS)
def take_away(key: str, document_id: int) -> ResponseReturnValue:
    """The applicant takes a document back."""
    link = opened(key)
    try:
        document = own_document(link, document_id)
        name = document.filename
        remove_document(document)
    except NotFound:  # pressed twice: it is gone, as was wanted
        return redirect(url_for("my.home", key=key, _anchor="documents"), 303)
    except Invalid as invalid:
        return show(key, document_fault=(invalid.field, _fault(invalid)), status=422)
    flash(_("%(name)s was removed.", name=name), "good")
    return redirect(url_for("my.home", key=key, _anchor="documents"), 303)
