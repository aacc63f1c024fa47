"""Cases of the reader's tests: corpora in YAML, and a document made of plain lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from recruit.facts import Month
from recruit.reading.document import Document
from recruit.reading.files.text import read_text

AS_OF = Month(2026, 11)
CORPORA = Path(__file__).parent / "corpora"


@cache
def corpus(name: str) -> Any:
    return yaml.safe_load((CORPORA / f"{name}.yaml").read_text(encoding="utf-8"))


def document(text: str) -> Document:
    """A plain text as the reader of text files sees it."""
    return read_text(text.encode())
