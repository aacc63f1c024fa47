"""The applicant's own application: what their page shows, and the copy of all their data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from recruit.facts import CvFacts, facts_from_dict
from recruit.hiring.models import (
    AccessLink,
    Application,
    AuditEntry,
    Correction,
    CvFile,
    DataRules,
    Document,
    Job,
    LegalHold,
    Opening,
    OpeningVersion,
    PersonRequest,
    PoolConsent,
    Prefill,
    StageChange,
    StoredScore,
)
from recruit.hiring.models.reviewing import ApplicationTrace
from recruit.hiring.models.search import SearchText
from recruit.hiring.operations.consents import pool_consent
from recruit.hiring.queries.answers import Answered, answered_and_prefilled, open_questions
from recruit.hiring.queries.belongings import belongings
from recruit.hiring.queries.documents import documents_of
from recruit.hiring.queries.openings import is_open, profile_of
from recruit.hiring.queries.retention import hold_on, kept_until, rules
from recruit.role_profile.profile import RoleProfile
from recruit.role_profile.questions import Question
from recruit.scoring.explanation import Score
from recruit.scoring.stored import score_from_json
from recruit.storage.database import db


@dataclass(frozen=True)
class OwnPage:
    """`originals` are the CVs that were sent, the latest first; `accepting` whether another, or further
    documents, may be sent.

    `answers` are those to the opening's questions, `prefill` what the CV had filled the form with; `askable` are the
    questions that can be answered now, `unasked` those among them that were never put to this person.
    """

    application: Application
    opening: Opening
    version: OpeningVersion
    profile: RoleProfile
    score: Score | None
    facts: CvFacts | None
    originals: list[CvFile]
    documents: list[Document]
    answers: list[Answered]
    prefill: Prefill | None
    askable: tuple[Question, ...]
    unasked: tuple[Question, ...]
    corrections: list[Correction]
    requests: list[PersonRequest]
    changes: list[StageChange]
    pool: PoolConsent | None
    hold: LegalHold | None
    rules: DataRules
    kept_until: datetime
    accepting: bool


def own_page(link: AccessLink) -> OwnPage:
    """All that the page behind the link shows. 11 queries."""
    application = db.session.execute(
        select(Application)
        .where(Application.id == link.application_id)
        .options(
            joinedload(Application.opening).joinedload(Opening.version),
            joinedload(Application.score).options(
                undefer(StoredScore.explanation), joinedload(StoredScore.opening_version)
            ),
            joinedload(Application.reading),
        )
        .execution_options(populate_existing=True)
    ).scalar_one()
    stored, reading, opening = application.score, application.reading, application.opening
    version = stored.opening_version if stored else opening.version
    changes: list[StageChange] = _all(StageChange, application)
    pool, settled = pool_consent(application), rules()
    answers, prefill = answered_and_prefilled(application.id)
    asked = {answer.question.id for answer in answers}
    askable = open_questions(application, asked)
    last = max([application.created_at, *(change.created_at for change in changes)])
    return OwnPage(
        application=application,
        opening=opening,
        version=opening.version,
        profile=profile_of(version),
        score=score_from_json(stored.explanation) if stored else None,
        facts=facts_from_dict(reading.facts) if reading and reading.facts is not None else None,
        originals=originals(application),
        documents=documents_of([application.id]),
        answers=answers,
        prefill=prefill,
        askable=askable,
        unasked=tuple(question for question in askable if question.id not in asked),
        corrections=_all(Correction, application),
        requests=_all(PersonRequest, application),
        changes=changes,
        pool=pool,
        hold=hold_on(application),
        rules=settled,
        kept_until=kept_until(last, pool.expires_at if pool else None, settled.retention_months),
        accepting=is_open(opening) and application.stage != "withdrawn",
    )


def originals(application: Application) -> list[CvFile]:
    """The CVs that were sent, the latest first."""
    return list(
        db.session.scalars(
            select(CvFile)
            .where(CvFile.application_id == application.id, CvFile.page.is_(None))
            .order_by(CvFile.id.desc())
        )
    )


def _all(model: Any, application: Application) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.application_id == application.id).order_by(model.id)))


def own_file(link: AccessLink, id: int) -> CvFile | None:
    """An original of this application; None for any other file."""
    found = db.session.get(CvFile, id)
    return found if found and found.application_id == link.application_id and found.page is None else None


#: what only makes other rows findable, and holds no more of the person than they do
_LEFT_OUT = tuple(model.__table__ for model in (AccessLink, ApplicationTrace, Job, SearchText))
#: keys to files and secrets; who of the team did something is theirs
_LEFT_OUT_COLUMNS = frozenset({"token", "token_hash", "key", "folded"})


def everything(application: Application) -> dict[str, Any]:
    """All that is stored about the application, as JSON can hold it: table -> rows, and the log.

    Pictures of pages are left out, which the files themselves are; so are
    unguessable names of files and links.
    """
    found = belongings(application)
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in reversed(list(found.tables())):
        if table in _LEFT_OUT:
            continue
        columns = [column for column in table.columns if column.name not in _LEFT_OUT_COLUMNS]
        order = list(table.primary_key.columns)
        rows = db.session.execute(select(*columns).where(found.of(table)).order_by(*order)).mappings()
        tables[table.name] = [
            {name: plain(value) for name, value in row.items()} for row in rows if not row.get("page")
        ]
    return {
        "application": tables.pop("applications")[0],
        "opening": {"title": application.opening.version.title, "address": application.opening.slug},
        **tables,
        "log": [
            {"at": plain(entry.at), "act": entry.act, "before": entry.said_before, "after": entry.said_after}
            for entry in db.session.scalars(
                select(AuditEntry).where(AuditEntry.subject == f"application:{application.id}").order_by(AuditEntry.id)
            )
        ],
    }


def plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
