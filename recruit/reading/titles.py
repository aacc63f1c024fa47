"""Where a title stands in a line: the parts of a heading, and the one that names a post.

A part is known as a title by the nouns of trades (lexicon/titles.yaml); what
only names a field ("Maple Advertising") yields to a noun that names a person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from recruit.reading import lexicon
from recruit.reading.dates import DateSpan
from recruit.reading.document import Document, Word
from recruit.reading.folding import Folded, folded
from recruit.reading.labelled import label_in
from recruit.reading.lexicon import Match
from recruit.reading.lexicon.plain import fold, one_of
from recruit.reading.sections import Outline

_HARD = re.compile(
    r"\s{2,}|\t|\s+(?:ï¼|â€)\S*\s*|\s+[|·•■▪–—]\s*|\s+-\s+|\s*[|│]\s*|\s+/\s+|(?<=[.)])\s+(?=[A-ZÀ-Ý])|;\s+"
)
_MASK = re.compile(
    r"company name\s*(?:[^\w\s]\s*)?(?:city\s*,\s*state(?:\s*,\s*country)?)?|city\s*,\s*state(?:\s*,\s*\w+)?"
)
#: a full stop that ends no sentence: initials, the kind of a firm
_ABBREVIATED = re.compile(rf"\b(?:\w|{one_of('abbreviations')})\.$")
TRIM = " \t\n,;:.|·•–—-()[]/"


class Titles:
    """The titles of a document. All offsets are those of its text."""

    def __init__(self, document: Document, outline: Outline, dates: list[DateSpan]) -> None:
        self.document = document
        self.text: Folded = folded(document.text)
        self.role_starts = [self.text.span(m.start, m.end) for m in _roles(self.text.spelt(spellings()))]
        self.spans = [(d.start, d.end) for d in dates if d.kind != "duration"]
        self.starts = [line.start for line in document.lines]
        self.date_lines = {self.line_of(d.start) for d in dates if d.kind != "duration"}
        self.headings = {s.begins for s in outline.sections if s.title and s.first != s.begins}

    def line_of(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def line_text(self, index: int) -> str:
        line = self.document.lines[index]
        return self.document.text[line.start : line.end]

    def roles_in(self, start: int, end: int) -> list[tuple[int, int]]:
        return [(a, b) for a, b in self.role_starts if a >= start and b <= end]

    @staticmethod
    def label(text: str) -> bool:
        """A few words that begin like names and titles do, and end no sentence."""
        words = re.findall(r"[^\W\d_]+", text)
        return len(words) <= 8 and not re.search(r"[.!?]\s", text) and (not words or words[0][0].isupper())

    def at_line_start(self, index: int) -> tuple[int, int] | None:
        """A title that begins a long line of running text."""
        if not 0 <= index < len(self.document.lines) or self.document.lines[index].bullet:
            return None
        start = self.document.lines[index].start
        roles = [r for r in self.roles_in(start, min(start + 60, len(self.document.text))) if r[0] - start <= 25]
        if not roles or not self.document.text[start].isupper():
            return None
        return start, roles[0][1]

    def title_on_line(self, start: int, date_start: int, date_end: int, end: int) -> tuple[int, int] | None:
        """The title beside a date: the segment with a role word, nearest to the date.

        Other dates on the line bound the search, unless they are told together ("2017-2020 and 2022-2024").
        """
        text = self.document.text
        before = max((b for _, b in self.spans if start < b <= date_start), default=start)
        after = min((a for a, _ in self.spans if date_end <= a < end), default=end)
        found = self._nearest(before, date_start, date_end, after)
        if found is None and before > start and len(text[before:date_start].strip()) <= 4:
            found = self._nearest(start, date_start, date_end, end)
        return found

    def _nearest(self, start: int, date_start: int, date_end: int, end: int) -> tuple[int, int] | None:
        best: tuple[int, tuple[int, int]] | None = None
        sides = [(start, date_start), (date_end, end)]
        bracketed = self.document.text[max(start, date_start - 2) : date_start].strip().endswith("(")
        for low, high in sides[:1] if bracketed and date_start - start > 3 else sides:
            segments = self.segments(low, high)
            for number, segment in enumerate(segments):
                span = self.title_in(*segment)
                if span and number + 1 < len(segments):
                    span = self.with_field(span, segments[number + 1])
                if span:
                    gap = (span[1], date_start) if span[1] <= date_start else (date_end, span[0])
                    distance = gap[1] - gap[0] + 40 * len(re.findall(r"[.;]\s", self.document.text[gap[0] : gap[1]]))
                    if best is None or distance < best[0]:
                        best = (distance, span)
        return best[1] if best else None

    def segments(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of `text[start:end]` between clear separators, trimmed."""
        text = self.document.text[start:end]
        cuts = [(m.start(), m.end()) for m in _HARD.finditer(text) if not _cut_short(text[: m.start()])]
        body = folded(text)
        cuts += [body.span(m.start(), m.end()) for m in _MASK.finditer(body.text)]
        cuts += self.gaps(start, end)
        cuts.sort()
        found: list[tuple[int, int]] = []
        position = 0
        for low, high in [*cuts, (len(text), len(text))]:
            if low >= position:
                found.append((position, low))
            position = max(position, high)
        return [
            (start + a + len(part) - len(part.lstrip(TRIM)), start + a + len(part.rstrip(" \t\n,;:.|·•–—-([/")))
            for a, b in found
            if (part := text[a:b]).strip(TRIM)
        ]

    def with_field(self, span: tuple[int, int], following: tuple[int, int]) -> tuple[int, int]:
        """`Senior Manager - Key Accounts`: what follows belongs to the title if it is nothing but known words."""
        if following[0] - span[1] > 6 or "\n" in self.document.text[span[1] : following[0]]:
            return span
        length = sum(b - a for a, b in self.roles_in(*following))
        return (span[0], following[1]) if length >= (following[1] - following[0]) * 0.7 else span

    def gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Wide spaces between the words' boxes."""
        words = self.document.words
        if not words:
            return []
        low = _first_word(words, start)
        found: list[tuple[int, int]] = []
        previous = None
        for word in words[low:]:
            if word.start >= end:
                break
            if previous and previous.box and word.box and word.page == previous.page:
                height = max(4.0, word.box.y1 - word.box.y0)
                if abs(word.box.y0 - previous.box.y0) < height and word.box.x0 - previous.box.x1 > height * 0.9:
                    found.append((max(0, previous.end - start), word.start - start))
            previous = word
        return found

    def title_in(self, start: int, end: int) -> tuple[int, int] | None:
        """The title within one segment, or None where no role word begins like a title's."""
        start += label_in(self.document.text[start:end])
        roles = [r for r in self.roles_in(start, end) if self.titled(r[0], start)]
        if not roles:
            return None
        text = self.document.text[start:end]
        parts = self.comma_parts(start, end)
        longest = max(len(self.document.text[a:b].split()) for a, b in parts)
        if (len(text.split()) <= 9 or longest <= 6) and not re.search(r"[a-zà-ÿ]\.\s", text):
            holding = [p for p in parts if any(p[0] <= r[0] and r[1] <= p[1] for r in roles)]
            if holding:
                first = max(holding, key=self.weight)
                nxt = next((p for p in parts if p[0] > first[1]), None)
                if nxt and nxt in holding and nxt[0] - first[1] <= 3:
                    return first[0], nxt[1]
                return first
            return start, end
        first_role, last_role = roles[0], roles[0]
        for role in roles[1:]:
            if len(self.document.text[last_role[1] : role[0]].split()) > 3:
                break
            last_role = role
        lead = self.document.text[start : first_role[0]]
        begin = start if len(lead.split()) <= 3 and "," not in lead else first_role[0]
        return begin, last_role[1]

    def comma_parts(self, start: int, end: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        position = start
        for match in re.finditer(
            r",\s+|\s+@\s+|\s+(?:at|en el|en la|a la|al|en|a)\s+(?=[A-ZÀ-Ý])", self.document.text[start:end]
        ):
            found.append((position, start + match.start()))
            position = start + match.end()
        found.append((position, end))
        return [(a, b) for a, b in found if b > a]

    def titled(self, offset: int, segment_start: int) -> bool:
        """A title begins with a capital, or its segment does."""
        text = self.document.text
        if text[offset].isupper():
            return True
        lead = text[segment_start:offset].strip()
        if not lead or lead.endswith("("):
            return True
        return (
            len(lead.split()) <= 6
            and (lead[:1].isupper() or len(lead.split()) <= 3)
            and not lead.endswith(("to", "with", "of the"))
        )

    def title_line(self, index: int, exclude: set[int] | None = None) -> tuple[int, int] | None:
        """The title on a line without date, or None where it isn't one."""
        lines = self.document.lines
        if not 0 <= index < len(lines) or index in self.headings or (exclude and index in exclude):
            return None
        line = lines[index]
        text = self.line_text(index)
        if line.bullet or len(text) > 110 or index in self.date_lines:
            return None
        bare = text.strip()
        words = bare.split()
        if (len(words) > 6 and bare.endswith(".") and not _ABBREVIATED.search(fold(bare))) or len(words) > 14:
            return self._first_sentence(line.start, line.end)
        if bare[:1].islower() and len(words) > 5:
            return None
        segments = self.segments(line.start, line.end)
        for number, segment in enumerate(segments):
            span = self.title_in(*segment)
            if span and number + 1 < len(segments):
                span = self.with_field(span, segments[number + 1])
            if span and span[0] - line.start <= 60:
                lead = self.document.text[segment[0] : span[0]].split()
                if len(lead) <= 5:
                    return span
        return None

    def _first_sentence(self, start: int, end: int) -> tuple[int, int] | None:
        """A title that is a sentence of its own, one of the first two of a line: "Comercial. Two seasons, then …"."""
        text = self.document.text
        place = start
        for stop in list(re.finditer(r"(?:(?<=[^\W\d_])|(?<=\)))\.(?:\s+(?=\S)|\s*$)", text[start:end]))[:2]:
            sentence = text[place : start + stop.start()]
            if len(sentence.split()) > 6:
                return None
            span = self.title_in(place, start + stop.start())
            if span and span[0] - place <= 2 and sentence[:1].isupper() and self.weight(span) >= 2:
                return span
            place = start + stop.end()
        return None

    def weight(self, span: tuple[int, int]) -> int:
        """How surely a part is a title: a whole title with a person's noun, such a noun alone, a field's name."""
        nouns = persons()
        best = 0
        for a, b in self.roles_in(*span):
            words = [token.word for token in folded(self.document.text[a:b]).spelt(spellings()).tokens]
            if any(word in nouns for word in words):
                best = max(best, 3 if len(words) > 1 else 2)
            elif not self.field_only(span):
                best = max(best, 1)
        return best

    def field_only(self, span: tuple[int, int]) -> bool:
        """Whether the only known words name a field ("Maple Advertising"), and not a person's post."""
        fields = _fields()
        return all(folded(self.document.text[a:b]).text in fields for a, b in self.roles_in(*span))


def _cut_short(text: str) -> bool:
    """Whether a text ends with a word of titles written short: "Ejec. de Ctas."."""
    last = re.search(r"([^\W\d_]+)\.$", text)
    return last is not None and fold(last[1]) in spellings()


def _roles(text: Folded) -> list[Match]:
    return _role_words().outermost(text)


@lru_cache(maxsize=1)
def _role_words() -> lexicon.Phrases:
    """Whole titles and the nouns of every trade."""
    return lexicon.Phrases(e for e in lexicon.load("titles") if e.get("kind") in ("title", "head"))


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """The words of titles that are written short or wrongly: ejec, ctas, acount."""
    return {
        short: word
        for e in lexicon.load("titles")
        if e.get("kind") == "spelling"
        for short, word in e.get("forms").items()
    }


@lru_cache(maxsize=1)
def _fields() -> frozenset[str]:
    return frozenset(lexicon.words_of("titles", "fields"))


@lru_cache(maxsize=1)
def persons() -> frozenset[str]:
    """The nouns of every trade that name a person at work."""
    forms = lexicon.words_of("titles", "heads")
    return frozenset(form.split()[0] for form in forms if " " not in form or form.endswith((" de", " d")))


def _first_word(words: tuple[Word, ...], start: int) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return low
