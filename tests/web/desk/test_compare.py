"""Two to four candidates side by side: what is the same, what differs, and on which words it rests."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import expect

from recruit.facts import CvFacts, Grade, Mention, Related, Span
from recruit.hiring.models import Application, Opening, User
from recruit.hiring.operations.confirmations import confirm_fact
from tests.browsing import press, too_wide
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_application, an_opening, quote, some_facts
from tests.web.desk.conftest import PHONE, OpenPage, a_paper_application


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


@pytest.fixture
def people(opening: Opening, recruiter: User) -> list[Application]:
    """Ranked as they stand: long in the trade; shorter with another skill; by the form alone."""
    more = some_facts().skills | {"sales": (Mention(Grade.CLAIMED, quote("contractes anuals")),)}
    found = [
        a_paper_application(opening, some_facts(60), name="Àngels Prat", salary_expectation=42000),
        a_read_application(opening, some_facts(30, skills=more), name="Bruno Díaz", skills=["marketing"]),
        an_application(opening, name="Carla Núñez", degree="bachelor", skills=["marketing"]),
    ]
    confirm_fact(found[2], "mba", "completed", "Saw it.", by=recruiter)
    return found


def address(opening: Opening, *people: Application, more: str = "") -> str:
    return f"/desk/openings/{opening.slug}/compare?" + "&".join(f"a={each.public_id}" for each in people) + more


def table(page: str) -> dict[str, tuple[bool, list[str]]]:
    """Label of a row (with its section) -> whether it is marked as differing, and what its cells say."""
    rows: dict[str, tuple[bool, list[str]]] = {}
    section = ""
    for kind, body in re.findall(r'<tr[^>]*class="([^"]*)"[^>]*>(.*?)</tr>', page, re.DOTALL):
        head = words(re.search(r"<th[^>]*>(.*?)</th>", body, re.DOTALL)[1])  # type: ignore[index]
        if "section-row" in kind:
            section = head
            continue
        cells = [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", body, re.DOTALL)]
        rows[f"{section}: {head.removesuffix(' ≠ (differs)')}"] = ("differs" in kind.split(), cells)
        assert ("differs" in kind.split()) == head.endswith("(differs)")
    return rows


def words(html: str) -> str:
    html = re.sub(r'<span class="cell-who.*?</span>|<svg.*?</svg>', "", html, flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))).strip()


def test_they_stand_side_by_side_by_criterion(desk: FlaskClient, opening: Opening, people: list[Application]) -> None:
    page = desk.get(address(opening, *people)).text
    assert re.findall(r'<th scope="col".*?row-name" href="([^"]+)">([^<]+)<', page, re.DOTALL) == [
        (f"/desk/applications/{each.public_id}", each.name) for each in people
    ]
    rows = table(page)
    assert rows["Score: Place in the list"] == (True, ["1", "2", "3"])
    assert rows["Degree: Highest degree"] == (False, ["Bachelor’s degree"] * 3)
    assert rows["MBA: MBA"] == (True, ["No MBA", "No MBA", "Completed"])
    assert rows["Related experience: In key accounts"] == (True, ["5 y (the most)", "2 y 6 m", "0 m"])
    assert rows["Skills: Negotiation"] == (
        True,
        ["shown in the experience Vaig negociar els contractes"] * 2 + ["not found"],
    )
    assert rows["Skills: Sales"] == (
        True,
        ["not found", "claimed in a list or summary contractes anuals", "not found"],
    )
    assert rows["Skills: Marketing"] == (True, ["not found"] + ["declared in the form only"] * 2)
    assert rows["Skills: Teamwork"] == (False, ["not found"] * 3)
    assert rows["Application: Salary expectation"][1] == ["€42,000", "–", "–"]
    assert rows["Application: Stage"] == (False, ["New"] * 3)


def test_a_quote_leads_to_its_words_on_the_application_page(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    page = desk.get(address(opening, *people[:2])).text
    place = quote("Vaig negociar els contractes")
    anchor = f"e-{place.start}-{place.end}"
    assert f'href="/desk/applications/{people[0].public_id}#{anchor}"' in page
    assert f'id="{anchor}"' in desk.get(f"/desk/applications/{people[0].public_id}?view=text").text


def test_only_what_differs(desk: FlaskClient, opening: Opening, people: list[Application]) -> None:
    whole = table(desk.get(address(opening, *people[:2])).text)
    page = desk.get(address(opening, *people[:2], more="&only=differences")).text
    some = table(page)
    assert some == {label: row for label, row in whole.items() if row[0]}
    assert 0 < len(some) < len(whole)
    assert f"{len(some)} of {len(whole)} rows differ" in words(page)
    assert "Show all rows" in page


def test_those_ticked_in_the_list_are_compared(desk: FlaskClient, opening: Opening, people: list[Application]) -> None:
    listing = desk.get(f"/desk/openings/{opening.slug}/applications").text
    assert f'formaction="/desk/openings/{opening.slug}/compare"' in listing
    ids = [each.public_id for each in people]
    answer = desk.post(f"/desk/openings/{opening.slug}/compare", data={"id": [*ids, ids[0]]})
    assert answer.location == address(opening, *people)


def test_nobody_of_another_opening_and_no_more_than_four(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    stranger = a_read_application(an_opening(place="Lleida"), name="Xavier Pou")
    page = desk.get(address(opening, people[0], stranger)).text
    assert "Xavier Pou" not in page
    assert page.count('<th scope="col"') == 1
    more = [a_read_application(opening, name=f"Number {n}") for n in range(2)]
    page = desk.get(address(opening, *people, *more)).text
    assert page.count('<th scope="col"') == 4
    assert "these are the first four" in page
    assert 'id="find"' not in page


def test_others_are_found_and_added_and_taken_out(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    empty = desk.get(address(opening)).text
    assert "Nobody chosen yet" in empty
    assert re.findall(r"picker-list.*", empty, re.DOTALL)[0].count("<li>") == 3
    page = desk.get(address(opening, people[0], more="&find=nunez")).text
    assert unescape(re.search(r'picker-list"><li><a href="([^"]+)"', page)[1]) == address(opening, people[0], people[2])  # type: ignore[index]
    assert "Bruno Díaz" not in page
    assert "Nobody of that name" in desk.get(address(opening, people[0], more="&find=zzz")).text
    both = desk.get(address(opening, *people[:2])).text
    assert f'compare-remove" href="{address(opening, people[1])}"' in both


def test_who_has_no_score_yet_can_stand_beside_others(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    waiting = an_application(opening, cv=None, name="Dora Pi")
    waiting.score = None
    from recruit.storage.database import db

    db.session.commit()
    rows = table(desk.get(address(opening, people[0], waiting)).text)
    assert rows["Score: Points of 100"][1][1] == "not scored yet"


@pytest.mark.parametrize("count", [2, 3])
def test_it_takes_few_queries(
    desk: FlaskClient, opening: Opening, people: list[Application], count_queries: CountQueries, count: int
) -> None:
    wanted = address(opening, *people[:count])
    with count_queries() as seen:
        assert desk.get(wanted).status_code == 200
    assert len(seen) == 6, "\n".join(seen)


def test_a_hiring_manager_never_sees_it(client: FlaskClient, opening: Opening, people: list[Application]) -> None:
    client.log_in(a_user("hiring_manager"))  # type: ignore[attr-defined]
    assert client.get(address(opening, *people)).status_code == 403


@pytest.mark.browser
def test_ticking_comparing_and_following_a_quote(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    page = open_page(recruiter, f"/desk/openings/{opening.slug}/applications")
    for each in people[:2]:
        page.locator(f'input[name=id][value="{each.public_id}"]').check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("table.compare thead th")).to_have_count(2)
    page.get_by_role("link", name="Show only differences").click()
    expect(page.get_by_role("link", name="Show all rows")).to_be_visible()
    expect(page.locator("tr.same")).to_have_count(0)
    page.locator("a.pen-quote").first.click()
    expect(page.locator("#paper-pane")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, PHONE[0]])
def test_on_a_phone_nothing_is_cut(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application], width: int
) -> None:
    page = open_page(recruiter, address(opening, *people), size=(width, 800), scripts=False)
    assert too_wide(page) == 0
    expect(page.locator(".cell-who").first).to_be_visible()


def test_from_an_application_s_page_with_neighbours_or_by_name(
    desk: FlaskClient, opening: Opening, people: list[Application]
) -> None:
    lowest = people[2]
    more = [a_read_application(opening, some_facts(90), name=f"Number {n}") for n in range(5)]
    page = desk.get(f"/desk/applications/{lowest.public_id}").text
    door = f"/desk/applications/{lowest.public_id}/compare"
    assert f'href="{door}"' in page
    assert desk.get(door).location == address(opening, lowest)
    inside = {"HX-Request": "true"}
    form = desk.get(door, headers=inside).text
    offered = re.findall(r'name="a" value="([^"]+)"><span>([^<]+?) <', form)
    # the four at the top, and the two before the last
    assert offered == [(each.public_id, each.name) for each in (*more[:4], people[0], people[1])]
    assert f'type="hidden" name="a" value="{lowest.public_id}"' in form
    found = desk.get(f"{door}?find=number+4", headers=inside).text
    assert re.findall(r'value="([^"]+)"', found) == [more[4].public_id]
    assert "Nobody of that name." in desk.get(f"{door}?find=zzz", headers=inside).text


def test_careers_stand_on_the_same_years_and_in_words(desk: FlaskClient, opening: Opening, recruiter: User) -> None:
    base = some_facts()
    post = base.positions[0]

    def career(*spans: tuple[str, str, Related]) -> CvFacts:
        return some_facts(
            as_of="2026-01",
            positions=tuple(
                replace(post, title=f"Post {n}", related=kind, span=Span(start, end))
                for n, (start, end, kind) in enumerate(spans, start=1)
            ),
        )

    facts = [
        career(("2016-01", "2019-12", Related.CORE), ("2021-01", "2025-12", Related.ADJACENT)),
        career(("2018-01", "2025-12", Related.CORE), ("2019-01", "2019-12", Related.NONE)),
    ]
    people = [a_read_application(opening, each, name=f"Persona {n}") for n, each in enumerate(facts)]
    page = desk.get(address(opening, *people)).text
    drawn = [
        re.findall(r'<rect class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"', svg)
        for svg in re.findall(r'<svg class="career c-experience".*?</svg>', page)
    ]
    # from January 2016 to January 2026 are 121 months: the same length is the same width for both
    assert drawn == [
        [("core", "0", "39.67"), ("adjacent", "49.59", "49.59"), ("gap", "39.67", "9.92")],
        [("core", "19.83", "79.34"), ("none", "29.75", "9.92"), ("overlap", "29.75", "9.92")],
    ]
    assert 'aria-label="Persona 0: 2 posts since 2016, 1 gap"' in page
    rows = table(page)
    assert rows["Related experience: Gaps"] == (True, ["01/2020 – 12/2020, 1 y", "–"])
    assert rows["Related experience: Overlaps"] == (True, ["–", "01/2019 – 12/2019, 1 y: Post 1 + Post 2"])
    assert "Post 2 Vins del Priorat 01/2021 – 12/2025 · 5 y · adjacent" in rows["Related experience: Posts"][1][0]


@pytest.mark.browser
def test_choosing_whom_to_compare_with_by_the_keyboard(
    open_page: OpenPage, recruiter: User, opening: Opening, people: list[Application]
) -> None:
    more = [a_read_application(opening, some_facts(90), name=f"Number {n}") for n in range(4)]
    page = open_page(recruiter, f"/desk/applications/{people[2].public_id}")
    press(page, "c")
    expect(page.locator("#compare-find")).to_be_focused()
    page.keyboard.type("bruno")
    box = page.locator("#desk-dialog [data-choice] input")
    expect(box).to_have_count(1)
    box.check()
    page.locator("#compare-find").fill("number")
    expect(box).to_have_count(1 + len(more))
    box.nth(1).check()
    box.nth(2).check()
    expect(box.nth(3)).to_be_disabled()
    page.keyboard.press("Enter")
    names = page.locator("table.compare thead .row-name")
    expect(names).to_have_count(4)
    expect(names.nth(0)).to_have_text("Carla Núñez")
    expect(names.nth(1)).to_have_text("Bruno Díaz")
