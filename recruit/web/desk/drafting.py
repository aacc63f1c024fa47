"""Mails to applicants as they are drafted for a stage, to be read and changed before they are sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import render_template
from flask_babel import force_locale
from flask_login import current_user

from recruit.config import LANGUAGES
from recruit.hiring.models import Opening
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.telling import NAME, Letter
from recruit.hiring.queries.companies import company_name
from recruit.web.languages import text

#: what only the recruiter knows: `[The day, the place.]`
GAP = re.compile(r"\[[^\]]+\]")


def draft(opening: Opening, stage: str, language: str, name: str) -> Letter:
    """What is offered to say to somebody of this name at this stage."""
    with force_locale(language):
        lines = render_template(
            f"mail/draft.{language}.txt",
            stage=stage,
            name=name,
            title=text(opening.version.title, language),
            company=company_name(),
            sender=current_user.name,
        )
    subject, _newline, body = lines.strip().partition("\n")
    return Letter(subject.strip(), body.strip())


def left_open(draft: Letter, words: str) -> bool:
    """Whether words still hold a gap of their draft."""
    return any(gap in words for gap in GAP.findall(draft.text))


@dataclass(frozen=True, slots=True)
class ManyLetters:
    """The words to those of one language, and how many they are."""

    language: str
    count: int
    letter: Letter


def letters_to(opening: Opening, stage: str, applicants: Iterable[str], typed: Mapping[str, str]) -> list[ManyLetters]:
    """The drafts for many, as they were typed over. `applicants`: the language of each; `typed`: `subject_ca` …"""
    counts = Counter(applicants)
    found = []
    for language in sorted(counts, key=list(LANGUAGES).index):
        offered = draft(opening, stage, language, NAME)
        letter = Letter(typed.get(f"subject_{language}", offered.subject), typed.get(f"text_{language}", offered.text))
        found.append(ManyLetters(language, counts[language], letter))
    return found


def typed_letters(opening: Opening, stage: str, typed: Mapping[str, str]) -> dict[str, Letter]:
    """Language -> the words to send. Invalid("text", "gap") where one holds a gap of its draft."""
    letters = {}
    for language in LANGUAGES:
        if f"text_{language}" not in typed:
            continue
        letter = Letter(typed.get(f"subject_{language}", ""), typed[f"text_{language}"])
        if left_open(draft(opening, stage, language, NAME), letter.text):
            raise Invalid("text", "gap", language=language)
        letters[language] = letter
    return letters
