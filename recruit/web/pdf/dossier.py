"""A candidate's dossier: the score with its rules and quotes, the career, the form, what was said, the pages.

Made of a `Person`, in which nothing is that may not be shown.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, KeepTogether, PageBreak, Spacer, Table, TableStyle

from recruit.facts import Evidence, Month
from recruit.hiring.queries.shown import Person, Said
from recruit.scoring.explanation import CriterionScore
from recruit.scoring.texts import rule_text
from recruit.web import formats
from recruit.web.desk import words as desk_words
from recruit.web.desk.history import Event
from recruit.web.desk.review import contradiction_words, part_name, pieces
from recruit.web.languages import language, text
from recruit.web.pdf.sheet import (
    BANDS,
    CRITERIA,
    HEIGHT,
    INNER,
    LINE,
    MUTED,
    Bar,
    Career,
    Rule,
    Whisker,
    build,
    paragraph,
    words,
)
from recruit.web.shortlist.drawn import name_of, said_to

Pictures = Sequence[bytes]
PLAIN = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
#: quotes of a criterion that stand in the dossier
MOST_QUOTES = 3


def dossier_pdf(
    person: Person,
    *,
    company: str,
    made: datetime,
    pictures: Pictures = (),
    history: Sequence[Event] = (),
    heading: str = "",
) -> bytes:
    """The dossier as PDF in the reader's language; `pictures` are the CV's pages, hidden where they must be."""
    name = name_of(person)
    story: list[Flowable] = [*head_of(person, heading)]
    if person.comment:
        story += [Spacer(0, 6), paragraph(person.comment, "text", breaks=True)]
    if person.score is not None:
        story += score_of(person)
    story += career_of(person)
    story += form_of(person)
    story += answers_of(person)
    story += said_of(person)
    if history:
        story += history_of(history)
    for number, picture in enumerate(pictures, start=1):
        story += _page(picture, number, len(pictures))
    return build(
        story, title=f"{name} · {text(dict(person.version.title))}", head=company, made=made, language=language()
    )


def head_of(person: Person, heading: str = "") -> list[Flowable]:
    """Name or code, opening, contact as far as shown, points."""
    facts = [text(dict(person.version.title)), heading, str(desk_words.STAGES.get(person.stage, person.stage))]
    reach = [person.email, person.phone]
    left: list[Flowable] = [
        paragraph(name_of(person), "title"),
        paragraph(" · ".join(filter(None, facts)), "lede"),
        paragraph(" · ".join(filter(None, [*reach, _("applied on %(day)s", day=formats.day(person.came))])), "small"),
    ]
    if person.score is None:
        return [*left, Spacer(0, 8), Rule()]
    score = person.score
    band = f'<font color="{BANDS[score.band].hexval().replace("0x", "#")}">{words(desk_words.BANDS[score.band])}</font>'
    right: list[Flowable] = [
        paragraph(
            f'{formats.points(score.points)} <font size="10">{words(_("of 100 points"))}</font>', "points", markup=True
        ),
        Whisker(score.points, score.low, score.high, (person.profile.bands.possible, person.profile.bands.strong), 170),
        paragraph(f"{band} · {formats.points(score.low)}–{formats.points(score.high)}", "small", markup=True),
    ]
    table = Table([[left, right]], colWidths=[INNER - 190, 190])
    table.setStyle(TableStyle(PLAIN))
    return [table, Spacer(0, 4), Rule()]


def criterion_name(person: Person, id: str) -> str:
    return next((text(dict(c.name)) for c in person.profile.criteria if c.id == id), id)


def score_of(person: Person) -> list[Flowable]:
    story: list[Flowable] = [paragraph(_("Score and evidence"), "head")]
    if person.score is None:
        return story
    flags = [desk_words.flag_text(flag) for flag in person.score.needs_person]
    if flags:
        story += [paragraph(" ".join(flags), "small"), Spacer(0, 4)]
    for criterion in person.score.criteria:
        story += _criterion(person, criterion)
    return story


def _criterion(person: Person, criterion: CriterionScore) -> list[Flowable]:
    points = f"{desk_words.points_1(criterion.points)} {_('of %(most)s', most=formats.points(criterion.most))}"
    points = points if criterion.most else str(_("shown without counting"))
    colour = CRITERIA.get(criterion.id, MUTED)
    row = [
        paragraph(criterion_name(person, criterion.id), "criterion"),
        Bar(pieces(criterion), criterion.most, colour),
        paragraph(points, "number"),
    ]
    table = Table([row], colWidths=[INNER - 190, 100, 90])
    table.setStyle(
        TableStyle([*PLAIN, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LINEABOVE", (0, 0), (-1, 0), 0.4, LINE)])
    )
    under: list[Flowable] = [paragraph(rule_text(criterion.rule, language()))]
    if criterion.contradiction is not None:
        said = _(
            "The form says %(declared)s, the CV %(read)s.",
            declared=contradiction_words(criterion.id, criterion.contradiction.declared),
            read=contradiction_words(criterion.id, criterion.contradiction.read),
        )
        under.append(paragraph(said, "small"))
    quotes = _quotes(person, criterion)
    missing = [part_name(person.profile, criterion.id, part.id) for part in criterion.parts if part.founding == "none"]
    if missing and criterion.id != "experience":
        quotes.append(paragraph(_("Not found: %(names)s", names=", ".join(missing)), "small"))
    return [KeepTogether([table, *under, *quotes[:1]]), *quotes[1:], Spacer(0, 5)]


def _quotes(person: Person, criterion: CriterionScore) -> list[Flowable]:
    """Each part with its best quote; of the experience all that was counted, in one line a kind."""
    found: list[Flowable] = []
    for part in criterion.parts:
        label = f"<b>{words(part_name(person.profile, criterion.id, part.id))}</b>: "
        if part.evidence:
            quotes = part.evidence if criterion.id == "experience" else part.evidence[:1]
            found.append(paragraph(label + _quoted(quotes), "quote", markup=True))
        elif part.founding == "declared":
            said = words(_("declared in the form, not found in the CV"))
            found.append(paragraph(label + said, "quote", markup=True))
    if not criterion.parts:
        found += [paragraph(_quoted([one]), "quote", markup=True) for one in criterion.evidence[:MOST_QUOTES]]
    return found


def _quoted(evidence: Sequence[Evidence]) -> str:
    """Words and their page, for a paragraph."""
    said = []
    for one in evidence:
        quote = one.quote if len(one.quote) < 320 else one.quote[:300] + "…"
        page = words(_("p. %(page)d", page=one.page))
        said.append(f'“{words(quote)}” <font color="#565a63" size="7.5">{page}</font>')
    return " · ".join(said)


def career_of(person: Person) -> list[Flowable]:
    if person.facts is None or not person.facts.positions:
        return []
    as_of = Month.parse(person.facts.as_of)
    spans, rows = [], []
    for post in person.facts.positions:
        reach = post.span.months(as_of) if post.span else None
        if reach:
            spans.append((reach[0], reach[1], str(post.related)))
        dates = (
            f"{desk_words.written_month(post.span.start)} – {desk_words.written_month(post.span.end)}"
            if post.span
            else ""
        )
        title = f"<b>{words(post.title)}</b>" + (f" · {words(post.employer)}" if post.employer else "")
        length = formats.months(reach[1] - reach[0] + 1) if reach else ""
        rows.append(
            [
                paragraph(title, markup=True),
                paragraph(dates),
                paragraph(length),
                paragraph(desk_words.RELATED[str(post.related)], "small"),
            ]
        )
    story: list[Flowable] = [paragraph(_("Experience"), "head")]
    if spans:
        story += [Career(sorted(spans), as_of.ordinal), Spacer(0, 4)]
    table = Table(rows, colWidths=[INNER - 250, 120, 60, 70])
    table.setStyle(TableStyle([*PLAIN, ("LINEBELOW", (0, 0), (-1, -2), 0.3, LINE)]))
    together = _(
        "Together: %(core)s core, %(related)s core and adjacent. Months that two posts share count once.",
        core=formats.months(person.core_months),
        related=formats.months(person.related_months),
    )
    story += [table, paragraph(together, "small")]
    degrees = [
        (
            degree.title,
            desk_words.LEVELS[str(degree.level)],
            desk_words.DEGREE_STATUS[str(degree.status)],
            degree.end_year,
        )
        for degree in person.facts.degrees
    ]
    if degrees:
        story.append(paragraph(_("Studies"), "head"))
        for title, level, status, year in degrees:
            said = ", ".join(str(part) for part in (level, status, year) if part)
            story.append(paragraph(f"<b>{words(title)}</b> · {words(said)}", markup=True))
    return story


def form_of(person: Person) -> list[Flowable]:
    rows: list[tuple[str, str]] = []
    form = person.form
    if form is not None:
        level = desk_words.code_words(form.degree) if form.degree else ""
        status = desk_words.DEGREE_STATUS.get(form.degree_status or "", "")
        rows = [
            (_("Degree"), ", ".join(str(part) for part in (level, form.degree_field, status) if part)),
            (_("MBA"), str(desk_words.MBA[form.mba]) if form.mba else ""),
            (
                _("Related experience"),
                formats.months(round(form.related_years * 12)) if form.related_years is not None else "",
            ),
            (_("Skills"), ", ".join(part_name(person.profile, "skills", id) for id in form.skills)),
            (_("Availability"), form.availability),
            (_("Message"), form.message),
        ]
    if person.salary is not None:
        rows.append((_("Salary expectation"), f"{formats.money(person.salary, person.version.currency)} {_('a year')}"))
    rows = [(label, said) for label, said in rows if said]
    if not rows:
        return []
    return [paragraph(_("What the form says"), "head"), _labelled(rows, 110)]


def _labelled(rows: Sequence[tuple[str, str]], width: float) -> Table:
    table = Table(
        [[paragraph(label, "small"), paragraph(said, breaks=True)] for label, said in rows],
        colWidths=[width, INNER - width],
    )
    table.setStyle(TableStyle(PLAIN))
    return table


def answers_of(person: Person) -> list[Flowable]:
    """To the opening's own questions."""
    rows = [(text(dict(answer.question.text)), said_to(answer)) for answer in person.answers]
    if not rows:
        return []
    return [paragraph(_("Answers to the opening’s own questions"), "head"), _labelled(rows, 200)]


