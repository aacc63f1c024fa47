"""Where a CV speaks of something, and whether it speaks of the candidate.

The machinery that `skills` and `duties` share: the text cut into sentences
over wrapped lines, lexicon lines matched in them, and what is no claim left
out: negations, wishes, other people's doing, names of firms and titles.
It knows no word of any language; those are in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recruit.facts import Evidence, Grade, Mention
from recruit.reading.document import Document, Line
from recruit.reading.lexicon.patterns import (
    Concept,
    Entry,
    Index,
    Words,
    clauses,
    entries,
    fold,
    fold_character,
    one_of,
    plain,
)
from recruit.reading.sections import Outline

#: Sections in which nothing is said of the candidate's own work.
SILENT = {"references", "interests"}
#: Sections whose lines are lists of claims or prose about oneself.
CLAIMING = {"summary", "skills", "other", "achievements", "contact"}
#: Sections whose lines name courses and degrees.
TEACHING = {"education", "courses"}
#: Sections in which an action counts as shown.
SHOWING = {"experience", "volunteering", "achievements", "other"}

_LONGEST_QUOTE = 110

_BREAK = re.compile(r"(?:[.!?…]+(?=[\s\"')]|$)|;|[|•·■▪●◦►✓✔★]|\s{3,}|\t)")
_ABBREVIATION = re.compile(rf"(?:^|[\s(.'])(?:\w|{one_of('abbreviations')})$")
_ITEM = re.compile(rf"[,:()/]|\s-\s|\s(?:{one_of('conjunctions')})\s|\s*[+]\s")
_CONTRAST = re.compile(rf"(?<!\w)(?:{one_of('contrasts')})(?!\w)")
_SEGMENT = re.compile(rf"[,()]|:\s|\s-\s|\s(?:{one_of('contrasts')})\s")
_NO_LIST = re.compile(rf",(?!\s(?:{one_of('conjunctions')}|nor)\s)|:\s")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)|\b\d{1,2}/\d{2,4}\b")
_OPEN_END = re.compile(rf"(?:[,&/-]|\b(?:{one_of('unfinished')}))$")
_UNSPOKEN = re.compile(rf"(?<!\w)(?:{one_of('unspoken')})(?!\w)")
_CAPITAL = r"[A-ZÀ-Ý][\w&'’·.-]*"
_LINK = r"(?:de|del|dels|la|el|les|los|the|i|y|and|&|of|for|d[’'])"
_NAME = re.compile(
    rf"(?:{_CAPITAL}[ ,]+(?:{_LINK}[ ]*)?){{1,5}}"
    rf"(?:S\.?\s?[AL]\.?(?:\s?[UL]\.?)?|S\.?A\.?C\.?|S\.?R\.?L\.?|{'|'.join(plain('firms'))})(?!\w)\.?"
    rf"|(?:{'|'.join(plain('schools'))})(?: (?:{_LINK}|Superior|[A-ZÀ-Ý][\w·’']*)){{1,7}}"
    rf"|(?:{_CAPITAL}[ ]+(?:{_LINK}[ ])?){{1,5}}(?:{'|'.join(plain('schools_last'))})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A folded sentence. `at[i]` is the document's offset of `text[i]`.

    `kind` is its section's; `header` tells that it is a post's own line (dates).
    """

    text: str
    at: tuple[int, ...]
    kind: str
    header: bool
    items: tuple[tuple[int, int], ...]
    words: Words

    @property
    def is_list(self) -> bool:
        """Whether it names things one after the other: several short items outside the posts."""
        fewest = 2 if self.kind == "skills" else 3
        return self.kind != "experience" and fewest <= len(self.items) and len(self.words) <= 4 * len(self.items)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of `text[start:end]`."""
        return self.at[start], self.at[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Found:
    """A lexicon line that matched `sentence.text[start:end]`."""

    entry: Entry
    start: int
    end: int


def _spans(splitter: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The parts of `text` between the matches of `splitter`, blanks and quotes at their ends left out."""
    start = 0
    for match in [*splitter.finditer(text), None]:
        end = match.start() if match else len(text)
        first, last = start, end
        while first < last and text[first] in " .,-:*\"'":
            first += 1
        while last > first and text[last - 1] in " .,-:*\"'":
            last -= 1
        if first < last:
            yield first, last
        start = match.end() if match else end


def _is_header(line: str) -> bool:
    """A post's own line: short, with two dates or with one at its edge."""
    years = list(_YEAR.finditer(line))
    if not years or len(line.split()) > 16 or re.search(r"[%€$£]", line):
        return False
    edge = len(line[: years[0].start()].split()) <= 1 or not re.search(r"\w", line[years[-1].end() :])
    return len(years) > 1 or (edge and not line.rstrip(" .").endswith(")")) or len(line.split()) <= 6


