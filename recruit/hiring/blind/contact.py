"""Ways to reach somebody: e-mails, web addresses and handles, telephone and identity numbers, streets, postcodes."""

from __future__ import annotations

import re
from functools import cache

from recruit.hiring.blind.covering import Span, merged
from recruit.hiring.blind.folding import Folded, fold
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.labels import labelled_spans
from recruit.hiring.blind.vocabulary import vocabulary

_EMAIL = re.compile(r"[\w.+'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+")
_ENDINGS = "com|es|cat|net|org|eu|io|info|me|dev|co|uk|fr|de|it|pt|ad|mx|ar|cl|pe|us|biz|app|page|site|online|ly|gl|be"
_WEB = re.compile(
    rf"(?:https?://|www\.)[^\s|)>\]]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?![\w.-]*\w@)(?:/[^\s|)>\]]*|\b)"
    r"|(?<![\w.])@[a-z0-9_.]{3,}|(?<!\w)in/[\w-]{3,}",
    re.I,
)
_PHONE = re.compile(r"(?<![\w.,/])(?:\+|00)?\(?\d(?:[ \u00a0().\u2010-\u2015/-]{0,3}\d){6,15}(?![\w%])")
_MONEY = re.compile(r"\s*(?:€|\$|£|eur|usd|euros?|k€|m€|%)", re.I)
_CARD = re.compile(r"\b(?:\d{1,2}\.?\d{3}\.?\d{3}\s?-?\s?[A-HJ-NP-TV-Z]|[XYZ]\s?-?\d{7}\s?-?[A-Z])\b")
_STREET_NUMBER = r"[^|\n;•·]{0,40}?\d{1,4}(?:\s?-\s?\d{1,4})?[^|\n;•·]{0,25}"
_POSTCODE = re.compile(r"\b(?:(?:e-|ad\s?)?(?:0[1-9]|[1-4]\d|5[0-2])\d{3}|ad\d{3}|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b")


def contact_spans(text: str, identity: Identity) -> list[Span]:
    """How to reach somebody, and what stands behind a label (born, nationality, address …)."""
    folded = fold(text)
    found: list[Span] = []
    for pattern in (_EMAIL, _WEB, _addresses()):
        found += [folded.original(m.start(), m.end()) for m in pattern.finditer(folded.text)]
    found += phone_spans(folded, identity)
    upper = text.upper()
    found += [match.span() for match in _CARD.finditer(upper)] if len(upper) == len(text) else []
    return merged(found + labelled_spans(folded))


def phone_spans(folded: Folded, identity: Identity) -> list[Span]:
    """Numbers to call, and those the person gave wherever their digits stand."""
    found = []
    own = [digits for phone in identity.phones if len(digits := re.sub(r"\D", "", phone)[-9:]) >= 7]
    for match in _PHONE.finditer(folded.text):
        digits = re.sub(r"\D", "", match[0])
        mine = any(number in digits or digits in number for number in own)
        if not mine:
            least = 7 if match[0].startswith(("+", "00")) else 9
            if len(digits) < least or _MONEY.match(folded.text, match.end()) or _is_dates(match[0]):
                continue
        found.append(folded.original(match.start(), match.end()))
    return found


def _is_dates(number: str) -> bool:
    """2012 - 2016, 03/2015-12/2018, 15.08.2023."""
    groups = re.findall(r"\d+", number)
    years = [group for group in groups if re.fullmatch(r"(?:19|20)\d\d", group)]
    return bool(years) and all(len(group) <= 2 or group in years for group in groups)


@cache
def _addresses() -> re.Pattern[str]:
    streets = "|".join(sorted(vocabulary()["streets"], key=len, reverse=True))
    after = "street|st|road|rd|avenue|ave|lane|ln|drive|square|sq|close|court|terrace|crescent|boulevard|blvd|way"
    return re.compile(
        rf"(?<!\w)(?:c/\s?|(?:{streets})\b\.?,?\s){_STREET_NUMBER}"
        rf"|(?<!\w)\d{{1,4}}[a-z]?,?\s(?:[a-z'-]+\s){{1,3}}(?:{after})\b\.?"
    )


def postcode_spans(body: str) -> list[Span]:
    """In folded text."""
    return [match.span() for match in _POSTCODE.finditer(body)]
