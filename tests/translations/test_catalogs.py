"""The Catalan and Spanish catalogs say all that the sources say, and no page in them speaks English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from recruit.facts import Flag
from recruit.hiring.models import Application, Opening, ReadingStatus, Shortlist, Stage, User
from recruit.hiring.operations.applications import ApplicationForm, submit_application
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.openings import close_opening, publish_opening, revise_opening
from recruit.hiring.operations.shortlist_sharing import make_link
from recruit.hiring.operations.shortlist_views import ask, give_view
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.users import authenticate
from recruit.hiring.permissions import Reader
from recruit.hiring.queries.openings import details_of, profile_of
from recruit.storage.database import db as database
from tests.factories import a_read_application, a_shortlist, a_user, an_application, an_opening, an_upload, some_facts

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "recruit" / "translations"
LANGUAGES = ("ca", "es")
#: as in docs/translations.md
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["_l", "_n:1,2", "_ln:1,2", "lazy_gettext", "lazy_ngettext:1,2"])
PLACE = re.compile(r"%\(\w+\)[sd]")
SPOKEN = ("title", "aria-label", "placeholder", "alt", "content", "data-too-large")


def said(forms: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A message's forms, one or two; none where nothing is written."""
    return (forms,) if isinstance(forms, str) else tuple(forms or ())


@pytest.fixture(scope="module")
def sources() -> set[tuple[str, ...]]:
    """The messages that stand in the code and in the templates; one that also has a plural is that one."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = {
        said(identity)
        for folder in ("recruit", "templates")
        for _file, _line, identity, _comments, _context in extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern.startswith(folder)],
            {pattern.removeprefix(f"{folder}/"): given for pattern, given in options.items()},
            keywords=KEYWORDS,
            directory_filter=lambda path: Path(path).name != "__pycache__",
        )
    }
    return found - {forms[:1] for forms in found if len(forms) > 1}


def catalog_of(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_the_messages_of_the_sources_and_no_others(language: str, sources: set[tuple[str, ...]]) -> None:
    catalog = catalog_of(language)
    there = {said(message.id) for message in messages(catalog)}
    assert (sorted(sources - there), sorted(there - sources), dict(catalog.obsolete)) == ([], [], {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_written_in_every_form(language: str) -> None:
    catalog = catalog_of(language)
    assert [message.id for message in messages(catalog) if message.fuzzy] == []
    unwritten = [
        message.id
        for message in messages(catalog)
        if len(said(message.string)) != (catalog.num_plurals if message.pluralizable else 1)
        or not all(form.strip() for form in said(message.string))
    ]
    assert unwritten == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same(language: str) -> None:
    """The one form of a plural may say the number in a word; nothing else may miss or add a name."""
    wrong = []
    for message in messages(catalog_of(language)):
        wanted = set(PLACE.findall(said(message.id)[-1]))
        *others, last = [set(PLACE.findall(form)) for form in said(message.string)]
        if last != wanted or not all(wanted - {"%(num)s", "%(num)d"} <= other <= wanted for other in others):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_in_english(language: str) -> None:
    same = [
        message.id
        for message in messages(catalog_of(language))
        if message.string == message.id and len(words_of(said(message.id)[0])) > 2
    ]
    assert same == []


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:’[^\W\d_]+)?", PLACE.sub(" ", text))


class Spoken(HTMLParser):
    """What a page says: its texts and the attributes that are read out, not what people typed into it."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "textarea")
        self.texts += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "textarea")

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def english(sources: set[tuple[str, ...]]) -> re.Pattern[str]:
    """Any source message of three words or more, whatever is filled in."""
    sentences = {form for forms in sources for form in forms if len(words_of(form)) > 2}
    parts = (".+?".join(map(re.escape, PLACE.split(sentence))) for sentence in sorted(sentences, key=len, reverse=True))
    return re.compile("|".join(rf"(?:(?<!\w){part}(?!\w))" for part in parts))


Found = Callable[[str, str], list[str]]
#: role, address and what is sent (None: only asked for)
Asked = Iterator[tuple[str, str, dict[str, str] | None]]


@pytest.fixture
def english_in(english: re.Pattern[str]) -> Found:
    """`english_in(where, page)`: the English sentences that a page says."""

    def found(where: str, page: str) -> list[str]:
        spoken = Spoken()
        spoken.feed(page)
        assert len(spoken.texts) > 5, f"{where} says nothing"
        return [f"{where}: {match[0]}" for text in spoken.texts for match in english.finditer(text)]

    return found


