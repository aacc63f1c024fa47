"""The small language in which the lexicons of skills, duties and clauses are written.

A pattern is a line of words, compared with text folded by `fold` (lower case,
no accents). Between two words any articles, possessives and "of" may stand
(`light` in clauses.yaml), so that one line serves many sentences:

    negotiat~ contract~     "negotiated all of the annual contracts" needs ".."
    word       that word                    word~     words that begin so
    word+      the stem with a verb ending  word?     may be missing
    a/b_c/d    one of these ("b c" is two words)
    ..  ...    up to 3, up to 7 words of any kind
    <name>     one of a list of `classes` (clauses.yaml), or a built-in:
               <number> <money> <percent> <growth>
    ^ at the start, $ at the end: there begins, there ends a list item

A lexicon line that cannot be compiled raises `LexiconError` naming it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from recruit.reading.lexicon import FOLDER, LANGUAGES, LexiconError


def fold(text: str) -> str:
    """Lower case without accents; `l·l` is `ll`; typographic quotes and dashes are plain."""
    return "".join(fold_character(character) for character in text).replace("l·l", "ll")


@cache
def fold_character(character: str) -> str:
    """One character folded; may become none (a soft hyphen) or two (a ligature)."""
    if character in "’‘´`ʼ":
        return "'"
    if character in "–—−‐‑‒":
        return "-"
    if character in "“”«»„":
        return '"'
    if character == "\xad" or character == "\u200b":
        return ""
    if character.isspace():
        return " "
    if character == "ŀ":
        return "l·"
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def lines(value: Any, where: str) -> dict[str, list[str]]:
    """`{ca: […], es: […], en: […]}` checked; one string stands for a list of one."""
    if value is None:
        return {}
    if not isinstance(value, dict) or set(value) - set(LANGUAGES):
        raise LexiconError(f"{where}: languages {LANGUAGES} expected")
    read: dict[str, list[str]] = {}
    for language, entries in value.items():
        entries = [entries] if isinstance(entries, str) else entries
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            raise LexiconError(f"{where}.{language}: a list of words expected")
        read[language] = entries
    return read


def load_yaml(name: str) -> Any:
    """The parsed `lexicon/NAME`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (a safe loader)


@cache
def plain(name: str) -> tuple[str, ...]:
    """The plain words of clauses.yaml under `words: NAME`, as written, each once."""
    found = lines(load_yaml("clauses.yaml")["words"][name], f"clauses.yaml: {name}")
    return tuple(dict.fromkeys(word for words in found.values() for word in words))


@cache
def one_of(name: str) -> str:
    """The plain words NAME, folded, as an expression; the longest first."""
    words = {fold(word) for word in plain(name)}
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


