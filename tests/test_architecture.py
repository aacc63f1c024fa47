"""House rules, kept by tests: style, types, who may import whom, where a commit may stand."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "recruit").rglob("*.py"))
PURE = ("recruit/facts.py", "recruit/role_profile/", "recruit/reading/", "recruit/scoring/")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.mark.parametrize(
    "command", [("ruff", "check", "."), ("ruff", "format", "--check", ".")], ids=["lint", "format"]
)
def test_style(command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.returncode == 0, result.stdout + result.stderr


def test_types() -> None:
    result = run("mypy")
    assert result.returncode == 0, result.stdout + result.stderr


def test_import_contracts() -> None:
    # lint-imports has no `python -m` door of its own
    script = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_commit_only_in_operations() -> None:
    offenders = [
        f"{relative(path)}:{node.lineno}"
        for path in SOURCES
        if not relative(path).startswith(("recruit/hiring/operations/", "recruit/storage/migrations/"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert offenders == []


def test_the_core_is_given_the_date() -> None:
    """Reading and scoring give the same answer for ever: they never ask what day it is."""
    clock = re.compile(r"\b(?:datetime\.now|datetime\.today|date\.today|time\.time)\(")
    offenders = [
        relative(path)
        for path in SOURCES
        if relative(path).startswith(PURE) and clock.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_no_drawer_for_everything() -> None:
    names = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py"}
    assert [relative(path) for path in SOURCES if path.name in names] == []


def test_templates_carry_no_inline_script_or_style() -> None:
    """The content security policy would refuse them, and the page would look broken only in a browser."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style\b|\sstyle=|\son[a-z]+=\"", re.I
    )
    offenders = [
        f"{relative(path)}: {match.group(0)}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    """No page, style or script loads anything from another host; links for people to follow are theirs to follow."""
    foreign = re.compile(
        r"""\bsrc=["'](?:https?:)?//|<link\b[^>]*href=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
    )
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "css").rglob("*.css")]
    assert [relative(path) for path in files if foreign.search(path.read_text(encoding="utf-8"))] == []