def _is_listed(texts: Sequence[str]) -> bool:
    """Whether lines are items of a list whose marks got lost: nearly every one begins with a capital."""
    begun = [text for text in texts if text[:1].isalpha()]
    return len(begun) > 2 and sum(text[0].isupper() for text in begun) > 0.6 * len(begun)


def _continues(previous: str, line: str, document_line: Line, last: Line, widest: int, listed: bool) -> bool:
    """Whether `line` goes on with the sentence of `previous`; of a list, only what begins small does."""
    if document_line.bullet or line[:1] in "-*•·▪●►✓" or document_line.cell != last.cell:
        return False
    if (
        document_line.column != last.column
        or document_line.region != last.region
        or document_line.heading
        or last.heading
    ):
        return False
    if document_line.start - last.end > 1 or last.end - last.start == 0:
        return False
    text = previous.rstrip()
    if text.endswith((".", "!", "?", ":", ";")) and not _ABBREVIATION.search(text[:-1].lower()):
        return len(text) >= 0.7 * widest
    if _OPEN_END.search(text.lower()):
        return True
    if line[:1].islower() or line[:1].isdigit():
        return last.bullet or previous[:1] in "-*•" or len(text) >= max(30, 0.6 * widest)
    return not listed and len(text) >= max(45, 0.78 * widest)


def _units(document: Document, outline: Outline) -> Iterator[tuple[str, list[Line], bool]]:
    """(section kind, lines that run on, header) over the document."""
    lines = document.lines
    for section in outline.sections:
        if section.kind in SILENT or (section.title and _UNSPOKEN.search(fold(section.title.quote))):
            continue
        chosen = range(max(section.first, 0), min(section.last, len(lines) - 1) + 1)
        widest = max((lines[i].end - lines[i].start for i in chosen), default=0)
        listed = _is_listed([document.text[lines[i].start : lines[i].end].strip() for i in chosen])
        unit: list[Line] = []
        for index in chosen:
            line = lines[index]
            text = document.text[line.start : line.end].strip()
            header = section.kind in SHOWING and not line.bullet and text[:1] not in "-*•" and _is_header(text)
            previous = document.text[unit[-1].start : unit[-1].end].strip() if unit else ""
            if unit and not header and _continues(previous, text, line, unit[-1], widest, listed):
                unit.append(line)
                continue
            if unit:
                yield section.kind, unit, False
            unit = [line] if text else []
            if header:
                yield section.kind, unit, True
                unit = []
        if unit:
            yield section.kind, unit, False


def _folded(document: Document, unit: Sequence[Line]) -> tuple[str, list[int]]:
    """The unit's text folded on one line, and the document's offset of every character."""
    text: list[str] = []
    at: list[int] = []
    for number, line in enumerate(unit):
        raw = document.text[line.start : line.end]
        if number:
            if len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and raw[:1].islower():
                text.pop()
                at.pop()
            else:
                text.append(" ")
                at.append(line.start - 1)
        for offset, character in enumerate(raw, line.start):
            if character == "Â" and not document.text[offset + 1 : offset + 2].isalpha():
                text.append(" ")
                at.append(offset)
                continue
            for piece in fold_character(character):
                text.append(piece)
                at.append(offset)
    joined = "".join(text)
    if "l·l" in joined:
        keep = [i for i in range(len(joined)) if not (joined[i] == "·" and joined[i - 1 : i + 2] == "l·l")]
        joined, at = "".join(joined[i] for i in keep), [at[i] for i in keep]
    return joined, at


@lru_cache(maxsize=1)
def sentences(document: Document, outline: Outline) -> tuple[Sentence, ...]:
    """The sentences and list lines that may speak of the candidate, in reading order."""
    return tuple(_sentences(document, outline))


def _sentences(document: Document, outline: Outline) -> Iterator[Sentence]:
    for kind, unit, header in _units(document, outline):
        text, at = _folded(document, unit)
        start = 0
        for stop in [*_BREAK.finditer(text), None]:
            if stop and stop[0] == "." and _ABBREVIATION.search(text[start : stop.start()]):
                continue
            end = stop.start() if stop else len(text)
            for first, last in _spans(re.compile(r"$^"), text[start:end]):
                piece = text[start + first : start + last]
                if kind == "contact" and ("@" in piece or len(piece.split()) < 4):
                    continue
                items = tuple(_spans(_ITEM, piece))
                yield Sentence(piece, tuple(at[start + first : start + last]), kind, header, items, Words(piece))
            start = stop.end() if stop else end


