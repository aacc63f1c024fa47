"""Words of the CV that are evidence, or are not: by ticking, by typing, by their place."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Application
from recruit.web.desk.evidence import find_words
from tests.factories import CV_TEXT, a_read_application, a_user, an_application, an_opening, quote

NEGOTIATED = quote("Vaig negociar els contractes")


@pytest.fixture
def desk(client: FlaskClient, db: SQLAlchemy) -> FlaskClient:
    return client.log_in(a_user(name="Anna Puig"))  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def application(db: SQLAlchemy) -> Application:
    return a_read_application(an_opening())


def address(application: Application, query: str = "") -> str:
    return f"/desk/applications/{application.public_id}/words{query}"


def ticked(fact: str = "skill:negotiation") -> str:
    return f"{fact}|{NEGOTIATED.start}-{NEGOTIATED.end}"


def test_all_evidence_is_listed_to_tick(desk: FlaskClient, application: Application) -> None:
    page = desk.get(address(application)).text
    assert page.count('name="strike"') == 3  # a degree, a post, a skill
    assert f'value="{ticked()}"' in page
    only = desk.get(address(application, "?fact=degree")).text
    assert only.count('name="strike"') == 1


def test_ticked_words_are_struck_and_can_count_again(desk: FlaskClient, application: Application) -> None:
    answer = desk.post(address(application), data={"do": "strike", "strike": ticked(), "reason": "It was a colleague."})
    assert answer.headers["Location"] == f"/desk/applications/{application.public_id}#f-skills-negotiation"
    page = desk.get(answer.headers["Location"]).text
    assert "Struck by Anna Puig: It was a colleague." in page
    assert "<del>Vaig negociar els contractes</del>" in page
    assert "Negotiation: words struck" in page
    assert 'founding-struck"' in page
    (row,) = application.strikes
    desk.post(f"/desk/applications/{application.public_id}/strikes/{row.id}/undo")
    page = desk.get(f"/desk/applications/{application.public_id}").text
    assert "<del>" not in page
    assert "Negotiation: struck words count again" in page


def test_a_place_shows_what_rests_on_its_words(desk: FlaskClient, application: Application) -> None:
    start = CV_TEXT.index("negociar") + 2
    page = desk.get(address(application, f"?start={start}&end={start + 3}")).text
    assert "<q>negociar</q>" in page  # whole words
    assert page.count('name="strike"') == 1
    inside = desk.get(address(application, f"?start={start}&end={start + 3}"), headers={"HX-Request": "true"}).text
    assert "<html" not in inside and 'id="words-form"' in inside


@pytest.mark.parametrize("query", ["?start=9&end=2", "?start=a&end=2", "?start=0&end=99999", "?start=3"])
def test_a_place_that_is_none_lists_all(desk: FlaskClient, application: Application, query: str) -> None:
    assert desk.get(address(application, query)).text.count('name="strike"') == 3


def test_selected_words_confirm_a_fact(desk: FlaskClient, application: Application) -> None:
    start = CV_TEXT.index("vuit clients")
    answer = desk.post(
        address(application, f"?start={start}&end={start + 12}"),
        data={"do": "confirm", "is": "skill:customer_service=", "grade": "claimed"},
    )
    assert answer.headers["Location"].endswith("#f-skills-customer_service")
    (row,) = application.confirmations
    assert (row.fact, row.value, row.evidence) == (
        "skill:customer_service",
        "claimed",
        {"start": start, "end": start + 12, "quote": "vuit clients", "page": 1},
    )
    assert "<q>vuit clients</q>" in desk.get(f"/desk/applications/{application.public_id}").text


@pytest.mark.parametrize(
    ("chosen", "more", "value"),
    [
        ("degree=master", {}, "master"),
        ("mba=in_progress", {}, "in_progress"),
        ("experience=", {"core_years": "1", "related_years": "2"}, {"core_months": 12, "related_months": 24}),
    ],
)
def test_typed_words_confirm_without_a_script(
    desk: FlaskClient, application: Application, chosen: str, more: dict[str, str], value: object
) -> None:
    answer = desk.post(address(application), data={"do": "confirm", "is": chosen, "words": "vins DEL  priorat", **more})
    assert answer.status_code == 302
    (row,) = application.confirmations
    assert (row.value, row.evidence and row.evidence["quote"]) == (value, "Vins del Priorat")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"do": "strike", "reason": "x"}, "Tick the words that do not count."),
        ({"do": "strike", "strike": ticked(), "reason": " "}, "Say why"),
        ({"do": "strike", "strike": "degree|0-3", "reason": "Kept words"}, "Nothing rests on those words."),
        ({"do": "confirm", "is": ""}, "Choose what the words are evidence of."),
        ({"do": "confirm", "is": "degree=master", "words": "Kept words"}, "Those words were not found in the CV."),
        ({"do": "confirm", "is": "degree=master"}, "Select the words in the CV"),
        ({"do": "confirm", "is": "degree=none such", "words": "Priorat"}, "Choose one of the values given."),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(
    desk: FlaskClient, application: Application, data: dict[str, str], said: str
) -> None:
    answer = desk.post(address(application), data=data)
    assert answer.status_code == 422
    assert said in answer.text
    for typed in (data.get("words", ""), data.get("reason", "")):
        assert typed.strip() in answer.text
    assert (application.strikes, application.confirmations) == ([], [])


def test_what_no_page_sends_is_refused(desk: FlaskClient, application: Application) -> None:
    for value in ("shoe_size|1-2", "degree|1", "degree"):
        assert desk.post(address(application), data={"do": "strike", "strike": value}).status_code == 400
    assert desk.post(f"/desk/applications/{application.public_id}/strikes/77/undo").status_code == 404


def test_without_a_cv_nothing_is_offered(desk: FlaskClient, db: SQLAlchemy) -> None:
    page = desk.get(address(an_application(an_opening()))).text
    assert "Nothing in the score rests on words of the CV." in page
    assert 'name="is"' not in page


def test_finding_words() -> None:
    assert find_words("Led a\nteam (of 3)", "TEAM (of") == (6, 14)
    assert find_words("Led a team", "a lead") is None
    assert find_words("Led a team", "  ") is None


def test_the_form_the_cv_and_what_is_confirmed_stand_side_by_side(desk: FlaskClient, db: SQLAlchemy) -> None:
    application = a_read_application(an_opening(), mba="completed")
    page = desk.get(f"/desk/applications/{application.public_id}").text
    assert "nobody has looked yet" in page
    desk.post(
        f"/desk/applications/{application.public_id}/facts",
        data={"fact": "mba", "value": "completed", "reason": "Saw it."},
    )
    page = desk.get(f"/desk/applications/{application.public_id}").text
    assert '<div class="settled">' in page
    assert "nobody has looked yet" not in page
