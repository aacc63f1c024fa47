"""CVs of the lexicons' own examples in each language: who has read them reads the next one without learning words.

A process that is forked for each reading would learn everything anew each time: what stands in its caches when it is
forked is what it knows.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

from recruit.facts import Month
from recruit.reading import lexicon, reader
from recruit.reading.lexicon.concepts import LANGUAGES, concepts

_AS_OF = Month(2024, 1)
#: lines of a page, and the place of the first, in points
_LINES, _TOP, _LEADING = 50, 780, 14


def warm_up() -> None:
    """Read a CV of examples in each language, as a PDF."""
    for language in LANGUAGES:
        reader.read(_pdf(list(_lines(language))), "sample.pdf", _AS_OF)


def _lines(language: str) -> Iterator[str]:
    """A heading above titles with their dates, one above degrees, one above skills; what shows a skill below a post."""
    yield "Ada Example"
    yield "ada@example.com"
    told = [line for name in ("skills.yaml", "duties.yaml") for c in concepts(name) for line in c.example[language]]
    for name, section in (("titles", "experience"), ("degrees", "education")):
        yield _heading(section, language)
        for year, entry in enumerate(entry for entry in lexicon.load(name) if entry.example.get(language)):
            yield f"{entry.example[language][0]}, 01/{1960 + year}"
            if name == "titles" and told:
                yield f"- {told.pop()}"
    yield _heading("skills", language)
    yield from told


def _heading(section: str, language: str) -> str:
    return next(
        e.example[language][0].upper()
        for e in lexicon.load("sections")
        if e.get("kind") == section and e.example.get(language)
    )


def _pdf(lines: list[str]) -> bytes:
    packed = io.BytesIO()
    canvas = Canvas(packed)
    for first in range(0, len(lines), _LINES):
        for number, line in enumerate(lines[first : first + _LINES]):
            canvas.drawString(60, _TOP - _LEADING * number, line)
        canvas.showPage()
    canvas.save()
    return packed.getvalue()
