"""A bad profile is refused with the file, the key and what is wrong, in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recruit.role_profile.checking import MAX_ITEMS, MAX_TEXT, ProfileError
from recruit.role_profile.load import built_in, from_dict, load_profile, to_dict

Change = Callable[[Any], object]


def kam() -> dict[str, Any]:
    """A fresh copy of the built-in profile as plain values."""
    return dict(json.loads(json.dumps(to_dict(built_in()))))


def put(*path: str | int, value: object) -> Change:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


def twin(kind: str) -> Change:
    return lambda data: data[kind].append(data[kind][0])


def all_zero(kind: str) -> Change:
    def change(data: Any) -> None:
        for entry in data[kind]:
            entry["weight"] = 0

    return change


TEXT = {"ca": "a", "es": "b", "en": "c"}

FAULTS: list[tuple[Change, str, str]] = [
    (drop("title"), "", "the key 'title' is missing"),
    (drop("criteria"), "", "the key 'criteria' is missing"),
    (put("colour", value="red"), "", "the key 'colour' is not known here"),
    (put("title", value="KAM"), "title", "a text in ca, es, en is expected here, not the text 'KAM'"),
    (drop("title", "es"), "title", "the language 'es' is missing"),
    (put("title", "fr", value="x"), "title", "the key 'fr' is not known here"),
    (put("title", "ca", value=" "), "title.ca", "the text is empty"),
    (put("title", "ca", value=None), "title.ca", "a text is expected here, not nothing"),
    (put("title", "ca", value=["x"]), "title.ca", "a text is expected here, not a list"),
    (put("title", "ca", value=False), "title.ca", "a text is expected here, not false (a yes/no value"),
    (put("title", "ca", value="x" * (MAX_TEXT + 1)), "title.ca", "the text has 10001 characters"),
    (put("title", "ca", value="a\x00b"), "title.ca", "the text holds a control character"),
    (drop("summary", "en"), "summary", "the language 'en' is missing"),
    (put("id", value="KAM!"), "id", "'KAM!' is no id"),
    (put("id", value=7), "id", "a text is expected here, not the number 7"),
    (put("version", value=0), "version", "the number 0 is not between 1 and"),
    (put("version", value="1"), "version", "a whole number is expected here, not the text '1'"),
    (put("version", value=10**5000), "version", "a number of far too many digits is not between"),
    (put("version", value=True), "version", "a whole number is expected here, not true"),
    (put("education", value=[]), "education", "the list is empty"),
    (put("education", value="x"), "education", "a list is expected here, not the text 'x'"),
    (drop("education", 1, "ca"), "education[1]", "the language 'ca' is missing"),
    (put("education", value=[TEXT] * (MAX_ITEMS + 1)), "education", "the list has 201 entries; at most 200"),
    (put("duties", 3, "id", value="juggling"), "duties[3].id", "'juggling' is not known; known are account_priorit"),
    (put("skills", 0, "id", value="pricing"), "skills[0].id", "'pricing' is not known; known are business_acumen"),
    (drop("skills", 2, "text"), "skills[2]", "the key 'text' is missing"),
    (put("skills", 2, "weight", value=-1), "skills[2].weight", "the number -1 is negative"),
    (put("skills", 2, "weight", value="much"), "skills[2].weight", "a number is expected here, not the text 'much'"),
    (twin("skills"), "skills[17].id", "'business_acumen' is listed twice"),
    (twin("duties"), "duties[9].id", "'account_prioritization' is listed twice"),
    (twin("criteria"), "criteria[5].id", "'degree' is listed twice"),
    (all_zero("skills"), "skills", "all weights are zero"),
    (all_zero("criteria"), "criteria", "all weights are zero"),
    (put("criteria", value={}), "criteria", "a list is expected here, not a group of keys"),
    (put("criteria", 0, value="degree"), "criteria[0]", "a group of keys (id, weight, name, text, credits) is exp"),
    (put("criteria", 2, "weight", value=-5), "criteria[2].weight", "the number -5 is negative"),
    (put("criteria", 2, "weight", value=1001), "criteria[2].weight", "the number 1001 is not between 0 and 1000"),
    (put("criteria", 2, "weight", value=float("nan")), "criteria[2].weight", "the number nan is not between"),
    (put("criteria", 2, "weight", value=float("inf")), "criteria[2].weight", "the number inf is not between"),
    (put("criteria", 2, "weight", value=10**5000), "criteria[2].weight", "a number of far too"),
    (put("criteria", 2, "weight", value=-(10**400)), "criteria[2].weight", "is not between 0 and 1000"),
    (put("criteria", 1, "id", value="age"), "criteria[1].id", "'age' is not known; known are degree, mba"),
    (drop("criteria", 0, "credits", "vocational"), "criteria[0].credits", "the key 'vocational' is missing"),
    (put("criteria", 0, "credits", "bootcamp", value=1), "criteria[0].credits", "the key 'bootcamp' is not known"),
    (put("criteria", 0, "credits", 3, value=1), "criteria[0].credits", "the key 3 is not known here"),
    (put("criteria", 1, "credits", "none", value=1.2), "criteria[1].credits.none", "1.2 is not between 0 and 1"),
    (put("criteria", 1, "credits", "none", value="1/0"), "criteria[1].credits.none", "'1/0' divides by zero"),
    (put("criteria", 0, "curve", value=[[0, 0], [1, 1]]), "criteria[0].curve", "only the experience has a curve"),
    (drop("criteria", 2, "curve"), "criteria[2]", "the key 'curve' is missing"),
    (put("criteria", 2, "curve", value=[[0, 0]]), "criteria[2].curve", "at least 2 entries are needed"),
    (put("criteria", 2, "curve", value=[[0, 0], [36]]), "criteria[2].curve[1]", "a knot is a pair"),
    (put("criteria", 2, "curve", value=[[5, 0], [36, 1]]), "criteria[2].curve[0][0]", "must begin at 0 months"),
    (
        put("criteria", 2, "curve", value=[[0, 0], [36, 0.8], [36, 1]]),
        "criteria[2].curve[2][0]",
        "the curve must rise: 36 months come after 36",
    ),
    (
        put("criteria", 2, "curve", value=[[0, 0], [36, 0.8], [60, 0.7]]),
        "criteria[2].curve[2][1]",
        "the curve must rise: credit 0.7 comes after 0.8",
    ),
    (put("bands", "strong", value=50), "bands.strong", "the threshold 50 must be above 'possible', which is 50"),
    (put("bands", "possible", value=-1), "bands.possible", "the number -1 is negative"),
    (drop("bands", "possible"), "bands", "the key 'possible' is missing"),
    (put("wages", 0, "high", value=1), "wages[0].high", "the number 1 is below 'low', which is 117960"),
    (put("wages", 0, "unit", value="dollars"), "wages[0].unit", "'dollars' is no unit"),
    (put("wages", 0, "source", value=""), "wages[0].source", "the text is empty"),
    (put("wages", 0, "year", value=2016), "wages[0].year", "a text is expected here, not the number 2016"),
    (drop("wages", 0, "country"), "wages[0]", "the key 'country' is missing"),
    (put("wages", 0, "note", value={"ca": "x"}), "wages[0].note", "the language 'es' is missing"),
    (put("compensation", 1, "id", value="salary"), "compensation[1].id", "'salary' is listed twice"),
    (put("compensation_note", value=3), "compensation_note", "a text in ca, es, en is expected here, not the number 3"),
]


@pytest.mark.parametrize(("change", "path", "problem"), FAULTS, ids=[f"{path}: {p[:50]}" for _, path, p in FAULTS])
def test_a_fault_is_named(change: Change, path: str, problem: str) -> None:
    data = kam()
    change(data)
    with pytest.raises(ProfileError) as caught:
        from_dict(data, where="my profile")
    assert (caught.value.where, caught.value.path) == ("my profile", path)
    assert problem in caught.value.problem
    assert str(caught.value) == ": ".join(part for part in ("my profile", path, caught.value.problem) if part)


@pytest.mark.parametrize("data", [None, [], "kam", 3, True, 2.5, b"kam"])
def test_not_a_profile_at_all(data: object) -> None:
    with pytest.raises(ProfileError, match=re.escape("profile: a group of keys (id, version, title")):
        from_dict(data)


def test_what_may_be_left_out() -> None:
    data = kam()
    for key in ("compensation", "compensation_note", "outlook", "outlook_note", "wages", "bands", "figures_note"):
        del data[key]
    del data["market"]
    del data["criteria"][4]
    profile = from_dict(data)
    assert profile.compensation == profile.outlook == profile.wages == profile.market == ()
    assert profile.figures_note == {}
    assert (profile.bands.strong, profile.bands.possible) == (70, 50)
    assert profile.criterion("mba").weight == 15
    with pytest.raises(KeyError):
        profile.criterion("duties")


def test_criteria_come_in_the_order_in_which_they_are_shown() -> None:
    data = kam()
    data["criteria"].reverse()
    assert from_dict(data) == built_in()


def test_a_fraction_may_be_written_as_one() -> None:
    data = kam()
    data["criteria"][0]["credits"]["vocational"] = " 2 / 3 "
    assert from_dict(data).criterion("degree").credits["vocational"] == 2 / 3


def test_there_and_back_through_json() -> None:
    assert from_dict(json.loads(json.dumps(to_dict(built_in())))) == built_in()


def test_a_file_is_named_in_the_error(tmp_path: Path) -> None:
    data = kam()
    data["criteria"][2]["weight"] = -1
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert str(caught.value) == f"{path}: criteria[2].weight: the number -1 is negative"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(kam())), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from(sorted(kam())),
)
def test_anything_else_is_refused_with_its_key(junk: object, key: str) -> None:
    """Whatever stands at a key: a profile comes out, or an error that names that key."""
    data = kam()
    data[key] = junk
    try:
        from_dict(data)
    except ProfileError as error:
        assert error.path.startswith(key)
