"""What a CV offers to fill its form with, each value with the words it was read in; and what was changed in it. Pure.

Only what was found is offered: no degree found is not "none", no MBA found is not "no".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from recruit.facts import CvFacts, Degree, Mba, Position, Related, Status
from recruit.hiring.folding import fold

#: fields of the form that a CV can fill, in the form's order
FIELDS = ("name", "email", "phone", "degree", "degree_field", "degree_status", "mba", "related_years", "skills")
#: quotes of one field
MOST_QUOTES = 6
LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Offer:
    """`value` as the form's field has it; of the skills a list of ids. `quotes`: the words it was read in."""

    value: str | list[str]
    quotes: tuple[str, ...] = ()


def offers_of(facts: CvFacts) -> dict[str, Offer]:
    """Field -> what the CV offers for it."""
    found: dict[str, Offer] = {}
    contact = facts.contact
    for name, item, most in (("name", contact.name, 120), ("email", contact.email, 254), ("phone", contact.phone, 40)):
        if item is not None and len(item.value.strip()) <= most:
            found[name] = Offer(item.value.strip(), _quotes([item.evidence.quote]))
    degree = best_degree(facts.degrees)
    if degree is not None:
        words = [degree.evidence.quote]
        status_words = [degree.status_evidence.quote] if degree.status_evidence else words
        found["degree"] = Offer(degree.level.value, _quotes(words))
        found["degree_field"] = Offer(_tidy(degree.title)[:120], _quotes(words))
        found["degree_status"] = Offer(degree.status.value, _quotes(status_words))
    if facts.mba is not Mba.NONE:
        wanted = Status(facts.mba.value)
        words = [d.evidence.quote for d in facts.degrees if d.mba and d.status is wanted]
        found["mba"] = Offer(facts.mba.value, _quotes(words[:1]))
    if facts.related_months:
        posts = [p for p in facts.positions if p.related is not Related.NONE and p.span is not None]
        years = round(facts.related_months / 12, 1)
        found["related_years"] = Offer(f"{max(years, 0.1):g}", _quotes([_post_words(post) for post in posts]))
    if facts.skills:
        found["skills"] = Offer(list(facts.skills), _quotes([]))
    return found


def skill_quotes(facts: CvFacts) -> dict[str, str]:
    """Skill -> the best words it was read in."""
    return {id: _quotes([mentions[0].evidence.quote])[0] for id, mentions in facts.skills.items() if mentions}


def best_degree(degrees: Iterable[Degree]) -> Degree | None:
    """The one to fill in: the highest finished, else the highest in progress, else the highest of all; then the earlier
    named."""
    order = (Status.COMPLETED, Status.IN_PROGRESS, Status.ABANDONED)
    return min(degrees, key=lambda d: (order.index(d.status), -d.level.rank, d.evidence.start), default=None)


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the form shows it; months as `2018-03`, years alone as `2018`, `end` may be `present`."""

    title: str
    employer: str
    start: str
    end: str
    quote: str = ""

    def plain(self) -> dict[str, str]:
        return {"title": self.title, "employer": self.employer, "start": self.start, "end": self.end}


def posts_of(facts: CvFacts) -> list[Post]:
    """The posts of the CV, in its order."""
    return [
        Post(
            _tidy(post.title)[:160],
            _tidy(post.employer or "")[:160],
            post.span.start if post.span else "",
            post.span.end if post.span else "",
            _quotes([_post_words(post)])[0],
        )
        for post in facts.positions
    ]


def _post_words(post: Position) -> str:
    dates = post.date_evidence.quote if post.date_evidence else ""
    return post.evidence.quote if dates in post.evidence.quote else f"{post.evidence.quote} · {dates}"


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _quotes(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, on one line, cut where it is long."""
    found = dict.fromkeys(_tidy(text) for text in words)
    return tuple([q if len(q) <= LONGEST_QUOTE else f"{q[: LONGEST_QUOTE - 1]}…" for q in found if q][:MOST_QUOTES])


def differs(field: str, offered: Any, given: Any) -> bool:
    """Whether what stands in the form is something else than what the CV offered; spelling apart."""
    if field == "skills":
        return set(offered or ()) != set(given or ())
    if field == "related_years":
        try:
            return abs(float(str(offered).replace(",", ".")) - float(str(given).replace(",", "."))) >= 0.05
        except ValueError:
            return True
    said, read = str(given if given is not None else ""), str(offered)
    if field == "phone":
        return re.sub(r"\D", "", said)[-9:] != re.sub(r"\D", "", read)[-9:]
    return fold(said) != fold(read)


def changed(offered: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """The fields that the applicant changed, in the form's order. `offered`: field -> [value, …]."""
    return [name for name in FIELDS if name in offered and differs(name, offered[name][0], given.get(name))]


def offered_json(offers: Mapping[str, Offer]) -> dict[str, list[Any]]:
    """As it is kept with the application: field -> [value, quoted words]."""
    return {name: [offer.value, " · ".join(offer.quotes)] for name, offer in offers.items()}