@pytest.fixture
def users(app: Flask) -> dict[str, User]:
    return {
        "admin": a_user("admin", name="Mar Roca"),
        "recruiter": a_user(name="Anna Puig"),
        "manager": a_user("hiring_manager", name="Joan Prat"),
        "idle": a_user("hiring_manager", name="Olga Serra"),
    }


@pytest.fixture
def people(users: dict[str, User]) -> list[Application]:
    """Those of an opening where all has happened that leaves words: every state, notes, views, versions."""
    by, manager = users["recruiter"], users["manager"]
    opening = an_opening(by=by, manager=manager)
    applications = [
        a_read_application(opening),
        a_read_application(opening, some_facts(0)),
        a_read_application(opening, some_facts(24, flags=(Flag("hidden_text"), Flag("undated_position")))),
        a_read_application(opening, rejected="encrypted"),
        an_application(opening),
        waiting(opening),
    ]
    first, second = applications[:2]
    move_stage(first, Stage.SHORTLISTED, by=by)
    move_stage(applications[3], Stage.SHORTLISTED, by=by)
    move_stage(second, Stage.REJECTED, reason="Sense encaix.", by=by)
    add_note(first, "Ha trucat.", by=by)
    confirm_fact(first, "mba", "completed", "Ho diu el diploma.", by=by)
    confirm_fact(first, "experience", {"core_months": 50, "related_months": 60}, "Ho diu la vida laboral.", by=by)
    shared = a_shortlist([first, applications[3]], manager=manager, title="Primera", by=by)
    draft = a_shortlist([first], manager=manager, title="Cega", blind=True, visible=[], shared=False, by=by)
    make_link(draft, "Consell", date.today(), by=by)  # noqa: DTZ011
    give_view(shared.entries[0], up=True, decision="invite", comment="Endavant.", by=Reader(user=manager))
    give_view(shared.entries[1], up=False, by=Reader(user=manager))
    ask(shared.entries[0], "Quan?", by=Reader(user=manager))
    profile, details = profile_of(opening.version), details_of(opening.version, opening)
    revise_opening(
        opening,
        details=replace(details, place="Vic", salary_max=60000),
        profile=replace(profile, bands=replace(profile.bands, strong=72.0)),
        reason="Canvi de seu.",
        expected_version=1,
        by=by,
    )
    assert authenticate("nobody@example.com", "no such password") is None
    return applications


def waiting(opening: Opening) -> Application:
    """An application whose CV nobody has read yet."""
    application = submit_application(
        opening,
        ApplicationForm(name="Pau Soler", email="pau@example.com"),
        cv=an_upload(b"another one"),
        language="ca",
        privacy_version="2026-01",
    )
    application.reading_status = ReadingStatus.WAITING
    database.session.commit()
    return application


def public_pages(people: list[Application]) -> Asked:
    person, opening = people[0], people[0].opening
    yield from (
        ("", address, None)
        for address in ("/", f"/jobs/{opening.slug}", f"/applied/{person.public_id}", "/privacy", "/login", "/no/page")
    )
    apply = f"/jobs/{opening.slug}/apply"
    yield "", apply, None
    yield "", apply, {}
    yield (
        "",
        apply,
        {
            "name": "x" * 130,
            "email": "no",
            "phone": "abc",
            "degree": "bachelor",
            "related_years": "many",
            "salary_expectation": "lots",
            "availability": "x" * 130,
            "message": "x" * 5000,
        },
    )
    yield "", "/login", {"email": "a@example.com", "password": "no"}
    yield "", "/login", {}


def desk_pages(people: list[Application]) -> Asked:
    of_opening = f"/desk/openings/{people[0].opening.slug}"
    for address in (
        "/desk/",
        "/desk/openings/new",
        f"{of_opening}/applications",
        f"{of_opening}/applications?q=nobody-of-this-name",
        f"{of_opening}/what-if?w.degree=0&w.skills=90",
        f"{of_opening}/what-if?y.1=5&y.2=9&strong=60",
        f"{of_opening}/compare",
        f"{of_opening}/compare?" + "&".join(f"a={each.public_id}" for each in people[:4]),
        f"{of_opening}/role",
        f"{of_opening}/versions",
        *(f"{of_opening}/{part}" for part in ("details", "texts", "criteria", "market")),
    ):
        yield "recruiter", address, None
    for application in people:
        yield "recruiter", f"/desk/applications/{application.public_id}", None
    page = f"/desk/applications/{people[0].public_id}"
    yield "recruiter", f"{page}?view=text", None
    for fact in ("degree", "mba", "experience", "skill:negotiation"):
        yield "recruiter", f"{page}?fact={fact}", None
    yield "recruiter", f"{page}/stage?to=rejected", None
    yield "recruiter", f"{page}/stage", {"to": "rejected"}
    yield "recruiter", f"{page}/facts", {"fact": "degree", "value": "doctorate"}
    for part in ("details", "texts", "criteria", "market"):
        yield "recruiter", f"{of_opening}/{part}", {"reason": ""}
    yield "recruiter", "/desk/openings/new", {}
    yield "manager", "/desk/", None


