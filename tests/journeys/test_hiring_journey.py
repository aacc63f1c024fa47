"""From the application form to the hiring manager's view, in a real browser, as people do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.browsing import loaded
from tests.journeys.conftest import Product, Visitor

pytestmark = pytest.mark.browser

OPENING = "key-account-manager-barcelona"
LINES = [
    (18, "Clara Fontseca Rius"),
    (10, "clara.fontseca@example.com · +34 600 111 555 · Girona"),
    (13, "Experience"),
    (11, "Key Account Manager, Formatges Mallart, March 2019 – present"),
    (10, "Negotiated the yearly contracts of the six largest retail accounts."),
    (10, "Presented the quarterly business review to each client's board."),
    (11, "Sales Representative, Licors Vidalba, January 2015 – February 2019"),
    (10, "Sold to 80 restaurants, 112 % of the sales target three years in a row."),
    (13, "Education"),
    (10, "Master of Business Administration (MBA), 2018"),
    (10, "Bachelor of Science in Economics, 2014"),
    (13, "Skills"),
    (10, "Negotiation, teamwork, communication"),
]

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def cv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cv") / "clara-fontseca.pdf"
    canvas, y = Canvas(str(path)), 790
    for size, text in LINES:
        canvas.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size)
        y -= size + 9
        canvas.drawString(60, y, text)
    canvas.save()
    return path


def apply(page: Page, name: str, cv: Path, javascript: bool) -> None:
    """Fill in the form, forget the consent once, and send it."""
    page.get_by_role("link", name="Apply").first.click()
    page.wait_for_url("**/apply*")
    page.locator("#name").fill(name)
    page.locator("#email").fill(f"{name.lower().replace(' ', '.')}@example.com")
    page.locator("#cv").set_input_files(cv)
    page.locator("select[name=degree], input[name=degree]").first.select_option("bachelor")
    page.locator("input[name=degree_status][value=completed]").check()
    page.locator("input[name=q_travel][value=yes]").check()
    page.locator("button[data-submit]").click()
    # the consent was forgotten: what was typed and the chosen file are still there
    expect(page.locator(".error-summary")).to_be_visible()
    if javascript:
        expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#name")).to_have_value(name)
    expect(page.get_by_text("Your CV: clara-fontseca.pdf")).to_be_visible()
    page.locator("#consent").check()
    page.locator("button[data-submit]").click()
    page.wait_for_url("**/applied/**")


def read_and_scored(page: Page) -> None:
    """Wait, as a recruiter would, until the CV is read."""
    page.wait_for_url("**/desk/applications/**")
    for _ in range(120):
        if page.locator(".points-large").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail("the CV was not read in two minutes")


@pytest.mark.parametrize(("name", "javascript"), [("Clara Fontseca", True), ("Clara Rius", False)], ids=["js", "no js"])
def test_apply_read_rank_evidence_shortlist_verdict(
    visit: Visit, product: Product, cv: Path, name: str, javascript: bool
) -> None:
    applicant = visit(width=390, height=800, javascript=javascript)
    apply(applicant.go(f"/jobs/{OPENING}"), name, cv, javascript)

    recruiter = visit(width=1440, javascript=javascript)
    page = recruiter.log_in(product.logins["recruiter"])
    page = recruiter.go(f"/desk/openings/{OPENING}/applications?q={name}")
    row = page.locator(".ranking-row", has_text=name).first
    expect(row).to_be_visible()
    row.locator(".row-name").click()
    read_and_scored(page)

    # every criterion found in this CV shows the words it rests on, and its marks lie on the drawn page
    for criterion, words in {
        "degree": "Master of Business Administration",
        "mba": "Master of Business Administration",
        "skills": "Negotiated the yearly contracts",
    }.items():
        expect(page.locator(f"#f-{criterion}")).to_contain_text(words)
    expect(page.locator("#f-experience")).to_contain_text("Key Account Manager")
    quote = page.locator("#f-skills-negotiation a.pen-quote").first
    anchor = (quote.get_attribute("href") or "").removeprefix("#")
    mark = page.locator(f"svg.drawn [id='{anchor}']")
    expect(mark).to_have_count(1)
    if javascript:
        quote.click()
    else:
        quote.press("Enter")
        page.wait_for_url(f"**#{anchor}")
    expect(mark).to_be_in_viewport()
    box, sheet = loaded(page).evaluate(
        "id => [document.getElementById(id), document.querySelector('svg.drawn')].map(e => e.getBoundingClientRect())",
        anchor,
    )
    assert sheet["x"] <= box["x"] and box["x"] + box["width"] <= sheet["x"] + sheet["width"]
    # at the height at which the words were drawn: the fifth line, at most a line off
    drawn_at = sum(size + 9 for size, _ in LINES[:5]) + (842 - 790)
    assert abs((box["y"] + box["height"] / 2 - sheet["y"]) / sheet["height"] * 842 - drawn_at) < 15

    page.locator(".review-do form button").first.click()
    expect(page.locator(".review-head .stage-now")).to_have_text("Shortlisted")
    review = page.url
    page.get_by_role("link", name="Put on a shortlist").click()
    page.get_by_role("radio", name="First conversations").check()
    page.get_by_role("button", name="Put on the shortlist").click()
    expect(page.locator(".order-list")).to_contain_text(name)

    manager = visit(width=1280, javascript=javascript)
    page = manager.log_in(product.logins["manager"])
    page.get_by_role("link", name="First conversations").first.click()
    page.get_by_role("link", name=name).first.click()
    expect(page.locator("#f-skills")).to_contain_text("Negotiated the yearly contracts")
    page.locator("textarea[name=comment]").fill("Knows our retail clients well.")
    page.locator("button.thumb-up").click()
    expect(page.locator(".view-said.view-up").first).to_be_visible()

    page = recruiter.page
    page.goto(review.split("#")[0])
    expect(page.locator("#score-pane")).to_contain_text("Knows our retail clients well.")
