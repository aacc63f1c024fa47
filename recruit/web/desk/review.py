"""The application page: the explained score beside the CV with its marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from recruit.facts import DUTIES, SKILLS, Month, Position, Strike
from recruit.hiring.models import Application, ReadingStatus, StruckEvidence
from recruit.hiring.queries.duplicates import Alike, alike, merges_of
from recruit.hiring.queries.evidence import strike_of
from recruit.hiring.queries.review import ReviewPage, history_of
from recruit.hiring.queries.review import review as review_page
from recruit.reading.document import Document
from recruit.scoring.explanation import CriterionScore, Rule, Score
from recruit.scoring.striking import effective
from recruit.scoring.texts import name_text
from recruit.web import formats
from recruit.web.desk import drawing
from recruit.web.desk.answering import said_of
from recruit.web.desk.blind import called, reviews_blind, seen_page
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.career import Stretch, gaps, overlaps
from recruit.web.desk.finding import application_or_404, list_address
from recruit.web.desk.history import events_of
from recruit.web.desk.listing import parse_listing
from recruit.web.desk.marks import (
    STRUCK,
    Mark,
    PageMark,
    PlacedWord,
    TextLine,
    as_text,
    mark_id,
    marks_of,
    on_pages,
    row_id,
    uncovered,
    words_on_pages,
)
from recruit.web.languages import language, text

#: A4 in points, for pictures of pages whose size is not known
A4 = (595.0, 842.0)
NO_WORDS: Mapping[int, list[PlacedWord]] = {}
BEING_READ = (ReadingStatus.WAITING, ReadingStatus.READING)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to draw: its size in points, its picture, its marks."""

    number: int
    width: float
    height: float
    href: str | None
    marks: list[PageMark]


@dataclass(frozen=True, slots=True)
class Post:
    """A position of the CV; `mark` is the anchor of its words, `marked` tells whether it is on the paper."""

    position: Position
    months: int | None
    mark: str
    marked: bool


@dataclass(frozen=True, slots=True)
class CriterionChange:
    criterion: str
    rule: Rule
    points: float


def list_args() -> dict[str, str]:
    """The list that the application was opened from, and whether in its queue, kept from page to page."""
    query = parse_listing(request.values.get("list", "")).query()
    return ({"list": query} if query else {}) | ({"queue": "1"} if request.values.get("queue") else {})


def back_to(application: Application, anchor: str = "") -> ResponseReturnValue:
    """To the application's page, with the list it was opened from; `anchor` names the row to stand on."""
    address = url_for("desk.review", public_id=application.public_id, **list_args())  # type: ignore[arg-type]
    if request.values.get("queue"):
        address = url_for("desk.queue", slug=application.opening.slug)
    return redirect(f"{address}#{anchor}" if anchor else address)


def fact_row(fact: str) -> str:
    """The anchor of the row of a fact: `skill:sales` -> `f-skills-sales`."""
    kind, _colon, id = fact.partition(":")
    return row_id({"skill": "skills", "duty": "duties"}[kind], id) if id else row_id(fact)


def typed_months() -> dict[str, int]:
    """Years and months as typed; what is no number counts as out of range and is refused by the operation."""

    def number(name: str) -> int:
        typed = request.form.get(name, "").strip()
        return int(typed) if typed.isdecimal() and len(typed) < 5 else (0 if not typed else -10_000)

    return {
        "core_months": number("core_years") * 12 + number("core_rest"),
        "related_months": number("related_years") * 12 + number("related_rest"),
    }


def struck_rows(page: ReviewPage) -> dict[str, list[tuple[Strike, StruckEvidence]]]:
    """Fact -> the strikes that take words away from it now, as the scorer takes them and as they are stored."""
    rows: dict[str, list[tuple[Strike, StruckEvidence]]] = {}
    for row in page.strikes:
        strike = strike_of(row)
        if page.facts is not None and row.undone_at is None and effective(page.facts, [strike]):
            rows.setdefault(row.fact, []).append((strike, row))
    return rows


