"""A person looked and says that words of the CV are no evidence of a fact: the score follows."""

from __future__ import annotations

from collections.abc import Sequence

from recruit.facts import DUTIES, SKILLS, CvFacts, facts_from_dict
from recruit.hiring.models import Application, StruckEvidence, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.confirmations import take_back
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.scoring import hold_version, score_now
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.hiring.queries.evidence import struck_of
from recruit.scoring.striking import evidence_of, hit
from recruit.storage.database import db


def strike_evidence(
    application: Application, fact: str, places: Sequence[tuple[int, int]], reason: str, *, by: User | None
) -> list[StruckEvidence]:
    """Strike all evidence of `fact` that lies under one of the places (offsets in the CV's text), and score again.

    What is struck already stays as it is. Invalid: fact (unknown), reason
    (required), places (no_evidence: nothing there founds the fact).
    """
    by = require(by, "facts.confirm", application)
    check_fact(fact)
    reason = reason.strip()[:500]
    if not reason:
        raise Invalid("reason", "required")
    version = hold_version(application.opening_id)
    db.session.refresh(application, ["strikes", "reading_id"])
    facts = _facts(application)
    under = [
        evidence
        for evidence in (evidence_of(facts, fact) if facts else [])
        if any(evidence.start < end and start < evidence.end for start, end in places)
    ]
    standing = struck_of(application.strikes)
    fresh = [
        evidence
        for evidence in dict.fromkeys(under)
        if not any(strike.fact == fact and hit(strike, [evidence]) for strike in standing)
    ]
    if not fresh:
        finish()
        if under:
            return []
        raise Invalid("places", "no_evidence")
    rows = [
        StruckEvidence(
            application_id=application.id,
            reading_id=application.reading_id,
            fact=fact,
            start=evidence.start,
            end=evidence.end,
            quote=evidence.quote,
            reason=reason,
            by_id=by.id,
        )
        for evidence in fresh
    ]
    before = {"fact": fact, "points": application.score.points if application.score else None}
    db.session.add_all(rows)
    db.session.flush()
    db.session.expire(application, ["strikes"])
    stored = score_now(application, version)
    record(
        "evidence.struck",
        application,
        before,
        {"fact": fact, "struck": [row.id for row in rows], "reason": reason, "points": stored.points},
        by=by,
    )
    finish()
    return rows


def undo_strike(struck: StruckEvidence, *, by: User | None) -> None:
    """Let the words count again and score; nothing happens when that was done already."""
    take_back(struck, "strikes", "evidence.strike_undone", {}, {"struck": [struck.id]}, by=by)


def check_fact(fact: str) -> None:
    """Invalid("fact", "unknown") for what is no fact of a score."""
    kind, _colon, id = fact.partition(":")
    if fact in ("degree", "mba", "experience") or id in {"skill": SKILLS, "duty": DUTIES}.get(kind, ()):
        return
    raise Invalid("fact", "unknown")


def _facts(application: Application) -> CvFacts | None:
    reading = application.reading
    return facts_from_dict(reading.facts) if reading and reading.facts is not None else None
