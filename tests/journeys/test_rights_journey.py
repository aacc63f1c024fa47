"""An applicant uses every right, in a real browser, in three languages, on a phone and at a desk."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as email_policy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browsing import too_wide, violations
from tests.journeys.conftest import Product, Visitor

pytestmark = pytest.mark.browser

OPENING = "key-account-manager-barcelona"
Visit = Callable[..., Visitor]

CV = """{name}
{email}

Experience
Key Account Manager, Vidrieria Torrental
03/2018 - 02/2022
Negotiated the yearly contracts of the eight largest clients.

Education
Degree in Business Administration, 2014
"""

#: language -> (degree of the form in words, word to erase with, a heading of each page on the way)
WORDS = {
    "ca": {
        "erase": "ESBORRAR",
        "withdrawn": "L’has retirada",
        "corrected": "Què has corregit",
        "gone": "s’han esborrat",
    },
    "es": {
        "erase": "BORRAR",
        "withdrawn": "La has retirado",
        "corrected": "Qué has corregido",
        "gone": "se han borrado",
    },
    "en": {"erase": "ERASE", "withdrawn": "You withdrew it", "corrected": "What you corrected", "gone": "is erased"},
}


@pytest.fixture(scope="module")
def inside(product: Product) -> Iterator[Flask]:
    """The product's own data, to send applications as if by its form."""
    from recruit import create_app

    app = create_app({"INSTANCE_PATH": product.instance, "LOG_LEVEL": "CRITICAL"})
    yield app
    app.extensions["recruit.jobs"].close()


def mails(product: Product) -> list[EmailMessage]:
    parser = BytesParser(policy=email_policy)
    found = []
    for path in sorted((product.instance / "outbox").glob("*.eml")):
        mail = parser.parsebytes(path.read_bytes())
        assert isinstance(mail, EmailMessage)
        found.append(mail)
    return found


