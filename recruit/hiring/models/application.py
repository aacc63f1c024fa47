"""A candidacy and all that belongs to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.hiring.models.opening import Opening, OpeningVersion
from recruit.hiring.models.user import User
from recruit.storage.database import JsonOrNull, db, now

if TYPE_CHECKING:
    from recruit.hiring.models.reviewing import Mention, StruckEvidence


class Stage(StrEnum):
    NEW = "new"
    IN_REVIEW = "in_review"
    SHORTLISTED = "shortlisted"
    INTERVIEW = "interview"
    OFFER = "offer"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ReadingStatus(StrEnum):
    """How far the reading of the CV is. REJECTED: it can't be read, a person must look."""

    NO_CV = "no_cv"
    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    REJECTED = "rejected"


class Application(db.Model):
    """One person's candidacy for one opening, with what they declare in the form.

    `public_id` is unguessable and stands in addresses. `degree`, `degree_status`,
    `mba` and `skills` hold the codes of `recruit.facts`; `related_years` in years;
    `salary_expectation` in whole units of the opening's currency a year.
    """

    __tablename__ = "applications"
    __table_args__ = (Index("ix_applications_opening_stage", "opening_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    language: Mapped[str] = mapped_column(String(2))
    stage: Mapped[str] = mapped_column(String(12), default=Stage.NEW)

    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)
    #: name and e-mail in small letters without accents, to look for
    folded: Mapped[str] = mapped_column(String(400), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    degree: Mapped[str | None] = mapped_column(String(12))
    degree_status: Mapped[str | None] = mapped_column(String(12))
    degree_field: Mapped[str] = mapped_column(String(120), default="")
    mba: Mapped[str | None] = mapped_column(String(12))
    related_years: Mapped[float | None] = mapped_column(Float)
    skills: Mapped[list[Any]] = mapped_column(default=list)
    salary_expectation: Mapped[int | None]
    availability: Mapped[str] = mapped_column(String(120), default="")
    #: how they came to the job page, as its address said (`?source=`, `?utm_source=`)
    source: Mapped[str | None] = mapped_column(String(60))
    message: Mapped[str] = mapped_column(Text, default="")
    #: ids of the questions whose answers break their knock-out rule; null: none
    knock_outs: Mapped[list[Any] | None] = mapped_column(JsonOrNull)
    #: when and to which notice they agreed; empty while they did not (somebody at the desk added them)
    agreed_at: Mapped[datetime | None]
    privacy_version: Mapped[str] = mapped_column(String(20))
    #: when the mail that tells who was added at the desk was ordered; empty for who filled in the form
    told_at: Mapped[datetime | None]

    reading_status: Mapped[str] = mapped_column(String(10), default=ReadingStatus.WAITING)
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("cv_readings.id", use_alter=True))
    score_id: Mapped[int | None] = mapped_column(ForeignKey("scores.id", use_alter=True))
    #: since when it is part of another application of the same person (see `models.reviewing.Merge`); in no list then
    merged_at: Mapped[datetime | None]

    opening: Mapped[Opening] = relationship()
    reading: Mapped[CvReading | None] = relationship(foreign_keys=reading_id, post_update=True)
    score: Mapped[StoredScore | None] = relationship(foreign_keys=score_id, post_update=True)
    files: Mapped[list[CvFile]] = relationship(back_populates="application", order_by="CvFile.id")
    notes: Mapped[list[Note]] = relationship(back_populates="application", order_by="Note.id.desc()")
    confirmations: Mapped[list[FactConfirmation]] = relationship(
        back_populates="application", order_by="FactConfirmation.id"
    )
    strikes: Mapped[list[StruckEvidence]] = relationship(
        back_populates="application", order_by="StruckEvidence.id", passive_deletes="all"
    )
    stage_changes: Mapped[list[StageChange]] = relationship(back_populates="application", order_by="StageChange.id")
    verdicts: Mapped[list[Verdict]] = relationship(back_populates="application", order_by="Verdict.id")


class CvFile(db.Model):
    """An uploaded original, or the picture of one of its pages (`page` from 1).

    `application_id` is empty while the form it was chosen in is not complete yet:
    `token` then finds it again, so that an error in the form loses no file.
    """

    __tablename__ = "cv_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    key: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    page: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application | None] = relationship(back_populates="files")


class CvReading(db.Model):
    """What one version of the reader made of one file. Never changed; a new reading is a new row.

    `facts` is `facts.facts_to_dict`; `document` (loaded only when asked for) is
    the text with the place of every word. Both empty when `rejected` is set.
    """

    __tablename__ = "cv_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("cv_files.id"))
    as_of: Mapped[str] = mapped_column(String(7))
    reader_version: Mapped[str] = mapped_column(String(40))
    lexicon_version: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any] | None]
    document: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull, deferred=True)
    rejected: Mapped[str | None] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(String(500), default="")
    seconds: Mapped[float] = mapped_column(default=0.0)
    created_at: Mapped[datetime] = mapped_column(default=now)


