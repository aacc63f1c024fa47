"""Dates and date ranges, as people write them in Catalan, Spanish and English.

`find_dates` gives every date of a text in order, ranges put together. Nothing
is guessed: a date that names no year, a duration alone, or an end without a
start has `span` None and says why in `problem`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from recruit.facts import Month, Span
from recruit.reading import lexicon
from recruit.reading.folding import Folded, folded

FIRST_YEAR, LAST_YEAR = 1945, 2049


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


@dataclass(frozen=True, slots=True)
class _Point:
    """One date in the folded text; `first` and `last` are what it reaches from and to."""

    start: int
    end: int
    year: int | None
    first: int | None = None  # month
    last: int | None = None
    last_year: int | None = None
    present: bool = False
    kind: str = "date"

    def opening(self) -> str:
        if self.year is None or self.first is None:
            return f"{self.year:04d}" if self.year else ""
        year = self.year - 1 if self.first > (self.last or self.first) and self.last_year is None else self.year
        return f"{year:04d}-{self.first:02d}"

    def closing(self) -> str:
        if self.present:
            return "present"
        if self.year is None or self.last is None:
            return f"{self.last_year or self.year:04d}" if self.year else ""
        return f"{self.last_year or self.year:04d}-{self.last:02d}"


def _any(forms: tuple[str, ...]) -> str:
    """A pattern for one of `forms` (folded words joined by spaces)."""
    return "(?:" + "|".join(r"[\s'.]*".join(map(re.escape, form.split())) for form in forms) + ")"


@dataclass(frozen=True)
class _Patterns:
    point: re.Pattern[str]
    months: dict[str, int]
    seasons: dict[str, int]
    ordinals: dict[str, int]
    join: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    between: re.Pattern[str]
    onward: re.Pattern[str]
    duration: re.Pattern[str]
    american: re.Pattern[str]
    fiscal_year: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    months: dict[str, int] = {}
    seasons: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    unless: dict[str, list[str]] = {}
    for entry in lexicon.load("dates"):
        target, key = {"month": (months, "number"), "season": (seasons, "first"), "ordinal": (ordinals, "number")}.get(
            entry.get("kind"), (None, "")
        )
        unless.update(entry.get("unless_before", {}))
        if target is not None:
            target.update({form: entry.get(key) for form in lexicon.words_of("dates", entry.id)})
    word = {
        name: _any(lexicon.words_of("dates", name))
        for name in ("present", "to", "since", "onward", "until", "between", "of", "quarter", "half",
                     "duration-year", "duration-month", "number-word", "year-first-locale", "lead", "fiscal-year")
    }  # fmt: skip

    def longest(table: dict[str, int]) -> str:
        forms = sorted(table, key=len, reverse=True)
        return "|".join(
            re.escape(form) + (rf"(?!\s+(?:{'|'.join(unless[form])})\b)" if form in unless else "") for form in forms
        )

    month, season, ordinal = longest(months), longest(seasons), longest(ordinals)
    year = r"(?:19[4-9]\d|20[0-4]\d)"
    of = rf"(?:\s*{word['of']}\s*)"
    apart = rf"(?:\.?\s*(?:[-/,.]|{word['of']}(?:\s*{word['of']})?)?\s*)"
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    number = r"(?:0?[1-9]|1[0-2])"
    left = r"(?<![\w/€$£#+])(?<!\d[.,])"
    stop = r"(?![\w%€$£°]|[.,/-]\d)"
    shift = r"(?![\w%€$£°]|[.,/]\d)"
    rules = [
        # 2019-03-15, 2019/03/15
        rf"(?P<iso>{left}(?P<iso_y>{year})(?P<iso_s>[-/.])(?P<iso_m>{number})(?P=iso_s){day}{shift})",
        # 15/08/2023, 8-15-2023, 1.9.2014, 15/08/23
        rf"(?P<dmy>{left}(?P<d1>\d\d?)(?P<dmy_s>[-/.])(?P<d2>\d\d?)(?P=dmy_s)(?P<dmy_y>{year}|\d\d){shift})",
        # 15 de agosto de 2023, 1st of March 2020
        rf"(?P<dmon>\b{day}(?:st|nd|rd|th|r|er|o|º)?\s*{of}?[-\s']*(?P<dmon_m>{month})\b{apart}(?P<dmon_y>{year}){shift})",
        # March 15, 2020
        rf"(?P<mond>\b(?P<mond_m>{month})\.?\s+{day}(?:st|nd|rd|th)?,?\s+(?P<mond_y>{year}){shift})",
        # gener de 2019, ene-19, Mar '14, Sept.2018
        rf"(?P<mon>\b(?P<mon_m>{month})(?![a-z]){apart}(?P<mon_y>{year}|'\d\d){shift})",
        rf"(?P<mon2>\b(?P<mon2_m>{month})(?:\.?[-/]|\.\s?|\s(?:{word['of']}\s+)?)(?P<mon2_y>\d\d){shift})",
        # 2019 enero, 2019-Jan, 2008 (març)
        rf"(?P<ymon>{left}(?P<ymon_y>{year})[\s,-]*(?P<ymon_b>\()?(?P<ymon_m>{month})\b\.?(?(ymon_b)\))(?!\s*'?\d))",
        # Q3 2019, T3 2019, 3T19, 3r trimestre de 2019, third quarter 2019
        rf"(?P<qtr>\b(?:[qt](?P<q1>[1-4])|(?P<q2>[1-4])[qt]|(?P<q3>{ordinal})\s*{word['quarter']}\.?)[\s,-]*{of}?'?(?P<q_y>{year}|\d\d){shift})",
        rf"(?P<qtry>{left}(?P<qy_y>{year})[\s-]?[qt](?P<qy_q>[1-4])\b)",
        rf"(?P<half>\b(?:h(?P<h1>[12])|(?P<h2>[12])h|(?P<h3>{ordinal})\s*{word['half']})\s*{of}?'?(?P<h_y>{year}){shift})",
        # Summer 2012, estiu del 2007, invierno 2012/13
        rf"(?P<sea>\b(?P<sea_n>{season})[\s,]*{of}?\s*'?(?P<sea_y>{year})(?P<sea_2>[/-]\d\d(?!\d))?{shift})",
        # 03/2015, 03-2015, 03.2015
        rf"(?P<my>{left}(?P<my_m>{number})\s?[-/.]\s?(?P<my_y>{year}){shift})",
        # 2015/03, 2015-03, 2015.03
        rf"(?P<ym>{left}(?P<ym_y>{year})(?P<ym_s>[-/.])(?P<ym_m>{number}){shift})",
        # 03/15, only inside a range
        rf"(?P<my2>{left}(?P<my2_m>{number})[/.](?P<my2_y>\d\d){shift})",
        rf"(?P<year>{left}(?P<y>{year}){shift})",
        rf"(?P<short>(?:(?<=-)|(?<=/)|(?<=- )|(?<=/ )|(?<!\w)')(?P<s_y>\d\d){stop})",
        rf"(?P<present>\b{word['present']}(?!\w))",
        # a month or a day and month whose year stands at the other end of the range
        rf"(?P<bare>\b(?:{day}\s*{of}?\s*)?(?P<bare_m>{month})\b\.?)",
    ]
    # what stands before a date in a sentence: "de l'", "the end of", "el mes de", "cap al"
    lead = rf"(?:\s*(?:{word['lead']}|{word['of']})(?![a-z])[\s.']*)*"
    until_word = rf",?\s*(?:(?:i|y|and)\s+)?{word['to']}(?![a-z])"
    join = rf"\s*\)?\s*(?:\(?\s*(?:-+>?|/|→|>|~|\||{until_word}|-\s*{word['to']}(?![a-z]))\s*){lead}\s*\(?"
    ends = r"[\s('\"]*$"
    return _Patterns(
        point=re.compile("|".join(rules)),
        months=months,
        seasons=seasons,
        ordinals=ordinals,
        join=re.compile(join),
        since=re.compile(rf"(?<!\w){word['since']}(?![a-z]){lead}{ends}"),
        until=re.compile(rf"(?<!\w){word['until']}(?![a-z]){lead}{ends}"),
        between=re.compile(rf"(?<!\w){word['between']}(?![a-z]){lead}{ends}"),
        fiscal_year=re.compile(rf"(?<!\w){word['fiscal-year']}\s*'?$"),
        onward=re.compile(rf"[\s,]*(?:i|y|and)?\s*{word['onward']}(?!\w)"),
        duration=re.compile(
            rf"(?<![\w.,/-])(?P<n>\d\d?|{word['number-word']})\s*(?P<unit>{word['duration-month']}|{word['duration-year']})(?!\w)"
        ),
        american=re.compile(rf"(?<!\w){word['year-first-locale']}(?!\w)"),
    )


def _full_year(text: str) -> int | None:
    digits = text.strip("'")
    if len(digits) == 4:
        return int(digits)
    value = int(digits)
    return 2000 + value if value < 50 else (1900 + value if value >= 50 else None)


def month_first(text: str, language: str) -> bool:
    """Whether `3/4/2019` is March 4 in this text: by its unambiguous dates, else by American traits."""
    body = folded(text).text
    votes = 0
    for match in re.finditer(r"(?<![\d/.-])(\d\d?)([-/.])(\d\d?)\2(?:19|20)?\d\d(?!\d)", body):
        first, second = int(match[1]), int(match[3])
        votes += (second > 12 >= first) - (first > 12 >= second)
    if votes:
        return votes > 0
    return language == "en" and bool(_patterns().american.search(body))


def find_dates(text: str, as_of: Month, month_first: bool = False) -> list[DateSpan]:
    """Every date and range of `text`, by place; offsets are those of `text`.

    `as_of`: a start after it is a `future` date. `month_first`: how an
    ambiguous 3/4/2019 is read (see `month_first`).
    """
    body = folded(text)
    points = _points(body, month_first)
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
    for match in _patterns().duration.finditer(body.text):
        start, end = body.span(match.start(), match.end())
        if not any(a < end and start < b for a, b in taken):
            spans.append(DateSpan(start, end, None, "duration", "duration_only"))
    return sorted(spans, key=lambda span: span.start)


def _fiscal(body: Folded, date: DateSpan) -> bool:
    """Whether a date names a firm's year ("9% over plan in FY 2022-23"), which is nobody's time in a post."""
    start = body.from_original(date.start)
    return date.kind != "since" and bool(_patterns().fiscal_year.search(body.text[max(0, start - 24) : start]))


def _without_dates(body: Folded, date: DateSpan) -> DateSpan:
    """A year beside a duration ("6 meses, 2012") does not say from when to when."""
    if date.kind != "single" or date.span is None or len(date.span.start) > 4:
        return date
    start, end = body.from_original(date.start), body.from_original(date.end)
    around = _patterns().duration.search(body.text, max(0, start - 24), min(len(body.text), end + 24))
    if around is None:
        return date
    gap = body.text[around.end() : start] if around.end() <= start else body.text[end : around.start()]
    if re.fullmatch(r"[\s,(:]*(?:de|en|in|of|l'any|el)?\s*", gap) and "\n" not in gap:
        return DateSpan(date.start, date.end, None, "single", "duration_only")
    return date


def _points(body: Folded, month_first: bool) -> list[_Point]:
    table = _patterns()
    found: list[_Point] = []
    text = body.text
    position = 0
    while match := table.point.search(text, position):
        point = _point(table, match, month_first)
        if point is None:
            position = match.start() + 1
            while position < len(text) and text[position].isalnum():
                position += 1
            continue
        found.append(point)
        position = match.end()
    return found


def _point(table: _Patterns, match: re.Match[str], month_first: bool) -> _Point | None:
    kind = match.lastgroup
    groups = match.groupdict()
    kind = next(name for name in _KINDS if groups.get(name) is not None)
    start, end = match.span()

    def dated(year: str, month: int | None, kind: str = "date") -> _Point | None:
        full = _full_year(year)
        if full is None or not FIRST_YEAR <= full <= LAST_YEAR:
            return None
        return _Point(start, end, full, month, month, kind=kind)

    if kind == "iso":
        return dated(groups["iso_y"], int(groups["iso_m"]))
    if kind == "dmy":
        first, second = int(groups["d1"]), int(groups["d2"])
        if (second > 12) or (month_first and first <= 12):
            first, second = second, first
        return dated(groups["dmy_y"], second) if 1 <= second <= 12 and 1 <= first <= 31 else None
    if kind in ("dmon", "mond", "mon", "ymon"):
        return dated(groups[f"{kind}_y"], table.months[groups[f"{kind}_m"]])
    if kind == "mon2":
        return dated(
            groups["mon2_y"], table.months[groups["mon2_m"]], "month-day?" if match.group()[-3] == " " else "date"
        )
    if kind == "qtr":
        number = int(groups["q1"] or groups["q2"] or table.ordinals[groups["q3"]])
        return _reach(start, end, _full_year(groups["q_y"]), number * 3 - 2, 3)
    if kind == "qtry":
        return _reach(start, end, _full_year(groups["qy_y"]), int(groups["qy_q"]) * 3 - 2, 3)
    if kind == "half":
        number = int(groups["h1"] or groups["h2"] or table.ordinals[groups["h3"]])
        return _reach(start, end, int(groups["h_y"]), number * 6 - 5, 6) if number <= 2 else None
    if kind == "sea":
        first, year = table.seasons[groups["sea_n"]], int(groups["sea_y"])
        if first != 12:
            return _Point(start, end, year, first, first + 2, kind="season")
        return _Point(start, end, year, 12, 2, year + 1 if groups["sea_2"] else None, kind="season")
    if kind in ("my", "ym"):
        return dated(
            groups[f"{kind}_y"], int(groups[f"{kind}_m"]), "ym" if kind == "ym" and groups["ym_s"] == "-" else "date"
        )
    if kind == "my2":
        return dated(groups["my2_y"], int(groups["my2_m"]), "inner")
    if kind == "year":
        return dated(groups["y"], None)
    if kind == "short":
        return dated(groups["s_y"], None, "inner")
    if kind == "present":
        return _Point(start, end, None, present=True, kind="present")
    month = table.months[groups["bare_m"]]
    return _Point(start, end, None, month, month, kind="bare")


_KINDS = ("iso", "dmy", "dmon", "mond", "mon", "mon2", "ymon", "qtr", "qtry", "half", "sea", "my", "ym", "my2",
          "year", "short", "present", "bare")  # fmt: skip


def _reach(start: int, end: int, year: int | None, first: int, length: int) -> _Point | None:
    return _Point(start, end, year, first, first + length - 1) if year else None


def _combine(body: Folded, points: list[_Point], index: int, as_of: Month) -> tuple[int, DateSpan | None]:
    """How many points make one date here, and the date."""
    table, text = _patterns(), body.text
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


def _months_told_after(points: list[_Point], text: str, table: _Patterns) -> tuple[_Point, _Point] | None:
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


def _joins(table: _Patterns, text: str, first: _Point, second: _Point) -> bool:
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


def _is_year_pair(point: _Point, text: str) -> bool:
    """2010-12 alone is two years; 2010-03 and 2012-10 are a year and a month."""
    tail = text[point.start : point.end].rpartition("-")[2]
    return len(tail) == 2 and tail[0] != "0" and int(tail) > (point.year or 0) % 100


def _pair(
    first: _Point, second: _Point, text: str, third: _Point | None, table: _Patterns
) -> tuple[_Point, _Point] | None:
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
        return _Point(first.start, first.end, year, first.first, first.first), second
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
    if gap in (",", "i", "y", "and", "e", "/") and third and table.join.fullmatch(text, second.end, third.start):
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
