"""From a file to facts: the steps in order.

`read` takes a file's bytes, `read_facts` a document that is already text.
Both are pure: the same bytes, month and reader version give the same facts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recruit.facts import CvFacts, Degree, Flag, Month, Position, Status
from recruit.reading import lexicon
from recruit.reading.contact import read_contact
from recruit.reading.date_fields import join_fields, join_told
from recruit.reading.dates import DateSpan, find_dates, month_first
from recruit.reading.degrees import read_degrees
from recruit.reading.document import Document
from recruit.reading.duties import read_duties
from recruit.reading.entries import Entry, find_entries
from recruit.reading.files import load_document
from recruit.reading.integrity import flags as integrity_flags
from recruit.reading.language import Language, language_of
from recruit.reading.positions import read_positions
from recruit.reading.sections import Outline, outline
from recruit.reading.skills import read_skills

#: raise it when the same document may give other facts
READER_VERSION = "1.7"

#: a post longer than this is worth a look
LONGEST_POST_YEARS = 45


@dataclass(frozen=True)
class Reading:
    """A document and what it says. `images`: PNG bytes of its pages where they were made."""

    document: Document
    facts: CvFacts
    images: tuple[bytes, ...] = ()


def read(data: bytes, filename: str, as_of: Month) -> Reading:
    """Read a file, whatever its format; `filename` only helps to tell the format.

    Dates run to `as_of`. Raises `document.Rejected` for a file that can't be read.
    """
    document = load_document(data, filename)
    facts = read_facts(document, as_of)
    return Reading(document, replace(facts, flags=(*facts.flags, *integrity_flags(document))))


@dataclass(frozen=True)
class Shape:
    """How a document is built, before any fact is read: what `read_facts` goes by."""

    language: Language
    outline: Outline
    dates: list[DateSpan]
    entries: list[Entry]


def shape_of(document: Document, as_of: Month) -> Shape:
    """The language, sections, dates and posts' lines of a document."""
    language = language_of(document.text)
    sections = outline(document, language.code)
    american = month_first(document.text, language.code)
    dates = join_fields(document, find_dates(document.text, as_of, american), as_of, american)
    dates = join_told(document.text, dates, as_of, american)
    return Shape(language, sections, dates, find_entries(document, sections, dates))


def read_facts(document: Document, as_of: Month) -> CvFacts:
    """What a document says about its candidate, each fact with its evidence."""
    shape = shape_of(document, as_of)
    language, sections, dates = shape.language, shape.outline, shape.dates
    degrees = read_degrees(document, sections, dates, as_of)
    positions = read_positions(document, shape.entries)
    flags = [Flag("unsupported_language", language.unsupported)] if language.unsupported else []
    flags += _date_flags(document, positions, dates)
    flags += _degree_flags(degrees)
    return CvFacts(
        language=language.code,
        as_of=str(as_of),
        degrees=degrees,
        positions=positions,
        skills=read_skills(document, sections),
        duties=read_duties(document, sections),
        contact=read_contact(document, sections),
        flags=tuple(flags),
        reader=READER_VERSION,
        lexicon=lexicon.version(),
    )


def _date_flags(document: Document, positions: tuple[Position, ...], dates: list[DateSpan]) -> list[Flag]:
    """What is wrong with the posts' dates: unreadable, missing, back to front, in the future, too long."""
    problems = {(d.start, d.end): d.problem for d in dates if d.problem}
    found: list[Flag] = []
    for position in positions:
        evidence = position.date_evidence
        problem = problems.get((evidence.start, evidence.end), "") if evidence else ""
        if evidence is None:
            found.append(Flag("position_without_dates", position.title, position.evidence))
        elif problem == "end_before_start":
            found.append(Flag("end_before_start", evidence.quote, evidence))
        elif problem == "future":
            found.append(Flag("future_date", evidence.quote, evidence))
        elif position.span is None:
            found.append(Flag("dates_not_readable", evidence.quote, evidence))
        elif position.span.end != "present":
            years = int(position.span.end[:4]) - int(position.span.start[:4])
            if years > LONGEST_POST_YEARS:
                found.append(Flag("implausible_dates", evidence.quote, evidence))
    return found


def _degree_flags(degrees: tuple[Degree, ...]) -> list[Flag]:
    """Degrees taken as completed although the CV gives neither year nor status."""
    return [
        Flag("degree_without_year", degree.title, degree.evidence)
        for degree in degrees
        if degree.status is Status.COMPLETED and degree.end_year is None and degree.level.rank >= 3
    ]
