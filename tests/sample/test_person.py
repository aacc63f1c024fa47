"""A wrong file of a person is named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from recruit.sample.person import PEOPLE, load_people


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    text = (PEOPLE / "16-ruben.yaml").read_text(encoding="utf-8")
    (tmp_path / "16-ruben.yaml").write_text(text.replace("headline:", "headlines:"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"16-ruben\.yaml: KeyError\('headline'\)"):
        load_people(tmp_path)


def test_when_somebody_applied() -> None:
    laia = load_people()[0]
    assert laia.applied(datetime(2026, 11, 23, 15, 0, tzinfo=UTC)) == datetime(2026, 11, 4, 9, 14, tzinfo=UTC)
