import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

CV = """Ann Reeve
ann@example.com
+44 7700 900123

Experience
Key Account Manager, Acme Foods, March 2019 - present
- Negotiated annual contracts with four retailers.

Education
BA Economics, Leeds, 2010
MBA, Leeds, in progress
"""
KEYS = {
    "language", "as_of", "contact", "education", "highest_degree", "mba", "positions", "core_months",
    "related_months", "skills", "duties", "evidence", "flags", "reader", "lexicon",
}  # fmt: skip


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "ann.txt"
    path.write_text(CV, encoding="utf-8")
    return path


def test_a_reading_is_written_beside_its_words(runner: FlaskCliRunner, cv: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = runner.invoke(args=["read", str(cv), "--out", str(out), "--as-of", "2019-12"])
    assert result.exit_code == 0
    written = json.loads((out / "ann.json").read_text(encoding="utf-8"))
    assert set(written) == KEYS
    assert written["contact"] == {"name": "Ann Reeve", "email": "ann@example.com", "phone": "+44 7700 900123"}
    assert (written["language"], written["highest_degree"], written["mba"]) == ("en", "bachelor", "in_progress")
    assert written["positions"] == [
        {
            "title": "Key Account Manager",
            "employer": "Acme Foods",
            "start": "2019-03",
            "end": "present",
            "related": "core",
        }
    ]
    assert (written["core_months"], written["related_months"]) == (10, 10)
    assert written["skills"]["negotiation"] in CV
    (place,) = written["evidence"]["positions"]
    assert place["quote"] == "Key Account Manager"
    assert place["page"] == 1
    assert place["dates"]["quote"] == "March 2019 - present"
    assert "ann.txt: read" in result.stderr
    assert result.stdout == ""


def test_a_document_that_cannot_be_read_does_not_end_the_run(runner: FlaskCliRunner, cv: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    out = tmp_path / "out"
    result = runner.invoke(args=["read", str(broken), str(cv), "--out", str(out), "--as-of", "2026-11"])
    assert result.exit_code == 0
    verdict = json.loads((out / "broken.json").read_text(encoding="utf-8"))
    assert set(verdict) == {"rejected", "message"}
    assert verdict["rejected"] == "damaged"
    assert json.loads((out / "ann.json").read_text(encoding="utf-8"))["reader"]
    assert "1 read, 1 rejected" in result.stderr


def test_nothing_found_is_written_as_nothing(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "thin.txt"
    path.write_text("Sold paint to shops and painters.\n", encoding="utf-8")
    assert runner.invoke(args=["read", str(path), "--out", str(tmp_path), "--as-of", "2026-11"]).exit_code == 0
    written = json.loads((tmp_path / "thin.json").read_text(encoding="utf-8"))
    assert written["contact"] == {"name": "", "email": "", "phone": ""}
    assert (written["education"], written["positions"], written["related_months"]) == ([], [], 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "{cv}", "--out", "{out}", "--as-of", "last month"], "is not a month"),
        (["read", "{cv}", "--out", "{out}", "--as-of", "2026-13"], "is not a month"),
        (["read", "{out}/missing.pdf", "--out", "{out}"], "does not exist"),
        (["read", "{cv}", "--out", "{cv}"], "is a file"),
        (["read", "{cv}", "--out", "{cv}/deeper"], "cannot write to"),
        (["read", "--out", "{out}"], "Missing argument"),
        (["read", "{cv}"], "say where to write"),
    ],
)
def test_wrong_arguments_end_in_a_clear_word(
    runner: FlaskCliRunner, cv: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    filled = [argument.format(cv=cv, out=tmp_path / "out") for argument in arguments]
    result = runner.invoke(args=filled)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "out" / "ann.json").exists()


def test_two_files_of_one_name_are_refused(runner: FlaskCliRunner, cv: Path, tmp_path: Path) -> None:
    other = tmp_path / "sub" / "ann.txt"
    other.parent.mkdir()
    other.write_text(CV, encoding="utf-8")
    result = runner.invoke(args=["read", str(cv), str(other), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "ann.json" in result.stderr


TRAPS = """Ann Reeve

Experience
Key Account Manager, Acme Foods, March 2019 - present
- Negotiated annual contracts with four retailers.
- Grew sales from 2012 to 2015 as planned.
- No experience in marketing.
- Supported the negotiation team.

Education
BA Economics, Leeds, 2010
Mini-MBA, Leeds, 2012
Lecturer to MBA students
"""


def test_a_trace_tells_what_made_and_what_refused_each_fact(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "traps.txt"
    path.write_text(TRAPS, encoding="utf-8")
    result = runner.invoke(args=["read", "--trace", str(path), "--as-of", "2019-12"])
    assert result.exit_code == 0
    said = result.output.splitlines()
    heads = [line for line in said if line.isupper()]
    assert heads == ["DOCUMENT", "LINES", "SECTIONS", "DATES", "POSTS", "FACTS", "REFUSED", "FLAGS"]
    facts = said[said.index("FACTS") : said.index("REFUSED")]
    refused = said[said.index("REFUSED") : said.index("FLAGS")]

    def of(lines: list[str], *words: str) -> list[str]:
        return [line for line in lines if all(word in line for word in words)]

    assert of(facts, "core", '"Key Account Manager"', "by title:key-account-manager")
    assert of(facts, "bachelor", '"BA Economics"', "by bachelor-letters")
    assert of(facts, "negotiation, shown", "Negotiated annual contracts", "by negotiation.actions")
    assert of(refused, "degree", '"Mini-MBA"', "a course, no degree")
    assert of(refused, "degree", '"MBA"', "another's, wished for or taught")
    assert of(refused, "post", "2012 to 2015", "a bullet among posts that are none")
    assert of(refused, "marketing", "experience in marketing", "negated")
    assert of(refused, "negotiation", "only looks so")
    assert not of(facts, "marketing")


def test_a_trace_says_what_cannot_be_read(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    result = runner.invoke(args=["read", "--trace", str(path)])
    assert result.exit_code == 0
    assert result.output.splitlines()[1].startswith("REJECTED empty: ")


@pytest.mark.parametrize("options", [[], ["--trace", "--out", "x"]])
def test_it_either_writes_or_traces(runner: FlaskCliRunner, cv: Path, options: list[str]) -> None:
    result = runner.invoke(args=["read", str(cv), *options])
    assert result.exit_code == 2
    assert "--out" in result.output and "--trace" in result.output
