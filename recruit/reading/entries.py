"""The entries of the experience: which title, employer, dates and lines belong together.

The dates are the anchors (anchors.py). The title of each is looked for on its
line, in the same row of the page, above, or below, the way this document does
it most of the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recruit.reading.anchors import Anchor, Anchors, studies, told_words
from recruit.reading.dates import DateSpan
from recruit.reading.document import Document
from recruit.reading.employers import find_employers
from recruit.reading.folding import folded
from recruit.reading.labelled import Labelled, is_label
from recruit.reading.sections import Outline
from recruit.reading.titles import TRIM, persons
from recruit.reading.tracing import refuse

_PLACE = re.compile(r"(?:[A-Z]\w+(?: [A-Z]\w+)?, )?(?:[A-Z]{2}|City|State|Country)\W*")


@dataclass(slots=True)
class Entry:
    """One post. Offsets are of `document.text`; `lines` are the heading's, `body` the ones below it."""

    date: DateSpan | None
    title: tuple[int, int] | None
    employer: tuple[int, int] | None
    section: str
    lines: list[int]
    body: list[int] = field(default_factory=list)
    #: what the line with the dates goes on to say, in prose all there is
    inline: tuple[int, int] | None = None
    #: told in a sentence: no field of its line names the employer
    prose: bool = False
    #: the entry whose title and lines are this one's too
    shared: Entry | None = None

    def body_text(self, document: Document) -> str:
        if self.shared:
            return self.shared.body_text(document)
        parts = [document.text[self.inline[0] : self.inline[1]]] if self.inline else []
        parts += [document.text[document.lines[i].start : document.lines[i].end] for i in self.body]
        return "\n".join(parts)


