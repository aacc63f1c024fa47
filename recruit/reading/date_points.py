"""Single dates as people write them: the points that `dates` puts together to ranges.

`patterns` makes the expressions out of lexicon/dates.yaml; `points_in` gives
every date of a folded text in order, with the months it reaches from and to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recruit.reading import lexicon
from recruit.reading.folding import Folded

FIRST_YEAR, LAST_YEAR = 1945, 2049


@dataclass(frozen=True, slots=True)
class Point:
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
class Patterns:
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
def patterns() -> Patterns:
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
    # at most places of a text none can begin: only with a figure or an apostrophe, or with the first letter of a word
    letters = {form[0] for form in (*months, *seasons, *ordinals, *lexicon.words_of("dates", "present"), "q", "t", "h")}
    begins = rf"(?=['\d]|\b[{''.join(map(re.escape, sorted(letters)))}])"
    # what stands before a date in a sentence: "de l'", "the end of", "el mes de", "cap al"
    # (nothing is given back once it is taken: words that can be cut in two ways, many in a row, would take for ever)
    lead = rf"(?:\s*+(?>(?:{word['lead']}|{word['of']})(?![a-z]))[\s.']*+)*+"
    until_word = rf",?\s*(?:(?:i|y|and)\s+)?{word['to']}(?![a-z])"
    join = rf"\s*\)?\s*(?:\(?\s*(?:-+>?|/|→|>|~|\||{until_word}|-\s*{word['to']}(?![a-z]))\s*){lead}\s*\(?"
    ends = r"[\s('\"]*$"
    return Patterns(
        point=re.compile(f"{begins}(?:{'|'.join(rules)})"),
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


def full_year(text: str) -> int | None:
    digits = text.strip("'")
    if len(digits) == 4:
        return int(digits)
    value = int(digits)
    return 2000 + value if value < 50 else (1900 + value if value >= 50 else None)


def points_in(body: Folded, month_first: bool) -> list[Point]:
    """The dates of a folded text, offsets its own; `month_first`: how 3/4/2019 is read."""
    table = patterns()
    found: list[Point] = []
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


def _point(table: Patterns, match: re.Match[str], month_first: bool) -> Point | None:
    kind = match.lastgroup
    groups = match.groupdict()
    kind = next(name for name in _KINDS if groups.get(name) is not None)
    start, end = match.span()

    def dated(year: str, month: int | None, kind: str = "date") -> Point | None:
        full = full_year(year)
        if full is None or not FIRST_YEAR <= full <= LAST_YEAR:
            return None
        return Point(start, end, full, month, month, kind=kind)

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
        return _reach(start, end, full_year(groups["q_y"]), number * 3 - 2, 3)
    if kind == "qtry":
        return _reach(start, end, full_year(groups["qy_y"]), int(groups["qy_q"]) * 3 - 2, 3)
    if kind == "half":
        number = int(groups["h1"] or groups["h2"] or table.ordinals[groups["h3"]])
        return _reach(start, end, int(groups["h_y"]), number * 6 - 5, 6) if number <= 2 else None
    if kind == "sea":
        first, year = table.seasons[groups["sea_n"]], int(groups["sea_y"])
        if first != 12:
            return Point(start, end, year, first, first + 2, kind="season")
        return Point(start, end, year, 12, 2, year + 1 if groups["sea_2"] else None, kind="season")
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
        return Point(start, end, None, present=True, kind="present")
    month = table.months[groups["bare_m"]]
    return Point(start, end, None, month, month, kind="bare")


_KINDS = ("iso", "dmy", "dmon", "mond", "mon", "mon2", "ymon", "qtr", "qtry", "half", "sea", "my", "ym", "my2",
          "year", "short", "present", "bare")  # fmt: skip


def _reach(start: int, end: int, year: int | None, first: int, length: int) -> Point | None:
    return Point(start, end, year, first, first + length - 1) if year else None
