"""Openings made, revised in forms and weighed anew; every edit a version."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from recruit.hiring.models import Opening
from recruit.hiring.queries.openings import profile_of
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_opening, some_facts


@pytest.fixture
def desk(client: FlaskClient, db: SQLAlchemy) -> FlaskClient:
    return client.log_in(a_user(name="Anna Puig"))  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


def form_of(page: str, identifier: str = "") -> dict[str, str]:
    """What a browser would send of the page's own form if nothing was touched."""
    values: dict[str, str] = {}
    main = page[page.index("<main") :]
    if identifier:
        main = main[main.index(f'id="{identifier}"') :]
        main = main[: main.index("</form>")]
    for tag in re.findall(r"<input[^>]*>", main):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            values[name[1]] = unescape(value[1]) if value else ""
    for name_, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', main, re.DOTALL):
        values[name_] = unescape(body).strip("\r\n")
    for name_, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*selected|selected[^>]*value="([^"]*)"', body)
        values[name_] = next((each for each in chosen.groups() if each is not None), "") if chosen else ""
    return values


def base(opening: Opening) -> str:
    return f"/desk/openings/{opening.slug}"


def test_an_opening_is_made_from_the_profile_and_published(desk: FlaskClient, db: SQLAlchemy) -> None:
    manager = a_user("hiring_manager", name="Joan Mas")
    page = desk.get("/desk/openings/new").text
    values = form_of(page)
    assert values["title_ca"] == "Gestor/a de comptes clau (KAM)"
    data = values | {
        "place": "Reus",
        "contract": "permanent",
        "salary_min": "40000",
        "salary_max": "50000",
        "languages": ["ca", "en"],
        "closes_on": "2027-01-31",
        "hiring_manager_id": str(manager.id),
    }
    answer = desk.post("/desk/openings/new", data=data)
    assert answer.status_code == 302
    opening = db.session.scalars(select(Opening)).one()
    assert (opening.status, opening.version.place, opening.version.languages) == ("draft", "Reus", ["ca", "en"])
    assert opening.hiring_manager is not None
    assert opening.hiring_manager.name == "Joan Mas"
    assert len(profile_of(opening.version).skills) == 17
    desk.post(f"{base(opening)}/publish")
    db.session.refresh(opening)
    assert opening.status == "published"
    desk.post(f"{base(opening)}/close")
    db.session.refresh(opening)
    assert opening.status == "closed"
    desk.post(f"{base(opening)}/reopen")
    db.session.refresh(opening)
    assert opening.status == "published"


def test_an_opening_that_cannot_be_says_why_and_keeps_what_was_typed(desk: FlaskClient, db: SQLAlchemy) -> None:
    data = form_of(desk.get("/desk/openings/new").text) | {
        "place": "Olot",
        "salary_min": "50000",
        "salary_max": "40000",
        "contract": "permanent",
        "hiring_manager_id": "0",
    }
    answer = desk.post("/desk/openings/new", data=data)
    assert answer.status_code == 422
    assert "The highest salary is below the lowest." in answer.text
    assert 'value="Olot"' in answer.text
    assert db.session.scalar(select(func.count()).select_from(Opening)) == 0


def test_a_title_in_one_language_only_is_not_published(desk: FlaskClient, db: SQLAlchemy) -> None:
    opening = an_opening(published=False, title={"en": "Key Account Manager"})
    desk.post(f"{base(opening)}/publish")
    db.session.refresh(opening)
    assert opening.status == "draft"
    assert "the title must be there in Catalan, Spanish and English" in desk.get(f"{base(opening)}/role").text


def test_details_are_revised_with_a_reason(desk: FlaskClient, opening: Opening) -> None:
    data: dict[str, object] = dict(form_of(desk.get(f"{base(opening)}/details").text))
    data |= {"languages": ["ca"], "place": "Figueres", "reason": ""}
    assert desk.post(f"{base(opening)}/details", data=data).status_code == 422
    assert desk.post(f"{base(opening)}/details", data=data | {"reason": "We moved."}).status_code == 302
    assert (opening.version_number, opening.version.place, opening.version.reason) == (2, "Figueres", "We moved.")
    page = desk.get(f"{base(opening)}/versions").text
    assert "We moved." in page
    assert "<del>Girona</del>" in page
    assert "<ins>Figueres</ins>" in page


def test_a_form_that_was_opened_before_somebody_elses_edit_overwrites_nothing(
    desk: FlaskClient, opening: Opening
) -> None:
    data: dict[str, object] = dict(form_of(desk.get(f"{base(opening)}/details").text)) | {"reason": "x"}
    assert desk.post(f"{base(opening)}/details", data=data | {"place": "Salt"}).status_code == 302
    assert desk.post(f"{base(opening)}/details", data=data | {"place": "Ripoll"}).status_code == 409
    assert opening.version.place == "Salt"


def test_texts_are_revised_in_each_language(desk: FlaskClient, opening: Opening) -> None:
    data = form_of(desk.get(f"{base(opening)}/texts").text)
    assert "duties.pricing.text.ca" in data
    data |= {"summary.ca": "Cuida els cellers més grans.", "reason": "For wine."}
    assert desk.post(f"{base(opening)}/texts", data=data).status_code == 302
    profile = profile_of(opening.version)
    assert profile.summary["ca"] == "Cuida els cellers més grans."
    assert profile.summary["es"].startswith("Cuida las cuentas más importantes")
    data |= {"summary.ca": "", "expected_version": "2"}
    answer = desk.post(f"{base(opening)}/texts", data=data)
    assert answer.status_code == 422
    assert "No text may be empty" in answer.text


