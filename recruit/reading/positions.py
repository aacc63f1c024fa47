"""Positions: each entry's title judged core, adjacent or none (lexicon/titles.yaml)."""

from __future__ import annotations

import re
from functools import lru_cache

from recruit.facts import Evidence, Position, Related
from recruit.reading import lexicon
from recruit.reading.document import Document
from recruit.reading.entries import Entry
from recruit.reading.folding import folded
from recruit.reading.titles import spellings

#: how many different commercial words below a vague title make it a commercial post
BARE_TITLE_SIGNALS = 2
QUALIFIED_TITLE_SIGNALS = 4


@lru_cache(maxsize=4)
def _matcher(kind: str) -> lexicon.Phrases:
    return lexicon.phrases("titles", "kind", kind)


def related_of(title: str, body: str) -> tuple[Related, str]:
    """How near a post is to key account management, and the rule that says so.

    `title` and `body` as written; `body` is the lines below the title, "" for none.
    """
    text = folded(title).spelt(spellings())
    matches = _matcher("title").outermost(text)
    strong = [m for m in matches if m.entry.get("strong") and m.entry.get("related") == "none"]
    core = [m for m in matches if m.entry.get("related") == "core"]
    adjacent = [m for m in matches if m.entry.get("related") == "adjacent"]
    selling = adjacent and strong and adjacent[-1].last > strong[-1].last and adjacent[-1].last > adjacent[-1].first
    if strong and not (strong[0].entry.get("mixes") and (selling or _commercial_half(title))):
        return Related.NONE, f"title:{strong[0].entry.id}"
    if core and not _other_half_rules(title, "business-development"):
        desk = _signals(body, "none")
        commercial = _signals(body, "commercial") | _signals(body, "route")
        if desk and not commercial:
            return Related.NONE, f"lines:{sorted(desk)[0]}"
        if all(m.entry.get("needs") for m in core) and len(commercial) <= len(desk):
            return Related.NONE, f"title:{core[0].entry.id}"
        return Related.CORE, f"title:{core[0].entry.id}"
    if adjacent or core:
        shop = _signals(body, "shop")
        floor = re.search(r"\b(?:sales associate|vendedor|vendedora|venedor|venedora)\b", text.text)
        needed = 1 if floor and floor.group().startswith("sales") else 2
        if floor and len(shop) >= max(needed, len(_signals(body, "route"))):
            return Related.NONE, f"lines:{sorted(shop)[0]}"
        return Related.ADJACENT, f"title:{(adjacent or core)[0].entry.id}"
    vague = [m for m in matches if m.entry.get("related") == "vague"]
    if vague or not title.strip():
        others = len(re.findall(r"[^\W\d_]{3,}", text.text)) - sum(
            len(text.text[m.start : m.end].split()) for m in vague
        )
        bare = others <= 0 or any(m.entry.get("likely") for m in vague)
        needed = BARE_TITLE_SIGNALS if bare else QUALIFIED_TITLE_SIGNALS
        signals = _signals(body, "commercial")
        if len(signals) >= needed and len(signals) > 2 * len(_signals(body, "none")):
            return Related.ADJACENT, "lines:" + ",".join(sorted(signals)[:3])
    return Related.NONE, "title:other"


def _halves(title: str) -> list[list[lexicon.Match]]:
    """What is known in each half of a double title: "Sales and Customer Service Manager"."""
    halves = [half for half in re.split(r"\s*[/|&+]\s*|\s+(?:and|i|y|e)\s+", title, flags=re.I) if half.strip()]
    return [_matcher("title").outermost(folded(half).spelt(spellings())) for half in halves]


def _commercial_half(title: str) -> bool:
    """Whether one half of a double title is commercial and nothing else."""
    halves = _halves(title)
    return len(halves) > 1 and any(
        any(m.entry.get("related") in ("adjacent", "core") for m in half)
        and not any(m.entry.get("strong") and m.entry.get("related") == "none" for m in half)
        for half in halves
    )


def _other_half_rules(title: str, entry: str) -> bool:
    """Whether `entry` rules a title: one half names it, and no other half is a core title."""
    judged = _halves(title)
    named = [any(m.entry.id == entry for m in matches) for matches in judged]
    if not any(named):
        return False
    core = [any(m.entry.get("related") == "core" for m in matches) for matches in judged]
    return not any(c and not n for c, n in zip(core, named, strict=True))


def _signals(body: str, signal: str) -> set[str]:
    if not body.strip():
        return set()
    text = folded(body)
    return {text.text[m.start : m.end] for m in lexicon.phrases("titles", "signal", signal).outermost(text)}


def read_positions(document: Document, entries: list[Entry]) -> tuple[Position, ...]:
    """The posts of the CV; volunteering counts as none."""
    found: list[Position] = []
    for entry in entries:
        title = document.text[entry.title[0] : entry.title[1]] if entry.title else ""
        related, rule = related_of(title, entry.body_text(document))
        if entry.section == "volunteering":
            related, rule = Related.NONE, "section:volunteering"
        date = entry.date
        place = entry.title or (date.start, date.end) if date else entry.title
        if place is None:
            continue
        employer = document.text[entry.employer[0] : entry.employer[1]].strip() if entry.employer else None
        found.append(
            Position(
                title=" ".join(title.split()),
                employer=" ".join(employer.split()) if employer else None,
                span=date.span if date else None,
                related=related,
                evidence=_evidence(document, *place),
                date_evidence=_evidence(document, date.start, date.end) if date else None,
                rule=rule,
            )
        )
    return tuple(found)


def _evidence(document: Document, start: int, end: int) -> Evidence:
    return Evidence(start, end, document.text[start:end], document.page_at(start))
