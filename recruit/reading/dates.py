"""Dates and date ranges, as people write them in Catalan, Spanish and English.

`find_dates` gives every date of a text in order, ranges put together. Nothing
is guessed: a date that names no year, a duration alone, or an end without a
start has `span` None and says why in `problem`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from recruit.facts import Month, Span
from recruit.reading.date_points import Patterns, Point, patterns, points_in
from recruit.reading.folding import Folded, folded


@dataclass(frozen=True, slots=True)
class DateSpan:
    """`text[start:end]` of the original says `span`.

    `kind`: range, since (open end), single, until (start unknown), duration.
    `problem`: end_before_start, no_start, duration_only, seasonal (several
    seasons under one date), future — or "".
    """

    start: int
    end: int
    span: Span | None
    kind: str
    problem: str = ""


def month_first(text: str, language: str) -> bool:
    """Whether `3/4/2019` is March 4 in this text: by its unambiguous dates, else by American traits."""
    body = folded(text).text
    votes = 0
    for match in re.finditer(r"(?<![\d/.-])(\d\d?)([-/.])(\d\d?)\2(?:19|20)?\d\d(?!\d)", body):
        first, second = int(match[1]), int(match[3])
        votes += (second > 12 >= first) - (first > 12 >= second)
    if votes:
        return votes > 0
    return language == "en" and bool(patterns().american.search(body))


def find_dates(text: str, as_of: Month, month_first: bool = False) -> list[DateSpan]:
    """Every date and range of `text`, by place; offsets are those of `text`.

    `as_of`: a start after it is a `future` date. `month_first`: how an
    ambiguous 3/4/2019 is read (see `month_first`).
    """
    body = folded(text)
    points = points_in(body, month_first)
    spans: list[DateSpan] = []
    index = 0
    while index < len(points):
        used, span = _combine(body, points, index, as_of)
        if span:
            spans.append(span)
        index += used
    spans = [span for span in spans if not _fiscal(body, span)]
    spans = [_without_dates(body, span) for span in spans]
    taken = [(s.start, s.end) for s in spans]
    for match in patterns().duration.finditer(body.text):
        start, end = body.span(match.start(), match.end())
        if not any(a < end and start < b for a, b in taken):
            spans.append(DateSpan(start, end, None, "duration", "duration_only"))
    return sorted(spans, key=lambda span: span.start)


def _fiscal(body: Folded, date: DateSpan) -> bool:
    """Whether a date names a firm's year ("9% over plan in FY 2022-23"), which is nobody's time in a post."""
    start = body.from_original(date.start)
    return date.kind != "since" and bool(patterns().fiscal_year.search(body.text[max(0, start - 24) : start]))


def _without_dates(body: Folded, date: DateSpan) -> DateSpan:
    """A year beside a duration ("6 meses, 2012") does not say from when to when."""
    if date.kind != "single" or date.span is None or len(date.span.start) > 4:
        return date
    start, end = body.from_original(date.start), body.from_original(date.end)
    around = patterns().duration.search(body.text, max(0, start - 24), min(len(body.text), end + 24))
    if around is None:
        return date
    gap = body.text[around.end() : start] if around.end() <= start else body.text[end : around.start()]
    if re.fullmatch(r"[\s,(:]*(?:de|en|in|of|l'any|el)?\s*", gap) and "\n" not in gap:
        return DateSpan(date.start, date.end, None, "single", "duration_only")
    return date


def _combine(body: Folded, points: list[Point], index: int, as_of: Month) -> tuple[int, DateSpan | None]:
    """How many points make one date here, and the date."""
    table, text = patterns(), body.text
    point = points[index]
    after = points[index + 1] if index + 1 < len(points) else None
    months = _months_told_after(points[index : index + 3], text, table)
    if months:
        return 3, _range(body, point.start, months[1].end, months[0].opening(), months[1].closing(), as_of)
    before = text[max(0, point.start - 40) : point.start]
    if after and (point.year or after.year) and _joins(table, text, point, after):
        third = points[index + 2] if index + 2 < len(points) else None
        pair = _pair(point, after, text, third, table)
        if pair:
            begin, finish = pair
            if begin.kind == "season" and finish.first is None and not finish.present:
                first, last = body.span(point.start, after.end)
                return 2, DateSpan(first, last, None, "range", "seasonal")
            opener = table.since.search(before) or table.between.search(before)
            start = point.start - (len(before) - opener.start()) if opener else point.start
            return 2, _range(body, start, after.end, begin.opening(), finish.closing(), as_of)
    if point.kind in ("present", "bare", "inner") or point.year is None:
        return 1, None
    if point.kind == "month-day?":
        return 1, None
    if point.kind == "ym" and _is_year_pair(point, text):
        closing = int(text[point.start : point.start + 2] + text[point.end - 2 : point.end])
        return 1, _range(body, point.start, point.end, f"{point.year}", f"{closing}", as_of)
    opener = table.since.search(before)
    onward = table.onward.match(text, point.end)
    if opener:
        start = point.start - (len(before) - opener.start())
        end = onward.end() if onward else point.end
        return 1, _range(body, start, end, point.opening(), "present", as_of, "since")
    if onward:
        return 1, _range(body, point.start, onward.end(), point.opening(), "present", as_of, "since")
    trailing = re.compile(r"[ ]*(?:-+>?|→)(?=[ ]*(?:$|\n|\t|[|):]|[ ]{2}))").match(text, point.end)
    if trailing and not (after and _joins(table, text, point, after)):
        return 1, _range(body, point.start, trailing.end(), point.opening(), "present", as_of, "since")
    until = table.until.search(before)
    if until:
        start, end = body.span(point.start - (len(before) - until.start()), point.end)
        return 1, DateSpan(start, end, None, "until", "no_start")
    return 1, _range(body, point.start, point.end, point.opening(), point.closing(), as_of, "single")


def _months_told_after(points: list[Point], text: str, table: Patterns) -> tuple[Point, Point] | None:
    """A year or a season whose months follow: "verano 2022 (junio-septiembre)", "2019: Jan to Jun"."""
    if len(points) < 3 or points[0].year is None or not (points[0].first is None or points[0].kind == "season"):
        return None
    year, first, last = points
    if first.kind != "bare" or last.kind != "bare" or (first.first or 0) > (last.first or 0):
        return None
    if not re.fullmatch(r"[ ]?[(:,][ ]?|[ ]", text[year.end : first.start]):
        return None
    if not table.join.fullmatch(text, first.end, last.start):
        return None
    if re.match(r"\s*,?\s*'?\d", text[last.end : last.end + 6]):
        return None
    return replace(first, year=year.year), replace(last, year=year.year)


def _joins(table: Patterns, text: str, first: Point, second: Point) -> bool:
    """Whether what stands between two dates makes them one range."""
    if table.join.fullmatch(text, first.end, second.start):
        gap = text[first.end : second.start]
        if "\n" not in gap or re.search(r"[a-z]", gap):
            return True
        # a range that wraps in a narrow column, not a bullet that begins with a date
        rest = text[second.end :].partition("\n")[0]
        return not rest.strip(" )].,|") or gap.rstrip().endswith("\n") or bool(re.match(r"\s*-+\s*\n", gap))
    # "Feb 2022 to date": the word of the range is part of the word for today
    own = text[second.start : second.end].startswith(("to ", "till ", "until "))
    return second.present and own and not text[first.end : second.start].strip()


def _is_year_pair(point: Point, text: str) -> bool:
    """2010-12 alone is two years; 2010-03 and 2012-10 are a year and a month."""
    tail = text[point.start : point.end].rpartition("-")[2]
    return len(tail) == 2 and tail[0] != "0" and int(tail) > (point.year or 0) % 100


def _pair(first: Point, second: Point, text: str, third: Point | None, table: Patterns) -> tuple[Point, Point] | None:
    """The two ends of a range, the year of one lent to the other; None where they are two dates."""
    gap = text[first.end : second.start].strip()
    if first.kind == "month-day?" and (second.kind == "month-day?" or second.present):
        # "Jan 21 - May 26": two years, unless a year follows that makes them days
        days = re.match(r"\s*,?\s*(?:of |de |del )?(?:19|20)\d\d", text[second.end : second.end + 12])
        later = second.present or (second.year or 0) >= (first.year or 0)
        return (first, second) if later and gap and not days else None
    if first.present or second.kind == "month-day?" or (first.kind == "bare" and second.present):
        return None
    if second.kind == "bare":
        return None
    if first.kind == "bare":
        if second.year is None or second.first is None:
            return None
        year = second.year
        if (first.first or 0) > (second.last or 12):
            year -= 1
        return Point(first.start, first.end, year, first.first, first.first), second
    quoted = "'" in text[first.start : first.end] and "'" in text[max(0, second.start - 1) : second.end]
    if first.kind == "inner" and second.kind == "inner" and first.first is None and not quoted:
        return None
    if first.kind == "inner" and not (second.present or second.first or quoted):
        return None
    if second.kind == "inner" and second.first is None:
        if first.first is not None and "'" not in text[second.start - 1 : second.end]:
            return None
        if first.year is not None and second.year is not None and second.year < first.year:
            return None
    listed = (
        gap in (",", "i", "y", "and", "e", "/") and third is not None and "\n" not in text[second.end : third.start]
    )
    if listed and third and table.join.fullmatch(text, second.end, third.start):
        return None
    if gap in ("and", "i", "y", "e") and first.first is None and second.year and first.year:
        return (first, second) if second.year >= first.year else None
    return first, second


def _range(
    body: Folded, start: int, end: int, opening: str, closing: str, as_of: Month, kind: str = "range"
) -> DateSpan:
    first, last = body.span(start, end)
    span = Span(opening, closing)
    problem = ""
    begin = Month(int(opening[:4]), int(opening[5:] or 1))
    if closing != "present":
        finish = Month(int(closing[:4]), int(closing[5:] or 12))
        if finish < begin:
            return DateSpan(first, last, None, kind, "end_before_start")
        if as_of < finish and finish.year > as_of.year:
            problem = "future"
    if as_of < begin:
        return DateSpan(first, last, None, kind, "future")
    return DateSpan(first, last, span, kind, problem)
