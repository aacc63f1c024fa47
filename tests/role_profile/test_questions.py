"""Questions as values: what can be asked, which answers fit, which break a rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recruit.role_profile.questions import (
    AnswerError,
    Breach,
    Kind,
    KnockOut,
    Option,
    Question,
    QuestionError,
    check_answer,
    checked,
    is_knocked_out,
    questions_from_json,
    questions_to_json,
)


def said(words: str) -> dict[str, str]:
    return dict.fromkeys(("ca", "es", "en"), words)


OPTIONS = (Option("a", said("Car")), Option("b", said("Train")), Option("c", said("None")))


def a_question(kind: Kind = Kind.SHORT_TEXT, **changes: Any) -> Question:
    values: dict[str, Any] = {"id": "q1", "kind": kind, "text": said("How do you travel?")}
    if kind in (Kind.CHOICE_ONE, Kind.CHOICE_MANY):
        values["options"] = OPTIONS
    return Question(**(values | changes))


EVERY = (
    a_question(help=said("Shortly.")),
    a_question(Kind.LONG_TEXT, id="q2", required=True),
    a_question(Kind.YES_NO, id="q3", knock_out=KnockOut(Breach.IS, "no", "Clients are far away.")),
    a_question(Kind.CHOICE_ONE, id="q4", knock_out=KnockOut(Breach.NOT_IN, ("a", "b"))),
    a_question(Kind.CHOICE_MANY, id="q5", knock_out=KnockOut(Breach.NOT_IN, ("b",))),
    a_question(Kind.NUMBER, id="q6", unit="km", least=0, most=500, knock_out=KnockOut(Breach.BELOW, 3.0)),
    a_question(Kind.DATE, id="q7", knock_out=KnockOut(Breach.AFTER, "2027-03-01")),
    a_question(Kind.FILE, id="q8"),
)


def test_questions_survive_json() -> None:
    assert checked(EVERY) == EVERY
    assert questions_from_json(questions_to_json(EVERY)) == EVERY
    assert questions_from_json(None) == ()


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (a_question(text={"ca": "Com?", "es": "", "en": "How?"}), "text"),
        (a_question(text=said("x" * 301)), "too_long"),
        (a_question(help=said("x" * 501)), "too_long"),
        (a_question(Kind.CHOICE_ONE, options=OPTIONS[:1]), "options"),
        (a_question(Kind.CHOICE_ONE, options=(*OPTIONS, Option("d", {"ca": "Bici"}))), "option_text"),
        (a_question(Kind.CHOICE_ONE, options=tuple(Option(str(n), said("x")) for n in range(21))), "too_many_options"),
        (a_question(Kind.NUMBER, least=3, most=2), "bounds"),
        (a_question(Kind.NUMBER, knock_out=KnockOut(Breach.BELOW, "")), "knock_out"),
        (a_question(Kind.DATE, knock_out=KnockOut(Breach.AFTER, "soon")), "knock_out"),
        (a_question(Kind.YES_NO, knock_out=KnockOut(Breach.IS, "perhaps")), "knock_out"),
        (a_question(Kind.CHOICE_ONE, knock_out=KnockOut(Breach.NOT_IN, ())), "knock_out"),
        (a_question(Kind.CHOICE_ONE, knock_out=KnockOut(Breach.NOT_IN, ("a", "b", "c"))), "knock_out_all"),
        (a_question(Kind.FILE, knock_out=KnockOut(Breach.IS, "no")), "knock_out_kind"),
    ],
)
def test_questions_that_cannot_be_asked(question: Question, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        checked([question])
    assert (caught.value.place, caught.value.code) == (1, code)


def test_no_question_is_there_twice_nor_are_there_too_many() -> None:
    with pytest.raises(QuestionError, match="question 2: twice"):
        checked([a_question(), a_question()])
    with pytest.raises(QuestionError, match="too_many"):
        checked([a_question(id=f"q{n}") for n in range(31)])


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        (Kind.SHORT_TEXT, " by car ", "by car"),
        (Kind.SHORT_TEXT, "  ", None),
        (Kind.NUMBER, "3.5", 3.5),
        (Kind.NUMBER, None, None),
        (Kind.DATE, "2027-02-28", "2027-02-28"),
        (Kind.YES_NO, "yes", "yes"),
        (Kind.CHOICE_ONE, "b", "b"),
        (Kind.CHOICE_MANY, ["c", "a"], ["a", "c"]),
        (Kind.CHOICE_MANY, [], None),
    ],
)
def test_answers_that_fit(kind: Kind, given: Any, stored: Any) -> None:
    assert check_answer(a_question(kind), given) == stored


@pytest.mark.parametrize(
    ("question", "given", "code"),
    [
        (a_question(required=True), " ", "required"),
        (a_question(Kind.CHOICE_MANY, required=True), [], "required"),
        (a_question(), "x" * 201, "too_long"),
        (a_question(Kind.LONG_TEXT), "x" * 4001, "too_long"),
        (a_question(Kind.NUMBER), "many", "number"),
        (a_question(Kind.NUMBER), "nan", "number"),
        (a_question(Kind.NUMBER), "inf", "number"),
        (a_question(Kind.NUMBER, least=1), "0", "least"),
        (a_question(Kind.NUMBER, most=1), "2", "most"),
        (a_question(Kind.DATE), "2027-02-30", "date"),
        (a_question(Kind.YES_NO), "perhaps", "choice"),
        (a_question(Kind.CHOICE_ONE), "z", "choice"),
        (a_question(Kind.CHOICE_ONE), ["a", "b"], "choice"),
        (a_question(Kind.CHOICE_MANY), ["a", "z"], "choice"),
    ],
)
def test_answers_that_do_not_fit(question: Question, given: Any, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        check_answer(question, given)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("question", "broken", "kept"),
    [
        (EVERY[2], ["no"], ["yes", None, ""]),
        (EVERY[3], ["c"], ["a", "b", None]),
        (EVERY[4], [["a", "c"]], [["b"], ["a", "b"], [], None]),
        (EVERY[5], [2.9, 0.0], [3.0, 100.0, None]),
        (replace(EVERY[5], knock_out=KnockOut(Breach.ABOVE, 3.0)), [3.1], [3.0, 0.0]),
        (EVERY[6], ["2027-03-02"], ["2027-03-01", "2026-01-01", None]),
        (replace(EVERY[6], knock_out=KnockOut(Breach.BEFORE, "2027-03-01")), ["2027-02-28"], ["2027-03-01"]),
        (EVERY[0], [], ["anything"]),
    ],
)
def test_knock_out_rules(question: Question, broken: list[Any], kept: list[Any]) -> None:
    assert [is_knocked_out(question, value) for value in broken] == [True] * len(broken)
    assert [is_knocked_out(question, value) for value in kept] == [False] * len(kept)
