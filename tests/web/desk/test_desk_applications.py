"""The ranked list and the application page, as the server gives them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.facts import Flag, Grade, Mention
from recruit.hiring.models import Opening, Stage
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.stages import move_stage
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_application, an_opening, an_upload, quote, some_facts


@pytest.fixture
def desk(client: FlaskClient, db: SQLAlchemy) -> FlaskClient:
    """A recruiter's browser."""
    return client.log_in(a_user(name="Anna Puig"))  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


def address(opening: Opening, query: str = "") -> str:
    return f"/desk/openings/{opening.slug}/applications" + (f"?{query}" if query else "")


def rows(page: str) -> list[str]:
    """The names of a list, in order."""
    return re.findall(r'class="row-name"[^>]*>([^<]+)<', page)


def three(opening: Opening) -> None:
    a_read_application(opening, some_facts(60), name="Àngels Prat")
    a_read_application(opening, some_facts(24), name="Bruno Díaz")
    a_read_application(opening, some_facts(6), name="Carla Núñez")


def test_the_list_is_ranked_and_says_points_range_and_band(desk: FlaskClient, opening: Opening) -> None:
    three(opening)
    page = desk.get(address(opening)).text
    assert rows(page) == ["Àngels Prat", "Bruno Díaz", "Carla Núñez"]
    assert re.findall(r'col-rank">(\d)<', page) == ["1", "2", "3"]
    assert page.count('class="span-line"') == 3
    assert page.count('class="strip ') == 3
    # a bar for each of the five criteria of each of the three
    assert len(re.findall(r'class="meter c-\w+[ "]', page)) == 15


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("sort=name&dir=desc", ["Carla Núñez", "Bruno Díaz", "Àngels Prat"]),
        ("sort=experience&dir=asc", ["Carla Núñez", "Bruno Díaz", "Àngels Prat"]),
        ("sort=flags&dir=asc&q=bruno", ["Bruno Díaz"]),
        ("q=nunez", ["Carla Núñez"]),
        ("years_min=1.5", ["Àngels Prat", "Bruno Díaz"]),
        ("stage=rejected", []),
    ],
)
def test_an_address_filters_and_sorts(desk: FlaskClient, opening: Opening, query: str, names: list[str]) -> None:
    three(opening)
    page = desk.get(address(opening, query)).text
    assert rows(page) == names
    if not names:
        assert "No application fits these filters" in page


def test_a_list_without_applications_says_what_comes_next(desk: FlaskClient, opening: Opening) -> None:
    assert "The job page is open." in desk.get(address(opening)).text
    draft = an_opening(published=False, place="Vic")
    assert "Publish it, and people can apply" in desk.get(address(draft)).text


def test_while_cvs_are_read_the_list_says_how_many_and_asks_again(desk: FlaskClient, opening: Opening) -> None:
    three(opening)
    an_application(opening, cv=an_upload(), name="Dídac Soler")
    page = desk.get(address(opening)).text
    assert "Reading 3 of 4 CVs" in page
    assert 'hx-trigger="every 3s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert rows(page)[-1] == "Dídac Soler"


