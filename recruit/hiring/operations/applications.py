"""Applying: the CV is kept as soon as it arrives, the application once its form is right."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any

from flask import current_app
from sqlalchemy import delete, func, select

from recruit.facts import SKILLS, Level, Mba, Status
from recruit.hiring.folding import fold
from recruit.hiring.models import Application, CvFile, Draft, Mail, Opening, Prefill, ReadingStatus, Stage
from recruit.hiring.operations.answers import checked_answers, keep_answers
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.drafts import draft_sent
from recruit.hiring.operations.early_readings import forget_early_readings
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.scoring import hold_version, score_now
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.queries.files import file_by_token
from recruit.hiring.queries.openings import is_open, questions_of
from recruit.reading.document import Rejected
from recruit.reading.files.sniff import sniff
from recruit.storage import files
from recruit.storage.database import db, now

#: media types by the kind that `sniff` finds
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "doc": "application/msword",
    "txt": "text/plain",
}

#: an upload whose form was never completed is forgotten after this
FORGET_UPLOADS = timedelta(days=1)
#: the same person sending the same file again within this has pressed the button twice
SENT_TWICE = timedelta(minutes=10)
MOST_YEARS = 70.0


@dataclass(frozen=True)
class ApplicationForm:
    """What the applicant typed. Codes are those of `recruit.facts`; `related_years` in years, the salary a year."""

    name: str
    email: str
    phone: str = ""
    degree: str | None = None
    degree_status: str | None = None
    degree_field: str = ""
    mba: str | None = None
    related_years: float | None = None
    skills: list[str] = field(default_factory=list)
    salary_expectation: int | None = None
    availability: str = ""
    message: str = ""
    #: id of a question -> the answer, as `role_profile.questions` says; of a file its token
    answers: dict[str, Any] = field(default_factory=dict)
    #: what the form was filled with from the CV, as `Prefill` keeps it
    offered: dict[str, Any] = field(default_factory=dict)
    posts: list[Any] | None = None


def keep_upload(upload: IO[bytes] | bytes, filename: str, media_type: str = "") -> CvFile:
    """Keep a CV of which the form is not complete yet; `find_upload(token)` finds it again.

    Invalid("cv", "empty" | "too_large" | "wrong_kind"). The kind is what the
    bytes are, whatever name and `media_type` the browser gives.
    """
    most = current_app.config["MAX_UPLOAD_MB"] * 1024 * 1024
    data = upload if isinstance(upload, bytes) else upload.read(most + 1)
    if not data:
        raise Invalid("cv", "empty")
    if len(data) > most:
        raise Invalid("cv", "too_large", most=current_app.config["MAX_UPLOAD_MB"])
    kind = _kind(data, filename)
    token = secrets.token_urlsafe(32)
    key = f"cv/{now():%Y/%m}/{secrets.token_hex(16)}"
    files.put(key, data)
    row = CvFile(
        token=token,
        key=key,
        filename=_tidy(filename, kind),
        media_type=MEDIA_TYPES[kind],
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    db.session.add(row)
    finish()
    return row


def _kind(data: bytes, filename: str) -> str:
    """The kind of document. One that is locked or damaged is kept all the same: a person will look at it."""
    try:
        return sniff(data, filename).name
    except Rejected as rejected:
        ending = filename.rpartition(".")[2].lower()
        if rejected.id == "empty":
            raise Invalid("cv", "empty") from rejected
        if rejected.id in {"encrypted", "damaged"} and ending in MEDIA_TYPES:
            return ending
        raise Invalid("cv", "wrong_kind") from rejected


def _tidy(filename: str, kind: str) -> str:
    """The name without folders and control characters, never empty, at most 255."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    name = "".join(letter for letter in name if letter.isprintable()).strip(" .")
    if not name:
        return f"cv.{kind}"
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= 255 else f"{(stem or ending)[:240]}{dot}{ending[:10]}"


def find_upload(token: str) -> CvFile | None:
    """The upload of this token that belongs to no application yet."""
    row = file_by_token(token)
    return row if row and row.application_id is None and row.page is None else None


def forget_uploads() -> int:
    """Delete uploads of which the form was never completed, and that no draft keeps; how many."""
    kept = select(Draft.cv_id).where(Draft.cv_id.is_not(None))
    old = list(
        db.session.scalars(
            select(CvFile).where(
                CvFile.application_id.is_(None),
                CvFile.created_at < now() - FORGET_UPLOADS,
                CvFile.id.not_in(kept),
            )
        )
    )
    for key in [*(row.key for row in old), *forget_early_readings(row.id for row in old)]:
        files.delete(key)
    if old:
        db.session.execute(delete(CvFile).where(CvFile.id.in_([row.id for row in old])))
        record("uploads.forgotten", "uploads", None, {"files": len(old)}, by=None, actor="system")
        finish()
    return len(old)


