"""Lines of a CV that do not speak of what the candidate can do or did, though no section says so.

Headings that no outline knows: what the candidate looks for, will not do or wants to learn,
whom they have to thank, what they do after work, the offer that they answer. And a job
description pasted into the document: it tells what somebody asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recruit.reading import lexicon
from recruit.reading.document import Document, Line
from recruit.reading.folding import folded
from recruit.reading.lexicon.concepts import Index, clauses, entries
from recruit.reading.lexicon.patterns import Words
from recruit.reading.lexicon.plain import fold
from recruit.reading.sections import Outline, Section, heading_kind

#: words of the longest heading
_LONGEST_HEADING = 8
#: different signs of a job description that make one
_POSTING_SIGNS = 3
#: two of them so near each other (characters) make one as well
_TOGETHER = 500


def asides(document: Document, outline: Outline) -> frozenset[int]:
    """The numbers of the lines that say nothing of the candidate's own doing."""
    posted = _posting(document)
    found: set[int] = set()
    for section in outline.sections:
        found.update(_headed(document, section))
        found.update(_posted(document, section, posted))
    return frozenset(found)


@cache
def _headings() -> Index:
    index = Index()
    for entry in entries("aside", "cue", clauses()[1]["aside"]):
        index.add(entry)
    return index


def _text(document: Document, line: Line) -> str:
    return document.text[line.start : line.end].strip()


def is_aside(heading: str) -> bool:
    """Whether a heading of these words opens what does not speak of the candidate's doing."""
    bare = fold(heading).strip(' .:,;-*#=_>|¿?¡!&/()"')
    words = Words(bare)
    if not 0 < len(words) <= _LONGEST_HEADING:
        return False
    return any(
        entry.pattern.span(words, 0) == (0, len(bare)) for place, entry in _headings().candidates(words) if not place
    )


def _looks(document: Document, line: Line) -> tuple[float, bool, bool]:
    return round(line.size, 1), line.bold, _text(document, line).isupper()


def _headed(document: Document, section: Section) -> Iterator[int]:
    """The lines below headings of asides, each up to the next heading that looks like it."""
    if section.title and is_aside(section.title.quote):
        yield from range(max(section.first, 0), section.last + 1)
        return
    lines = document.lines
    head: Line | None = None
    for index in range(max(section.first, 0), min(section.last, len(lines) - 1) + 1):
        line = lines[index]
        text = _text(document, line)
        short = bool(text) and len(text.split()) <= _LONGEST_HEADING and not line.bullet and text[0] not in "-*•"
        if short and not text[0].islower() and not text.endswith(".") and is_aside(text):
            head = line
        elif head and _ends(document, head, line, text, short):
            head = None
        if head:
            yield index


def _ends(document: Document, head: Line, line: Line, text: str, short: bool) -> bool:
    """Whether what stands below the heading `head` ends above `line`."""
    if line.region != head.region or (short and heading_kind(text)):
        return True
    if head.spaced and not head.bold and not _text(document, head).isupper():
        return line.spaced
    looks = _looks(document, head)
    return short and _looks(document, line) == looks and not text.endswith((".", ","))


def _posting(document: Document) -> tuple[int, int] | None:
    """From where to where a job description was pasted: its first sign and its last."""
    matches = sorted(lexicon.phrases("job_description").outermost(folded(document.text)), key=lambda found: found.start)
    if len({match.entry.id for match in matches}) < _POSTING_SIGNS:
        matches = [
            match
            for match in matches
            if any(match.entry.id != other.entry.id and abs(match.start - other.start) < _TOGETHER for other in matches)
        ]
    return (matches[0].start, matches[-1].end) if matches else None


def _posted(document: Document, section: Section, posted: tuple[int, int] | None) -> Iterator[int]:
    """The section's lines from the first sign of a pasted job description to the end of the block of the last."""
    if posted is None:
        return
    lines = document.lines
    begun = False
    for index in range(max(section.first, 0), min(section.last, len(lines) - 1) + 1):
        line = lines[index]
        if line.start >= posted[1] and (not begun or line.spaced or line.heading or _is_dated(_text(document, line))):
            return
        if line.end > posted[0]:
            begun = True
            yield index


def _is_dated(text: str) -> bool:
    """Whether a line may begin a post: it holds a year."""
    return re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text) is not None
