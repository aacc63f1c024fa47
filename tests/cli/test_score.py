"""`flask --app recruit score FILE`: the printed score, its JSON, and what is said of wrong use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from recruit.cli.score import number, printed, score_file
from recruit.facts import (
    CvFacts,
    Declared,
    Degree,
    Evidence,
    Grade,
    Level,
    Mba,
    Mention,
    Position,
    Related,
    Span,
    Status,
)
from recruit.role_profile.load import built_in, to_dict
from recruit.scoring.score import score

CV = """Aina Puigdomènech

Experience

Key Account Manager, Fusteria Montgrí
January 2020 – December 2022
- Negotiated yearly contracts with twelve key accounts.

Education

Bachelor of Business Administration, 2012 – 2016
"""

Run = Callable[..., Result]


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "cv.txt"
    path.write_text(CV, encoding="utf-8")
    return path


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(score_file, [str(argument) for argument in arguments])

    return invoke


def test_the_explained_score(run: Run, cv: Path) -> None:
    result = run(cv, "--as-of", "2026-11")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[1] == "Key Account Manager (KAM) – Profile kam, version 1, read to the month 2026-11"
    assert "Degree                    ████████████████████████  20 of 20" in lines
    assert "  In the CV, finished: bachelor's degree. Counts 100%. [read in the CV]" in lines
    assert "Related experience        ███████████████████·····  28 of 35" in lines
    assert "  3 y in key accounts; each month counts 100%." in lines
    assert any(line.startswith("    p. 1  “") and "Bachelor of Business Administration" in line for line in lines)
    assert "  With 2 y more in key accounts →" in result.output


def test_in_catalan_and_spanish(run: Run, cv: Path) -> None:
    assert "Experiència relacionada   ███████████████████·····  28 de 35" in run(cv, "--lang", "ca").output
    assert "Experiencia relacionada   ███████████████████·····  28 de 35" in run(cv, "--lang", "es").output


def test_json_is_the_stored_form_with_the_rules_in_words(run: Run, cv: Path) -> None:
    result = run(cv, "--json", "--as-of", "2026-11", "--lang", "es")
    assert result.exit_code == 0, result.output
    plain = json.loads(result.stdout)
    degree = plain["criteria"][0]
    assert (degree["id"], degree["points"], degree["most"]) == ("degree", 20, 20)
    assert degree["rule"]["text"] == "En el CV, terminada: grado universitario. Cuenta el 100\u00a0%."
    assert (plain["profile"], plain["core_months"], plain["as_of"]) == ("kam", 36, "2026-11")
    assert degree["evidence"][0]["quote"] in CV


def test_other_weights(run: Run, cv: Path) -> None:
    result = run(cv, "--json", "--set", "degree=50", "--set", "mba=0", "--set", "skills=0", "--set", "experience=50")
    plain = json.loads(result.stdout)
    # 50 for the degree, 0.8 of 50 for three years
    assert plain["points"] == 90


def test_another_profile(run: Run, cv: Path, tmp_path: Path) -> None:
    data: dict[str, Any] = {**to_dict(built_in()), "id": "senior", "version": 3}
    path = tmp_path / "senior.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    result = run(cv, "--profile", path)
    assert "Profile senior, version 3" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "mba"], "'mba' is not a criterion and its weight; write it as mba=20"),
        (["--set", "mba=much"], "'mba=much' is not a criterion and its weight; write it as mba=20"),
        (["--set", "age=3"], "there is no criterion 'age'; known are degree, mba, experience, skills, duties"),
        (["--set", "mba=-3"], "the number -3.0 is negative"),
        (["--set", "mba=nan"], "the number nan is not between 0 and 1000"),
        (["--profile", "astronaut"], "there is no profile 'astronaut'; known are kam"),
        (["--profile", "none.yaml"], "none.yaml: there is no such file"),
        (["--as-of", "2026"], "'2026' is not a month"),
        (["--lang", "fr"], "'fr' is not one of 'ca', 'es', 'en'"),
    ],
)
def test_wrong_use(run: Run, cv: Path, arguments: list[str], message: str) -> None:
    result = run(cv, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_no_such_file(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path / "none.pdf")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_a_file_that_is_no_document(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(b"\x00\x01\x02" * 100)
    result = run(path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert str(path) in result.stderr
    as_json = run(path, "--json")
    assert as_json.exit_code == 1
    assert set(json.loads(as_json.stdout)) == {"rejected", "message"}


def place(start: int, words: str, page: int = 1) -> Evidence:
    return Evidence(start, start + len(words), words, page)


FACTS = CvFacts(
    language="en",
    as_of="2026-11",
    degrees=(Degree(Level.MASTER, "MBA", Status.IN_PROGRESS, None, place(0, "MBA,\n in progress", 2), mba=True),),
    positions=(
        Position("KAM", None, Span("2020-01", "2022-12"), Related.CORE, place(40, "KAM " * 40)),
        Position("Sales", None, None, Related.ADJACENT, place(300, "Sales")),
    ),
    skills={
        "energy": (Mention(Grade.CLAIMED, place(400, "dynamic")),),
        "sales": (Mention(Grade.SHOWN, place(420, "sold")),),
    },
)
FORM = Declared(mba=Mba.COMPLETED, skills=frozenset({"teamwork"}))


def test_all_that_a_score_can_say() -> None:
    scored = score(built_in(), read=FACTS, declared=FORM)
    lines = list(printed(scored, built_in(), "en"))
    assert lines[0] == "49 points of 100, between 48.5 and 63 – Below the threshold"
    assert lines[3:6] == [
        "Needs a person:",
        "  The declared MBA was not found in the CV",
        "  A related job has no dates",
    ]
    text = "\n".join(lines)
    assert "MBA                       ████████████············  7.5 of 15 (between 7.5 and 15)" in lines
    assert "  ! The form says a finished MBA; the CV, an MBA in progress." in lines
    assert "    p. 2  “MBA, in progress”" in lines
    assert f"    p. 1  “{('KAM ' * 40)[:97]}...”" in lines
    assert "Skills                    █▒░·····················  3.5 of 30 (between 3 and 4.8)" in lines
    assert "  █ Sales                           1.8  shown\n      p. 1  “sold”\n  ▒ Energy" in text
    assert "  ░ Teamwork                        0.5  only declared" in lines
    assert "  Not found: Business acumen, Marketing, Negotiation" in text
    assert lines[-1] == "  If the experience shows the claimed skill → 49.6"


def test_a_terminal_without_bars_gets_letters() -> None:
    scored = score(built_in(), read=FACTS, declared=FORM)
    text = "\n".join(printed(scored, built_in(), "en", plain=True))
    assert "MBA                       ############............  7.5 of 15" in text
    assert '    p. 2  "MBA, in progress"' in text
    assert text.isascii()


def test_numbers() -> None:
    assert [number(points, "en") for points in (72.0, 68.46, 0.04)] == ["72", "68.5", "0"]
    assert number(68.46, "ca") == "68,5"
