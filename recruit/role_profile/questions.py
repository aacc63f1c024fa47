"""The questions that an opening asks beside its form: what they are, which answers fit, which deserve a flag.

Plain values and pure functions; an opening's version holds them as JSON
(`questions_to_json`), in the order in which they are asked. An answer is a text,
a number, a date as `YYYY-MM-DD`, `yes` or `no`, the id of an option or a list of
them, or the name of a file. A knock-out rule marks an answer for a person to
look at; it never rejects anybody, and a question left empty breaks no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from recruit.role_profile.profile import LANGUAGES

MOST_QUESTIONS = 30
MOST_OPTIONS = 20
MOST_TEXT = 300
MOST_HELP = 500
#: characters of an answer
MOST_SHORT = 200
MOST_LONG = 4000


class Kind(StrEnum):
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    CHOICE_ONE = "choice_one"
    CHOICE_MANY = "choice_many"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"


class Breach(StrEnum):
    """When an answer breaks a knock-out rule; NOT_IN: when none of the options that are all right was chosen."""

    IS = "is"
    BELOW = "below"
    ABOVE = "above"
    BEFORE = "before"
    AFTER = "after"
    NOT_IN = "not_in"


#: kind -> the knock-out rules it can have; texts and files have none
BREACHES: Mapping[Kind, tuple[Breach, ...]] = {
    Kind.YES_NO: (Breach.IS,),
    Kind.NUMBER: (Breach.BELOW, Breach.ABOVE),
    Kind.DATE: (Breach.BEFORE, Breach.AFTER),
    Kind.CHOICE_ONE: (Breach.NOT_IN,),
    Kind.CHOICE_MANY: (Breach.NOT_IN,),
}
CHOICES = (Kind.CHOICE_ONE, Kind.CHOICE_MANY)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `text` by language."""

    id: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnockOut:
    """`value`: yes or no, a number, a date, or the ids of the options that are all right. `reason`: why it matters."""

    breach: Breach
    value: str | float | tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`text` and `help` by language; `least` and `most` bound a number, `unit` stands behind it."""

    id: str
    kind: Kind
    text: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()
    unit: str = ""
    least: float | None = None
    most: float | None = None
    knock_out: KnockOut | None = None


class QuestionError(ValueError):
    """What is wrong with a question: its place (from 1), a code, the values that the words need."""

    def __init__(self, place: int, code: str, **values: object) -> None:
        super().__init__(f"question {place}: {code}")
        self.place = place
        self.code = code
        self.values = values


class AnswerError(ValueError):
    """An answer that does not fit its question: a code, and the values that the words need."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def checked(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions, or QuestionError for the first that can't be asked.

    Codes: too_many, twice, text, too_long, options, option_text, too_many_options,
    bounds, knock_out (no value), knock_out_all (every option is all right),
    knock_out_kind.
    """
    if len(questions) > MOST_QUESTIONS:
        raise QuestionError(MOST_QUESTIONS + 1, "too_many", most=MOST_QUESTIONS)
    seen: set[str] = set()
    for place, question in enumerate(questions, start=1):
        if question.id in seen or not question.id:
            raise QuestionError(place, "twice")
        seen.add(question.id)
        _check_texts(place, question)
        if question.kind in CHOICES:
            _check_options(place, question)
        if question.least is not None and question.most is not None and question.least > question.most:
            raise QuestionError(place, "bounds")
        if question.knock_out:
            _check_knock_out(place, question, question.knock_out)
    return tuple(questions)


def _check_texts(place: int, question: Question) -> None:
    for language in LANGUAGES:
        if not question.text.get(language, "").strip():
            raise QuestionError(place, "text", language=language)
    if any(len(text) > MOST_TEXT for text in question.text.values()):
        raise QuestionError(place, "too_long", most=MOST_TEXT)
    if any(len(text) > MOST_HELP for text in question.help.values()):
        raise QuestionError(place, "too_long", most=MOST_HELP)


def _check_options(place: int, question: Question) -> None:
    if len(question.options) < 2:
        raise QuestionError(place, "options")
    if len(question.options) > MOST_OPTIONS:
        raise QuestionError(place, "too_many_options", most=MOST_OPTIONS)
    for option in question.options:
        for language in LANGUAGES:
            if not option.text.get(language, "").strip():
                raise QuestionError(place, "option_text", language=language)
        if any(len(text) > MOST_TEXT for text in option.text.values()):
            raise QuestionError(place, "too_long", most=MOST_TEXT)


def _check_knock_out(place: int, question: Question, rule: KnockOut) -> None:
    if rule.breach not in BREACHES.get(question.kind, ()):
        raise QuestionError(place, "knock_out_kind")
    if len(rule.reason) > MOST_TEXT:
        raise QuestionError(place, "too_long", most=MOST_TEXT)
    match rule.breach:
        case Breach.IS:
            right = rule.value in ("yes", "no")
        case Breach.BELOW | Breach.ABOVE:
            right = isinstance(rule.value, int | float)
        case Breach.BEFORE | Breach.AFTER:
            right = isinstance(rule.value, str) and _date(rule.value) is not None
        case Breach.NOT_IN:
            known = {option.id for option in question.options}
            right = isinstance(rule.value, tuple) and bool(rule.value) and set(rule.value) <= known
            if right and set(rule.value) == known:  # type: ignore[arg-type]
                raise QuestionError(place, "knock_out_all")
    if not right:
        raise QuestionError(place, "knock_out")


def answered(value: object) -> bool:
    """Whether there is an answer at all."""
    return value not in (None, "", [], ())


def check_answer(question: Question, value: Any) -> Any:
    """The answer as it is stored, None when it was left empty. AnswerError.

    Codes: required, too_long, number, least, most, date, choice.
    """
    if isinstance(value, str):
        value = value.strip()
    if not answered(value):
        if question.required:
            raise AnswerError("required")
        return None
    match question.kind:
        case Kind.SHORT_TEXT | Kind.LONG_TEXT | Kind.FILE:
            most = {Kind.SHORT_TEXT: MOST_SHORT, Kind.LONG_TEXT: MOST_LONG}.get(question.kind, 255)
            if len(str(value)) > most:
                raise AnswerError("too_long", most=most)
            return str(value)
        case Kind.NUMBER:
            return _number(question, value)
        case Kind.DATE:
            if _date(str(value)) is None:
                raise AnswerError("date")
            return str(value)
        case Kind.YES_NO:
            if value not in ("yes", "no"):
                raise AnswerError("choice")
            return str(value)
    known = [option.id for option in question.options]
    chosen = [value] if isinstance(value, str) else list(value)
    if not set(chosen) <= set(known) or (question.kind is Kind.CHOICE_ONE and len(chosen) != 1):
        raise AnswerError("choice")
    return chosen[0] if question.kind is Kind.CHOICE_ONE else [id for id in known if id in chosen]


def _number(question: Question, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise AnswerError("number") from None
    if not abs(number) < 1e15:  # neither endless nor no number
        raise AnswerError("number")
    if question.least is not None and number < question.least:
        raise AnswerError("least", least=question.least)
    if question.most is not None and number > question.most:
        raise AnswerError("most", most=question.most)
    return number


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def is_knocked_out(question: Question, value: Any) -> bool:
    """Whether a checked answer breaks the question's knock-out rule."""
    rule = question.knock_out
    if rule is None or not answered(value):
        return False
    match rule.breach:
        case Breach.IS:
            return bool(value == rule.value)
        case Breach.BELOW:
            return float(value) < float(rule.value)  # type: ignore[arg-type]
        case Breach.ABOVE:
            return float(value) > float(rule.value)  # type: ignore[arg-type]
        case Breach.BEFORE:
            return str(value) < str(rule.value)
        case Breach.AFTER:
            return str(value) > str(rule.value)
        case Breach.NOT_IN:
            chosen = {value} if isinstance(value, str) else set(value)
            return chosen.isdisjoint(rule.value)  # type: ignore[arg-type]


@cache
def _adapter() -> TypeAdapter[tuple[Question, ...]]:
    return TypeAdapter(tuple[Question, ...])


def questions_to_json(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """As plain values that JSON can hold; `questions_from_json` makes them again."""
    plain: list[dict[str, Any]] = _adapter().dump_python(tuple(questions), mode="json")
    return list(plain)


def questions_from_json(data: Iterable[Mapping[str, Any]] | None) -> tuple[Question, ...]:
    """The questions of such values; none of nothing. ValueError (pydantic's) where they are none."""
    return _adapter().validate_python(tuple(data or ()))
