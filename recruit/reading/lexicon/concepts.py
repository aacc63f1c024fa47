"""The concepts of skills.yaml and duties.yaml with their compiled lines, and the classes and cues of clauses.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from recruit.reading.lexicon import LANGUAGES, LexiconError
from recruit.reading.lexicon.patterns import Pattern, Together, Words, begun_by, compile_pattern
from recruit.reading.lexicon.plain import lines, load_yaml


@dataclass(frozen=True)
class Entry:
    """One line of a lexicon in its place: concept, kind of use, language, pattern."""

    concept: str
    kind: str
    language: str
    pattern: Pattern | Together

    @property
    def rule(self) -> str:
        """`negotiation.actions.ca: negoci+ contract~`: where the line stands and what it says."""
        return f"{self.concept}.{self.kind}.{self.language}: {self.pattern.source}"


class Index:
    """Entries by the word that they can begin with."""

    def __init__(self) -> None:
        self._by_first: dict[int, list[tuple[int, Entry]]] = {}
        self._count = 0
        self._known: dict[str, tuple[tuple[frozenset[int], Entry], ...]] = {}

    def add(self, entry: Entry) -> None:
        for number in entry.pattern.first:
            self._by_first.setdefault(number, []).append((self._count, entry))
        self._count += 1
        self._known.clear()

    def candidates(self, words: Words) -> Iterator[tuple[int, Entry]]:
        """(place, entry) where an entry can begin with a word of the text, and the text has all that it needs."""
        words.look_up()
        elements = words.elements
        for place, word in enumerate(words.words):
            known = self._known.get(word)
            for required, entry in self._at(word) if known is None else known:
                if required <= elements:
                    yield place, entry

    def _at(self, word: str) -> tuple[tuple[frozenset[int], Entry], ...]:
        """The entries that can begin with this (folded) word, in the order of the lexicon, with what they need."""
        found = dict(pair for number in begun_by(word) for pair in self._by_first.get(number, ()))
        known = tuple((found[place].pattern.required, found[place]) for place in sorted(found))
        if len(self._known) < _MOST_KNOWN:
            self._known[word] = known
        return known


#: words whose entries an index remembers; a language's everyday words are far fewer
_MOST_KNOWN = 50_000


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
            except LexiconError as error:
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
