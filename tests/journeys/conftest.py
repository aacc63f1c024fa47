"""The product as its user has it: the one command, a real browser, sample data.

Every session of these tests starts `flask --app recruit demo` in a folder of
its own and stops it as a person would, with Ctrl-C. Where Chromium is missing the
tests are skipped with that reason; in CI that is a failure.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300
STOP_SECONDS = 60


@dataclass(frozen=True)
class Product:
    """A running product: its address, its folder, and the sample logins by role."""

    address: str
    instance: Path
    logins: dict[str, tuple[str, str]]
    printed: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(instance: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flask", "--app", "recruit", "demo", "--port", str(port)]
    # these visitors type faster than people do
    environment = {**os.environ, "INSTANCE_PATH": str(instance), "PYTHONUNBUFFERED": "1", "MIN_FILL_SECONDS": "0"}
    with log.open("wb") as output:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the product stopped by itself:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
                if answer.status == 200 and address in log.read_text():
                    return
        except OSError:
            pass
        time.sleep(0.3)
    pytest.fail(f"no answer from {address} in {START_SECONDS} s:\n{log.read_text()}")


def stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGINT)
    return process.wait(timeout=STOP_SECONDS)


def printed_logins(text: str) -> dict[str, tuple[str, str]]:
    """Role -> (e-mail, password), read from what the command prints for people."""
    logins: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        found = re.search(r"(\S+@example\.\w+)\s+(\S{12,})", line)
        if not found:
            continue
        role = next((r for r in ("admin", "recruiter", "manager") if r in line.lower()), None)
        if role:
            logins.setdefault(role, (found[1], found[2]))
    return logins


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("product")
    instance, log, port = folder / "instance", folder / "log.txt", free_port()
    address = f"http://localhost:{port}"
    process = start(instance, port, log)
    try:
        wait_until_healthy(address, process, log)
        printed = log.read_text()
        logins = printed_logins(printed)
        assert set(logins) == {"admin", "recruiter", "manager"}, printed
        yield Product(address, instance, logins, printed)
    finally:
        if process.poll() is None:
            stop(process)


@dataclass
class Visitor:
    """Somebody at a browser; faults in the page's console are kept in `faults`."""

    page: Page
    address: str
    faults: list[str]

    def hear(self, kind: str, text: str) -> None:
        # Chromium notes every answer of 4xx as an error; a form shown again for correction is one (422)
        if kind == "error" and "422" not in text:
            self.faults.append(text)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def log_in(self, login: tuple[str, str]) -> Page:
        page = self.go("/login")
        page.locator("input[name=email]").fill(login[0])
        page.locator("input[name=password]").fill(login[1])
        page.locator("main button[type=submit]").first.click()
        expect(page).not_to_have_url(re.compile("/login"))
        # people have their own language; these tests read English
        address = page.url
        page.goto(f"{address}{'&' if '?' in address else '?'}lang=en")
        return page


@pytest.fixture
def visit(browser: Browser, product: Product) -> Iterator[object]:
    """`visit(width=…, scheme=…, javascript=…)`: a new visitor; at the end no page may have complained."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def new(width: int = 1280, height: int = 900, scheme: str = "light", javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            locale="en-GB",
            reduced_motion="reduce",  # a colour that is on its way to another is not measured
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(45_000)
        visitor = Visitor(page, product.address, [])
        page.on("pageerror", lambda error: visitor.faults.append(str(error)))
        page.on("console", lambda message: visitor.hear(message.type, message.text))
        visitors.append(visitor)
        return visitor

    yield new
    for context in contexts:
        context.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []
