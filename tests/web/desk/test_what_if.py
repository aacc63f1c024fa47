"""The simulation: other weights, thresholds and another line tried without writing, then kept with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import expect
from sqlalchemy import func, select

from recruit.hiring.models import Application, Opening, OpeningVersion, User
from recruit.hiring.operations import rescoring
from recruit.hiring.queries.openings import profile_of
from tests.browsing import too_wide
from tests.factories import a_read_application, an_opening, some_facts
from tests.web.desk.conftest import PHONE, OpenPage
from tests.web.desk.test_desk_openings import base, form_of, order, two


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


def words_of(page: str) -> str:
    """What is read on a page, each run of spaces as one."""
    main = page[page.index("<main") : page.index("</main>")]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_weights_are_tried_without_writing_and_kept_with_a_reason(
    desk: FlaskClient, opening: Opening, db: SQLAlchemy
) -> None:
    two(opening)
    address = f"{base(opening)}/what-if"
    assert order(desk.get(address).text) == ["Àngels Prat", "Bruno Díaz"]
    tried = desk.get(f"{address}?w.skills=90&w.experience=5&top=1")
    assert order(tried.text) == ["Bruno Díaz", "Àngels Prat"]
    said = words_of(tried.text)
    assert "2 change place" in said
    assert "Into the first 1: Bruno Díaz ." in said
    assert "Out of it: Àngels Prat." in said
    assert db.session.scalar(select(func.count()).select_from(OpeningVersion)) == 1
    assert order(desk.get(f"{base(opening)}/applications").text) == ["Àngels Prat", "Bruno Díaz"]

    data = form_of(tried.text, "keep")
    assert (data["w.skills"], data["w.experience"], data["w.degree"], data["top"]) == ("90", "5", "20", "1")
    assert desk.post(address, data=data | {"reason": ""}).status_code == 422
    assert desk.post(address, data=data | {"reason": "Skills count most here."}).status_code == 302
    assert opening.version_number == 2
    assert order(desk.get(f"{base(opening)}/applications").text) == ["Bruno Díaz", "Àngels Prat"]


def test_thresholds_and_the_line_are_tried_and_kept(desk: FlaskClient, opening: Opening) -> None:
    two(opening)
    address = f"{base(opening)}/what-if"
    tried = desk.get(f"{address}?strong=40&possible=10&y.1=6&y.2=10")
    said = words_of(tried.text)
    assert "before:" in said
    assert 'class="now"' in tried.text and 'class="asked"' in tried.text
    row = re.search(r"As asked(.*?)</table>", tried.text, re.DOTALL)
    assert row is not None
    assert re.search(r"<th[^>]*>3</th><td[^>]*>80 %</td><td[^>]*>40 %</td>", row[1])
    desk.post(address, data=form_of(tried.text, "keep") | {"reason": "Slower."})
    kept = profile_of(opening.version)
    assert kept.criterion("experience").curve == ((0.0, 0.0), (72.0, 0.8), (120.0, 1.0))
    assert (kept.bands.strong, kept.bands.possible) == (40.0, 10.0)


def test_what_was_left_as_it_stood_keeps_its_exact_number(desk: FlaskClient, opening: Opening) -> None:
    before = profile_of(opening.version)
    page = desk.get(f"{base(opening)}/what-if?w.mba=33.5")
    desk.post(f"{base(opening)}/what-if", data=form_of(page.text, "keep") | {"reason": "A little."})
    after = profile_of(opening.version)
    assert after.criterion("mba").weight == 33.5
    assert after.criterion("experience") == before.criterion("experience")
    assert after.bands == before.bands


def test_numbers_that_cannot_be_are_refused_in_words(desk: FlaskClient, opening: Opening) -> None:
    two(opening)
    address = f"{base(opening)}/what-if"
    nothing = "&".join(f"w.{id}=0" for id in ("degree", "mba", "experience", "skills", "duties"))
    assert "at least one must be above 0" in desk.get(f"{address}?{nothing}").text
    assert "strong must be above possible" in desk.get(f"{address}?strong=20&possible=60").text
    assert "rises from point to point" in desk.get(f"{address}?y.1=8&y.2=5").text
    assert desk.get(f"{address}?w.mba=nan&top=x&y.1=inf&strong=1e999").status_code == 200
    wrong = desk.post(address, data={"strong": "20", "possible": "60", "reason": "So.", "expected_version": "1"})
    assert wrong.status_code == 422
    assert opening.version_number == 1


def test_how_firm_the_first_are_is_said_and_the_same_each_time(desk: FlaskClient, opening: Opening) -> None:
    two(opening)
    address = f"{base(opening)}/what-if?w.skills=34&w.experience=36&top=1"
    said = [words_of(desk.get(address).text) for _ in range(2)]
    found = [re.search(r"([\d.]+) % of 500 small changes", each) for each in said]
    assert found[0] and found[1]
    assert found[0][1] == found[1][1]
    assert 0 < float(found[0][1]) <= 100


def test_the_address_of_old_leads_here(desk: FlaskClient, opening: Opening) -> None:
    answer = desk.get(f"{base(opening)}/weights?w.mba=40")
    assert (answer.status_code, answer.location) == (301, f"{base(opening)}/what-if?w.mba=40")


def test_nobody_to_rank_yet(desk: FlaskClient, opening: Opening) -> None:
    assert "Nobody to rank yet" in desk.get(f"{base(opening)}/what-if").text


def test_while_everybody_is_scored_the_page_says_how_far_it_is(
    desk: FlaskClient, opening: Opening, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    monkeypatch.setattr(rescoring, "AT_ONCE", 1)
    two(opening)
    run_jobs()
    page = desk.get(f"{base(opening)}/what-if?w.mba=60")
    kept = desk.post(f"{base(opening)}/what-if", data=form_of(page.text, "keep") | {"reason": "The MBA."})
    assert kept.location == f"{base(opening)}/applications"
    assert "Being scored by the new version: 0 of 2." in words_of(desk.get(kept.location).text)
    assert "0 of 2" in desk.get(f"{base(opening)}/versions").text
    assert desk.get(f"{base(opening)}/rescoring").status_code == 200
    run_jobs()
    done = desk.get(f"{base(opening)}/rescoring")
    assert done.status_code == 286
    assert "Everybody is scored by the current version." in done.text
    assert "Being scored" not in desk.get(kept.location).text


def test_an_earlier_version_is_restored_from_the_versions(desk: FlaskClient, opening: Opening) -> None:
    first = profile_of(opening.version)
    page = desk.get(f"{base(opening)}/what-if?w.mba=60")
    desk.post(f"{base(opening)}/what-if", data=form_of(page.text, "keep") | {"reason": "The MBA."})
    versions = desk.get(f"{base(opening)}/versions").text
    assert versions.count("/restore") == 1
    answer = desk.post(f"{base(opening)}/versions/1/restore", data={"expected_version": "2"})
    assert answer.location == f"{base(opening)}/versions"
    assert opening.version.reason == "Back to version 1"
    assert profile_of(opening.version).criteria == first.criteria
    assert "Version 1 is back, as version 3." in desk.get(answer.location).text
    assert desk.post(f"{base(opening)}/versions/9/restore", data={"expected_version": "3"}).status_code == 404
    assert desk.post(f"{base(opening)}/versions/1/restore", data={"expected_version": "2"}).status_code == 409


@pytest.fixture
def people(opening: Opening) -> list[Application]:
    return [
        a_read_application(opening, some_facts(months), name=name)
        for months, name in ((60, "Àngels Prat"), (30, "Bruno Díaz"), (6, "Carla Núñez"))
    ]


@pytest.mark.browser
def test_everybody_is_ranked_live_and_nothing_is_written(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], db: SQLAlchemy
) -> None:
    page = open_page(recruiter, f"{base(opening)}/what-if")
    why, number = page.locator("#why"), page.locator('[id="d-w.mba"]')
    number.fill("60")
    expect(page.locator(".preview-table tbody tr").first.locator("td.muted")).to_have_text(re.compile("−"))
    expect(page.locator('[type=range][data-twin="w.mba"]')).to_have_value("60")
    expect(number).to_be_focused()
    expect(page).to_have_url(re.compile(r"w\.mba=60"))
    page.locator('[type=range][data-twin="y.1"]').focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator('[id="d-y.1"]')).to_have_value("3.25")
    expect(page.locator("#line-plot path.now")).to_have_count(1)
    expect(page.locator('[type=range][data-twin="y.1"]')).to_be_focused()
    assert db.session.query(OpeningVersion).count() == 1
    why.fill("The MBA counts.")
    page.locator('[id="d-w.skills"]').fill("10")
    expect(page.locator('#keep input[name="w.skills"]')).to_have_value("10")
    expect(why).to_have_value("The MBA counts.")
    page.locator("#keep button").click()
    expect(page.locator(".flash")).to_contain_text("Kept as version 2")


@pytest.mark.browser
def test_on_a_phone_and_without_scripts(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    page = open_page(recruiter, f"{base(opening)}/what-if", size=PHONE, scripts=False)
    expect(page.locator('[type=range][data-twin="w.mba"]')).to_be_hidden()
    page.locator('[id="d-w.mba"]').fill("60")
    page.locator(".dials button").click()
    expect(page).to_have_url(re.compile(r"w\.mba=60"))
    assert too_wide(page) == 0