DECISIONS: dict[str, Callable[[], str]] = {
    "invite": lambda: str(_("Invite")),
    "not": lambda: str(_("Do not invite")),
    "undecided": lambda: "",
}


def view_words(view: Said) -> str:
    """Thumb and decision in words."""
    thumb = "" if view.up is None else str(_("In favour")) if view.up else str(_("Against"))
    return ", ".join(filter(None, (thumb, DECISIONS[view.decision]())))


def view_line(view: Said) -> str:
    """Who, what and why, for a paragraph."""
    why = f" – “{words(view.text)}”" if view.text else ""
    return f"<b>{words(view.by)}</b>: {words(view_words(view))}{why}"


def views_of(person: Person) -> list[Said]:
    """The reader's own first; a place in an order alone is none."""
    own = [person.mine] if person.mine is not None and (view_words(person.mine) or person.mine.text) else []
    return [*own, *person.views]


def said_of(person: Person) -> list[Flowable]:
    views = views_of(person)
    story: list[Flowable] = []
    if views:
        story.append(paragraph(_("Views"), "head"))
        for view in views:
            story.append(paragraph(view_line(view), markup=True))
    if person.messages:
        story.append(paragraph(_("Questions"), "head"))
        for message in person.messages:
            story.append(paragraph(f"<b>{words(message.by)}</b>: {words(message.text, breaks=True)}", markup=True))
    return story


def history_of(history: Sequence[Event]) -> list[Flowable]:
    rows = [
        [
            paragraph(formats.moment(event.at), "small"),
            paragraph(f"{event.words}{' – ' + event.detail if event.detail else ''}"),
            paragraph(event.actor, "small"),
        ]
        for event in history
    ]
    table = Table(rows, colWidths=[100, INNER - 220, 120])
    table.setStyle(TableStyle(PLAIN))
    return [paragraph(_("History"), "head"), table]


def _page(picture: bytes, number: int, count: int) -> list[Flowable]:
    reader = ImageReader(io.BytesIO(picture))
    width, height = reader.getSize()
    scale = min(INNER / width, (HEIGHT - 130) / height)
    return [
        PageBreak(),
        paragraph(_("CV, page %(number)d of %(count)d", number=number, count=count), "small"),
        Spacer(0, 4),
        Image(io.BytesIO(picture), width * scale, height * scale),
    ]
