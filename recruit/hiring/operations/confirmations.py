"""A person looked and says what is true: the score follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import select

from recruit.facts import DUTIES, SKILLS, Evidence, Level, Mba
from recruit.hiring.models import Application, FactConfirmation, StruckEvidence, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.scoring import hold_version, score_now
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.reading.document import document_from_dict
from recruit.storage.database import db, now

MOST_MONTHS = 720
#: characters of the CV that can be pointed at, at most
MOST_WORDS = 2000
GRADES = ("shown", "claimed", "absent")


def checked_value(fact: str, value: object) -> object:
    """The value as it is stored (see `facts.Confirmation`); Invalid("fact", "unknown"), Invalid("value", …)."""
    kind, _, id = fact.partition(":")
    if fact == "degree":
        return _one_of(value, tuple(Level))
    if fact == "mba":
        return _one_of(value, tuple(Mba))
    if fact == "experience":
        return _months(value)
    if (kind == "skill" and id in SKILLS) or (kind == "duty" and id in DUTIES):
        return _one_of(value, GRADES)
    raise Invalid("fact", "unknown")


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise Invalid("value", "unknown")
    return str(value)


def _months(value: object) -> dict[str, int]:
    if not isinstance(value, dict) or set(value) != {"core_months", "related_months"}:
        raise Invalid("value", "unknown")
    core, related = value["core_months"], value["related_months"]
    for months in (core, related):
        if not isinstance(months, int) or isinstance(months, bool) or not 0 <= months <= MOST_MONTHS:
            raise Invalid("value", "out_of_range", least=0, most=MOST_MONTHS)
    if core > related:
        raise Invalid("value", "core_above_related")
    return {"core_months": core, "related_months": related}


def confirm_fact(
    application: Application,
    fact: str,
    value: object,
    reason: str,
    *,
    evidence: Evidence | None = None,
    by: User | None,
) -> FactConfirmation:
    """Keep what the recruiter says of a fact, and score again. An earlier word on the same fact is undone.

    `evidence` are words of the CV that they point at (see `pointed_at`); those
    say enough, so that no reason is needed beside them.
    Invalid: fact, value, reason (required).
    """
    by = require(by, "facts.confirm", application)
    value = checked_value(fact, value)
    reason = reason.strip()[:500]
    if not reason and evidence is None:
        raise Invalid("reason", "required")
    version = hold_version(application.opening_id)
    earlier = _standing(application, fact)
    for row in earlier:
        row.undone_at = now()
    confirmation = FactConfirmation(
        application_id=application.id,
        fact=fact,
        value=value,
        reason=reason,
        evidence=asdict(evidence) if evidence else None,
        by_id=by.id,
    )
    db.session.add(confirmation)
    before: dict[str, object] = {"fact": fact, "value": earlier[-1].value if earlier else None}
    before["points"] = application.score.points if application.score else None
    db.session.flush()
    db.session.expire(application, ["confirmations"])
    stored = score_now(application, version)
    record(
        "fact.confirmed",
        application,
        before,
        {"fact": fact, "value": value, "reason": reason, "points": stored.points},
        by=by,
    )
    finish()
    return confirmation


def pointed_at(application: Application, start: int, end: int) -> Evidence:
    """The words between two places in the text of the CV, as evidence. Invalid("places", "out_of_range")."""
    reading = application.reading
    document = document_from_dict(reading.document) if reading and reading.document is not None else None
    text = document.text if document else ""
    if not 0 <= start < end <= len(text) or end - start > MOST_WORDS:
        raise Invalid("places", "out_of_range")
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if document is None or start >= end:
        raise Invalid("places", "out_of_range")
    line = document.line_at(start)
    return Evidence(start, end, text[start:end], line.page if line else 1)


def _standing(application: Application, fact: str) -> list[FactConfirmation]:
    return list(
        db.session.scalars(
            select(FactConfirmation)
            .where(
                FactConfirmation.application_id == application.id,
                FactConfirmation.fact == fact,
                FactConfirmation.undone_at.is_(None),
            )
            .order_by(FactConfirmation.id)
        )
    )


def undo_confirmation(confirmation: FactConfirmation, *, by: User | None) -> None:
    """Take a confirmation back and score again; nothing happens when it was taken back already."""
    was, is_now = {"value": confirmation.value}, {"value": None}
    take_back(confirmation, "confirmations", "fact.confirmation_undone", was, is_now, by=by)


def take_back(
    said: FactConfirmation | StruckEvidence,
    among: str,
    action: str,
    was: Mapping[str, object],
    is_now: Mapping[str, object],
    *,
    by: User | None,
) -> None:
    """Undo what a person said of a fact and score again; nothing happens when that was done already.

    `among` names the application's list that it stands in; `was` and `is_now` go into the audit.
    """
    application = said.application
    by = require(by, "facts.confirm", application)
    version = hold_version(application.opening_id)
    db.session.refresh(said)
    if said.undone_at is not None:
        finish()
        return
    said.undone_at = now()
    points = application.score.points if application.score else None
    db.session.flush()
    db.session.expire(application, [among])
    stored = score_now(application, version)
    record(
        action,
        application,
        {"fact": said.fact, **was, "points": points},
        {"fact": said.fact, **is_now, "points": stored.points},
        by=by,
    )
    finish()
