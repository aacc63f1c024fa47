"""The picture of a page of a CV with what is hidden painted over, as an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO

from flask import Response, abort, request, send_file

from recruit.hiring.blind.covering import Span
from recruit.hiring.blind.picture import blind_picture
from recruit.hiring.models import CvFile
from recruit.reading.document import Document
from recruit.storage import files


def painted(data: bytes, number: int, document: Document | None, hidden: Sequence[Span]) -> bytes | None:
    """The page painted over; None where nothing could be hidden, since no word of it is known."""
    page = next((page for page in document.pages if page.number == number), None) if document else None
    if document is None or page is None:
        return None
    return blind_picture(data, page, document.words, hidden)


def painted_page(file: CvFile, document: Document | None, hidden: Sequence[Span]) -> Response:
    """The picture of a page, painted over; 404 where it can't be. Painted anew only for who has not got it."""
    etag = hashlib.sha256(f"{file.sha256} {tuple(hidden)}".encode()).hexdigest()
    try:
        data: bytes | None = files.get(file.key)
    except files.NoSuchFile:
        abort(404)
    if data is not None and etag not in request.if_none_match:
        data = painted(data, file.page or 0, document, hidden)
    if data is None:
        abort(404)
    return send_file(BytesIO(data), mimetype="image/png", etag=etag)
