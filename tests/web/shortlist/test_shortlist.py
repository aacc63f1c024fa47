"""The readers' pages: which lists, who is on them, what stands there, and what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.facts import Grade, Mention
from recruit.hiring.models import (
    Application,
    AuditEntry,
    Opening,
    Shortlist,
    ShortlistStatus,
    ShortlistView,
    User,
)
from recruit.hiring.operations.answers import keep_attachment
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.operations.shortlist_sharing import make_link, set_managers
from recruit.hiring.operations.shortlist_views import answer, give_view
from recruit.hiring.operations.shortlists import (
    add_to_shortlist,
    change_shortlist,
    comment_on,
    create_shortlist,
    set_status,
)
from recruit.hiring.permissions import Reader
from recruit.role_profile.questions import Kind, Question
from recruit.storage.database import now
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_shortlist, a_user, an_application, an_opening, quote, some_facts


@pytest.fixture
def recruiter(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig")


@pytest.fixture
def manager(db: SQLAlchemy) -> User:
    return a_user("hiring_manager", name="Joan Prat")


@pytest.fixture
def opening(recruiter: User) -> Opening:
    return an_opening(by=recruiter)


@pytest.fixture
def browser(client: FlaskClient, manager: User) -> FlaskClient:
    return client.log_in(manager)  # type: ignore[attr-defined, no-any-return]


def someone(opening: Opening, name: str, months: int = 48, **facts: object) -> Application:
    return a_read_application(opening, some_facts(months, **facts), name=name)


@pytest.fixture
def shared(opening: Opening, recruiter: User, manager: User) -> Shortlist:
    people = [someone(opening, "Carla Núñez", 6), someone(opening, "Àngels Prat", 60)]
    return a_shortlist(people, manager=manager, by=recruiter)


def names(page: str) -> list[str]:
    return re.findall(r'<h2>(?:<span class="code"[^>]*>\w+</span>)?<a href="/shortlist/[^"]+">([^<]+)</a></h2>', page)


def test_the_index_counts_people_and_who_waits(browser: FlaskClient, shared: Shortlist, recruiter: User) -> None:
    a_shortlist([shared.entries[0].application], shared=False, by=recruiter, title="A draft")
    a_shortlist([shared.entries[0].application], by=recruiter, title="Of others")
    page = browser.get("/shortlist/").text
    assert re.findall(r'<h2><a href="/shortlist/([^"]+)">([^<]+)</a></h2>', page) == [(shared.public_id, "First round")]
    assert "2 people" in page
    assert "2 wait for your view" in page
    browser.post(f"/shortlist/{shared.public_id}/A/view", data={"up": "1"})
    assert "1 waits for your view" in browser.get("/shortlist/").text


def test_a_manager_without_shortlists_is_told_what_will_come(browser: FlaskClient) -> None:
    assert "Nothing is shared with you yet" in browser.get("/shortlist/").text


def test_people_stand_in_the_recruiters_order_with_points_and_quotes(browser: FlaskClient, shared: Shortlist) -> None:
    comment_on(shared.entries[0], "Look at the *numbers*.", by=shared.created_by)
    page = browser.get(f"/shortlist/{shared.public_id}").text
    assert names(page) == ["Carla Núñez", "Àngels Prat"]
    assert page.count('class="span-line"') == 2
    assert "Look at the *numbers*." in page
    quotes = re.findall(r"<q>([^<]+)</q></a>", page)
    assert quotes[:3] == ["Key Account Manager", "Vaig negociar els contractes", "Grau en Administració"]
    assert f"#e-{quote('Key Account Manager').start}-" in page


def test_a_post_is_quoted_by_its_title_and_no_words_twice(
    browser: FlaskClient, opening: Opening, recruiter: User, manager: User
) -> None:
    post = replace(some_facts().positions[0], date_evidence=quote("03/2018 - 02/2022"))
    mention = (Mention(Grade.SHOWN, quote("Vaig negociar els contractes")),)
    person = someone(
        opening, "Àngels Prat", positions=(post,), skills={"negotiation": mention},
        duties={"negotiation_strategy": mention},
    )  # fmt: skip
    page = browser.get(f"/shortlist/{a_shortlist([person], manager=manager, by=recruiter).public_id}").text
    assert re.findall(r"<q>([^<]+)</q></a>", page)[0] == "Key Account Manager"
    assert page.count("<q>Vaig negociar els contractes</q>") == 1


def test_the_person_s_page_shows_score_evidence_and_cv(browser: FlaskClient, shared: Shortlist) -> None:
    application = shared.entries[1].application
    add_note(application, "Among ourselves: too dear?", by=shared.created_by)
    confirm_fact(application, "mba", "completed", "Saw it.", by=shared.created_by)
    page = browser.get(f"/shortlist/{shared.public_id}/B").text
    start = quote("Key Account Manager").start
    assert f'href="#e-{start}-' in page
    assert f'id="e-{start}-' in page
    # what is the desk's stays at the desk: notes, history, the original, corrections and their reasons
    for kept in ("too dear", "Saw it.", "/desk/", 'class="edit-fact', "Undo", "Anna Puig"):
        assert kept not in page


def test_only_what_is_made_visible_is_there(
    browser: FlaskClient, opening: Opening, recruiter: User, manager: User
) -> None:
    person = a_read_application(
        opening, name="Àngels Prat", phone="600 111 222", salary_expectation=48000, message="Hi!"
    )
    bare = a_shortlist([person], manager=manager, visible=[], by=recruiter)
    full = a_shortlist([person], manager=manager, by=recruiter)
    seen = {}
    for shortlist in (bare, full):
        pages = [browser.get(f"/shortlist/{shortlist.public_id}{at}").text for at in ("", "/A", "/A?view=text")]
        seen[shortlist.id] = "".join(pages)
    for words in (person.email, "600 111 222", "48,000", "Hi!", "points-value", "Vaig negociar"):
        assert words not in seen[bare.id], words
        assert words in seen[full.id], words
    assert "Vins del Priorat" not in seen[bare.id]
    assert "Vins del Priorat" in seen[full.id]
    assert "Key Account Manager" in seen[bare.id]


def test_a_view_is_given_bit_by_bit_and_changed(
    browser: FlaskClient, db: SQLAlchemy, shared: Shortlist, manager: User
) -> None:
    address = f"/shortlist/{shared.public_id}/B"
    assert browser.post(f"{address}/view", data={"up": "1"}).location == f"{address}#view"
    browser.post(f"{address}/view", data={"comment": " Soon, please. "})
    listed = browser.post(f"{address}/view", data={"decision": "invite", "back": "list"})
    assert listed.location == f"/shortlist/{shared.public_id}#a-B"
    view = db.session.scalars(select(ShortlistView)).one()
    assert (view.up, view.comment, view.decision, view.by_id) == (True, "Soon, please.", "invite", manager.id)
    page = browser.get(address).text
    assert re.search(r'value="1"[^>]*aria-pressed="true"', page)
    assert re.search(r'value="invite"[^>]*aria-pressed="true"', page)
    assert "Soon, please.</textarea>" in page
    browser.post(f"{address}/view", data={"up": "0"})
    db.session.expire_all()
    view = db.session.scalars(select(ShortlistView)).one()
    assert (view.up, view.comment, view.decision) == (False, "Soon, please.", "invite")
    log = select(AuditEntry).where(AuditEntry.act == "shortlist.view_given").order_by(AuditEntry.id)
    assert [entry.after["up"] for entry in db.session.scalars(log) if entry.after] == [True, True, True, False]


def test_what_can_t_be_kept_is_said_and_nothing_typed_is_lost(
    browser: FlaskClient, db: SQLAlchemy, shared: Shortlist
) -> None:
    long = "So many words. " * 140
    for form, field in (("view", "comment"), ("question", "text")):
        response = browser.post(f"/shortlist/{shared.public_id}/A/{form}", data={field: long})
        assert response.status_code == 422
        assert "That is too long: at most 2,000 characters." in response.text
        assert long.strip() in response.text
    for wrong in ({"up": "maybe"}, {"decision": "hire"}):
        assert browser.post(f"/shortlist/{shared.public_id}/A/view", data=wrong).status_code == 400
    assert db.session.scalars(select(ShortlistView)).all() == []


def test_questions_and_answers_are_seen_by_all_readers(
    browser: FlaskClient, client: FlaskClient, shared: Shortlist
) -> None:
    browser.post(f"/shortlist/{shared.public_id}/A/question", data={"text": "Can she start in May?"})
    answer(shared.entries[0], "In June.", by=shared.created_by)
    page = browser.get(f"/shortlist/{shared.public_id}/A").text
    assert page.index("Can she start in May?") < page.index("In June.")
    assert "thread-ours" in page
    client.log_in(shared.created_by)  # type: ignore[attr-defined]
    assert "Can she start in May?" in client.get(f"/desk/shortlists/{shared.public_id}").text


def test_a_reader_s_own_order_by_buttons(browser: FlaskClient, db: SQLAlchemy, shared: Shortlist) -> None:
    order = f"/shortlist/{shared.public_id}/order"
    assert browser.post(order, data={"code": ["A", "B"], "move": "up:B"}).status_code == 302
    assert browser.post(order, data={"code": ["B", "A"], "move": "up:B"}).status_code == 302  # is first already
    views = db.session.scalars(select(ShortlistView).order_by(ShortlistView.place))
    assert [(view.entry.code, view.place, view.said) for view in views] == [("B", 1, False), ("A", 2, False)]
    rows = re.findall(r'class="order-row" data-code="(\w)"', browser.get(f"/shortlist/{shared.public_id}").text)
    assert rows == ["B", "A"]


def test_a_recruiter_sees_the_list_as_readers_do_and_judges_nothing(
    client: FlaskClient, shared: Shortlist, manager: User
) -> None:
    give_view(shared.entries[1], up=False, comment="Not for this sector.", by=Reader(user=manager))
    client.log_in(shared.created_by)  # type: ignore[attr-defined]
    for address in (f"/shortlist/{shared.public_id}", f"/shortlist/{shared.public_id}/B"):
        page = client.get(address).text
        assert "Not for this sector." in page
        assert 'name="up"' not in page
    assert client.post(f"/shortlist/{shared.public_id}/B/view", data={"up": "1"}).status_code == 403
    page = client.get(f"/desk/shortlists/{shared.public_id}/views").text
    assert "Joan Prat" in page
    assert "Not for this sector." in page


def test_a_link_is_opened_counted_and_judged_through(client: FlaskClient, db: SQLAlchemy, shared: Shortlist) -> None:
    link, token = make_link(shared, "Núria Albareda", (now() + timedelta(days=2)).date(), by=shared.created_by)
    assert client.get(f"/shortlist/{shared.public_id}").status_code == 302  # to the login
    assert "shares with Núria Albareda" in client.get(f"/shortlist/open/{token}").text
    assert link.uses == 0  # only looked at
    assert client.post(f"/shortlist/open/{token}").location == f"/shortlist/{shared.public_id}"
    page = client.get(f"/shortlist/{shared.public_id}")
    assert names(page.text) == ["Carla Núñez", "Àngels Prat"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"
    client.post(f"/shortlist/{shared.public_id}/A/view", data={"up": "1", "comment": "Yes."})
    client.post(f"/shortlist/{shared.public_id}/A/question", data={"text": "When?"})
    client.post(f"/shortlist/{shared.public_id}/order", data={"code": ["B", "A"]})
    db.session.expire_all()
    assert (link.uses, link.last_used_at is not None) == (1, True)
    assert [(view.by_id, view.link_id, view.up) for view in shared.entries[0].views] == [(None, link.id, True)]
    acts = list(db.session.scalars(select(AuditEntry.act).where(AuditEntry.actor == "link Núria Albareda")))
    assert acts == ["shortlist.link_opened", "shortlist.view_given", "shortlist.asked", "shortlist.ranked"]
    client.log_in(shared.created_by)  # type: ignore[attr-defined]
    assert "Núria Albareda" in client.get(f"/desk/shortlists/{shared.public_id}/views").text


def test_tokens_are_not_tried_forever(make_app, shared: Shortlist) -> None:  # type: ignore[no-untyped-def]
    limited = make_app(RATELIMIT_ENABLED=True).test_client()
    answers = [limited.get(f"/shortlist/open/guess-{number}").status_code for number in range(32)]
    assert set(answers[:30]) == {404}
    assert answers[-1] == 429


def test_a_cv_that_could_not_be_read_is_said(
    browser: FlaskClient, opening: Opening, recruiter: User, manager: User
) -> None:
    person = a_read_application(opening, rejected="encrypted", name="Àngels Prat")
    for blind in (True, False):
        shortlist = a_shortlist([person], manager=manager, blind=blind, by=recruiter)
        page = browser.get(f"/shortlist/{shortlist.public_id}/A").text
        assert "The CV could not be read. The score rests on the form alone." in page
        assert browser.get(f"/shortlist/{shortlist.public_id}/A/dossier.pdf").status_code == 200


def test_answers_to_the_opening_s_questions_are_shown_where_that_was_chosen(
    browser: FlaskClient, opening: Opening, recruiter: User, manager: User, db: SQLAlchemy
) -> None:
    said = dict.fromkeys(("ca", "es", "en"), "Why do you want this post?")
    questions = (
        Question("why", Kind.LONG_TEXT, said),
        Question("proof", Kind.FILE, dict.fromkeys(said, "Your certificate")),
        Question("free", Kind.DATE, dict.fromkeys(said, "When are you free?")),
    )
    revise_opening(opening, questions=questions, reason="asked", expected_version=1, by=recruiter)
    file = keep_attachment(b"\x89PNG\r\n\x1a\n certificate", "seal.png", questions[1])
    answers = {"why": "I am Carla: I like long negotiations.", "proof": file.token}
    person = an_application(opening, name="Carla Núñez", answers=answers)
    shortlist = create_shortlist(opening, "First round", by=recruiter)
    add_to_shortlist(shortlist, [person], by=recruiter)
    set_managers(shortlist, [manager.id], by=recruiter)
    set_status(shortlist, ShortlistStatus.SHARED, by=recruiter)
    at = f"/shortlist/{shortlist.public_id}/A"
    assert "Why do you want this post?" not in browser.get(at).text

    def shown_answers() -> list[tuple[str, str]]:
        part = re.search(r'id="answers".*?</section>', browser.get(at).text, re.DOTALL)
        found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", part[0]) if part else []
        return [(question, re.sub(r"<[^>]+>", "", answer)) for question, answer in found]

    for blind in (False, True):
        change_shortlist(
            shortlist, title="First round", introduction="", blind=blind, visible=["answers"], by=recruiter
        )
        why, proof, free = (
            ("Why do you want this post?", f"I am {'█████' if blind else 'Carla'}: I like long negotiations."),
            ("Your certificate", "seal.png"),
            ("When are you free?", "left empty"),
        )
        assert shown_answers() == ([why, free] if blind else [why, proof, free])
        assert browser.get(f"{at}/dossier.pdf").status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_few_queries_however_many_people(
    browser: FlaskClient, count_queries: CountQueries, opening: Opening, recruiter: User, manager: User, people: int
) -> None:
    persons = [someone(opening, f"Person {number}") for number in range(people)]
    shortlist = a_shortlist(persons, manager=manager, by=recruiter)
    for entry in shortlist.entries:
        give_view(entry, up=True, comment="Good.", by=Reader(user=manager))
    counts = []
    at = f"/shortlist/{shortlist.public_id}"
    for address in ("/shortlist/", at, f"{at}/A"):
        with count_queries() as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [4, 9, 10]
