"""Answers to an opening's questions without personal words: a question is the label of its answer.

Texts keep what tells nothing. Any other answer is shown whole or not at all, and not where the question itself asks
for what is hidden (an age, a family, a nationality).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from recruit.hiring.blind.covering import covered, merged, shown
from recruit.hiring.blind.folding import plain
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.personal import personal_spans
from recruit.hiring.blind.vocabulary import vocabulary
from recruit.role_profile.questions import Kind, Question

TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)
#: labels whose values are hidden wherever somebody asks for them
_ASKED = ("birth", "age", "nationality", "family", "gender", "faith")


def is_told(question: Question, value: Any, identity: Identity) -> bool:
    """Whether the answer may be shown at all; of a text, whether any of it may. A file never is."""
    if question.kind is Kind.FILE:
        return False
    if identity.person and _asks_for_person(question):
        return False
    return question.kind in TEXTS or not any(_hides(label, said, identity) for label, said in _said(question, value))


def told(question: Question, text: str, identity: Identity) -> str:
    """A text without personal words."""
    found = personal_spans(text, identity)
    for label in _labels(question):
        found += [
            (max(start - len(label), 0), end - len(label))
            for start, end in personal_spans(label + text, identity)
            if end > len(label)
        ]
    return shown(covered(text, merged(found)))


def _labels(question: Question) -> list[str]:
    """The question in each language as what stands before a value."""
    return list(dict.fromkeys(words.rstrip(" ?:.…") + ": " for words in question.text.values()))


def _said(question: Question, value: Any) -> list[tuple[str, str]]:
    """(label, value) in each language."""
    chosen = {value} if isinstance(value, str) else set(value) if isinstance(value, list) else set()
    options = [option for option in question.options if option.id in chosen]
    if not options:
        return [(label, str(value)) for label in _labels(question)]
    return [
        (words.rstrip(" ?:.…") + ": ", option.text.get(language, ""))
        for language, words in question.text.items()
        for option in options
    ]


def _hides(label: str, said: str, identity: Identity) -> bool:
    return bool(personal_spans(said, identity)) or any(
        end > len(label) for _start, end in personal_spans(label + said, identity)
    )


def _asks_for_person(question: Question) -> bool:
    return any(_pattern().search(plain(words)) for words in question.text.values())


@cache
def _pattern() -> re.Pattern[str]:
    known = vocabulary()
    words = {word for group in _ASKED for word in known["labels"][group]} | set(known["asked"])
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest))})(?![^\W_])")
