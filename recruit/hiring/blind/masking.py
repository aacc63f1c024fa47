"""A document, its facts and its score without the words that tell who the person is.

Places in the text stay what they are, so that every mark still finds its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from recruit.facts import Contact, CvFacts, Evidence
from recruit.hiring.blind.contact import contact_spans
from recruit.hiring.blind.contact_block import block_spans
from recruit.hiring.blind.covering import BLOCK, Span, covered, merged, shown
from recruit.hiring.blind.folding import fold, plain
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.personal import hide, own_spans, place_spans
from recruit.hiring.blind.vocabulary import headings, vocabulary
from recruit.reading.document import Document
from recruit.scoring.explanation import Rule, Score


@dataclass(frozen=True, slots=True)
class Masked:
    """What may be shown of a CV; `spans` are what is hidden in its text, `identity` hides in any other."""

    identity: Identity
    document: Document | None
    facts: CvFacts | None
    spans: tuple[Span, ...]
    #: words -> as they may be shown: facts, score and history quote the same ones again and again
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def text(self, words: str) -> str:
        known = self._texts.get(words)
        if known is None:
            known = self._texts[words] = hide(words, self.identity)
        return known

    def score(self, score: Score) -> Score:
        """The score with its quotes as they are shown, and without what recruiters struck."""
        masked: Score = self._any(score)
        return replace(masked, criteria=tuple(replace(criterion, struck=()) for criterion in masked.criteria))

    def _any(self, value: Any) -> Any:
        """Whatever holds evidence, however deep: a new place for a quote must not become a leak."""
        if isinstance(value, Evidence):
            return self.quote(value)
        if isinstance(value, Rule):
            return self._rule(value)
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, tuple):
            made = [self._any(one) for one in value]
            return tuple(made) if any(new is not old for new, old in zip(made, value, strict=True)) else value
        if isinstance(value, Mapping):
            kept = {key: self._any(one) for key, one in value.items()}
            return kept if any(kept[key] is not value[key] for key in kept) else value
        if is_dataclass(value) and not isinstance(value, type):
            now = {part.name: getattr(value, part.name) for part in fields(value) if part.init}
            changed = {name: new for name, old in now.items() if (new := self._any(old)) is not old}
            return replace(value, **changed) if changed else value
        return value

    def _rule(self, rule: Rule) -> Rule:
        """Codes stay; words of a CV are more than one, or begin with a capital."""
        values = {
            name: self.text(value) if isinstance(value, str) and (" " in value or value[:1].isupper()) else value
            for name, value in rule.values.items()
        }
        return Rule(rule.id, values)

    def quote(self, evidence: Evidence) -> Evidence:
        """The words as they may be shown; by their place where the text is known, else by what they say."""
        if self.document is not None and evidence.end <= len(self.document.text):
            words = self.text(shown(self.document.text[evidence.start : evidence.end]))
        else:
            words = self.text(evidence.quote)
        return evidence if words == evidence.quote else replace(evidence, quote=words)


def mask(
    document: Document | None,
    facts: CvFacts | None,
    *,
    name: str,
    email: str = "",
    phone: str = "",
    person: bool = True,
    contact: bool = True,
    institutions: bool,
) -> Masked:
    """Hide in what was read who the `person` is, how to `contact` them, employers and schools (`institutions`)."""
    read = facts.contact if facts else Contact()
    names = (name, *([read.name.value] if read.name else []))
    emails = tuple(filter(None, (email, read.email.value if read.email else "")))
    numbers = tuple(filter(None, (phone, read.phone.value if read.phone else "")))
    employers = tuple(dict.fromkeys(p.employer for p in (facts.positions if facts else ()) if p.employer))
    identity = Identity(
        names,
        emails,
        numbers,
        institutions=employers if institutions else (),
        hide_institutions=institutions,
        person=person,
        contact=contact,
        language=facts.language if facts else "",
    )
    if document is None:
        bare = Masked(identity, None, None, ())
        return replace(bare, facts=_facts(facts, identity, bare))
    evidence = _places(facts)
    text, folded = document.text, fold(document.text)
    reach = contact_spans(text, identity) if contact else []
    hits = [*reach, *own_spans(text, folded, identity)]
    spans, homes = block_spans(document, reach, merged(hits), evidence) if contact else ([], ())
    identity = replace(identity, homes=homes)
    found = [*spans, *hits, *place_spans(text, folded, identity)]
    for item in (read.name if person else None, *((read.email, read.phone) if contact else ())):
        if item is not None and item.evidence.end <= len(document.text):
            found.append((item.evidence.start, item.evidence.end))
    if institutions and facts is not None:
        found += _unnamed_institutions(document, facts, evidence)
    hidden = tuple(merged(found))
    masked = replace(document, text=covered(document.text, hidden), hidden=())
    result = Masked(identity, masked, None, hidden)
    return replace(result, facts=_facts(facts, identity, result))


def _places(facts: CvFacts | None) -> list[Span]:
    """Where degrees and posts are told."""
    if facts is None:
        return []
    found = [(d.evidence.start, d.evidence.end) for d in facts.degrees]
    for post in facts.positions:
        found.append((post.evidence.start, post.evidence.end))
        if post.date_evidence:
            found.append((post.date_evidence.start, post.date_evidence.end))
    return found


def _facts(facts: CvFacts | None, identity: Identity, masked: Masked) -> CvFacts | None:
    """No contact, no flags (their details quote the CV), every title and quote as it may be shown."""
    if facts is None:
        return None
    kept: CvFacts = masked._any(replace(facts, contact=Contact(), flags=()))
    return replace(
        kept,
        degrees=tuple(replace(degree, title=masked.text(degree.title)) for degree in kept.degrees),
        positions=tuple(
            replace(
                post,
                title=masked.text(post.title),
                employer=None if identity.hide_institutions else masked.text(post.employer or "") or None,
            )
            for post in kept.positions
        ),
    )


def _unnamed_institutions(document: Document, facts: CvFacts, evidence: Sequence[Span]) -> list[Span]:
    """Beside a degree or a post: what is neither title nor dates, and reads like a name.

    The rest of a degree's line, and of a post's whose employer was not read; a short line right under them, and right
    over them where nothing was read, of which each longer word has a capital.
    """
    lines = document.lines
    if not lines:
        return []
    told = sorted(evidence)
    starts = {line.start: index for index, line in enumerate(lines)}
    rows = [(degree.evidence, True) for degree in facts.degrees]
    rows += [(post.evidence, not post.employer) for post in facts.positions]
    found: list[Span] = []
    for words, unread in rows:
        line = document.line_at(words.start)
        if line is None:
            continue
        index = starts[line.start]
        if unread:
            found += _names_in(document.text, line.start, line.end, told)
        for number in (index + 1, *((index - 1,) if unread else ())):
            if not 0 <= number < len(lines):
                continue
            other = lines[number]
            apart = other.page != line.page or other.column != line.column or other.bullet or other.heading
            if not apart and _is_name(document.text[other.start : other.end]):
                found += _names_in(document.text, other.start, other.end, told)
    return found


def _is_name(raw: str) -> bool:
    """A short line that begins with a capitalized name: no heading, no sentence."""
    words = re.findall(r"[^\W\d_]+(?:[·'’-][^\W\d_]+)*", re.split(r"\s[·•|–—-]\s|[,(\t]|\s{2,}", raw.strip())[0])
    if not words or len(words) > 7 or len(raw) > 90 or raw.rstrip().endswith((".", ":", ";")):
        return False
    if plain(" ".join(words)) in headings() or not words[0][:1].isupper():
        return False
    return all(word[:1].isupper() for word in words if len(word) > 3)


def _is_study(raw: str) -> bool:
    known = set(vocabulary()["studies"])
    return any(word in known for word in re.findall(r"[^\W_]+", plain(raw)))


def _names_in(text: str, start: int, end: int, told: Sequence[Span]) -> list[Span]:
    """The capitalized fields of a line that are neither evidence nor dates."""
    found = []
    for match in re.finditer(r"(?:(?!\s[-–—/·•]\s|\s{2,})[^|;,()\t\n])+", text[start:end]):
        left, right = start + match.start(), start + match.end()
        raw = text[left:right]
        if BLOCK in raw or any(a < right and b > left for a, b in told):
            continue
        if plain(raw).strip(" .") in headings() or _is_study(raw):
            continue
        if re.search(r"\d{4}|^\W*\d", raw) or not re.match(r"\W*[A-ZÀ-Ý]", raw):
            continue
        found.append((left + len(raw) - len(raw.lstrip()), left + len(raw.rstrip())))
    return found
