"""The hiring manager's pages: who is on them, what stands there, and their view."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.facts import Grade, Mention
from recruit.hiring.models import Application, AuditEntry, Opening, Stage, User, Verdict
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.verdicts import give_verdict
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_opening, quote, some_facts


@pytest.fixture
def recruiter(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig")


@pytest.fixture
def manager(db: SQLAlchemy) -> User:
    return a_user("hiring_manager", name="Joan Prat")


@pytest.fixture
def opening(recruiter: User, manager: User) -> Opening:
    return an_opening(by=recruiter, manager=manager)


@pytest.fixture
def browser(client: FlaskClient, manager: User) -> FlaskClient:
    return client.log_in(manager)  # type: ignore[attr-defined, no-any-return]


def proposed(opening: Opening, recruiter: User, name: str, months: int = 48, **facts: object) -> Application:
    application = a_read_application(opening, some_facts(months, **facts), name=name)
    move_stage(application, Stage.SHORTLISTED, by=recruiter)
    return application


def names(page: str) -> list[str]:
    return re.findall(r'<h2><a href="/shortlist/applications/[^"]+">([^<]+)</a></h2>', page)


def judge(browser: FlaskClient, application: Application, up: str, comment: str = "", **more: str):  # type: ignore[no-untyped-def]
    return browser.post(
        f"/shortlist/applications/{application.public_id}/verdict", data={"up": up, "comment": comment, **more}
    )


def test_the_index_counts_people_and_who_waits(
    browser: FlaskClient, opening: Opening, recruiter: User, manager: User
) -> None:
    an_opening(by=recruiter, manager=a_user("hiring_manager"), place="Reus")
    an_opening(by=recruiter, manager=manager, place="Olot", published=False)
    first = proposed(opening, recruiter, "Àngels Prat")
    proposed(opening, recruiter, "Bruno Díaz")
    page = browser.get("/shortlist/").text
    assert re.findall(r'href="/shortlist/([^"]+)">Key Account Manager', page) == [opening.slug]
    assert "2 people" in page
    assert "2 wait for your view" in page
    judge(browser, first, "1")
    assert "1 waits for your view" in browser.get("/shortlist/").text


def test_a_manager_without_openings_is_told_what_will_come(client: FlaskClient) -> None:
    client.log_in(a_user("hiring_manager"))  # type: ignore[attr-defined]
    assert "No opening is yours yet" in client.get("/shortlist/").text


def test_an_empty_shortlist_says_so(browser: FlaskClient, opening: Opening) -> None:
    a_read_application(opening, name="Not Yet")
    page = browser.get(f"/shortlist/{opening.slug}").text
    assert "Nobody is on the shortlist yet" in page
    assert "Not Yet" not in page


def test_people_are_ranked_with_points_criteria_and_quotes(
    browser: FlaskClient, opening: Opening, recruiter: User
) -> None:
    proposed(opening, recruiter, "Carla Núñez", 6)
    proposed(opening, recruiter, "Àngels Prat", 60)
    move_stage(a_read_application(opening, name="Rejected Person"), Stage.REJECTED, reason="no", by=recruiter)
    page = browser.get(f"/shortlist/{opening.slug}").text
    assert names(page) == ["Àngels Prat", "Carla Núñez"]
    assert "Rejected Person" not in page
    assert page.count('class="span-line"') == 2
    # degree, MBA, experience, skills of each; the duties do not count
    assert len(re.findall(r'class="meter c-(?:degree|mba|experience|skills)[ "]', page)) == 8
    quotes = re.findall(r"<q>([^<]+)</q></a>", page)
    assert quotes[:3] == ["Key Account Manager", "Vaig negociar els contractes", "Grau en Administració"]
    assert f"#e-{quote('Key Account Manager').start}-" in page


def test_a_post_is_quoted_by_its_title_not_its_dates(browser: FlaskClient, opening: Opening, recruiter: User) -> None:
    post = some_facts().positions[0]
    dated = replace(post, date_evidence=quote("03/2018 - 02/2022"))
    proposed(opening, recruiter, "Àngels Prat", positions=(dated,))
    page = browser.get(f"/shortlist/{opening.slug}").text
    assert re.findall(r"<q>([^<]+)</q></a>", page)[0] == "Key Account Manager"


def test_the_same_words_are_quoted_once(browser: FlaskClient, opening: Opening, recruiter: User) -> None:
    mention = (Mention(Grade.SHOWN, quote("Vaig negociar els contractes")),)
    proposed(
        opening, recruiter, "Àngels Prat", skills={"negotiation": mention}, duties={"negotiation_strategy": mention}
    )
    page = browser.get(f"/shortlist/{opening.slug}").text
    assert page.count("<q>Vaig negociar els contractes</q>") == 1


def test_the_person_s_page_shows_score_evidence_and_cv(browser: FlaskClient, opening: Opening, recruiter: User) -> None:
    application = proposed(opening, recruiter, "Àngels Prat")
    add_note(application, "Among ourselves: too dear?", by=recruiter)
    confirm_fact(application, "mba", "completed", "Saw it.", by=recruiter)
    response = browser.get(f"/shortlist/applications/{application.public_id}")
    assert response.status_code == 200
    page = response.text
    start = quote("Key Account Manager").start
    assert f'href="#e-{start}-' in page
    assert f'id="e-{start}-' in page
    assert "Anna Puig confirmed" in page
    # what is the desk's stays at the desk: notes, history, the original, corrections, stages
    assert "too dear" not in page
    assert "/desk/" not in page
    assert 'class="edit-fact' not in page
    assert "Undo" not in page


def test_one_press_says_it_and_another_changes_it(
    browser: FlaskClient, db: SQLAlchemy, opening: Opening, recruiter: User, manager: User
) -> None:
    application = proposed(opening, recruiter, "Àngels Prat")
    address = f"/shortlist/applications/{application.public_id}"
    assert judge(browser, application, "1", " Soon, please. ").location == f"{address}#view"
    verdict = db.session.scalars(select(Verdict)).one()
    assert (verdict.up, verdict.comment, verdict.by_id) == (True, "Soon, please.", manager.id)
    page = browser.get(address).text
    assert re.search(r'value="1"[^>]*aria-pressed="true"', page)
    assert re.search(r'value="0"[^>]*aria-pressed="false"', page)
    assert "Soon, please.</textarea>" in page

    answer = judge(browser, application, "0", "Soon, please.", back="list")
    assert answer.location == f"/shortlist/{opening.slug}#a-{application.public_id}"
    db.session.expire_all()
    verdict = db.session.scalars(select(Verdict)).one()
    assert (verdict.up, verdict.comment) == (False, "Soon, please.")
    said = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "verdict.given").order_by(AuditEntry.id)).all()
    assert [(e.before, e.after["up"] if e.after else None) for e in said] == [(None, True), ({"up": True}, False)]


def test_the_list_keeps_the_comment_of_a_quick_change(browser: FlaskClient, opening: Opening, recruiter: User) -> None:
    application = proposed(opening, recruiter, "Àngels Prat")
    judge(browser, application, "1", 'Has "presence" & calm')
    page = browser.get(f"/shortlist/{opening.slug}").text
    assert '<input type="hidden" name="comment" value="Has &#34;presence&#34; &amp; calm">' in page


def test_what_can_t_be_kept_is_said_and_nothing_typed_is_lost(
    browser: FlaskClient, db: SQLAlchemy, opening: Opening, recruiter: User
) -> None:
    application = proposed(opening, recruiter, "Àngels Prat")
    long = "So many words. " * 70
    response = judge(browser, application, "1", long)
    assert response.status_code == 422
    assert "The comment is too long" in response.text
    assert long.strip() in response.text
    assert judge(browser, application, "maybe").status_code == 400
    assert db.session.scalars(select(Verdict)).all() == []


def test_a_recruiter_sees_the_managers_view_and_can_t_give_one(
    client: FlaskClient, opening: Opening, recruiter: User, manager: User
) -> None:
    application = proposed(opening, recruiter, "Àngels Prat")
    give_verdict(application, up=False, comment="Not for this sector.", by=manager)
    client.log_in(recruiter)  # type: ignore[attr-defined]
    for address in (f"/shortlist/{opening.slug}", f"/shortlist/applications/{application.public_id}"):
        page = client.get(address).text
        assert "Not for this sector." in page
        assert "Joan Prat" in page
        assert "/verdict" not in page
    assert judge(client, application, "1").status_code == 403


def test_a_cv_that_could_not_be_read_is_said(browser: FlaskClient, opening: Opening, recruiter: User) -> None:
    application = a_read_application(opening, rejected="encrypted", name="Àngels Prat")
    move_stage(application, Stage.SHORTLISTED, by=recruiter)
    page = browser.get(f"/shortlist/applications/{application.public_id}").text
    assert "The CV could not be read. The score rests on the form alone." in page
    assert browser.get(f"/shortlist/{opening.slug}").status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_few_queries_however_many_people(
    browser: FlaskClient, count_queries: CountQueries, opening: Opening, recruiter: User, manager: User, people: int
) -> None:
    for number in range(people):
        application = proposed(opening, recruiter, f"Person {number}")
        give_verdict(application, up=True, comment="Good.", by=manager)
    counts = []
    for address in ("/shortlist/", f"/shortlist/{opening.slug}", f"/shortlist/applications/{application.public_id}"):
        with count_queries() as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [4, 6, 7]
