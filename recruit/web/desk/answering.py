"""Answers on the application page, and the files among them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import Application, Attachment, OpeningVersion
from recruit.hiring.queries.answers import answers_of, attachment_of
from recruit.hiring.queries.openings import questions_of
from recruit.role_profile.questions import Question
from recruit.web.answers import answer_text, rule_text
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.files import content, sealed
from recruit.web.desk.questions import KINDS

blueprint.add_app_template_filter(rule_text, "knock_out_rule")


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer in words."""

    question: Question
    said: str
    flagged: bool
    file: Attachment | None


def said_by(application: Application) -> list[Said]:
    """What an application answers, for its page. 1 query."""
    return [
        Said(answer.question, answer_text(answer.question, answer.value), answer.flagged, answer.file)
        for answer in answers_of(application)
    ]


def asked_by(version: OpeningVersion) -> tuple[Question, ...]:
    """What a version asks beside the form."""
    return questions_of(version)


@blueprint.context_processor
def answering() -> dict[str, object]:
    """For the templates `_answers.html` and `_questions_said.html`."""
    return {"said_by": said_by, "asked_by": asked_by, "question_kinds": KINDS}


@blueprint.get("/applications/<public_id>/answers/<question_id>")
def attachment(public_id: str, question_id: str) -> ResponseReturnValue:
    """The file that answers a question, always as a download."""
    file = attachment_of(public_id, question_id, by=current_user)
    return sealed(
        send_file(
            content(file.key),
            mimetype="application/octet-stream",
            as_attachment=True,
            download_name=file.filename,
            max_age=0,
        )
    )
