"""Answers to an opening's questions, and the rules that flag them, in the page's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from recruit.role_profile.questions import Breach, Kind, Question
from recruit.web import formats
from recruit.web.languages import text


def rule_text(question: Question) -> str:
    """The knock-out rule in words, empty without one."""
    rule = question.knock_out
    if rule is None:
        return ""
    if rule.breach is Breach.NOT_IN:
        fine = {option.id: text(option.text) for option in question.options}
        names = ", ".join(f"“{fine.get(id, id)}”" for id in rule.value)  # type: ignore[union-attr]
        return str(_("Flagged when none of these is chosen: %(answers)s.", answers=names))
    match rule.breach:
        case Breach.IS:
            said = _("Flagged when the answer is “%(answer)s”.", answer=_("Yes") if rule.value == "yes" else _("No"))
        case Breach.BELOW:
            said = _("Flagged below %(number)s.", number=_amount(question, rule.value))
        case Breach.ABOVE:
            said = _("Flagged above %(number)s.", number=_amount(question, rule.value))
        case Breach.BEFORE:
            said = _("Flagged before %(day)s.", day=answer_text(question, rule.value))
        case _:
            said = _("Flagged after %(day)s.", day=answer_text(question, rule.value))
    return str(said)


def _amount(question: Question, value: object) -> str:
    return f"{formats.number(float(value), 4)} {question.unit}".strip()  # type: ignore[arg-type]


def answer_text(question: Question, value: Any) -> str:
    """A stored answer in words, empty when there is none."""
    if value in (None, "", []):
        return ""
    match question.kind:
        case Kind.YES_NO:
            return str(_("Yes") if value == "yes" else _("No"))
        case Kind.CHOICE_ONE | Kind.CHOICE_MANY:
            names = {option.id: text(option.text) for option in question.options}
            chosen = [value] if isinstance(value, str) else value
            return ", ".join(names.get(id, id) for id in chosen)
        case Kind.NUMBER:
            return _amount(question, value)
        case Kind.DATE:
            return formats.day(date.fromisoformat(str(value)))
    return str(value)
