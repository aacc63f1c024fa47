"""The desk in a real browser: the application of the test, served from a thread, a recruiter logged in."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from recruit.facts import CvFacts
from recruit.hiring.models import Application, CvFile, CvReading, Opening, User
from recruit.reading.document import Box, Document, Line, Word, document_to_dict
from recruit.reading.document import Page as PaperPage
from recruit.storage import files
from recruit.storage.database import db as database
from tests.factories import CV_TEXT, a_read_application, a_user, an_opening
from tests.serving import served

WIDE, PHONE = (1440, 900), (390, 844)
LINE, LETTER, LEFT, TOP = 22.0, 6.0, 60.0, 60.0


@pytest.fixture
def recruiter(db: SQLAlchemy) -> User:
    """Who works at the desk."""
    return a_user(name="Anna Puig")


@pytest.fixture
def desk(client: FlaskClient, recruiter: User) -> FlaskClient:
    """The desk without a browser, the recruiter logged in."""
    return client.log_in(recruiter)  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def opening(recruiter: User) -> Opening:
    """An opening of the recruiter's own."""
    return an_opening(by=recruiter)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application of the test is served."""
    with served(app) as where:
        yield where


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(app: Flask, address: str, browser: Browser) -> Iterator[OpenPage]:
    """`open_page(user, "/desk/", …)`: that page, logged in; a fault in the browser's console fails the test.

    Other than one that the test brings about itself: `provoked` are words of it.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(
        user: User,
        path: str,
        *,
        size: tuple[int, int] = WIDE,
        theme: str = "light",
        scripts: bool = True,
        provoked: str = "",
    ) -> Page:
        def note(fault: str) -> None:
            if not provoked or provoked not in fault:
                faults.append(fault)

        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            locale="en",
            reduced_motion="reduce",  # a colour that is on its way to another is not measured
        )
        contexts.append(context)
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        session = signer.dumps({"_user_id": user.get_id(), "_fresh": True})
        context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": session, "url": address}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda said: note(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def paper() -> Document:
    """`CV_TEXT` as a page, each letter as wide as the others."""
    lines, words = [], []
    start = 0
    for number, raw in enumerate(CV_TEXT.split("\n")):
        top = TOP + number * LINE
        if raw:
            end = start + len(raw)
            lines.append(Line(start, end, 1, Box(LEFT, top, LEFT + len(raw) * LETTER, top + 12)))
            at = start
            for word in raw.split(" "):
                x = LEFT + (at - start) * LETTER
                words.append(Word(at, at + len(word), 1, Box(x, top, x + len(word) * LETTER, top + 12)))
                at += len(word) + 1
        start += len(raw) + 1
    return Document(CV_TEXT, "pdf", (PaperPage(1, 595, 842),), tuple(lines), tuple(words))


def a_paper_application(opening: Opening, facts: CvFacts | None = None, **form: object) -> Application:
    """An application whose CV has a page: its picture and the place of every word."""
    application = a_read_application(opening, facts, **form)
    picture = io.BytesIO()
    Image.new("RGB", (298, 421), "white").save(picture, "PNG")
    key = f"pages/{secrets.token_hex(8)}.png"
    files.put(key, picture.getvalue())
    database.session.add(
        CvFile(
            application_id=application.id,
            token=secrets.token_urlsafe(16),
            key=key,
            filename="page-1.png",
            media_type="image/png",
            size=len(picture.getvalue()),
            sha256=sha256(picture.getvalue()).hexdigest(),
            page=1,
        )
    )
    old = application.reading
    assert old is not None
    reading = CvReading(
        application_id=application.id,
        file_id=old.file_id,
        as_of=old.as_of,
        reader_version="test",
        lexicon_version="test",
        facts=old.facts,
        document=document_to_dict(paper()),
    )
    database.session.add(reading)
    application.reading = reading
    database.session.commit()
    return application
