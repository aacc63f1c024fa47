"""The copy of an applicant's data as a document to read and print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from flask_babel import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from recruit.config import ROOT
from recruit.hiring.models import Application, Attachment, CvFile, Document
from recruit.hiring.queries.own import OwnPage
from recruit.scoring.texts import contradiction_text, rule_text
from recruit.web import formats
from recruit.web.admin.words import ACTS, VALUES
from recruit.web.desk.words import STAGES, written_month
from recruit.web.languages import text
from recruit.web.my import words
from recruit.web.my.said import own_answers

INK, MUTED, LINE = HexColor("#1b1d22"), HexColor("#565a63"), HexColor("#d8d8d2")
FONTS = ROOT / "static" / "vendor" / "noto-sans"
MARGIN = 20 * mm
#: between the margins and the padding of the frame
WIDTH = A4[0] - 2 * MARGIN - 12


@cache
def _fonts() -> tuple[str, str]:
    """Plain and bold, with the letters of all European languages; registered once."""
    registerFont(TTFont("Plain", str(FONTS / "NotoSans_400Regular.ttf")))
    registerFont(TTFont("Bold", str(FONTS / "NotoSans_600SemiBold.ttf")))
    return "Plain", "Bold"


class _Paper:
    """The pieces of the document, in order."""

    def __init__(self) -> None:
        plain, bold = _fonts()
        self.text = ParagraphStyle("text", fontName=plain, fontSize=9.5, leading=13.5, textColor=INK)
        self.muted = ParagraphStyle("muted", parent=self.text, textColor=MUTED)
        self.title = ParagraphStyle("title", fontName=bold, fontSize=18, leading=23, textColor=INK, spaceAfter=4)
        self.head = ParagraphStyle(
            "head",
            fontName=bold,
            fontSize=12.5,
            leading=17,
            textColor=INK,
            spaceBefore=16,
            spaceAfter=5,
        )
        self.pieces: list[Flowable] = []

    def say(self, said: object, style: ParagraphStyle | None = None) -> None:
        if str(said).strip():
            lines = escape(str(said)).replace("\n", "<br/>")
            self.pieces.append(Paragraph(lines, style or self.text))

    def section(self, name: object) -> None:
        # a table that follows is long: it is parted rather than kept together with its heading
        self.pieces += [CondPageBreak(35 * mm), Paragraph(escape(str(name)), self.head)]

    def rows(self, rows: Iterable[tuple[object, object]]) -> None:
        """Names and values as lines; what is empty is left out."""
        cells = [
            [Paragraph(escape(str(name)), self.muted), Paragraph(escape(str(value)).replace("\n", "<br/>"), self.text)]
            for name, value in rows
            if value not in (None, "", [])
        ]
        if not cells:
            self.say(_("Nothing."), self.muted)
            return
        table = Table(cells, colWidths=[52 * mm, WIDTH - 52 * mm], splitInRow=1)
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 3),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ]
            )
        )
        self.pieces.append(table)

    def made(self, title: str, author: str, language: str) -> bytes:
        target = BytesIO()
        document = SimpleDocTemplate(
            target,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=18 * mm,
            bottomMargin=18 * mm,
            title=title,
            author=author,
            lang=language,
        )
        document.build(self.pieces, onFirstPage=_number, onLaterPages=_number)
        return target.getvalue()


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(_fonts()[0], 8)
    canvas.setFillColor(MUTED)
    canvas.drawRightString(A4[0] - MARGIN, 10 * mm, str(document.page))


def printed(page: OwnPage, data: dict[str, Any], language: str, company: str) -> bytes:
    """The document. `data` as `queries.own.everything` gives it."""
    paper = _Paper()
    title = _("Your data at %(company)s", company=company)
    paper.say(title, paper.title)
    paper.say(
        _(
            "%(name)s · %(title)s · copy made on %(day)s",
            name=page.application.name,
            title=text(page.version.title),
            day=formats.long_day(datetime.now(UTC)),
        ),
        paper.muted,
    )
    paper.say(_("The same in a form that machines read, with every detail, is on your page (JSON)."), paper.muted)
    _said_in_form(paper, page)
    _read(paper, page)
    _scored(paper, page, language)
    _written(paper, data)
    _happened(paper, page, data)
    paper.pieces.append(Spacer(1, 4 * mm))
    return paper.made(title, company, language)


def _said_in_form(paper: _Paper, page: OwnPage) -> None:
    application = page.application
    skills = {skill.id: text(dict(skill.name)) for skill in page.profile.skills}
    paper.section(_("What you wrote"))
    values: list[tuple[object, object]] = [
        (words.FIELDS["name"], application.name),
        (words.FIELDS["email"], application.email),
        (words.FIELDS["phone"], application.phone),
        (words.FIELDS["degree"], words.LEVELS.get(application.degree or "", "")),
        (words.FIELDS["degree_status"], words.DEGREE_STATUS.get(application.degree_status or "", "")),
        (words.FIELDS["degree_field"], application.degree_field),
        (words.FIELDS["mba"], words.MBA.get(application.mba or "", "")),
        (
            words.FIELDS["related_years"],
            "" if application.related_years is None else formats.number(application.related_years),
        ),
        (words.FIELDS["skills"], ", ".join(skills.get(skill, skill) for skill in application.skills)),
        (
            words.FIELDS["salary_expectation"],
            formats.money(application.salary_expectation, page.version.currency),
        ),
        (words.FIELDS["availability"], application.availability),
        (words.FIELDS["message"], application.message),
        (_("Privacy notice agreed to"), _agreed(application)),
    ]
    values += [(answer.question, answer.said) for answer in own_answers(page)]
    paper.rows(values)
    paper.section(_("Files you sent"))
    attached = [answer.file for answer in page.answers if answer.file is not None]
    sent: list[CvFile | Document | Attachment] = [*page.originals, *page.documents, *attached]
    paper.rows((formats.moment(file.created_at), f"{file.filename} ({formats.size(file.size)})") for file in sent)


def _agreed(application: Application) -> str:
    """The notice that was agreed to, and when; one that was added at the desk has none until the person agrees."""
    said = []
    if application.agreed_at:
        said.append(f"{application.privacy_version}, {formats.moment(application.agreed_at)}")
    else:
        said.append(str(_("none yet")))
    if application.told_at:
        said.append(
            str(
                _(
                    "The application was added for you; a mail told you on %(when)s.",
                    when=formats.moment(application.told_at),
                )
            )
        )
    return "\n".join(said)


def _read(paper: _Paper, page: OwnPage) -> None:
    paper.section(_("What was read in your CV"))
    facts = page.facts
    if facts is None:
        paper.say(words.READING.get(page.application.reading_status, ""), paper.muted)
        return
    names = {item.id: text(dict(item.name)) for item in (*page.profile.skills, *page.profile.duties)}
    rows: list[tuple[object, object]] = []
    for degree in facts.degrees:
        status = words.DEGREE_STATUS.get(str(degree.status), "")
        rows.append((_("Degree"), f"{degree.title} ({words.LEVELS[str(degree.level)]}, {status})"))
    for position in facts.positions:
        span = (
            f"{written_month(position.span.start)} – {written_month(position.span.end)}"
            if position.span
            else _("no dates read")
        )
        employer = f", {position.employer}" if position.employer else ""
        rows.append((_("Position"), f"{position.title}{employer}, {span} ({words.RELATED[str(position.related)]})"))
    for kind, found in ((_("Skill"), facts.skills), (_("Duty"), facts.duties)):
        for id, mentions in found.items():
            if mentions:
                rows.append((kind, f"{names.get(id, id)}: «{' '.join(mentions[0].evidence.quote.split())}»"))
    paper.rows(rows)


def _scored(paper: _Paper, page: OwnPage, language: str) -> None:
    paper.section(_("What the score rests on"))
    if page.score is None:
        paper.say(_("There is no score yet."), paper.muted)
        return
    names = {criterion.id: text(dict(criterion.name)) for criterion in page.profile.criteria}
    paper.say(
        _(
            "%(points)s of 100 points. The score puts applications in an order for reading; people decide.",
            points=formats.points(page.score.points),
        )
    )
    paper.rows(
        (
            names.get(c.id, c.id),
            _("%(points)s of %(most)s points", points=formats.points(c.points), most=formats.points(c.most))
            + f". {rule_text(c.rule, language)}"
            + (f" {contradiction_text(c.id, c.contradiction, language)}" if c.contradiction else ""),
        )
        for c in page.score.criteria
    )


def _written(paper: _Paper, data: dict[str, Any]) -> None:
    """What people of the team wrote, without who of them it was."""
    paper.section(_("What people wrote about your application"))
    rows: list[tuple[object, object]] = []
    for table, fields in (
        ("notes", ("text",)),
        ("stage_changes", ("reason",)),
        ("fact_confirmations", ("reason",)),
        ("verdicts", ("comment",)),
        ("shortlist_entries", ("note", "reason", "comment")),
        ("shortlist_views", ("comment", "text")),
        ("shortlist_messages", ("text",)),
        ("person_requests", ("text", "answer")),
        ("corrections", ("after",)),
    ):
        for row in data.get(table, []):
            said = "\n".join(str(row[field]) for field in fields if isinstance(row.get(field), str) and row[field])
            if said and not (table == "corrections" and row.get("field") != "remark"):
                rows.append((_day(row), said))
    paper.rows(sorted(rows, key=lambda row: str(row[0])))


def _happened(paper: _Paper, page: OwnPage, data: dict[str, Any]) -> None:
    paper.section(_("What happened, and when"))
    rows = []
    for entry in data["log"]:
        said = str(ACTS.get(entry["act"], entry["act"].replace(".", " ").replace("_", " ")))
        stage = entry["after"].get("stage")
        rows.append((_moment(entry["at"]), f"{said}: {STAGES[stage]}" if stage in STAGES else said))
    paper.rows(rows)
    paper.section(_("Mails to you"))
    paper.rows(
        (_moment(mail["created_at"]), mail.get("subject") or VALUES["mail"].get(mail["template"], mail["template"]))
        for mail in data.get("mails", [])
    )
    paper.section(_("How long it is kept"))
    paper.say(_("Until %(day)s, as things stand.", day=formats.long_day(page.kept_until)))


def _day(row: dict[str, Any]) -> str:
    given = next((value for name, value in row.items() if value and (name == "at" or name.endswith("_at"))), "")
    return _moment(given)


def _moment(given: str) -> str:
    return formats.moment(datetime.fromisoformat(given)) if given else ""
