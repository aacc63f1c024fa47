"""A CV is read while its form is filled in; the application then takes that reading over.

The reading hangs on its file. It is taken over when the bytes (the same file),
the reader, its words and the month are those that a new reading would have.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from recruit.facts import Month, facts_to_dict
from recruit.hiring.models import CvFile, EarlyReading, ReadingStatus
from recruit.hiring.operations.transaction import finish, request_job
from recruit.reading.document import Rejected, document_to_dict
from recruit.reading.sandbox import read_safely
from recruit.storage import files
from recruit.storage.database import db, now

log = logging.getLogger("recruit.hiring")


@dataclass(frozen=True)
class FileRead:
    """What came out of reading a file; `images` are the pictures of its pages."""

    facts: dict[str, Any] | None
    document: dict[str, Any] | None
    reader_version: str
    lexicon_version: str
    rejected: str | None
    message: str
    seconds: float
    images: tuple[bytes, ...]


def versions() -> tuple[str, str]:
    """Of the reader, and of its words."""
    # here, not above: the reader's words and models take a second and 100 MB, which the web can do without
    from recruit.reading import lexicon
    from recruit.reading.reader import READER_VERSION

    return READER_VERSION, lexicon.version()


def read_file(file: CvFile, month: Month) -> FileRead:
    """Read a file at arm's length; a file that can't be read says why in `rejected`."""
    data = files.get(file.key)
    started = time.perf_counter()
    try:
        reading = read_safely(data, file.filename, month, images=True)
    except Rejected as rejected:
        return FileRead(
            None, None, *versions(), rejected.id[:40], rejected.message[:500], _since(started), ()
        )  # fmt: skip
    return FileRead(
        facts_to_dict(reading.facts),
        document_to_dict(reading.document),
        reading.facts.reader,
        reading.facts.lexicon,
        None,
        "",
        _since(started),
        tuple(reading.images[: current_app.config["MAX_PAGES_SHOWN"]]),
    )


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)


def request_early_reading(file: CvFile) -> EarlyReading:
    """Have a file read for its form, in the present transaction; what was read already stays."""
    found = early_reading_of(file.id)
    if found is not None:
        return found
    row = EarlyReading(file_id=file.id, pages=[])
    db.session.add(row)
    request_job("read_early", file.id)
    return row


def early_reading_of(file_id: int) -> EarlyReading | None:
    """The reading of a file for its form, done or not."""
    found: EarlyReading | None = db.session.scalar(select(EarlyReading).where(EarlyReading.file_id == file_id))
    return found


def read_early(file_id: int) -> None:
    """The job: read the file and keep what was read. Nothing happens when the form is sent or gone by now."""
    row, file = early_reading_of(file_id), db.session.get(CvFile, file_id)
    if row is None or file is None or file.application_id is not None or row.status == ReadingStatus.READ:
        return
    row.status = ReadingStatus.READING
    finish()
    today = now()
    month = Month(today.year, today.month)
    read = read_file(file, month)
    pages = []
    for picture in read.images:
        key = f"early/{file_id}/{secrets.token_hex(16)}.png"
        files.put(key, picture)
        pages.append([key, len(picture), sha256(picture).hexdigest()])
    db.session.expire_all()
    row, file = early_reading_of(file_id), db.session.get(CvFile, file_id)
    if row is None or file is None or file.application_id is not None:  # gone or sent meanwhile
        if row is not None:
            db.session.delete(row)
            finish()
        for page in pages:
            files.delete(str(page[0]))
        return
    row.as_of, row.seconds, row.pages = str(month), read.seconds, pages
    row.reader_version, row.lexicon_version = read.reader_version, read.lexicon_version
    row.facts, row.document = read.facts, read.document
    row.rejected, row.message = read.rejected, read.message
    row.status = ReadingStatus.REJECTED if read.rejected else ReadingStatus.READ
    finish()


def give_up_early(file_id: int, reason: str) -> None:
    """The job failed for good: the form is filled in by hand, and the application's own reading tries again."""
    row = early_reading_of(file_id)
    if row is None or row.status == ReadingStatus.READ:
        return
    log.error("early reading given up", extra={"file": file_id})
    row.status, row.rejected, row.message = ReadingStatus.REJECTED, "failed", reason[:500]
    finish()


def early_reading_for(file: CvFile, month: Month) -> EarlyReading | None:
    """The reading that a new one would repeat word for word; None when there is none such."""
    row: EarlyReading | None = db.session.scalar(
        select(EarlyReading).where(EarlyReading.file_id == file.id).options(undefer(EarlyReading.document))
    )
    if row is None or row.as_of != str(month) or row.rejected == "failed":
        return None
    if row.status not in (ReadingStatus.READ, ReadingStatus.REJECTED):
        return None
    return row if (row.reader_version, row.lexicon_version) == versions() else None


def forget_early_readings(file_ids: Iterable[int], *, keep_pages: bool = False) -> list[str]:
    """Delete the readings of these files, in the present transaction; the keys of the pictures of their pages."""
    ids = list(file_ids)
    if not ids:
        return []
    found = list(db.session.scalars(select(EarlyReading.pages).where(EarlyReading.file_id.in_(ids))))
    db.session.execute(delete(EarlyReading).where(EarlyReading.file_id.in_(ids)))
    return [] if keep_pages else [page[0] for pages in found for page in pages]
