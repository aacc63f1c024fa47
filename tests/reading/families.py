"""Families of CVs: one career told by people who differ in all that must not count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from recruit.facts import CvFacts
from recruit.sample.office import make_docx, make_odt
from recruit.sample.pdf import LAYOUTS, make_pdf
from recruit.sample.person import Cv, Entry, Section
from recruit.sample.plain import make_rtf, make_txt
from tests.reading.cases import CORPORA
from tests.reading.documents import with_photo

FORMATS = (*(f"pdf {layout}" for layout in LAYOUTS), "docx", "odt", "rtf", "txt", "bullets")
BULLETS = ("-", "•", "–", "*", "▪", "➤", "·", "o")

#: (his or her, name): 0 and 1 are the gendered forms of families.yaml
NAMES = (
    (0, "Marc Soler Puig"),
    (1, "Núria Vidal Serra"),
    (0, "José Ángel Martínez de la Fuente"),
    (1, "María del Mar Ibáñez"),
    (0, "John O'Neill"),
    (1, "Amina El Idrissi"),
    (0, "Nguyễn Văn Minh"),
    (1, "Oluwaseun Adeyemi-Cole"),
    (0, "Xavier-Joan D'Ocon i Roca"),
    (1, "Zoë Šimková"),
)

#: what some people tell of themselves and others don't; none of it may count
PERSONAL = {
    "ca": (
        "Data de naixement: 14/03/1969", "54 anys", "Estat civil: casat/da, dos fills", "Nacionalitat: marroquina",
        "Sexe: dona", "Permís de conduir B", "Nascut a Tànger el 1985",
    ),
    "es": (
        "Fecha de nacimiento: 14/03/1969", "54 años", "Estado civil: soltero/a", "Nacionalidad: colombiana",
        "Sexo: varón", "Carné de conducir B", "Nacida en Lima en 1985",
    ),
    "en": (
        "Date of birth: 14 March 1969", "Age: 54", "Marital status: married, two children", "Nationality: Nigerian",
        "Gender: female", "Full driving licence", "Born in Manila in 1985",
    ),
}  # fmt: skip
ADDRESSES = (
    "Carrer Major, 12, 17001 Girona",
    "Calle del Sol 3, 28012 Madrid",
    "Flat 2, 14 Mill Road, Leeds LS1 4AB",
    "",
)


@dataclass(frozen=True, slots=True)
class Variant:
    """Who tells the career, and how it is set. `order` puts the sections that follow the summary."""

    who: int
    personal: tuple[int, ...]
    address: int
    format: str
    order: tuple[str, ...]
    bullet: str = "-"
    photo: bool = False


@cache
def families() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((CORPORA / "families.yaml").read_text(encoding="utf-8"))
    return data


def careers() -> list[str]:
    return [career["id"] for career in families()["careers"]]


def make(career: str, language: str, variant: Variant) -> tuple[bytes, str]:
    """The CV's file and its name."""
    cv = _cv(career, language, variant)
    kind, _, layout = variant.format.partition(" ")
    if kind == "pdf":
        made = make_pdf(cv, layout)
        return with_photo(made) if variant.photo else made, "cv.pdf"
    if kind == "bullets":
        return _with_bullets(cv, variant.bullet).encode(), "cv.txt"
    made = {"docx": make_docx, "odt": make_odt, "rtf": make_rtf, "txt": make_txt}[kind](cv)
    return made, f"cv.{kind}"


def _cv(career: str, language: str, variant: Variant) -> Cv:
    told = next(c for c in families()["careers"] if c["id"] == career)[language]
    titles = families()["titles"][language]
    gender, name = NAMES[variant.who]

    def entries(listed: list[dict[str, Any]]) -> tuple[Entry, ...]:
        return tuple(
            Entry(e["what"] if isinstance(e["what"], str) else e["what"][gender], e["where"], str(e["dates"]),
                  tuple(e.get("lines", ())))
            for e in listed
        )  # fmt: skip

    parts = {
        "experience": Section(titles["experience"], entries=entries(told["posts"])),
        "education": Section(titles["education"], entries=entries(told["studies"])),
        "skills": Section(titles["skills"], list=tuple(told["skills"])),
        "languages": Section(titles["languages"], list=tuple(told["languages"])),
    }
    personal = tuple(PERSONAL[language][i] for i in variant.personal)
    main = [Section(titles["summary"], text=told["summary"][gender]), *(parts[part] for part in variant.order)]
    if personal:
        main.append(Section(titles["personal"], list=personal))
    contact = ("someone@example.com", "+34 655 501 021", *filter(None, [ADDRESSES[variant.address]]))
    return Cv(name=name, headline=told["headline"][gender], contact=contact, main=tuple(main))


def _with_bullets(cv: Cv, bullet: str) -> str:
    lines = [cv.name, cv.headline, *cv.contact]
    for section in cv.main:
        lines += ["", section.title.upper()]
        lines += [section.text] if section.text else []
        lines += [f"{bullet} {item}" for item in section.list]
        for entry in section.entries:
            lines += [f"{entry.dates}   {entry.what}, {entry.where}", *(f"{bullet} {line}" for line in entry.lines)]
    return "\n".join(lines) + "\n"


def what_counts(facts: CvFacts) -> dict[str, Any]:
    """All of the facts that a score may rest on, without words, places or order."""
    return {
        "degrees": sorted((d.level.value, d.status.value, d.end_year or 0, d.mba) for d in facts.degrees),
        "posts": sorted((p.related.value, str(p.span.start), str(p.span.end)) for p in facts.positions if p.span),
        "employers": sorted(p.employer or "" for p in facts.positions if p.span),
        "months": (facts.core_months, facts.related_months),
        "skills": {id: mentions[0].grade.value for id, mentions in sorted(facts.skills.items())},
        "duties": sorted(facts.duties),
    }
