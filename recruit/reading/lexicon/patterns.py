"""The small language in which the lexicons of skills, duties and clauses are written.

A pattern is a line of words, compared with text folded by `fold` (lower case,
no accents). Between two words any articles, possessives and "of" may stand
(`light` in clauses.yaml), so that one line serves many sentences:

    negotiat~ contract~     "negotiated all the annual contracts" needs ".."
    word       that word                    word~     words that begin so
    word+      the stem with a verb ending  word?     may be missing
    a/b_c/d    one of these ("b c" is two words)
    ..  ...    up to 3, up to 7 words of any kind
    <name>     one of a list of `classes` (clauses.yaml), or a built-in:
               <number> <money> <percent>
    ^ at the start, $ at the end: there begins, there ends a list item
    one & two  both, in whatever order, near each other in one sentence

A lexicon line that cannot be read raises `LexiconError` naming it. Lines are
kept as words and tested word by word: there are thousands of them, and as
regular expressions they took seconds to compile in each reading process. Every
element that can be written has a number; `begun_by` tells once and for all
which of them a word begins, so that most lines need not be tried at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise, takewhile

from recruit.reading.lexicon import LexiconError
from recruit.reading.lexicon.plain import fold, one_of, plain

_LIGHT = frozenset(plain("light"))
_ENDINGS = frozenset(fold(ending) for ending in plain("endings")) | {""}
_MOST_LIGHT = 3
_SHORTEST_STEM = 3
_NONE: frozenset[int] = frozenset()
#: how many words, and how many commas, the parts of `a & b` may take up together
_NEAR, _NEAR_COMMAS = 16, 1
_GAPS = {"..": 3, "...": 7}
#: between words: a comma or a colon parts what must stand together, a full stop ends any gap
_PARTED = re.compile(r"[,:;()]|.{4}")
_STOPPED = re.compile(r"[.;!?|•]")
_AMOUNT = rf"(?:\s?(?:{one_of('magnitudes')})(?!\w))"
_BUILT_IN = {
    "number": re.compile(r"\d[\d.,]*(?:st|nd|rd|th)?(?!\w)"),
    "percent": re.compile(rf"\d[\d.,]*\s?(?:%|(?:{one_of('per_cent')})(?!\w))"),
    "money": re.compile(
        rf"(?:(?<=[€$£])\s?\d[\d.,' ]*\d?{_AMOUNT}?"
        rf"|\d[\d.,']*(?:\s\d{{3}})*{_AMOUNT}?\s?(?:(?:d|de)\W)?(?:[€$£]|(?:{one_of('currencies')})(?!\w))"
        rf"|\d[\d.,']*\s?(?:[km]|mil)?\s?[€$£]"
        rf"|\d[\d.,']*{_AMOUNT})"
    ),
}


class _Registry:
    """The elements of all patterns that were read, by how each can begin."""

    def __init__(self) -> None:
        self.count = 0
        #: how a form's first word ends (`=`, `~`, `+`; "#": a figure) -> its stem -> elements
        self.begun: dict[str, dict[str, set[int]]] = {"=": {}, "~": {}, "+": {}, "#": {}}

    def add(self, begun: Iterable[tuple[str, str]]) -> int:
        """The number of a new element that can begin so."""
        for ending, stem in begun:
            self.begun[ending].setdefault(stem, set()).add(self.count)
        begun_by.cache_clear()
        self.count += 1
        return self.count - 1


_registry = _Registry()


@lru_cache(maxsize=50_000)
def begun_by(word: str) -> frozenset[int]:
    """The numbers of the elements that can begin with this (folded) word."""
    whole, beginning, inflected, figure = _registry.begun.values()
    found = set(whole.get(word, ()))
    for end in range(_SHORTEST_STEM, len(word) + 1):
        stem = word[:end]
        found |= beginning.get(stem, _NONE)
        if stem in inflected and word[end:] in _ENDINGS:
            found |= inflected[stem]
    if word[0].isdigit():
        found |= figure.get("", _NONE)
    return frozenset(found)


class Words:
    """A folded text word by word, and what was found out about it while patterns were tried."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(re.finditer(r"\w+", text))
        self.words = [match[0] for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        #: what stands before each word
        self.before = [text[start:end] for start, end in zip([0, *self.ends], self.starts, strict=False)]
        self.near = [_are_near(gap) for gap in self.before]
        #: the numbers of the elements that each word begins, and those that any of them does
        self.begun: list[frozenset[int]] = []
        self.elements: frozenset[int] = _NONE
        self.known: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        self.places: dict[str, tuple[tuple[int, int], ...]] = {}
        #: where cues stand in it, by name, once they were looked for
        self.cues: dict[str, list[tuple[int, int]]] | None = None
        self._looked_up = -1
        self.look_up()

    def look_up(self) -> None:
        """Look the words up anew where more patterns were read since: lexicons are loaded when first used."""
        if self._looked_up != _registry.count:
            self._looked_up = _registry.count
            self.begun = [begun_by(word) for word in self.words]
            self.elements = frozenset().union(*self.begun)

    def __len__(self) -> int:
        return len(self.words)

    def found(self, pattern: Pattern) -> tuple[tuple[int, int], ...]:
        """The offsets of every match of the pattern."""
        found = self.places.get(pattern.source)
        if found is None:
            firsts = pattern.first
            spans = (
                pattern.span(self, place)
                for place, begun in enumerate(self.begun)
                if pattern.required <= self.elements and not firsts.isdisjoint(begun)
            )
            found = self.places[pattern.source] = tuple(span for span in spans if span is not None)
        return found

    def are_near(self, start: int, end: int) -> bool:
        """Whether what stands from `start` to `end` is short and no list."""
        text = self.text[start:end]
        return text.count(" ") < _NEAR and text.count(",") <= _NEAR_COMMAS and not _STOPPED.search(text)

    def after(self, place: int) -> Iterator[int]:
        """Where the next word of a pattern may stand: at `place`, or behind light words."""
        for _ in range(_MOST_LIGHT + 1):
            if place >= len(self.words) or not self.near[place]:
                return
            yield place
            if self.words[place] not in _LIGHT:
                return
            place += 1

    def within(self, place: int, most: int) -> Iterator[int]:
        """The same with up to `most` words of any kind between, light ones not counted."""
        other = light = commas = 0
        while place < len(self.words) and not _STOPPED.search(self.before[place]):
            commas += "," in self.before[place]
            if commas > 1:  # a list, where words only happen to stand near each other
                return
            yield place
            if self.words[place] in _LIGHT and light <= _MOST_LIGHT:
                light += 1
            else:
                other += 1
                if other > most:
                    return
            place += 1


@lru_cache(maxsize=64)
def _are_near(gap: str) -> bool:
    return not _PARTED.search(gap)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an element: stems, how each ends (`=`, `~`, `+`), what must part them ("" for anything)."""

    stems: tuple[str, ...]
    endings: str
    parts: tuple[str, ...]

    def fits(self, number: int, word: str) -> bool:
        stem, ending = self.stems[number], self.endings[number]
        if ending == "=":
            return word == stem
        return word.startswith(stem) and (ending == "~" or word[len(stem) :] in _ENDINGS)

    def end(self, words: Words, place: int) -> int | None:
        """The place after this form where it stands at `place`, or None."""
        if not self.fits(0, words.words[place]):
            return None
        place += 1
        for number in range(1, len(self.stems)):
            part = self.parts[number - 1]
            for at in words.after(place):
                if self.fits(number, words.words[at]) and (not part or words.before[at].strip() == part):
                    place = at + 1
                    break
            else:
                return None
        return place


class Element:
    """What may stand in one place of a pattern: some forms, or something built in. `number` is its own."""

    def __init__(self, forms: Sequence[Form], built_in: str = "") -> None:
        self.built_in = _BUILT_IN[built_in] if built_in else None
        self.by_stem: dict[str, list[Form]] = {}
        for form in dict.fromkeys(forms):
            self.by_stem.setdefault(form.stems[0], []).append(form)
        begun = {("#", "")} if built_in else {(form.endings[0], form.stems[0]) for form in forms}
        self.number = _registry.add(begun)

    def _at(self, word: str) -> Iterator[Form]:
        """The forms that may begin with this word: its beginnings are looked up, shorter than the forms are many."""
        yield from self.by_stem.get(word, ())
        for end in range(_SHORTEST_STEM, len(word)):
            yield from self.by_stem.get(word[:end], ())

    def ends(self, words: Words, place: int) -> tuple[tuple[int, int], ...]:
        """(the place after it, the offset where it ends) for every form that stands at `place`, the longest first."""
        if self.number not in words.begun[place]:
            return ()
        key = (self.number, place)
        known = words.known.get(key)
        if known is None:
            known = words.known[key] = self._ends(words, place)
        return known

    def _ends(self, words: Words, place: int) -> tuple[tuple[int, int], ...]:
        if self.built_in is not None:
            match = self.built_in.match(words.text, words.starts[place])
            if not match:
                return ()
            after = place + 1
            while after < len(words) and words.starts[after] < match.end():
                after += 1
            return ((after, match.end()),)
        found = {form.end(words, place) for form in self._at(words.words[place])}
        return tuple((end, words.ends[end - 1]) for end in sorted((e for e in found if e is not None), reverse=True))


@dataclass(frozen=True, slots=True)
class Step:
    element: Element
    #: how many words of any kind may stand before it
    gap: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of a lexicon, read: the numbers of the elements that it needs, and of those that it can begin with."""

    source: str
    steps: tuple[Step, ...]
    required: frozenset[int]
    first: frozenset[int]
    starts_item: bool
    ends_item: bool

    def span(self, words: Words, place: int) -> tuple[int, int] | None:
        """The offsets of a match that begins with the word `place`, or None."""
        end = self.match(words, place)
        return None if end is None else (words.starts[place], end)

    def match(self, words: Words, place: int) -> int | None:
        """The offset where a match that begins with the word `place` ends, or None."""
        for number, step in enumerate(self.steps):
            for after, end in step.element.ends(words, place):
                found = self._rest(words, number + 1, after, end)
                if found is not None:
                    return found
            if not step.optional:
                return None
        return None

    def _rest(self, words: Words, number: int, place: int, end: int) -> int | None:
        if number == len(self.steps):
            return end
        step = self.steps[number]
        for at in words.within(place, step.gap) if step.gap else words.after(place):
            for after, stop in step.element.ends(words, at):
                found = self._rest(words, number + 1, after, stop)
                if found is not None:
                    return found
        return self._rest(words, number + 1, place, end) if step.optional else None


@dataclass(frozen=True)
class Together:
    """Patterns joined by `&`: all of them near each other in one sentence, in whatever order, none upon another."""

    source: str
    parts: tuple[Pattern, ...]
    starts_item: bool = False
    ends_item: bool = False

    @cached_property
    def required(self) -> frozenset[int]:
        """The numbers of the elements that it needs."""
        return frozenset().union(*(part.required for part in self.parts))

    @property
    def first(self) -> frozenset[int]:
        """The numbers of the elements that the first part can begin with: there a match is looked for."""
        return self.parts[0].first

    def span(self, words: Words, place: int) -> tuple[int, int] | None:
        """The offsets of a match whose first part begins with the word `place`, or None."""
        end = self.parts[0].match(words, place)
        return None if end is None else self._with(words, (words.starts[place], end), ((words.starts[place], end),), 1)

    def _with(
        self, words: Words, whole: tuple[int, int], taken: tuple[tuple[int, int], ...], number: int
    ) -> tuple[int, int] | None:
        if number == len(self.parts):
            return whole
        for start, end in words.found(self.parts[number]):
            if any(start < b and a < end for a, b in taken):
                continue
            wider = min(whole[0], start), max(whole[1], end)
            if not words.are_near(*wider):
                continue
            found = self._with(words, wider, (*taken, (start, end)), number + 1)
            if found is not None:
                return found
        return None


def _forms(source: str, written: str) -> Iterator[Form]:
    """The forms of `negoci~`, `a_b`, `follow-up` (one word or two), `p&l`."""
    if "-" in written.strip("-"):
        yield from _forms(source, written.replace("-", "_"))
        yield from _forms(source, written.replace("-", ""))
        return
    text = written.replace("_", " ")
    found = list(re.finditer(r"(\w+)(~|\+(?!\w))?", text))
    if not found:
        raise LexiconError(f"{source!r}: no word in {written!r}")
    if any(match[2] and len(match[1]) < _SHORTEST_STEM for match in found):
        raise LexiconError(f"{source!r}: {written!r} is too short for ~ or +")
    parts = [text[one.end() : two.start()].strip() for one, two in pairwise(found)]
    yield Form(tuple(match[1] for match in found), "".join(match[2] or "=" for match in found), tuple(parts))


def _element(source: str, token: str, classes: Mapping[str, Sequence[str]]) -> Element:
    if token.startswith("<") and token.endswith(">"):
        name = token[1:-1]
        if name in _BUILT_IN:
            return _built_in(name)
        if name not in classes:
            raise LexiconError(f"{source!r}: no class {name!r}")
        return _class(name, tuple(classes[name]))
    forms = tuple(dict.fromkeys(form for written in token.split("/") for form in _forms(source, written)))
    return _written(forms)


@cache
def _written(forms: tuple[Form, ...]) -> Element:
    return Element(forms)


@cache
def _built_in(name: str) -> Element:
    return Element((), name)


@cache
def _class(name: str, written: tuple[str, ...]) -> Element:
    return Element([form for one in written for form in _forms(name, fold(one).strip().replace(" ", "_"))])


def compile_pattern(source: str, classes: Mapping[str, Sequence[str]]) -> Pattern | Together:
    """The pattern of one lexicon line; LexiconError when it can't be read."""
    parts = tuple(_sequence(part.strip(), classes) for part in source.split(" & "))
    if len(parts) == 1:
        return parts[0]
    if any(part.starts_item or part.ends_item for part in parts):
        raise LexiconError(f"{source!r}: ^ and $ can't stand beside &")
    return Together(source, parts)


def _sequence(source: str, classes: Mapping[str, Sequence[str]]) -> Pattern:
    """The pattern of a line, or of what stands between two `&` in it."""
    tokens = fold(source).split()
    starts, ends = tokens[:1] == ["^"], tokens[-1:] == ["$"]
    tokens = tokens[starts : len(tokens) - ends]
    if not tokens or tokens[0] in _GAPS or tokens[-1] in _GAPS:
        raise LexiconError(f"{source!r}: a pattern begins and ends with a word")
    steps: list[Step] = []
    gap = 0
    for token in tokens:
        if token in _GAPS:
            if all(step.optional for step in steps):
                raise LexiconError(f"{source!r}: no gap before the first word that must be there")
            gap = _GAPS[token]
            continue
        optional = token.endswith("?") and len(token) > 1
        steps.append(Step(_element(source, token[:-1] if optional else token, classes), gap, optional))
        gap = 0
    required = frozenset(step.element.number for step in steps if not step.optional)
    if not required:
        raise LexiconError(f"{source!r}: nothing in it must be there")
    before = list(takewhile(lambda step: step.optional, steps))
    first = frozenset(step.element.number for step in steps[: len(before) + 1])
    return Pattern(source, tuple(steps), required, first, starts, ends)
