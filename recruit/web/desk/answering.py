"""Answers on the application page, and the files among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_login import current_user

from recruit.hiring.models import Application, Attachment, OpeningVersion, Prefill
from recruit.hiring.prefill import FIELDS, changed
from recruit.hiring.queries.answers import Answered, answered_and_prefilled, attachment_of
from recruit.hiring.queries.blind_review import Unnamed
from recruit.hiring.queries.openings import profile_of, questions_of
from recruit.role_profile.questions import Question
from recruit.web.answers import answer_text, rule_text
from recruit.web.desk import words
from recruit.web.desk.blind import hidden_words
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.files import download
from recruit.web.desk.questions import KINDS
from recruit.web.formats import months
from recruit.web.languages import text

FIELD_NAMES: dict[str, LazyString] = {
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-mail"),
    "phone": lazy_gettext("Phone"),
    "degree": lazy_gettext("Degree"),
    "degree_field": lazy_gettext("Field of study"),
    "degree_status": lazy_gettext("Degree finished"),
    "mba": lazy_gettext("MBA"),
    "related_years": lazy_gettext("Related experience"),
    "skills": lazy_gettext("Skills"),
}

blueprint.add_app_template_filter(rule_text, "knock_out_rule")


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer in words; not `asked`: this person never saw it."""

    question: Question
    said: str
    flagged: bool
    file: Attachment | None
    asked: bool = True


def _answered(answers: Iterable[Answered], hidden: Callable[[str], str]) -> list[Said]:
    """Answers in words; a choice is in the words of the question, which tell nothing of a person."""
    return [
        Said(answer.question, hidden(answer_text(answer.question, answer.value)), answer.flagged, answer.file)
        for answer in answers
    ]


def _not_asked(version: OpeningVersion, answers: Iterable[Answered]) -> list[Said]:
    """What the opening asks now, but did not ask this person: they were added at the desk, or applied before."""
    asked = {answer.question.id for answer in answers}
    return [
        Said(question, "", False, None, asked=False) for question in questions_of(version) if question.id not in asked
    ]


@dataclass(frozen=True, slots=True)
class Corrected:
    """An answer that the applicant changed after it was filled in from the CV."""

    name: str
    said: str
    read: str
    quote: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """`filled`: how many answers came from the CV; `posts` as the applicant put them, None when as read."""

    filled: int
    changed: list[Corrected]
    posts: list[dict[str, str]] | None


def said_of(application: Application | Unnamed) -> dict[str, Any]:
    """What an application answers, and what it made of a form that its CV had filled, for its page. 1 query.

    Of who is hidden there is no word of the CV beside the form's: the fields hold names and ways to reach somebody.
    """
    answers, prefill = answered_and_prefilled(application.id)
    left = _not_asked(application.opening.version, answers)
    if isinstance(application, Unnamed):
        return {"answers": _answered(answers, partial(hidden_words, application)) + left, "corrections": None}
    corrections = _corrections(application, prefill) if prefill is not None else None
    return {"answers": _answered(answers, str) + left, "corrections": corrections}


def _corrections(application: Application, prefill: Prefill) -> Corrections:
    """What the applicant made of the form that their CV had filled."""
    given = {name: getattr(application, name) for name in FIELDS}
    names = {skill.id: text(skill.name) for skill in profile_of(application.opening.version).skills}
    found = []
    for name in changed(prefill.offered, given):
        value, quote = prefill.offered[name]
        found.append(
            Corrected(str(FIELD_NAMES[name]), _said(name, given[name], names), _said(name, value, names), quote)
        )
    return Corrections(len(prefill.offered), found, prefill.posts)


def _said(name: str, value: Any, skills: Mapping[str, str]) -> str:
    """A value of the form in words."""
    if value in (None, "", []):
        return ""
    if name == "skills":
        return ", ".join(skills.get(id, id) for id in value)
    if name == "related_years":
        return months(round(float(value) * 12))
    known = {"degree": words.LEVELS, "degree_status": words.DEGREE_STATUS, "mba": words.MBA}.get(name, {})
    return str(known.get(str(value), value))


def asked_by(version: OpeningVersion) -> tuple[Question, ...]:
    """What a version asks beside the form."""
    return questions_of(version)


@blueprint.context_processor
def answering() -> dict[str, object]:
    """For the template `_questions_said.html`."""
    return {"asked_by": asked_by, "question_kinds": KINDS}


@blueprint.get("/applications/<public_id>/answers/<question_id>")
def attachment(public_id: str, question_id: str) -> ResponseReturnValue:
    """The file that answers a question, always as a download."""
    return download(attachment_of(public_id, question_id, by=current_user))
