"""Where a CV speaks of something, and whether it speaks of the candidate.

The machinery that `skills` and `duties` share: lexicon lines matched in the
sentences, and what is no claim left out: negations, wishes, other people's
doing, names of firms and titles.
It knows no word of any language; those are in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recruit.facts import Evidence, Grade, Mention
from recruit.reading.clauses import FEWEST_WORDS, ClauseModel, Likeness
from recruit.reading.document import Document
from recruit.reading.folding import folded
from recruit.reading.lexicon import Phrases, phrases
from recruit.reading.lexicon.concepts import Concept, Entry, Index, clauses, entries
from recruit.reading.lexicon.plain import one_of, plain
from recruit.reading.sections import Outline
from recruit.reading.sentences import SHOWING, Sentence, sentences, spans
from recruit.reading.tracing import refuse

#: Sections whose lines are lists of claims or prose about oneself.
CLAIMING = {"summary", "skills", "other", "achievements", "contact"}
#: Sections whose lines name courses and degrees.
TEACHING = {"education", "courses"}

#: Sections of which a sentence counts for being like others that tell a skill or duty.
LIKENED = SHOWING | {"summary"}

#: words of a line that may be the title of a post and its employer
LONGEST_TITLE = 7

_LONGEST_QUOTE = 110

_CONTRAST = re.compile(rf"(?<!\w)(?:{one_of('contrasts')})(?!\w)")
_SEGMENT = re.compile(rf"[,()]|:\s|\s-\s|\s(?:{one_of('contrasts')})\s")
_CAPITAL = r"[A-ZÀ-Ý][\w&'’·.-]*"
_LINK = r"(?:de|del|dels|la|el|les|los|the|i|y|and|&|of|for|d[’'])"
_NAME = re.compile(
    rf"(?:{_CAPITAL}[ ]+(?:{_LINK}[ ]*)?){{0,4}}{_CAPITAL},?[ ]+"
    rf"(?:S\.?\s?[AL]\.?(?:\s?[UL]\.?)?|S\.?A\.?C\.?|S\.?R\.?L\.?|{'|'.join(plain('firms'))})(?!\w)\.?"
    rf"|(?:{'|'.join(plain('schools'))})(?: (?:{_LINK}|Superior|[A-ZÀ-Ý][\w·’']*)){{1,7}}"
    rf"|(?:{_CAPITAL}[ ]+(?:{_LINK}[ ])?){{1,5}}(?:{'|'.join(plain('schools_last'))})(?!\w)"
)


@lru_cache(maxsize=1)
def _names(text: str) -> tuple[tuple[int, int], ...]:
    """Where firms and schools are named."""
    return tuple(match.span() for match in _NAME.finditer(text))


@dataclass(frozen=True, slots=True)
class Found:
    """A lexicon line that matched `sentence.text[start:end]`."""

    entry: Entry
    start: int
    end: int


def search(index: Index, sentence: Sentence) -> Iterator[Found]:
    """Every entry of `index` in the sentence, at every place."""
    starts = {start for start, _ in sentence.items}
    ends = {end for _, end in sentence.items}
    words = sentence.words
    for place, entry in index.candidates(words):
        pattern = entry.pattern
        if pattern.starts_item and words.starts[place] not in starts:
            continue
        span = pattern.span(words, place)
        if span is None or (pattern.ends_item and span[1] not in ends):
            continue
        yield Found(entry, *span)


def _whole_words(text: str, quote: tuple[int, int], match: tuple[int, int]) -> tuple[int, int]:
    """The quote without the words that a line's end divides, as long as the match stays whole."""
    start, end = quote
    for divided in re.finditer(r"\w+-\n\s*\w*", text[start:end]):
        if quote[0] + divided.end() <= match[0]:
            start = quote[0] + divided.end()
        elif quote[0] + divided.start() >= match[1]:
            end = quote[0] + divided.start()
            break
    while start < end and text[start] in " \n,;.-":
        start += 1
    while end > start and text[end - 1] in " \n,;-":
        end -= 1
    return start, end


