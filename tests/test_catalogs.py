"""Catalogs are compiled at the start, each once, and whole."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from recruit import translations

SOURCE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Good morning"
msgstr "{words}"
"""


@pytest.fixture
def catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of sources with one Catalan catalog."""
    source = tmp_path / "source" / "ca" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.format(words="Bon dia"), encoding="utf-8")
    monkeypatch.setattr(translations, "HERE", tmp_path / "source")
    return source


def said(folder: Path) -> str:
    return gettext.translation("messages", folder, ["ca"]).gettext("Good morning")


def test_a_catalog_is_compiled_when_it_changed_and_only_then(catalogs: Path, tmp_path: Path) -> None:
    folder = translations.compiled(tmp_path / "made")
    compiled = folder / "ca" / "LC_MESSAGES" / "messages.mo"
    assert said(folder) == "Bon dia"
    inode = compiled.stat().st_ino
    translations.compiled(folder)
    assert compiled.stat().st_ino == inode
    catalogs.write_text(SOURCE.format(words="Bon dia a tothom"), encoding="utf-8")
    earlier = compiled.stat().st_mtime - 3600
    os.utime(catalogs, (earlier, earlier))  # an older source put back counts as changed too
    translations.compiled(folder)
    gettext._translations.clear()  # type: ignore[attr-defined]
    assert said(folder) == "Bon dia a tothom"
    assert [path.name for path in compiled.parent.iterdir()] == ["messages.mo"]
