"""Every page, as each of its users sees it, in both themes and on a phone: axe finds nothing, nothing sticks out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

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
        f"/desk/openings/{OPENING}/shortlists",
        "/account/password",
    ],
    "manager": ["/shortlist/"],
    "blind reader": [f"/shortlist/open/{TOKEN}"],
    "admin": ["/admin/users", "/admin/users/new", "/admin/users/1", "/admin/audit", "/admin/company"],
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
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

Visit = Callable[..., Visitor]


def violations(visitor: Visitor) -> list[str]:
    result: dict[str, Any] = Axe().run(visitor.page, options=RULES).response
    return [
        f"{fault['id']}: {json.dumps([node['target'] for node in fault['nodes']][:3])}"
        for fault in result["violations"]
    ]


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
        page = visitor.go(address)
        faults = violations(visitor)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            faults.append(f"{wider} px wider than the window")
        if faults:
            found[address] = faults
    visitor.faults[:] = [fault for fault in visitor.faults if "404" not in fault]
    assert found == {}