def pieces(criterion: CriterionScore) -> list[tuple[float, str]]:
    """The bar of a criterion: its points by founding."""
    return criterion.founded


def changes_of(score: Score) -> list[CriterionChange]:
    """What would change the score, the largest gain first."""
    found = [CriterionChange(c.id, change.rule, change.points) for c in score.criteria for change in c.changes]
    return sorted(found, key=lambda change: -change.points)


def contradiction_words(criterion: str, value: str) -> str:
    """One side of a contradiction in words."""
    if criterion == "experience":
        return formats.months(round(float(value)))
    level, _slash, status = value.partition("/")
    said = name_text("mba" if criterion == "mba" else "level", level, language())
    said = said[:1].upper() + said[1:]
    return f"{said} ({name_text('status', status, language())})" if status else said


def _first_marks(marks: tuple[Mark, ...]) -> dict[str, str]:
    """Criterion -> the anchor of the first words it rests on."""
    first: dict[str, str] = {}
    for mark in marks:
        for criterion in mark.criteria if mark.founding != STRUCK else ():
            first.setdefault(criterion, mark.id)
    return first


def _posts(page: ReviewPage, marks: tuple[Mark, ...]) -> list[Post]:
    if page.facts is None:
        return []
    as_of = Month.parse(page.facts.as_of)
    ids = {mark.id for mark in marks}
    posts = []
    for position in page.facts.positions:
        reach = position.span.months(as_of) if position.span else None
        anchor = mark_id(position.evidence)
        posts.append(Post(position, reach[1] - reach[0] + 1 if reach else None, anchor, anchor in ids))
    return posts


def _noticed(page: ReviewPage) -> list[tuple[str, str]]:
    """What the reading noticed beside what the score already says: (flag, what it saw), each kind once."""
    said = set(page.score.needs_person) if page.score else set()
    seen: dict[str, list[str]] = {}
    for flag in page.facts.flags if page.facts else ():
        if flag.id not in said:
            # the way in which text is hidden is a code before its words
            detail = flag.detail.partition(": ")[2] if flag.id == "hidden_text" else flag.detail
            seen.setdefault(flag.id, []).append(detail)
    return [(id, "; ".join(filter(None, dict.fromkeys(details)))) for id, details in seen.items()]


def _post_rows(page: ReviewPage) -> dict[tuple[int, int], str]:
    """Where the words of each post stand -> the anchor of its row."""
    positions = page.facts.positions if page.facts else ()
    return {(p.evidence.start, p.evidence.end): f"post-{index}" for index, p in enumerate(positions, start=1)}


@dataclass(frozen=True, slots=True)
class Career:
    """The posts with dates, drawn to scale, with what lies between them and where they overlap."""

    drawn: Markup
    gaps: list[Stretch]
    overlaps: list[Stretch]


def stretch_words(stretch: Stretch) -> str:
    """A gap or an overlap in words: from when to when, how long."""
    first, last = (f"{month % 12 + 1:02d}/{month // 12}" for month in (stretch.first, stretch.last))
    when = _("%(first)s – %(last)s, %(months)s", first=first, last=last, months=formats.months(stretch.months))
    return f"{when}: {' + '.join(stretch.titles)}" if stretch.titles else when


def _career(page: ReviewPage) -> Career | None:
    """The career as it is drawn; None without a post that has dates."""
    if page.facts is None:
        return None
    as_of = Month.parse(page.facts.as_of)
    spans = []
    for index, position in enumerate(page.facts.positions, start=1):
        reach = position.span.months(as_of) if position.span else None
        if reach:
            spans.append((reach[0], reach[1], str(position.related), f"post-{index}", position.title))
    if not spans:
        return None
    between = gaps([span[:2] for span in spans], as_of.ordinal)
    shared = overlaps([(span[0], span[1], span[4]) for span in spans])
    return Career(
        drawing.career(
            spans,
            as_of.ordinal,
            _("The posts on a line of years; the table below says the same"),
            gaps=[(gap.first, gap.last, _("Without a post: %(when)s", when=stretch_words(gap))) for gap in between],
            overlaps=[
                (two.first, two.last, _("At the same time: %(when)s", when=stretch_words(two))) for two in shared
            ],
        ),
        between,
        shared,
    )


