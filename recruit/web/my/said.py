"""What the applicant answered to the opening's questions, in words."""

from __future__ import annotations

from dataclasses import dataclass

from recruit.hiring.models import Attachment
from recruit.hiring.queries.own import OwnPage
from recruit.web.answers import answer_text
from recruit.web.languages import text


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A question and its answer, empty when it was left so; `file` where it asked for one."""

    id: str
    question: str
    said: str
    file: Attachment | None


def own_answers(page: OwnPage) -> list[OwnAnswer]:
    """In the order in which they were asked."""
    return [
        OwnAnswer(
            answer.question.id, text(answer.question.text), answer_text(answer.question, answer.value), answer.file
        )
        for answer in page.answers
    ]