def until(what: Callable[[], Any], seconds: float = 60) -> Any:
    """The first true answer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := what():
            return answer
        time.sleep(0.3)
    raise AssertionError("it did not happen in time")


def applied(inside: Flask, product: Product, name: str, language: str) -> str:
    """Somebody applies and gets the mail; the path of the link in it, once the CV is read."""
    from recruit.hiring.models import Application
    from recruit.hiring.operations.applications import ApplicationForm, keep_upload, submit_application
    from recruit.hiring.queries.openings import opening_by_slug
    from recruit.storage.database import db

    email = f"{name.split()[0].lower()}@example.net"
    with inside.app_context():
        opening = opening_by_slug(OPENING)
        assert opening is not None
        application = submit_application(
            opening,
            ApplicationForm(
                name=name,
                email=email,
                degree="master",
                degree_status="completed",
                related_years=9,
                answers={"travel": "yes"},
            ),
            cv=keep_upload(CV.format(name=name, email=email).encode(), "cv.txt", "text/plain"),
            language=language,
            privacy_version="test",
        )
        number = application.id

    def read() -> bool:
        with inside.app_context():
            return db.session.get_one(Application, number).reading_status == "read"

    until(read)
    mail = until(lambda: next((m for m in mails(product) if m["To"] == email), None))
    found = re.search(r"(/my/\S+)", mail.get_content())
    assert found
    return found[1]


def files_with(product: Product, word: str) -> list[str]:
    """Every file of the product that holds the word."""
    found = []
    for path in sorted(product.instance.rglob("*")):
        try:
            if path.is_file() and word.encode() in path.read_bytes():
                found.append(str(path.relative_to(product.instance)))
        except FileNotFoundError:
            continue  # the running product has just taken it away
    return found


@pytest.mark.parametrize(("language", "width"), [("ca", 360), ("es", 390), ("en", 1440)])
def test_correct_copy_withdraw_erase(
    visit: Visit, product: Product, inside: Flask, tmp_path: Path, language: str, width: int
) -> None:
    said = WORDS[language]
    name = {"ca": "Gundemara Torrental", "es": "Recesvinta Torrental", "en": "Wulfthryth Torrental"}[language]
    link = applied(inside, product, name, language)
    visitor = visit(width=width)
    page = visitor.go(link)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("#read")).to_contain_text("Vidrieria Torrental")
    expect(page.locator("#differences")).to_be_visible()  # the form says master, the CV bachelor
    assert too_wide(page) == 0

    # a wrong reading is corrected
    page.locator("#read a[href*='/correct']").first.click()
    page.wait_for_url("**/correct*")
    assert too_wide(page) == 0
    page.locator("#degree").select_option("bachelor")
    page.locator("#related_years").fill("not a number")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator("#related_years").fill("4")
    page.locator("#remark").fill("I left in 2023, not in 2022.")
    page.locator("main button[type=submit]").click()
    expect(page.locator("#read")).to_contain_text(said["corrected"])
    expect(page.locator("#read")).to_contain_text("I left in 2023, not in 2022.")

    # a person is asked
    page.locator("#asked textarea").fill("Please look at my last post.")
    page.locator("#asked button[value=review]").click()
    expect(page.locator("#asked .my-request")).to_contain_text("Please look at my last post.")

    # a copy is taken
    with page.expect_download() as download:
        page.locator("#data a[href*='data.json']").click()
    download.value.save_as(tmp_path / "data.json")
    data = json.loads((tmp_path / "data.json").read_text())
    assert data["application"]["name"] == name
    assert data["corrections"][-1]["after"] == "I left in 2023, not in 2022."
    with page.expect_download() as download:
        page.locator("#data a[href*='data.pdf']").click()
    download.value.save_as(tmp_path / "data.pdf")
    assert (tmp_path / "data.pdf").read_bytes().startswith(b"%PDF")

    # withdrawing takes two steps
    page.locator("#data a[href*='/withdraw']").click()
    page.wait_for_url("**/withdraw*")
    assert too_wide(page) == 0
    page.locator("main button[type=submit]").click()
    expect(page.locator(".my-status")).to_contain_text(said["withdrawn"])

    # erasing takes the word
    page.locator("#data a[href*='/erase']").click()
    page.wait_for_url("**/erase*")
    assert too_wide(page) == 0
    page.locator("#word").fill("no")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("#word").fill(said["erase"])
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text(said["gone"])
    visitor.go(link)
    expect(page.locator("h1")).not_to_contain_text("Key Account Manager")
    first = name.split()[0]
    until(lambda: not files_with(product, first), 90)
    assert files_with(product, first) == []
    visitor.faults[:] = [fault for fault in visitor.faults if "404" not in fault]


def test_without_javascript_it_works_too(visit: Visit, product: Product, inside: Flask) -> None:
    link = applied(inside, product, "Ansovinda Torrental", "en")
    page = visit(width=390, javascript=False).go(link)
    page.locator("#pool button[value='1']").click()
    expect(page.locator("#pool")).to_contain_text("You agreed")
    page.locator("#data a[href*='/erase']").click()
    page.locator("#word").fill("erase")
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("is erased")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_own_pages_are_for_everybody(visit: Visit, product: Product, inside: Flask, width: int, scheme: str) -> None:
    name = f"Sisebuta{width}{scheme} Torrental"
    link = applied(inside, product, name, "en").partition("?")[0]
    visitor = visit(width=width, scheme=scheme)
    found: dict[str, list[str]] = {}
    for path in ("", "/questions", "/correct", "/withdraw", "/erase"):
        page = visitor.go(f"{link}{path}?lang=en")
        if not path:
            page.locator("#about-me summary").click()
        faults = violations(page)
        if too_wide(page):
            faults.append("wider than the window")
        if faults:
            found[path or "/"] = faults
    for path in ("/my", "/my/erased", "/privacy", "/my/no-such-link"):
        if faults := violations(visitor.go(f"{path}?lang=en")):
            found[path] = faults
    page = visitor.go(f"{link}/erase?lang=en")
    page.locator("#word").fill("erase")
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("is erased")
    visitor.faults[:] = [fault for fault in visitor.faults if "404" not in fault]
    assert found == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_teams_pages_are_for_everybody(visit: Visit, product: Product, width: int) -> None:
    visitor = visit(width=width)
    visitor.log_in(product.logins["admin"])
    href = visitor.go(f"/desk/openings/{OPENING}/applications").locator("a.row-name").first.get_attribute("href")
    assert href
    application = href.partition("?")[0]
    found: dict[str, list[str]] = {}
    for path in (
        f"{application}/person",
        f"{application}/tell",
        "/desk/requests",
        "/admin/retention",
        "/admin/fairness",
    ):
        page = visitor.go(path)
        faults = violations(page)
        if too_wide(page):
            faults.append("wider than the window")
        if faults:
            found[path] = faults
    assert found == {}
