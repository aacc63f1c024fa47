"""Things to test with, made by the operations that make them in production."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from recruit.facts import (
    CvFacts,
    Degree,
    Evidence,
    Grade,
    Level,
    Mention,
    Position,
    Related,
    Span,
    Status,
    facts_to_dict,
)
from recruit.hiring.models import (
    Application,
    CvFile,
    CvReading,
    Opening,
    ReadingStatus,
    Shortlist,
    ShortlistStatus,
    User,
    Visible,
)
from recruit.hiring.operations.applications import ApplicationForm, keep_upload, submit_application
from recruit.hiring.operations.openings import OpeningDetails, create_opening, publish_opening
from recruit.hiring.operations.scoring import score_application
from recruit.hiring.operations.shortlist_sharing import set_managers
from recruit.hiring.operations.shortlists import add_to_shortlist, create_shortlist, set_status
from recruit.hiring.operations.users import create_user
from recruit.reading.document import Document, document_to_dict
from recruit.role_profile.load import built_in
from recruit.storage.database import db

PASSWORD = "camió verd sota la pluja"

CV_TEXT = """Núria Vidal Serra
nuria.vidal@example.com

Experiència
Key Account Manager, Vins del Priorat
03/2018 - 02/2022
Vaig negociar els contractes anuals amb els vuit clients més grans.

Formació
Grau en Administració i Direcció d'Empreses, 2014
"""


def a_user(role: str = "recruiter", *, email: str = "", name: str = "Anna Puig", language: str = "en") -> User:
    """A user whose password is `PASSWORD`."""
    return create_user(
        email=email or f"{role}-{secrets.token_hex(4)}@example.com",
        name=name,
        role=role,
        password=PASSWORD,
        language=language,
        by=None,
        actor="system",
    )


def some_details(**changes: Any) -> OpeningDetails:
    """What an opening says, in three languages."""
    details: dict[str, Any] = {
        "title": {"ca": "Gestió de comptes clau", "es": "Gestión de cuentas clave", "en": "Key Account Manager"},
        "description": {
            "ca": "Cuidaràs els clients més importants.",
            "es": "Cuidarás de los clientes más importantes.",
            "en": "You look after our most important clients.",
        },
        "place": "Girona",
        "contract": "permanent",
        "salary_min": 38000,
        "salary_max": 52000,
        "languages": ["ca", "es", "en"],
        "closes_on": date.today() + timedelta(days=30),  # noqa: DTZ011 - any day to come will do
    }
    return OpeningDetails(**(details | changes))


def an_opening(
    *, by: User | None = None, manager: User | None = None, published: bool = True, **changes: Any
) -> Opening:
    """An opening with the built-in profile; published, unless told otherwise."""
    by = by or a_user()
    opening = create_opening(
        some_details(hiring_manager_id=manager.id if manager else None, **changes), profile=built_in(), by=by
    )
    if published:
        publish_opening(opening, by=by)
    return opening


def an_upload(data: bytes | None = None, filename: str = "cv.txt", media_type: str = "text/plain") -> CvFile:
    return keep_upload(CV_TEXT.encode() if data is None else data, filename, media_type)


def an_application(opening: Opening, *, cv: CvFile | None = None, language: str = "ca", **form: Any) -> Application:
    """An application; without a CV it is scored at once, by the form."""
    values: dict[str, Any] = {"name": "Núria Vidal Serra", "email": f"nuria-{secrets.token_hex(4)}@example.com"}
    return submit_application(
        opening, ApplicationForm(**(values | form)), cv=cv, language=language, privacy_version="2026-01"
    )


def some_facts(core_months: int = 48, *, language: str = "ca", as_of: str = "2026-01", **changes: Any) -> CvFacts:
    """A bachelor, one core position of so many months up to `as_of`, one skill; quotes are of `some_document()`."""
    first = int(as_of[:4]) * 12 + int(as_of[5:]) - core_months
    start = f"{first // 12:04d}-{first % 12 + 1:02d}"
    post = Position(
        title="Key Account Manager",
        employer="Vins del Priorat",
        span=Span(start, as_of),
        related=Related.CORE,
        evidence=quote("Key Account Manager"),
    )
    values: dict[str, Any] = {
        "degrees": (Degree(Level.BACHELOR, "Grau en ADE", Status.COMPLETED, 2014, quote("Grau en Administració")),),
        "positions": (post,) if core_months else (),
        "skills": {"negotiation": (Mention(Grade.SHOWN, quote("Vaig negociar els contractes")),)},
        "reader": "test",
        "lexicon": "test",
    }
    return CvFacts(language=language, as_of=as_of, **(values | changes))


def quote(words: str) -> Evidence:
    start = CV_TEXT.index(words)
    return Evidence(start, start + len(words), words)


def some_document() -> Document:
    return Document(CV_TEXT, "txt")


def a_read_application(
    opening: Opening, facts: CvFacts | None = None, *, rejected: str | None = None, **form: Any
) -> Application:
    """An application whose CV was read with these facts (or rejected), without running the reader."""
    cv = an_upload()
    application = an_application(opening, cv=cv, **form)
    facts = None if rejected else facts or some_facts()
    reading = CvReading(
        application_id=application.id,
        file_id=cv.id,
        as_of="2026-01",
        reader_version="test",
        lexicon_version="test",
        facts=facts_to_dict(facts) if facts else None,
        document=document_to_dict(some_document()) if facts else None,
        rejected=rejected,
    )
    application.reading = reading
    application.reading_status = ReadingStatus.REJECTED if rejected else ReadingStatus.READ
    db.session.add(reading)
    score_application(application)
    return application


def a_shortlist(
    applications: list[Application], *, manager: User | None = None, shared: bool = True, by: User, **changes: Any
) -> Shortlist:
    """A shortlist with these people; shared (with the manager), unless told otherwise."""
    values: dict[str, Any] = {"title": "First round", "visible": [str(code) for code in Visible]}
    shortlist = create_shortlist(applications[0].opening, **(values | changes), by=by)
    add_to_shortlist(shortlist, applications, by=by)
    if manager is not None:
        set_managers(shortlist, [manager.id], by=by)
    if shared:
        set_status(shortlist, ShortlistStatus.SHARED, by=by)
    return shortlist