def _sheets(page: ReviewPage, marks: tuple[Mark, ...], picture: str) -> list[Sheet]:
    """Where people are hidden, only pages whose words are known: on others nothing could be painted over."""
    document = page.document
    pictures = {file.page: file for file in page.pages}
    sizes: Mapping[int, tuple[float, float]] = {}
    placed: Mapping[int, list[PageMark]] = {}
    if document is not None:
        sizes = {p.number: (p.width, p.height) for p in document.pages if p.width and p.height}
        placed = on_pages(document, marks)
    public_id = page.application.public_id
    return [
        Sheet(
            number,
            *sizes.get(number, A4),
            # two addresses, so that no browser shows the one where it kept the other
            url_for(
                picture,
                public_id=public_id,
                number=number,
                v=pictures[number].sha256[:10] if not page.blind else "blind",
            )
            if number in pictures
            else None,
            placed.get(number, []),
        )
        for number in sorted({*(n for n in pictures if n is not None), *sizes})
        if number in pictures and (number in sizes or not page.blind)
    ]


def _current(page: ReviewPage, fact: str) -> Any:
    """What a fact is taken for now, to begin a correction with."""
    standing = {c.fact: c.value for c in page.confirmations if c.undone_at is None}
    if fact in standing:
        return standing[fact]
    stored, score = page.stored, page.score
    if fact == "experience":
        return {
            "core_months": stored.core_months if stored else 0,
            "related_months": stored.related_months if stored else 0,
        }
    if fact == "degree":
        return stored.highest_degree if stored else "none"
    if fact == "mba":
        return stored.mba if stored else "none"
    kind, _colon, id = fact.partition(":")
    for criterion in score.criteria if score else ():
        if criterion.id == {"skill": "skills", "duty": "duties"}.get(kind):
            for part in criterion.parts:
                if part.id == id:
                    return part.founding if part.founding in ("shown", "claimed") else "shown"
    return "shown"


def known_fact(fact: str) -> bool:
    """Whether a fact is one that can be confirmed."""
    kind, _colon, id = fact.partition(":")
    return fact in ("degree", "mba", "experience") or id in {"skill": SKILLS, "duty": DUTIES}.get(kind, ())


def _lines(page: ReviewPage, document: Document, marks: tuple[Mark, ...]) -> list[TextLine]:
    lines = as_text(document, marks)
    return uncovered(lines) if page.blind else lines


def beside(page: ReviewPage, *, picture: str = "desk.page_image") -> dict[str, Any]:
    """What `_score.html` and `_paper.html` draw: score and CV. `picture` is the endpoint of the pages' pictures."""
    document, score = page.document, page.score
    marks = marks_of(score, len(document.text), _post_rows(page)) if score and document else ()
    sheets = _sheets(page, marks, picture)
    wanted = request.args.get("view") == "text" or not sheets
    text_view = document is not None and bool(document.text.strip()) and wanted
    marked: dict[str, int] = {}
    for mark in marks:
        for criterion in mark.criteria if mark.founding != STRUCK else ():
            marked[criterion] = marked.get(criterion, 0) + 1
    return {
        "review": page,
        "application": page.application,
        "opening": page.opening,
        "version": page.version,
        "profile": page.profile,
        "score": score,
        "document": document,
        "original": page.original,
        "sheets": sheets,
        "has_pages": bool(sheets) and document is not None and bool(document.text.strip()),
        "as_text": text_view,
        "lines": _lines(page, document, marks) if text_view and document else [],
        "first_marks": _first_marks(marks),
        "noticed": _noticed(page),
        "marked": {c.id: marked[c.id] for c in page.profile.criteria if c.id in marked},
        "posts": _posts(page, marks),
        "career": _career(page),
        "confirmations": {c.fact: c for c in page.confirmations if c.undone_at is None},
        "struck": struck_rows(page),
        "being_read": page.application.reading_status in BEING_READ,
        "open_fact": "",
        "pieces": pieces,
        "changes_of": changes_of,
        "contradiction_words": contradiction_words,
        "part_name": part_name,
        "stretch_words": stretch_words,
    }


