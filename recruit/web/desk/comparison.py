"""Candidates side by side: rows by criterion, each with what it is for everyone and whether they differ.

Pure: from what the query brings to rows; `compare` draws them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel import ngettext as _n

from recruit.facts import Evidence
from recruit.hiring.queries.comparing import Compared
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.explanation import CriterionScore, Founding, PartScore
from recruit.scoring.texts import rule_text
from recruit.web import formats
from recruit.web.answers import answer_text
from recruit.web.careers.words import language_name
from recruit.web.desk import words
from recruit.web.desk.marks import mark_id
from recruit.web.desk.review import stretch_words
from recruit.web.desk.timelines import Career, Post, career_of
from recruit.web.languages import language, text

#: so many quotes stand in a cell
QUOTES = 2


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the CV, and where they stand on the application's page."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row is for one candidate. `key` decides whether two are the same; `most` marks the highest number.

    `founding` puts the sign of a founding before the words; `bar` are (pieces, most) of a criterion; `posts` and
    `lines` stand below the words, each on a line of its own.
    """

    words: str
    key: Hashable
    quotes: tuple[Quote, ...] = ()
    note: str = ""
    founding: str = ""
    bar: tuple[list[tuple[float, str]], float] | None = None
    most: bool = False
    flags: tuple[str, ...] = ()
    posts: tuple[PostLine, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post of somebody, and where it stands on the application's page."""

    post: Post
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared; `main` rows open their section."""

    label: str
    cells: tuple[Cell, ...]
    main: bool = False

    @property
    def differs(self) -> bool:
        return len({cell.key for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one criterion (`id` sets the hue), of the whole score or of the application."""

    id: str
    title: str
    rows: list[Row] = field(default_factory=list)

    def only(self, differing: bool) -> Section:
        """The section with only the rows that differ, where that is wanted."""
        return Section(self.id, self.title, [row for row in self.rows if row.differs]) if differing else self


Said = Callable[[Compared], Cell]
NOTHING = "–"

_FOUND = words.FOUNDINGS | {"shown": lazy_gettext("shown in the experience")}


def sections_of(people: Sequence[Compared], profile: RoleProfile) -> list[Section]:
    """Everything that can be compared, by criterion."""
    found = [Section("", _("Score"), _score_rows(people))]
    for criterion in profile.criteria:
        name = text(dict(criterion.name))
        rows = [_numbers(_("Points"), people, lambda each, id=criterion.id: _criterion_cell(each, id), main=True)]  # type: ignore[misc]
        rows += _fact_rows(people, criterion.id)
        items = {"skills": profile.skills, "duties": profile.duties}.get(criterion.id, ())
        rows += [
            _row(text(dict(item.name)), people, lambda each, c=criterion.id, i=item.id: _part_cell(each, c, i))  # type: ignore[misc]
            for item in items
        ]
        found.append(Section(criterion.id, name, rows))
    found.append(Section("", _("Application"), _application_rows(people)))
    return found


def _row(label: str, people: Sequence[Compared], said: Said, *, main: bool = False) -> Row:
    return Row(str(label), tuple(said(each) for each in people), main)


def _numbers(
    label: str, people: Sequence[Compared], said: Callable[[Compared], tuple[float | None, Cell]], *, main: bool = False
) -> Row:
    """A row of numbers: the highest is marked where they differ."""
    found = [said(each) for each in people]
    values = [value for value, _cell in found if value is not None]
    best = max(values) if len(set(values)) > 1 else None
    cells = [
        Cell(c.words, c.key, c.quotes, c.note, c.founding, c.bar, value is not None and value == best, c.flags)
        for value, c in found
    ]
    return Row(str(label), tuple(cells), main)


def _score_rows(people: Sequence[Compared]) -> list[Row]:
    def points(each: Compared) -> tuple[float | None, Cell]:
        score = each.score
        if score is None:
            return None, Cell(_("not scored yet"), None)
        note = ""
        if score.high - score.low >= 0.05:
            low, high = formats.points(score.low), formats.points(score.high)
            note = _("between %(low)s and %(high)s", low=low, high=high)
        value = round(score.points, 1)
        return value, Cell(words.points_1(value), value, note=note)

    def band(each: Compared) -> Cell:
        return Cell(str(words.BANDS[each.score.band]), each.score.band) if each.score else Cell(NOTHING, None)

    def place(each: Compared) -> Cell:
        return Cell(str(each.place or NOTHING), each.place)

    def doubts(each: Compared) -> Cell:
        flags = tuple(each.stored.flags) if each.stored else ()
        return Cell("" if flags else NOTHING, frozenset(flags), flags=flags)

    return [
        _numbers(_("Points of 100"), people, points, main=True),
        _row(_("Band"), people, band),
        _row(_("Place in the list"), people, place),
        _row(_("To look at"), people, doubts),
    ]


def _criterion_of(each: Compared, id: str) -> CriterionScore | None:
    return next((c for c in each.score.criteria if c.id == id), None) if each.score else None


def _criterion_cell(each: Compared, id: str) -> tuple[float | None, Cell]:
    c = _criterion_of(each, id)
    if c is None:
        return None, Cell(NOTHING, None)
    value = round(c.points, 1)
    said = _("%(points)s of %(most)s", points=words.points_1(value), most=formats.points(c.most))
    note = rule_text(c.rule, language())
    if c.contradiction:
        note += " " + _("The form and the CV differ.")
    quotes = _quotes(each, c.evidence) if id in ("degree", "mba", "experience") else ()
    cell = Cell(str(said), (value, str(c.founding)), quotes, note, bar=(c.founded, c.most))
    return (value if c.most else None), cell


def _fact_rows(people: Sequence[Compared], id: str) -> list[Row]:
    if id == "degree":
        return [_row(_("Highest degree"), people, _degree)]
    if id == "mba":
        return [_row(_("MBA"), people, _mba)]
    if id == "experience":
        return [
            _numbers(_("In key accounts"), people, lambda each: _months(each, core=True)),
            _numbers(_("Related, in all"), people, lambda each: _months(each, core=False)),
            *_career_rows(people),
        ]
    return []


def _career_rows(people: Sequence[Compared]) -> list[Row]:
    """What the timelines draw, in words."""
    careers = {each.application.public_id: career_of(each) for each in people}

    def posts(each: Compared) -> Cell:
        career, page = careers[each.application.public_id], application_url(each)
        if career is None:
            return Cell(NOTHING, None)
        found = tuple(PostLine(post, f"{page}#{post.row}") for post in career.posts)
        undated = career.undated
        note = str(_n("%(num)d more without dates", "%(num)d more without dates", undated)) if undated else ""
        return Cell("" if found else NOTHING, _key(career), note=note, posts=found)

    def stretches(kind: str) -> Said:
        def said(each: Compared) -> Cell:
            career = careers[each.application.public_id]
            found = tuple(stretch_words(stretch) for stretch in getattr(career, kind, ()))
            return Cell("" if found else NOTHING, found, lines=found)

        return said

    return [
        _row(_("Posts"), people, posts),
        _row(_("Gaps"), people, stretches("gaps")),
        _row(_("Overlaps"), people, stretches("overlaps")),
    ]


def _key(career: Career) -> Hashable:
    return tuple((post.title, post.first, post.last) for post in career.posts), career.undated


def _degree(each: Compared) -> Cell:
    level = each.stored.highest_degree if each.stored else "none"
    return Cell(str(words.LEVELS.get(level, level)), level)


def _mba(each: Compared) -> Cell:
    mba = each.stored.mba if each.stored else "none"
    return Cell(str(words.MBA.get(mba, mba)), mba)


def _months(each: Compared, *, core: bool) -> tuple[float | None, Cell]:
    if each.stored is None:
        return None, Cell(NOTHING, None)
    months = each.stored.core_months if core else each.stored.related_months
    return months, Cell(formats.months(months), months)


def _part_cell(each: Compared, criterion: str, id: str) -> Cell:
    c = _criterion_of(each, criterion)
    part: PartScore | None = next((p for p in c.parts if p.id == id), None) if c else None
    if part is None:
        return Cell(NOTHING, None)
    confirmed = part.source == "confirmed" and part.founding != Founding.NONE
    said = words.SOURCES["confirmed"] if confirmed else _FOUND[str(part.founding)]
    return Cell(str(said), str(part.founding), _quotes(each, part.evidence[:1]), founding=str(part.founding))


def application_url(each: Compared) -> str:
    """The page about the application."""
    return url_for("desk.review", public_id=each.application.public_id)


def _quotes(each: Compared, evidence: Sequence[Evidence]) -> tuple[Quote, ...]:
    page = application_url(each)
    return tuple(Quote(" ".join(e.quote.split()), f"{page}#{mark_id(e)}") for e in evidence[:QUOTES])


def _application_rows(people: Sequence[Compared]) -> list[Row]:
    def plain(value: object, said: str) -> Cell:
        return Cell(said or NOTHING, value or None)

    rows = [
        _row(_("Stage"), people, lambda e: plain(e.application.stage, str(words.STAGES[e.application.stage]))),
        _row(
            _("Applied"),
            people,
            lambda e: plain(e.application.created_at.date(), formats.day(e.application.created_at)),
        ),
        _row(
            _("Salary expectation"),
            people,
            lambda e: plain(e.application.salary_expectation, formats.money(e.application.salary_expectation)),
        ),
        _row(_("Availability"), people, lambda e: plain(e.application.availability, e.application.availability)),
        _row(_("Language of the CV"), people, _language),
    ]
    questions = {id: answered.question for each in people for id, answered in each.answers.items()}
    for id, question in questions.items():
        rows.append(_row(text(question.text), people, lambda each, id=id: _answer(each, id)))  # type: ignore[misc]
    return rows


def _language(each: Compared) -> Cell:
    code = each.stored.language if each.stored else each.application.language
    return Cell(language_name(code) if code else NOTHING, code)


def _answer(each: Compared, id: str) -> Cell:
    answered = each.answers.get(id)
    if answered is None:
        return Cell(NOTHING, None)
    said = answered.file.filename if answered.file else answer_text(answered.question, answered.value)
    key = said if answered.file else repr(answered.value)
    return Cell(said or NOTHING, key, note=str(_("flagged by the knock-out rule")) if answered.flagged else "")
