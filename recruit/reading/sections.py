"""The outline of a CV: which lines belong to which section."""

from __future__ import annotations

from dataclasses import dataclass

from recruit.facts import Evidence
from recruit.reading.document import Document

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


@dataclass(frozen=True)
class Section:
    """Lines `first` to `last` of `document.lines`, both included, the title's line left out.

    `kind` is one of `KINDS`; `title` is None where no heading stands above the
    lines. A section without lines has `last == first - 1`.
    """

    kind: str
    title: Evidence | None
    first: int
    last: int


@dataclass(frozen=True)
class Outline:
    """The sections of a document in reading order, and its language (ca, es, en)."""

    language: str
    sections: tuple[Section, ...]

    def section_of(self, line_index: int) -> Section:
        """The section that holds the line `document.lines[line_index]` (its title's line included)."""
        found = self.sections[0]
        for section in self.sections:
            if section.first - (1 if section.title else 0) > line_index:
                break
            found = section
        return found


def outline(document: Document, language: str) -> Outline:
    """The sections of `document`; a document without headings is one section of kind `other`."""
    return Outline(language, (Section("other", None, 0, len(document.lines) - 1),))
