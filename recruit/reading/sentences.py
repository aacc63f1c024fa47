"""The sentences of a CV: its lines joined where they wrap, cut where a sentence or a list item ends.

Each keeps, letter by letter, where it stands in the document, so that a quote
from it can be given back as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from recruit.reading.asides import asides, is_aside
from recruit.reading.document import Document, Line
from recruit.reading.lexicon import LANGUAGES, load
from recruit.reading.lexicon.patterns import Words
from recruit.reading.lexicon.plain import fold, fold_character, one_of
from recruit.reading.sections import Outline

if TYPE_CHECKING:
    from spacy.language import Language

#: Sections in which nothing is said of the candidate's own work.
SILENT = {"references", "interests"}
#: Sections in which an action counts as shown.
SHOWING = {"experience", "volunteering", "achievements", "other"}


def _months() -> list[str]:
    """The names of the months, short and long, as they stand in lines that are not folded."""
    named = (entry for entry in load("dates") if entry.get("kind") == "month")
    words = {word for entry in named for written in entry.words.values() for word in written}
    return sorted((f"(?i:{re.escape(word)})" for word in words), key=len, reverse=True)


_BREAK = re.compile(r"(?:[.!?…]+(?=[\s\"')]|$)|;|[|•·■▪●◦►✓✔★]|\s{3,}|\t)")
_ABBREVIATION = re.compile(rf"(?:^|[\s(.'])(?:\w|{one_of('abbreviations')})$")
_ITEM = re.compile(rf"[,:()/]|\s-\s|\s(?:{one_of('conjunctions')})\s|\s*[+]\s")
_YEAR = re.compile(
    r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)|\b\d{1,2}/\d{2,4}\b"
    rf"|(?<!\w)(?:{'|'.join(_months())})\.?\s?['’]?\d\d(?![\w%€.,])"
)
_OPEN_END = re.compile(rf"(?:[,&/-]|\b(?:{one_of('unfinished')}))$")
_UNSPOKEN = re.compile(rf"(?<!\w)(?:{one_of('unspoken')})(?!\w)")


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


def spans(splitter: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
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
    silent = asides(document, outline)
    for section in outline.sections:
        if section.kind in SILENT or (section.title and _UNSPOKEN.search(fold(section.title.quote))):
            continue
        chosen = range(max(section.first, 0), min(section.last, len(lines) - 1) + 1)
        widest = max((lines[i].end - lines[i].start for i in chosen), default=0)
        listed = _is_listed([document.text[lines[i].start : lines[i].end].strip() for i in chosen])
        unit: list[Line] = []
        for index in chosen:
            line = lines[index]
            if index in silent:
                if unit:
                    yield section.kind, unit, False
                unit = []
                continue
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


class _Simple(dict[int, str]):
    """Characters that fold to one character; NUL for all that need a second look."""

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        self[code] = folded if len(folded) == 1 and chr(code) != "Â" else "\0"
        return self[code]


_SIMPLE = _Simple()


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
        plain = raw.translate(_SIMPLE)
        if "\0" not in plain:
            text += plain
            at += range(line.start, line.end)
            continue
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


@cache
def _tokenizers() -> dict[str, Language]:
    """spaCy's rules of each language for what is one word: they know `S.A.`, `Sr.`, `aprox.`, `p.ex.`.

    Imported here, because it takes a second that only a process that reads should pay.
    """
    import spacy

    return {language: spacy.blank(language) for language in LANGUAGES}


@lru_cache(maxsize=4096)
def _is_word(written: str, language: str) -> bool:
    """Whether something written with a full stop at its end is one word together with it."""
    tokenizers = _tokenizers()
    return len(tokenizers.get(language, tokenizers["en"]).make_doc(written)) == 1


def _is_abbreviated(text: str, stop: int, language: str) -> bool:
    """Whether the full stop at `text[stop]` ends an abbreviation and no sentence.

    Titles and forms of firms (`Sr. Puig`, `S.A. Barcelona`) stand before capitals;
    after another abbreviation (`etc.`) a capital begins the next sentence.
    """
    start = stop
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "(['\"«“":
        start -= 1
    written, following = text[start : stop + 1], text[stop + 1 : stop + 3].strip()
    if not written[:1].isalpha() or (written[0].islower() and following[:1].isupper()):
        return False
    return _is_word(written, language)


@lru_cache(maxsize=1)
def sentences(document: Document, outline: Outline) -> tuple[Sentence, ...]:
    """The sentences and list lines that may speak of the candidate, in reading order."""
    return tuple(_sentences(document, outline))


def _sentences(document: Document, outline: Outline) -> Iterator[Sentence]:
    _tokenizers()  # all at once, so that a process that reads many loads them before its first fork
    for kind, unit, header in _units(document, outline):
        text, at = _folded(document, unit)
        if ":" in text and is_aside(text.partition(":")[0]):
            continue
        start = 0
        for stop in [*_BREAK.finditer(text), None]:
            if (
                stop
                and stop[0] == "."
                and (
                    _ABBREVIATION.search(text[start : stop.start()])
                    or _is_abbreviated(document.text, at[stop.start()], outline.language)
                )
            ):
                continue
            end = stop.start() if stop else len(text)
            for first, last in spans(re.compile(r"$^"), text[start:end]):
                piece = text[start + first : start + last]
                if kind == "contact" and ("@" in piece or len(piece.split()) < 4):
                    continue
                items = tuple(spans(_ITEM, piece))
                yield Sentence(piece, tuple(at[start + first : start + last]), kind, header, items, Words(piece))
            start = stop.end() if stop else end