def search(index: Index, sentence: Sentence) -> Iterator[Found]:
    """Every entry of `index` in the sentence, at every place."""
    starts = {start for start, _ in sentence.items}
    ends = {end for _, end in sentence.items}
    words = sentence.words
    for place, word in enumerate(words.words):
        for entry in index.at(word):
            pattern = entry.pattern
            if pattern.starts_item and words.starts[place] not in starts:
                continue
            end = pattern.match(words, place)
            if end is None or (pattern.ends_item and end not in ends):
                continue
            yield Found(entry, words.starts[place], end)


def _whole_words(text: str, quote: tuple[int, int], match: tuple[int, int]) -> tuple[int, int]:
    """The quote without the words that a line's end divides, as long as the match stays whole."""
    start, end = quote
    for divided in re.finditer(r"\w+-\n\s*\w*", text[start:end]):
        if quote[0] + divided.end() <= match[0]:
            start = quote[0] + divided.end()
        elif quote[0] + divided.start() >= match[1]:
            end = quote[0] + divided.start()
            break
    while start < end and text[start] in " \n,;.-":
        start += 1
    while end > start and text[end - 1] in " \n,;-":
        end -= 1
    return start, end


@cache
def _cues() -> Index:
    index = Index()
    for name, by_language in clauses()[1].items():
        for entry in entries(name, "cue", by_language):
            index.add(entry)
    return index


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a match: cues by name, each with its place."""

    sentence: Sentence
    cues: dict[str, tuple[tuple[int, int], ...]]

    @classmethod
    def of(cls, sentence: Sentence) -> Frame:
        cues: dict[str, list[tuple[int, int]]] = {}
        for found in search(_cues(), sentence):
            cues.setdefault(found.entry.concept, []).append((found.start, found.end))
        return cls(sentence, {name: tuple(spans) for name, spans in cues.items()})

    def _cue(self, name: str) -> tuple[tuple[int, int], ...]:
        return self.cues.get(name, ())

    def excludes(self, start: int, end: int) -> str | None:
        """Why `text[start:end]` is no claim of the candidate's: negated, wished, others; None when it is."""
        text = self.sentence.text
        exempt = self._cue("affirmed")
        for first, last in self._cue("negation"):
            if last > start or any(a <= first < b for a, b in exempt):
                continue
            between = text[last:start]
            if (
                not _CONTRAST.search(between)
                and not re.search(r",(?!\s(?:ni|nor|or|o)\s)|:\s", between)
                and len(between.split()) <= 9
            ):
                return "negated"
        for _, last in self._cue("lack"):
            if last <= start and not _CONTRAST.search(text[last:start]):
                return "negated"
        for first, _ in self._cue("denied"):
            if first >= end and len(re.findall(r"\w+", text[end:first])) <= 4:
                return "negated"
        for _, last in self._cue("wish"):
            if last <= start and not any(last <= a < start + 1 for a, _ in self._cue("offer")):
                return "wished"
        low, high = self.segment(start, end)
        for first, last in self._cue("others"):
            if first < high and last > low and not (start <= first and last <= end):
                return "others"
        for _, last in self._cue("somebody"):
            if last <= start and not _SEGMENT.search(text[last:start]):
                return "others"
        return None

    def segment(self, start: int, end: int) -> tuple[int, int]:
        """The part of the sentence between commas and contrasts that holds the match."""
        low, high = 0, len(self.sentence.text)
        for stop in _SEGMENT.finditer(self.sentence.text):
            if stop.end() <= start:
                low = stop.end()
            elif stop.start() >= end:
                high = stop.start()
                break
        return low, high


