"""The CVs that a new reading process reads before it is asked."""

from __future__ import annotations

import pytest

from recruit.facts import Month
from recruit.reading.reader import read
from recruit.reading.warming import _lines, _pdf


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_they_are_cvs_of_their_language_with_facts_of_every_kind(language: str) -> None:
    facts = read(_pdf(list(_lines(language))), "sample.pdf", Month(2024, 1)).facts
    assert facts.language == language
    assert facts.contact.email is not None
    assert len(facts.positions) > 20
    assert len(facts.degrees) > 3
    assert len(facts.skills) == 17
    assert len(facts.duties) >= 7
