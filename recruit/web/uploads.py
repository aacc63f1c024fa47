"""Files that come with a form: a file that is too big costs its sender the file, not what they typed.

The form as a whole may be larger than the largest file. Of each file only as
much is kept as may be, and one byte more, so that the view can tell it was
too big and answer inside the form.
"""

from __future__ import annotations

from typing import IO, Any, cast

from flask import Flask, Request, request
from werkzeug.formparser import default_stream_factory

#: A form is read up to this many times the largest file; beyond that it is refused unread (413).
PATIENCE = 20

#: Form fields may arrive in as many parts as this, files included.
MOST_PARTS = 400

#: where a form with files is read
PATIENT = ("careers.apply", "careers.upload", "my.send_cv", "my.add_more")


class CappedFile:
    """A place for an uploaded file that keeps `most` bytes and one more, and lets the rest go."""

    def __init__(self, kept: IO[bytes], most: int) -> None:
        self._kept = kept
        self._left = most + 1

    def write(self, data: bytes) -> int:
        if self._left > 0:
            self._kept.write(data[: self._left])
            self._left -= len(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kept, name)


class UploadRequest(Request):
    """Flask's request, with files capped at `MAX_UPLOAD_MB` where a form is read patiently."""

    max_file_size: int | None = None

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        stream = default_stream_factory(total_content_length, content_type, filename, content_length)
        return stream if self.max_file_size is None else cast("IO[bytes]", CappedFile(stream, self.max_file_size))


def register(app: Flask) -> None:
    """Read the forms with files patiently; every other form as the settings say."""
    app.request_class = UploadRequest
    most = app.config["MAX_UPLOAD_MB"] * 1024 * 1024

    @app.before_request
    def patience() -> None:
        if request.endpoint in PATIENT and request.method == "POST":
            cast("UploadRequest", request).max_file_size = most
            request.max_content_length = PATIENCE * most
            request.max_form_parts = MOST_PARTS
