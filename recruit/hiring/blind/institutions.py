"""Names of employers and schools."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from recruit.hiring.blind.covering import Span
from recruit.hiring.blind.folding import Folded, phrase_spans, plain
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.vocabulary import places, trade, vocabulary

_LEGAL = re.compile(
    r"[\s,]+(?:s\.?\s?a\.?(?:\s?u\.?)?|s\.?\s?l\.?(?:\s?u\.?)?|s\.?c\.?c\.?l\.?|ltd\.?|limited|inc\.?|llc|plc|gmbh|corp\.?)$"
)
_COMMON = {"grupo", "grup", "group", "hotel", "hotels", "consulting", "distribuciones", "distribucions", "servicios",
           "serveis", "services", "solutions", "company", "global", "international", "internacional", "spain", "espana",
           "iberia", "comercial", "industrial", "industrias", "industries", "retail", "foods", "food", "banc", "banco",
           "bank", "media", "digital", "tech", "systems", "sistemas", "logistics", "vins", "vinos"}  # fmt: skip


def institution_spans(text: str, folded: Folded, identity: Identity) -> list[Span]:
    """Employers and schools: those that were read, and what is called like a school."""
    found: list[Span] = []
    for name in identity.institutions:
        bare = _bare(name)
        if len(bare) < 2:
            continue
        found += phrase_spans(folded, bare)
        first = re.match(r"[^\W_]+", bare)
        if first and len(first[0]) >= 4 and first[0] not in _ordinary():
            for start, end in phrase_spans(folded, first[0]):
                if text[start].isupper():
                    found.append((start, end))
    return found + [m.span() for m in _schools().finditer(text)]


@lru_cache(maxsize=1024)
def _bare(name: str) -> str:
    """The name folded, without what only says the form of a company."""
    return _LEGAL.sub("", plain(name)).strip(" .,-")


@cache
def _ordinary() -> frozenset[str]:
    """Words with which a name may begin and that alone name nobody."""
    return frozenset(_COMMON) | trade() | places()


@cache
def _schools() -> re.Pattern[str]:
    data = vocabulary()
    word = r"[A-ZÀ-Ý&][\w'’·.&-]*"
    link = r"(?:d['’]|(?:dels?|de|of|la|les|els?|los|las|the|for|y|i|and|&|en|in)(?!\w))"
    lead = "|".join(map(_any_case, data["school"]))
    after = "|".join(entry.capitalize() for entry in data["school_after"])
    names = "|".join(
        sorted({form for name in data["school_names"] for form in (name.upper(), name.title())}, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<!\w)(?:{lead})\w{{0,3}}(?:[ \u00a0]+{link})*(?:[ \u00a0]*{word}(?:[ \u00a0]+{link})*)*"
        rf"|(?:{word}[ ](?:{link}[ ])?){{1,4}}(?:{after})(?:[ ]{link}[ ](?:{word}[ ]?)+)?(?!\w)"
        rf"|(?<!\w)(?:{after})[ ](?:of|for)[ ](?:{word}[ ]?)+"
        rf"|(?<!\w)(?:UdG|UdL|{names})(?!\w)"
    )


def _any_case(word: str) -> str:
    accents = {"c": "[cç]", "a": "[aàá]", "e": "[eèé]", "i": "[iíï]", "o": "[oòó]", "u": "[uúü]"}
    letters = [accents.get(letter, re.escape(letter)) for letter in word]
    return "(?i:" + "".join(letters) + ")"
