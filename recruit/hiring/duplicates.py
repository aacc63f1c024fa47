"""What applications of one person have in common: e-mail, phone, or name with much the same CV. Pure."""

from __future__ import annotations

import re
from binascii import crc32
from collections.abc import Sequence

import phonenumbers

from recruit.hiring.folding import fold

#: words in a row that make one shingle, and how many shingles are kept: those with the lowest hash
WORDS, KEPT = 3, 128
#: from here on two CVs are much the same
SIMILAR = 0.5
#: letters of a CV that are looked at
LONGEST = 60_000


def phone_digits(phone: str, country: str) -> str:
    """The digits of a number with its country (`34612345678`), however it is written; empty for what is none.

    `country`: the two letters of where a number without its country is from.
    """
    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).lstrip("+")


def shingles(text: str) -> list[int]:
    """A sample of the text's runs of words that is the same for the same text, rising; small enough to be stored."""
    words = re.findall(r"\w+", fold(text[:LONGEST]))
    runs = {crc32(" ".join(words[at : at + WORDS]).encode()) for at in range(max(len(words) - WORDS + 1, 0))}
    return sorted(runs)[:KEPT]


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of all their runs of words that two texts have in common (Jaccard), estimated from their samples."""
    if not one or not other:
        return 0.0
    first, second = set(one), set(other)
    sample = sorted(first | second)[:KEPT]
    return sum(run in first and run in second for run in sample) / len(sample)


def why_alike(
    one: tuple[str, str, str, Sequence[int]], other: tuple[str, str, str, Sequence[int]]
) -> tuple[tuple[str, ...], float]:
    """Why two applications may be of one person (email, phone, cv), and how alike their CVs are.

    Each is given as (e-mail, phone, name, shingles), as its trace keeps them.

    A name alone says nothing: many people share theirs.
    """
    reasons = []
    if one[0] and one[0] == other[0]:
        reasons.append("email")
    if one[1] and one[1] == other[1]:
        reasons.append("phone")
    alike = likeness(one[3], other[3])
    if one[2] == other[2] and alike >= SIMILAR:
        reasons.append("cv")
    return tuple(reasons), alike
