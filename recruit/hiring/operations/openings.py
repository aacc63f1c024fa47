"""Openings: made, revised (every edit is a new version), published, closed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select, update

from recruit.hiring.folding import slug
from recruit.hiring.models import Contract, Opening, OpeningStatus, OpeningVersion, Remote, User
from recruit.hiring.operations.audit import difference, record
from recruit.hiring.operations.errors import Invalid, Stale
from recruit.hiring.operations.rescoring import rescore
from recruit.hiring.operations.transaction import finish, undo
from recruit.hiring.permissions import require
from recruit.hiring.queries.openings import details_of, profile_of, questions_of
from recruit.role_profile.load import to_dict
from recruit.role_profile.profile import RoleProfile
from recruit.role_profile.questions import Question, checked, questions_to_json
from recruit.storage.database import db, now

LANGUAGES = ("ca", "es", "en")
MOST_SALARY = 100_000_000
LEAST_HOURS, MOST_HOURS = 1, 60

#: the parts of an address, and how long each may be
ADDRESS = {"street": 120, "postcode": 12, "locality": 80, "region": 80}


@dataclass(frozen=True)
class OpeningDetails:
    """What an opening says beside its profile.

    `title` and `description`: language -> text, at least one language of the
    title; salaries in whole units of `currency` a year; `languages` are asked
    of the person; `hiring_manager_id` is no part of the versions. `country` is its
    two letters, `remote` one of `Remote` or empty (all of it at the place),
    `hours_week` of a working week.
    """

    title: dict[str, str]
    description: dict[str, str] = field(default_factory=dict)
    place: str = ""
    contract: str = Contract.PERMANENT
    salary_min: int | None = None
    salary_max: int | None = None
    currency: str = "EUR"
    languages: list[str] = field(default_factory=list)
    closes_on: date | None = None
    hiring_manager_id: int | None = None
    street: str = ""
    postcode: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""
    remote: str = ""
    hours_week: float | None = None


def _checked(details: OpeningDetails) -> OpeningDetails:
    """Cleaned, or Invalid: title (required), contract, currency, languages (unknown), salary_max (below_minimum),
    hiring_manager_id, country, remote (unknown), hours_week (out_of_range)."""
    title = {language: details.title.get(language, "").strip()[:120] for language in LANGUAGES}
    if not any(title.values()):
        raise Invalid("title", "required")
    if details.contract not in set(Contract):
        raise Invalid("contract", "unknown")
    currency = details.currency.strip().upper()
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise Invalid("currency", "unknown")
    for name in ("salary_min", "salary_max"):
        amount = getattr(details, name)
        if amount is not None and not 0 <= amount <= MOST_SALARY:
            raise Invalid(name, "out_of_range", least=0, most=MOST_SALARY)
    if details.salary_min is not None and details.salary_max is not None and details.salary_max < details.salary_min:
        raise Invalid("salary_max", "below_minimum")
    if any(not (language.isascii() and language.isalpha() and len(language) <= 3) for language in details.languages):
        raise Invalid("languages", "unknown")
    country = details.country.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Invalid("country", "unknown")
    if details.remote and details.remote not in set(Remote):
        raise Invalid("remote", "unknown")
    if details.hours_week is not None and not LEAST_HOURS <= details.hours_week <= MOST_HOURS:
        raise Invalid("hours_week", "out_of_range", least=LEAST_HOURS, most=MOST_HOURS)
    if details.hiring_manager_id is not None:
        manager = db.session.get(User, details.hiring_manager_id)
        if manager is None or not manager.active:
            raise Invalid("hiring_manager_id", "unknown")
    return replace(
        details,
        title=title,
        description={language: details.description.get(language, "").strip() for language in LANGUAGES},
        place=details.place.strip()[:120],
        contract=str(details.contract),
        currency=currency,
        languages=list(dict.fromkeys(details.languages)),
        country=country,
        remote=str(details.remote),
        **{name: getattr(details, name).strip()[:most] for name, most in ADDRESS.items()},
    )


def _version(
    opening: Opening,
    details: OpeningDetails,
    profile: RoleProfile,
    reason: str,
    by: User,
    questions: tuple[Question, ...] = (),
) -> OpeningVersion:
    return OpeningVersion(
        opening_id=opening.id,
        number=opening.version_number,
        title=details.title,
        description=details.description,
        place=details.place,
        contract=details.contract,
        salary_min=details.salary_min,
        salary_max=details.salary_max,
        currency=details.currency,
        languages=details.languages,
        closes_on=details.closes_on,
        **{name: getattr(details, name) or None for name in (*ADDRESS, "country", "remote", "hours_week")},
        profile=to_dict(replace(profile, version=opening.version_number)),
        questions=questions_to_json(questions) or None,
        reason=reason,
        created_by_id=by.id,
    )


def create_opening(
    details: OpeningDetails, *, profile: RoleProfile, by: User | None, questions: tuple[Question, ...] = ()
) -> Opening:
    """A draft with its version 1. Invalid as the fields say; QuestionError."""
    by = require(by, "openings.create")
    details = _checked(details)
    questions = checked(questions)
    opening = Opening(
        slug=_free_slug(details),
        status=OpeningStatus.DRAFT,
        version_number=1,
        hiring_manager_id=details.hiring_manager_id,
        created_by_id=by.id,
    )
    db.session.add(opening)
    db.session.flush()
    db.session.add(_version(opening, details, profile, "", by, questions))
    record("opening.created", opening, None, _said(details), by=by)
    finish()
    db.session.refresh(opening)
    return opening


def _free_slug(details: OpeningDetails) -> str:
    title = details.title["en"] or details.title["ca"] or details.title["es"]
    place = f" {details.place}" if details.place and "," not in details.place else ""
    wanted = slug(title + place)
    taken = set(db.session.scalars(select(Opening.slug).where(Opening.slug.startswith(wanted, autoescape=True))))
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def _said(details: OpeningDetails) -> dict[str, Any]:
    return {
        "title": details.title,
        "description": details.description,
        "place": details.place,
        "contract": details.contract,
        "salary_min": details.salary_min,
        "salary_max": details.salary_max,
        "currency": details.currency,
        "languages": details.languages,
        "closes_on": details.closes_on.isoformat() if details.closes_on else None,
        "hiring_manager_id": details.hiring_manager_id,
        **{name: getattr(details, name) for name in (*ADDRESS, "country", "remote", "hours_week")},
    }


def revise_opening(
    opening: Opening,
    *,
    details: OpeningDetails | None = None,
    profile: RoleProfile | None = None,
    questions: tuple[Question, ...] | None = None,
    reason: str,
    expected_version: int,
    by: User | None,
) -> OpeningVersion:
    """A new version with what is given; everybody is scored again from the stored facts, in the same
    transaction or, where they are many, by a job that it requests.

    `expected_version` is the number that was shown to who edits: Stale when it
    is no longer the current one. Nothing changed: the current version, and no new one.
    `questions`: all of them in their order; QuestionError for one that can't be asked.
    """
    by = require(by, "openings.edit", opening)
    current = opening.version
    if opening.version_number != expected_version or current is None:
        raise Stale(f"opening:{opening.id}")
    old_details, old_profile = details_of(current, opening), profile_of(current)
    new_details = _checked(details) if details else old_details
    new_profile = replace(profile or old_profile, version=old_profile.version)
    old_questions = questions_of(current)
    new_questions = old_questions if questions is None else checked(questions)
    before = {**_said(old_details), "profile": to_dict(old_profile), "questions": questions_to_json(old_questions)}
    after = {**_said(new_details), "profile": to_dict(new_profile), "questions": questions_to_json(new_questions)}
    if before == after:
        return current
    # the count of changed rows tells whether somebody else was first, on every engine
    taken = db.session.execute(
        update(Opening)
        .where(Opening.id == opening.id, Opening.version_number == expected_version)
        .values(version_number=expected_version + 1, hiring_manager_id=new_details.hiring_manager_id)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        undo()
        raise Stale(f"opening:{opening.id}")
    db.session.refresh(opening, ["version_number", "hiring_manager_id"])
    version = _version(opening, new_details, new_profile, reason.strip()[:500], by, new_questions)
    db.session.add(version)
    db.session.flush()
    was, is_ = difference(before, after)
    record("opening.revised", opening, was, {**is_, "version": version.number, "reason": version.reason}, by=by)
    if after["profile"] != before["profile"]:
        rescore(opening, version)
    finish()
    db.session.refresh(opening)
    return version


def _move(opening: Opening, to: OpeningStatus, act: str, allowed: tuple[OpeningStatus, ...], by: User | None) -> None:
    require(by, "openings.publish", opening)
    if opening.status not in allowed:
        raise Invalid("status", "not_possible", status=opening.status)
    before, opening.status = opening.status, to
    record(act, opening, {"status": before}, {"status": to}, by=by)
    finish()


def publish_opening(opening: Opening, *, by: User | None) -> None:
    """From draft to published. Invalid("title", "missing_language") unless the title is there in ca, es and en."""
    title = opening.version.title
    missing = [language for language in LANGUAGES if not title.get(language)]
    if missing:
        raise Invalid("title", "missing_language", languages=missing)
    if opening.published_at is None:
        opening.published_at = now()
    _move(opening, OpeningStatus.PUBLISHED, "opening.published", (OpeningStatus.DRAFT,), by)


def close_opening(opening: Opening, *, by: User | None) -> None:
    """No more applications; those that came go on."""
    _move(opening, OpeningStatus.CLOSED, "opening.closed", (OpeningStatus.PUBLISHED,), by)


def reopen_opening(opening: Opening, *, by: User | None) -> None:
    _move(opening, OpeningStatus.PUBLISHED, "opening.reopened", (OpeningStatus.CLOSED,), by)
