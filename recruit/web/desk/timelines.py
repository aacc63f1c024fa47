"""The careers of several people, each to scale, on one line of years that they share.

Drawn in per cent of the width that there is, so that the years stay readable beside each other on a wide page and on
a phone, and a post has the same length for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext as _n
from markupsafe import Markup, escape

from recruit.facts import Month
from recruit.hiring.queries.comparing import Compared
from recruit.web import formats
from recruit.web.desk import words
from recruit.web.desk.career import Stretch, gaps, overlaps
from recruit.web.desk.drawing import lanes, number
from recruit.web.desk.review import stretch_words as when_words

#: height of a post, and from one lane to the next
POST, LANE = 12, 15
#: below the posts, where there are gaps or overlaps
UNDER = 9


@dataclass(frozen=True, slots=True)
class Post:
    """A post with dates, as it is drawn and as it is written; `row` is its place on the application's page."""

    first: int
    last: int
    kind: str
    title: str
    employer: str
    dates: str
    row: str

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def words(self) -> str:
        """Everything that the drawing shows of it."""
        return f"{self.title}: {self.dates}, {formats.months(self.months)}, {words.RELATED[self.kind]}"


@dataclass(frozen=True, slots=True)
class Career:
    """One person's posts, the latest first, and the month `until` which is known; `undated` could not be drawn."""

    until: int
    posts: tuple[Post, ...]
    gaps: tuple[Stretch, ...]
    overlaps: tuple[Stretch, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Timelines:
    """A drawing for each person (None without a post that has dates), and the years below them all."""

    drawn: list[Markup | None]
    axis: Markup
    first_year: int
    last_year: int


def career_of(each: Compared) -> Career | None:
    """What is known of a person's posts; None where no CV was read."""
    if each.facts is None:
        return None
    as_of = Month.parse(each.facts.as_of)
    posts, undated = [], 0
    for index, position in enumerate(each.facts.positions, start=1):
        reach = position.span.months(as_of) if position.span else None
        if reach is None or position.span is None:
            undated += 1
            continue
        dates = f"{words.written_month(position.span.start)} – {words.written_month(position.span.end)}"
        row = f"post-{index}"
        posts.append(
            Post(reach[0], reach[1], str(position.related), position.title, position.employer or "", dates, row)
        )
    return Career(
        as_of.ordinal,
        tuple(sorted(posts, key=lambda post: (-post.last, -post.first, post.row))),
        tuple(gaps([(post.first, post.last) for post in posts], as_of.ordinal)),
        tuple(overlaps([(post.first, post.last, post.title) for post in posts])),
        undated,
    )


def timelines(careers: Sequence[tuple[Career | None, str, str]]) -> Timelines | None:
    """`careers` with the name and the page of each person; None where nobody has a post to draw."""
    known = [career for career, _name, _page in careers if career and career.posts]
    if not known:
        return None
    first = min(post.first for career in known for post in career.posts)
    axis = _Axis(first - first % 12, max(career.until for career in known))
    drawn = [_drawn(career, name, page, axis) if career and career.posts else None for career, name, page in careers]
    return Timelines(drawn, axis.drawn(), axis.first // 12, axis.last // 12)


class _Axis:
    """From the first month to the last, both included, over the whole width."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._months = last - first + 1

    def at(self, month: int) -> float:
        return (month - self.first) / self._months * 100

    def rect(self, kind: str, first: int, last: int, top: float, height: float) -> str:
        width = self.at(last + 1) - self.at(first)
        return (
            f'<rect class="{kind}" x="{number(self.at(first))}%" width="{number(width)}%"'
            f' y="{number(top)}" height="{number(height)}"/>'
        )

    def years(self) -> list[int]:
        """Few enough to be written side by side on a phone."""
        whole = self.last // 12 - self.first // 12
        every = next((step for step in (1, 2, 5) if whole <= 7 * step), 10)
        return [year for year in range(self.first // 12, self.last // 12 + 1) if year % every == 0]

    def lines(self, height: float) -> list[str]:
        return [
            f'<line class="year" x1="{x}%" x2="{x}%" y1="0" y2="{number(height)}"/>'
            for x in (number(self.at(year * 12)) for year in self.years())
        ]

    def drawn(self) -> Markup:
        """The years; each timeline says its own dates, so that they are silent."""
        drawn = ['<svg class="career career-axis" width="100%" height="18" aria-hidden="true">', *self.lines(5)]
        for year in self.years():
            x = self.at(year * 12)
            # the last one would stand over the edge
            end = x > 93
            place = f'x="{number(min(x, 100))}%" dx="{-2 if end else 2}"' + (' text-anchor="end"' if end else "")
            drawn.append(f'<text class="year" {place} y="14">{year}</text>')
        return Markup("".join([*drawn, "</svg>"]))  # noqa: S704 - numbers of our own


def _drawn(career: Career, name: str, page: str, axis: _Axis) -> Markup:
    placed, beside = lanes([(post.first, post.last, index) for index, post in enumerate(career.posts)])
    body = beside * LANE
    height = body + (UNDER if career.gaps or career.overlaps else 0)
    label = escape(summary(career, name))
    drawn = [f'<svg class="career c-experience" width="100%" height="{height}" role="group" aria-label="{label}">']
    drawn += axis.lines(height)
    for lane, (first, last, index) in placed:
        post = career.posts[index]
        said = escape(post.words)
        drawn.append(f'<a href="{escape(page)}#{post.row}" tabindex="-1" aria-label="{said}"><title>{said}</title>')
        drawn.append(axis.rect(post.kind, first, last, lane * LANE + 1, POST) + "</a>")
    for kind, stretches, top, tall in (("gap", career.gaps, 1.0, 6.0), ("overlap", career.overlaps, 0.0, 4.0)):
        for stretch in stretches:
            said = escape(stretch_words(stretch))
            drawn.append(f'<g role="img" aria-label="{said}"><title>{said}</title>')
            drawn.append(axis.rect(kind, stretch.first, stretch.last, body + top, tall) + "</g>")
    return Markup("".join([*drawn, "</svg>"]))  # noqa: S704 - words are escaped where they came in


def stretch_words(stretch: Stretch) -> str:
    """A gap or an overlap as a sentence."""
    if stretch.titles:
        return str(_("At the same time: %(when)s", when=when_words(stretch)))
    return str(_("Without a post: %(when)s", when=when_words(stretch)))


def summary(career: Career, name: str) -> str:
    """The drawing in a sentence; what it is made of stands in the table below."""
    since = min(post.first for post in career.posts) // 12
    said = [
        _n("%(num)d post since %(year)d", "%(num)d posts since %(year)d", len(career.posts), year=since),
        _n("%(num)d gap", "%(num)d gaps", len(career.gaps)) if career.gaps else "",
        _n("%(num)d overlap", "%(num)d overlaps", len(career.overlaps)) if career.overlaps else "",
    ]
    return f"{name}: {', '.join(str(part) for part in said if part)}"