#: one word of a gap, no further than the sentence
_GAP = r"(?:[^\w.;!?|•]+[\w.]*\w)"
_LIGHT = rf"(?:(?:{one_of('light')})(?!\w)[^\w,:;()]{{1,3}}){{0,3}}"
#: between two words: no comma; after a gap anything within the sentence
_SEPARATOR = rf"[^\w,:;()]{{1,3}}{_LIGHT}"
_AFTER_GAP = rf"[^\w]{{1,3}}{_LIGHT}"
_ENDING = rf"(?:{one_of('endings')})?(?!\w)"
_AMOUNT = rf"(?:\s?(?:{one_of('magnitudes')})(?!\w))"
_BUILT_IN = {
    "number": r"\d[\d.,]*(?:st|nd|rd|th)?(?!\w)",
    "percent": rf"\d[\d.,]*\s?(?:%|(?:{one_of('per_cent')})(?!\w))",
    "money": (
        rf"(?:(?<=[€$£])\s?\d[\d.,' ]*\d?{_AMOUNT}?"
        rf"|\d[\d.,']*(?:\s\d{{3}})*{_AMOUNT}?\s?(?:(?:d|de)\W)?(?:[€$£]|(?:{one_of('currencies')})(?!\w))"
        rf"|\d[\d.,']*\s?(?:[km]|mil)?\s?[€$£]"
        rf"|\d[\d.,']*{_AMOUNT})"
    ),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled line. `keys` are the beginnings (3 letters) a match can have, `#` for a digit.

    `needs` are the beginnings of one more word that must be there, empty where there is none:
    a cheap look before the expression is tried. Expressions are compiled when they are first tried:
    there are thousands, and a CV has the beginnings of a few hundred.
    """

    source: str
    expression: str
    keys: frozenset[str]
    needs: frozenset[str]
    starts_item: bool
    ends_item: bool

    @property
    def regex(self) -> re.Pattern[str]:
        return _compiled(self.expression)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass(frozen=True)
class Entry:
    """One line of a lexicon in its place: concept, kind of use, language, pattern."""

    concept: str
    kind: str
    language: str
    pattern: Pattern

    @property
    def rule(self) -> str:
        """`negotiation.actions.ca: negoci+ contract~`: where the line stands and what it says."""
        return f"{self.concept}.{self.kind}.{self.language}: {self.pattern.source}"


@dataclass
class Index:
    """Entries by the first three letters of what they match."""

    by_key: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        for key in entry.pattern.keys:
            self.by_key.setdefault(key, []).append(entry)

    def at(self, word: str) -> Sequence[Entry]:
        """The entries that can begin with this (folded) word."""
        return self.by_key.get("#" if word[0].isdigit() else word[:3], ())


def _word(source: str, form: str) -> tuple[str, set[str]]:
    """The expression and the keys of one form without blanks: `negoci~`, `a_b`, `present+`."""
    pieces, key = [], ""
    for number, part in enumerate(form.split("_")):
        ending = part[-1:]
        stem = re.escape(part.rstrip("~+")).replace(r"\-", r"[\s-]?").replace("'", r"'\s?")
        if not part.rstrip("~+"):
            raise LexiconError(f"{source!r}: an empty word")
        if ending == "~":
            stem += r"\w*"
        elif ending == "+":
            stem += _ENDING
        else:
            stem += r"(?!\w)" if part[-1].isalnum() else ""
        if number == 0:
            letters = re.match(r"\w+", part.rstrip("~+"))
            key = letters[0][:3] if letters else ""
            if letters and len(key) < 3 and ending in "~+" and part.rstrip("~+") == letters[0]:
                raise LexiconError(f"{source!r}: {form!r} is too short for ~ or +")
        pieces.append(stem)
    return _SEPARATOR.join(pieces), {"#" if key[:1].isdigit() else key}


def _token(source: str, token: str, classes: Mapping[str, Sequence[str]]) -> tuple[str, set[str]]:
    if token.startswith("<") and token.endswith(">"):
        name = token[1:-1]
        if name in _BUILT_IN:
            return _BUILT_IN[name], {"#"}
        if name not in classes:
            raise LexiconError(f"{source!r}: no class {name!r}")
        return _class(name, tuple(classes[name]))
    parts, keys = [], set()
    for form in token.split("/"):
        expression, more = _word(source, form)
        parts.append(expression)
        keys |= more
    return f"(?:{'|'.join(parts)})", keys


@cache
def _class(name: str, forms: tuple[str, ...]) -> tuple[str, set[str]]:
    parts, keys = [], set()
    for form in forms:
        expression, more = _word(name, fold(form).strip().replace(" ", "_"))
        parts.append(expression)
        keys |= more
    return f"(?:{'|'.join(parts)})", keys


def compile_pattern(source: str, classes: Mapping[str, Sequence[str]]) -> Pattern:
    """The pattern of one lexicon line; LexiconError when it can't be read."""
    tokens = fold(source).split()
    starts, ends = tokens[:1] == ["^"], tokens[-1:] == ["$"]
    tokens = tokens[starts : len(tokens) - ends]
    if not tokens or tokens[0] in ("..", "...") or tokens[-1] in ("..", "..."):
        raise LexiconError(f"{source!r}: a pattern begins and ends with a word")
    expression, gap, begun = "", "", False
    keys: set[str] = set()
    needs: set[str] = set()
    for part in tokens:
        if part in ("..", "..."):
            if not begun:
                raise LexiconError(f"{source!r}: no gap before the first word that must be there")
            gap = _GAP + ("{0,3}?" if part == ".." else "{0,7}?")
            continue
        optional = part.endswith("?") and len(part) > 1
        part, more = _token(source, part[:-1] if optional else part, classes)
        if begun:
            needs = needs if optional or "" in more else more
            part = gap + (_AFTER_GAP if gap else _SEPARATOR) + part
            expression += f"(?:{part})?" if optional else part
        else:
            keys |= more
            expression += f"(?:{part}{_SEPARATOR})?" if optional else part
            begun = not optional
        gap = ""
    if not begun or "" in keys:
        raise LexiconError(f"{source!r}: it must begin with a letter or a digit")
    return Pattern(source, expression, frozenset(keys), frozenset(needs), starts, ends)


@cache
def clauses() -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, list[str]]]]:
    """The word classes and the clause cues (negations, wishes, other people …) of clauses.yaml."""
    raw = load_yaml("clauses.yaml")
    classes = {
        name: tuple(form for forms in lines(value, f"clauses.yaml: {name}").values() for form in forms)
        for name, value in raw["classes"].items()
    }
    cues = {name: lines(value, f"clauses.yaml: {name}") for name, value in raw["cues"].items()}
    return classes, cues


def entries(concept: str, kind: str, by_language: Mapping[str, Iterable[str]]) -> Iterator[Entry]:
    """The compiled lines of one kind of one concept."""
    classes, _ = clauses()
    for language, sources in by_language.items():
        for source in sources:
            try:
                pattern = compile_pattern(source, classes)
            except (LexiconError, re.error) as error:
                raise LexiconError(f"{concept}.{kind}.{language}: {error}") from None
            yield Entry(concept, kind, language, pattern)


#: How a line of a concept is used; see `recruit.reading.mentions`.
KINDS = ("words", "traits", "claims", "actions", "titles", "lookalikes")


@dataclass(frozen=True)
class Concept:
    """One skill or duty of a lexicon: its compiled lines by kind, its example and counter-example by language."""

    id: str
    lines: Mapping[str, tuple[Entry, ...]]
    example: Mapping[str, list[str]]
    counter: Mapping[str, list[str]]


@cache
def concepts(name: str) -> tuple[Concept, ...]:
    """The concepts of `lexicon/NAME` (skills.yaml, duties.yaml), compiled; LexiconError when one is incomplete."""
    found = []
    for raw in load_yaml(name):
        id = raw.get("id", "?")
        unknown = set(raw) - {"id", "example", "not", *KINDS}
        if unknown:
            raise LexiconError(f"{name}: {id}: unknown {sorted(unknown)}")
        example, counter = lines(raw.get("example"), f"{name}: {id}"), lines(raw.get("not"), f"{name}: {id}")
        if set(example) != set(LANGUAGES) or set(counter) != set(LANGUAGES):
            raise LexiconError(f"{name}: {id}: example and not are required in {LANGUAGES}")
        compiled = {kind: tuple(entries(id, kind, lines(raw.get(kind), f"{name}: {id}.{kind}"))) for kind in KINDS}
        found.append(Concept(id, compiled, example, counter))
    return tuple(found)