def check_form(form: ApplicationForm) -> None:
    """The last word on what the pages have checked already: what is stored must make sense to the scoring."""
    for name in ("name", "email"):
        if not getattr(form, name).strip():
            raise Invalid(name, "required")
    if "@" not in form.email:
        raise Invalid("email", "not_an_email")
    for name, allowed in (("degree", Level), ("degree_status", Status), ("mba", Mba)):
        value = getattr(form, name)
        if value is not None and value not in set(allowed):
            raise Invalid(name, "unknown")
    if not set(form.skills) <= set(SKILLS):
        raise Invalid("skills", "unknown")
    if form.related_years is not None and not 0 <= form.related_years <= MOST_YEARS:
        raise Invalid("related_years", "out_of_range", least=0, most=MOST_YEARS)
    if form.salary_expectation is not None and not 0 <= form.salary_expectation <= 100_000_000:
        raise Invalid("salary_expectation", "out_of_range", least=0, most=100_000_000)


def sent_before(opening: Opening, form: ApplicationForm, cv: CvFile) -> Application | None:
    """The application that the same button made a moment ago; the opening is held, so that two at once take turns."""
    hold_version(opening.id)
    found: Application | None = db.session.scalar(
        select(Application)
        .join(CvFile, CvFile.application_id == Application.id)
        .where(
            Application.opening_id == opening.id,
            func.lower(Application.email) == form.email.strip()[:254].lower(),
            Application.created_at > now() - SENT_TWICE,
            CvFile.sha256 == cv.sha256,
        )
        .order_by(Application.id)
        .limit(1)
    )
    return found


def application_row(
    opening: Opening,
    form: ApplicationForm,
    *,
    cv: CvFile | None,
    language: str,
    privacy_version: str,
    at: datetime,
    source: str | None,
) -> Application:
    """What a checked form makes. Without a `privacy_version` nothing was agreed to: the person is told by mail."""
    return Application(
        public_id=secrets.token_urlsafe(16),
        opening_id=opening.id,
        created_at=at,
        language=language,
        stage=Stage.NEW,
        source=(source or "")[:60] or None,
        name=form.name.strip()[:120],
        email=form.email.strip()[:254],
        folded=fold(f"{form.name} {form.email}")[:400],
        phone=form.phone.strip()[:40],
        degree=form.degree,
        degree_status=form.degree_status,
        degree_field=form.degree_field.strip()[:120],
        mba=form.mba,
        related_years=form.related_years,
        skills=[skill for skill in SKILLS if skill in form.skills],
        salary_expectation=form.salary_expectation,
        availability=form.availability.strip()[:120],
        message=form.message.strip(),
        agreed_at=at if privacy_version else None,
        privacy_version=privacy_version,
        told_at=None if privacy_version else at,
        reading_status=ReadingStatus.WAITING if cv else ReadingStatus.NO_CV,
    )


def begin_reading(application: Application, cv: CvFile | None) -> None:
    """Have the CV read, or score what was declared; in the present transaction."""
    if cv is not None:
        cv.application_id = application.id
        request_job("read_cv", application.id)
    else:
        score_now(application, hold_version(application.opening_id))


def send_first_mail(application: Application, template: str) -> None:
    """The mail that carries the first link to the applicant's own page; in the present transaction."""
    mail = Mail(application_id=application.id, template=template, language=application.language)
    db.session.add(mail)
    db.session.flush()
    request_job("send_mail", mail.id)


def submit_application(
    opening: Opening,
    form: ApplicationForm,
    *,
    cv: CvFile | None,
    language: str,
    privacy_version: str,
    at: datetime | None = None,
    draft: Draft | None = None,
    source: str | None = None,
) -> Application:
    """An application, with the jobs that read the CV and thank the applicant.

    `at` is when it came, if that was earlier than now (the log always tells when it was stored).
    `draft` is what the form was kept in: it is deleted. `source` is where the applicant came from, if the address said.
    Sending the same upload twice, or the same file a moment later, gives the application it made the first time.
    Invalid("opening", "closed"), and the form's fields.
    """
    if cv is not None and cv.application_id is not None:
        earlier = db.session.get_one(Application, cv.application_id)
        if earlier.opening_id == opening.id and earlier.email == form.email.strip():
            return earlier
        raise Invalid("cv", "used")
    if not is_open(opening):
        raise Invalid("opening", "closed")
    check_form(form)
    questions = questions_of(opening.version)
    answers = checked_answers(questions, form.answers)
    if cv is not None and (before := sent_before(opening, form, cv)):
        finish()
        return before
    application = application_row(
        opening, form, cv=cv, language=language, privacy_version=privacy_version, at=at or now(), source=source
    )
    db.session.add(application)
    db.session.flush()
    keep_answers(application, questions, answers)
    if form.offered or form.posts is not None:
        db.session.add(Prefill(application_id=application.id, offered=form.offered, posts=form.posts))
    if draft is not None:
        draft_sent(draft)
    begin_reading(application, cv)
    send_first_mail(application, "acknowledgement")
    record(
        "application.submitted",
        application,
        None,
        {"opening": opening.id, "language": language, "cv": cv is not None, "privacy_version": privacy_version},
        by=None,
        actor="applicant",
    )
    finish()
    return application
