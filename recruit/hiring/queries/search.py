"""Looking for words in all that is kept of an application, and the line that shows where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal_column, or_, select, table

from recruit.hiring import stemming
from recruit.hiring.folding import fold
from recruit.hiring.models import Application, SearchText
from recruit.storage.database import db

#: words of a question beyond which nobody reads
MOST_WORDS = 8
#: letters from which on the last word may be the beginning of a longer one
PREFIX_FROM = 3
#: words of the line that shows a hit: before it, and in all
BEFORE, LINE = 6, 26

_QUESTION = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to be found: its words one after the other; `written` as typed, folded.

    `begins`: the word may still be typed, and counts as the beginning of one too.
    """

    written: str
    words: tuple[str, ...]
    begins: bool = False

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(stemming.stem(word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a search found its words: `kind` of the text (`operations.words`), and a line in (piece, is found)."""

    kind: str
    pieces: list[tuple[str, bool]]


def wanted(text: str) -> list[Wanted]:
    """What a question asks for: each word, and what stands in quotation marks as it stands there."""
    found: list[Wanted] = []
    for match in islice(_QUESTION.finditer(text), MOST_WORDS):
        quoted, plain = match.groups()
        typed = quoted if plain is None else plain
        words = tuple(stemming.folded(hit[0]) for hit in stemming.words(typed))
        if words or plain:
            last = plain is not None and match.end() == len(text) and len(words) == 1
            begins = last and len(words[0]) >= PREFIX_FROM and plain[-1].isalnum()
            found.append(Wanted(fold(typed), words, begins))
    return found


def condition(text: str) -> list[ColumnElement[bool]]:
    """That every word asked for stands in the name, the e-mail, or anywhere in what is kept of the application."""
    return [_condition(one) for one in wanted(text)]


def _condition(one: Wanted) -> ColumnElement[bool]:
    written = Application.folded.contains(one.written, autoescape=True)
    if not one.words:
        return written
    sqlite = db.engine.dialect.name == "sqlite"
    return or_(written, Application.id.in_(_fts5(one) if sqlite else _tsvector(one)))


def _fts5(one: Wanted) -> Select[Any]:
    # stems and words are letters and figures only: nothing in them means anything to FTS5 within quotation marks
    asked = f'stems : "{" ".join(one.stems)}"'
    if one.begins:
        asked = f'({asked}) OR (words : "{one.words[0]}" *)'
    index = table("search_index", column("rowid"))
    return select(index.c.rowid).where(column("search_index").op("MATCH")(asked))


def _tsvector(one: Wanted) -> Select[Any]:
    def holds(words: Any, asked: str) -> ColumnElement[bool]:
        simple: ColumnElement[str] = literal_column("'simple'::regconfig")
        return func.to_tsvector(simple, words).op("@@")(func.to_tsquery(simple, asked))

    found = holds(SearchText.stems, " <-> ".join(f"'{stem}'" for stem in one.stems))
    if one.begins:
        found = or_(found, holds(SearchText.words, f"'{one.words[0]}':*"))
    return select(SearchText.application_id).where(found)


def hits(text: str, application_ids: Sequence[int]) -> dict[int, Hit]:
    """For each application the best line with the words asked for, where they stand beyond the name. 1 query."""
    asked = [one for one in wanted(text) if one.words]
    if not asked or not application_ids:
        return {}
    rows = db.session.scalars(select(SearchText).where(SearchText.application_id.in_(application_ids)))
    found = {row.application_id: _hit(row, asked) for row in rows}
    return {id: hit for id, hit in found.items() if hit is not None}


def _hit(row: SearchText, asked: Sequence[Wanted]) -> Hit | None:
    stems, words = row.stems.split(" "), row.words.split(" ")
    places = _places(stems, words, asked)
    if not places:
        return None
    start_of_name = next((offset for kind, offset in row.parts if kind == "name"), len(row.text))
    offsets = [match.span() for match in stemming.words(row.text[:start_of_name])]
    places = {index: which for index, which in places.items() if index < len(offsets)}
    if not places:
        return None
    first = _best(places)
    kind, begin, end = _part(row, offsets[first][0])
    low = first
    while low > 0 and first - low < BEFORE and offsets[low - 1][0] >= begin:
        low -= 1
    high = low
    while high + 1 < len(offsets) and high - low + 1 < LINE and offsets[high + 1][1] <= end:
        high += 1
    return Hit(kind, _pieces(row.text, offsets, low, high, begin, end, places))


def _places(stems: Sequence[str], words: Sequence[str], asked: Sequence[Wanted]) -> dict[int, int]:
    """Index of a word -> which of the things asked for it belongs to."""
    places: dict[int, int] = {}
    for number, one in enumerate(asked):
        sought = one.stems
        for index, stem in enumerate(stems):
            begun = one.begins and words[index].startswith(one.words[0])
            if begun or (stem == sought[0] and tuple(stems[index : index + len(sought)]) == sought):
                places |= dict.fromkeys(range(index, index + len(sought)), number)
    return places


def _best(places: dict[int, int]) -> int:
    """The place from which on a line shows the most of the different things asked for; the first of equals."""
    indexes = sorted(places)

    def seen(start: int) -> int:
        return len({places[index] for index in indexes if start <= index < start + LINE - BEFORE})

    return max(indexes[:200], key=lambda index: (seen(index), -index))


def _part(row: SearchText, offset: int) -> tuple[str, int, int]:
    """The kind, beginning and end of the text that this offset stands in."""
    starts: Iterable[tuple[str, int]] = ((kind, start) for kind, start in row.parts)
    kind, begin, end = "", 0, len(row.text)
    for name, start in starts:
        if start <= offset:
            kind, begin = name, start
        else:
            end = start - 1
            break
    return kind, begin, end


def _pieces(
    text: str, offsets: Sequence[tuple[int, int]], low: int, high: int, begin: int, end: int, places: dict[int, int]
) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = begin if low == 0 or offsets[low - 1][0] < begin else offsets[low][0]
    if at > begin:
        pieces.append(("… ", False))
    for index in range(low, high + 1):
        start, stop = offsets[index]
        if index in places:
            pieces += [(_line(text[at:start]), False), (text[start:stop], True)]
            at = stop
    last = offsets[high][1]
    whole = high + 1 >= len(offsets) or offsets[high + 1][1] > end
    pieces.append((_line(text[at : end if whole else last]) + ("" if whole else " …"), False))
    return [piece for piece in pieces if piece[0]]


def _line(text: str) -> str:
    """On one line: every run of spaces is one."""
    return re.sub(r"\s+", " ", text)
