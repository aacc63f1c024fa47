"""Facts, forms and confirmations from the short way in which the cases write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from recruit.facts import (
    Confirmation,
    CvFacts,
    Declared,
    Degree,
    Evidence,
    Flag,
    Grade,
    Level,
    Mba,
    Mention,
    Position,
    Related,
    Span,
    Status,
)
from recruit.role_profile.load import built_in
from recruit.role_profile.profile import RoleProfile

Short = Mapping[str, Any]


class _Paper:
    """Hands out places one after the other, as on a page."""

    def __init__(self) -> None:
        self.at = 0

    def quote(self, words: str) -> Evidence:
        start = self.at
        self.at += len(words) + 1
        return Evidence(start, start + len(words), words)


def make_facts(short: Short | None) -> CvFacts | None:
    if short is None:
        return None
    paper = _Paper()
    degrees = tuple(
        Degree(
            level=Level(entry["level"]),
            title=entry.get("title", entry["level"]),
            status=Status(entry.get("status", "completed")),
            end_year=entry.get("end_year"),
            evidence=paper.quote(entry.get("title", entry["level"])),
            mba=entry.get("mba", False),
        )
        for entry in short.get("degrees", [])
    )
    positions = tuple(
        Position(
            title=entry.get("title", "post"),
            employer=None,
            span=Span(str(entry["start"]), str(entry["end"])) if "start" in entry else None,
            related=Related(entry["related"]),
            evidence=paper.quote(entry.get("title", "post")),
            date_evidence=paper.quote(f"{entry['start']} – {entry['end']}") if "start" in entry else None,
        )
        for entry in short.get("positions", [])
    )
    return CvFacts(
        language=short.get("language", "en"),
        as_of=short.get("as_of", "2026-11"),
        degrees=degrees,
        positions=positions,
        skills=_mentions(short.get("skills", {}), paper),
        duties=_mentions(short.get("duties", {}), paper),
        flags=tuple(Flag(id) for id in short.get("flags", [])),
        reader="reader 1",
        lexicon="lexicon 1",
    )


def _mentions(short: Mapping[str, str], paper: _Paper) -> dict[str, tuple[Mention, ...]]:
    return {
        id: tuple(Mention(Grade(grade), paper.quote(f"{id} {grade}")) for grade in grades.split())
        for id, grades in short.items()
    }


def make_declared(short: Short | None) -> Declared | None:
    if short is None:
        return None
    return Declared(
        degree=Level(short["degree"]) if "degree" in short else None,
        degree_status=Status(short["degree_status"]) if "degree_status" in short else None,
        mba=Mba(short["mba"]) if "mba" in short else None,
        related_years=short.get("related_years"),
        skills=frozenset(short.get("skills", [])),
    )


def make_confirmed(short: Short | None) -> dict[str, Confirmation]:
    return {fact: Confirmation(fact, value, by="Júlia", reason="seen") for fact, value in (short or {}).items()}


@pytest.fixture(scope="session")
def kam() -> RoleProfile:
    return built_in("kam")


@pytest.fixture(scope="session")
def facts_of() -> Callable[[Short | None], CvFacts | None]:
    """Facts from `{degrees: [{level, status, mba}], positions: [{related, start, end}], skills: {id: grade}}`."""
    return make_facts


@pytest.fixture(scope="session")
def declared_of() -> Callable[[Short | None], Declared | None]:
    return make_declared


@pytest.fixture(scope="session")
def confirmed_of() -> Callable[[Short | None], dict[str, Confirmation]]:
    return make_confirmed
