"""The duties of a CV: the corpora line by line, and each lexicon entry's own example."""

from __future__ import annotations

from functools import cache

import pytest

from recruit.facts import DUTIES, Grade
from recruit.reading.duties import read_duties
from recruit.reading.lexicon.concepts import concepts
from recruit.reading.mentions import Reader
from tests.reading.cases import corpus
from tests.reading.claims import assert_verbatim, corpus_lines, ids, one_line

EXAMPLES = [
    pytest.param(concept.id, line, id=f"{concept.id}:{language}")
    for concept in concepts("duties.yaml")
    for language, lines in concept.example.items()
    for line in lines
]
COUNTER = [
    pytest.param(concept.id, line, id=f"{concept.id}:{language}")
    for concept in concepts("duties.yaml")
    for language, lines in concept.counter.items()
    for line in lines
]


def test_every_duty_has_a_lexicon_entry_and_a_corpus() -> None:
    assert tuple(concept.id for concept in concepts("duties.yaml")) == DUTIES
    assert ids("duties") == set(DUTIES)


@pytest.mark.parametrize(("id", "line"), corpus_lines("duties", "shown"))
def test_a_line_of_a_post_shows_it(id: str, line: str) -> None:
    document, outline = one_line(line, "experience")
    mentions = read_duties(document, outline)[id]
    assert_verbatim(mentions, line)
    assert mentions[0].rule.startswith(f"{id}.")


@pytest.mark.parametrize(("id", "line"), corpus_lines("duties", "claimed"))
def test_a_line_of_a_list_claims_it(id: str, line: str) -> None:
    document, outline = one_line(line, "skills")
    mentions = read_duties(document, outline)[id]
    assert_verbatim(mentions, line)
    assert {mention.grade for mention in mentions} == {Grade.CLAIMED}


@pytest.mark.parametrize(("id", "line"), corpus_lines("duties", "not"))
@pytest.mark.parametrize("kind", ["experience", "summary"])
def test_a_line_that_only_looks_so_is_none(kind: str, id: str, line: str) -> None:
    document, outline = one_line(line, kind)
    assert id not in read_duties(document, outline)


@pytest.mark.parametrize(("id", "line"), EXAMPLES)
def test_an_entry_finds_its_example(id: str, line: str) -> None:
    document, outline = one_line(line, "other")
    assert id in read_duties(document, outline)


@pytest.mark.parametrize(("id", "line"), COUNTER)
@pytest.mark.parametrize("kind", ["experience", "summary"])
def test_an_entry_does_not_find_its_counterexample(kind: str, id: str, line: str) -> None:
    document, outline = one_line(line, kind)
    assert id not in read_duties(document, outline)


@cache
def rules() -> Reader:
    return Reader(concepts("duties.yaml"), None)


def by_rules(id: str, line: str, group: str) -> bool:
    """Whether the rules alone, without the clause model, find the duty where such a line stands."""
    kinds = ("experience",) if group == "shown" else ("experience", "summary")
    return any(id in rules().read(*one_line(line, kind)) for kind in kinds)


@pytest.mark.parametrize("id", DUTIES)
def test_the_rules_tell_lines_that_others_wrote(id: str) -> None:
    """The lines of `corpora/clauses`, but for those of `corpora/unfound.yaml`."""
    unfound = set(corpus("unfound").get(id, []))
    wrong = [
        line
        for language in ("ca", "es", "en")
        for group, lines in corpus(f"clauses/duties/{id}")[language].items()
        for line in lines
        if line not in unfound and by_rules(id, line, group) != (group == "shown")
    ]
    assert wrong == []
