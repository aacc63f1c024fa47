"""What the tests of skills, duties and mentions share: their corpora, and a line as a section of its own."""

from __future__ import annotations

import pytest

from recruit.facts import Mention
from recruit.reading.document import Document, Line
from recruit.reading.sections import Outline, Section
from tests.reading.cases import CORPORA, corpus


def one_line(text: str, kind: str) -> tuple[Document, Outline]:
    """A document whose only section, of this kind, is the line."""
    lines = (Line(0, len(text), bullet=kind == "experience"),)
    return Document(text, "txt", lines=lines), Outline("en", (Section(kind, None, 0, 0),))


def ids(folder: str) -> set[str]:
    return {path.stem for path in (CORPORA / folder).glob("*.yaml")}


def corpus_lines(folder: str, group: str) -> list[object]:
    """(id, line) of every line of a group (shown, claimed, not) of the corpora in a folder."""
    return [
        pytest.param(id, line, id=f"{id}:{language}:{line}")
        for id in sorted(ids(folder))
        for language in ("ca", "es", "en")
        for line in corpus(f"{folder}/{id}")[language].get(group, [])
    ]


def assert_verbatim(mentions: tuple[Mention, ...], text: str) -> None:
    """Every quote is the document's own words at its offsets, whole words and no blanks at its ends."""
    for mention in mentions:
        found = mention.evidence
        assert text[found.start : found.end] == found.quote
        assert found.quote == found.quote.strip() != ""
        assert not (text[found.start - 1 : found.start].isalnum() and found.quote[0].isalnum())
        assert not (found.quote[-1].isalnum() and text[found.end : found.end + 1].isalnum())
