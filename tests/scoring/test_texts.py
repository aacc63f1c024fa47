"""Every rule, name and reason is said in three languages, and said right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recruit.facts import Level, Mba, Status
from recruit.role_profile.load import CREDITS
from recruit.role_profile.profile import LANGUAGES, RoleProfile
from recruit.scoring.explanation import Contradiction, Founding, Rule, Source
from recruit.scoring.finding import UNREAD_FLAGS
from recruit.scoring.texts import (
    _texts,
    contradiction_text,
    credit_text,
    criterion_lines,
    duration,
    name_text,
    percent,
    reason_text,
    rule_text,
)

SCORING = Path(__file__).parents[2] / "recruit" / "scoring"


def patterns(wording: dict[str, Any], language: str) -> list[str]:
    found = wording[language]
    return list(found.values()) if isinstance(found, dict) else [found]


def wordings() -> Iterator[tuple[str, dict[str, Any]]]:
    for group in ("rules", "contradictions"):
        for id, wording in _texts()[group].items():
            yield f"{group}.{id}", wording


@pytest.mark.parametrize(("id", "wording"), [pytest.param(*pair, id=pair[0]) for pair in wordings()])
def test_a_wording_names_the_same_values_in_every_language(id: str, wording: dict[str, Any]) -> None:
    assert tuple(wording) == LANGUAGES
    fields = {
        language: {field for pattern in patterns(wording, language) for field in re.findall(r"{(\w+)", pattern)}
        for language in LANGUAGES
    }
    assert fields["ca"] == fields["es"] == fields["en"]
    for language in LANGUAGES:
        if isinstance(wording[language], dict):
            assert tuple(wording[language]) == ("one", "other")


def test_every_name_is_given_in_every_language() -> None:
    for names in _texts()["names"].values():
        for text in names.values():
            assert tuple(text) == LANGUAGES
            assert all(text.values())


def test_every_code_has_a_name() -> None:
    names = _texts()["names"]
    assert set(names["source"]) == set(Source)
    assert set(names["founding"]) == set(Founding)
    assert set(names["band"]) == {"strong", "possible", "below"}
    assert set(names["level"]) == set(Level)
    assert set(names["status"]) == set(Status)
    assert set(names["mba"]) == {*Mba, "other_master"}
    assert set(names["reason"]) >= UNREAD_FLAGS
    for criterion, keys in CREDITS.items():
        for key in keys:
            assert credit_text(criterion, key, "ca") != key


def test_every_rule_in_the_code_has_its_words_and_no_words_are_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SCORING.rglob("*.py"))
    named = set(re.findall(r'"((?:degree|mba|experience|change)\.[a-z_]+)"', code))
    status = {f"degree.{each}" for each in Status}
    mba = {f"mba.{each}" for each in ("completed", "in_progress", "other_master")}
    listed = {
        f"{kind}.{each}"
        for kind in ("skill", "duty")
        for each in (
            *("summary", "summary_none", "summary_unread", "shown", "claimed", "none", "unread"),
            *("confirmed_shown", "confirmed_claimed", "confirmed_absent"),
        )
    }
    made = {"experience.core", "experience.adjacent", "skill.declared", "change.duty_claimed"}
    made |= {"change.skill_declared", "change.skill_claimed"}
    assert named | status | mba | listed | made == set(_texts()["rules"])


def test_a_rule_in_words() -> None:
    rule = Rule("experience.read", {"core": 105, "adjacent": 44, "months": 127.0, "credit": 1.0})
    assert rule_text(rule, "en") == (
        "In the CV: 8 y 9 m in key accounts and 3 y 8 m in other commercial jobs; "
        "together they count as 10 y 7 m: 100%."
    )
    assert rule_text(rule, "ca") == (
        "Al CV: 8 a 9 m en comptes clau i 3 a 8 m en feines comercials afins; "
        "en total compten com 10 a 7 m, el 100\u00a0%."
    )
    assert rule_text(Rule("degree.completed", {"level": "vocational", "credit": 1 / 3}), "es") == (
        "En el CV, terminada: ciclo de grado medio. Cuenta el 33\u00a0%."
    )


def test_one_and_many() -> None:
    one = Rule("change.skill_declared", {"count": 1})
    many = Rule("change.skill_declared", {"count": 3})
    assert rule_text(one, "en") == "If the skill that is only declared is shown"
    assert rule_text(many, "en") == "If the 3 skills that are only declared are shown"


def test_another_language_gets_english() -> None:
    assert rule_text(Rule("degree.none"), "fr") == "No degree was found in the CV."


def test_rules_and_codes_of_another_release() -> None:
    assert rule_text(Rule("degree.from_the_future", {}), "en") == "degree.from_the_future"
    assert rule_text(Rule("skill.shown", {}), "en") == "Shown in the experience. Counts …."
    assert reason_text("stuffing", "en") == "stuffing"


def test_contradictions() -> None:
    assert contradiction_text("degree", Contradiction("bachelor", "bachelor/in_progress"), "en") == (
        "The form says bachelor's degree; the CV, bachelor's degree (in progress)."
    )
    assert contradiction_text("mba", Contradiction("completed", "none"), "ca") == (
        "El formulari diu MBA acabat; el CV, sense MBA."
    )
    assert contradiction_text("experience", Contradiction("60", "36"), "es") == (
        "El formulario dice 5 a de experiencia relacionada; en el CV se han encontrado 3 a."
    )
    with pytest.raises(KeyError):
        contradiction_text("skills", Contradiction("a", "b"), "es")


def test_reasons_and_names() -> None:
    assert reason_text("undated_position", "ca") == "Hi ha una feina relacionada sense dates"
    assert name_text("source", Source.READ, "es") == "leído en el CV"
    assert credit_text("degree", "bachelor", "en") == "Bachelor's degree"
    assert credit_text("mba", "in_progress", "es") == "MBA en curso"
    assert credit_text("skills", "claimed", "ca") == "Esmentat en una llista o en un resum"


def test_the_numbers_of_a_criterion(kam: RoleProfile) -> None:
    assert criterion_lines(kam.criterion("experience"), "en") == [
        ("Each month in key accounts", "100%"),
        ("Each month in another commercial job", "50%"),
        ("Declared in the form only", "30%"),
        ("0 m", "0%"),
        ("3 y", "80%"),
        ("5 y", "100%"),
    ]


@pytest.mark.parametrize(
    ("months", "said"), [(0, "0 m"), (5, "5 m"), (12, "1 y"), (93, "7 y 9 m"), (11.6, "1 y"), (23.4, "1 y 11 m")]
)
def test_duration(months: float, said: str) -> None:
    assert duration(months, "en") == said
    assert duration(months, "ca") == said.replace("y", "a")


def test_percent() -> None:
    assert [percent(1 / 3, language) for language in LANGUAGES] == ["33\u00a0%", "33\u00a0%", "33%"]
