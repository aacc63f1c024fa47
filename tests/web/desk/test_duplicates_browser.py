"""The same person twice in Chromium: the two beside each other, one kept, nothing lost, taken back."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import expect

from recruit.hiring.models import Opening, User
from recruit.hiring.operations.notes import add_note
from tests.browsing import too_wide, violations
from tests.factories import a_read_application
from tests.web.desk.conftest import PHONE, WIDE, OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_is_kept_with_all_of_the_other_and_taken_back(
    open_page: OpenPage,
    db: SQLAlchemy,
    recruiter: User,
    opening: Opening,
    size: tuple[int, int],
    theme: str,
    scripts: bool,
) -> None:
    first = a_read_application(opening, name="Núria Vidal", phone="612 345 678")
    second = a_read_application(opening, name="N. Vidal", phone="+34 612 345 678")
    add_note(first, "Speaks Portuguese too.", by=recruiter)
    page = open_page(recruiter, f"/desk/applications/{second.public_id}", size=size, theme=theme, scripts=scripts)
    notice, score = page.locator(".same-person"), page.locator("[data-sheet]")

    def open_score() -> None:
        """On a phone the score's side lies folded below the CV."""
        if scripts and size == PHONE:
            expect(score).to_have_attribute("aria-expanded", "false")
            score.click()

    open_score()
    expect(notice).to_contain_text("Perhaps the same person, in this opening")
    notice.get_by_role("link", name="Núria Vidal").click()
    expect(page.get_by_role("heading", name="The same person?")).to_be_visible()
    if scripts:
        assert (too_wide(page), violations(page)) == (0, [])
    # beside each other, the one that was looked at first
    expect(page.locator(".same-side h2")).to_have_text(["N. Vidal", "Núria Vidal"])
    page.get_by_role("button", name="Keep this one").first.press("Enter")
    open_score()
    expect(notice).to_contain_text("Holds a second application")
    expect(page.locator(".note-text")).to_have_text(["Speaks Portuguese too."])
    if scripts:
        assert (too_wide(page), violations(page)) == (0, [])
    notice.get_by_role("button", name="Undo").click()
    open_score()
    expect(notice).to_contain_text("Perhaps the same person, in this opening")
    expect(page.locator(".note-text")).to_have_count(0)
