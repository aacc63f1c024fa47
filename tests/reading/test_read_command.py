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
        (["read", "{cv}"], "Missing option"),
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
