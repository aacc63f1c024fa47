"""Where a CV names its employers: beside the title, below it, above it, or above several posts at once."""

from __future__ import annotations

from typing import Any

import pytest

from recruit.reading.document import Box, Document, Line
from recruit.reading.reader import read_facts
from tests.reading.cases import AS_OF, corpus, document

CASES = corpus("employers")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_each_post_has_its_employer(case: dict[str, Any]) -> None:
    facts = read_facts(document("Ann Reeve\nann@example.com\n\n" + case["text"]), AS_OF)
    assert [post.employer for post in facts.positions] == case["employers"]


def test_a_bold_line_above_the_title_names_the_employer_of_a_page() -> None:
    """A printed page has no empty lines, but space and weight."""
    tops = {
        "Experience": 0,
        "Greyfield": 20,
        "Key Account Manager": 34,
        "2015 - 2020": 48,
        "Sold to chains": 62,
        "Moor": 100,
        "Waiter": 114,
        "2010 - 2014": 128,
    }
    lines, start = [], 0
    for text, top in tops.items():
        lines.append(Line(start, start + len(text), box=Box(0, top, 200, top + 10), bold=top in (20, 100)))
        start += len(text) + 1
    facts = read_facts(Document("\n".join(tops), "pdf", lines=tuple(lines)), AS_OF)
    assert [(post.title, post.employer) for post in facts.positions] == [
        ("Key Account Manager", "Greyfield"),
        ("Waiter", "Moor"),
    ]
