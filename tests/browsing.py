"""How the tests look at a page in a browser: they wait for what they look for.

What a click leads to is there when it is there. So a page is asked with `expect`, which asks again
until the answer is right; what cannot be asked so (a measure, axe) is asked once the page has loaded.
`test_browser_tests.py` finds the tests that do otherwise.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

#: what axe looks for where nothing else is said
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def press(page: Page, key: str) -> None:
    """A key, once the page listens."""
    expect(page.locator("html[data-keys=ready]")).to_be_attached()
    page.keyboard.press(key)


def loaded(page: Page) -> Page:
    """The page that is there (wait for a sign of it first), with its styles, pictures and scripts."""
    page.wait_for_load_state("load")
    return page


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wider: int = loaded(page).evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(wider, 0)


def violations(page: Page, rules: dict[str, Any] | None = None) -> list[str]:
    """What axe finds: the rule, and the first three places."""
    response = Axe().run(loaded(page), options=rules or RULES).response
    return [f"{fault['id']}: {[node['target'] for node in fault['nodes']][:3]}" for fault in response["violations"]]