def test_pages_lead_on(desk: FlaskClient, opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recruit.web.desk.applications.PER_PAGE", 2)
    three(opening)
    page = desk.get(address(opening)).text
    assert rows(page) == ["Àngels Prat", "Bruno Díaz"]
    assert "1–2 of 3" in page
    found = re.search(r'rel="next" href="([^"]+)"', page)
    assert found is not None
    second = desk.get(unescape(found[1])).text
    assert rows(second) == ["Carla Núñez"]
    assert "3–3 of 3" in second
    found = re.search(r'rel="prev" href="([^"]+)"', second)
    assert found is not None
    assert rows(desk.get(unescape(found[1])).text) == ["Àngels Prat", "Bruno Díaz"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_few_queries(
    desk: FlaskClient, opening: Opening, count_queries: CountQueries, count: int
) -> None:
    for _each in range(count):
        a_read_application(opening)
    url = address(opening)
    with count_queries() as queries:
        assert desk.get(url).status_code == 200
    assert len(queries) == 9, "\n".join(queries)


@pytest.mark.parametrize("count", [1, 3])
def test_the_application_takes_the_same_few_queries(
    desk: FlaskClient, opening: Opening, count_queries: CountQueries, count: int
) -> None:
    recruiter = a_user()
    for _each in range(count):
        application = a_read_application(opening)
        for _note in range(count):
            add_note(application, "Spoke on the phone.", by=recruiter)
    url = f"/desk/applications/{application.public_id}"
    with count_queries() as queries:
        assert desk.get(url).status_code == 200
    assert len(queries) <= 12, "\n".join(queries)


def test_every_mark_leads_to_its_row_and_back(desk: FlaskClient, opening: Opening) -> None:
    application = a_read_application(opening)
    page = desk.get(f"/desk/applications/{application.public_id}").text
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    marks = re.findall(r'data-mark="(e-\d+-\d+)"', page)
    assert marks
    for anchor in [*marks, *re.findall(r'href="#([^"]+)"', page)]:
        assert anchor in ids, anchor
    assert len(re.findall(r'\bid="([^"]+)"', page)) == len(ids), "an id stands twice"
    assert {"f-degree", "f-mba", "f-experience", "f-skills", "f-skills-negotiation", "f-duties"} <= ids


def test_the_words_of_the_cv_are_escaped(desk: FlaskClient, opening: Opening) -> None:
    application = a_read_application(opening, name="<script>alert(1)</script>", message="<img src=x onerror=y>")
    page = desk.get(f"/desk/applications/{application.public_id}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "style=" not in page


def test_form_and_cv_stand_side_by_side_where_they_differ(desk: FlaskClient, opening: Opening) -> None:
    application = a_read_application(opening, some_facts(24), related_years=9.0)
    page = desk.get(f"/desk/applications/{application.public_id}").text
    sides = re.search(r'class="sides".*?</div>\s*</div>', page, re.DOTALL)
    assert sides is not None
    said = re.findall(r"<strong>([^<]+)</strong>", sides[0])
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in said] == ["9 y", "2 y"]


def test_previous_and_next_follow_the_ranking_and_keep_the_list(desk: FlaskClient, opening: Opening) -> None:
    three(opening)
    first = re.findall(r'data-row="([^"]+)"', desk.get(address(opening)).text)
    page = desk.get(f"/desk/applications/{first[1]}?list=stage%3Dnew").text
    assert f'rel="prev" href="/desk/applications/{first[0]}?list=stage%3Dnew"' in page
    assert f'rel="next" href="/desk/applications/{first[2]}?list=stage%3Dnew"' in page
    assert f'href="{address(opening, "stage=new")}"' in page


def test_a_cv_that_could_not_be_read_says_so_and_keeps_the_original(desk: FlaskClient, opening: Opening) -> None:
    application = a_read_application(opening, rejected="encrypted")
    page = desk.get(f"/desk/applications/{application.public_id}").text
    assert "The CV could not be read" in page
    assert "Read it again" in page
    assert f"/desk/applications/{application.public_id}/original" in page


def test_the_original_comes_as_a_download_that_cannot_run(desk: FlaskClient, opening: Opening) -> None:
    application = a_read_application(opening)
    answer = desk.get(f"/desk/applications/{application.public_id}/original")
    assert answer.data.decode().startswith("Núria Vidal Serra")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=cv.txt")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.mimetype == "application/octet-stream"


def test_a_skill_shows_its_quote_and_the_others_of_it(desk: FlaskClient, opening: Opening) -> None:
    mentions = (
        Mention(Grade.SHOWN, quote("Vaig negociar els contractes")),
        Mention(Grade.CLAIMED, quote("vuit clients")),
    )
    application = a_read_application(opening, some_facts(12, skills={"negotiation": mentions}))
    page = desk.get(f"/desk/applications/{application.public_id}").text
    row = re.search(r'id="f-skills-negotiation".*?</li>', page, re.DOTALL)
    assert row is not None
    assert "<q>Vaig negociar els contractes</q>" in row[0]


def test_what_the_reading_noticed_is_said_once_in_words(desk: FlaskClient, opening: Opening) -> None:
    flags = (
        Flag("end_before_start", "2019 – 2015"),
        Flag("end_before_start", "2012 – 2011"),
        Flag("hidden_text", "tiny: KAM"),
    )
    application = a_read_application(opening, some_facts(12, flags=flags))
    page = desk.get(f"/desk/applications/{application.public_id}").text
    assert page.count("A post ends before it begins.") == 1
    assert "<q>2019 – 2015; 2012 – 2011</q>" in page
    assert "<q>KAM</q>" in page
    assert "The file holds text that nobody can see." in page
    assert "Dates reversed" in desk.get(address(opening)).text


def test_a_waiting_page_is_told_when_the_reading_is_done(desk: FlaskClient, opening: Opening) -> None:
    waiting = an_application(opening, cv=an_upload())
    state = f"/desk/applications/{waiting.public_id}/state"
    assert 'id="await"' in desk.get(f"/desk/applications/{waiting.public_id}").text
    assert desk.get(state).status_code == 204
    done = a_read_application(opening)
    answer = desk.get(f"/desk/applications/{done.public_id}/state")
    assert answer.status_code == 286
    assert f"/desk/applications/{done.public_id}" in answer.text


def test_only_recruiters_and_administrators_come_in(client: FlaskClient, opening: Opening) -> None:
    manager = a_user("hiring_manager")
    application = a_read_application(opening)
    move_stage(application, Stage.SHORTLISTED, by=a_user())
    paths = [
        "/desk/",
        address(opening),
        f"/desk/applications/{application.public_id}",
        f"/desk/applications/{application.public_id}/original",
    ]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert "/login" in answer.headers["Location"]
    client.log_in(manager)  # type: ignore[attr-defined]
    for path in paths:
        assert client.get(path).status_code == 403, path


def test_what_is_not_there_is_not_found(desk: FlaskClient) -> None:
    assert desk.get("/desk/openings/none/applications").status_code == 404
    assert desk.get("/desk/applications/none").status_code == 404
    assert desk.get("/desk/applications/none/original").status_code == 404
