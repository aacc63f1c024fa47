"""Where form and CV say different things, side by side as the team has it, for the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from recruit.hiring.models import Correction, Prefill
from recruit.hiring.operations.answers import field_of
from recruit.hiring.prefill import FIELDS, changed, offered_json, offers_of
from recruit.hiring.queries.own import OwnPage
from recruit.scoring.texts import rule_text
from recruit.web.answers import answer_text
from recruit.web.desk.words import written_month
from recruit.web.formats import money, months
from recruit.web.languages import language, text
from recruit.web.my import words

#: criterion -> the fields of the form that it speaks of
SPOKEN_OF = {"degree": ("degree", "degree_status"), "mba": ("mba",), "experience": ("related_years",)}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing as the form has it and as it was read; `quotes` are the CV's words, `confirmed` what a person found."""

    name: str
    form: str
    cv: str
    quotes: tuple[str, ...] = ()
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the applicant put right after sending; of a remark only `after`."""

    correction: Correction
    name: str
    before: str
    after: str


def differences(page: OwnPage) -> list[Difference]:
    """Those that the score speaks of, then what the applicant changed in the form that the CV had filled."""
    found = _contradictions(page)
    spoken = {field for id, _row in found for field in SPOKEN_OF[id]}
    rows = [row for _id, row in found]
    return rows + (_changes(page, page.prefill, spoken) if page.prefill is not None else [])


def _contradictions(page: OwnPage) -> list[tuple[str, Difference]]:
    names = {criterion.id: text(dict(criterion.name)) for criterion in page.profile.criteria}
    found = []
    for criterion in page.score.criteria if page.score else ():
        sides = criterion.contradiction
        if sides is None:
            continue
        confirmed = rule_text(criterion.rule, language()) if str(criterion.source) == "confirmed" else ""
        quotes = tuple(dict.fromkeys(" ".join(e.quote.split()) for e in criterion.evidence))[:2]
        row = Difference(
            names.get(criterion.id, criterion.id),
            _side(criterion.id, sides.declared),
            _side(criterion.id, sides.read),
            quotes,
            confirmed,
        )
        found.append((criterion.id, row))
    return found


def _side(criterion: str, value: str) -> str:
    if criterion == "experience":
        return months(round(float(value)))
    level, _slash, status = value.partition("/")
    said = str((words.MBA if criterion == "mba" else words.LEVELS).get(level, level))
    return f"{said} ({str(words.DEGREE_STATUS.get(status, status)).lower()})" if status else said


def _changes(page: OwnPage, prefill: Prefill, spoken: set[str]) -> list[Difference]:
    given = {name: getattr(page.application, name) for name in FIELDS}
    offered: Mapping[str, Any] = prefill.offered
    if len(page.originals) > 1 and page.facts is not None:  # another CV was sent since: what that one says
        offered = {name: value for name, value in offered_json(offers_of(page.facts)).items() if name in offered}
    skills = skill_names(page)
    rows = []
    for name in changed(offered, given):
        if name not in spoken:
            value, quote = offered[name]
            said = (said_value(name, given[name], skills), said_value(name, value, skills))
            rows.append(Difference(str(words.FIELDS[name]), *said, (quote,) if quote else ()))
    if prefill.posts is not None:
        rows.append(Difference(str(_("Posts")), "\n".join(map(_post, prefill.posts)), str(_("as listed above"))))
    return rows


def _post(post: Mapping[str, str]) -> str:
    where = ", ".join(filter(None, (post.get("title"), post.get("employer"))))
    when = " – ".join(written_month(month) for month in (post.get("start"), post.get("end")) if month)
    return f"{where} ({when})" if when else where


def skill_names(page: OwnPage) -> dict[str, str]:
    """Skill -> its name in the profile."""
    return {skill.id: text(dict(skill.name)) for skill in page.profile.skills}


def said_value(name: str, value: Any, skills: Mapping[str, str]) -> str:
    """A value of the form in words; nothing where it was left empty."""
    if value in (None, "", []):
        return ""
    if name == "skills":
        return ", ".join(skills.get(id, id) for id in value)
    if name == "related_years":
        return months(round(float(str(value).replace(",", ".")) * 12))
    known = {"degree": words.LEVELS, "degree_status": words.DEGREE_STATUS, "mba": words.MBA}.get(name, {})
    return str(known.get(str(value), value))


def corrections(page: OwnPage) -> list[Corrected]:
    """What was put right after sending, each with what stood there before."""
    skills = skill_names(page)
    questions = {field_of(answer.question): answer.question for answer in page.answers}

    def said(field: str, value: Any) -> str:
        if field in questions:
            return answer_text(questions[field], value)
        if field == "salary_expectation":
            return money(value, page.version.currency)
        return said_value(field, value, skills)

    def name(field: str) -> str:
        return text(questions[field].text) if field in questions else str(words.FIELDS.get(field, field))

    return [
        Corrected(row, name(row.field), said(row.field, row.before), said(row.field, row.after))
        for row in page.corrections
    ]
