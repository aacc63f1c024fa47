"""The invented applicants: one YAML file a person in `people/`, read into plain values.

A file says what the person declares in the form, how their CV looks and what
it says, and how far the desk has come with them. Nothing here is computed from
the words: the reader finds in the CVs what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

PEOPLE = Path(__file__).parent / "people"


@dataclass(frozen=True, slots=True)
class Entry:
    """A job or a study; `dates` as the person writes them, perhaps empty."""

    what: str
    where: str
    dates: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the CV: running text, a list, or entries."""

    title: str
    text: str = ""
    list: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Cv:
    """`side` are the sections of a sidebar where the layout has one; `hidden` is white text."""

    name: str
    headline: str
    contact: tuple[str, ...]
    main: tuple[Section, ...]
    side: tuple[Section, ...] = ()
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A recruiter moves the person to a stage."""

    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """`form` has the keys of the application form; `layout` is one of `pdf.LAYOUTS` or empty."""

    id: str
    language: str
    filename: str
    layout: str
    scan: bool
    locked: bool
    days: int
    at: time
    form: dict[str, Any]
    #: question -> answer; of a date the days from the loading, of a file its `name` and `text`
    answers: dict[str, Any]
    #: what they added besides the CV: `kind`, `name` and `text` of each
    documents: tuple[dict[str, Any], ...]
    cv: Cv
    moves: tuple[Move, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: dict[str, Any] = field(default_factory=dict)

    def applied(self, loaded: datetime) -> datetime:
        """When they applied, if the sample is loaded at `loaded`."""
        day = loaded - timedelta(days=self.days)
        return day.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)


def load_people(folder: Path = PEOPLE) -> list[Person]:
    """All applicants, in the order of their file names. A wrong file fails with its name."""
    people = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            people.append(_person(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))))
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(f"{path.name}: {fault!r}") from fault
    return people


def _person(id: str, data: dict[str, Any]) -> Person:
    cv, file, desk = data["cv"], data["file"], data.get("desk", {})
    return Person(
        id=id,
        language=data["language"],
        filename=file["name"],
        layout=file.get("layout", ""),
        scan=file.get("scan", False),
        locked=file.get("locked", False),
        days=data["applied"]["days"],
        at=time.fromisoformat(data["applied"]["at"]),
        form=data["form"],
        answers=data["answers"],
        documents=tuple(data.get("documents", ())),
        cv=Cv(
            name=cv["name"],
            headline=cv["headline"],
            contact=tuple(cv["contact"]),
            main=tuple(_section(s) for s in cv["main"]),
            side=tuple(_section(s) for s in cv.get("side", ())),
            hidden=cv.get("hidden", ""),
        ),
        moves=tuple(Move(**move) for move in desk.get("moves", ())),
        notes=tuple(note["text"] for note in desk.get("notes", ())),
        verdict=desk.get("verdict", {}),
    )


def _section(data: dict[str, Any]) -> Section:
    return Section(
        title=data["title"],
        text=data.get("text", ""),
        list=tuple(str(item) for item in data.get("list", ())),
        entries=tuple(
            Entry(e["what"], e["where"], str(e["dates"]), tuple(e.get("lines", ()))) for e in data.get("entries", ())
        ),
    )
