"""The concepts of skills.yaml and duties.yaml with their compiled lines, and the classes and cues of clauses.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from recruit.reading.lexicon import LANGUAGES, LexiconError
from recruit.reading.lexicon.patterns import Pattern, Together, compile_pattern, key_of
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


@dataclass
class Index:
    """Entries by the word they can begin with, whole or by its first three letters."""

    exact: dict[str, list[Entry]] = field(default_factory=dict)
    begun: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        exact, begun = set(), set()
        for element in entry.pattern.first():
            if element.built_in is not None:
                begun.add("#")
            for form in element.forms:
                if form.endings[0] == "=":
                    exact.add(form.stems[0])
                else:
                    begun.add(key_of(form.stems[0]))
        for word in exact:
            self.exact.setdefault(word, []).append(entry)
        for key in begun:
            self.begun.setdefault(key, []).append(entry)

    def at(self, word: str) -> Iterator[Entry]:
        """The entries that can begin with this (folded) word."""
        yield from self.exact.get(word, ())
        yield from self.begun.get(key_of(word), ())


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
