"""What the form does by itself where scripts run: save as one types, send the CV at once, ask whether it is read.

Answers are JSON. Without scripts the form's own buttons do the same (`applying.keep`).
"""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time, gettext

from recruit.hiring.models import Draft, ReadingStatus
from recruit.hiring.operations.drafts import draft_by_token, reading_of, save_draft
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.openings import is_open
from recruit.storage.database import now
from recruit.web.careers import words
from recruit.web.careers.blueprint import blueprint, visible_opening
from recruit.web.careers.filling import sent_filling, typed_now
from recruit.web.extensions import limiter
from recruit.web.formats import size
from recruit.web.languages import language


def draft_limit() -> str:
    return str(current_app.config["DRAFT_LIMIT"])


def upload_limit() -> str:
    return str(current_app.config["UPLOAD_LIMIT"])


@blueprint.post("/jobs/<slug>/save")
@limiter.limit(draft_limit)
def save(slug: str) -> ResponseReturnValue:
    """Keep what was typed so far."""
    opening = visible_opening(slug)
    if not is_open(opening):
        return _closed()
    draft = draft_by_token(request.form.get("draft", ""), opening)
    try:
        kept = save_draft(opening, typed_now(draft), language=language(), draft=draft)
    except Invalid:
        return {"error": gettext("This is more text than we can keep. Shorten it and try again.")}, 422
    return _kept(kept)


@blueprint.post("/jobs/<slug>/upload")
@limiter.limit(upload_limit)
def upload(slug: str) -> ResponseReturnValue:
    """Keep the CV with what was typed so far, and have it read."""
    opening = visible_opening(slug)
    if not is_open(opening):
        return _closed()
    filling = sent_filling(opening)
    if filling.cv is None or "cv" in filling.faults:
        return {"error": filling.faults.get("cv") or str(words.CV_FAULTS["required"])}, 422
    try:
        kept = save_draft(
            opening,
            typed_now(filling.draft),
            language=language(),
            draft=filling.draft,
            cv=filling.cv,
            attachments=list(filling.attachments.values()),
            read=True,
        )
    except Invalid:
        return {"error": gettext("This is more text than we can keep. Shorten it and try again.")}, 422
    return _kept(kept) | {"file": filling.cv.filename, "size": size(filling.cv.size), "cv_token": filling.cv.token}


@blueprint.get("/jobs/<slug>/apply/<draft_token>/reading")
def reading(slug: str, draft_token: str) -> ResponseReturnValue:
    """How far the reading of the CV is: none, waiting, reading, read, rejected."""
    found = draft_by_token(draft_token, visible_opening(slug))
    row = reading_of(found) if found else None
    return {"status": str(row.status) if row else "none", "done": row is None or row.status in _DONE}


_DONE = (ReadingStatus.READ, ReadingStatus.REJECTED)


def _kept(kept: Draft) -> dict[str, Any]:
    return {
        "draft": kept.token,
        "url": url_for("careers.draft", slug=kept.opening.slug, draft_token=kept.token),
        "at": format_time(now(), "HH:mm"),
    }


def _closed() -> ResponseReturnValue:
    return {"error": gettext("This position is closed meanwhile; nothing more can be sent.")}, 409
