"""The lines of a CV that say how to reach somebody and who they are: where they stand, and where the person lives.

Seeds are lines with an e-mail, a number, an address or a label; with them go the lines beside and between them that
read like a part of an address. Lines on which a score rests are never hidden whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from recruit.hiring.blind.contact import postcode_spans
from recruit.hiring.blind.covering import Span, merged
from recruit.hiring.blind.folding import Folded, fold
from recruit.hiring.blind.vocabulary import places, trade, vocabulary, word_pattern
from recruit.reading.document import Document

#: lines from the top among which a person says who they are
HEAD = 25
_FIELDS = re.compile(r"[|•●▪■◦;\t,()]|(?<!\w)·|·(?!\w)|\s{2,}|\s[-–—/]\s")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
#: a field that is longer is a sentence
LONGEST = 70


def block_spans(
    document: Document, reach: Sequence[Span], hits: Sequence[Span], evidence: Sequence[Span]
) -> tuple[list[Span], tuple[str, ...]]:
    """What is hidden of the contact block, and the towns that stand in it.

    `reach`: where it stands how to reach somebody; `hits`: that and what else tells who the person is.
    """
    lines = _lines(document)
    head = _head(lines, evidence)
    seeds = [i for i, line in enumerate(lines) if _is_seed(document.text, line, reach, i < 2 * head)]
    inside = set(seeds)
    for before, after in pairwise(seeds):
        if after - before <= 3:
            inside.update(range(before, after))
    for index in seeds:
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(lines) and _short_place(document.text[slice(*lines[beside])]):
                inside.add(beside)
    spans: list[Span] = []
    homes: list[str] = []
    for index in sorted(inside | set(range(head))):
        start, end = lines[index]
        told = any(a < end and b > start for a, b in evidence)
        if index in inside and not told and _is_address(document.text[start:end]):
            spans.append((start, end))
        for left, right in _fields(document.text, start, end):
            if right - left > LONGEST or any(a < right and b > left for a, b in evidence):
                continue
            body = fold(document.text[left:right])
            town = _towns(body)
            homes += town
            says = index in inside and _tells(body)
            touched = any(a < right and b > left for a, b in hits)
            if town or says or (index in inside and touched and not _trade(body)):
                spans.append((left, right))
            elif index in inside and _beside_address(document.text, left, right, spans) and not _trade(body):
                spans.append((left, right))
                homes += _named_place(document.text[left:right])
    return merged(spans), tuple(dict.fromkeys(homes))


def _lines(document: Document) -> list[Span]:
    if document.lines:
        return [(line.start, line.end) for line in document.lines]
    spans = []
    start = 0
    for raw in document.text.split("\n"):
        if raw.strip():
            spans.append((start, start + len(raw)))
        start += len(raw) + 1
    return spans


def _head(lines: Sequence[Span], evidence: Iterable[Span]) -> int:
    """How many lines stand before the first words that a score rests on."""
    first = min((start for start, _end in evidence), default=10**9)
    return min(HEAD, sum(1 for start, _end in lines if start < first))


def _is_seed(text: str, line: Span, reach: Sequence[Span], top: bool) -> bool:
    """A line that tells how to reach somebody; near the top one with a postcode and a town."""
    start, end = line
    if any(a < end and b > start for a, b in reach):
        return True
    body = fold(text[start:end])
    return top and bool(postcode_spans(body.text)) and bool(_towns(body))


def _fields(text: str, start: int, end: int) -> list[Span]:
    """The parts of a line between commas, bars and wide spaces."""
    found = []
    left = start
    for match in _FIELDS.finditer(text, start, end):
        found.append((left, match.start()))
        left = match.end()
    found.append((left, end))
    trimmed = []
    for left, right in found:
        raw = text[left:right]
        if raw.strip():
            trimmed.append((left + len(raw) - len(raw.lstrip()), right - (len(raw) - len(raw.rstrip()))))
    return trimmed


def _towns(body: Folded) -> list[str]:
    """The places that a field is: alone, or behind a postcode."""
    words = re.sub(r"[^\w\s'·-]", " ", body.text)
    without = re.sub(r"^\W*(?:e-)?(?:ad)?\d{3,5}\s*|\s+\d{4,5}$", "", " ".join(words.split()))
    if without in places():
        return [without]
    found = postcode_spans(body.text)
    if found and len(body.text) <= 60:
        rest = re.sub(r"\s+", " ", (body.text[: found[0][0]] + " " + body.text[found[0][1] :]).strip(" ,.-"))
        if re.fullmatch(r"[^\W\d_][^\d@:]{1,40}", rest) and not _trade(fold(rest)):
            return [rest]
    first = re.match(r"([^\W\d_]+(?:[ '-][^\W\d_]+){0,4})", without)
    if first and len(body.text) <= 45:
        inside = [place for place in places() if place in without]
        known = [place for place in inside if re.search(rf"(?<!\w){re.escape(place)}(?!\w)", without)]
        rest = without
        for place in sorted(known, key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(place)}(?!\w)", " ", rest)
        if known and not re.search(r"[^\W\d_]{4,}", rest):
            return known
    return []


def _tells(body: Folded) -> bool:
    """A field that says nationality, family or gender, or is a birthday."""
    words = re.sub(r"[^\w\s]", " ", body.text).split()
    if 0 < len(words) <= 4 and all(word in _nationalities() or word in ("nacionalitat", "y", "i") for word in words):
        return True
    if len(words) <= 3 and word_pattern("family_in_block").fullmatch(" ".join(words)):
        return True
    return bool(re.fullmatch(r"\W*\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\W*", body.text))


def _nationalities() -> frozenset[str]:
    return frozenset(vocabulary()["nationalities"])


def _trade(body: Folded) -> bool:
    return any(word in trade() for word in re.findall(r"[^\W_]+", body.text))


def _is_address(raw: str) -> bool:
    """A whole line of it: a house number and a postcode."""
    body = fold(raw)
    found = postcode_spans(body.text)
    rest = body.text[: found[0][0]] + body.text[found[0][1] :] if found else ""
    return len(raw) <= 90 and bool(re.search(r"\d", rest)) and not _YEARS.search(rest) and not _trade(body)


def _short_place(raw: str) -> bool:
    body = fold(raw)
    return len(raw) <= 60 and bool(_towns(body) or postcode_spans(body.text))


def _beside_address(text: str, left: int, right: int, spans: Sequence[Span]) -> bool:
    """Right behind a hidden field, in the same line: the town behind the street."""
    return bool(spans) and left - spans[-1][1] <= 4 and "\n" not in text[spans[-1][1] : left] and right - left <= 45


def _named_place(raw: str) -> list[str]:
    """A town that no list knows: two capitalized words or more."""
    words = raw.split()
    capital = [word for word in words if word[:1].isupper()]
    return [fold(raw).text.strip()] if len(capital) >= 2 and len(words) <= 5 and not re.search(r"\d", raw) else []
