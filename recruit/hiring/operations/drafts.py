"""Drafts: what an applicant has typed and chosen so far, kept under a token until it is sent or expires.

Nobody of the team sees a draft. Whoever holds its token (in the address of the
form, or in the mailed link) goes on with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, func, select, update

from recruit.hiring.models import Attachment, CvFile, Draft, EarlyReading, Opening
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.early_readings import forget_early_readings, request_early_reading
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.transaction import finish, request_job
from recruit.storage import files
from recruit.storage.database import db, now

#: mails with the link of one draft, and the pause between two
MOST_MAILS = 5
MAIL_PAUSE = timedelta(minutes=2)
#: characters of all that a draft may hold, and names of fields
MOST_TYPED = 60_000
MOST_FIELDS = 250


def _tidy(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What can be stored of what was typed; Invalid("form", "too_long") beyond all measure."""
    form = {name[:60]: [value.replace("\0", "") for value in values] for name, values in typed.items()}
    size = sum(len(value) for values in form.values() for value in values)
    if size > MOST_TYPED or len(form) > MOST_FIELDS:
        raise Invalid("form", "too_long")
    return form


def expiry() -> datetime:
    """When a draft that is saved now expires."""
    days: int = current_app.config["DRAFT_DAYS"]
    return now() + timedelta(days=days)


def draft_by_token(token: str, opening: Opening) -> Draft | None:
    """The draft of this token for this opening, unless it has expired."""
    if not token or len(token) > 60 or "\0" in token:
        return None
    found: Draft | None = db.session.scalar(
        select(Draft).where(Draft.token == token, Draft.opening_id == opening.id, Draft.expires_at > now())
    )
    return found


def save_draft(
    opening: Opening,
    typed: Mapping[str, Sequence[str]],
    *,
    language: str,
    draft: Draft | None = None,
    cv: CvFile | None = None,
    attachments: Sequence[Attachment] = (),
    read: bool = False,
) -> Draft:
    """Keep what was typed, with the files chosen; a draft of its own where there is none yet.

    A new `cv` takes the place of the one before. `read`: have it read for the
    form. Invalid("form", "too_long").
    """
    form = _tidy(typed)
    if draft is None:
        draft = Draft(
            opening_id=opening.id, token=secrets.token_urlsafe(32), language=language, form=form, expires_at=expiry()
        )
        db.session.add(draft)
    draft.form, draft.language = form, language
    draft.changed_at, draft.expires_at = now(), expiry()
    gone: list[str] = []
    if cv is not None and cv.application_id is None and cv.id != draft.cv_id:
        before, draft.cv_id = draft.cv_id, cv.id
        db.session.flush()
        gone = _forget_cv(before)
    db.session.flush()
    for attachment in attachments:
        if attachment.application_id is None:
            attachment.draft_id = draft.id
    if read and cv is not None and cv.application_id is None:
        request_early_reading(cv)
    finish()
    for key in gone:
        files.delete(key)
    return draft


def remove_cv(draft: Draft) -> None:
    """Take the CV out of the draft, with what was read in it."""
    before, draft.cv_id = draft.cv_id, None
    db.session.flush()
    gone = _forget_cv(before)
    finish()
    for key in gone:
        files.delete(key)


def _forget_cv(file_id: int | None) -> list[str]:
    """Delete the row of an upload that no application has, and its reading; the keys to delete afterwards."""
    if file_id is None or db.session.scalar(select(func.count()).where(Draft.cv_id == file_id)):
        return []
    file = db.session.get(CvFile, file_id)
    if file is None or file.application_id is not None:
        return []
    keys = [file.key, *forget_early_readings([file_id])]
    db.session.execute(delete(CvFile).where(CvFile.id == file_id))
    return keys


def mail_draft(draft: Draft, email: str) -> None:
    """Send the link of the draft. Invalid("email", "not_an_email" | "too_many" | "too_soon")."""
    email = email.strip()
    before, at, after = email.partition("@")
    if not (before and at and "." in after) or len(email) > 254 or any(letter.isspace() for letter in email):
        raise Invalid("email", "not_an_email")
    if draft.mails >= MOST_MAILS:
        raise Invalid("email", "too_many", most=MOST_MAILS)
    if draft.mailed_at is not None and draft.mailed_at > now() - MAIL_PAUSE and draft.email == email:
        raise Invalid("email", "too_soon")
    draft.email, draft.mails, draft.mailed_at = email, draft.mails + 1, now()
    draft.expires_at = expiry()
    request_job("send_draft_link", draft.id)
    record("draft.link_asked", f"opening:{draft.opening_id}", by=None, actor="applicant")
    finish()


def discard_draft(draft: Draft) -> None:
    """Delete the draft, its files and what was read in them: the applicant's wish."""
    keys = _delete([draft])
    record("draft.discarded", f"opening:{draft.opening_id}", by=None, actor="applicant")
    finish()
    for key in keys:
        files.delete(key)


def draft_sent(draft: Draft) -> None:
    """The application is there: nothing but the draft itself goes, in the present transaction."""
    db.session.execute(update(Attachment).where(Attachment.draft_id == draft.id).values(draft_id=None))
    db.session.delete(draft)


def forget_drafts() -> int:
    """Delete the drafts that have expired, with their files; how many."""
    old = list(db.session.scalars(select(Draft).where(Draft.expires_at <= now()).limit(500)))
    if not old:
        return 0
    keys = _delete(old)
    record("drafts.forgotten", "drafts", None, {"drafts": len(old)}, by=None, actor="system")
    finish()
    for key in keys:
        files.delete(key)
    return len(old)


def _delete(drafts: Sequence[Draft]) -> list[str]:
    ids = [draft.id for draft in drafts]
    cvs = [draft.cv_id for draft in drafts]
    mine = (Attachment.draft_id.in_(ids), Attachment.application_id.is_(None))
    keys = list(db.session.scalars(select(Attachment.key).where(*mine)))
    db.session.execute(delete(Attachment).where(*mine))
    db.session.execute(update(Attachment).where(Attachment.draft_id.in_(ids)).values(draft_id=None))
    db.session.execute(delete(Draft).where(Draft.id.in_(ids)).execution_options(synchronize_session=False))
    for file_id in cvs:
        keys += _forget_cv(file_id)
    return keys


def draft_for_mail(draft_id: int) -> Draft:
    """With its opening; NotFound."""
    draft = db.session.get(Draft, draft_id)
    if draft is None:
        raise NotFound(f"draft:{draft_id}")
    return draft


def reading_of(draft: Draft) -> EarlyReading | None:
    """What was read in the draft's CV, done or not."""
    found: EarlyReading | None = None
    if draft.cv_id is not None:
        found = db.session.scalar(select(EarlyReading).where(EarlyReading.file_id == draft.cv_id))
    return found
