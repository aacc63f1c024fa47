"""Words that tell family or gender: titles, pronouns, the endings of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from recruit.hiring.blind.covering import Span
from recruit.hiring.blind.folding import Folded
from recruit.hiring.blind.vocabulary import vocabulary, word_pattern

_ENGLISH = re.compile(r"\b(?:the|and|of|with|was|is|has|to|for|at|as)\b")


def gender_spans(text: str, folded: Folded, language: str) -> list[Span]:
    """Words for family and gender, titles, and in English lines pronouns."""
    found = [folded.original(m.start(), m.end()) for m in word_pattern("family", "gender").finditer(folded.text)]
    found += [folded.original(m.start(), m.end()) for m in _title_pattern().finditer(folded.text)]
    for line in re.finditer(r"[^\n]+", folded.text):
        if language == "en" or _ENGLISH.search(line[0]):
            pronouns = word_pattern("english").finditer(folded.text, line.start(), line.end())
            found += [folded.original(m.start(), m.end()) for m in pronouns]
    written = "|".join(vocabulary()["gender_written"])
    return found + [m.span() for m in re.finditer(rf"(?<!\w)(?:{written})(?!\w)", text)]


@cache
def _title_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W_])(?:{'|'.join(vocabulary()['titles'])})\.(?![^\W_])|(?<![^\W_])(?:mr|mrs|sra|srta)(?![^\W_])"
    )


def ending_spans(folded: Folded) -> list[Span]:
    """The ending that tells a woman from a man: directo█, llicencia█. Words for both (gestor/a) stay."""
    found = []
    for match in re.finditer(r"[^\W\d_]+(?:·[^\W\d_]+)?", folded.text):
        same = _pairs().get(match[0])
        if same is not None and not re.match(
            r"\s?(?:/-?a\b|/-?ora\b|\(a\)|\(ora\)|/ada\b|@)", folded.text[match.end() :]
        ):
            found.append(folded.original(match.start() + same, match.end()))
    return found


@cache
def _pairs() -> Mapping[str, int]:
    """Word -> how many of its letters stay."""
    kept: dict[str, int] = {}
    for pair in vocabulary()["pairs"].split(","):
        he, _space, she = " ".join(pair.split()).partition(" ")
        same = next((i for i, (a, b) in enumerate(zip(he, she, strict=False)) if a != b), min(len(he), len(she)))
        if he == she:
            continue
        same -= same in (len(he), len(she))  # director, directora: else the bare word would tell
        for word in (he, she):
            kept[word] = min(same, kept.get(word, same))
    return kept