class StoredScore(db.Model):
    """A score as it was given, with its explanation. Never changed; a new score is a new row.

    `explanation` is `score_to_json`. The bars of the list are `parts`:
    criterion -> [points, most, founding, pieces], the pieces being [points,
    founding] and absent in scores of old; `basis` is what a preview of other
    weights needs (`scoring.basis`), None in scores of old; its strip of experience is `strip`:
    [first month, last month, core or adjacent], months as `facts.Month.ordinal`.
    `language` is the CV's, or the form's where no CV was read; `flags` are the
    ids of all that a person should look at.
    """

    __tablename__ = "scores"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    opening_version_id: Mapped[int] = mapped_column(ForeignKey("opening_versions.id"))
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("cv_readings.id"))
    points: Mapped[float] = mapped_column(index=True)
    low: Mapped[float]
    high: Mapped[float]
    band: Mapped[str] = mapped_column(String(10))
    core_months: Mapped[int]
    related_months: Mapped[int]
    highest_degree: Mapped[str] = mapped_column(String(12))
    mba: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(8))
    flags: Mapped[list[Any]]
    parts: Mapped[dict[str, Any]]
    strip: Mapped[list[Any]]
    #: `sales:shown`, `marketing:declared`: each skill that counts, and how it is founded; None in scores of old
    skills: Mapped[list[Any] | None] = mapped_column(JsonOrNull)
    explanation: Mapped[dict[str, Any]] = mapped_column(JsonOrNull, deferred=True)
    basis: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull, deferred=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    opening_version: Mapped[OpeningVersion] = relationship()


class FactConfirmation(db.Model):
    """A recruiter's word on a fact (see `facts.Confirmation`); undone rather than deleted.

    `evidence` are the words of the CV that they pointed at: `{"start", "end", "quote", "page"}`.
    """

    __tablename__ = "fact_confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    fact: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(500))
    evidence: Mapped[dict[str, Any] | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship(back_populates="confirmations")
    by: Mapped[User] = relationship()


class StageChange(db.Model):
    """A move from stage to stage. `reason_code` is one of `hiring.reasons` where somebody was rejected."""

    __tablename__ = "stage_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    before: Mapped[str] = mapped_column(String(12))
    after: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(500), default="")
    reason_code: Mapped[str | None] = mapped_column(String(30))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship(back_populates="stage_changes")
    by: Mapped[User | None] = relationship()


class Note(db.Model):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]

    mentions: Mapped[list[Mention]] = relationship(back_populates="note", order_by="Mention.id", passive_deletes="all")

    application: Mapped[Application] = relationship(back_populates="notes")
    by: Mapped[User] = relationship()


class Verdict(db.Model):
    """A view as it was given before there were composed shortlists; kept as it was (now: `ShortlistView`)."""

    __tablename__ = "verdicts"
    __table_args__ = (UniqueConstraint("application_id", "by_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    up: Mapped[bool]
    comment: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    application: Mapped[Application] = relationship(back_populates="verdicts")
    by: Mapped[User] = relationship()


class Mail(db.Model):
    """A mail to the applicant. Its words are made when it is sent: `template` names them (`templates/mail/`).

    `subject` and `text` are set where a person wrote them.
    """

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    template: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
