"""Anchors: the dates that head a post, and the title that stands on their own line.

A date heads a post when it stands at the edge of a short line, in a row of
its own, or beside a title, or when a sentence begins with it and says what
the candidate did then.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from recruit.facts import Span
from recruit.reading import lexicon
from recruit.reading.dates import DateSpan
from recruit.reading.document import Document
from recruit.reading.folding import folded
from recruit.reading.labelled import labelled_values
from recruit.reading.sections import Outline
from recruit.reading.titles import TRIM, Titles
from recruit.reading.tracing import refuse

#: sections in which a date never heads a job
CLOSED = {"references", "contact", "languages", "interests"}
#: sections in which a date heads a job only beside a title
GUARDED = {"education", "courses", "skills", "achievements", "summary"}
#: sections whose dates are those of studies and prizes, unless the words are clearly a job's
STUDIES = {"education", "courses", "skills", "achievements"}
#: lines of a cell that still belongs to one post
TALLEST_CELL = 6

_COURSE = re.compile(
    r"\b(?:training|class|course|seminar|workshop|certificat\w*|curso?|taller|seminari|seminario|award|premi[os]?|diploma)\b"
)


@dataclass(slots=True)
class Anchor:
    """A date that heads a post."""

    date: DateSpan
    line: int
    lines: list[int]  # all lines that the date covers
    section: str
    same: tuple[int, int] | None = None  # title on the date's own line
    prose: bool = False
    guarded: bool = False


class Anchors(Titles):
    """The dates of a document that head its posts."""

    def __init__(self, document: Document, outline: Outline, dates: list[DateSpan]) -> None:
        super().__init__(document, outline, dates)
        self.outline = outline
        self.dates = dates
        self.labelled = labelled_values(document)
        self.leaves = self._leaves()
        self.role_starts = [r for r in self.role_starts if not any(a <= r[0] < b for a, b in self.leaves)]
        self._join_margins()
        self.experience = any(s.kind == "experience" and s.last >= s.first for s in outline.sections)

    def anchors(self) -> list[Anchor]:
        found: list[Anchor] = []
        experience = self.experience
        for date in self.dates:
            if date.kind == "duration":
                continue
            first, last = self.line_of(date.start), self.line_of(max(date.start, date.end - 1))
            section = self.outline.section_of(first).kind
            if section in CLOSED and not (section == "contact" and not experience):
                refuse("post", date.start, date.end, f"a date among {section} heads no post")
                continue
            if any(a <= date.start < b for a, b in self.leaves):
                refuse("post", date.start, date.end, "a leave within a post")
                continue
            anchor = Anchor(date, first, list(range(first, last + 1)), section)
            if self._beside_studies(anchor):
                refuse("post", date.start, date.end, "a date beside studies heads no post")
                continue
            if section in STUDIES and experience and not self._job_among_studies(anchor):
                refuse("post", date.start, date.end, f"a date among {section} heads no post")
                continue
            anchor.guarded = section in GUARDED or (section in ("other", "contact", "volunteering") and experience)
            if self._heads(anchor):
                found.append(anchor)
            else:
                refuse("post", date.start, date.end, "a date inside a line, with no title beside it")
        return self._without_bullets(found)

    def _leaves(self) -> list[tuple[int, int]]:
        """Leaves told within a post, words and dates: "02.2012 - 08.2018, with maternity leave 04.2015 - 12.2015"."""
        found: list[tuple[int, int]] = []
        for line in self.document.lines:
            own = [d for d in self.dates if d.kind != "duration" and line.start <= d.start < line.end]
            if not own:
                continue
            low, high = self.text.from_original(line.start), self.text.from_original(line.end)
            for match in told_words("leave").find(self.text, low, high):
                start, end = self.text.span(match.start, match.end)
                first = own[0].end <= start
                later = [d for d in own[first:] if 0 <= d.start - end <= 12]
                lead = self.text.text[max(low, match.start - 16) : match.start]
                if later and (
                    first or re.search(r"\b(?:with|incl\w*|con|amb|less|menos|menys)\W*(?:\w+\s+)?$|[(\[]\s*$", lead)
                ):
                    found.append((start, later[0].end))
        return found

    def _join_margins(self) -> None:
        """A start and an end below each other in the margin, title and employer beside them, as one range.

        15/01/2018   Asesora comercial
        31/05/2021   Fibras del Sur S.A.
        """
        ahead = {self.line_of(d.start): d for d in reversed(self.dates) if d.kind == "single" and self._leads(d)}
        for index, date in ahead.items():
            other = ahead.get(index + 1)
            if other is None or (index - 1 in ahead and self._margin_pair(index - 1, ahead)):
                continue
            if self._margin_pair(index, ahead) and date.span and other.span:
                joined = replace(date, span=Span(date.span.start, other.span.end), kind="range")
                self.dates = [joined if d is date else d for d in self.dates if d is not other]
                self.date_lines.discard(index + 1)
                self.spans = [(a, b) for a, b in self.spans if (a, b) != (other.start, other.end)]

    def _margin_pair(self, index: int, ahead: dict[int, DateSpan]) -> bool:
        """Whether the dates that lead two lines are a start beside a title and an end beside no other one."""
        first, second = ahead.get(index), ahead.get(index + 1)
        if first is None or second is None or not (first.span and second.span):
            return False
        line, after = self.document.lines[index], self.document.lines[index + 1]
        return (
            first.span.start < second.span.end
            and len(first.span.start) > 4
            and len(second.span.end) > 4
            and bool(self.roles_in(first.end, line.end))
            and not self.roles_in(second.end, after.end)
            and self.outline.section_of(index).kind not in CLOSED | STUDIES
        )

    def _leads(self, date: DateSpan) -> bool:
        """Whether words follow a date that begins its line."""
        line = self.document.lines[self.line_of(date.start)]
        text = self.document.text
        return not text[line.start : date.start].strip() and bool(re.match(r"\s+[^\W\d_]", text[date.end : line.end]))

    def _without_bullets(self, anchors: list[Anchor]) -> list[Anchor]:
        """Bulleted lines head entries only where the section's entries are bulleted."""
        lines = self.document.lines
        plain = {a.section for a in anchors if not lines[a.line].bullet}
        kept = [a for a in anchors if not lines[a.line].bullet or a.section not in plain]
        for anchor in anchors:
            if anchor not in kept:
                refuse("post", anchor.date.start, anchor.date.end, "a bullet among posts that are none")
        return kept

    def _heads(self, anchor: Anchor) -> bool:
        document, date = self.document, anchor.date
        if date.kind == "single" and _COURSE.search(folded(self.line_text(anchor.line)).text):
            return False
        line = document.lines[anchor.line]
        text = document.text[line.start : line.end]
        before = document.text[line.start : date.start]
        last = document.lines[anchor.lines[-1]]
        after = document.text[date.end : last.end]
        anchor.same = self.title_on_line(line.start, date.start, date.end, last.end)
        at_start = not before.strip(TRIM) or bool(re.fullmatch(r"\W*(?:\w+\W+){0,1}", before))
        at_end = not after.strip(TRIM) or bool(re.fullmatch(r"\s*\([^)]{0,60}\)\W*", after))
        alone = at_start and at_end
        if line.bullet and not anchor.same:
            return False
        if self._told(anchor):
            anchor.prose = True
            return True
        if anchor.guarded and not (anchor.same or (alone and self._title_near(anchor))):
            return False
        if anchor.guarded and (date.kind == "single" and len(text) > 80):
            return False
        if alone:
            return True
        short = len(text) <= 130
        exact = date.kind == "single" and date.span is not None and len(date.span.start) > 4
        whole = date.kind in ("range", "since") or (date.span is None and date.problem != "no_start")
        if short and at_end and not at_start and not self._set_apart(anchor, before):
            return False
        if short and (at_start or at_end):
            if whole and not anchor.same and before.strip() and after[:1] != "," and text.rstrip().endswith("."):
                return False  # "Loyal clients since 2015.", "Revenue from 2015 to 2018 grew 30%."
            if whole:
                return bool(anchor.same) or not self._sentence(text, date.start - line.start)
            if exact and at_end and before.rstrip().endswith("(") and self.title_line(anchor.lines[-1] + 1):
                return not self._mid_sentence(before)  # "Celler Roig (Autumn 2016)" above its title
            return bool(anchor.same) and not self._mid_sentence(before)
        if anchor.same and whole and short:
            return not self._mid_sentence(before) or self._near(anchor)
        precise = exact and anchor.same
        if (whole or precise) and short and not line.bullet and self.label(before) and self.label(after):
            return bool(anchor.same) or date.kind != "since" or (len(before.split()) <= 3 and not text.endswith("."))
        if whole and not short and at_end and not line.bullet:
            # a job that runs on inside another's text: "… planning July 2015 - March 2017 / Sales Manager Acme …"
            anchor.same = anchor.same if self._near(anchor) else self.at_line_start(anchor.lines[-1] + 1)
            anchor.prose = bool(anchor.same)
            return anchor.prose
        if anchor.same and whole and self._near(anchor):
            anchor.prose = True
            return True
        if not short and whole and at_start and date.kind != "single":
            return bool(anchor.same) and self._near(anchor)
        if not short and at_start and exact:
            # "September 2008 Company Name City, State Responsible for …" under a title
            return self._title_near(anchor)
        if not short and whole and at_start:
            return self._title_near(anchor)
        return False

    def _told(self, anchor: Anchor) -> bool:
        """A sentence that begins with its dates and says what one did then: "Since 2012 I look after …"."""
        date, text = anchor.date, self.document.text
        line = self.document.lines[anchor.line]
        if date.kind not in ("range", "since") and not (date.span and date.span.end == "present"):
            return False
        if line.bullet or (anchor.guarded and self.experience) or line.end - line.start < 45:
            return False
        before = re.sub(
            r"(?:^|(?<=[.!?:;]\s))(?:El|L['’]|En|In|A|Al|On|Pel)\s*$", "", text[line.start : date.start]
        ).rstrip()
        if before and not before.endswith((".", "!", "?", ":", ";")):
            return False
        after = folded(text[date.end : line.end])
        verbs = [m for m in told_words("work-verbs").find(after) if m.first <= 3]
        stop = re.search(r"[.!?]\s", after.text)
        if not verbs or (stop and stop.start() < verbs[0].start):
            return False
        sentence = date.end + after.at(stop.start()) if stop else line.end
        anchor.same = self.title_on_line(date.end, date.end, date.end, sentence) or self._as_what(date.end, sentence)
        if anchor.same is None and date.span and date.span.end == "present":
            anchor.same = self._i_am(self.document.lines[max(0, anchor.line - 2)].start, date.start)
        return True

    def _as_what(self, start: int, end: int) -> tuple[int, int] | None:
        """The trade that one went to work as: "vaig entrar al celler com a key account manager"."""
        for a, b in self.roles_in(start, end):
            if re.search(r"\b(?:com a|com|como|as an?|as the|as)\s+(?:\w+\s+)?$", self.document.text[start:a], re.I):
                return a, b
        return None

    def _i_am(self, start: int, end: int) -> tuple[int, int] | None:
        """The trade that one says to be in a sentence before: "Soc venedora", "I am a sales rep"."""
        body = folded(self.document.text[start:end])
        for match in reversed(told_words("i-am").find(body)):
            begin = start + body.span(match.start, match.end)[1]
            for a, b in self.roles_in(begin, end):
                between = self.document.text[begin:a]
                if len(between.split()) <= 2 and not re.search(r"[.,;!?]", between):
                    return a, b
        return None

    def _set_apart(self, anchor: Anchor, before: str) -> bool:
        """Whether a date at a line's end is told apart from the words before it: by a mark, a space, or its title."""
        if re.search(r"(?:[.,(|:;·•–—@-]|\s{2}|\t|ï¼\S*)\s*$", before):
            return True
        if not anchor.same and _openers().match(folded(self.document.text[anchor.date.start : anchor.date.end]).text):
            return False  # "grew by a third from 2017 to 2018"
        line = self.document.lines[anchor.line]
        if anchor.same and anchor.same[0] - line.start <= 2 and anchor.date.kind in ("range", "since"):
            return True  # a title, some words of an employer, a range
        if anchor.same and anchor.date.start - anchor.same[1] <= 2:
            return anchor.date.kind != "single" or self.weight(anchor.same) >= 2
        return self.label(before) and not re.search(r"\b(?:in|of|from|en|de|since|by|for|el|al)\s*$", before, re.I)

    def _job_among_studies(self, anchor: Anchor) -> bool:
        """A range of months beside a title, with no degree or course named: a job under a missed heading."""
        span = anchor.date.span
        if anchor.date.kind not in ("range", "since") or span is None or len(span.start) == 4:
            return False
        lines = self.document.lines
        start = lines[max(0, anchor.line - 2)].start
        end = lines[min(len(lines) - 1, anchor.lines[-1] + 1)].end
        return not studies().find(self.text, self.text.from_original(start), self.text.from_original(end))

    def _beside_studies(self, anchor: Anchor) -> bool:
        """A date in a margin, alone on its line, whose row is one of the studies."""
        line = self.document.lines[anchor.line]
        if line.box is None or line.cell or anchor.date.end - anchor.date.start < (line.end - line.start) * 0.6:
            return False
        if not any(self._dates_only(anchor.line + step, line.region) for step in (-1, 1)):
            return False  # no column of dates
        kinds = {self.outline.section_of(index).kind for index in self.row_of(anchor)}
        return bool(kinds) and kinds <= STUDIES

    def _dates_only(self, index: int, region: str) -> bool:
        """Whether a line of the same part of the page holds dates and nothing else."""
        if index not in self.date_lines or self.document.lines[index].region != region:
            return False
        line = self.document.lines[index]
        own = [d for d in self.dates if line.start <= d.start < line.end]
        return sum(d.end - d.start for d in own) >= (line.end - line.start) * 0.7

    def _near(self, anchor: Anchor) -> bool:
        """Whether title and date stand in one sentence, near each other."""
        if not anchor.same:
            return False
        a, b = anchor.same
        gap = (anchor.date.end, a) if a >= anchor.date.end else (b, anchor.date.start)
        between = self.document.text[gap[0] : gap[1]]
        return gap[1] - gap[0] <= 70 and not re.search(r"[.!?]\s", between)

    def _title_near(self, anchor: Anchor) -> bool:
        return bool(
            any(self.title_line(i) for i in self.mates(anchor))
            or self.title_line(anchor.lines[0] - 1)
            or self.title_line(anchor.lines[-1] + 1)
            or self.title_line(anchor.lines[0] - 2)
        )

    @staticmethod
    def _sentence(text: str, offset: int) -> bool:
        words = text.split()
        return len(words) > 14 and text.rstrip().endswith(".")

    @staticmethod
    def _mid_sentence(before: str) -> bool:
        words = re.findall(r"[^\W\d_]+", before)
        return len(words) > 6 and sum(word[:1].islower() for word in words) > len(words) * 0.6

    def mates(self, anchor: Anchor) -> list[int]:
        """Lines of the same row of which a post can be told: not those of another column's languages or referees."""
        return [i for i in self.row_of(anchor) if self.outline.section_of(i).kind not in CLOSED - {anchor.section}]

    def row_of(self, anchor: Anchor) -> list[int]:
        """Lines of the same row of the page, or of the same table row.

        A cell of many lines is a column of the page that a table was used for, and nobody's mate.
        """
        lines = self.document.lines
        own = lines[anchor.line]
        found: list[int] = []
        tall = {cell for cell, count in Counter(line.cell for line in lines).items() if count > TALLEST_CELL}
        for index, line in enumerate(lines):
            if index in anchor.lines or index in self.headings:
                continue
            if own.cell and line.cell and own.cell[:2] == line.cell[:2] and own.cell[2] != line.cell[2]:
                if own.cell not in tall or line.cell not in tall:
                    found.append(index)
            elif own.box and line.box and line.page == own.page and not own.cell:
                middle = (own.box.y0 + own.box.y1) / 2
                apart = line.box.x0 >= own.box.x1 - 1 or line.box.x1 <= own.box.x0 + 1
                if line.box.y0 <= middle <= line.box.y1 and apart:
                    found.append(index)
        return found


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    """`from`, `entre`: the words that open a range in a sentence."""
    return re.compile(r"(?:" + "|".join(map(re.escape, lexicon.words_of("dates", "between"))) + r")\b")


@lru_cache(maxsize=4)
def told_words(name: str) -> lexicon.Phrases:
    """The words of one entry of titles.yaml."""
    return lexicon.Phrases(e for e in lexicon.load("titles") if e.id == name)


@lru_cache(maxsize=1)
def studies() -> lexicon.Phrases:
    """The names of degrees and courses; a trade or a field alone names a post as often."""
    return lexicon.Phrases(
        e for e in lexicon.load("degrees") if e.get("kind") in ("degree", "course") and not e.get("first")
    )
