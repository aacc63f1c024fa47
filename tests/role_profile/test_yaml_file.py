"""YAML from anybody: plain values or a refusal that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from recruit.role_profile.checking import ProfileError
from recruit.role_profile.load import load_profile
from recruit.role_profile.yaml_file import MAX_BYTES, parse_yaml, read_yaml

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (BOMB, "line 1, column 4", "anchors and aliases (& and *) are not allowed"),
        ("a: 1\nb: *a\n", "line 2, column 4", "anchors and aliases (& and *) are not allowed"),
        ("a: {<<: *b}", "line 1, column 9", "anchors and aliases (& and *) are not allowed"),
        ("a: !!python/object/apply:os.system [ls]", "line 1, column 4", "tags (!) are not allowed"),
        ("a: !mine x", "line 1, column 4", "tags (!) are not allowed"),
        ("!!set {a, b}", "line 1, column 1", "tags (!) are not allowed"),
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1", "the key 'a' is given twice"),
        ("? [a, b]\n: c\n", "line 1, column 3", "a key must be a word"),
        ("[" * 21 + "]" * 21, "line 1, column 21", "nested more than 20 levels deep"),
        ("[" * 100_000, "line 1, column 21", "nested more than 20 levels deep"),
        ("a: [1, 2", "line 1, column 9", "expected ',' or ']', but got '<stream end>'"),
        ("a: b: c", "line 1, column 5", "mapping values are not allowed here"),
        ("a\n---\nb", "line 2, column 1", "but found another document"),
        ("a: \x01", "", "not YAML: unacceptable character #x0001: special characters are not allowed"),
        ("a: " + "9" * 5000, "", "not YAML: Exceeds the limit"),
    ],
)
def test_refused(text: str, place: str, problem: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_yaml(text, "bad.yaml")
    assert (caught.value.where, caught.value.path) == ("bad.yaml", place)
    assert caught.value.problem.startswith(problem)


def test_plain_values() -> None:
    text = "a: 1\nb: [x, 2.5, true, null]\nc: 2016-01-02\nd: {e: ''}\n'<<': y\n"
    assert parse_yaml(text, "good.yaml") == {
        "a": 1,
        "b": ["x", 2.5, True, None],
        "c": "2016-01-02",
        "d": {"e": ""},
        "<<": "y",
    }


def test_twenty_levels_are_allowed() -> None:
    assert parse_yaml("[" * 20 + "]" * 20, "deep.yaml") != []


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="there is no such file"):
        load_profile(tmp_path / "none.yaml")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="the file can't be opened: Is a directory"):
        read_yaml(tmp_path)


def test_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ProfileError, match="the file is larger than 512 KB"):
        read_yaml(path)


def test_not_text(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("id: kam\ntítol: x".encode("latin-1"))
    with pytest.raises(ProfileError, match=r"latin\.yaml: the file is not UTF-8 text \(byte 9\)"):
        read_yaml(path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes("a: à".encode("utf-8-sig"))
    assert read_yaml(path) == {"a": "à"}


def test_not_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"empty\.yaml: a group of keys .* is expected here, not nothing"):
        load_profile(path)
