"""Every page, as each of its users sees it, in both themes and on a phone: axe finds nothing, nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import press, too_wide, violations
from tests.journeys.conftest import Product, Visitor

pytestmark = pytest.mark.browser

OPENING = "key-account-manager-barcelona"
#: of the sample's link to its blind shortlist
TOKEN = "mostra-de-revisio-cega-nomes-per-provar"
PAGES = {
    "anybody": [
        "/",
        f"/jobs/{OPENING}",
        f"/jobs/{OPENING}/apply",
        "/privacy",
        "/login",
        "/embed/jobs",
        "/my",
        "/my/erased",
        "/no-such-page",
    ],
    "recruiter": [
        "/desk/",
        "/desk/openings/new",
        f"/desk/openings/{OPENING}/applications",
        f"/desk/openings/{OPENING}/applications?q=negociar&stage=new&stage=shortlisted&sort=name",
        f"/desk/openings/{OPENING}/applications?q=nobody+has+this",
        f"/desk/openings/{OPENING}/export",
        f"/desk/openings/{OPENING}/role",
        f"/desk/openings/{OPENING}/details",
        f"/desk/openings/{OPENING}/texts",
        f"/desk/openings/{OPENING}/criteria",
        f"/desk/openings/{OPENING}/market",
        f"/desk/openings/{OPENING}/questions",
        f"/desk/openings/{OPENING}/add",
        f"/desk/openings/{OPENING}/what-if",
        f"/desk/openings/{OPENING}/what-if?w.mba=60&strong=60&y.1=4",
        f"/desk/openings/{OPENING}/compare",
        f"/desk/openings/{OPENING}/versions",
        f"/desk/openings/{OPENING}/queue",
        "/desk/find?q=a",
        "/desk/mentions",
        "/desk/requests",
        f"/desk/openings/{OPENING}/add",
        f"/desk/openings/{OPENING}/shortlists",
        "/account/password",
    ],
    "manager": ["/shortlist/"],
    "blind reader": [f"/shortlist/open/{TOKEN}"],
    "admin": [
        "/admin/users",
        "/admin/users/new",
        "/admin/users/1",
        "/admin/audit",
        "/admin/company",
        "/admin/retention",
        "/admin/fairness",
    ],
}
#: pages reached from a list: where to look for the link
FIRST_LINK = {
    "recruiter": [
        (f"/desk/openings/{OPENING}/applications", "a.row-name"),
        (f"/desk/openings/{OPENING}/applications", "a.labels-now"),
        (f"/desk/openings/{OPENING}/shortlists", ".shortlists h2 a"),
        (f"/desk/openings/{OPENING}/shortlists", ".shortlists .num a"),
    ],
    "manager": [("/shortlist/", ".shortlists h2 a"), ("", ".person-who a")],
}
#: pages below the application that stands first, and below the two that do; in one width and theme each, as their parts
#: (forms, tables) are those of the pages above
BELOW = [
    "/desk/applications/{first}?view=text",
    "/desk/applications/{first}?fact=mba",
    "/desk/applications/{first}/words",
    "/desk/applications/{first}/words?start=10&end=40",
    "/desk/applications/{first}/stage?to=rejected",
    "/desk/applications/{first}/labels",
    "/desk/applications/{first}/person",
    "/desk/applications/{first}/tell",
    "/desk/applications/{first}/compare",
    "/desk/applications/{first}/same/{second}",
    "/desk/shortlists/add?application={first}&application={second}",
    f"/desk/openings/{OPENING}/compare?a={{first}}&a={{second}}&find=a",
]
#: what a recruiter who reviews blind sees otherwise than the others; the last one asks first
BLIND = [
    f"/desk/openings/{OPENING}/applications",
    "/desk/applications/{first}",
    "/desk/applications/{first}?view=text",
    f"/desk/openings/{OPENING}/compare?a={{first}}&a={{second}}",
    f"/desk/openings/{OPENING}/queue",
    "/desk/applications/{first}/words",
]
Visit = Callable[..., Visitor]


def faults_of(visitor: Visitor) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    wider = too_wide(visitor.page)
    return [*violations(visitor.page), *([f"{wider} px wider than the window"] if wider else [])]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("role", list(PAGES))
def test_pages(visit: Visit, product: Product, role: str, width: int, scheme: str) -> None:
    visitor = visit(width=width, scheme=scheme)
    if role in product.logins:
        visitor.log_in(product.logins[role])
    addresses = list(PAGES[role])
    for path, selector in FIRST_LINK.get(role, ()):
        href = visitor.go(path or addresses[-1]).locator(selector).first.get_attribute("href")
        assert href
        addresses.append(href)
    found: dict[str, list[str]] = {}
    for address in addresses:
        visitor.go(address)
        if faults := faults_of(visitor):
            found[address] = faults
    visitor.faults[:] = [fault for fault in visitor.faults if "404" not in fault]
    assert found == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_below_an_application(visit: Visit, product: Product, width: int, scheme: str) -> None:
    visitor = visit(width=width, scheme=scheme)
    visitor.log_in(product.logins["recruiter"])
    page = visitor.go(f"/desk/openings/{OPENING}/applications")
    first, second = page.locator("[data-row]").evaluate_all("rows => rows.slice(0, 2).map((row) => row.dataset.row)")
    addresses = [address.format(first=first, second=second) for address in BELOW]
    notes = visitor.go(f"/desk/applications/{first}").locator("a[href*='/notes/']")
    addresses += notes.evaluate_all("links => links.map((link) => link.getAttribute('href'))")[:1]
    found: dict[str, list[str]] = {}
    for address in addresses:
        visitor.go(address)
        if faults := faults_of(visitor):
            found[address] = faults
    # what opens above a page, and what is decided about those who are ticked
    visitor.go(f"/desk/applications/{first}")
    press(page, "c")
    page.locator("#desk-dialog #compare-find").wait_for()
    found |= {"compare with": faults} if (faults := violations(page)) else {}
    visitor.go(f"/desk/openings/{OPENING}/applications")
    page.locator("#ranked [name=id]").nth(1).check()
    page.locator("[data-show-ticked]").click()
    page.locator("#desk-dialog [data-tick]").wait_for()
    found |= {"ticked": faults} if (faults := violations(page)) else {}
    page.keyboard.press("Escape")
    page.locator("#bulk select").select_option("stage:rejected")
    page.locator("#bulk button", has_text="Show what happens").click()
    page.locator(".bulk-form").wait_for()
    found |= {"many at once": faults} if (faults := faults_of(visitor)) else {}
    assert found == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_pages_of_a_blind_review(visit: Visit, product: Product, width: int, scheme: str) -> None:
    visitor = visit(width=width, scheme=scheme)
    visitor.log_in(product.logins["recruiter"])
    page = visitor.go(f"/desk/openings/{OPENING}/applications")
    page.get_by_role("button", name="Review blind").click()
    off = page.get_by_role("region", name="Blind review").get_by_role("button", name="Switch off")
    off.wait_for()
    first, second = page.locator("[data-row]").evaluate_all("rows => rows.slice(0, 2).map((row) => row.dataset.row)")
    found: dict[str, list[str]] = {}
    try:
        for address in (address.format(first=first, second=second) for address in BLIND):
            visitor.go(address)
            if faults := faults_of(visitor):
                found[address] = faults
    finally:
        visitor.go(f"/desk/openings/{OPENING}/applications")
        off.click()
        page.get_by_role("button", name="Review blind").wait_for()
    visitor.faults[:] = [fault for fault in visitor.faults if "403" not in fault]
    assert found == {}
