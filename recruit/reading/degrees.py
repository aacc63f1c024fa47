"""Degrees: level, status, year, and whether it is an MBA (lexicon/degrees.yaml).

The definitions are those of the reading guide (docs/reading.md): courses,
diplomas and postgraduate certificates are no degrees; Catalan Batxillerat is
secondary school; another person's MBA, one that is taught, sold or wished
for, is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from recruit.facts import Degree, Evidence, Level, Month, Status
from recruit.reading import lexicon
from recruit.reading.dates import DateSpan
from recruit.reading.degrees_merged import merged
from recruit.reading.document import Document
from recruit.reading.folding import Folded, folded
from recruit.reading.lexicon import Match
from recruit.reading.sections import Outline
from recruit.reading.tracing import refuse

#: sections whose degrees are the candidate's unless the words say otherwise
HOME = ("education", "courses")
#: sections where a degree may be told in passing
PASSING = ("other", "achievements", "contact", "summary")
#: how many lines below (or above) a degree's line may tell its year and status
REACH = 3

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-Ý¿¡(])|\n(?=\s*[-•*·])")
_LETTERS_AFTER = re.compile(r"\s*(?:[,:(–-]|in\b|of\b|hons?\b|\(hons?\)|[A-Z]|$|\n)")
_MS_PRODUCTS = re.compile(
    r"\s*(?:office|word|excel|powerpoint|access|outlook|project|dynamics|teams|windows|sql|visio|suite)", re.I
)
_CLAUSE = re.compile(r"[,;()]\s*|\s+(?:y|i|and|pero|però|but|mientras|while)\s+", re.I)
_COURSE_WORD = re.compile(r"curs|cursos|curso|courses?")
_HOURS = re.compile(
    r"\b\d{1,3}\s*(?:h|hores|horas|hours|hrs|setmanes|semanas|weeks)\b|\b(?:[1-9]|[1-5]\d)\s*(?:ects|credits|creditos)\b"
)


#: "8 de 9 semestres", "120 of 240 ECTS": less than the whole
_PART_OF = re.compile(
    r"(?<![\d.,/])(\d{1,3})\s*(?:de(?: l[oae]s| un total de)?|dels?|d'|of(?: the)?|out of|/|sobre)\s*(\d{1,3})\s*"
    r"(?:semestres?|trimestres|cuatrimestres?|ciclos?|cursos?|anys|anos|years?|semesters?|terms|modul\w+|units?|"
    r"subjects?|assignatures|asignaturas|materias|papers|exams|credit\w*|ects|uds?)\b"
)


@lru_cache(maxsize=4)
def _matcher(kind: str) -> lexicon.Phrases:
    return lexicon.phrases("degrees", "kind", kind)


@lru_cache(maxsize=1)
def _names() -> lexicon.Phrases:
    """Degrees and courses together, so that the longer name wins (Mini-MBA over MBA)."""
    return lexicon.Phrases(e for e in lexicon.load("degrees") if e.get("kind") in ("degree", "course"))


@dataclass(frozen=True, slots=True)
class _Found:
    match: Match
    line: int
    start: int  # in the original
    end: int


def read_degrees(document: Document, outline: Outline, dates: list[DateSpan], as_of: Month) -> tuple[Degree, ...]:
    """The candidate's degrees in the order of the text."""
    reader = _Reader(document, outline, dates, as_of)
    degrees = reader.read(HOME)
    # a summary repeats the studies in freer words: it counts where no section tells them
    passing = reader.read(tuple(kind for kind in PASSING if not (degrees and kind == "summary")))
    known = {(d.level, d.mba) for d in degrees}
    return tuple(degrees + [d for d in passing if (d.level, d.mba) not in known])


