"""A shortlist on paper: each person with points, bars, best quotes, and what was said."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext as _n
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from recruit.hiring.queries.shown import Person, Shown
from recruit.web import formats
from recruit.web.desk import words as desk_words
from recruit.web.desk.review import pieces
from recruit.web.languages import language, text
from recruit.web.pdf.dossier import PLAIN, criterion_name, view_line, views_of
from recruit.web.pdf.sheet import BANDS, CRITERIA, INNER, MUTED, Bar, Rule, Whisker, build, paragraph, words
from recruit.web.shortlist.drawn import best_quotes, name_of


def shortlist_pdf(seen: Shown, *, company: str, made: datetime) -> bytes:
    """The whole list as its reader may see it."""
    shortlist, version = seen.shortlist, seen.opening.version
    about = [text(dict(version.title)), version.place, _n("%(num)d person", "%(num)d people", len(seen.people))]
    story: list[Flowable] = [paragraph(seen.title, "title"), paragraph(" · ".join(filter(None, about)), "lede")]
    if seen.introduction:
        story += [Spacer(0, 6), paragraph(seen.introduction, breaks=True)]
    if shortlist.blind:
        said = _("Blind review: names, faces and what else tells who somebody is are hidden.")
        story += [Spacer(0, 4), paragraph(said, "small")]
    for number, person in enumerate(seen.people, start=1):
        story += [Spacer(0, 8), KeepTogether([Rule(), Spacer(0, 6), *_person(number, person)])]
    return build(story, title=seen.title, head=company, made=made, language=language())


def _person(number: int, person: Person) -> list[Flowable]:
    facts = [
        str(desk_words.STAGES.get(person.stage, person.stage)),
        str(desk_words.LEVELS[person.highest_degree]),
        f"{_('MBA')} {str(desk_words.MBA[person.mba]).lower()}" if person.mba != "none" else "",
        _(
            "%(core)s in key accounts, %(related)s related",
            core=formats.months(person.core_months),
            related=formats.months(person.related_months),
        ),
        formats.money(person.salary, person.version.currency) if person.salary else "",
    ]
    left: list[Flowable] = [
        paragraph(f'<font color="#565a63">{number}</font>  {words(name_of(person))}', "name", markup=True),
        paragraph(" · ".join(filter(None, facts)), "small"),
    ]
    if person.email or person.phone:
        left.append(paragraph(" · ".join(filter(None, (person.email, person.phone))), "small"))
    story: list[Flowable] = []
    if person.score is not None:
        score = person.score
        colour = BANDS[score.band].hexval().replace("0x", "#")
        said = (
            f'<font name="NotoSans-SemiBold" size="13">{formats.points(score.points)}</font> '
            f'<font color="{colour}">{words(desk_words.BANDS[score.band])}</font>'
        )
        marks = (person.profile.bands.possible, person.profile.bands.strong)
        right: list[Flowable] = [paragraph(said, markup=True), Whisker(score.points, score.low, score.high, marks, 120)]
        top = Table([[left, right]], colWidths=[INNER - 135, 135])
        top.setStyle(TableStyle(PLAIN))
        story.append(top)
        bars = []
        for criterion in score.criteria:
            if criterion.most > 0:
                name = f"{criterion_name(person, criterion.id)} {desk_words.points_1(criterion.points)}"
                colour = CRITERIA.get(criterion.id, MUTED)
                bars.append([paragraph(name, "small"), Bar(pieces(criterion), criterion.most, colour, 96)])
        if bars:
            table = Table([bars], colWidths=[min(124, INNER / len(bars))] * len(bars), hAlign="LEFT")
            table.setStyle(TableStyle(PLAIN))
            story += [table, Spacer(0, 2)]
    else:
        story += left
    if person.comment:
        story.append(paragraph(person.comment, breaks=True))
    for quote in best_quotes(person):
        name = criterion_name(person, quote.criterion)
        story.append(
            paragraph(
                f'“{words(quote.words)}” <font color="#565a63" size="7.5">{words(name)}</font>', "quote", markup=True
            )
        )
    story += [paragraph(view_line(view), "small", markup=True) for view in views_of(person)]
    return story
