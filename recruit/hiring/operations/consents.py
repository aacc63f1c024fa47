"""Consents beyond the selection, and what people say of themselves for statistics."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from recruit.hiring.models import Application, Mail, PoolConsent, SelfIdentification
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.queries.retention import ASKED_BEFORE, later, rules
from recruit.storage.database import db, now

#: question -> the answers that can be chosen; empty (not said) is always one
IDENTIFYING: dict[str, tuple[str, ...]] = {
    "gender": ("woman", "man", "non_binary", "other"),
    "age_group": ("under_25", "25_34", "35_44", "45_54", "55_over"),
    "disability": ("yes", "no"),
    "origin": ("here", "rest_of_eu", "rest_of_europe", "latin_america", "africa", "asia", "elsewhere"),
}


def agree_to_notice(application: Application, version: str) -> bool:
    """Somebody whom the desk added agrees to the privacy notice, which nobody had asked them; whether it is new."""
    if application.agreed_at is not None:
        return False
    application.agreed_at, application.privacy_version = now(), version
    record("notice.agreed", application, None, {"privacy_version": version}, by=None, actor="applicant")
    finish()
    return True


def pool_consent(application: Application) -> PoolConsent | None:
    """The consent to the talent pool that holds now."""
    found: PoolConsent | None = db.session.scalar(
        select(PoolConsent)
        .where(
            PoolConsent.application_id == application.id,
            PoolConsent.ended_at.is_(None),
            PoolConsent.expires_at > now(),
        )
        .order_by(PoolConsent.id.desc())
        .limit(1)
    )
    return found


def give_pool_consent(application: Application) -> PoolConsent:
    """The applicant agrees to be kept for other openings, for as long as the rules say; given again, it is renewed."""
    earlier = pool_consent(application)
    if earlier is not None:
        earlier.ended_at = now()
    consent = PoolConsent(application_id=application.id, expires_at=later(now(), rules().pool_months))
    db.session.add(consent)
    act = "pool.renewed" if earlier else "pool.agreed"
    record(act, application, None, {"until": str(consent.expires_at.date())}, by=None, actor="applicant")
    finish()
    return consent


def end_pool_consent(application: Application) -> None:
    """The applicant takes the agreement back."""
    consent = pool_consent(application)
    if consent is None:
        return
    consent.ended_at = now()
    record("pool.ended", application, by=None, actor="applicant")
    finish()


def ask_renewals(at: datetime) -> int:
    """Mail those whose consent ends within `ASKED_BEFORE` and who were not asked yet; how many."""
    ending = list(
        db.session.scalars(
            select(PoolConsent).where(
                PoolConsent.ended_at.is_(None),
                PoolConsent.asked_at.is_(None),
                PoolConsent.expires_at > at,
                PoolConsent.expires_at <= at + ASKED_BEFORE,
            )
        )
    )
    for consent in ending:
        consent.asked_at = at
        application = consent.application
        mail = Mail(application_id=application.id, template="pool_renewal", language=application.language)
        db.session.add(mail)
        db.session.flush()
        request_job("send_mail", mail.id)
        record("pool.renewal_asked", application, by=None, actor="system")
    finish()
    return len(ending)


def identify_oneself(application: Application, answers: dict[str, str]) -> bool:
    """Keep the answers for statistics, without anything that leads back; whether there was any.

    The log tells that somebody answered for the opening, not who. Invalid(question, "unknown").
    """
    for question, answer in answers.items():
        if question not in IDENTIFYING or (answer and answer not in IDENTIFYING[question]):
            raise Invalid(question if question in IDENTIFYING else "gender", "unknown")
    said = {question: answer for question, answer in answers.items() if answer}
    if not said:
        return False
    month = f"{application.created_at:%Y-%m}"
    db.session.add(SelfIdentification(opening_id=application.opening_id, month=month, **said))
    record("self_identification.given", f"opening:{application.opening_id}", by=None, actor="applicant")
    finish()
    return True
