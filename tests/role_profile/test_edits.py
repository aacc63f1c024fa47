"""What a recruiter changes makes a new profile and leaves the old one as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.role_profile import edits
from recruit.role_profile.load import ProfileError, built_in, to_dict

KAM = built_in()
BEFORE = to_dict(KAM)


@pytest.fixture(autouse=True)
def the_old_profile_stays() -> None:
    assert to_dict(KAM) == BEFORE


def test_version() -> None:
    assert edits.with_version(KAM, 2) == replace(KAM, version=2)
    with pytest.raises(ProfileError, match="version: the number 0 is not between"):
        edits.with_version(KAM, 0)


def test_weights() -> None:
    changed = edits.with_weights(KAM, {"mba": 0, "duties": 12.5})
    assert [criterion.weight for criterion in changed.criteria] == [20, 0, 35, 30, 12.5]
    assert changed.version == KAM.version
    assert edits.with_weights(changed, {"mba": 15, "duties": 0}) == KAM
    assert edits.with_weights(KAM, {}) == KAM


@pytest.mark.parametrize(
    ("weights", "path", "problem"),
    [
        ({"age": 3}, "criteria", "there is no criterion 'age'; known are degree, mba, experience, skills, duties"),
        ({"mba": -1}, "criteria[1].weight", "the number -1 is negative"),
        ({"mba": 2000}, "criteria[1].weight", "the number 2000 is not between 0 and 1000"),
        (dict.fromkeys(("degree", "mba", "experience", "skills"), 0), "criteria", "all weights are zero"),
    ],
)
def test_bad_weights(weights: dict[str, float], path: str, problem: str) -> None:
    with pytest.raises(ProfileError) as caught:
        edits.with_weights(KAM, weights)
    assert caught.value.path == path
    assert caught.value.problem.startswith(problem)


def test_credits() -> None:
    changed = edits.with_credits(KAM, {"mba": {"in_progress": 0.25}})
    assert changed.criterion("mba").credits == {**KAM.criterion("mba").credits, "in_progress": 0.25}
    assert changed.criterion("degree") == KAM.criterion("degree")
    with pytest.raises(ProfileError, match=r"criteria\[1\]\.credits: the key 'phd' is not known here"):
        edits.with_credits(KAM, {"mba": {"phd": 1}})
    with pytest.raises(ProfileError, match="there is no criterion 'age'"):
        edits.with_credits(KAM, {"age": {}})


def test_curve() -> None:
    changed = edits.with_curve(KAM, [(0, 0.1), (24, 1)])
    assert changed.criterion("experience").curve == ((0, 0.1), (24, 1))
    with pytest.raises(ProfileError, match=r"criteria\[2\]\.curve\[1\]\[1\]: the curve must rise"):
        edits.with_curve(KAM, [(0, 0.5), (24, 0.4)])
    with pytest.raises(ProfileError, match=r"criteria\[2\]: the key 'curve' is missing"):
        edits.with_curve(KAM, [])


def test_item_weights() -> None:
    skills = edits.with_item_weights(KAM, "skills", {"negotiation": 3})
    assert {item.id: item.weight for item in skills.skills if item.weight != 1} == {"negotiation": 3}
    duties = edits.with_item_weights(KAM, "duties", {"pricing": 0})
    assert {item.id: item.weight for item in duties.duties if item.weight != 1} == {"pricing": 0}
    with pytest.raises(ProfileError, match="skills: there is no entry 'pricing'; known are business_acumen"):
        edits.with_item_weights(KAM, "skills", {"pricing": 1})
    with pytest.raises(ProfileError, match="mba: only 'skills' and 'duties' hold single weights"):
        edits.with_item_weights(KAM, "mba", {})
    with pytest.raises(ProfileError, match="skills: all weights are zero"):
        edits.with_item_weights(KAM, "skills", {item.id: 0 for item in KAM.skills})


def test_bands() -> None:
    assert edits.with_bands(KAM, 80, 60).bands.strong == 80
    assert edits.with_bands(KAM, 80, 60).bands.possible == 60
    with pytest.raises(ProfileError, match=r"bands\.strong: the threshold 50 must be above 'possible', which is 60"):
        edits.with_bands(KAM, 50, 60)


def test_education() -> None:
    line = {"ca": "Grau", "es": "Grado", "en": "Degree"}
    assert edits.with_education(KAM, [line]).education == (line,)
    with pytest.raises(ProfileError, match="education: the list is empty"):
        edits.with_education(KAM, [])
    with pytest.raises(ProfileError, match=r"education\[0\]: the language 'en' is missing"):
        edits.with_education(KAM, [{"ca": "Grau", "es": "Grado"}])


def test_own_market_figures_stand_beside_the_old_ones() -> None:
    own = replace(KAM.compensation[0], id="salary_barcelona", low=38000, high=55000, unit="EUR", year="2026")
    changed = edits.with_market(KAM, [own])
    assert changed.market == (own,)
    assert changed.compensation == KAM.compensation
    with pytest.raises(ProfileError, match=r"market\[0\]\.unit: 'euros' is no unit"):
        edits.with_market(KAM, [replace(own, unit="euros")])


def test_every_text_can_be_changed() -> None:
    found = edits.texts(KAM)
    assert list(found)[:3] == ["title", "summary", "education[0]"]
    # title, summary, 3 lines, name and text of 9 + 17 + 5 entries, 3 notes
    assert len(found) == 2 + 3 + 2 * (9 + 17 + 5) + 3
    for key, text in found.items():
        changed = edits.with_texts(KAM, {key: {"es": "Otro texto"}})
        assert edits.texts(changed) == {**found, key: {**text, "es": "Otro texto"}}


def test_several_texts_at_once() -> None:
    changes = {"title": {"en": "KAM"}, "skills.sales.name": {"en": "Selling"}, "education[2]": {"ca": "Anys"}}
    changed = edits.texts(edits.with_texts(KAM, changes))
    assert changed["title"]["en"] == "KAM"
    assert changed["skills.sales.name"]["en"] == "Selling"
    assert changed["education[2]"]["ca"] == "Anys"


@pytest.mark.parametrize(
    ("changes", "path", "problem"),
    [
        ({"colour": {"en": "x"}}, "colour", "there is no such text in this profile"),
        ({"education[3]": {"en": "x"}}, "education[3]", "there is no such text in this profile"),
        ({"title": "KAM"}, "title", "a text by language is expected here"),
        ({"title": {"en": ""}}, "title.en", "the text is empty"),
        ({"title": {"fr": "x"}}, "title", "the key 'fr' is not known here; known are ca, es, en"),
        ({"duties.pricing.text": {"ca": ""}}, "duties[5].text.ca", "the text is empty"),
    ],
)
def test_bad_texts(changes: dict[str, dict[str, str]], path: str, problem: str) -> None:
    with pytest.raises(ProfileError) as caught:
        edits.with_texts(KAM, changes)
    assert (caught.value.path, caught.value.problem) == (path, problem)
