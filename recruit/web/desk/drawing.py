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

from markupsafe import Markup

#: the most years a strip of the list shows; older posts are cut at its left edge
STRIP_YEARS = 20


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis of a timeline: where (in drawing units) and which."""

    x: float
    year: int


def number(value: float) -> str:
    """A coordinate with at most two decimals, without a tail of zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _open(kind: str, width: float, height: float, label: str, classes: str = "", role: str = "img") -> Markup:
    across, down = number(width), number(height)
    return Markup(
        '<svg class="{}" width="{}" height="{}" viewBox="0 0 {} {}" role="{}" aria-label="{}"><title>{}</title>'
    ).format(f"{kind} {classes}".strip(), across, down, across, down, role, label, label)


def _piece(criterion: str, founding: str, x: float, width: float, height: float) -> Markup:
    if width <= 0.05:
        return Markup("")
    if founding == "declared":  # the line lies inside the piece, so that its length is still the points
        return Markup('<rect class="hollow" x="{}" y="0.75" width="{}" height="{}"/>').format(
            number(x + 0.75), number(max(width - 1.5, 0.5)), number(height - 1.5)
        )
    if founding == "claimed":
        return Markup('<rect class="hatched" x="{}" y="0" width="{}" height="{}" fill="url(#hatch-{})"/>').format(
            number(x), number(width), number(height), criterion
        )
    if founding == "shown":
        return Markup('<rect class="solid" x="{}" y="0" width="{}" height="{}"/>').format(
            number(x), number(width), number(height)
        )
    return Markup("")


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
    drawn = [_open("meter", width, height, label, f"c-{criterion}" + (" unweighted" if most <= 0 else ""))]
    drawn.append(
        Markup('<rect class="track" x="0" y="0" width="{}" height="{}"/>').format(number(width), number(height))
    )
    x = 0.0
    if most > 0:
        for points, founding in pieces:
            length = min(max(points, 0.0) / most * width, width - x)
            drawn.append(_piece(criterion, founding, x, length, height))
            x += length
    return Markup("").join([*drawn, Markup("</svg>")])


def stack(counts: Sequence[tuple[int, str]], *, width: float = 120, height: float = 8) -> Markup:
    """How many there are of each kind, side by side in one line; said in words beside it, so silent itself."""
    total = sum(count for count, _ in counts) or 1
    drawn = [
        Markup('<svg class="band-stack" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true">').format(
            number(width), number(height)
        )
    ]
    x = 0.0
    for count, kind in counts:
        length = count / total * width
        if count:
            drawn.append(
                Markup('<rect class="{}" x="{}" width="{}" height="{}"/>').format(
                    kind, number(x), number(max(length - 1, 0.5)), number(height)
                )
            )
        x += length
    return Markup("").join([*drawn, Markup("</svg>")])


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
    inset = 3.0
    middle = height / 2

    def at(value: float) -> str:
        return number(inset + min(max(value, 0.0), 100.0) / 100 * (width - 2 * inset))

    drawn = [
        _open("span-line", width, height, label),
        Markup('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
            number(inset), number(width - inset), number(middle), number(middle)
        ),
    ]
    for threshold in (possible, strong):
        drawn.append(
            Markup('<line class="threshold" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(
                at(threshold), number(middle - 3), number(middle + 3)
            )
        )
    if high - low >= 0.05:
        drawn.append(
            Markup('<line class="range" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
                at(low), at(high), number(middle), number(middle)
            )
        )
        for end in (low, high):
            drawn.append(
                Markup('<line class="range" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(
                    at(end), number(middle - 4), number(middle + 4)
                )
            )
    drawn.append(Markup('<circle class="dot" cx="{}" cy="{}" r="3.2"/>').format(at(points), number(middle)))
    return Markup("").join([*drawn, Markup("</svg>")])


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
    drawn = [_open("strip", width, height, label, "c-experience")]
    for tick in _years(first, last, width, 5):
        drawn.append(
            Markup('<line class="year" x1="{0}" x2="{0}" y1="0" y2="{1}"/>').format(number(tick.x), number(height))
        )
    drawn.append(
        Markup('<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>').format(number(width), number(base), number(base))
    )
    for kind, top in (("none", base - 1.5), ("adjacent", base * 0.5), ("core", 0.0)):
        for start, end, related in spans:
            if related != kind or end < first or start > last:
                continue
            x0 = (max(start, first) - first) / months * width
            x1 = (min(end, last) + 1 - first) / months * width
            drawn.append(
                Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
                    kind, number(x0), number(top), number(max(x1 - x0, 1)), number(base - top)
                )
            )
    return Markup("").join([*drawn, Markup("</svg>")])


def career(
    spans: Sequence[tuple[int, int, str, str, str]],
    as_of: int,
    label: str,
    *,
    width: float = 560,
    lane: float = 12,
) -> Markup:
    """Every post on its own lane with a year axis below, so that overlaps and gaps are seen.

    `spans` are (first month, last month, core|adjacent|none, target, words): the
    target is the id of the row that a click goes to. Posts that do not overlap share a lane.
    """
    first, last = window([(start, end, kind) for start, end, kind, _, _ in spans], as_of)
    earliest = min((start for start, *_ in spans), default=first)
    first = min(first, earliest - earliest % 12)
    months = max(last - first + 1, 1)
    lanes: list[int] = []
    placed: list[tuple[int, tuple[int, int, str, str, str]]] = []
    for span in sorted(spans):
        for index, busy_until in enumerate(lanes):
            if span[0] > busy_until:
                lanes[index] = span[1]
                placed.append((index, span))
                break
        else:
            placed.append((len(lanes), span))
            lanes.append(span[1])
    body = max(len(lanes), 1) * (lane + 2)
    height = body + 16
    drawn = [_open("career", width, height, label, "c-experience", role="group")]
    years = last // 12 - first // 12
    every = 1 if years <= 8 else 2 if years <= 16 else 5
    for tick in _years(first, last, width, every):
        drawn.append(
            Markup(
                '<line class="year" x1="{0}" x2="{0}" y1="0" y2="{1}"/><text class="year" x="{2}" y="{3}">{4}</text>'
            ).format(number(tick.x), number(body + 3), number(tick.x + 2), number(height - 3), tick.year)
        )
    for index, (start, end, related, target, said) in placed:
        x0 = (start - first) / months * width
        x1 = (min(end, last) + 1 - first) / months * width
        drawn.append(
            Markup(
                '<a href="#{}" tabindex="-1" aria-label="{}"><title>{}</title>'
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1"/></a>'
            ).format(
                target,
                said,
                said,
                related,
                number(x0),
                number(index * (lane + 2)),
                number(max(x1 - x0, 1.5)),
                number(lane),
            )
        )
    return Markup("").join([*drawn, Markup("</svg>")])


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
