"""Personal words in any text: names, ways to reach somebody, age, family, gender, schools and employers.

Everything is compared in small letters without accents. A rule errs on the side of hiding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Span = tuple[int, int]
#: stands for a hidden letter while places in the text must stay; see `shown`
BLOCK = "█"
#: what a reader sees, however long the words are
HIDDEN = "█████"

_DATA = Path(__file__).parent
_PARTICLES = {"de", "del", "la", "las", "los", "el", "els", "les", "i", "y", "e", "da", "do", "dos", "van", "von",
              "der", "den", "di", "bin", "al", "d", "l", "san", "santa", "o", "and", "the"}  # fmt: skip
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
_AGE = re.compile(r"(?<![\d.,+])(\d{2})\s*(?:anys|anos|years?[ -]olds?|year-old|y/o|yrs old|years of age)(?!\w)")
_AGED = re.compile(r"\b(?:aged|tengo|tinc|i am|i'm)\s+(\d{2})(?!\w|[.,]\d|\s*%)")
_DATE = r"\d{1,2}\s*(?:[/.-]|\s(?:de\s|d')?)\s*(?:\d{1,2}|[a-z]{3,10})\s*(?:[/.-]|\s(?:de\s|del\s)?)\s*(?:19|20)\d\d"
_CHILDREN = re.compile(
    r"\b(?:un|una|dos|tres|quatre|cuatro|one|two|three|\d)\s+(?:hij[oa]s?|fill[as]?|filles|children|kids|sons?|daughters?)\b"
)
_ENGLISH = re.compile(r"\b(?:the|and|of|with|was|is|has|to|for|at|as)\b")
_END = re.compile(r"[|•·●▪■◦;\t\n]|\s{2,}|\s[-–—]\s|\.\s|$")
_FIELD = re.compile(r"[|•·●▪■◦;\t\n,()]|\s{2,}|\s[-–—/]\s")
_STREET_NUMBER = r"[^|\n;•·]{0,40}?\d{1,4}(?:\s?-\s?\d{1,4})?[^|\n;•·]{0,25}"
_POSTCODE = re.compile(r"\b(?:(?:e-|ad\s?)?(?:0[1-9]|[1-4]\d|5[0-2])\d{3}|ad\d{3}|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b")


@cache
def vocabulary() -> Mapping[str, Any]:
    data: dict[str, Any] = yaml.safe_load((_DATA / "words.yaml").read_text(encoding="utf-8"))
    return data


@cache
def places() -> frozenset[str]:
    text = yaml.safe_load((_DATA / "places.yaml").read_text(encoding="utf-8"))["places"]
    return frozenset(" ".join(place.split()) for place in text.split(","))


@cache
def headings() -> frozenset[str]:
    """Headings of a CV's parts, folded: never taken for a name."""
    return frozenset(" ".join(heading.split()) for heading in vocabulary()["headings"].split(","))


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in small letters without accents; `at[i]` is where its letter i stands in the original."""

    text: str
    at: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        return (self.at[start], self.at[end - 1] + 1) if end > start else (self.at[start], self.at[start])


def fold(text: str) -> Folded:
    letters: list[str] = []
    at: list[int] = []
    for index, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char) or char:
            if unicodedata.combining(part) or part in "\u00ad\u200b\u200c\u200d\ufeff":
                continue
            small = part.lower()
            letters.append(small if len(small) == 1 else part)
            at.append(index)
    return Folded("".join(letters).replace("’", "'").replace("\u00a0", " "), tuple(at))


def plain(text: str) -> str:
    return fold(text).text


@dataclass(frozen=True, slots=True)
class Identity:
    """Who must not be recognized: every name they go by, how they are reached, where they live.

    `institutions`: employers and schools as they are written. What is hidden: the `person`, the `contact`, and
    with `hide_institutions` those.
    """

    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    hide_institutions: bool = False
    person: bool = True
    contact: bool = True
    language: str = ""
    tokens: frozenset[str] = field(init=False, default=frozenset())
    handles: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        generic = set(vocabulary()["generic_handles"])
        words = {word for name in self.names for word in re.findall(r"[^\W\d_]+", plain(name))}
        locals_ = [plain(email).partition("@")[0] for email in self.emails]
        handles = {local for local in locals_ if len(local) >= 4 and local not in generic}
        handles |= {re.sub(r"[^a-z]+", "", local) for local in handles}
        parts = {part for local in locals_ for part in re.findall(r"[^\W\d_]{4,}", local)}
        words |= {part for part in parts - generic if not parts & generic or len(part) > 5}
        tokens = {word for word in words if len(word) > 1 and word not in _PARTICLES}
        object.__setattr__(self, "tokens", frozenset(tokens))
        object.__setattr__(self, "handles", frozenset(h for h in handles if len(h) >= 5))


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, overlapping and touching ones joined."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def covered(text: str, spans: Iterable[Span]) -> str:
    """The text with its spans blocked out letter by letter: as long as before, line breaks kept."""
    letters = list(text)
    for start, end in spans:
        for index in range(max(0, start), min(end, len(letters))):
            if letters[index] != "\n":
                letters[index] = BLOCK
    return "".join(letters)


def shown(text: str) -> str:
    """A covered text as people see it: each hidden run equally long, so that its length tells nothing."""
    return re.sub(rf"{BLOCK}(?:[ \n\u00a0]*{BLOCK})*", HIDDEN, text)


def hide(text: str, identity: Identity, *, extra: Iterable[Span] = ()) -> str:
    """Any text without personal words, as people see it."""
    if not text:
        return text
    return shown(covered(text, merged([*personal_spans(text, identity), *extra])))


def personal_spans(text: str, identity: Identity) -> list[Span]:
    """Where personal words stand in a text of any kind."""
    folded = fold(text)
    found = contact_spans(text, identity) if identity.contact else []
    if identity.person:
        found += _names(text, folded, identity)
        found += _ages(folded)
        found += _words(text, folded, identity.language)
        found += _endings(folded)
    for home in identity.homes:
        found += _phrase(folded, home)
    if identity.hide_institutions:
        found += institution_spans(text, folded, identity)
    return merged(found)


def contact_spans(text: str, identity: Identity) -> list[Span]:
    """How to reach somebody, and what stands behind a label (born, nationality, address …)."""
    folded = fold(text)
    found: list[Span] = []
    for pattern in (_EMAIL, _WEB, _addresses()):
        found += [folded.original(m.start(), m.end()) for m in pattern.finditer(folded.text)]
    found += phones(folded, identity)
    upper = text.upper()
    found += [match.span() for match in _CARD.finditer(upper)] if len(upper) == len(text) else []
    return merged(found + _labelled(folded))


# --- names --------------------------------------------------------------------
@cache
def _name_pattern(tokens: frozenset[str]) -> re.Pattern[str] | None:
    """Each token as a word, letter-spaced or broken over a line too."""
    if not tokens:
        return None
    spaced = [
        r"[ \n-]{0,2}".join(map(re.escape, token)) if len(token) > 3 else re.escape(token)
        for token in sorted(tokens, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![^\W\d_])(?<!·)(?:{'|'.join(spaced)})(?![^\W\d_]|·)")


def _names(text: str, folded: Folded, identity: Identity) -> list[Span]:
    pattern, body = _name_pattern(identity.tokens), folded.text
    if pattern is None:
        return []
    ordinary = set(vocabulary()["ordinary"])
    hits = [match.span() for match in pattern.finditer(body)]
    found = []
    for index, (start, end) in enumerate(hits):
        beside = (index and _between(body[hits[index - 1][1] : start])) or (
            index + 1 < len(hits) and _between(body[end : hits[index + 1][0]])
        )
        word = re.sub(r"[ \n-]", "", body[start:end])
        first = text[folded.at[start]]
        kept = word in ordinary or (first.islower() and len(word) < 4) or word in vocabulary()["trade"]
        if beside or not kept:
            found.append((start, end))
    spans = [folded.original(*_with_neighbours(body, start, end, identity)) for start, end in _joined(body, found)]
    for match in re.finditer(r"[\w.·+-]+", body):  # nuriavidal, n.vidal92, nuria_vidal_cv.pdf
        bare = re.sub(r"[^a-z]", "", match[0])
        long = [token for token in identity.tokens if len(token) >= 5 and token in bare and token not in ordinary]
        two = [token for token in identity.tokens if len(token) >= 3 and token in bare]
        handle = any(handle in match[0] or (len(bare) >= 5 and handle == bare) for handle in identity.handles)
        joined = not pattern.fullmatch(match[0]) and (len(two) > 1 or any(bare.startswith(t) for t in long))
        if handle or joined:
            spans.append(folded.original(match.start(), match.end()))
    return spans + _initials(text, identity)


def _between(gap: str) -> bool:
    """Whether two parts of a name stand together: nothing but spaces, a comma, an initial, particles between."""
    if len(gap) > 14:
        return False
    words = re.findall(r"[^\W\d_]+", gap)
    return not re.search(r"[^\w\s,.'·-]", gap) and all(word in _PARTICLES or len(word) == 1 for word in words)


def _joined(body: str, spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and _between(body[found[-1][1] : start]):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _with_neighbours(body: str, start: int, end: int, identity: Identity) -> Span:
    """With the article, title or initial before the name (*la Núria*, *N. Vidal*), the initial after it."""
    initials = "".join(sorted({token[0] for token in identity.tokens}))
    before = re.search(
        rf"(?:(?<!\w)(?:la|el|en|na|l'|d'|sr|sra|srta|don|dona|dna|mr|mrs|ms|miss|d|dr|dra)\.?\s*"
        rf"|(?<!\w)[{initials}]\.?\s*)+$",
        body[max(0, start - 24) : start],
    )
    if before:
        start -= len(before[0])
    after = re.match(rf"(?:\s[{initials}]\.?(?!\w))+", body[end : end + 12])
    return start, end + len(after[0]) if after else end


def _initials(text: str, identity: Identity) -> list[Span]:
    spans = []
    for name in identity.names:
        letters = [word[0].upper() for word in re.findall(r"[^\W\d_]+", plain(name)) if word not in _PARTICLES]
        if len(letters) >= 2:
            dotted = r"\.\s?".join(letters[:2]) + r"\." + "".join(rf"(?:\s?{letter}\.?)?" for letter in letters[2:])
            spans += [m.span() for m in re.finditer(rf"(?<![\w.]){dotted}", text)]
        if len(letters) >= 3:
            spans += [m.span() for m in re.finditer(rf"(?<![\w.]){''.join(letters)}(?!\w)", text)]
    return spans


# --- numbers ------------------------------------------------------------------
def phones(folded: Folded, identity: Identity) -> list[Span]:
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


def _ages(folded: Folded) -> list[Span]:
    body = folded.text
    found = []
    for pattern in (_AGE, _AGED):
        for match in pattern.finditer(body):
            around = body[max(0, match.start() - 30) : match.start()] + " … " + body[match.end() : match.end() + 30]
            if not 16 <= int(match[1]) <= 79 or (
                "old" not in match[0] and re.search(r"exper|treball|trabaj|sector", around)
            ):
                continue
            follows = re.match(r"\s+(?:de|d'|en|a|of|in|com|como|dedica|gestion)", body[match.end() : match.end() + 12])
            if follows and "old" not in match[0] and not re.match(r"\s+(?:d'edat|de edad)", body[match.end() :]):
                continue
            found.append(folded.original(match.start(), match.end()))
    found += [folded.original(m.start(), m.end()) for m in _CHILDREN.finditer(body)]
    return found


# --- labels and words ---------------------------------------------------------
@cache
def _label_pattern() -> re.Pattern[str]:
    labels = sorted({label for group in vocabulary()["labels"].values() for label in group}, key=len, reverse=True)
    return re.compile(
        rf"(?:^|(?<=[\s|•·(,;/]))(?:{'|'.join(map(re.escape, labels))})\.?(?:\s*/\s*[a-z. -]{{2,20}})?\s*"
        r"(?::|\t|\s{2,}|\s[-–—]\s|\s*\|\s*)[ \t]*",
        re.M,
    )


@cache
def _opening_pattern() -> re.Pattern[str]:
    openings = sorted(vocabulary()["openings"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, openings))})(?!\w)")


def _labelled(folded: Folded) -> list[Span]:
    """The value behind a label, to the end of its field; a label alone on its line labels the next one."""
    body = folded.text
    found = []
    for match in _label_pattern().finditer(body):
        start = match.end()
        if start < len(body) and body[start] == "\n":
            start += 1
            end = body.find("\n", start)
            end = len(body) if end < 0 else end
            if end - start > 60:
                continue
        else:
            end = _field_end(body, start)
        if end > start:
            found.append(folded.original(start, end))
    for match in _opening_pattern().finditer(body):
        end = _field_end(body, match.end())
        found.append(folded.original(match.start(), min(end, match.end() + 60)))
    return found


def _field_end(body: str, start: int) -> int:
    match = _END.search(body, start)
    return match.start() if match and match.start() > start else (match.end() if match else len(body))


@cache
def _word_pattern(*groups: str) -> re.Pattern[str]:
    words = sorted({word for group in groups for word in vocabulary()[group]}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})(?![^\W_])")


@cache
def _title_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W_])(?:{'|'.join(vocabulary()['titles'])})\.(?![^\W_])|(?<![^\W_])(?:mr|mrs|sra|srta)(?![^\W_])"
    )


def _words(text: str, folded: Folded, language: str) -> list[Span]:
    found = [folded.original(m.start(), m.end()) for m in _word_pattern("family", "gender").finditer(folded.text)]
    found += [folded.original(m.start(), m.end()) for m in _title_pattern().finditer(folded.text)]
    for line in re.finditer(r"[^\n]+", folded.text):
        if language == "en" or _ENGLISH.search(line[0]):
            pronouns = _word_pattern("english").finditer(folded.text, line.start(), line.end())
            found += [folded.original(m.start(), m.end()) for m in pronouns]
    written = "|".join(vocabulary()["gender_written"])
    return found + [m.span() for m in re.finditer(rf"(?<!\w)(?:{written})(?!\w)", text)]


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


def _endings(folded: Folded) -> list[Span]:
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
def _addresses() -> re.Pattern[str]:
    streets = "|".join(sorted(vocabulary()["streets"], key=len, reverse=True))
    after = "street|st|road|rd|avenue|ave|lane|ln|drive|square|sq|close|court|terrace|crescent|boulevard|blvd|way"
    return re.compile(
        rf"(?<!\w)(?:c/\s?|(?:{streets})\b\.?,?\s){_STREET_NUMBER}"
        rf"|(?<!\w)\d{{1,4}}[a-z]?,?\s(?:[a-z'-]+\s){{1,3}}(?:{after})\b\.?"
    )


def _phrase(folded: Folded, words: str) -> list[Span]:
    pattern = r"[\s,.-]+".join(map(re.escape, re.findall(r"[^\W_]+(?:['’·-][^\W_]+)*", plain(words))))
    if not pattern:
        return []
    return [folded.original(m.start(), m.end()) for m in re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", folded.text)]


def postcodes(body: str) -> list[Span]:
    """In folded text."""
    return [match.span() for match in _POSTCODE.finditer(body)]


# --- institutions -------------------------------------------------------------
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
        bare = _LEGAL.sub("", plain(name)).strip(" .,-")
        if len(bare) < 2:
            continue
        found += _phrase(folded, bare)
        first = re.match(r"[^\W_]+", bare)
        if first and len(first[0]) >= 4 and first[0] not in _COMMON | set(vocabulary()["trade"]) | places():
            for start, end in _phrase(folded, first[0]):
                if text[start].isupper():
                    found.append((start, end))
    return found + [m.span() for m in _schools().finditer(text)]


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
