"""A blind review as its user has it: switched on from the list, through the application and the comparison, and off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from recruit.hiring.models import Opening, User
from recruit.hiring.queries.masked import blind_code
from tests.browsing import press, too_wide, violations
from tests.factories import some_facts
from tests.web.desk.conftest import PHONE, OpenPage, a_paper_application

pytestmark = pytest.mark.browser

NAMES = ("Núria Vidal", "Bruno Díaz")


def test_a_list_is_reviewed_blind_and_one_person_shown(open_page: OpenPage, recruiter: User, opening: Opening) -> None:
    ids = [
        a_paper_application(opening, some_facts(months), name=name, email=f"x{months}@example.com").public_id
        for name, months in zip(NAMES, (96, 24), strict=True)
    ]
    codes = [blind_code(id) for id in ids]
    slug = opening.slug
    page = open_page(recruiter, f"/desk/openings/{slug}/applications")
    names = page.locator("#ranked .row-name")
    expect(names).to_have_text(list(NAMES))
    page.get_by_role("button", name="Review blind").click()
    expect(names).to_have_text(codes)
    bar = page.get_by_role("region", name="Blind review")
    bar.locator("summary").click()
    expect(bar).to_contain_text("photographs")
    faults = {"list": violations(page)}

    # the application, by keyboard: no name in the page nor its title, the drawn page there
    press(page, "j")
    press(page, "Enter")
    expect(page).to_have_title(re.compile(codes[0]))
    expect(page.locator("main")).not_to_contain_text("Vidal")
    expect(page.locator("svg.sheet image").first).to_be_visible()
    faults["application"] = violations(page)

    page.goto(page.url.partition("/desk/")[0] + f"/desk/openings/{slug}/compare?a={ids[0]}&a={ids[1]}")
    for code in codes:
        expect(page.locator("main")).to_contain_text(code)
    expect(page.locator("main")).not_to_contain_text("Díaz")
    faults["compare"] = violations(page)

    # one person is shown, the other stays hidden, until the switch is off
    page.goto(page.url.partition("/desk/")[0] + f"/desk/applications/{ids[0]}")
    page.get_by_role("button", name="Show who this is").click()
    expect(page.locator("main")).to_contain_text(NAMES[0])
    page.goto(page.url.partition("/desk/")[0] + f"/desk/openings/{slug}/applications")
    expect(names).to_have_text([NAMES[0], codes[1]])
    bar.get_by_role("button", name="Switch off").click()
    expect(names).to_have_text(list(NAMES))
    assert {where: found for where, found in faults.items() if found} == {}


def test_a_blind_list_on_a_phone_and_in_the_dark(open_page: OpenPage, recruiter: User, opening: Opening) -> None:
    id = a_paper_application(opening, name=NAMES[0]).public_id
    page = open_page(recruiter, f"/desk/openings/{opening.slug}/applications", size=PHONE, theme="dark")
    page.get_by_role("button", name="Review blind").click()
    expect(page.locator("#ranked .row-name")).to_have_text([blind_code(id)])
    assert (too_wide(page), violations(page)) == (0, [])
    page.locator("#ranked .row-name").click()
    expect(page.locator("h1")).to_contain_text(blind_code(id))
    assert (too_wide(page), violations(page)) == (0, [])
