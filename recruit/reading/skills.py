"""The skills that a CV claims or shows, each with its words."""

from __future__ import annotations

from functools import cache

from recruit.facts import Mention
from recruit.reading.clauses import clause_model
from recruit.reading.document import Document
from recruit.reading.lexicon.concepts import concepts
from recruit.reading.mentions import Reader
from recruit.reading.sections import Outline


@cache
def _reader() -> Reader:
    return Reader(concepts("skills.yaml"), clause_model())


def read_skills(document: Document, outline: Outline) -> dict[str, tuple[Mention, ...]]:
    """Skill id (`facts.SKILLS`) -> its mentions, the best first; a skill that is not there is absent.

    `document.text[m.evidence.start : m.evidence.end] == m.evidence.quote` for
    every mention `m`. What counts is defined by the guide to reading.
    """
    return _reader().read(document, outline)
