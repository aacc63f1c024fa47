"""Facts without the words that a person struck: "these words are no evidence of that".

A strike names a fact as a confirmation does (`degree`, `mba`, `experience`,
`skill:ID`, `duty:ID`) and a place. What it hits no longer counts for that fact;
other facts that rest on the same words stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from recruit.facts import CvFacts, Evidence, Mention, Strike


def evidence_of(facts: CvFacts, fact: str) -> list[Evidence]:
    """The places in the CV that a fact may rest on, as they were read; empty for a fact that is not known."""
    kind, _colon, id = fact.partition(":")
    if fact == "degree":
        return [degree.evidence for degree in facts.degrees]
    if fact == "mba":
        return [degree.evidence for degree in facts.degrees if degree.mba or degree.level == "master"]
    if fact == "experience":
        return [place for post in facts.positions for place in (post.evidence, post.date_evidence) if place is not None]
    mentions = {"skill": facts.skills, "duty": facts.duties}.get(kind, {})
    return [mention.evidence for mention in mentions.get(id, ())]


def hit(strike: Strike, places: Iterable[Evidence]) -> list[Evidence]:
    """Which of the places a strike means: where it stands; in another reading of the CV, the same words."""
    found = [place for place in places if _agree(strike.evidence, place)]
    there = [place for place in found if place.start < strike.evidence.end and strike.evidence.start < place.end]
    return there or [place for place in found if _words(place) == _words(strike.evidence)]


def effective(facts: CvFacts, strikes: Sequence[Strike]) -> tuple[Strike, ...]:
    """The strikes that take something away from these facts."""
    return tuple([strike for strike in strikes if hit(strike, evidence_of(facts, strike.fact))])


def without(facts: CvFacts, strikes: Sequence[Strike]) -> CvFacts:
    """The facts without what was struck, save for the MBA (see `without_mba`)."""
    if not strikes:
        return facts
    degrees = _struck(facts, strikes, "degree")
    posts = _struck(facts, strikes, "experience")
    return replace(
        facts,
        degrees=tuple([degree for degree in facts.degrees if degree.evidence not in degrees]),
        positions=tuple(
            [post for post in facts.positions if post.evidence not in posts and post.date_evidence not in posts]
        ),
        skills=_left(facts, strikes, "skill", facts.skills),
        duties=_left(facts, strikes, "duty", facts.duties),
    )


def without_mba(facts: CvFacts, strikes: Sequence[Strike]) -> CvFacts:
    """The facts as the MBA sees them: a degree struck as one may still be a degree."""
    struck = _struck(facts, strikes, "mba") if strikes else []
    if not struck:
        return facts
    return replace(facts, degrees=tuple([degree for degree in facts.degrees if degree.evidence not in struck]))


def _struck(facts: CvFacts, strikes: Sequence[Strike], fact: str) -> list[Evidence]:
    places = evidence_of(facts, fact)
    return [place for strike in strikes if strike.fact == fact for place in hit(strike, places)]


def _left(
    facts: CvFacts, strikes: Sequence[Strike], kind: str, mentions: Mapping[str, tuple[Mention, ...]]
) -> Mapping[str, tuple[Mention, ...]]:
    left = {}
    for id, found in mentions.items():
        struck = _struck(facts, strikes, f"{kind}:{id}")
        kept = tuple([mention for mention in found if mention.evidence not in struck])
        if kept:
            left[id] = kept
    return left


def _agree(one: Evidence, other: Evidence) -> bool:
    first, second = _words(one), _words(other)
    return first in second or second in first


def _words(evidence: Evidence) -> str:
    return " ".join(evidence.quote.split())
