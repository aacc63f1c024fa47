"""The skills of a CV: the corpora line by line, and each lexicon entry's own example."""

from __future__ import annotations

from functools import cache

import pytest

from recruit.facts import SKILLS, Grade
from recruit.reading.duties import read_duties
from recruit.reading.lexicon.concepts import concepts
from recruit.reading.mentions import Reader
from recruit.reading.skills import read_skills
from tests.reading.cases import corpus
from tests.reading.claims import assert_verbatim, corpus_lines, ids, one_line

EXAMPLES = [
    pytest.param(concept.id, line, id=f"{concept.id}:{language}")
    for concept in concepts("skills.yaml")
    for language, lines in concept.example.items()
    for line in lines
]
COUNTER = [
    pytest.param(concept.id, line, id=f"{concept.id}:{language}")
    for concept in concepts("skills.yaml")
    for language, lines in concept.counter.items()
    for line in lines
]


def test_every_skill_has_a_lexicon_entry_and_a_corpus() -> None:
    assert tuple(concept.id for concept in concepts("skills.yaml")) == SKILLS
    assert ids("skills") == set(SKILLS)


@pytest.mark.parametrize(("id", "line"), corpus_lines("skills", "shown"))
def test_a_line_of_a_post_shows_it(id: str, line: str) -> None:
    document, outline = one_line(line, "experience")
    mentions = read_skills(document, outline)[id]
    assert_verbatim(mentions, line)
    assert mentions[0].rule.startswith(f"{id}.")


@pytest.mark.parametrize(("id", "line"), corpus_lines("skills", "claimed"))
def test_a_line_of_a_list_claims_it(id: str, line: str) -> None:
    document, outline = one_line(line, "skills")
    mentions = read_skills(document, outline)[id]
    assert_verbatim(mentions, line)
    assert {mention.grade for mention in mentions} == {Grade.CLAIMED}


@pytest.mark.parametrize(("id", "line"), corpus_lines("skills", "not"))
@pytest.mark.parametrize("kind", ["experience", "summary"])
def test_a_line_that_only_looks_so_is_none(kind: str, id: str, line: str) -> None:
    document, outline = one_line(line, kind)
    assert id not in read_skills(document, outline)


@pytest.mark.parametrize(("id", "line"), EXAMPLES)
def test_an_entry_finds_its_example(id: str, line: str) -> None:
    document, outline = one_line(line, "other")
    assert id in read_skills(document, outline)


@pytest.mark.parametrize(("id", "line"), COUNTER)
@pytest.mark.parametrize("kind", ["experience", "summary"])
def test_an_entry_does_not_find_its_counterexample(kind: str, id: str, line: str) -> None:
    document, outline = one_line(line, kind)
    assert id not in read_skills(document, outline)


@pytest.mark.parametrize(
    "line", ["Curso de negociación avanzada", "Curs de negociació, 16 hores", "Negotiation course"]
)
def test_the_title_of_a_course_names_a_skill(line: str) -> None:
    document, outline = one_line(line, "courses")
    found = read_skills(document, outline)["negotiation"][0]
    assert (found.grade, found.rule.split(".")[1]) == (Grade.CLAIMED, "titles")


@pytest.mark.parametrize(
    "line",
    [
        "Grau en Administració i Direcció d'Empreses",
        "Grado en Administración de Empresas",
        "Bachelor of Business Administration",
    ],
)
def test_a_degree_in_administration_alone_is_no_business_acumen(line: str) -> None:
    document, outline = one_line(line, "education")
    assert "business_acumen" not in read_skills(document, outline)


def test_a_school_s_name_is_no_skill() -> None:
    document, outline = one_line("BSc Chemistry, ESIC Marketing School", "education")
    assert read_skills(document, outline) == {}


def test_a_complaint_settled_in_person_is_service_and_a_duty() -> None:
    document, outline = one_line("Resolved customer complaints in person", "experience")
    assert "customer_service" in read_skills(document, outline)
    assert "conflict_management" in read_duties(document, outline)


@cache
def rules() -> Reader:
    return Reader(concepts("skills.yaml"), None)


def by_rules(id: str, line: str, group: str) -> bool:
    """Whether the rules alone, without the clause model, find the skill where such a line stands."""
    kinds = {"shown": ("experience",), "claimed": ("skills",), "not": ("experience", "summary")}[group]
    return any(id in rules().read(*one_line(line, kind)) for kind in kinds)


@pytest.mark.parametrize("id", SKILLS)
def test_the_rules_tell_lines_that_others_wrote(id: str) -> None:
    """The lines of `corpora/clauses`, but for those of `corpora/unfound.yaml`."""
    unfound = set(corpus("unfound").get(id, []))
    wrong = [
        line
        for language in ("ca", "es", "en")
        for group, lines in corpus(f"clauses/skills/{id}")[language].items()
        for line in lines
        if line not in unfound and by_rules(id, line, group) != (group != "not")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("id", "line"),
    [
        ("motivation", "Would love to learn negotiation."),
        ("motivation", "Manteniment proactiu de servidors."),
        ("motivation", "Despertaba la pasión por la lectura en los alumnos."),
        ("presence", "Coordinates with quality assurance personnel."),
        ("presence", "Diseño elegante de catálogos."),
        ("presence", "Negociació de concessions amb l'autoritat portuària."),
        ("presentation", "Preparació de fulletons i mostres per a fires."),
        ("presentation", "Explicaba a las familias los tratamientos con palabras sencillas."),
        ("presentation", "Formatted the slides my director presented."),
        ("networking", "Gestión de la relación con clientes institucionales."),
        ("networking", "Syrups and mixers from scratch."),
        ("organization", "Analysed forecasts and distributed them to production groups."),
        ("negotiation", "Arxiu de contractes signats."),
        ("negotiation", "Conseguí que los clientes repitieran año tras año."),
        ("sales", "Filed and numbered planning objections."),
    ],
)
def test_what_other_trades_say_alike_tells_none(id: str, line: str) -> None:
    assert id not in rules().read(*one_line(line, "experience"))


@pytest.mark.parametrize("line", ["Responsable de la negociació de llicències", "Encargado de negociar las tarifas"])
def test_being_in_charge_of_something_is_the_candidate_s_own(line: str) -> None:
    assert "negotiation" in rules().read(*one_line(line, "experience"))
