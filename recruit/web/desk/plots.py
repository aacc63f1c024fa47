"""Drawings of a simulation: who changes places, and the line of the experience. Each has its table in the page.

As in `drawing`: inline SVG by attributes and classes alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from recruit.web import formats
from recruit.web.desk.drawing import number

#: the longest name that the chart of places has room for
NAME = 24

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody's place before and after."""

    name: str
    before: int
    after: int


def _open(kind: str, width: float, height: float, label: str) -> str:
    across, down, said = number(width), number(height), escape(label)
    return (
        f'<svg class="{kind}" width="{across}" height="{down}" viewBox="0 0 {across} {down}"'
        f' role="img" aria-label="{said}"><title>{said}</title>'
    )


def _text(kind: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


def _svg(drawn: list[str]) -> Markup:
    """Numbers and names of our own, words escaped where they came in."""
    return Markup("".join([*drawn, "</svg>"]))  # noqa: S704 - see above


def _short(name: str) -> str:
    return name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"


def slope_chart(
    movers: Sequence[Mover],
    top: int,
    label: str,
    heads: tuple[str, str],
    *,
    width: float = 340,
    step: float = 22,
) -> Markup:
    """Places before (left) and after (right), joined by lines; a rule under the first `top` of each side.

    `heads` name the two sides. Who enters the first is drawn thick, who leaves them dashed; the others thin.
    """
    if not movers:
        return Markup()
    height = step * len(movers) + 26
    left, right = 34.0, 122.0
    before = sorted(movers, key=lambda mover: (mover.before, mover.after))
    after = sorted(movers, key=lambda mover: (mover.after, mover.before))
    places = {id(mover): index for index, mover in enumerate(before)}

    def at(index: int) -> float:
        return 26 + step * index + step / 2

    drawn = [_open("slopes", width, height, label)]
    drawn += [_text("head", 0, 14, heads[0]), _text("head", right - 4, 14, heads[1])]
    for side, x1, x2 in ((before, 0.0, left + 4), (after, right - 4, width)):
        count = sum((mover.before if side is before else mover.after) <= top for mover in side)
        drawn.append(_line("edge", x1, 26 + step * count, x2, 26 + step * count))
    for index, mover in enumerate(after):
        kind = "stays"
        if mover.after <= top < mover.before:
            kind = "enters"
        elif mover.before <= top < mover.after:
            kind = "leaves"
        y0, y1 = at(places[id(mover)]), at(index)
        weight = " beyond" if mover.after > top else ""
        drawn.append(_line(f"slope {kind}", left, y0, right, y1))
        drawn.append(f'<circle class="end {kind}" cx="{number(left)}" cy="{number(y0)}" r="3"/>')
        drawn.append(f'<circle class="end {kind}" cx="{number(right)}" cy="{number(y1)}" r="3"/>')
        drawn.append(_text(f"place{weight}", left - 8, y0 + 4, str(mover.before), "end"))
        drawn.append(_text(f"place{weight}", right + 28, y1 + 4, str(mover.after), "end"))
        drawn.append(_text(f"who {kind}{weight}", right + 36, y1 + 4, _short(mover.name)))
    return _svg(drawn)


def line_plot(now: Line, asked: Line, label: str, *, width: float = 300, height: float = 132) -> Markup:
    """What the months of experience give, from 0 to 100 %: the line of now dashed, the one asked for solid."""
    if not asked:
        return Markup()
    years = max(6.0, *(line[-1][0] / 12 * 1.15 for line in (now, asked) if line))
    left, right, top, bottom = 38.0, width - 6, 8.0, height - 20

    def x(months: float) -> float:
        return left + min(months / 12 / years, 1) * (right - left)

    def y(credit: float) -> float:
        return bottom - credit * (bottom - top)

    def path(line: Line) -> str:
        points = [*line, (years * 12, line[-1][1])]
        return "M" + "L".join(f"{number(x(months))} {number(y(credit))}" for months, credit in points)

    drawn = [_open("line-plot c-experience", width, height, label)]
    every = 1 if years <= 8 else 2 if years <= 16 else 5
    for year in range(0, int(years) + 1, every):
        drawn.append(_line("grid", x(12 * year), top, x(12 * year), bottom))
        drawn.append(_text("axis", x(12 * year), height - 6, str(year), "middle"))
    for credit in (0.0, 0.5, 1.0):
        drawn.append(_line("grid", left, y(credit), right, y(credit)))
        drawn.append(_text("axis", left - 5, y(credit) + 4, f"{formats.number(credit * 100, 0)} %", "end"))
    if now and now != asked:
        drawn.append(f'<path class="now" d="{path(now)}"/>')
    drawn.append(f'<path class="asked" d="{path(asked)}"/>')
    for months, credit in asked[1:]:
        drawn.append(f'<circle class="knot" cx="{number(x(months))}" cy="{number(y(credit))}" r="3.5"/>')
    return _svg(drawn)