class _Finder(Anchors):
    def entries(self) -> list[Entry]:
        anchors = self.anchors()
        taken: set[int] = set()
        for anchor in anchors:
            taken.update(anchor.lines)
        above = self._prefers_above(anchors)
        found: list[Entry] = []
        used: set[int] = set()
        told = self._labelled("title", anchors)
        for number, anchor in enumerate(anchors):
            again = self._stacked(found, anchor)
            if again:
                found.append(Entry(anchor.date, again.title, None, anchor.section, anchor.lines, shared=again))
                continue
            if number not in told and self._time_off("gap", anchor):
                refuse("post", anchor.date.start, anchor.date.end, "time between posts")
                continue
            title, line = told.get(number) or self._time_off("leave", anchor) or self._choose(anchor, above, used)
            if anchor.prose and anchor.same is None:
                found.append(Entry(anchor.date, None, None, anchor.section, anchor.lines, prose=True))
                continue
            if title is None and self._umbrella(anchor, anchors):
                refuse("post", anchor.date.start, anchor.date.end, "the employer's own dates above its posts")
                continue
            if title is None:
                title, line = self._fallback(anchor, above, taken)
            if title and self._study(title, line if line is not None else anchor.line):
                refuse("post", anchor.date.start, anchor.date.end, "a degree's name stands beside it")
                continue
            entry = Entry(
                anchor.date, title, None, anchor.section, sorted({*anchor.lines, *([line] if line is not None else [])})
            )
            if line is not None:
                used.add(line)
            entry.prose = anchor.prose
            entry.title = self._bare_title(title) if title else None
            found.append(entry)
        employers = self._labelled("employer", anchors)
        for number, entry in enumerate(found if len(found) == len(anchors) else []):
            entry.employer = employers[number][0] if number in employers else None
        self._undated(found)
        found = self._paired(found)
        find_employers(self, self.outline, found)
        self._bodies(found)
        return found

    def _time_off(self, kind: str, anchor: Anchor) -> tuple[tuple[int, int], int | None] | None:
        """A leave that is listed as a post, or a gap between posts, by the words beside its dates."""
        last = self.document.lines[anchor.lines[-1]]
        first = self.document.lines[anchor.line]
        low, high = self.text.from_original(first.start), self.text.from_original(last.end)
        found = told_words(kind).find(self.text, low, high)
        if not found or any(a <= self.text.at(found[0].start) < b for a, b in self.leaves):
            return None
        if any(self.weight(r) >= 2 for r in self.roles_in(first.start, last.end)):
            return None
        return self.text.span(found[0].start, found[0].end), None

    def _stacked(self, entries: list[Entry], anchor: Anchor) -> Entry | None:
        """The post above whose next time this is: several ranges below each other in one cell, and one title beside."""
        last = entries[-1] if entries else None
        if last is None or last.date is None or last.title is None:
            return None
        index, lines = self.line_of(last.date.start), self.document.lines
        cell = lines[anchor.line].cell
        bare = self._bare_date(index) and self._bare_date(anchor.line)
        return last if bare and cell is not None and cell == lines[index].cell and anchor.line - index == 1 else None

    def _bare_title(self, title: tuple[int, int]) -> tuple[int, int]:
        """A title without the verb before it: "vaig ser cambrer" is a cambrer."""
        body = folded(self.document.text[title[0] : title[1]])
        found = [m for name in ("i-am", "i-was") for m in told_words(name).find(body) if m.start == 0]
        if not found:
            return title
        verb = max(found, key=lambda match: match.end)
        article = re.compile(r"\s*(?:(?:an?|the|una?|el|la)\s+)?").match(body.text, verb.end)
        start = title[0] + body.at(article.end() if article else verb.end)
        return (start, title[1]) if start < title[1] else title

    def _labelled(self, kind: str, anchors: list[Anchor]) -> dict[int, tuple[tuple[int, int], int | None]]:
        """The labelled titles (or employers) of the posts: above each one's dates, or below, as the first one does."""
        found: dict[int, tuple[tuple[int, int], int | None]] = {}
        values = [v for v in self.labelled if v.kind == kind]
        for section in dict.fromkeys(self.outline.section_of(a.line) for a in anchors) if values else []:
            own = [number for number, a in enumerate(anchors) if self.outline.section_of(a.line) is section]
            told = [v for v in values if self.outline.section_of(v.line) is section]
            if not told:
                continue
            above = told[0].line <= anchors[own[0]].lines[-1]
            for place, number in enumerate(own):
                low = anchors[own[place - 1]].lines[-1] if place else -1
                high = anchors[own[place + 1]].line if place + 1 < len(own) else len(self.document.lines)
                line = anchors[number].lines[-1]
                near = [v for v in told if (low < v.line <= line if above else line <= v.line < high)]
                if near:
                    value = near[-1] if above else near[0]
                    found[number] = (self._value(value, kind), value.line)
        return found

    def _value(self, value: Labelled, kind: str) -> tuple[int, int]:
        """A labelled title without what follows it; an employer as far as the first comma."""
        segments = self.segments(value.start, value.end)
        first = segments[0] if segments else (value.start, value.end)
        title = self.title_in(*first) if kind == "title" else None
        if title and len(segments) > 1:
            return self.with_field(title, segments[1])
        return title or self.comma_parts(*first)[0]

    def _study(self, title: tuple[int, int], index: int) -> bool:
        """Whether a line that begins with a degree's name was taken for a post: "2003 - 2007 Grau en Màrqueting"."""
        line = self.document.lines[index]
        begin = self.text.from_original(min(title[0], line.start))
        names = studies().outermost(self.text, begin, self.text.from_original(line.end))
        place = self.text.at(names[0].start) if names else 0
        behind = self.text.at(names[0].end) if names else title[1]
        if not names or (behind < title[1] and self.weight((behind, title[1])) >= 2):
            return False
        lead = self.document.text[line.start : place]
        dates = sum(d.end - d.start for d in self.dates if line.start <= d.start and d.end <= place)
        words = self.text.text[names[0].start : names[0].end].split()
        return len(lead.strip(TRIM)) - dates <= 3 and (words[0] not in persons() or bool(names[0].entry.get("mba")))

    def _prefers_above(self, anchors: list[Anchor]) -> bool:
        up = down = 0
        for anchor in anchors:
            if anchor.same:
                continue
            over = self.title_line(anchor.lines[0] - 1) or self.title_line(anchor.lines[0] - 2)
            under = self.title_line(anchor.lines[-1] + 1)
            up += bool(over) and not under
            down += bool(under) and not over
        if up == down and anchors:
            return anchors[0].lines[0] - 1 not in self.headings
        return up > down

    def _choose(self, anchor: Anchor, above: bool, used: set[int]) -> tuple[tuple[int, int] | None, int | None]:
        if anchor.same:
            return anchor.same, None
        for index in self.mates(anchor):
            span = self._wrapped(index) or self.title_line(index, used)
            if span:
                return span, index
        over = [anchor.lines[0] - 1, anchor.lines[0] - 2]
        under = [anchor.lines[-1] + 1, anchor.lines[-1] + 2]
        weak: tuple[tuple[int, int], int] | None = None
        for index in [*over, *under] if above else [*under, *over]:
            if index in under and index == anchor.lines[-1] + 2 and anchor.lines[-1] + 1 in self.date_lines:
                continue
            if index == anchor.lines[0] - 2 and (over[0] in self.date_lines or over[0] in self.headings):
                continue
            if not 0 <= index < len(self.document.lines):
                continue
            if above and index in under and self._bare_date(index + 1):
                continue  # the next post's title, above its own dates
            span = self.title_line(index, used)
            if span and self._same_section(anchor.line, index):
                if not self.field_only(span):
                    return span, index
                weak = weak or (span, index)
        return weak or (None, None)

    def _bare_date(self, index: int) -> bool:
        """Whether a line holds a range of dates and nothing else."""
        if index not in self.date_lines:
            return False
        line = self.document.lines[index]
        own = [d for d in self.dates if line.start <= d.start < line.end and d.kind in ("range", "since")]
        return sum(d.end - d.start for d in own) >= (line.end - line.start) * 0.7

    def _wrapped(self, index: int) -> tuple[int, int] | None:
        """A title that goes on in the next line of its cell: "Customer Success" above "Manager"."""
        lines = self.document.lines
        line = lines[index]
        after = lines[index + 1] if index + 1 < len(lines) else line
        if line.box is None or after.box is None or line.bullet or after.bullet or line.end - line.start > 40:
            return None
        height = line.box.y1 - line.box.y0
        same_cell = abs(after.box.x0 - line.box.x0) <= 2 and after.page == line.page and after.bold == line.bold
        if not same_cell or not 0 < after.box.y0 - line.box.y0 < height * 1.6 or index + 1 in self.date_lines:
            return None
        beside = [o.box for o in lines if o.box and o is not after and o.page == after.page]
        text = self.line_text(index + 1)
        if any(abs(box.y0 - after.box.y0) < height / 2 for box in beside) or len(text.split()) > 3:
            return None
        if re.search(r"[\d.,;:]", self.line_text(index) + text) or not self.line_text(index)[:1].isupper():
            return None
        crossing = [b for _, b in self.roles_in(line.start, after.end) if b > line.end]
        return (line.start, after.end) if crossing else None

    def _fallback(self, anchor: Anchor, above: bool, taken: set[int]) -> tuple[tuple[int, int] | None, int | None]:
        """A title without any known word: the first part of the heading's lines that could be one."""
        lines = self.document.lines
        first, last = lines[anchor.line], lines[anchor.lines[-1]]
        for low, high in ((first.start, anchor.date.start), (anchor.date.end, last.end)):
            for segment in self.segments(low, high):
                text = self.document.text[segment[0] : segment[1]]
                if self.label(text) and 3 <= len(text) <= 70 and not _PLACE.fullmatch(text):
                    return self.comma_parts(*segment)[0], None
        order = [anchor.lines[0] - 1, anchor.lines[-1] + 1]
        for index in order if above else order[::-1]:
            if not 0 <= index < len(lines) or index in taken or index in self.headings or lines[index].bullet:
                continue
            text = self.line_text(index)
            if is_label(text):
                continue
            if (
                self._same_section(anchor.line, index)
                and self.label(text)
                and 3 <= len(text) <= 70
                and not text.endswith(".")
            ):
                segments = self.segments(lines[index].start, lines[index].end)
                if segments:
                    return segments[0], index
        return None, None

    def _same_section(self, one: int, other: int) -> bool:
        return self.outline.section_of(one) is self.outline.section_of(other)

    def _umbrella(self, anchor: Anchor, anchors: list[Anchor]) -> bool:
        """An employer's own dates above the dated posts held there."""
        span = anchor.date.span
        if span is None:
            return False
        following = [a for a in anchors if 0 < a.line - anchor.lines[-1] <= 3]
        return any(
            a.same and a.date.span and a.date.span.start >= span.start
            and (span.end == "present" or (a.date.span.end != "present" and a.date.span.end <= span.end))
            for a in following
        )  # fmt: skip

    def _undated(self, entries: list[Entry]) -> None:
        """Posts without any date: a line that is a title and little else."""
        heads = {line for entry in entries for line in entry.lines}
        for section in self.outline.sections:
            if section.kind != "experience":
                continue
            for index in range(section.first, section.last + 1):
                line = self.document.lines[index]
                lasting = [d for d in self.dates if d.kind == "duration" and line.start <= d.start < line.end]
                if index in heads or (not lasting and (index - 1 in heads or index + 1 in heads)):
                    continue
                text = self.line_text(index).strip()
                span = self.title_line(index)
                if (
                    not span
                    or self._study(span, index)
                    or text.endswith((".", ",", ";"))
                    or span[0] > line.start + 2
                    or not text[:1].isupper()
                ):
                    continue
                if lasting and len(text.split()) <= 14:
                    entries.append(Entry(lasting[0], span, None, section.kind, [index]))
                elif span[1] - span[0] >= len(text) * 0.6 and len(text.split()) <= 7 and self.weight(span) >= 2:
                    entries.append(Entry(None, span, None, section.kind, [index]))
        entries.sort(key=lambda entry: entry.lines[0])

    def _paired(self, entries: list[Entry]) -> list[Entry]:
        """Dates in one column and titles in another: as many of each, in the same order."""
        result: list[Entry] = []
        for kind in dict.fromkeys(entry.section for entry in entries):
            own = [entry for entry in entries if entry.section == kind]
            dates = [e for e in own if e.date and (e.title is None or not self.roles_in(*e.title)) and self._bare(e)]
            posts = [e for e in own if e.date is None and e.title]
            if len(dates) >= 2 and len(dates) == len(posts) and len(dates) + len(posts) == len(own):
                for date, post in zip(dates, posts, strict=True):
                    post.date = date.date
                result += posts
            else:
                result += own
        return sorted(result, key=lambda entry: entry.lines[0])

    def _bare(self, entry: Entry) -> bool:
        """Whether an entry's own line holds its date and nothing else."""
        date = entry.date
        if date is None:
            return False
        line = self.document.lines[self.line_of(date.start)]
        return date.end - date.start >= (line.end - line.start) * 0.8

    def _bodies(self, entries: list[Entry]) -> None:
        for number, entry in enumerate(entries):
            start = max(entry.lines) + 1
            stop = min((min(e.lines) for e in entries if min(e.lines) >= start), default=len(self.document.lines))
            section = self.outline.section_of(entry.lines[0])
            entry.body = list(range(start, min(stop, section.last + 1)))
            if entry.date:
                line = self.document.lines[self.line_of(entry.date.start)]
                later = [
                    e.date.start for e in entries[number + 1 :] if e.date and line.start <= e.date.start < line.end
                ]
                entry.inline = (entry.date.start, min([line.end, *later]))


def find_entries(document: Document, outline: Outline, dates: list[DateSpan]) -> list[Entry]:
    """The posts that the CV lists, in the order of the text."""
    return _Finder(document, outline, dates).entries()
