"""Loading the sample: users, the company, the opening and 24 people who apply.

It goes through the operations that serve real ones. Loading again adds only
what is missing, so that a loading that was cut off is completed by the next.
The CVs are read by the worker, as always: until it runs the applications wait,
and nothing here depends on a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from flask import Flask
from sqlalchemy import select

from recruit.hiring.models import Application, Opening, User
from recruit.hiring.operations.answers import keep_attachment
from recruit.hiring.operations.applications import ApplicationForm, keep_upload, submit_application
from recruit.hiring.operations.companies import CompanyDetails, settle_company
from recruit.hiring.operations.documents import add_documents
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.openings import OpeningDetails, create_opening, publish_opening
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.users import create_user
from recruit.hiring.queries.companies import company_record
from recruit.hiring.queries.openings import questions_of
from recruit.hiring.queries.users import user_by_email
from recruit.role_profile.load import built_in
from recruit.role_profile.questions import Kind, questions_from_json
from recruit.sample.cv_file import make_cv
from recruit.sample.paper import make_document
from recruit.sample.person import Person, load_people
from recruit.sample.shortlists import compose
from recruit.storage.database import db, now

DATA = Path(__file__).parent / "opening.yaml"
#: of the notice that the sample's people agreed to
PRIVACY_VERSION = "sample"


@dataclass(frozen=True, slots=True)
class Login:
    """A login of the sample, to be printed: its password stands in `opening.yaml` for everybody to see."""

    role: str
    name: str
    email: str
    password: str


def load(app: Flask) -> list[Login]:
    """Load what is not there yet; the sample's logins, the administrator first."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    with app.app_context():
        users = _users(data["users"])
        if company_record() is None:
            settle_company(CompanyDetails(**data["company"]), by=users["admin"])
        opening = _opening(data["opening"], users)
        present = set(db.session.scalars(select(Application.email).where(Application.opening_id == opening.id)))
        for person in load_people():
            if person.form["email"] not in present:
                _apply(person, opening, recruiter=users[data["recruiter"][person.language]])
        if set(db.session.scalars(select(Application.email).where(Application.opening_id == opening.id))) - present:
            compose(data["shortlists"], opening, users)
    return logins()


def logins() -> list[Login]:
    """The sample's logins, the administrator first, whether they are loaded or not."""
    users = yaml.safe_load(DATA.read_text(encoding="utf-8"))["users"]
    return [Login(user["role"], user["name"], user["email"], user["password"]) for user in users]


def _users(wanted: list[dict[str, str]]) -> dict[str, User]:
    """The users by their key in the data."""
    users: dict[str, User] = {}
    for one in wanted:
        users[one["key"]] = user_by_email(one["email"]) or create_user(
            email=one["email"],
            name=one["name"],
            role=one["role"],
            password=one["password"],
            language=one["language"],
            by=None,
            actor="system",
        )
    return users


def _opening(wanted: dict[str, Any], users: Mapping[str, User]) -> Opening:
    """The sample's opening, published: known again by who made it first."""
    author = users[wanted["created_by"]]
    found: Opening | None = db.session.scalar(
        select(Opening).where(Opening.created_by_id == author.id).order_by(Opening.id).limit(1)
    )
    if found is not None:
        return found
    names = ["title", "description", "place", "contract", "salary_min", "salary_max", "currency", "languages"]
    names += ["street", "postcode", "locality", "region", "country", "remote", "hours_week"]
    details = OpeningDetails(
        **{name: wanted[name] for name in names},
        closes_on=now().date() + timedelta(days=wanted["closes_in"]),
        hiring_manager_id=users[wanted["hiring_manager"]].id,
    )
    opening = create_opening(details, profile=built_in(), questions=questions_from_json(wanted["questions"]), by=author)
    publish_opening(opening, by=author)
    return opening


def _answers(person: Person, opening: Opening) -> dict[str, Any]:
    """What the person answers to the opening's questions, as a form says it."""
    said: dict[str, Any] = {}
    for question in questions_of(opening.version):
        given = person.answers.get(question.id)
        if given is None:
            continue
        if question.kind is Kind.FILE:
            given = keep_attachment(given["text"].encode(), given["name"], question).token
        elif question.kind is Kind.DATE:
            given = (now().date() + timedelta(days=given)).isoformat()
        said[question.id] = given
    return said


def _apply(person: Person, opening: Opening, *, recruiter: User) -> None:
    """The person applies; the desk and the hiring manager do what they did about it."""
    file = make_cv(person)
    application = submit_application(
        opening,
        ApplicationForm(**person.form, answers=_answers(person, opening)),
        cv=keep_upload(file.data, file.filename, file.media_type),
        language=person.language,
        privacy_version=PRIVACY_VERSION,
        at=person.applied(now()),
    )
    for document in person.documents:
        add_documents(application, document["kind"], [(make_document(document), document["name"])])
    for move in person.moves:
        move_stage(application, move.to, reason=move.reason, by=recruiter)
    for note in person.notes:
        add_note(application, note, by=recruiter)
