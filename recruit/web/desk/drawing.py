"""Small drawings of a score as inline SVG, made on the server.

Everything is said with attributes and classes (the pages allow no inline
style): the class `c-<criterion>` sets the hue; `solid` (shown), `hatched` (claimed) and
`hollow` (declared) tell how a point is founded. Each drawing carries its meaning in words, for
those who do not see it: `label` for a screen reader, `title` on hover.
The hatching needs `patterns()` of `_shared/marks.html` once in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup, escape

#: the most years a strip of the list shows; older posts are cut at its left edge
STRIP_YEARS = 20

#: first month, last month, and whatever belongs to it
Span = TypeVar("Span", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis of a timeline: where (in drawing units) and which."""

    x: float
    year: int


def number(value: float) -> str:
    """A coordinate with at most two decimals, without a tail of zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _open(kind: str, width: float, height: float, label: str, role: str = "img") -> str:
    across, down, said = number(width), number(height), escape(label)
    return (
        f'<svg class="{kind}" width="{across}" height="{down}" viewBox="0 0 {across} {down}"'
        f' role="{role}" aria-label="{said}"><title>{said}</title>'
    )


def _rect(kind: str, x: float, y: float, width: float, height: float, more: str = "") -> str:
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect class="{kind}" {place}{more}/>'


def _line(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{number(x1)}" x2="{number(x2)}" y1="{number(y1)}" y2="{number(y2)}"/>'


def _svg(drawn: list[str]) -> Markup:
    """The drawing as it goes into a page: numbers and names of our own, words escaped where they came in."""
    return Markup("".join([*drawn, "</svg>"]))  # noqa: S704 - see above


def _piece(criterion: str, founding: str, x: float, width: float, height: float) -> str:
    if width <= 0.05:
        return ""
    match founding:
        case "shown":
            return _rect("solid", x, 0, width, height)
        case "claimed":
            return _rect("hatched", x, 0, width, height, f' fill="url(#hatch-{criterion})"')
        case "declared":  # the line lies inside the piece, so that its length is still the points
            return _rect("hollow", x + 0.75, 0.75, max(width - 1.5, 0.5), height - 1.5)
    return ""


def stored_pieces(part: Sequence[Any]) -> list[tuple[float, str]]:
    """The pieces of a bar as `StoredScore.parts` keeps them; a score of old knows one founding for the whole."""
    pieces = part[3] if len(part) > 3 else [(part[0], part[2])]
    return [(points, founding) for points, founding in pieces]


def bar(
    criterion: str,
    pieces: Sequence[tuple[float, str]],
    most: float,
    label: str,
    *,
    width: float = 52,
    height: float = 10,
) -> Markup:
    """Points of `most` as a bar: `pieces` are (points, founding), drawn one after the other.

    A criterion that counts nothing (`most` 0) is an empty dotted track.
    """
    kind = f"meter c-{criterion}" + (" unweighted" if most <= 0 else "")
    drawn = [_open(kind, width, height, label), _rect("track", 0, 0, width, height)]
    x = 0.0
    for points, founding in pieces if most > 0 else ():
        length = min(max(points, 0.0) / most * width, width - x)
        drawn.append(_piece(criterion, founding, x, length, height))
        x += length
    return _svg(drawn)


def stack(counts: Sequence[tuple[int, str]], *, width: float = 120, height: float = 8) -> Markup:
    """How many there are of each kind, side by side in one line; said in words beside it, so silent itself."""
    total = sum(count for count, _ in counts) or 1
    across, down = number(width), number(height)
    drawn = [
        f'<svg class="band-stack" width="{across}" height="{down}" viewBox="0 0 {across} {down}" aria-hidden="true">'
    ]
    x = 0.0
    for count, kind in counts:
        length = count / total * width
        if count:
            drawn.append(_rect(kind, x, 0, max(length - 1, 0.5), height))
        x += length
    return _svg(drawn)


def whisker(
    points: float,
    low: float,
    high: float,
    label: str,
    *,
    strong: float = 70.0,
    possible: float = 50.0,
    width: float = 120,
    height: float = 14,
) -> Markup:
    """Points on a line from 0 to 100 with their range, and ticks where the bands begin."""
    inset, middle = 3.0, height / 2

    def at(value: float) -> float:
        return inset + min(max(value, 0.0), 100.0) / 100 * (width - 2 * inset)

    drawn = [_open("span-line", width, height, label), _line("axis", inset, width - inset, middle, middle)]
    drawn += [_line("threshold", at(each), at(each), middle - 3, middle + 3) for each in (possible, strong)]
    if high - low >= 0.05:
        drawn.append(_line("range", at(low), at(high), middle, middle))
        drawn += [_line("range", at(end), at(end), middle - 4, middle + 4) for end in (low, high)]
    drawn.append(f'<circle class="dot" cx="{number(at(points))}" cy="{number(middle)}" r="3.2"/>')
    return _svg(drawn)


def window(spans: Iterable[tuple[int, int, str]], as_of: int) -> tuple[int, int]:
    """First and last month (ordinals) of a shared axis: whole years, at least eight, at most `STRIP_YEARS`."""
    first = min((start for start, _, _ in spans), default=as_of)
    first = max(min(first, as_of - 8 * 12), as_of - STRIP_YEARS * 12)
    return first - first % 12, as_of


def _years(first: int, last: int, width: float, every: int) -> list[Tick]:
    months = last - first + 1
    return [
        Tick((year * 12 - first) / months * width, year)
        for year in range(-(-first // 12), last // 12 + 1)
        if year % every == 0
    ]


def strip(
    spans: Sequence[tuple[int, int, str]],
    shown: tuple[int, int],
    label: str,
    *,
    width: float = 132,
    height: float = 16,
) -> Markup:
    """Related experience to scale: core posts tall and dark, adjacent ones low and light, gaps bare.

    `spans` are (first month, last month, core|adjacent|none) as ordinals, both
    included; `shown` is the window that all strips of a list share.
    """
    first, last = shown
    months = max(last - first + 1, 1)
    base = height - 3
    drawn = [_open("strip c-experience", width, height, label)]
    drawn += [_line("year", tick.x, tick.x, 0, height) for tick in _years(first, last, width, 5)]
    drawn.append(_line("axis", 0, width, base, base))
    for kind, top in (("none", base - 1.5), ("adjacent", base * 0.5), ("core", 0.0)):
        for start, end, related in spans:
            if related != kind or end < first or start > last:
                continue
            x0 = (max(start, first) - first) / months * width
            x1 = (min(end, last) + 1 - first) / months * width
            drawn.append(_rect(kind, x0, top, max(x1 - x0, 1), base - top))
    return _svg(drawn)


def lanes(spans: Iterable[Span]) -> tuple[list[tuple[int, Span]], int]:
    """Each span (first month, last month, …) with its lane, and how many lanes there are, at least one.

    Posts that do not overlap share a lane.
    """
    ends: list[int] = []
    placed: list[tuple[int, Span]] = []
    for span in sorted(spans):
        for index, busy_until in enumerate(ends):
            if span[0] > busy_until:
                ends[index] = span[1]
                placed.append((index, span))
                break
        else:
            placed.append((len(ends), span))
            ends.append(span[1])
    return placed, max(len(ends), 1)


def career(
    spans: Sequence[tuple[int, int, str, str, str]],
    as_of: int,
    label: str,
    *,
    width: float = 560,
    lane: float = 12,
    gaps: Sequence[tuple[int, int, str]] = (),
    overlaps: Sequence[tuple[int, int, str]] = (),
) -> Markup:
    """Every post on its own lane with a year axis below; gaps and overlaps as (first, last, words) on a lane of theirs.

    `spans` are (first month, last month, core|adjacent|none, target, words): the
    target is the id of the row that a click goes to. Posts that do not overlap share a lane.
    """
    first, last = window([(start, end, kind) for start, end, kind, _, _ in spans], as_of)
    earliest = min((start for start, *_ in spans), default=first)
    first = min(first, earliest - earliest % 12)
    months = max(last - first + 1, 1)
    placed, beside = lanes(spans)
    rows = beside + (1 if gaps or overlaps else 0)
    body = rows * (lane + 2)
    height = body + 16
    drawn = [_open("career c-experience", width, height, label, role="group")]
    years = last // 12 - first // 12
    every = 1 if years <= 8 else 2 if years <= 16 else 5
    for tick in _years(first, last, width, every):
        drawn.append(_line("year", tick.x, tick.x, 0, body + 3))
        drawn.append(f'<text class="year" x="{number(tick.x + 2)}" y="{number(height - 3)}">{tick.year}</text>')
    for index, (start, end, related, target, said) in placed:
        x0 = (start - first) / months * width
        x1 = (min(end, last) + 1 - first) / months * width
        words = escape(said)
        drawn.append(f'<a href="#{target}" tabindex="-1" aria-label="{words}"><title>{words}</title>')
        drawn.append(_rect(related, x0, index * (lane + 2), max(x1 - x0, 1.5), lane, ' rx="1"') + "</a>")
    top = (rows - 1) * (lane + 2)
    for kind, stretches in (("gap", gaps), ("overlap", overlaps)):
        for start, end, said in stretches:
            x0 = (start - first) / months * width
            x1 = (min(end, last) + 1 - first) / months * width
            drawn.append(f'<g role="img" aria-label="{escape(said)}"><title>{escape(said)}</title>')
            height_of = lane / 2 if kind == "overlap" else lane - 3
            drawn.append(_rect(kind, x0, top + (0 if kind == "overlap" else 1.5), max(x1 - x0, 1), height_of))
            drawn.append("</g>")
    return _svg(drawn)


def stroke(x0: float, y0: float, x1: float, y1: float, seed: int) -> str:
    """The path of a highlighter pen over a box: a little beyond it, its ends a little askew.

    `seed` (the offset of the words) chooses the slant, so that the same words
    are always marked by the same stroke.
    """
    slant = (seed * 7 % 5) * 0.25
    grow = min((y1 - y0) * 0.12, 1.6)
    top, bottom = y0 - grow, y1 + grow
    return (
        f"M{number(x0 - 1.2)} {number(top + 0.3)}L{number(x1 + 1.6 + slant * 0.5)} {number(top)}"
        f"L{number(x1 + 1.0 - slant * 0.4)} {number(bottom - 0.2)}L{number(x0 - 1.8 + slant * 0.5)} {number(bottom)}Z"
    )
