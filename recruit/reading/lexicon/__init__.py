"""The reader's words, as data.

Each `NAME.yaml` of this folder is a list of entries, concept first:

    - id: bachelor
      level: bachelor                       # any further keys are the entry's attributes
      words:   {ca: [grau en], es: [licenciado/licenciada en], en: [bachelor of, BSc]}
      example: {ca: "Grau en Dret", es: "Licenciada en Derecho", en: "BSc Economics"}
      not:     {es: "alto grado de autonomía"}

How words are written: case and accents don't matter; `a/b` are two forms of
one word; `(x)` may be left out; `*` is any one word. A match is a run of whole
words with nothing between them but spaces and at most one of `- ' & . / (`.
`example` (a text or a list) must be found as this entry, `not` must not;
tests/reading/test_lexicon.py sweeps both.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from recruit.reading.folding import Folded, Token, fold, folded

FOLDER = Path(__file__).parent
LANGUAGES = ("ca", "es", "en")
KNOWN_KEYS = {"id", "words", "example", "not"}

#: what may stand between two words of a phrase
_GAP = re.compile(r"\s*[-'&./(]?\s*|[(/]\w{1,4}\)?\s+")
_DOTTED = re.compile(r"\.?\s?")


#: the safe loader in C where PyYAML has it: ten times as fast
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LexiconError(ValueError):
    """A lexicon file is not as it must be; the message names file, entry and fault."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept: its words, examples and counterexamples by language, and its attributes."""

    id: str
    words: Mapping[str, tuple[str, ...]]
    example: Mapping[str, tuple[str, ...]]
    counter: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        return self.attributes.get(key, default)


@dataclass(frozen=True, slots=True)
class Match:
    """`folded.text[start:end]` are words of `entry`; `first` and `last` count its tokens."""

    entry: Entry
    language: str
    start: int
    end: int
    first: int
    last: int


def load(name: str) -> tuple[Entry, ...]:
    """The entries of `NAME.yaml`; LexiconError where the file is wrong."""
    return _load(FOLDER / f"{name}.yaml")


@lru_cache(maxsize=64)
def _load(path: Path) -> tuple[Entry, ...]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        raise LexiconError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(data, list):
        raise LexiconError(f"{path.name}: must be a list of entries")
    entries = [_entry(path.name, item) for item in data]
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise LexiconError(f"{path.name}: {entry.id}: there twice")
        seen.add(entry.id)
    return tuple(entries)


def _entry(file: str, item: object) -> Entry:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        raise LexiconError(f"{file}: an entry without id: {item!r:.80}")
    id_ = item["id"]
    parts = {key: _by_language(file, id_, key, item.get(key) or {}) for key in ("words", "example", "not")}
    missing = [language for language in parts["words"] if parts["words"][language] and language not in parts["example"]]
    if missing:
        raise LexiconError(f"{file}: {id_}: words but no example in {', '.join(missing)}")
    attributes = {key: value for key, value in item.items() if key not in KNOWN_KEYS}
    return Entry(id_, parts["words"], parts["example"], parts["not"], attributes)