def render(
    page: ReviewPage,
    *,
    fact: str = "",
    fact_error: str = "",
    fact_reason: str = "",
    fact_value: Any = None,
    note_text: str = "",
    note_error: str = "",
) -> str:
    """The page, with the form for one fact open where `fact` names one, or a note that was refused."""
    context = context_of(page)
    context |= {
        "open_fact": fact if context["may_confirm"] else "",
        "current": (fact_value if fact_value is not None else _current(page, fact)) if fact else None,
        "fact_error": fact_error,
        "fact_reason": fact_reason,
        "note_text": note_text,
        "note_error": note_error,
    }
    return render_template("desk/review.html", **context)


def _told(found: Alike, page: ReviewPage) -> Alike:
    """Another application that may be the same person's; of an opening that is reviewed blind by its code."""
    hidden = found.same_opening and reviews_blind(page.application.opening_id)
    return replace(found, name=called(found.public_id)) if hidden else found


def context_of(page: ReviewPage, *, list_query: str = "", queue: bool = False) -> dict[str, Any]:
    """What the recruiter's page about an application draws, alone or in the review queue.

    Of who is hidden in a blind review the page shows no more than may be shown, and confirms nothing.
    """
    listing = parse_listing(list_query or request.values.get("list", ""))
    query = listing.query()
    # the history that is there already tells whether there is anything to ask for
    merges = merges_of(page.application) if any(event.act == "applications.merged" for event in page.history) else []
    merged = [merge.merged_id for merge in merges if merge.kept_id == page.application.id]
    if merged:
        page = replace(page, history=history_of([page.application.id, *merged]))
    page = seen_page(page)
    return beside(page) | {
        **said_of(page.application),
        "may_confirm": not page.blind,
        "merges": merges,
        "alike": [_told(each, page) for each in alike(page.application)] if not page.blind else [],
        "page_words": words_on_pages(page.document) if page.document and page.pages and not page.blind else NO_WORDS,
        "events": events_of(page.history, page.profile, page.notes),
        "list_args": ({"list": query} if query else {}) | {"queue": "1"} if queue else list_args(),
        "list_url": list_address(page.opening, listing),
    }


def part_name(page_profile: Any, criterion: str, part: str) -> str:
    """The name of a part of a criterion, from the profile or, for the experience, from the scorer's words."""
    if criterion == "experience":
        return name_text("part", part, language())
    items = page_profile.skills if criterion == "skills" else page_profile.duties
    return next((text(dict(item.name)) for item in items if item.id == part), part)


@blueprint.get("/applications/<public_id>")
def review(public_id: str) -> ResponseReturnValue:
    page = review_page(public_id, by=current_user)
    fact = request.args.get("fact", "")
    return render(page, fact=fact if known_fact(fact) else "")


@blueprint.get("/applications/<public_id>/state")
def state(public_id: str) -> ResponseReturnValue:
    """For a page that waits: nothing while the CV is being read, then the way to the score."""
    application = application_or_404(public_id)
    if application.reading_status in BEING_READ:
        return "", 204
    response = make_response(render_template("desk/_read_now.html", application=application))
    response.status_code = 286  # htmx: swap and stop asking
    return response
