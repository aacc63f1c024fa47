"""The lines that the clause model learns from, and those that are held back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from tests.reading.cases import CORPORA, corpus


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a corpus: `group` is shown, claimed or not."""

    id: str
    language: str
    group: str
    line: str


def told(*folders: str) -> Iterator[Told]:
    """The lines of the corpora in these folders of `corpora/`."""
    for folder in folders:
        for path in sorted((CORPORA / folder).glob("*.yaml")):
            data = corpus(f"{folder}/{path.stem}")
            for language in ("ca", "es", "en"):
                for group, lines in data[language].items():
                    yield from (Told(path.stem, language, group, str(line)) for line in lines)


def ordinary() -> list[str]:
    """Lines that tell nothing."""
    return [str(line) for lines in corpus("ordinary").values() for line in lines]


LEARNT = ("skills", "duties", "clauses/skills", "clauses/duties")


def digest() -> str:
    """A mark of all that the model is learnt from."""
    lines = sorted(f"{t.id} {t.language} {t.group} {t.line}" for t in told(*LEARNT))
    return hashlib.sha256("\n".join([*lines, *ordinary()]).encode()).hexdigest()[:16]
