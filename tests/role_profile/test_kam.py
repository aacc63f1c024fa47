"""The built-in profile says all that the job description says, in three languages, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from recruit.facts import DUTIES, SKILLS
from recruit.role_profile.edits import texts
from recruit.role_profile.load import built_in, built_in_ids, load_profile, to_dict
from recruit.role_profile.profile import CRITERIA, LANGUAGES, Figure, RoleProfile

KAM = built_in("kam")


def all_texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from all_texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from all_texts(item)
    elif isinstance(value, str):
        yield value


def amounts(figures: tuple[Figure, ...]) -> list[tuple[str, float, float, str]]:
    return [(figure.id, figure.low, figure.high, figure.unit) for figure in figures]


def test_it_is_built_in() -> None:
    assert built_in_ids() == ("kam",)
    assert (KAM.id, KAM.version) == ("kam", 1)
    with pytest.raises(KeyError):
        built_in("astronaut")


def test_every_duty_and_skill_in_order() -> None:
    assert tuple(item.id for item in KAM.duties) == DUTIES
    assert tuple(item.id for item in KAM.skills) == SKILLS
    assert {item.weight for item in (*KAM.duties, *KAM.skills)} == {1.0}


def test_criteria_and_weights() -> None:
    assert tuple(criterion.id for criterion in KAM.criteria) == CRITERIA
    assert [criterion.weight for criterion in KAM.criteria] == [20, 15, 35, 30, 0]
    degree, mba, experience, skills, duties = KAM.criteria
    assert degree.credits == {
        "none": 0,
        "secondary": 0,
        "vocational": 1 / 3,
        "associate": 1,
        "bachelor": 1,
        "master": 1,
        "doctorate": 1,
        "in_progress": 0.5,
        "declared": 0.3,
    }
    assert mba.credits == {"completed": 1, "in_progress": 0.5, "other_master": 1 / 3, "none": 0, "declared": 0.3}
    assert experience.credits == {"core": 1, "adjacent": 0.5, "declared": 0.3}
    assert experience.curve == ((0, 0), (36, 0.8), (60, 1))
    assert skills.credits == {"shown": 1, "claimed": 0.7, "declared": 0.3}
    assert duties.credits == {"shown": 1, "claimed": 0.7}
    assert (KAM.bands.strong, KAM.bands.possible) == (70, 50)


def test_compensation() -> None:
    assert amounts(KAM.compensation) == [
        ("salary", 51933, 94871, "USD"),
        ("bonus", 4015, 15494, "USD"),
        ("profit_sharing", 1769, 5197, "USD"),
        ("commission", 5500, 39999, "USD"),
    ]
    assert {(f.source, f.year, f.country["en"]) for f in KAM.compensation} == {("PayScale", "2010", "United States")}
    assert KAM.compensation_note["en"] == (
        "Salary depends on experience, sector and level of education: "
        "the more experience or education, the higher it is."
    )


def test_outlook() -> None:
    assert amounts(KAM.outlook) == [("growth", 13, 13, "percent")]
    assert KAM.outlook[0].source == "US Bureau of Labor Statistics"
    assert KAM.outlook[0].year == "2008–2018"
    for field in ("sales and marketing", "public relations", "advertising"):
        assert field in KAM.outlook_note["en"]


def test_wages_of_2016() -> None:
    assert amounts(KAM.wages) == [
        ("median", 117960, 117960, "USD"),
        ("percentile_25", 79420, 79420, "USD"),
        ("percentile_75", 168300, 168300, "USD"),
        ("employed", 385500, 385500, "people"),
    ]
    assert {(f.source, f.year) for f in KAM.wages} == {("US Bureau of Labor Statistics", "2016")}
    assert "three quarters earned more" in KAM.wages[1].note["en"]
    assert "a quarter earned more" in KAM.wages[2].note["en"]


def test_no_figure_is_passed_off_as_todays() -> None:
    assert set(KAM.figures_note) == set(LANGUAGES)
    for figure in (*KAM.compensation, *KAM.outlook, *KAM.wages):
        assert re.fullmatch(r"20\d\d(–20\d\d)?", figure.year)
        assert set(figure.country) == set(LANGUAGES)
    assert KAM.market == ()


def test_education() -> None:
    degree, mba, experience = KAM.education
    for name in ("Bachelor of Science", "Bachelor of Business Administration", "Bachelor of Arts"):
        assert name in degree["ca"] and name in degree["es"] and name in degree["en"]
    assert "associate" in degree["en"]
    assert "MBA" in mba["ca"] and "MBA" in mba["es"] and "MBA" in mba["en"]
    assert "tres i cinc anys" in experience["ca"]
    assert "tres y cinco años" in experience["es"]
    assert "three to five years" in experience["en"]


def test_batxillerat_is_secondary_school_and_no_degree_to_ask_for() -> None:
    asked = [*KAM.education, KAM.summary, *(item.text for item in KAM.duties)]
    assert not any("batxiller" in text["ca"].lower() or "bachiller" in text["es"].lower() for text in asked)


def test_no_debris_of_the_web() -> None:
    everything = "\n".join(all_texts(to_dict(KAM)))
    debris = r"config\[|Getty|Jupiterimages|Photos\.com|V[ií]deo del dia|Sapling|Warnock|Taula de continguts|Anonim"
    assert re.search(debris, everything, re.IGNORECASE) is None


def test_every_text_differs_between_the_languages() -> None:
    same = {
        key
        for key, text in texts(KAM).items()
        if len({text["ca"], text["es"], text["en"]}) < 3 and not key.endswith(".name")
    }
    assert same == set()


def test_nobody_is_spoken_of_as_a_man() -> None:
    gendered = r"\b(candidat|candidato|el gestor|los clientes|els candidats|los candidatos|treballadors)\b"
    for text in all_texts(to_dict(KAM)):
        assert re.search(gendered, text, re.IGNORECASE) is None, text


def test_it_can_be_loaded_from_its_file() -> None:
    from recruit.role_profile import load

    path = load._PROFILES / "kam.yaml"
    loaded: RoleProfile = load_profile(str(path))
    assert loaded == KAM