def test_a_form_sent_as_it_was_changes_nothing(desk: FlaskClient, opening: Opening) -> None:
    for form in ("texts", "criteria", "market"):
        data = form_of(desk.get(f"{base(opening)}/{form}").text) | {"reason": "Nothing."}
        assert desk.post(f"{base(opening)}/{form}", data=data).status_code == 302, form
    assert opening.version_number == 1


def test_criteria_are_revised_and_everybody_is_scored_again(desk: FlaskClient, opening: Opening) -> None:
    application = a_read_application(opening, some_facts(60))
    assert application.score is not None
    before = application.score.points
    data = form_of(desk.get(f"{base(opening)}/criteria").text)
    assert data["credit.degree.vocational"] == "33.33"
    data |= {"weight.mba": "0", "bands.strong": "80", "credit.skills.claimed": "50", "reason": "No MBA needed."}
    assert desk.post(f"{base(opening)}/criteria", data=data).status_code == 302
    profile = profile_of(opening.version)
    assert profile.criterion("mba").weight == 0
    assert profile.criterion("skills").credits["claimed"] == 0.5
    # what was left as it stood keeps its exact value, not the rounded one that was shown
    assert profile.criterion("degree").credits["vocational"] == pytest.approx(1 / 3, abs=1e-9)
    assert profile.bands.strong == 80
    assert application.score.points > before
    page = desk.get(f"{base(opening)}/versions").text
    assert "<dt>Weight of MBA</dt><dd><del>15</del>" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weight.mba": "much"}, "“much” is none"),
        ({"weight.mba": "-1"}, "Weights go from 0 to 1000"),
        ({"credit.mba.completed": "150"}, "from 0 to 100"),
        ({"bands.strong": "40"}, "strong must be above possible"),
        ({"curve.1.years": "9"}, "rises from point to point"),
        ({"reason": ""}, "Say why"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_words(
    desk: FlaskClient, opening: Opening, change: dict[str, str], words: str
) -> None:
    data = form_of(desk.get(f"{base(opening)}/criteria").text) | {"reason": "x"} | change
    answer = desk.post(f"{base(opening)}/criteria", data=data)
    assert answer.status_code == 422
    assert words in unescape(answer.text)
    assert opening.version_number == 1


def test_the_figures_stand_with_source_year_and_country(desk: FlaskClient, opening: Opening) -> None:
    page = unescape(desk.get(f"{base(opening)}/role").text)
    for words in ("PayScale", "2010", "United States", "$51,933", "$94,871", "13 %", "385,500"):
        assert words in page, words


def test_own_figures_stand_beside_the_dated_ones(desk: FlaskClient, opening: Opening) -> None:
    data = form_of(desk.get(f"{base(opening)}/market").text) | {"reason": "Our market."}
    data |= {
        "figure.0.name": "KAM, food",
        "figure.0.low": "42000",
        "figure.0.high": "58000",
        "figure.0.source": "Own survey",
        "figure.0.year": "2026",
        "figure.0.country": "Spain",
    }
    assert desk.post(f"{base(opening)}/market", data=data).status_code == 302
    page = desk.get(f"{base(opening)}/role").text
    for words in ("KAM, food", "€42,000", "€58,000", "Own survey", "Spain", "PayScale"):
        assert words in page, words
    assert desk.post(f"{base(opening)}/market", data=data | {"figure.0.low": ""}).status_code == 422


def two(opening: Opening) -> None:
    """One leads by experience, the other would by skills."""
    skills = some_facts().skills["negotiation"]
    a_read_application(opening, some_facts(60, skills={}), name="Àngels Prat")
    many = dict.fromkeys(("negotiation", "sales", "teamwork", "communication", "organization"), skills)
    a_read_application(opening, some_facts(30, skills=many), name="Bruno Díaz")


def order(page: str) -> list[str]:
    return re.findall(r'class="row-name"[^>]*>([^<]+)<', page)


def test_the_openings_are_counted_by_stage_and_band(desk: FlaskClient, opening: Opening) -> None:
    two(opening)
    page = desk.get("/desk/").text
    assert re.search(r'<strong class="num">2</strong>\s*applications', page)
    assert f'{base(opening)}/applications?stage=new">New <span class="num">2</span>' in page


@pytest.mark.parametrize("path", ["", "/role", "/what-if", "/versions", "/details", "/texts", "/criteria", "/market"])
@pytest.mark.parametrize("count", [1, 3])
def test_no_page_of_an_opening_takes_many_queries(
    desk: FlaskClient, opening: Opening, count_queries: CountQueries, path: str, count: int
) -> None:
    for _each in range(count):
        a_read_application(opening)
    address = f"{base(opening)}{path}" if path else "/desk/"
    with count_queries() as queries:
        assert desk.get(address).status_code == 200
    assert len(queries) <= 7, "\n".join(queries)


def test_a_hiring_manager_finds_every_door_of_the_desk_closed(client: FlaskClient, opening: Opening) -> None:
    client.log_in(a_user("hiring_manager"))  # type: ignore[attr-defined]
    for path in ("", "/role", "/what-if", "/versions", "/details", "/texts", "/criteria", "/market"):
        assert client.get(f"{base(opening)}{path}").status_code == 403, path
    for path in ("publish", "close", "reopen", "what-if"):
        assert client.post(f"{base(opening)}/{path}").status_code == 403, path
