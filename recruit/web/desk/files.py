"""The original of a CV and the pictures of its pages, for those who may see them."""

from __future__ import annotations

from io import BytesIO

from flask import Response, abort, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Attachment, CvFile, Document
from recruit.hiring.queries.blind_review import masked_for_review
from recruit.hiring.queries.files import original_of, page_of
from recruit.storage import files
from recruit.web.desk.blind import is_hidden
from recruit.web.desk.blueprint import blueprint
from recruit.web.painted import painted_page

#: a file of a stranger's making: nothing in it may run, wherever it is opened
SEALED = "default-src 'none'; sandbox"


def content(key: str) -> BytesIO:
    """The bytes under a key; 404 when they are gone."""
    try:
        return BytesIO(files.get(key))
    except files.NoSuchFile:
        abort(404)


def sealed(response: Response) -> Response:
    """The answer, unable to do anything where it is opened."""
    response.headers["Content-Security-Policy"] = SEALED
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def download(file: CvFile | Document | Attachment) -> Response:
    """A file as it came, unable to do anything where it is opened."""
    return sealed(
        send_file(
            content(file.key),
            mimetype="application/octet-stream",
            as_attachment=True,
            download_name=file.filename,
            max_age=0,
        )
    )


@blueprint.get("/applications/<public_id>/original")
def original(public_id: str) -> ResponseReturnValue:
    """The CV as it came, always as a download."""
    return download(original_of(public_id, by=current_user))


@blueprint.get("/applications/<public_id>/pages/<int:number>.png")
def page_image(public_id: str, number: int) -> ResponseReturnValue:
    """The picture of a page of the CV; kept by the browser only for as long as a session of work lasts.

    Painted over in a blind review, and not kept then: it is another one as soon as the person is shown.
    """
    file = page_of(public_id, number, by=current_user)
    if file.application is not None and is_hidden(file.application):
        masked = masked_for_review(file.application)
        response = sealed(painted_page(file, masked.document, masked.spans))
        response.headers["Cache-Control"] = "no-store"
        return response
    response = sealed(send_file(content(file.key), mimetype="image/png", etag=file.sha256))
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
