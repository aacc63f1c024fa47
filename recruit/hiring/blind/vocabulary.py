"""The words and places of `words.yaml` and `places.yaml`, all folded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent


@cache
def vocabulary() -> Mapping[str, Any]:
    data: dict[str, Any] = yaml.safe_load((_DATA / "words.yaml").read_text(encoding="utf-8"))
    return data


@cache
def places() -> frozenset[str]:
    text = yaml.safe_load((_DATA / "places.yaml").read_text(encoding="utf-8"))["places"]
    return frozenset(" ".join(place.split()) for place in text.split(","))


@cache
def trade() -> frozenset[str]:
    """Words of the trade, folded: no part of an address, and of a name only beside another part."""
    return frozenset(vocabulary()["trade"])


@cache
def headings() -> frozenset[str]:
    """Headings of a CV's parts, folded: never taken for a name."""
    return frozenset(" ".join(heading.split()) for heading in vocabulary()["headings"].split(","))


@cache
def word_pattern(*groups: str) -> re.Pattern[str]:
    """Any word of these groups, whole."""
    words = sorted({word for group in groups for word in vocabulary()[group]}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})(?![^\W_])")
