"""A test in a browser asks a page so that it may take its time: no answer is read once and held for the truth.

What a click leads to comes when it comes. `expect(…)` waits for it; a `count()` or a `page.url` does not,
and is wrong on a day on which the machine is slow. Such a reading may stand in a loop that waits, or read
what stood there before anything was done (`inner_text`, which waits for its element, in an assignment).
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
IN_A_BROWSER = sorted(
    path
    for path in (*TESTS.rglob("test_*.py"), *TESTS.rglob("conftest.py"))
    if path != Path(__file__).resolve() and "playwright" in (text := path.read_text("utf-8")) and "expect" in text
)
#: methods of a page or a locator that answer at once, and waiting for a while instead of for something
AT_ONCE = {
    "all_inner_texts",
    "all_text_contents",
    "is_checked",
    "is_disabled",
    "is_editable",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "query_selector",
    "query_selector_all",
    "wait_for_timeout",
}
#: these wait for their element alone: what is asserted of it may be of the page before
HALF = {"get_attribute", "inner_html", "inner_text", "input_value", "text_content", "title"}
LOOPS = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)


def too_early(source: str) -> list[int]:
    """The lines that read a page once and hold it for the truth."""
    found: list[int] = []

    def is_at_once(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return False
        of = ast.unparse(node.func.value)
        if node.func.attr == "count" and not node.args:
            return of != "func" and "query" not in of  # those are of the database
        return node.func.attr in AT_ONCE

    def is_half(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute) and node.attr == "url":
            return isinstance(node.value, ast.Name) and node.value.id == "page"
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in HALF

    def look(node: ast.AST, waits: bool) -> None:
        if isinstance(node, LOOPS) and "wait_for_timeout" in ast.unparse(node):
            waits = True
        if not waits and is_at_once(node):
            found.append(node.lineno)  # type: ignore[attr-defined]
        if isinstance(node, ast.Assert) and not waits:
            found.extend(part.lineno for part in ast.walk(node.test) if is_half(part))  # type: ignore[attr-defined]
        for child in ast.iter_child_nodes(node):
            look(child, waits)

    look(ast.parse(source), False)
    return sorted(set(found))


@pytest.mark.parametrize("path", IN_A_BROWSER, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_a_page_may_take_its_time(path: Path) -> None:
    assert too_early(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", IN_A_BROWSER, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_it_says_that_it_needs_a_browser(path: Path) -> None:
    assert path.name == "conftest.py" or "pytest.mark.browser" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "assert page.locator('h1').count() == 1",
        "assert page.url == there",
        "assert page.locator('h1').inner_text() == 'Jobs'",
        "shown = page.locator('h1').is_visible()",
        "page.wait_for_timeout(500)",
    ],
)
def test_such_a_reading_is_found(line: str) -> None:
    assert too_early(line) == [1]
    assert too_early(f"for _ in range(9):\n    {line}\n    page.wait_for_timeout(50)") == []
