"""The hunt for leaks: everything that a reader of a blind shortlist can reach is searched for who the people are."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import numpy
import pypdfium2
import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from recruit.hiring.blind.folding import plain
from recruit.hiring.models import Shortlist, ShortlistStatus, User
from recruit.hiring.operations import early_readings
from recruit.hiring.operations.answers import keep_attachment
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.operations.shortlist_sharing import make_link, set_managers
from recruit.hiring.operations.shortlist_views import answer, ask, give_view
from recruit.hiring.operations.shortlists import add_to_shortlist, comment_on, create_shortlist, set_status
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.permissions import Reader
from recruit.hiring.queries.shown import Person, shown
from recruit.reading.document import Document, document_from_dict
from recruit.reading.sandbox import read_safely
from recruit.role_profile.questions import Kind, Option, Question
from recruit.storage.database import now
from tests.factories import a_user, an_application, an_opening, an_upload
from tests.web.shortlist.people import PEOPLE, Hidden

#: everything that may be shown is shown: what is blind must be so all the same
EVERYTHING = ("score", "evidence", "contact", "salary", "form", "answers")


def asked(id: str, kind: Kind, ca: str, en: str, *options: str) -> Question:
    choices = tuple(Option(option.lower(), dict.fromkeys(("ca", "es", "en"), option)) for option in options)
    return Question(id, kind, {"ca": ca, "es": ca, "en": en}, options=choices)


QUESTIONS = (
    asked("why", Kind.LONG_TEXT, "Per què?", "Why do you want this post?"),
    asked("home", Kind.SHORT_TEXT, "Lloc de residència", "Place of residence"),
    asked("born", Kind.DATE, "Quan vas néixer?", "When were you born?"),
    asked("age", Kind.NUMBER, "Edat", "Age"),
    asked("sex", Kind.CHOICE_ONE, "Tria", "Choose", "Dona", "Hombre", "Other"),
    asked("start", Kind.DATE, "Quan pots començar?", "When can you start?"),
    asked("english", Kind.CHOICE_ONE, "Nivell d’anglès", "Level of English", "Basic", "Advanced"),
    asked("drives", Kind.YES_NO, "Tens carnet de conduir?", "Do you have a driving licence?"),
    asked("proof", Kind.FILE, "El teu certificat", "Your certificate"),
)


PICTURE = b"\x89PNG\r\n\x1a\n certificate"


@pytest.fixture
def manager(db: SQLAlchemy) -> User:
    return a_user("hiring_manager", name="Joan Prat")


@pytest.fixture(scope="module")
def read_once() -> Callable[..., Any]:
    """The reader, which reads each of the files only once for all tests here."""
    return cache(read_safely)


@pytest.fixture
def shortlist(
    db: SQLAlchemy,
    manager: User,
    run_jobs: Callable[[], int],
    read_once: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Shortlist:
    """Six people on a blind shortlist, with comments, views and questions that name them."""
    monkeypatch.setattr(early_readings, "read_safely", read_once)
    recruiter = a_user(name="Anna Puig")
    opening = an_opening(by=recruiter, place="Girona")
    revise_opening(opening, questions=QUESTIONS, reason="asked", expected_version=1, by=recruiter)
    applications = []
    for person in PEOPLE:
        data, filename = person.file
        applications.append(
            an_application(
                opening,
                cv=an_upload(data, filename),
                language=person.language,
                name=person.name,
                email=person.email,
                phone=person.phone,
                message=person.message,
                degree="bachelor",
                degree_field="Universitat de la Selva" if person.language == "ca" else "",
                availability=f"Ask {person.name.split()[0]}",
                salary_expectation=48000,
                skills=["negotiation"],
                answers={
                    "why": f"{person.name} here, {person.email}, {person.phone}. I like long negotiations.",
                    "home": "Sabadell" if person.language == "ca" else "Bilbao",
                    "born": "1988-03-14",
                    "age": 41,
                    "sex": "dona" if person.language == "ca" else "hombre",
                    "start": "2026-09-15",
                    "english": "advanced",
                    "drives": "yes",
                    "proof": keep_attachment(PICTURE, f"{person.name}.png", QUESTIONS[-1]).token,
                },
            )
        )
    run_jobs()
    db.session.expire_all()
    assert {application.reading_status for application in applications} == {"read"}
    title = f"First round with {PEOPLE[0].name}"
    made = create_shortlist(opening, title, blind=True, visible=EVERYTHING, by=recruiter)
    made.introduction = f"{PEOPLE[1].name} is the one to beat."
    entries = add_to_shortlist(made, applications, by=recruiter)
    set_managers(made, [manager.id], by=recruiter)
    set_status(made, ShortlistStatus.SHARED, by=recruiter)
    for person, application, entry in zip(PEOPLE, applications, entries, strict=True):
        first = person.name.split()[0]
        move_stage(application, "shortlisted", reason=f"{first} is good", by=recruiter)
        add_note(application, f"Called {first}.", by=recruiter)
        confirm_fact(application, "mba", "none", f"{first} told me.", by=recruiter)
        comment_on(entry, f"{first} is better than {PEOPLE[0].name} and {PEOPLE[1].name}.", by=recruiter)
        ask(entry, f"Is {first} free? {person.email}", by=Reader(user=manager))
        answer(entry, f"{person.name}: yes, {person.phone}.", by=recruiter)
        other = a_user("hiring_manager", name="Olga Serra")
        set_managers(made, [manager.id, other.id], by=recruiter)
        give_view(entry, up=True, comment=f"I like {first} and {PEOPLE[2].name}.", by=Reader(user=other))
    return made


def crawl(client: FlaskClient, start: str) -> Iterator[tuple[str, str, bytes, str]]:
    """(address, kind, body, headers) of everything under /shortlist that pages lead to."""
    waiting, seen = [start], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        body = response.get_data()
        response.close()
        yield address, response.mimetype, body, str(response.headers)
        if response.mimetype == "text/html":
            found = re.findall(r'(?:href|src|action)="(/shortlist/[^"#]*)', body.decode())
            waiting += [
                link.replace("&amp;", "&") for link in found if not re.search(r"/(?:view|question|order)$", link)
            ]


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    words = [page.get_textpage().get_text_range() for page in document]
    words += [f"{name} {value}" for name, value in document.get_metadata_dict().items()]
    document.close()
    return "\n".join(words)


def told(text: str, people: tuple[Hidden, ...]) -> list[str]:
    """The personal words in a text; short ones only where they stand alone."""
    body = re.sub(r"\s+", " ", plain(text))
    found = []
    for word in {word.strip() for person in people for word in person.words}:
        if re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", body) or (len(word) > 5 and word in body):
            found.append(word)
    return sorted(found)


def visible_text(page: str) -> str:
    """Without scripts' and styles' addresses, which carry fingerprints; attributes are searched as well."""
    return re.sub(r'(?:href|src)="/static/[^"]*"', "", page)


def test_nothing_that_a_manager_reaches_tells_who_the_people_are(
    client: FlaskClient, shortlist: Shortlist, manager: User
) -> None:
    client.log_in(manager)  # type: ignore[attr-defined]
    kinds: dict[str, int] = {}
    leaks: dict[str, list[str]] = {}
    everything = ""
    for address, kind, body, headers in crawl(client, "/shortlist/"):
        kinds[kind] = kinds.get(kind, 0) + 1
        text = {"text/html": lambda b: visible_text(b.decode()), "application/pdf": pdf_text}.get(kind, lambda b: "")(
            body
        )
        everything += plain(text)
        if kind == "text/html":
            for word in ("ask ", "called ", "told me"):  # what stays at the desk
                assert f"{word}meritxell" not in plain(text)
        if found := told(f"{address} {headers} {text}", PEOPLE):
            leaks[address] = found
    assert leaks == {}
    # the list and its PDF, six people with their text view and dossier, and the pages of the four that have some
    # in the three languages of the switch
    assert kinds == {"text/html": (1 + 1 + 6 + 4) * 4, "application/pdf": 1 + 6, "image/png": 4}
    for person in PEOPLE:
        assert [words for words in person.shown if words not in everything] == []
    # what was answered and tells nothing, for each person in the page and the dossier; no question of a file
    for words in ("i like long negotiations", "15 sep 2026", "advanced"):
        assert everything.count(words) >= 12, words
    assert "your certificate" not in everything and "1988" not in everything and "41\n" not in everything


def test_a_link_reaches_no_more_than_that(client: FlaskClient, shortlist: Shortlist) -> None:
    recruiter = shortlist.created_by
    _link, token = make_link(shortlist, "Board", (now() + timedelta(days=3)).date(), by=recruiter)
    page = client.get(f"/shortlist/open/{token}")
    assert told(page.text, PEOPLE) == []
    address = client.post(f"/shortlist/open/{token}").location
    seen = list(crawl(client, address))
    assert {
        a: found for a, kind, body, _h in seen if kind == "text/html" and (found := told(body.decode(), PEOPLE))
    } == {}
    assert all("no-referrer" in headers and "noindex" in headers for _a, _k, _b, headers in seen)
    assert all(token not in a for a, _k, _b, _h in seen)


def pictured(
    shortlist: Shortlist, manager: User, client: FlaskClient
) -> Iterator[tuple[Hidden, Person, Document, numpy.ndarray]]:  # type: ignore[type-arg]
    """Each drawn page with the document as it was read."""
    seen = shown(shortlist.public_id, by=Reader(user=manager))
    for person, hidden, entry in zip(seen.people, PEOPLE, shortlist.entries, strict=True):
        for file in person.pages:
            answer = client.get(f"/shortlist/{shortlist.public_id}/{person.code}/pages/{file.page}.png")
            assert answer.status_code == 200
            picture = numpy.asarray(Image.open(io.BytesIO(answer.get_data())).convert("RGB")).astype(int)
            answer.close()
            assert entry.application.reading is not None
            assert entry.application.reading.document is not None
            yield hidden, person, document_from_dict(entry.application.reading.document), picture


def test_the_words_are_painted_over_on_the_pages(client: FlaskClient, shortlist: Shortlist, manager: User) -> None:
    client.log_in(manager)  # type: ignore[attr-defined]
    looked = 0
    for hidden, person, document, picture in pictured(shortlist, manager, client):
        page = document.pages[0]
        assert page.width
        scale = picture.shape[1] / page.width
        tokens = {token for word in hidden.words for token in word.split() if len(token) > 3}
        for word in document.words:
            said = re.sub(r"[^a-z0-9@./-]", "", plain(document.text[word.start : word.end]))
            if word.box is None or said not in tokens or word.page != 1:
                continue
            x0, y0, x1, y1 = (round(v * scale) for v in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
            inside = picture[y0 + 1 : y1 - 1, x0 + 1 : x1 - 1]
            hides = [(a, b) for a, b in person.hidden if a < word.end and b > word.start]
            whole = any(a <= word.start and b >= word.end for a, b in hides)
            assert hides, (hidden.name, said)
            if whole:
                assert inside.max() - inside.min() <= 12, (hidden.name, said)
                looked += 1
    assert looked >= 40


def test_a_portrait_is_taken_off_the_page(client: FlaskClient, shortlist: Shortlist, manager: User) -> None:
    """The dark sidebar draws a head where others put a photograph: nothing of its colours stays."""
    client.log_in(manager)  # type: ignore[attr-defined]
    hidden, _person, _document, picture = next(iter(pictured(shortlist, manager, client)))
    assert hidden.layout == "sidebar_dark"
    height, width = picture.shape[:2]
    head = picture[: round(height * 0.16), : round(width * 0.29)]
    portrait = (abs(head - numpy.array([0x8F, 0xA3, 0xB5])).max(axis=2) < 14).sum()
    assert portrait == 0


def test_the_desk_s_own_blind_dossier_tells_nothing(client: FlaskClient, shortlist: Shortlist) -> None:
    client.log_in(shortlist.created_by)  # type: ignore[attr-defined]
    for entry in shortlist.entries:
        answer = client.get(f"/desk/applications/{entry.application.public_id}/dossier.pdf?blind=1")
        text = pdf_text(answer.get_data()) + str(answer.headers)
        assert told(text, PEOPLE) == []
    answer = client.get(f"/desk/applications/{shortlist.entries[0].application.public_id}/dossier.pdf")
    assert "meritxell casadevall i fonoll" in plain(pdf_text(answer.get_data()))


def test_without_blind_review_only_contact_and_institutions_go(
    db: SQLAlchemy, client: FlaskClient, shortlist: Shortlist, manager: User
) -> None:
    shortlist.blind, shortlist.visible = False, ["score", "evidence"]
    db.session.commit()
    person = shown(shortlist.public_id, by=Reader(user=manager)).person("A")
    assert person.document is not None
    text = plain(person.document.text)
    assert "meritxell casadevall i fonoll" in text
    gone = ("655 501 777", "08202", "conserves del ter", "universitat de la selva", "example.com")
    assert [word for word in gone if word in text] == []
    assert (person.email, person.phone, person.salary, person.form, person.answers) == ("", "", None, None, ())
    client.log_in(manager)  # type: ignore[attr-defined]
    page = client.get(f"/shortlist/{shortlist.public_id}/A")
    assert "Meritxell Casadevall i Fonoll" in page.text
    assert "mailto:" not in page.text
