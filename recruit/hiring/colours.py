"""Colours that can be read: contrast by WCAG 2.2, and the nearest colour that has enough of it.

A company chooses one accent for light pages and one for dark ones; the other
shades of it are made here. Nearness is judged in OKLab (Ottosson 2020), where
a change of lightness leaves the hue as people see it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

#: the grounds that the accent stands on as text, as `static/css/tokens.css` has them
GROUNDS: Mapping[str, tuple[str, ...]] = {
    "light": ("#fdfdfc", "#ffffff", "#f5f5f2", "#f0f0ec"),
    "dark": ("#17191d", "#1e2126", "#121417", "#24272d"),
}
#: what is written on it
INKS: Mapping[str, tuple[str, ...]] = {"light": ("#ffffff", "#1b1d22"), "dark": ("#10182b", "#ffffff")}

#: WCAG 2.2, 1.4.3, level AA
LEAST_CONTRAST = 4.5

_COLOUR = re.compile(r"#[0-9a-f]{6}")
Triple = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Whether it is `#rrggbb` in small letters."""
    return _COLOUR.fullmatch(text) is not None


def _linear(colour: str) -> Triple:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _hex(linear: Triple) -> str:
    """The nearest colour that screens have."""

    def part(value: float) -> int:
        value = min(max(value, 0.0), 1.0)
        return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{part(value):02x}" for value in linear)


def luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _oklab(colour: str) -> Triple:
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> Triple:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def lighter(colour: str, by: float) -> str:
    """The same hue, lighter by so much of 1 (darker where negative); as colourful as screens can show it."""
    lightness, a, b = _oklab(colour)
    lightness = min(max(lightness + by, 0.0), 1.0)
    strength = 1.0
    while strength > 0:
        linear = _from_oklab(lightness, a * strength, b * strength)
        if all(-0.001 <= part <= 1.001 for part in linear):
            return _hex(linear)
        strength -= 0.02
    return _hex(_from_oklab(lightness, 0.0, 0.0))


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of the colour on the ground."""
    pairs = ((int(colour[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


@dataclass(frozen=True, slots=True)
class Accent:
    """An accent and what is made of it, as the tokens of one theme name them."""

    accent: str
    hover: str
    soft: str
    ink: str


def accent(colour: str, theme: str) -> Accent:
    """The shades of a colour: under the pointer, as a ground, and what is written on it."""
    hover = lighter(colour, -0.07 if theme == "light" else 0.06)
    ink = max(INKS[theme], key=lambda ink: min(contrast(ink, colour), contrast(ink, hover)))
    soft = mixed(colour, GROUNDS[theme][0], 0.11 if theme == "light" else 0.14)
    return Accent(colour, hover, soft, ink)


def least_contrast(colour: str, theme: str) -> float:
    """The worst contrast that a page would have with this accent."""
    made = accent(colour, theme)
    return min(
        *(contrast(colour, ground) for ground in (*GROUNDS[theme], made.soft)),
        contrast(made.ink, colour),
        contrast(made.ink, made.hover),
    )


def shown_contrast(colour: str, theme: str) -> float:
    """The same with one decimal, never rounded up: 4.49 is not enough, and must not look as if it were."""
    return math.floor(least_contrast(colour, theme) * 10) / 10


def passes(colour: str, theme: str) -> bool:
    return least_contrast(colour, theme) >= LEAST_CONTRAST


def nearest(colour: str, theme: str) -> str:
    """The colour itself where it passes, else the one of its hue that does with the least change of lightness."""
    for step in range(101):
        for by in (step / 100, -step / 100):
            candidate = lighter(colour, by) if step else colour
            if passes(candidate, theme):
                return candidate
    raise AssertionError("black or white passes in every theme")