class Reader:
    """Reads the mentions of the concepts of one lexicon file. `claims_only` concepts … see `read`."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.ids: list[str] = []
        self.index = Index()
        self.lookalikes = Index()
        for concept in concepts:
            self.ids.append(concept.id)
            for kind, compiled in concept.lines.items():
                for entry in compiled:
                    (self.lookalikes if kind == "lookalikes" else self.index).add(entry)

    def read(self, document: Document, outline: Outline) -> dict[str, tuple[Mention, ...]]:
        """id -> its mentions, the best first: shown before claimed, then the more specific, then the earlier."""
        ranked: dict[str, dict[tuple[int, int], tuple[tuple[int, int, int], Mention]]] = {}
        names = [match.span() for match in _NAME.finditer(document.text)]
        for sentence in sentences(document, outline):
            if sentence.header and sentence.kind not in TEACHING and sentence.kind != "other":
                continue
            hits = list(search(self.index, sentence))
            if not hits:
                continue
            frame = Frame.of(sentence)
            masks = list(search(self.lookalikes, sentence))
            for found in hits:
                place = self._place(found, frame, masks, names)
                if place is None:
                    continue
                start, end = _whole_words(
                    document.text, sentence.source(*place), sentence.source(found.start, found.end)
                )
                shown = found.entry.kind == "actions" and sentence.kind in SHOWING
                mention = Mention(
                    Grade.SHOWN if shown else Grade.CLAIMED,
                    Evidence(start, end, document.text[start:end], document.page_at(start)),
                    found.entry.rule,
                )
                rank = (0 if shown else 1, -(found.end - found.start), start)
                best = ranked.setdefault(found.entry.concept, {})
                if (start, end) not in best or rank < best[start, end][0]:
                    best[start, end] = (rank, mention)
        return {
            id: tuple(mention for _, mention in sorted(ranked[id].values(), key=lambda pair: pair[0]))
            for id in self.ids
            if id in ranked
        }

    def _place(
        self, found: Found, frame: Frame, masks: Sequence[Found], names: Sequence[tuple[int, int]]
    ) -> tuple[int, int] | None:
        """The place of the quote, or None where the match is no mention."""
        sentence, entry = frame.sentence, found.entry
        if not self._allowed(found, frame):
            return None
        for mask in masks:
            if mask.entry.concept == entry.concept and mask.start < found.end and found.start < mask.end:
                return None
        start, end = sentence.source(found.start, found.end)
        if any(a <= start and end <= b for a, b in names):
            return None
        if entry.kind != "titles" and frame.excludes(found.start, found.end):
            return None
        return self._quote(found, frame)

    def _allowed(self, found: Found, frame: Frame) -> bool:
        """Whether this kind of line counts in this kind of section."""
        kind, section = found.entry.kind, frame.sentence.kind
        if kind == "titles":
            return section in TEACHING or any(first <= found.start for first, _ in frame.cues.get("course", ()))
        if section in TEACHING:
            return False
        if section == "languages":  # often "languages and other"
            return kind == "claims" and len(frame.sentence.text.split()) >= 5
        if kind == "words":
            return self._is_item(found, frame)
        if kind == "traits":
            return section in CLAIMING
        return True

    def _is_item(self, found: Found, frame: Frame) -> bool:
        """Whether the match is the head of a list item: only praise before it, only a complement after it."""
        sentence = frame.sentence
        if sentence.kind in SHOWING and sentence.kind not in CLAIMING:
            words = len(sentence.text.split())
            if words > 3 * len(sentence.items) or (len(sentence.items) < 3 and words > 2):
                return False
        for start, end in sentence.items:
            if start <= found.start and found.end <= end:
                before, after = sentence.text[start : found.start], sentence.text[found.end : end]
                return self._praise(frame, start, found.start, before) and self._complement(frame, found.end, after)
        return False

    @staticmethod
    def _praise(frame: Frame, start: int, end: int, before: str) -> bool:
        covered = {i for a, b in frame.cues.get("praise", ()) for i in range(a, b)}
        return all(start + m.start() in covered for m in re.finditer(r"\w+", before))

    @staticmethod
    def _complement(frame: Frame, end: int, after: str) -> bool:
        if not re.search(r"\w", after):
            return True
        first = re.search(r"\w", frame.sentence.text[end:])
        place = end + first.start() if first else end
        return len(after.split()) <= 7 and any(a == place for a, _ in frame.cues.get("complement", ()))

    def _quote(self, found: Found, frame: Frame) -> tuple[int, int]:
        """The list item, the sentence, or of a long sentence the parts around the match."""
        sentence = frame.sentence
        text = sentence.text
        if found.entry.kind == "words" or sentence.is_list:
            low = max((start for start, _ in sentence.items if start <= found.start), default=found.start)
            high = min((end for _, end in sentence.items if end >= found.end), default=found.end)
            return min(low, found.start), max(high, found.end)
        if len(text) <= _LONGEST_QUOTE and found.entry.kind not in ("traits",):
            return 0, len(text)
        low, high = 0, len(text)
        for start, end in _spans(_SEGMENT, text):
            if start <= found.start:
                low = start
            if end >= found.end:
                high = end
                break
        if len(text[low:high].split()) < 3 and found.entry.kind not in ("traits",):
            return 0, len(text)
        return min(low, found.start), max(high, found.end)
