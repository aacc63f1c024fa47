"""Which employer each post is held at: named on the lines of its heading, on the line below them, or above.

The name beside the title is taken first. Else a document that writes it below
its titles does so for most posts, and one that writes it above them likewise:
the place where more posts have a line that could be a name is this document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recruit.reading import lexicon
from recruit.reading.anchors import Anchors
from recruit.reading.labelled import is_label
from recruit.reading.lexicon.plain import fold, one_of
from recruit.reading.titles import TRIM

if TYPE_CHECKING:
    from recruit.reading.entries import Entry
    from recruit.reading.sections import Outline

#: characters of the longest line that is a name and where that is
LONGEST = 90
#: words of the longest part of a heading that is taken for an employer though it is not written like a name
SHORT = 5

_TOLD = re.compile(r"[@€$£%!?]|https?:|www\.|\d{4,}")
_STOPPED = re.compile(r"[.;:]\s*$")


@dataclass(frozen=True, slots=True)
class _Named:
    """A line that could name an employer; `surely` where a word in it says so."""

    line: int
    span: tuple[int, int]
    surely: bool
    #: the lines between the name and the post's heading
    between: tuple[int, ...] = ()


def find_employers(titles: Anchors, outline: Outline, entries: Sequence[Entry]) -> None:
    """Give each entry its employer, and the line that names it, where one is found."""
    _Employers(titles, outline, entries).find()


class _Employers:
    def __init__(self, titles: Anchors, outline: Outline, entries: Sequence[Entry]) -> None:
        self.titles = titles
        self.document = titles.document
        self.outline = outline
        self.entries = entries
        self.heads = {index for entry in entries for index in entry.lines}

    def find(self) -> None:
        for kind in dict.fromkeys(entry.section for entry in self.entries):
            self._name_all([entry for entry in self.entries if entry.section == kind and entry.employer is None])

    def _name_all(self, entries: list[Entry]) -> None:
        """Name the employers of one section's posts."""
        beside = {id(entry): self._beside(entry) for entry in entries}
        dated = [entry for entry in entries if entry.title and entry.date and not entry.prose]
        below = {id(entry): self._below(entry) for entry in dated}
        above = {id(entry): self._above(entry) for entry in dated}
        over, under = _votes(above.values()), _votes(below.values())
        first, second = (above, below) if over > under else (below, above)
        usual = sum(named is not None for named in first.values()) > len(dated) / 2
        umbrella: tuple[int, int] | None = None
        for entry in entries:
            own, found = beside[id(entry)], first.get(id(entry))
            other = second.get(id(entry))
            if found is None and other is not None and other.surely and umbrella is None:
                found = other
            if own and self._is_name(*own) and not (found and (usual or found.surely) and not self._organisation(*own)):
                entry.employer, umbrella = own, None
            elif found:
                entry.employer = found.span
                entry.lines = sorted({*entry.lines, found.line, *found.between})
                umbrella = found.span if found.between or found.line in self.titles.date_lines else None
            else:
                entry.employer = own or umbrella

    def _beside(self, entry: Entry) -> tuple[int, int] | None:
        """What else the heading's lines say: a segment that is a name, else the first that is no title or date."""
        spans = [s for s in (entry.title, (entry.date.start, entry.date.end) if entry.date else None) if s]
        found = []
        for index in entry.lines:
            line = self.document.lines[index]
            if line.end - line.start <= 160 and not entry.prose:
                found += self._rests(index, spans)
        short = [span for span in found if len(self.document.text[span[0] : span[1]].split()) <= SHORT]
        return next((span for span in found if self._is_name(*span)), short[0] if short else None)

    def _rests(self, index: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The segments of a line outside these spans that could name an employer, without the towns behind them."""
        line = self.document.lines[index]
        rests = [(line.start, line.end)]
        for a, b in spans:
            pieces = [piece for low, high in rests for piece in ((low, min(high, a)), (max(low, b), high))]
            rests = [(low, high) for low, high in pieces if high > low]
        segments = [segment for low, high in rests for segment in self.titles.segments(low, high)]
        return [self._name(*segment) for segment in segments if self._may_employ(*segment)]

    def _may_employ(self, start: int, end: int) -> bool:
        """Whether a part of a heading could name an employer: words, and neither label nor duration nor title."""
        text = self.document.text[start:end]
        if not re.search(r"[^\W\d_]{2}", text) or is_label(text) or self._lasting(start, end):
            return False
        return not self._titled(*self._name(start, end))

    def _titled(self, start: int, end: int) -> bool:
        """Whether a part of a heading is a title too, or half of one: "Sr", "Marketing", "Sales Supervisor"."""
        text = self.document.text[start:end].strip(TRIM)
        if self._organisation(start, end):
            return False
        if len(text) < 3 or (len(text) == 3 and not text.isupper()):
            return not text.isupper()
        known = sum(b - a for a, b in self.titles.roles_in(start, end))
        return self.titles.weight((start, end)) >= 2 or known >= len(text)

    def _lasting(self, start: int, end: int) -> bool:
        return any(d.kind == "duration" and d.start < end and start < d.end for d in self.titles.dates)

    def _name(self, start: int, end: int) -> tuple[int, int]:
        """An employer without the word before it ("at", "a la"), the area before it and the town behind it."""
        parts = [p for p in self.titles.comma_parts(start, end) if self.document.text[p[0] : p[1]].strip(TRIM)]
        firms = [p for p in parts if self._organisation(*p) and re.search(r"\w \w", self.document.text[p[0] : p[1]])]
        start, end = (firms or parts or [(start, end)])[0]
        lead = _lead().match(self.document.text, start, end)
        start = lead.end() if lead and lead.end() < end else start
        open_ = self.document.text.rfind("(", start, end)
        if open_ > start and ")" not in self.document.text[open_:end]:
            end = open_ + len(self.document.text[start:open_].rstrip()) - (open_ - start)
        return start, end

    def _below(self, entry: Entry) -> _Named | None:
        index = max(entry.lines) + 1
        if not index < len(self.document.lines) or not self._together(index - 1, index):
            return None
        named = self._named(index, entry)
        return None if named and self._heads_next(index, named) else named

    def _above(self, entry: Entry) -> _Named | None:
        """The line above the heading, or above the time spent there in all ("6 years 2 months")."""
        index = min(entry.lines) - 1
        between: tuple[int, ...] = ()
        if index >= 0 and self._only_lasts(index):
            between, index = (index,), index - 1
        if index < 0:
            return None
        if index in self.titles.date_lines:
            span = self._umbrella(index) if index not in self.heads and self._same_section(index, entry) else None
            return _Named(index, span, True) if span else None
        if not (between or self._set_apart(index)) or (not between and self._spaced(index + 1)):
            return None
        named = self._named(index, entry)
        return _Named(index, named.span, named.surely or bool(between), between) if named else None

    def _umbrella(self, index: int) -> tuple[int, int] | None:
        """The name on a line with an employer's own dates, above the posts held there."""
        line = self.document.lines[index]
        dates = [d for d in self.titles.dates if d.kind in ("range", "since") and line.start <= d.start < line.end]
        if not dates or line.bullet or line.end - line.start > LONGEST or _STOPPED.search(self.titles.line_text(index)):
            return None
        rests = self._rests(index, [(d.start, d.end) for d in dates])
        return next((rest for rest in rests if self._is_name(*rest)), None)

    def _named(self, index: int, entry: Entry) -> _Named | None:
        """The name on a line that says nothing else but where that is."""
        line, titles = self.document.lines[index], self.titles
        text = titles.line_text(index).strip()
        if line.bullet or index in titles.headings or index in titles.date_lines or index in self.heads:
            return None
        if (
            not 2 <= len(text) <= LONGEST
            or is_label(text)
            or _TOLD.search(text)
            or not self._same_section(index, entry)
        ):
            return None
        if _STOPPED.search(text) and not re.search(rf"\b(?:\w|{one_of('abbreviations')})\.$", fold(text)):
            return None
        segments = titles.segments(line.start, line.end)
        if not segments or self._lasting(line.start, line.end):
            return None
        span = self._name(*segments[0])
        if self.document.text[line.start : span[0]].strip(TRIM):
            return None
        surely = self._organisation(*span)
        if not self._is_name(*span) or self._titled(*span):
            return None
        beside = re.findall(r"[^\W\d_]+", self.document.text[span[1] : line.end])
        if len(beside) > 8 or sum(w[0].islower() and fold(w) not in _links() for w in beside) > 3:
            return None
        return _Named(index, span, surely)

    def _is_name(self, start: int, end: int) -> bool:
        """Capitals on every word but those that link, and no place alone."""
        text = self.document.text[start:end]
        written = re.findall(r"[\w&+][\w.&+·]*", text)
        words = [word for word in written if fold(word) not in _links()]
        if not words or written[-1] != words[-1] or len(words) > 8:
            return False
        if text.count("(") != text.count(")") or not re.search(r"[^\W\d_]{2}", text):
            return False
        lower = [word for word in words if word[0].islower()]
        if lower and not (len(lower) < len(words) and set(map(fold, lower)) <= _organisations()):
            return False
        return " ".join(re.findall(r"[^\W_]+", fold(text))) not in _places()

    def _organisation(self, start: int, end: int) -> bool:
        words = re.findall(r"[^\W_]+", fold(self.document.text[start:end]).replace(".", ""))
        return not _organisations().isdisjoint(words)

    def _only_lasts(self, index: int) -> bool:
        """Whether a line is nothing but a duration."""
        line = self.document.lines[index]
        lasting = [d for d in self.titles.dates if d.kind == "duration" and line.start <= d.start and d.end <= line.end]
        return bool(lasting) and sum(d.end - d.start for d in lasting) >= 0.7 * (line.end - line.start)

    def _same_section(self, index: int, entry: Entry) -> bool:
        return self.outline.section_of(index) is self.outline.section_of(entry.lines[0])

    def _heads_next(self, index: int, named: _Named) -> bool:
        """Whether a line below one post stands apart from it, right above the next: it is the next one's employer."""
        return index + 1 in self.heads and self._spaced(index) and not self._spaced(index + 1)

    def _together(self, before: int, after: int) -> bool:
        """Whether two lines follow each other in one column of one page, without a wide space between."""
        one, other = self.document.lines[before], self.document.lines[after]
        if one.cell is not None and other.cell is not None and one.cell[:2] != other.cell[:2]:
            return False
        if one.box is None or other.box is None:
            return one.region == other.region
        return one.page == other.page and other.box.y0 - one.box.y1 < 1.5 * (one.box.y1 - one.box.y0)

    def _set_apart(self, index: int) -> bool:
        """Whether a line begins something: below a heading, a space, or in a stronger hand than the line above."""
        if index == 0 or index - 1 in self.titles.headings or self._spaced(index):
            return True
        line, before = self.document.lines[index], self.document.lines[index - 1]
        return (line.bold and not before.bold) or line.size > before.size + 0.5

    def _spaced(self, index: int) -> bool:
        """Whether there is more space above a line than there is above the next one."""
        lines = self.document.lines
        if index == 0 or index >= len(lines):
            return False
        before, line = lines[index - 1], lines[index]
        if before.box is None or line.box is None:
            return line.spaced
        if before.page != line.page or before.column != line.column:
            return True
        height = line.box.y1 - line.box.y0
        return line.box.y0 - before.box.y1 > 0.5 * height


def _votes(found: Iterable[_Named | None]) -> int:
    """How many posts have a name there; one that a word shows to be one counts twice."""
    return sum(1 + named.surely for named in found if named)


@lru_cache(maxsize=1)
def _organisations() -> frozenset[str]:
    """Folded words that stand in names of firms and institutions: *hospital*, *grup*, *ltd*."""
    return frozenset(re.sub(r"[ .]", "", word) for word in lexicon.words_of("titles", "organisations"))


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    """ "At", "a la", "en el": what a sentence puts before a name that begins with a capital."""
    words = "|".join(map(re.escape, lexicon.words_of("titles", "name-leads")))
    return re.compile(rf"(?:{words})\s+(?=[A-ZÀ-Ý])", re.I)


@lru_cache(maxsize=1)
def _links() -> frozenset[str]:
    """Folded words that link the parts of a name."""
    return frozenset(lexicon.words_of("titles", "name-links"))


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Places, folded and without marks: they stand alone on a line beside a post, too."""
    return frozenset(lexicon.words_of("titles", "places"))