def _by_language(file: str, id_: str, key: str, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or set(value) - set(LANGUAGES):
        raise LexiconError(f"{file}: {id_}: {key}: must have the keys {', '.join(LANGUAGES)} and no others")
    found: dict[str, tuple[str, ...]] = {}
    for language, texts in value.items():
        listed = texts if isinstance(texts, list) else [texts]
        bad = [text for text in listed if not isinstance(text, str)]
        if bad:
            raise LexiconError(f"{file}: {id_}: {key}: {language}: not a text: {bad[0]!r}")
        found[language] = tuple(listed)
    return found


def expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """The word sequences that a phrase of the lexicon stands for, folded."""
    choices: list[list[tuple[str, ...]]] = []
    for part in phrase.split():
        optional = part.startswith("(") and part.endswith(")")
        forms = [tuple(_words(form)) for form in (part[1:-1] if optional else part).split("/")]
        choices.append([*forms, ()] if optional else forms)
    for combination in itertools.product(*choices):
        words = tuple(itertools.chain.from_iterable(combination))
        if words:
            yield words


def _words(text: str) -> list[str]:
    return ["*"] if text == "*" else [token.word for token in folded(text).tokens]


class Phrases:
    """Finds the entries' words in a text: whole words, the longest at each place."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root: dict[str, Any] = {}
        for entry in entries:
            for language, phrases in entry.words.items():
                for phrase in phrases:
                    for words in expand(phrase):
                        self._add(words, entry, language)

    def _add(self, words: tuple[str, ...], entry: Entry, language: str) -> None:
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        values: list[tuple[Entry, str]] = node.setdefault("", [])
        if all(known.id != entry.id for known, _ in values):
            values.append((entry, language))

    def find(self, text: Folded, start: int = 0, end: int | None = None) -> list[Match]:
        """Matches within `text.text[start:end]` by place: the longest at each word, one for each entry with it."""
        tokens = text.tokens
        stop = len(text.text) if end is None else end
        found: list[Match] = []
        for index in range(_first_token(tokens, start), len(tokens)):
            if tokens[index].end > stop:
                break
            found += self._longest(text, index, stop)
        return found

    def outermost(self, text: Folded, start: int = 0, end: int | None = None) -> list[Match]:
        """Like `find`, without the matches that lie inside another one."""
        kept: list[Match] = []
        for match in self.find(text, start, end):
            if not kept or match.end > kept[-1].end or (match.start, match.end) == (kept[-1].start, kept[-1].end):
                kept.append(match)
        return kept

    def _longest(self, text: Folded, index: int, stop: int) -> list[Match]:
        tokens = text.tokens
        node = self._root.get(tokens[index].word)
        if node is None:
            return []
        best: list[Match] = []
        nodes = [(index, node)]
        while nodes:
            last, node = nodes.pop()
            values = node.get("")
            if values and (not best or last > best[0].last):
                best = [Match(e, lang, tokens[index].start, tokens[last].end, index, last) for e, lang in values]
            after = last + 1
            if after >= len(tokens) or tokens[after].end > stop:
                continue
            step, anything = node.get(tokens[after].word), node.get("*")
            if (step is None and anything is None) or not self._joined(text, last):
                continue
            nodes += [(after, child) for child in (anything, step) if child is not None]
        return best

    @staticmethod
    def _joined(text: Folded, last: int) -> bool:
        left, right = text.tokens[last], text.tokens[last + 1]
        gap = text.text[left.end : right.start]
        if len(left.word) == 1 and len(right.word) == 1 and left.word.isalpha() and right.word.isalpha():
            return bool(_DOTTED.fullmatch(gap)) and "." in gap
        return "\n\n" not in gap and bool(_GAP.fullmatch(gap))


def _first_token(tokens: tuple[Token, ...], start: int) -> int:
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].start < start:
            low = middle + 1
        else:
            high = middle
    return low


@lru_cache(maxsize=64)
def phrases(name: str, key: str | None = None, value: str | None = None) -> Phrases:
    """The matcher of `NAME.yaml`, of the entries whose attribute `key` is `value` if given."""
    entries = load(name)
    if key is not None:
        entries = tuple(entry for entry in entries if entry.get(key) == value)
    return Phrases(entries)


def words_of(name: str, id_: str) -> tuple[str, ...]:
    """All word forms of one entry in every language, folded, longest first."""
    for entry in load(name):
        if entry.id == id_:
            forms = {" ".join(words) for texts in entry.words.values() for text in texts for words in expand(text)}
            return tuple(sorted(forms, key=lambda form: (-len(form), form)))
    raise LexiconError(f"{name}.yaml: no entry {id_}")


@lru_cache(maxsize=1)
def version() -> str:
    """A short mark of all lexicon files: another word gives another mark."""
    digest = hashlib.sha256()
    for path in sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("*.npz")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


__all__ = ["LANGUAGES", "Entry", "LexiconError", "Match", "Phrases", "expand", "fold", "load", "phrases", "version"]
