"""Take the pictures of the README and the docs: `python -m tests.journeys.screenshots`.

Starts the product with its sample data, waits until every CV is read, and
writes `docs/screenshots/*.png`. Needs Chromium.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, NO_CHROMIUM, chromium_path
from tests.journeys.conftest import ROOT, free_port, printed_logins, start, stop, wait_until_healthy

OPENING = "key-account-manager-barcelona"
TARGET = ROOT / "docs" / "screenshots"


def log_in(page: Page, address: str, login: tuple[str, str]) -> None:
    page.goto(f"{address}/login")
    page.locator("input[name=email]").fill(login[0])
    page.locator("input[name=password]").fill(login[1])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{page.url}?lang=en")


def shoot(browser: Browser, address: str, logins: dict[str, tuple[str, str]]) -> None:
    def visitor(width: int, height: int, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        return context.new_page()

    desk = visitor(1440, 900)
    log_in(desk, address, logins["recruiter"])
    listing = f"{address}/desk/openings/{OPENING}/applications"
    desk.goto(listing)
    while desk.locator(".reading-now").count():
        desk.wait_for_timeout(1000)
        desk.reload()
    desk.screenshot(path=TARGET / "list.png")
    first = desk.locator("a.row-name").nth(1).get_attribute("href") or ""
    desk.goto(address + first)
    desk.locator("#f-skills a.pen-quote").first.click()
    desk.locator("#score-body").evaluate("pane => pane.parentElement.scrollTop = 0")
    desk.wait_for_timeout(600)
    desk.screenshot(path=TARGET / "application.png")
    desk.goto(f"{address}/desk/openings/{OPENING}/what-if?w.mba=45&w.experience=20&y.1=4&y.2=7")
    desk.screenshot(path=TARGET / "what-if.png")
    desk.goto(listing)
    for box in desk.locator("input[name=id]").all()[:3]:
        box.check()
    desk.locator("#bulk button[formaction$=compare]").click()
    desk.wait_for_url("**/compare*")
    with desk.expect_navigation():
        desk.locator(".compare-head .actions a").last.click()
    desk.screenshot(path=TARGET / "compare.png")

    phone = visitor(390, 800, "dark")
    log_in(phone, address, logins["recruiter"])
    phone.goto(re.sub(r"\?.*", "", address + first))
    phone.wait_for_timeout(600)
    phone.screenshot(path=TARGET / "application-phone.png")

    manager = visitor(1280, 900)
    log_in(manager, address, logins["manager"])
    manager.goto(f"{address}/shortlist/")
    with manager.expect_navigation():
        manager.locator("main a[href*='/shortlist/']").first.click()
    manager.screenshot(path=TARGET / "shortlist.png")

    public = visitor(1280, 900)
    public.goto(f"{address}/jobs/{OPENING}?lang=en")
    public.screenshot(path=TARGET / "job.png")


def main() -> int:
    chromium = chromium_path()
    if chromium is None:
        sys.stderr.write(f"{NO_CHROMIUM}\n")
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        log, port = Path(folder) / "log.txt", free_port()
        address = f"http://localhost:{port}"
        process = start(Path(folder) / "instance", port, log)
        try:
            wait_until_healthy(address, process, log)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
                shoot(browser, address, printed_logins(log.read_text()))
                browser.close()
        finally:
            stop(process)
    for picture in TARGET.glob("*.png"):  # flat areas and text: a palette does, at a third of the size
        Image.open(picture).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
