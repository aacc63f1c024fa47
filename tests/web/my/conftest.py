"""An applicant whose CV was read, the link to their page, and what the page and the log say."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.facts import Contact, ContactItem
from recruit.hiring.models import Application, AuditEntry
from recruit.hiring.operations.access import new_link
from tests.factories import a_read_application, an_opening, quote, some_facts


@pytest.fixture
def person(app: Flask, db: SQLAlchemy) -> Application:
    return a_read_application(
        an_opening(),
        some_facts(contact=Contact(name=ContactItem("Núria Vidal Serra", quote("Núria Vidal Serra")))),
        language="en",
        email="nuria@example.com",
        degree="master",
        degree_status="completed",
    )


@pytest.fixture
def token(person: Application) -> str:
    return new_link(person)[0]


def the_acts(db: SQLAlchemy, person_id: int) -> list[str]:
    db.session.expire_all()
    return list(
        db.session.scalars(
            select(AuditEntry.act).where(AuditEntry.subject == f"application:{person_id}").order_by(AuditEntry.id)
        )
    )


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
