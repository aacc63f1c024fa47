"""The outline of a CV: which lines belong to which section.

A heading is known by its words (lexicon/sections.yaml) and by its looks: set
apart by size, weight or case, ruled or underlined, short, without a date.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from recruit.facts import Evidence
from recruit.reading import lexicon
from recruit.reading.document import Document, Line
from recruit.reading.folding import fold, folded

KINDS = (
    "contact",
    "summary",
    "experience",
    "education",
    "skills",
    "languages",
    "courses",
    "references",
    "interests",
    "volunteering",
    "achievements",
    "other",
)
#: kinds whose heading may have its content on its own line: "Languages: English, French"
INLINE_KINDS = {"languages", "interests", "references", "skills", "education", "courses", "contact", "summary"}

_RULE = re.compile(r"\W{3,}|[_\W]{3,}")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[ivx]{1,4})\s*[.)-]+\s*", re.I)
#: ---- HEADING ----, * * * HEADING * * *
_RULED = re.compile(r"[-=*_#~]{3,}\s*\S.*\S\s*[-=*_#~]{3,}|(?:[*=#~-]\s){2,}.*(?:\s[*=#~-]){2,}")
#: a year and another one, or the word for today, not far behind it
_RANGE = re.compile(
    r"\b(?:19|20)\d\d\b.{0,4}(?:-|/|\ba\b|\bal\b|\bto\b|\bfins\b|\bhasta\b).{1,22}$|\b(?:since|desde|des d)"
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_TAIL = re.compile(r"\s*[\[(][^\])]*[\])]\s*$")
_LINKS = {"en", "in", "a", "at", "de", "del", "d", "per", "para", "for", "with", "amb", "con", "and", "y", "i", "como"}
_LAST_WORDS = {"experience": "experience", "employment": "experience", "history": "experience", "skills": "skills",
               "education": "education", "accomplishments": "achievements", "achievements": "achievements",
               "certifications": "courses", "qualifications": "education"}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """Lines `first` to `last` of `document.lines`, both included, the title's line left out.

    `kind` is one of `KINDS`; `title` is None where no heading stands above the
    lines. A section without lines has `last == first - 1`. Where a heading has
    its content on its own line ("Languages: English"), that line is `first` as
    well. `begins` is the first line with the title's.
    """

    kind: str
    title: Evidence | None
    first: int
    last: int
    begins: int = -1


@dataclass(frozen=True)
class Outline:
    """The sections of a document in reading order, and its language (ca, es, en)."""

    language: str
    sections: tuple[Section, ...]

    def section_of(self, line_index: int) -> Section:
        """The section that holds the line `document.lines[line_index]` (its title's line included)."""
        found = self.sections[0]
        for section in self.sections:
            if (section.begins if section.begins >= 0 else section.first) > line_index:
                break
            found = section
        return found


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    kind: str
    start: int  # of the title's words in the text
    end: int
    inline: bool = False


@dataclass(frozen=True, slots=True)
class _Looks:
    """How the document is set: the body's size, whether bold or capitals mean anything."""

    size: float
    bold_matters: bool
    caps_matter: bool
    #: written in small letters throughout
    small: bool = False

    def apart(self, line: Line, text: str) -> bool:
        """Whether a line is set apart from the body."""
        if line.heading:
            return True
        if self.size and line.size > self.size * 1.08:
            return True
        if self.bold_matters and line.bold:
            return True
        return self.caps_matter and text.isupper()


@lru_cache(maxsize=1)
def _titles() -> dict[tuple[str, ...], str]:
    """Heading words -> kind; also without spaces, for letter-spaced headings."""
    found: dict[tuple[str, ...], str] = {}
    for entry in lexicon.load("sections"):
        for phrases in entry.words.values():
            for phrase in phrases:
                for words in lexicon.expand(phrase):
                    found.setdefault(words, str(entry.get("kind")))
    return found


@lru_cache(maxsize=1)
def _spaceless() -> dict[str, str]:
    return {"".join(words): kind for words, kind in _titles().items()}


def heading_kind(text: str) -> str | None:
    """The kind of section that a heading of exactly these words opens, or None."""
    bare = _TAIL.sub("", re.sub(r"^[\W_]+|[^\w)\]]+$", "", _NUMBERING.sub("", text)))
    bare = _EDGES.sub("", bare)
    words = tuple(re.findall(r"[^\W_]+", fold(bare)))
    if not words or len(words) > 30:
        return None
    titles = _titles()
    if words in titles:
        return titles[words]
    without = tuple(word for word in words if word not in ("and", "i", "y", "e"))
    if without in titles:
        return titles[without]
    if len(words) > 4 and sum(len(word) == 1 for word in words) > len(words) * 0.7:
        return _spaceless().get("".join(words))
    if re.search(r"[/|&]", bare):
        kinds = [heading_kind(part) for part in re.split(r"[/|&]", bare)]
        known = [kind for kind in kinds if kind]
        if known and (len(known) == len(kinds) or "experience" in known):
            return known[0]
        parts = re.split(r"\s*/\s*", bare)
        if known and len(parts) == 2 and bare.isupper() and all(len(part.split()) <= 2 for part in parts):
            return known[0]  # in two languages, one of which is none of ours
    halves = re.split(r"\s+(?:and|i|y|e)\s+", bare, maxsplit=1, flags=re.I)
    if len(halves) == 2:
        left, right = heading_kind(halves[0]), heading_kind(halves[1])
        if left and right:
            return left
    return None


def outline(document: Document, language: str) -> Outline:
    """The sections of `document`, every line in one of them.

    What stands above the first heading is `contact` (name and address) and,
    where prose or dated lines follow, `summary` or `other`. A document without
    headings is one section of kind `other`.
    """
    lines = document.lines
    if not lines:
        return Outline(language, (Section("other", None, 0, -1, 0),))
    headings = _told_by_contents(document, _headings(document))
    if not headings:
        return Outline(language, (Section("other", None, 0, len(lines) - 1, 0),))
    sections: list[Section] = []
    if headings[0].line > 0:
        sections += _opening(document, headings[0].line)
    for heading, after in zip(headings, [*headings[1:], None], strict=True):
        stop = (after.line if after else len(lines)) - 1
        line = lines[heading.line]
        title = Evidence(heading.start, heading.end, document.text[heading.start : heading.end], line.page)
        first = heading.line if heading.inline else heading.line + 1
        sections += _split_by_region(document, Section(heading.kind, title, first, stop, heading.line))
    return Outline(language, tuple(sections))


def _opening(document: Document, stop: int) -> list[Section]:
    """What stands above the first heading: the contact block, then prose or undeclared jobs."""
    lines = document.lines
    end = 0
    for index in range(min(stop, 14)):
        text = document.text[lines[index].start : lines[index].end]
        if "@" in text or len(re.findall(r"\d", text)) >= 8 or index < 2 or len(text) < 50:
            end = index
        else:
            break
    sections = [Section("contact", None, 0, end, 0)]
    if end + 1 < stop:
        rest = document.text[lines[end + 1].start : lines[stop - 1].end]
        dated = len(re.findall(r"(?:19|20)\d\d", rest)) >= 2
        sections.append(Section("other" if dated else "summary", None, end + 1, stop - 1, end + 1))
    return sections


def _split_by_region(document: Document, section: Section) -> list[Section]:
    """A sidebar's last section ends where the body begins again."""
    lines = document.lines
    home = lines[section.begins].region
    for index in range(section.first, section.last + 1):
        region = lines[index].region
        if region != home and home in ("sidebar", "textbox", "header") and region == "body":
            head = Section(section.kind, section.title, section.first, index - 1, section.begins)
            return [head, Section("other", None, index, section.last, index)]
    return [section]


def _looks(document: Document) -> _Looks:
    sizes: Counter[float] = Counter()
    bold = plain = capital = letters = 0
    for line in document.lines:
        length = line.end - line.start
        sizes[round(line.size, 1)] += length
        bold += length if line.bold else 0
        plain += length
        text = document.text[line.start : line.end]
        if any(char.isalpha() for char in text):
            letters += 1
            capital += text.isupper()
    size = max(sizes, key=lambda value: sizes[value]) if sizes else 0.0
    small = sum(map(str.isupper, document.text)) * 200 < len(document.text)
    return _Looks(size, bold < plain * 0.4, capital < letters * 0.4, small)


def _headings(document: Document) -> list[_Heading]:
    looks = _looks(document)
    found: list[_Heading] = []
    styles: Counter[tuple[float, bool, bool]] = Counter()
    open_lines: list[int] = []
    kind_so_far = ""
    for index, line in enumerate(document.lines):
        text = document.text[line.start : line.end]
        heading = _by_words(document, index, text, looks, kind_so_far)
        if heading:
            found.append(heading)
            kind_so_far = heading.kind
            if not heading.inline:
                styles[_style(line, text)] += 1
        elif _may_be_title(line, text):
            open_lines.append(index)
    for index in open_lines:
        line = document.lines[index]
        text = document.text[line.start : line.end]
        if _by_looks(document, index, text, looks, styles):
            start, end = _trim(document, index)
            found.append(_Heading(index, "other", start, end))
    return sorted(found, key=lambda heading: heading.line)


#: sections in which no subheading stands: a line set like their heading opens a section of its own
_WITHOUT_PARTS = {"contact", "summary", "languages", "interests", "references"}


def _told_by_contents(document: Document, headings: list[_Heading]) -> list[_Heading]:
    """`headings`, with those of unknown words that look like the one above, each of the kind that its lines tell."""
    if not headings:
        return headings
    looks, lines = _looks(document), document.lines
    found = list(headings)
    known = {heading.line for heading in headings}
    for heading, after in zip(headings, [*headings[1:], None], strict=True):
        line = lines[heading.line]
        style = _style(line, document.text[heading.start : heading.end])
        if (
            heading.kind not in _WITHOUT_PARTS
            or heading.inline
            or not looks.apart(line, document.text[heading.start : heading.end])
        ):
            continue
        for index in range(heading.line + 2, after.line if after else len(lines) - 1):
            text = document.text[lines[index].start : lines[index].end]
            same = lines[index].region == line.region and _style(lines[index], text) == style
            if same and index not in known and _may_be_title(lines[index], text) and _set_off(document, index, style):
                found.append(_Heading(index, "other", *_trim(document, index)))
    found.sort(key=lambda heading: heading.line)
    worked = any(heading.kind == "experience" for heading in found)
    studied = any(heading.kind == "education" for heading in found)
    told: list[_Heading] = []
    for heading, after in zip(found, [*found[1:], None], strict=True):
        if heading.kind == "other" and heading_kind(document.text[heading.start : heading.end]) is None:
            kind = _contents(document, heading.line + 1, after.line if after else len(lines))
            if (kind == "education" and not studied) or (kind == "experience" and not worked):
                heading = replace(heading, kind=kind)
        told.append(heading)
    return told


def _set_off(document: Document, index: int, style: tuple[float, bool, bool]) -> bool:
    """Whether lines in other letters stand on both sides."""
    lines = document.lines
    sides = [lines[number] for number in (index - 1, index + 1) if 0 <= number < len(lines)]
    return all(_style(side, document.text[side.start : side.end]) != style for side in sides)


def _contents(document: Document, first: int, stop: int) -> str:
    """What the lines under an unknown heading tell: studies where degrees begin them, work where ranges of dates do."""
    degrees = ranges = 0
    for line in document.lines[first:stop]:
        text = fold(document.text[line.start : line.end])
        ranges += bool(_RANGE.search(text))
        begins = _degree_names().find(folded(text), 0, 60)
        degrees += any(len(re.findall(r"[a-z]{2,}", text[: match.start])) == 0 for match in begins)
    if degrees and degrees >= ranges:
        return "education"
    return "experience" if ranges >= 2 else "other"


@lru_cache(maxsize=1)
def _degree_names() -> lexicon.Phrases:
    return lexicon.Phrases(e for e in lexicon.load("degrees") if e.get("kind") == "degree" and not e.get("first"))


def _style(line: Line, text: str) -> tuple[float, bool, bool]:
    return round(line.size, 1), line.bold, text.isupper()


def _trim(document: Document, index: int) -> tuple[int, int]:
    line = document.lines[index]
    text = document.text[line.start : line.end]
    lead = len(text) - len(text.lstrip())
    return line.start + lead, line.start + len(text.rstrip())


def _may_be_title(line: Line, text: str) -> bool:
    bare = text.strip()
    return (
        not line.bullet
        and any(char.isalpha() for char in bare)
        and 2 < len(bare) <= 45
        and len(bare.split()) <= 6
        and not re.search(r"[@\d]|[.,;]$|\S  +\S", bare)
        and bare[0].isupper() | (not bare[0].isalpha())
    )


def _by_words(document: Document, index: int, text: str, looks: _Looks, before: str) -> _Heading | None:
    line = document.lines[index]
    bare = text.strip()
    start, end = _trim(document, index)
    if 2 <= len(bare) <= 80:
        kind = heading_kind(bare)
        if kind and _fits(bare, line, looks):
            return _Heading(index, kind, start, end)
        kind = None if kind else _by_part(bare, line, looks, before)
        if kind:
            return _Heading(index, kind, start, end)
    return _inline(document, index, text)


def _fits(bare: str, line: Line, looks: _Looks) -> bool:
    """Whether a line with a heading's words is one, and not a piece of a sentence or a list."""
    if looks.apart(line, bare) or bare.endswith(":") or _NUMBERING.match(bare):
        return True
    if _RULED.fullmatch(bare):
        return True
    if line.bullet or (line.cell and line.cell[2] > 0):
        return False
    letters = _EDGES.sub("", bare)
    return (letters[:1].isupper() or looks.small) and not bare.endswith((".", ","))


def _by_part(bare: str, line: Line, looks: _Looks, before: str) -> str | None:
    """`Experiencia en Aceites Sur` and `Banking Experience`: a heading's words and some more."""
    words = re.findall(r"[^\W_]+", fold(bare))
    if not 2 <= len(words) <= 7 or re.search(r"\d|[.;]$", bare.replace("S.", "")) or line.bullet:
        return None
    apart = looks.apart(line, bare)
    titles = _titles()
    if apart:
        for length in (3, 2, 1):
            kind = titles.get(tuple(words[:length]))
            if kind in ("experience", "education", "skills") and len(words) > length and words[length] in _LINKS:
                return kind
    kind = _LAST_WORDS.get(words[-1])
    if kind and len(words) <= 4:
        capitals = all(word[:1].isupper() or word.lower() in ("and", "of", "&") for word in bare.rstrip(":").split())
        if apart or bare.endswith(":") or (capitals and kind == "experience" and before != "skills"):
            return kind
    return None


def _inline(document: Document, index: int, text: str) -> _Heading | None:
    """`Idiomes: català, castellà`."""
    match = re.match(r"\s*([^\W\d_][^:\n]{2,40}?)\s*(:|\s{2,}|\t)\s*(?=\S)", text)
    line = document.lines[index]
    if not match or line.bullet or not match[1][0].isupper():
        return None
    kind = heading_kind(match[1])
    if kind not in INLINE_KINDS:
        return None
    if match[2] != ":" and kind not in ("languages", "interests", "references"):
        return None
    if kind == "contact":
        return None
    return _Heading(index, kind, line.start + match.start(1), line.start + match.end(1), inline=True)


def _by_looks(
    document: Document, index: int, text: str, looks: _Looks, styles: Counter[tuple[float, bool, bool]]
) -> bool:
    """A heading of unknown words: ruled, or set like the known ones and larger than the body."""
    line = document.lines[index]
    lines = document.lines
    bare = text.strip()
    if index == 0 or not styles:
        return False
    if _RULED.fullmatch(bare):
        return True
    following = document.text[lines[index + 1].start : lines[index + 1].end].strip() if index + 1 < len(lines) else ""
    if following and re.fullmatch(r"[=_~*-]{3,}", following):
        return True
    larger = looks.size and line.size > looks.size * 1.08
    return bool((line.heading or larger) and styles[_style(line, text)] >= 2 and index > 2)
