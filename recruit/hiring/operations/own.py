"""What applicants do about their own application: correct, send another CV, ask for a person, withdraw.

There is no user behind these acts: who holds the mailed link is the applicant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from recruit.facts import SKILLS, Level, Mba, Status
from recruit.hiring.folding import fold
from recruit.hiring.models import (
    Application,
    Asking,
    Correction,
    CvFile,
    Mail,
    PersonRequest,
    ReadingStatus,
    Stage,
    StageChange,
    User,
)
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.scoring import hold_version, score_now
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.permissions import require
from recruit.hiring.queries.openings import is_open
from recruit.storage.database import db, now

#: what an applicant can put right, with the longest text where it is one
CORRECTABLE = {
    "name": 120,
    "phone": 40,
    "degree": None,
    "degree_status": None,
    "degree_field": 120,
    "mba": None,
    "related_years": None,
    "skills": None,
    "salary_expectation": None,
    "availability": 120,
    "message": 4000,
}
REMARK = "remark"
MOST_TEXT = 2000
MOST_YEARS = 70.0
MOST_SALARY = 100_000_000
#: one person's CVs for one opening; more is no correction any more
MOST_CVS = 12


def _checked(field: str, value: Any) -> Any:
    """The value as it is stored; Invalid(field, "required" | "too_long" | "unknown" | "out_of_range")."""
    if (most := CORRECTABLE[field]) is not None:
        text = str(value or "").strip()
        if field == "name" and not text:
            raise Invalid(field, "required")
        if len(text) > most:
            raise Invalid(field, "too_long", most=most)
        return text
    if field == "salary_expectation":
        if value is not None and not 0 <= int(value) <= MOST_SALARY:
            raise Invalid(field, "out_of_range", least=0, most=MOST_SALARY)
        return None if value is None else int(value)
    if field == "skills":
        if not isinstance(value, list) or not set(value) <= set(SKILLS):
            raise Invalid(field, "unknown")
        return [skill for skill in SKILLS if skill in value]
    if field == "related_years":
        if value is not None and not 0 <= float(value) <= MOST_YEARS:
            raise Invalid(field, "out_of_range", least=0, most=MOST_YEARS)
        return None if value is None else float(value)
    allowed: tuple[str, ...] = {"degree": tuple(Level), "degree_status": tuple(Status), "mba": tuple(Mba)}[field]
    if value is not None and value not in allowed:
        raise Invalid(field, "unknown")
    return None if value is None else str(value)


def correct(application: Application, changes: Mapping[str, Any], *, remark: str = "") -> list[Correction]:
    """Keep what the applicant puts right as declared, and score again; nothing is kept where nothing differs.

    `remark` is what they say was read wrongly: for a person to look at. Invalid: as `_checked`, ("remark", "too_long").
    """
    remark = remark.strip()
    if len(remark) > MOST_TEXT:
        raise Invalid(REMARK, "too_long", most=MOST_TEXT)
    wanted = {field: _checked(field, value) for field, value in changes.items() if field in CORRECTABLE}
    version = hold_version(application.opening_id)
    db.session.refresh(application)
    rows: list[Correction] = []
    for field, value in wanted.items():
        before = getattr(application, field)
        if before == value or (not before and not value and value is not False):
            continue
        rows.append(Correction(application_id=application.id, field=field, before=before, after=value))
        setattr(application, field, value)
    if remark:
        rows.append(Correction(application_id=application.id, field=REMARK, after=remark))
    if not rows:
        finish()
        return []
    db.session.add_all(rows)
    application.folded = fold(f"{application.name} {application.email}")[:400]
    points = application.score.points if application.score else None
    before_state = {row.field: row.before for row in rows if row.field != REMARK} | {"points": points}
    after_state: dict[str, Any] = {row.field: row.after for row in rows}
    db.session.flush()
    if application.reading_status not in (ReadingStatus.WAITING, ReadingStatus.READING):
        after_state["points"] = score_now(application, version).points
    record("application.corrected", application, before_state, after_state, by=None, actor="applicant")
    finish()
    return rows


def replace_cv(application: Application, cv: CvFile) -> None:
    """Another CV in place of the last: it is read and scored anew, and the earlier file is kept.

    Until the closing day. Invalid("cv", "closed" | "withdrawn" | "used" | "too_many").
    """
    if application.stage == Stage.WITHDRAWN:
        raise Invalid("cv", "withdrawn")
    if not is_open(application.opening):
        raise Invalid("cv", "closed")
    if cv.application_id is not None or cv.page is not None:
        raise Invalid("cv", "used")
    kept = db.session.scalar(
        select(func.count()).select_from(CvFile).where(CvFile.application_id == application.id, CvFile.page.is_(None))
    )
    if (kept or 0) >= MOST_CVS:
        raise Invalid("cv", "too_many", most=MOST_CVS)
    cv.application_id = application.id
    application.reading_status = ReadingStatus.WAITING
    request_job("read_cv", application.id)
    record("cv.replaced", application, None, {"file": cv.id}, by=None, actor="applicant")
    finish()


def withdraw(application: Application) -> StageChange | None:
    """The applicant takes the application back; None when that was done already."""
    before = application.stage
    if before == Stage.WITHDRAWN:
        return None
    application.stage = str(Stage.WITHDRAWN)
    change = StageChange(application_id=application.id, before=before, after=str(Stage.WITHDRAWN), by_id=None)
    db.session.add(change)
    record(
        "application.withdrawn",
        application,
        {"stage": before},
        {"stage": str(Stage.WITHDRAWN)},
        by=None,
        actor="applicant",
    )
    finish()
    return change


def ask_person(application: Application, kind: Asking | str, text: str = "") -> PersonRequest:
    """The applicant asks for a person; one that waits for an answer is added to rather than made twice.

    Invalid("kind", "unknown"), Invalid("text", "too_long").
    """
    if kind not in set(Asking):
        raise Invalid("kind", "unknown")
    text = text.strip()
    if len(text) > MOST_TEXT:
        raise Invalid("text", "too_long", most=MOST_TEXT)
    waiting: PersonRequest | None = db.session.scalar(
        select(PersonRequest).where(
            PersonRequest.application_id == application.id,
            PersonRequest.kind == str(kind),
            PersonRequest.answered_at.is_(None),
        )
    )
    if waiting is not None:
        if text and text not in waiting.text and len(waiting.text) + len(text) < 4 * MOST_TEXT:
            waiting.text = f"{waiting.text}\n\n{text}".strip()
        finish()
        return waiting
    request = PersonRequest(application_id=application.id, kind=str(kind), text=text)
    db.session.add(request)
    db.session.flush()
    record("person.asked", application, None, {"kind": str(kind), "request": request.id}, by=None, actor="applicant")
    finish()
    return request


def answer_request(request: PersonRequest, text: str, *, by: User | None) -> None:
    """A person answers: it stands on the applicant's page, and a mail says so.

    Invalid("answer", "required" | "too_long" | "answered").
    """
    application = request.application
    by = require(by, "requests.answer", application)
    text = text.strip()
    if not text:
        raise Invalid("answer", "required")
    if len(text) > 2 * MOST_TEXT:
        raise Invalid("answer", "too_long", most=2 * MOST_TEXT)
    if request.answered_at is not None:
        raise Invalid("answer", "answered")
    request.answer, request.answered_at, request.answered_by_id = text, now(), by.id
    mail = Mail(application_id=application.id, template="answer", language=application.language)
    db.session.add(mail)
    db.session.flush()
    request_job("send_mail", mail.id)
    record("person.answered", application, None, {"kind": request.kind, "request": request.id}, by=by)
    finish()
