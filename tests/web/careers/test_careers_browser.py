"""What only a browser can say: that the posting is no script, who may frame the list, that nothing needs a script."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Browser, Page, expect

from recruit.hiring.models import Opening
from recruit.hiring.operations.companies import CompanyDetails, settle_company
from tests.browsing import too_wide, violations
from tests.factories import a_user, an_opening
from tests.serving import served

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parents[3] / "static"


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening(
        street="Carrer de la Força 3",
        postcode="17004",
        locality="Girona",
        country="ES",
        remote="hybrid",
        hours_week=37.5,
    )


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    """The application served on this machine; its address."""
    with served(app) as address:
        app.config["BASE_URL"] = address
        yield address


@pytest.fixture
def host() -> Iterator[Callable[[str], str]]:
    """`host(html)`: another site that shows it; its address."""
    shown: dict[str, str] = {"page": ""}

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = shown["page"].encode() if self.path == "/" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def show(html: str) -> str:
        shown["page"] = html
        return f"http://127.0.0.1:{server.server_port}"

    yield show
    server.shutdown()
    thread.join()
    server.server_close()


def open_page(browser: Browser, faults: list[str], **options: Any) -> Page:
    """A page that notes whatever the browser complains of, refusals of the policy first."""
    page = browser.new_context(reduced_motion="reduce", **options).new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    return page


def until(page: Page, what: Callable[[], object]) -> None:
    """Give the browser time until it has told of something."""
    for _ in range(300):
        if what():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not happen in time")


def test_the_posting_is_data_and_the_policy_lets_it_be(browser: Browser, base: str, opening: Opening) -> None:
    faults: list[str] = []
    page = open_page(browser, faults)
    page.goto(f"{base}/jobs/{opening.slug}?lang=en")
    data = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
    assert data["@type"] == "JobPosting"
    assert data["title"] == "Key Account Manager"
    # the same policy refuses a script that would be run
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    until(page, lambda: faults)
    assert page.evaluate("window.ran") is None
    assert len(faults) == 1
    assert "Content Security Policy" in faults[0]
    page.context.close()


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(360, "dark", "ca"), (390, "light", "es"), (1440, "light", "en"), (320, "light", "ca"), (1440, "dark", "es")],
)
def test_pages_fit_and_axe_finds_nothing(
    browser: Browser, base: str, opening: Opening, width: int, scheme: Any, language: str
) -> None:
    settle_company(
        CompanyDetails(about={"ca": "Qui som.", "es": "Quiénes somos.", "en": "Who we are."}, accent_light="#b02030"),
        by=a_user("admin"),
    )
    faults: list[str] = []
    page = open_page(browser, faults, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in ("/", f"/jobs/{opening.slug}", "/embed/jobs"):
        page.goto(f"{base}{path}?lang={language}")
        assert violations(page) == [], path
        assert too_wide(page) == 0, path
        expect(page.locator("main")).to_have_count(1)
    assert faults == []
    page.context.close()


def test_without_a_script_everything_is_there(browser: Browser, base: str, opening: Opening) -> None:
    for number in range(6):
        an_opening(place=f"Vila {number}")
    page = open_page(browser, [], java_script_enabled=False)
    page.goto(f"{base}/?lang=en&source=poster")
    page.get_by_label("Place").select_option("Girona")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".opening")).to_have_count(1)
    page.get_by_role("link", name="Key Account Manager").click()
    expect(page.locator("h1")).to_have_text("Key Account Manager")
    expect(page.get_by_role("link", name="Send by mail")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the link")).to_have_count(0)
    page.get_by_role("link", name="Apply", exact=True).click()
    expect(page).to_have_url(f"{base}/jobs/{opening.slug}/apply?source=poster")
    page.context.close()


def test_the_link_is_copied(browser: Browser, base: str, opening: Opening) -> None:
    faults: list[str] = []
    page = open_page(browser, faults, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{base}/jobs/{opening.slug}?lang=ca&source=indeed")
    page.get_by_role("button", name="Copia l’enllaç").click()
    page.get_by_text("Copiat.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{base}/jobs/{opening.slug}?lang=ca"
    assert faults == []
    page.context.close()


def embedding(base: str) -> str:
    return (
        "<!doctype html><title>Our site</title><h1>Our site</h1>"
        f'<iframe src="{base}/embed/jobs?lang=ca" title="Ofertes de feina" data-recruit-jobs width="100%" height="600">'
        f'</iframe><script src="{base}/embed/frame.js" async></script>'
    )


def test_a_site_that_was_named_shows_the_list_at_its_height(
    browser: Browser, base: str, opening: Opening, host: Callable[[str], str]
) -> None:
    site = host(embedding(base))
    settle_company(CompanyDetails(embed_origins=(site,)), by=a_user("admin"))
    faults: list[str] = []
    page = open_page(browser, faults, viewport={"width": 800, "height": 900})
    page.goto(site)
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Gestió de comptes clau").wait_for()
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    shown = partial(page.locator("iframe").evaluate, "frame => frame.clientHeight")
    until(page, lambda: shown() == frame.locator("html").evaluate("root => root.offsetHeight"))
    assert 40 < shown() < 300
    assert page.context.cookies() == []
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Gestió de comptes clau").click()
    expect(opened.value).to_have_url(f"{base}/jobs/{opening.slug}?source=embed&lang=ca")
    assert [fault for fault in faults if "favicon" not in fault and "404" not in fault] == []
    page.context.close()


def test_a_site_that_was_not_named_does_not(
    browser: Browser, base: str, opening: Opening, host: Callable[[str], str]
) -> None:
    faults: list[str] = []
    page = open_page(browser, faults)
    page.goto(host(embedding(base)))
    until(page, lambda: any("frame-ancestors" in fault for fault in faults))
    expect(page.frame_locator("iframe").get_by_role("link", name="Gestió de comptes clau")).to_have_count(0)
    page.context.close()


def test_the_list_fits_again_when_the_page_grows_narrow(
    browser: Browser, base: str, opening: Opening, host: Callable[[str], str]
) -> None:
    site = host(embedding(base))
    settle_company(CompanyDetails(embed_origins=(site,)), by=a_user("admin"))
    page = open_page(browser, [], viewport={"width": 900, "height": 900})
    page.goto(site)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    height = partial(page.locator("iframe").evaluate, "frame => frame.clientHeight")
    wide = height()
    page.set_viewport_size({"width": 340, "height": 900})
    page.wait_for_function(f"document.querySelector('iframe').clientHeight > {wide}")
    inner = partial(page.frame_locator("iframe").locator("html").evaluate, "root => root.scrollHeight")
    until(page, lambda: height() == inner())
    page.context.close()


def test_a_job_page_is_light(browser: Browser, base: str, opening: Opening, db: SQLAlchemy) -> None:
    """All that a browser fetches for it, unpacked, but the logo: under 60 KB, and nothing of the forms or the desk."""
    settle_company(CompanyDetails(accent_light="#b02030"), by=a_user("admin"))
    page = open_page(browser, [])
    page.goto(f"{base}/jobs/{opening.slug}?lang=ca", wait_until="networkidle")
    loaded: dict[str, int] = page.evaluate(
        """() => Object.fromEntries(
            ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
                .map((part) => [new URL(part.name).pathname, part.decodedBodySize]))"""
    )
    loaded["/static/img/mark.svg"] = len((STATIC / "img" / "mark.svg").read_bytes())  # a tab's icon is not told
    assert sorted(loaded) == [
        "/brand.css",
        f"/jobs/{opening.slug}",
        "/static/css/app.css",
        "/static/css/careers.css",
        "/static/css/tokens.css",
        "/static/img/mark.svg",
        "/static/js/job.js",
        "/static/js/theme.js",
    ]
    assert all(loaded.values()), loaded
    assert sum(loaded.values()) < 60 * 1024, loaded
    page.context.close()


def test_paper(browser: Browser, base: str, opening: Opening, tmp_path: Path) -> None:
    """What is for the screen stays there; the address is on the paper."""
    page = open_page(browser, [])
    page.goto(f"{base}/jobs/{opening.slug}?lang=en")
    page.emulate_media(media="print")
    expect(page.get_by_text(f"{base}/jobs/{opening.slug}?lang=en")).to_be_visible()
    for name in ("Copy the link", "Print"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(page.get_by_role("link", name="Apply")).to_have_count(0)
    assert page.pdf(path=tmp_path / "job.pdf", format="A4").startswith(b"%PDF")
    page.context.close()


def test_colours_are_tried_before_they_are_kept(app: Flask, browser: Browser, base: str, db: SQLAlchemy) -> None:
    from tests.factories import PASSWORD

    admin = a_user("admin")
    faults: list[str] = []
    page = open_page(browser, faults)
    page.goto(f"{base}/login?lang=en")
    page.get_by_label("E-mail").fill(admin.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page).not_to_have_url(re.compile("/login"))
    page.goto(f"{base}/admin/company")
    page.get_by_label("Colour on light pages (optional)", exact=True).fill("#ffcc00")
    page.get_by_text("Too faint to read: contrast 1.3 to 1").wait_for()
    preview = page.locator('[data-preview][data-theme="light"] .preview-link')
    # what is shown is what would be kept: the nearest that can be read
    expect(preview).to_have_css("color", "rgb(130, 103, 4)")
    page.get_by_role("button", name="Take the nearest").first.click()
    page.get_by_text("Readable: contrast 4.5 to 1.").wait_for()
    expect(page.get_by_label("Colour on light pages (optional)", exact=True)).to_have_value("#826704")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Kept.").wait_for()
    assert faults == []
    page.context.close()
