"""What the readers' pages draw: the score beside the paper, made of a `Person`, in which nothing hidden is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from recruit.facts import Month
from recruit.hiring.queries.shown import Person, Shown, ShownAnswer
from recruit.scoring.explanation import CriterionScore, Founding, PartScore
from recruit.web.answers import answer_text
from recruit.web.desk import drawing
from recruit.web.desk.marks import as_text, mark_id, marks_of, on_pages, uncovered
from recruit.web.desk.review import A4, BEING_READ, Post, Sheet, changes_of, contradiction_words, part_name, pieces

#: how many quotes stand for a person in the list, and of which criteria first: what they did before what they hold
QUOTES = 3
TELLING = ("experience", "skills", "duties", "mba", "degree")
#: what is shown in the experience speaks before what is claimed; the form's words are no quotes
WEIGHTS = {Founding.SHOWN: 1.0, Founding.CLAIMED: 0.5}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the CV that stand for a person in the list; `anchor` is their place on the paper."""

    criterion: str
    part: str | None
    words: str
    anchor: str
    weight: float


def _quotes(criterion: CriterionScore, titles: set[tuple[int, int]]) -> list[Quote]:
    """The criterion's quotes, the weightiest first; of a post its title before its dates."""
    rows: list[tuple[str | None, PartScore | CriterionScore]] = [(part.id, part) for part in criterion.parts]
    found = []
    for part, row in rows or [(None, criterion)]:
        if row.evidence and row.founding in WEIGHTS:
            words = next((e for e in row.evidence if (e.start, e.end) in titles), row.evidence[0])
            weight = (row.points + 0.1) * WEIGHTS[row.founding]
            found.append(Quote(criterion.id, part, words.quote, f"e-{words.start}-{words.end}", weight))
    return sorted(found, key=lambda quote: -quote.weight)


def best_quotes(person: Person) -> list[Quote]:
    """One of each criterion in the order in which they tell most of a person, no words twice, at most `QUOTES`."""
    titles = {(p.evidence.start, p.evidence.end) for p in (person.facts.positions if person.facts else ())}
    by_criterion = {c.id: _quotes(c, titles) for c in (person.score.criteria if person.score else ())}
    chosen: list[Quote] = []
    for id in TELLING:
        seen = {quote.anchor for quote in chosen}
        fresh = next((quote for quote in by_criterion.get(id, []) if quote.anchor not in seen), None)
        if fresh is not None:
            chosen.append(fresh)
    return chosen[:QUOTES]


def name_of(person: Person) -> str:
    """The name, or the code where names are hidden."""
    return person.name or str(_("Candidate %(code)s", code=person.code))


def said_to(answer: ShownAnswer) -> str:
    """An answer in words: that it is hidden, or left empty, too."""
    if answer.hidden:
        return str(_("hidden"))
    return answer_text(answer.question, answer.value) or str(_("left empty"))


def posts_of(person: Person, marked: frozenset[str] = frozenset()) -> list[Post]:
    if person.facts is None:
        return []
    as_of = Month.parse(person.facts.as_of)
    posts = []
    for position in person.facts.positions:
        reach = position.span.months(as_of) if position.span else None
        anchor = mark_id(position.evidence)
        posts.append(Post(position, reach[1] - reach[0] + 1 if reach else None, anchor, anchor in marked))
    return posts


def career_of(person: Person) -> Any:
    """The posts with dates, drawn to scale."""
    if person.facts is None:
        return None
    as_of = Month.parse(person.facts.as_of)
    spans = []
    for index, position in enumerate(person.facts.positions, start=1):
        reach = position.span.months(as_of) if position.span else None
        if reach:
            spans.append((reach[0], reach[1], str(position.related), f"post-{index}", position.title))
    label = _("The posts on a line of years; the table below says the same")
    return drawing.career(spans, as_of.ordinal, label) if spans else None


def beside(seen: Shown, person: Person) -> dict[str, Any]:
    """What `desk/_score.html` and `desk/_paper.html` draw."""
    document, score = person.document, person.score
    rows = {
        (p.evidence.start, p.evidence.end): f"post-{index}"
        for index, p in enumerate(person.facts.positions if person.facts else (), start=1)
    }
    marks = marks_of(score, len(document.text), rows) if score and document else ()
    sheets = _sheets(seen, person, on_pages(document, marks) if document else {})
    readable = document is not None and bool(document.text.strip())
    text_view = readable and (request.args.get("view") == "text" or not sheets)
    counted: dict[str, int] = {}
    first: dict[str, str] = {}
    for mark in marks:
        for criterion in mark.criteria:
            counted[criterion] = counted.get(criterion, 0) + 1
            first.setdefault(criterion, mark.id)
    return {
        "opening": seen.opening,
        "version": person.version,
        "profile": person.profile,
        "score": score,
        "document": document,
        "sheets": sheets,
        "has_pages": bool(sheets) and readable,
        "as_text": text_view,
        "lines": uncovered(as_text(document, marks)) if text_view and document else [],
        "first_marks": first,
        "noticed": [],
        "marked": {c.id: counted[c.id] for c in person.profile.criteria if c.id in counted},
        "posts": posts_of(person, frozenset(mark.id for mark in marks)),
        "career": career_of(person),
        "confirmations": {},
        "struck": {},
        "page_words": {},
        "may_confirm": False,
        "being_read": person.reading_status in BEING_READ,
        "open_fact": "",
        **signs(),
    }


def signs() -> dict[str, Callable[..., Any]]:
    """What the macros call."""
    return {
        "pieces": pieces,
        "changes_of": changes_of,
        "contradiction_words": contradiction_words,
        "part_name": part_name,
        "name_of": name_of,
        "best_quotes": best_quotes,
        "said_to": said_to,
    }


def _sheets(seen: Shown, person: Person, placed: Any) -> list[Sheet]:
    sizes = {p.number: (p.width, p.height) for p in (person.document.pages if person.document else ()) if p.width}
    found = []
    for file in person.pages:
        if file.page is None or (person.masked and file.page not in sizes):
            continue  # nothing can be hidden on a page of which no word is known
        href = url_for(
            "shortlist.page_image",
            list_id=seen.shortlist.public_id,
            code=person.code,
            number=file.page,
            v=file.sha256[:10] if not person.masked else None,
        )
        width, height = sizes.get(file.page, A4)
        found.append(Sheet(file.page, width or A4[0], height or A4[1], href, placed.get(file.page, [])))
    return found
