"""Starts and ends that stand apart: in two columns of a row, or on two labelled lines.

    Puesto      Empresa       Desde     Hasta          Start date: 03/2015
    Comercial   Aceites Sur   abr-19    ago-25         End date: June 2019

`join_fields` makes one range of the two; `join_told` does where one sentence tells both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from recruit.facts import Month
from recruit.reading import lexicon
from recruit.reading.dates import DateSpan, find_dates
from recruit.reading.document import Box, Document
from recruit.reading.folding import folded

_APART = re.compile(r"\s{2,}|\t|\s*[|│]\s*")
#: 02/18: alone it may be a day; beside its like, two months
_SHORT = re.compile(r"\d{1,2}[/.]\d{2}")
#: an end's line stands at most so many lines below its start's
REACH = 3
#: characters between a start and an end that one sentence tells
LONGEST_TELLING = 240


@dataclass(frozen=True, slots=True)
class _Field:
    """A part of a line between wide spaces. `label`: start or end where it is labelled so."""

    start: int
    end: int
    line: int
    label: str = ""


def join_fields(document: Document, dates: list[DateSpan], as_of: Month, month_first: bool) -> list[DateSpan]:
    """`dates` with the starts and ends that stand apart put together; offsets are those of the text.

    The joined range's words are both ends' where they stand on one line or
    on lines that follow each other, else the start's.
    """
    text = document.text
    fields = _fields(document, dates)
    joined: list[DateSpan] = []
    gone: list[tuple[int, int]] = []
    for number, field in enumerate(fields):
        if any(a <= field.start < b for a, b in gone):
            continue
        other = _partner(document, fields, number)
        if other is None or field.label == "end" or other.label == "start":
            continue
        told = f"{text[field.start : field.end]} - {text[other.start : other.end]}"
        found = [d for d in find_dates(told, as_of, month_first) if d.kind != "duration"]
        if len(found) != 1 or found[0].kind != "range" or found[0].end - found[0].start < len(told) - 2:
            continue
        close = other.start >= field.end and other.line - field.line <= 1
        joined.append(replace(found[0], start=field.start, end=other.end if close else field.end))
        gone += [(field.start, field.end), (other.start, other.end)]
    if not joined:
        return dates
    kept = [d for d in dates if not any(d.start < b and a < d.end for a, b in gone)]
    return sorted([*kept, *joined], key=lambda date: date.start)


def join_told(text: str, dates: list[DateSpan], as_of: Month, month_first: bool) -> list[DateSpan]:
    """`dates` with a start and an end that one sentence tells put together; the words are the start's.

    "El gener de 2009 vaig entrar a la cooperativa, i hi vaig estar fins al juny de 2016."
    """
    found: list[DateSpan] = []
    for date in dates:
        first = found[-1] if found else None
        if (
            first is not None
            and first.kind == "single"
            and first.span is not None
            and date.kind == "until"
            and date.start - first.end <= LONGEST_TELLING
            and not re.search(r"[.;!?]\s+[A-ZÀ-Ý]|\n\s*\n", text[first.end : date.start])
        ):
            told = find_dates(f"{text[first.start : first.end]} {text[date.start : date.end]}", as_of, month_first)
            if len(told) == 1 and told[0].kind == "range" and told[0].span is not None:
                found[-1] = replace(told[0], start=first.start, end=first.end)
                continue
        found.append(date)
    return found


def _fields(document: Document, dates: list[DateSpan]) -> list[_Field]:
    """The fields that hold a date, or the word for today, and nothing else."""
    starts = [d for d in dates if d.kind != "duration"]
    if len(starts) < 1:
        return []
    labels, today = _labels(), _today()
    found: list[_Field] = []
    for index, line in enumerate(document.lines):
        place, text = line.start, document.text
        label = ""
        for cut in [*_APART.finditer(text, line.start, line.end), None]:
            stop = cut.start() if cut else line.end
            words = folded(text[place:stop])
            match = labels.match(words.text)
            begin = place
            if match:
                label = "start" if match["start"] else "end"
                begin = place + words.at(match.end()) if match.end() < len(words.text) else stop
            value = text[begin:stop].strip(" .,;")
            if value:
                begin = text.index(value, begin)
                dated = _SHORT.fullmatch(value) or any(d.start < begin + len(value) and begin < d.end for d in starts)
                if len(value) <= 24 and ((dated and re.search(r"\d", value)) or today.fullmatch(folded(value).text)):
                    found.append(_Field(begin, begin + len(value), index, label))
                label = ""
            place = cut.end() if cut else stop
    return found


def _partner(document: Document, fields: list[_Field], number: int) -> _Field | None:
    """The end that belongs to a start: the next field of its row, or the next labelled line's."""
    field, lines = fields[number], document.lines
    following = fields[number + 1] if number + 1 < len(fields) else None
    if following and following.line == field.line:
        return following
    if following and field.label == "start" and following.label == "end" and following.line - field.line <= REACH:
        return following
    line = lines[field.line]
    mates: list[tuple[float, _Field]] = []
    for other in fields:
        mate = lines[other.line]
        if other.line == field.line or mate.page != line.page:
            continue
        if line.cell and mate.cell and line.cell[:2] == mate.cell[:2] and mate.cell[2] > line.cell[2]:
            mates.append((float(mate.cell[2]), other))
        elif line.box and mate.box and not line.cell and _beside(line.box, mate.box):
            mates.append((mate.box.x0, other))
    return min(mates, key=lambda mate: mate[0])[1] if mates else None


def _beside(left: Box, right: Box) -> bool:
    middle = (left.y0 + left.y1) / 2
    return right.x0 >= left.x1 and right.y0 <= middle <= right.y1


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    """`Start date:`, `Fins a:` before a date, or alone in a field."""

    def forms(name: str) -> str:
        return "|".join(re.escape(w).replace("\\ ", "[ ']+") for w in lexicon.words_of("dates", name))

    return re.compile(rf"\W*(?:(?P<start>{forms('start-label')})|(?P<end>{forms('end-label')}))\s*(?::\s*|\.\s+|$)")


@lru_cache(maxsize=1)
def _today() -> re.Pattern[str]:
    words = "|".join(re.escape(w).replace("\\ ", "[ ']+") for w in lexicon.words_of("dates", "present"))
    ends = "|".join(re.escape(w).replace("\\ ", "[ ']+") for w in lexicon.words_of("dates", "to"))
    return re.compile(rf"(?:(?:{ends})[ ']+)?(?:{words})")