@cache
def _cues() -> Index:
    index = Index()
    for name, by_language in clauses()[1].items():
        for entry in entries(name, "cue", by_language):
            index.add(entry)
    return index


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a match: cues by name, each with its place."""

    sentence: Sentence
    cues: Mapping[str, Sequence[tuple[int, int]]]

    @classmethod
    def of(cls, sentence: Sentence) -> Frame:
        cues = sentence.words.cues
        if cues is None:  # skills and duties look at the same sentences
            cues = sentence.words.cues = {}
            for found in search(_cues(), sentence):
                cues.setdefault(found.entry.concept, []).append((found.start, found.end))
        return cls(sentence, cues)

    def _cue(self, name: str) -> Sequence[tuple[int, int]]:
        return self.cues.get(name, ())

    def excludes(self, start: int, end: int) -> str | None:
        """Why `text[start:end]` is no claim of the candidate's: negated, wished, others; None when it is."""
        text = self.sentence.text
        exempt = self._cue("affirmed")
        for first, last in self._cue("negation"):
            if last > start or any(a <= first < b for a, b in exempt):
                continue
            between = text[last:start]
            if (
                not _CONTRAST.search(between)
                and not re.search(r",(?!\s(?:ni|nor|or|o)\s)|:\s", between)
                and len(between.split()) <= 9
            ):
                return "negated"
        for _, last in self._cue("lack"):
            if last <= start and not _CONTRAST.search(text[last:start]):
                return "negated"
        for first, _ in self._cue("denied"):
            if first >= end and len(re.findall(r"\w+", text[end:first])) <= 4:
                return "negated"
        for _, last in self._cue("wish"):
            if last <= start and not any(last <= a < start + 1 for a, _ in self._cue("offer")):
                return "wished"
        low, high = self.segment(start, end)
        for first, last in self._cue("others"):
            if first < high and last > low and not (start <= first and last <= end):
                return "others"
        for _, last in self._cue("somebody"):
            if last <= start and not _SEGMENT.search(text[last:start]):
                return "others"
        return None

    def segment(self, start: int, end: int) -> tuple[int, int]:
        """The part of the sentence between commas and contrasts that holds the match."""
        low, high = 0, len(self.sentence.text)
        for stop in _SEGMENT.finditer(self.sentence.text):
            if stop.end() <= start:
                low = stop.end()
            elif stop.start() >= end:
                high = stop.start()
                break
        return low, high


def _names_a_post(sentence: Sentence) -> bool:
    """Whether a short sentence begins with a post's title: "Comercial de zona" tells no skill."""
    if len(sentence.words) > LONGEST_TITLE:
        return False
    return any(match.first == 0 for match in _post_titles().find(folded(sentence.text)))


@cache
def _post_titles() -> Phrases:
    return phrases("titles", "kind", "title")


