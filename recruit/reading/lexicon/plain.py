"""The plain words of the lexicons of skills, duties and clauses: folded, checked, read from their files."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import yaml

from recruit.reading.lexicon import FOLDER, LANGUAGES, LexiconError


def fold(text: str) -> str:
    """Lower case without accents; `l·l` is `ll`; typographic quotes and dashes are plain."""
    return "".join(fold_character(character) for character in text).replace("l·l", "ll")


@cache
def fold_character(character: str) -> str:
    """One character folded; may become none (a soft hyphen) or two (a ligature)."""
    if character in "’‘´`ʼ":
        return "'"
    if character in "–—−‐‑‒":
        return "-"
    if character in "“”«»„":
        return '"'
    if character == "\xad" or character == "\u200b":
        return ""
    if character.isspace():
        return " "
    if character == "ŀ":
        return "l·"
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def lines(value: Any, where: str) -> dict[str, list[str]]:
    """`{ca: […], es: […], en: […]}` checked; one string stands for a list of one."""
    if value is None:
        return {}
    if not isinstance(value, dict) or set(value) - set(LANGUAGES):
        raise LexiconError(f"{where}: languages {LANGUAGES} expected")
    read: dict[str, list[str]] = {}
    for language, entries in value.items():
        entries = [entries] if isinstance(entries, str) else entries
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            raise LexiconError(f"{where}.{language}: a list of words expected")
        read[language] = entries
    return read


@cache
def load_yaml(name: str) -> Any:
    """The parsed `lexicon/NAME`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (a safe loader)


@cache
def plain(name: str) -> tuple[str, ...]:
    """The plain words of clauses.yaml under `words: NAME`, as written, each once."""
    found = lines(load_yaml("clauses.yaml")["words"][name], f"clauses.yaml: {name}")
    return tuple(dict.fromkeys(word for words in found.values() for word in words))


@cache
def one_of(name: str) -> str:
    """The plain words NAME, folded, as an expression; the longest first."""
    words = {fold(word) for word in plain(name)}
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
