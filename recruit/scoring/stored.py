"""Scores as plain values that JSON can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from recruit.scoring.explanation import Score


@cache
def _adapter() -> TypeAdapter[Score]:
    return TypeAdapter(Score)


def score_to_json(score: Score) -> dict[str, Any]:
    """The score as dicts, lists, texts and numbers; `score_from_json` makes it again."""
    plain: dict[str, Any] = _adapter().dump_python(score, mode="json")
    return plain


def score_from_json(data: Mapping[str, Any]) -> Score:
    """The score of such values; ValueError (pydantic's, naming each place) where they are no score."""
    return _adapter().validate_python(data)
