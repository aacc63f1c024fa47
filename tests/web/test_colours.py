"""The colours of every page: what is to be read can be read, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")

STYLES = "".join(
    (ROOT / "static" / "css" / name).read_text(encoding="utf-8") for name in ("app.css", "forms.css", "work.css")
)


def block(start: str) -> str:
    """The declarations of the rule that begins with `start`."""
    return TOKENS[TOKENS.index(start) :].split("}")[0]


def declared(rule: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", rule))


LIGHT = declared(block(":root {"))

DARK = LIGHT | declared(block(':root[data-theme="dark"] {'))

SETS = {"light": LIGHT, "dark": DARK}

CRITERIA = ("degree", "mba", "experience", "skills", "duties")


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", SETS)
@pytest.mark.parametrize("ground", ["ground", "raised", "sunken", "hover"])
def test_text_is_readable(theme: str, ground: str) -> None:
    colours = SETS[theme]
    for name in ("ink", "ink-2", "accent", "good", "warn", "bad", *(f"c-{criterion}" for criterion in CRITERIA)):
        assert contrast(colours[name], colours[ground]) >= 4.5, name


@pytest.mark.parametrize("theme", SETS)
def test_text_on_colour_is_readable(theme: str) -> None:
    colours = SETS[theme]
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent-hover"]) >= 4.5
    for name in ("accent", "good", "warn", "bad", *(f"c-{criterion}" for criterion in CRITERIA)):
        assert contrast(colours[name], colours[f"{name}-soft"]) >= 4.5, name
        assert contrast(colours["ink"], colours[f"{name}-soft"]) >= 7, name


@pytest.mark.parametrize("theme", SETS)
def test_outlines_of_controls_and_focus_are_seen(theme: str) -> None:
    colours = SETS[theme]
    for ground in ("ground", "raised", "sunken"):
        assert contrast(colours["line-strong"], colours[ground]) >= 3
        assert contrast(colours["focus"], colours[ground]) >= 3


@pytest.mark.parametrize("criterion", CRITERIA)
def test_words_under_the_pen_stay_readable(criterion: str) -> None:
    """Paper is white in both themes, and so is what is marked on it."""
    pen = LIGHT[f"c-{criterion}-pen"]
    assert contrast(LIGHT["paper-ink"], pen) >= 7
    for theme in SETS.values():
        assert theme[f"c-{criterion}-pen"] == pen
        assert theme["paper"] == "#ffffff"


def test_dark_by_system_and_dark_by_choice_are_the_same_set() -> None:
    assert declared(block(':root:not([data-theme="light"])')) == declared(block(':root[data-theme="dark"] {'))


def test_every_token_that_styles_use_exists() -> None:
    shared = {f"--{name}" for name in LIGHT} | set(re.findall(r"(--[\w-]+):", STYLES))
    for path in (ROOT / "static" / "css").glob("*.css"):
        text = path.read_text(encoding="utf-8")
        own = shared | set(re.findall(r"(--[\w-]+):", text))
        own.add("--split")  # set by the script that drags the split
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= own, path.name


def test_nothing_moves_for_those_who_ask_for_it() -> None:
    assert "prefers-reduced-motion: reduce" in STYLES
    quick = re.search(r"--quick: (\d+)ms", TOKENS)
    assert quick
    assert int(quick[1]) < 150