class Reader:
    """Reads the mentions of the concepts of one lexicon file; `model` finds what no rule does (None: rules alone)."""

    def __init__(self, concepts: Iterable[Concept], model: ClauseModel | None) -> None:
        self.model = model
        self.ids: list[str] = []
        self.index = Index()
        self.lookalikes = Index()
        for concept in concepts:
            self.ids.append(concept.id)
            for kind, compiled in concept.lines.items():
                for entry in compiled:
                    (self.lookalikes if kind == "lookalikes" else self.index).add(entry)
        self.known = frozenset(self.ids)

    def read(self, document: Document, outline: Outline) -> dict[str, tuple[Mention, ...]]:
        """id -> its mentions, the best first: shown before claimed, then the more specific, then the earlier."""
        ranked: dict[str, dict[tuple[int, int], tuple[tuple[int, int, int], Mention]]] = {}
        names = _names(document.text)
        for sentence in sentences(document, outline):
            if sentence.header and sentence.kind not in TEACHING and sentence.kind != "other":
                continue
            hits = list(search(self.index, sentence))
            alike = self._alike(sentence)
            if not hits and not alike:
                continue
            frame = Frame.of(sentence)
            masks = list(search(self.lookalikes, sentence))
            for found in hits:
                place = self._place(found, frame, masks, names)
                if place is None:
                    continue
                start, end = _whole_words(
                    document.text, sentence.source(*place), sentence.source(found.start, found.end)
                )
                shown = found.entry.kind == "actions" and sentence.kind in SHOWING
                mention = Mention(
                    Grade.SHOWN if shown else Grade.CLAIMED,
                    Evidence(start, end, document.text[start:end], document.page_at(start)),
                    found.entry.rule,
                )
                rank = (0 if shown else 1, -(found.end - found.start), start)
                best = ranked.setdefault(found.entry.concept, {})
                if (start, end) not in best or rank < best[start, end][0]:
                    best[start, end] = (rank, mention)
            told = {found.entry.concept for found in hits}
            for like in alike:
                if like.id not in told and (liked := self._liked(like, frame, masks, document)):
                    grade = 0 if liked.grade is Grade.SHOWN else 1
                    at = (liked.evidence.start, liked.evidence.end)
                    ranked.setdefault(like.id, {}).setdefault(at, ((grade, 0, at[0]), liked))
        return {
            id: tuple(mention for _, mention in sorted(ranked[id].values(), key=lambda pair: pair[0]))
            for id in self.ids
            if id in ranked
        }

    def _alike(self, sentence: Sentence) -> list[Likeness]:
        """What the sentence tells by its words, where no rule need find it."""
        if self.model is None or sentence.kind not in LIKENED or sentence.header or sentence.is_list:
            return []
        return [like for like in self.model.likely(sentence.text) if like.id in self.known]

    def _liked(self, like: Likeness, frame: Frame, masks: Sequence[Found], document: Document) -> Mention | None:
        """The mention of a sentence that is like others that tell it; None where its words say that it is none."""
        sentence = frame.sentence
        rule = f"{like.id}.clause: {', '.join(like.words)}"
        start, end = self._part(like.id, sentence.text)
        telling = [re.search(rf"(?<!\w){re.escape(word)}(?!\w)", sentence.text) for word in like.words]
        why = next((why for word in telling if word and (why := frame.excludes(*word.span()))), None)
        if why is None and any(mask.entry.concept == like.id for mask in masks):
            why = "only looks so"
        if why is None and _names_a_post(sentence):
            why = "a post's title"
        start, end = sentence.source(start, end)
        if why:
            refuse(like.id, start, end, f"{rule}: {why}")
            return None
        grade = Grade.CLAIMED if sentence.kind not in SHOWING else Grade.SHOWN
        return Mention(grade, Evidence(start, end, document.text[start:end], document.page_at(start)), rule)

    def _part(self, id: str, text: str) -> tuple[int, int]:
        """The whole sentence, or of a long one the part that is most like it."""
        whole = (0, len(text))
        if self.model is None or len(text) <= _LONGEST_QUOTE:
            return whole
        parts = [part for part in spans(_SEGMENT, text) if len(text[part[0] : part[1]].split()) >= FEWEST_WORDS]
        likeness = {part: self.model.score(text[part[0] : part[1]], id) for part in parts}
        return max(parts, key=lambda part: likeness[part], default=whole)

    def _place(
        self, found: Found, frame: Frame, masks: Sequence[Found], names: Sequence[tuple[int, int]]
    ) -> tuple[int, int] | None:
        """The place of the quote, or None where the match is no mention."""
        why = self._refused(found, frame, masks, names)
        if why is None:
            return self._quote(found, frame)
        refuse(found.entry.concept, *frame.sentence.source(found.start, found.end), f"{found.entry.rule}: {why}")
        return None

    def _refused(
        self, found: Found, frame: Frame, masks: Sequence[Found], names: Sequence[tuple[int, int]]
    ) -> str | None:
        """Why the match is no mention; None where it is one."""
        sentence, entry = frame.sentence, found.entry
        if not self._allowed(found, frame):
            return f"{entry.kind} do not count there ({sentence.kind})"
        for mask in masks:
            if mask.entry.concept == entry.concept and mask.start < found.end and found.start < mask.end:
                return f"only looks so ({mask.entry.rule})"
        start, end = sentence.source(found.start, found.end)
        if any(a <= start and end <= b for a, b in names):
            return "part of a name"
        return frame.excludes(found.start, found.end) if entry.kind != "titles" else None

    def _allowed(self, found: Found, frame: Frame) -> bool:
        """Whether this kind of line counts in this kind of section."""
        kind, section = found.entry.kind, frame.sentence.kind
        if kind == "titles":
            return section in TEACHING or any(first <= found.start for first, _ in frame.cues.get("course", ()))
        if section in TEACHING:
            return False
        if section == "languages":  # often "languages and other"
            return kind == "claims" and len(frame.sentence.text.split()) >= 5
        if kind == "words":
            return self._is_item(found, frame)
        if kind == "traits":
            return section in CLAIMING
        return True

    def _is_item(self, found: Found, frame: Frame) -> bool:
        """Whether the match is the head of a list item: only praise before it, only a complement after it."""
        sentence = frame.sentence
        if sentence.kind in SHOWING and sentence.kind not in CLAIMING:
            words = len(sentence.text.split())
            if words > 3 * len(sentence.items) or (len(sentence.items) < 3 and words > 2):
                return False
        for start, end in sentence.items:
            if start <= found.start and found.end <= end:
                before, after = sentence.text[start : found.start], sentence.text[found.end : end]
                return self._praise(frame, start, found.start, before) and self._complement(frame, found.end, after)
        return False

    @staticmethod
    def _praise(frame: Frame, start: int, end: int, before: str) -> bool:
        covered = {i for a, b in frame.cues.get("praise", ()) for i in range(a, b)}
        return all(start + m.start() in covered for m in re.finditer(r"\w+", before))

    @staticmethod
    def _complement(frame: Frame, end: int, after: str) -> bool:
        if not re.search(r"\w", after):
            return True
        first = re.search(r"\w", frame.sentence.text[end:])
        place = end + first.start() if first else end
        return len(after.split()) <= 7 and any(a == place for a, _ in frame.cues.get("complement", ()))

    def _quote(self, found: Found, frame: Frame) -> tuple[int, int]:
        """The list item, the sentence, or of a long sentence the parts around the match.

        The heading of a post or activity is read by its fields: what it was, where, for whom.
        """
        sentence = frame.sentence
        text = sentence.text
        if found.entry.kind == "words" or sentence.is_list or sentence.header:
            low = max((start for start, _ in sentence.items if start <= found.start), default=found.start)
            high = min((end for _, end in sentence.items if end >= found.end), default=found.end)
            return min(low, found.start), max(high, found.end)
        if len(text) <= _LONGEST_QUOTE and found.entry.kind not in ("traits",):
            return 0, len(text)
        low, high = 0, len(text)
        for start, end in spans(_SEGMENT, text):
            if start <= found.start:
                low = start
            if end >= found.end:
                high = end
                break
        if len(text[low:high].split()) < 3 and found.entry.kind not in ("traits",):
            return 0, len(text)
        return min(low, found.start), max(high, found.end)
