"""Contrast, and the nearest colour that has enough of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.hiring import colours

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
ANY = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def declared(start: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS[TOKENS.index(start) :].split("}")[0]))


@pytest.mark.parametrize(("theme", "start"), [("light", ":root {"), ("dark", ':root[data-theme="dark"] {')])
def test_the_grounds_are_those_of_the_pages(theme: str, start: str) -> None:
    tokens = declared(start)
    assert colours.GROUNDS[theme] == tuple(tokens[name] for name in ("ground", "raised", "sunken", "hover"))
    assert colours.passes(tokens["accent"], theme)


def test_contrast() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert colours.contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(
    ("colour", "theme", "expected"),
    [("#ffcc00", "light", "#826704"), ("#27427f", "dark", "#7192d6"), ("#b02030", "light", "#b02030")],
)
def test_the_nearest_keeps_the_hue(colour: str, theme: str, expected: str) -> None:
    assert colours.nearest(colour, theme) == expected


@given(ANY, st.sampled_from(["light", "dark"]))
def test_there_is_always_a_nearest_that_passes(colour: str, theme: str) -> None:
    found = colours.nearest(colour, theme)
    assert colours.is_colour(found)
    assert colours.passes(found, theme)
    assert (found == colour) == colours.passes(colour, theme)
    made = colours.accent(found, theme)
    for ground in colours.GROUNDS[theme]:
        assert colours.contrast(found, ground) >= 4.5
    for on in (made.accent, made.hover):
        assert colours.contrast(made.ink, on) >= 4.5
    assert colours.contrast(made.accent, made.soft) >= 4.5


@given(ANY)
def test_lighter_by_nothing_is_the_same(colour: str) -> None:
    one, other = (int(colours.lighter(colour, 0)[1:], 16), int(colour[1:], 16))
    assert all(abs((one >> place & 255) - (other >> place & 255)) <= 1 for place in (0, 8, 16))
