"""The duties of a CV: the corpora line by line, and each lexicon entry's own example."""

from __future__ import annotations

import pytest

from recruit.facts import DUTIES, Grade
from recruit.reading.duties import read_duties
from recruit.reading.lexicon.patterns import concepts
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