def other_pages(people: list[Application], user: User) -> Asked:
    person, opening = people[0], people[0].opening
    yield "idle", "/shortlist/", None
    shared, draft = database.session.scalars(select(Shortlist).order_by(Shortlist.id))
    for address in (
        "/shortlist/",
        f"/shortlist/{shared.public_id}",
        *(f"/shortlist/{shared.public_id}/{c}" for c in "AB"),
    ):
        yield "manager", address, None
    for shortlist in (shared, draft):
        yield "recruiter", f"/shortlist/{shortlist.public_id}/A", None
        yield "recruiter", f"/desk/shortlists/{shortlist.public_id}", None
        yield "recruiter", f"/desk/shortlists/{shortlist.public_id}/links", {"recipient": "", "until": "2020-01-01"}
        yield "recruiter", f"/desk/shortlists/{shortlist.public_id}/views", None
    yield "recruiter", f"/desk/openings/{opening.slug}/shortlists", None
    yield "recruiter", f"/desk/shortlists/add?application={person.public_id}", None
    for address in (
        "/admin/users",
        "/admin/users/new",
        f"/admin/users/{user.id}",
        "/admin/audit",
        "/admin/audit?subject=user:999",
        "/account/password",
    ):
        yield "admin", address, None
    yield "admin", "/admin/users/new", {}
    yield "admin", f"/admin/users/{user.id}", {"name": ""}
    yield "admin", "/account/password", {"old": "no", "new": "short", "again": "other"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["public", "desk", "other"])
def test_no_page_speaks_english(
    app: Flask, users: dict[str, User], people: list[Application], english_in: Found, part: str, language: str
) -> None:
    pages = {
        "public": public_pages(people),
        "desk": desk_pages(people),
        "other": other_pages(people, users["recruiter"]),
    }[part]
    found, statuses = [], set()
    for role, address, sent in pages:
        client = client_in(app, language, users.get(role))
        response = client.get(address) if sent is None else client.post(address, data=sent)
        statuses.add(response.status_code)
        page = response.get_data(as_text=True)
        assert response.status_code < 300 or response.status_code >= 400, f"{address} sends elsewhere"
        assert "<html" not in page or f'lang="{language}"' in page
        found += english_in(address, page)
    assert found == []
    assert statuses == {"public": {200, 404, 422}, "desk": {200, 403, 422}, "other": {200, 422}}[part]


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_and_closed_pages_do_not_speak_english_either(
    app: Flask, users: dict[str, User], english_in: Found, language: str
) -> None:
    by = users["recruiter"]
    found = []
    recruiter, visitor = client_in(app, language, by), client_in(app, language)
    for client, address in ((recruiter, "/desk/"), (visitor, "/")):
        found += english_in(address, client.get(address).get_data(as_text=True))
    opening = an_opening(by=by, published=False, manager=users["manager"])
    addresses = [
        *(f"/desk/openings/{opening.slug}/{part}" for part in ("applications", "what-if", "versions")),
        f"/jobs/{opening.slug}",
        f"/jobs/{opening.slug}/apply",
        f"/desk/openings/{opening.slug}/shortlists",
    ]
    for change in (None, publish_opening, close_opening):
        if change:
            change(opening, by=by)
        for address in addresses:
            found += english_in(address, recruiter.get(address).get_data(as_text=True))
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_is_in_the_language_of_the_application(
    app: Flask,
    english: re.Pattern[str],
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
    language: str,
) -> None:
    an_application(an_opening(closes_on=date.today() + timedelta(days=3)), language=language)  # noqa: DTZ011
    run_jobs()
    (mail,) = sent_mails()
    lines = [str(mail["Subject"]), *mail.get_content().splitlines()]
    assert len(lines) > 5
    assert [match[0] for line in lines for match in english.finditer(line)] == []


def client_in(app: Flask, language: str, user: User | None = None) -> FlaskClient:
    """A browser in this language, of this user."""
    client = app.test_client()
    client.set_cookie("language", language)
    if user is not None:
        client.log_in(user)  # type: ignore[attr-defined]
    return client