class _Reader:
    def __init__(self, document: Document, outline: Outline, dates: list[DateSpan], as_of: Month) -> None:
        self.document = document
        self.outline = outline
        self.dates = [d for d in dates if d.kind != "duration"]
        self.as_of = as_of
        self.text: Folded = folded(document.text)
        self.starts = [line.start for line in document.lines]
        places = {m.entry.id for m in _matcher("place").find(self.text)}
        self.peru = "peru" in places or bool(re.search(r"\+\s?51\b", document.text))
        self.america = "latin-america" in places or bool(
            re.search(r"\+\(?5\d|(?:cel|tel)\D{0,5}5[1-9]\s\d{3}", document.text, re.I)
        )
        self.found = self._find()

    def _find(self) -> list[_Found]:
        """Names of degrees and courses, with those that a longer one covers left out."""
        found: list[_Found] = []
        for match in _names().outermost(self.text):
            start, end = self.text.span(match.start, match.end)
            if not self._written(match, start, end):
                refuse("degree", start, end, f"{match.entry.id}: not written as a degree is")
                continue
            if found and start < found[-1].end:
                continue
            found.append(_Found(match, max(0, bisect_right(self.starts, start) - 1), start, end))
        return found

    def _written(self, match: Match, start: int, end: int) -> bool:
        """Whether abbreviations and bare words are written as a degree is."""
        text, entry = self.document.text, match.entry
        word = text[start:end]
        section = self.outline.section_of(max(0, bisect_right(self.starts, start) - 1)).kind
        if entry.get("letters"):
            letters = word.replace(".", "")
            if section not in HOME or not (letters.isupper() and letters.isascii()) or _MS_PRODUCTS.match(text, end):
                return False
            before = text[max(0, start - 12) : start]
            line = self.document.line_at(start)
            if line and text[line.start : line.end].isupper() and re.search(r"[^\W\d_][ \t]$", before):
                return False  # among capitals, abbreviations are told by standing first
            if re.search(r",\s*$", before) and (word == "MA" or re.match(r"\s*(?:\d{5}|$|\n|,)", text[end:])):
                return False  # "Boston, MA"
            return bool(_LETTERS_AFTER.match(text, end))
        if entry.get("kind") == "course" and _COURSE_WORD.fullmatch(self.text.text[match.start : match.end]):
            # a course's name begins with the word; "segon curs", "en curso", "dos cursos" is none
            before = text[max(0, start - 2) : start].strip(" \t")
            return (before in ("", "\n") and not re.search(r"\w\s$", text[max(0, start - 2) : start])) or before[
                -1:
            ] in ",.;:·•|-–(\n\t"
        if entry.get("alone"):
            if section not in (*HOME, "achievements") or not word[:1].isupper():
                return False
            return not entry.get("first") or self._begins(start, end, str(entry.get("beside", "")))
        if (
            len(word) <= 4
            and word.replace(".", "").isalpha()
            and entry.get("kind") == "degree"
            and not entry.get("mba")
        ):
            # "eso" is a word as well: in small letters it stands first in its line or clause
            first = re.search(r"(?:^|[\n,;:.(|·•\t–—-]|\s{2})\s*$", text[max(0, start - 4) : start])
            return word[:1].isupper() or (section in HOME and first is not None)
        return True

    def _begins(self, start: int, end: int, beside: str) -> bool:
        """Whether a trade or a field begins its line, which names no degree besides and, if it must, a university."""
        number = max(0, bisect_right(self.starts, start) - 1)
        lines = self.document.lines
        line = lines[number]
        lead = self.document.text[line.start : start]
        if re.search(r"[^\W\d_]{2}", lead) or not re.match(
            r"\W*(?:$|\n|[,.(|:·–—-]|\d|en\b|de\b|in\b)|\s[A-Z]", self.document.text[end : line.end]
        ):
            return False
        low = self.text.from_original(lines[max(0, number - 1)].start)
        high = self.text.from_original(lines[min(len(lines) - 1, number + 1)].end)
        others = [m for m in _names().outermost(self.text, low, high) if not m.entry.get("first")]
        own = (self.text.from_original(line.start), self.text.from_original(line.end))
        if any(own[0] <= m.start < own[1] for m in others):
            return False
        if not beside:
            return True
        if any(m.entry.get("kind") == "degree" for m in others):
            return False  # "MBA" above "Business Administration, University of Hull"
        return bool(_matcher(beside).find(self.text, *own))

    # --- reading --------------------------------------------------------------
    def read(self, kinds: tuple[str, ...]) -> list[Degree]:
        found: list[Degree] = []
        for index, item in enumerate(self.found):
            entry = item.match.entry
            section = self.outline.section_of(item.line).kind
            if section not in kinds:
                continue
            if entry.get("kind") != "degree":
                refuse("degree", item.start, item.end, f"{entry.id}: a course, no degree")
                continue
            level = self._level(item)
            if level is None:
                refuse("degree", item.start, item.end, f"{entry.id}: a course, by its hours or its country")
            elif self._disowned(item, section):
                refuse("degree", item.start, item.end, f"{entry.id}: another's, wished for or taught")
            elif self._covered(index):
                refuse("degree", item.start, item.end, f"{entry.id}: part of a course's name")
            else:
                found.append(self._degree(index, level))
        return merged(found)

    def _level(self, item: _Found) -> Level | None:
        entry = item.match.entry
        level = Level(str(entry.get("level")))
        tail = self.text.text[item.match.end : item.match.end + 160].partition("\n")[0]
        if entry.get("region") == "peru":
            return Level.BACHELOR if self.peru else Level.SECONDARY
        if entry.get("region") == "spain" and (self.america or _HOURS.search(tail)):
            return None
        if level is Level.MASTER and not entry.get("mba") and _HOURS.search(tail):
            return None
        return level

    def _covered(self, index: int) -> bool:
        """A course's name at the start of the same clause: "Curs de preparació al Batxillerat"."""
        item = self.found[index]
        if index == 0:
            return False
        before = self.found[index - 1]
        if before.match.entry.get("kind") != "course" or before.line != item.line:
            return False
        between = self.document.text[before.end : item.start]
        if item.match.entry.get("level") == "secondary" and before.match.language == "en":
            return False
        return len(between) <= 40 and not re.search(r"[,;:.(|·•\t]|\s{2,}|\d|[–—-]\s", between)

    def _sentence(self, item: _Found) -> tuple[int, int]:
        """The sentence around a degree's name, over wrapped lines."""
        line = self.document.lines[item.line]
        start, end = line.start, line.end
        text = self.document.text
        if item.line > 0 and text[line.start : line.start + 1].islower():
            start = self.document.lines[item.line - 1].start
        if item.line + 1 < len(self.document.lines):
            after = self.document.lines[item.line + 1]
            if text[after.start : after.start + 1].islower():
                end = after.end
        for match in _SENTENCE.finditer(text, start, end):
            if match.end() <= item.start:
                start = match.end()
            elif match.start() >= item.end:
                end = match.start()
                break
        return start, end

    def _disowned(self, item: _Found, section: str) -> bool:
        """Whether the words around say that it is another's, wished for, or taught."""
        start, end = self._sentence(item)
        text = self.document.text
        if re.match(r"\s?\?", text[item.end : item.end + 2]):
            return True  # "MBA? Maybe one day."
        around = folded(text[start:end])
        place = around.from_original(item.start - start)
        for told in _matcher("context").find(around):
            if told.entry.id == "wished" or (told.entry.id == "compared" and 0 <= place - told.end <= 30):
                return True
        low, high = start, end
        for cut in _CLAUSE.finditer(text, start, end):
            if cut.end() <= item.start:
                low = cut.end()
            elif cut.start() >= item.end:
                high = cut.start()
                break
        ahead = text[max(start, low - 2) : item.start]
        if "(" in ahead or re.fullmatch(r"\W*(?:an?|una?)\s+(?:\w+\s+)?", text[low : item.start], re.I):
            low = start  # "Reported to a director (Oxford MBA)", "my boss, an MBA": about what stands before it
        clause = folded(text[low:high])
        own = clause.from_original(item.start - low)
        contexts = _matcher("context").find(clause)
        if any(m.entry.id == "somebody-else" for m in contexts):
            return True
        if section in HOME:
            # after the name they are about the studies more often than not: "MBA, teaching hospital track"
            return any(m.entry.id == "taught" and m.start < own for m in contexts)
        return any(
            m.entry.id == "taught" for m in [*contexts, *_matcher("context").find(folded(text[start : item.start]))]
        )

    def _degree(self, index: int, level: Level) -> Degree:
        item = self.found[index]
        low, high = self._window(index)
        status, status_evidence, rule = self._status(low, high, item)
        years = self._years(index, low, high)
        end_year: int | None = None
        if years:
            last = years[-1]
            if last.problem == "future" and last.span is None:
                end_year = int(re.findall(r"\d{4}", self.document.text[last.start : last.end])[-1])
                if status is Status.COMPLETED:
                    status, status_evidence = Status.IN_PROGRESS, self._evidence(last.start, last.end)
                    rule = "date:future"
            if last.span:
                if last.span.end == "present":
                    if status is Status.COMPLETED:
                        status, rule = Status.IN_PROGRESS, "date:present"
                        status_evidence = self._evidence(last.start, last.end)
                else:
                    end_year = int(last.span.end[:4])
                    if status is Status.COMPLETED and self._ahead(last.span.end):
                        status, rule = Status.IN_PROGRESS, "date:future"
                        status_evidence = self._evidence(last.start, last.end)
        title = self._title(item, high)
        return Degree(
            level=level,
            title=" ".join(self.document.text[title[0] : title[1]].split()),
            status=status,
            end_year=end_year,
            evidence=self._evidence(*title),
            mba=bool(item.match.entry.get("mba")),
            status_evidence=status_evidence,
            rule=f"{item.match.entry.id}; {rule}",
        )

    def _ahead(self, end: str) -> bool:
        return int(end[:4]) > self.as_of.year or (len(end) > 4 and self.as_of < Month.parse(end))

    def _window(self, index: int) -> tuple[int, int]:
        """The text that speaks of this degree: its line and the next ones, to the next degree or course."""
        item = self.found[index]
        lines = self.document.lines
        section = self.outline.section_of(item.line)
        line = lines[item.line]
        before = [f for f in self.found[:index] if f.line == item.line]
        low = before[-1].end if before else line.start
        if before and not re.search(r"[.;|·]|\s{2,}|\d{4}", self.document.text[before[-1].end : item.start]):
            low = item.start
        last = min(item.line + REACH, max(section.last, item.line))
        head = self._head(index)
        if head is not None:
            low = lines[head].start
        following = next((f for f in range(index + 1, len(self.found)) if self.found[f].line > item.line), None)
        after = self._head(following) if following is not None else None
        if after is not None and item.line < after <= last:
            last = after - 1
        high = lines[last].end
        for later in self.found[index + 1 :]:
            if later.line == item.line:
                between = self.document.text[item.end : later.start]
                if re.fullmatch(r"\s?\(\s?", between):
                    continue  # the same degree's letters: "Bachelor of Science (BSc)"
                if not re.search(r"[.;,|·+/:&()]|\s{2,}|\d|\by\b|\bi\b|\band\b", between):
                    continue
                high = later.start
            elif later.line <= last:
                high = min(high, lines[later.line - 1].end)
            break
        return low, high

    def _head(self, index: int) -> int | None:
        """The line above a degree's name that tells when, and how it ended, where all dates of its section stand so."""
        item = self.found[index]
        section, lines = self.outline.section_of(item.line), self.document.lines
        if section.kind not in HOME or section.last < section.first:
            return None
        begin = lines[section.first].start
        names = [f.line for f in self.found if section.first <= f.line <= section.last]
        dated = {
            bisect_right(self.starts, d.start) - 1 for d in self.dates if begin <= d.start < lines[section.last].end
        }
        if not dated or not names or min(dated) >= names[0] or item.line in dated or item.line - 1 not in dated:
            return None
        return item.line - 1 if item.line - 1 not in names else None

    def _status(self, low: int, high: int, item: _Found) -> tuple[Status, Evidence | None, str]:
        line = self.document.lines[item.line]
        limit = min(high, max(line.end, self._near_end(item)))
        body = folded(self.document.text[low:limit])
        own = body.from_original(item.start - low)
        closed = self._closed(item, low, body)
        matches = [m for m in _matcher("status").find(body) if not m.start <= own < m.end and m.start < closed]
        for status in (Status.ABANDONED, Status.IN_PROGRESS):
            for match in matches:
                if match.entry.get("status") == status.value and self._status_fits(match, body, status):
                    start, end = body.span(match.start, match.end)
                    return status, self._evidence(low + start, low + end), f"word:{match.entry.id}"
        for part in _PART_OF.finditer(body.text, 0, closed):
            if int(part[1]) < int(part[2]):
                start, end = body.span(part.start(), part.end())
                return Status.ABANDONED, self._evidence(low + start, low + end), "part of the whole"
        return Status.COMPLETED, None, "no status word"

    def _closed(self, item: _Found, low: int, body: Folded) -> int:
        """Where the next sentence on a degree's own line begins, once its year is told: "COU (1988). Vaig fer …"."""
        line = self.document.lines[item.line]
        year = next((d.end for d in self.dates if item.end <= d.start < line.end), None)
        if year is None:
            return len(body.text)
        stop = re.compile(r"[.;]\s+(?=[A-ZÀ-Ý])").search(self.document.text, year, line.end)
        return body.from_original(stop.start() - low) if stop else len(body.text)

    def _near_end(self, item: _Found) -> int:
        """To the end of the next lines that go on about this degree (short ones, or a wrapped sentence)."""
        lines = self.document.lines
        end = lines[item.line].end
        dated = self._dated(item.line)
        for index in range(item.line + 1, min(item.line + REACH, len(lines))):
            text = self.document.text[lines[index].start : lines[index].end]
            if self.outline.section_of(index) is not self.outline.section_of(item.line) or lines[index].bullet:
                break
            if _matcher("start").find(folded(text)) or (dated and self._dated(index)):
                break
            end = lines[index].end
            if len(text) > 90:
                break
        return end

    def _dated(self, index: int) -> bool:
        """Whether a date begins a line: each of such lines speaks of studies of its own."""
        line = self.document.lines[index]
        lead = next((d.start for d in self.dates if line.start <= d.start < line.end), line.end)
        return lead < line.end and not re.search(r"\w", self.document.text[line.start : lead])

    @staticmethod
    def _status_fits(match: Match, body: Folded, status: Status) -> bool:
        word = body.text[match.start : match.end]
        after = body.text[match.end : match.end + 30]
        before = body.text[max(0, match.start - 20) : match.start]
        if word == "attended" and re.search(r"graduated|completed", body.text):
            return False
        if word in ("current", "present", "currently", "actualmente", "actualment", "hoy", "avui"):
            return not re.search(r"position|working as|employed|treball|trabaj", after)
        if word in ("candidate", "completion") and status is Status.IN_PROGRESS:
            return not before.rstrip().endswith("successful")
        if word in ("due", "began in", "exp"):
            return bool(re.match(r"\s*(?:\w+\s+)?(?:19|20)\d\d", after))
        if word in ("freshman", "sophomore"):
            return True
        return True

    def _years(self, index: int, low: int, high: int) -> list[DateSpan]:
        """The dates of this degree: on its line, else below or above it as the section does it."""
        item = self.found[index]
        line = self.document.lines[item.line]
        own = [d for d in self.dates if low <= d.start < min(high, line.end) and d.start >= line.start]
        if own:
            return own
        section = self.outline.section_of(item.line)
        lines = self.document.lines
        beside = self._beside(item.line)
        if beside:
            return beside
        if section.last < section.first:
            return []
        first_date = next((d.start for d in self.dates if d.start >= lines[section.first].start), None)
        first_name = next((f.start for f in self.found if f.start >= lines[section.first].start), item.start)
        if first_date is not None and first_date < first_name:
            floor = max([f.end for f in self.found[:index]] + [lines[section.first].start])
            before = [d for d in self.dates if floor <= d.start < item.start]
            if before:
                return before[-1:]
            return []
        return [d for d in self.dates if item.end <= d.start < high][:1]

    def _beside(self, index: int) -> list[DateSpan]:
        """The date of the same row in another column or cell."""
        line, lines = self.document.lines[index], self.document.lines
        found: list[DateSpan] = []
        for date in self.dates:
            number = max(0, bisect_right(self.starts, date.start) - 1)
            other = lines[number]
            if other is line or other.page != line.page:
                continue
            if line.cell and other.cell:
                # a cell that holds half of the page has sections of its own
                row = line.cell[:2] == other.cell[:2] and line.cell[2] != other.cell[2]
                found += [date] if row and self.outline.section_of(number) is self.outline.section_of(index) else []
            elif line.box and other.box and date.end - date.start >= (other.end - other.start) * 0.6:
                middle = (line.box.y0 + line.box.y1) / 2
                apart = other.box.x0 >= line.box.x1 - 1 or other.box.x1 <= line.box.x0 + 1
                found += [date] if apart and other.box.y0 <= middle <= other.box.y1 else []
        return found[:1]

    def _title(self, item: _Found, high: int) -> tuple[int, int]:
        """The degree's name with its field: to the next comma, date, wide space or line end."""
        line = self.document.lines[item.line]
        text = self.document.text
        stop = min(high, max(line.end, item.end))
        if (
            text[item.end - 1 : item.end].isalpha()
            and "." in text[item.start : item.end]
            and text[item.end : item.end + 1] == "."
        ):
            item = replace(item, end=item.end + 1)  # the last point of "B.Sc."
        honours = re.match(r"\s*\(?hon(?:ou)?rs?\b\.?\)?|\s*\(?hons?\b\.?\)?", text[item.end : stop], re.I)
        if honours:
            item = replace(item, end=item.end + honours.end())
        tail = text[item.end : stop]
        cut = re.search(r",\s|\.\s|\.$|;|\s{2,}|\t|\s[–—|·•-]\s|\(|\n|\s*\b(?:19|20)\d\d\b|\s+City\s*,", tail)
        if cut and cut.start() == 0 and re.match(r"\s?[,:(]", tail) and not re.match(r".{0,3}(?:19|20)\d\d", tail):
            again = re.search(r",\s|\.\s|;|\s{2,}|\t|\s[–—|·•-]\s|\)|\n|\s*\b(?:19|20)\d\d\b", tail[1:])
            end = item.end + (1 + again.start() if again else len(tail))
        else:
            end = item.end + (cut.start() if cut else len(tail))
        end = min(end, item.start + 110)
        while end > item.end and text[end - 1] in " \t\n,:;–-(":
            end -= 1
        return item.start, max(end, item.end)

    def _evidence(self, start: int, end: int) -> Evidence:
        return Evidence(start, end, self.document.text[start:end], self.document.page_at(start))
