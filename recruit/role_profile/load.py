"""Role profiles from YAML files and stored data; every fault is named.

`load_profile` reads a file, `built_in` a profile of the product, `from_dict`
what `to_dict` once stored. All three check the same things and raise
`ProfileError`, which says the file, the key and what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

from recruit.facts import DUTIES, SKILLS, Level
from recruit.role_profile.checking import Cursor, ProfileError, no_twins
from recruit.role_profile.profile import CRITERIA, Bands, Criterion, Figure, Item, RoleProfile
from recruit.role_profile.yaml_file import read_yaml

__all__ = ["CREDITS", "ProfileError", "built_in", "built_in_ids", "from_dict", "load_profile", "to_dict"]

_PROFILES = Path(__file__).parent / "profiles"

#: What each criterion gives a credit for. `declared` is a factor, see the profile.
CREDITS: Mapping[str, tuple[str, ...]] = {
    "degree": (*(level.value for level in Level), "in_progress", "declared"),
    "mba": ("completed", "in_progress", "other_master", "none", "declared"),
    "experience": ("core", "adjacent", "declared"),
    "skills": ("shown", "claimed", "declared"),
    "duties": ("shown", "claimed"),
}

MAX_WEIGHT = 1000
_MAX_MONTHS = 600
_MAX_AMOUNT = 1e12


def load_profile(path: Path | str) -> RoleProfile:
    """The profile of a YAML file; ProfileError names file, key and fault."""
    return from_dict(read_yaml(Path(path)), where=str(path))


def built_in_ids() -> tuple[str, ...]:
    """Ids of the profiles that come with the product."""
    return tuple(sorted(path.stem for path in _PROFILES.glob("*.yaml")))


@cache
def built_in(id: str = "kam") -> RoleProfile:
    """A profile that comes with the product; KeyError when there is none of that id."""
    if id not in built_in_ids():
        raise KeyError(id)
    return load_profile(_PROFILES / f"{id}.yaml")


def to_dict(profile: RoleProfile) -> dict[str, object]:
    """The profile as plain values that JSON can hold; `from_dict` makes it again."""
    return {key: _plain(value) for key, value in asdict(profile).items()}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def from_dict(data: object, where: str = "profile") -> RoleProfile:
    """A profile from plain values, fully checked; `where` names them in a ProfileError."""
    root = Cursor(data, where)
    root.keys(
        ("id", "version", "title", "summary", "education", "duties", "skills", "criteria"),
        (
            "compensation",
            "compensation_note",
            "outlook",
            "outlook_note",
            "wages",
            "bands",
            "figures_note",
            "market",
        ),
    )
    skills = _items(root.at("skills"), SKILLS)
    duties = _items(root.at("duties"), DUTIES)
    return RoleProfile(
        id=root.at("id").id(),
        version=root.at("version").whole(1, 1_000_000),
        title=root.at("title").text(),
        summary=root.at("summary").text(),
        education=tuple(line.text() for line in root.at("education").items(at_least=1)),
        duties=duties,
        skills=skills,
        criteria=_criteria(root.at("criteria")),
        compensation=_figures(root.at("compensation")),
        compensation_note=root.at("compensation_note").optional_text(),
        outlook=_figures(root.at("outlook")),
        outlook_note=root.at("outlook_note").optional_text(),
        wages=_figures(root.at("wages")),
        bands=_bands(root.at("bands")),
        figures_note=root.at("figures_note").optional_text(),
        market=_figures(root.at("market")),
    )


def _items(list_: Cursor, known: tuple[str, ...]) -> tuple[Item, ...]:
    cursors = list(list_.items(at_least=1))
    items = tuple(_item(cursor, known) for cursor in cursors)
    no_twins(cursors, [item.id for item in items])
    if not any(item.weight for item in items):
        raise list_.fail("all weights are zero; at least one must be above zero")
    return items


def _item(cursor: Cursor, known: tuple[str, ...]) -> Item:
    keys = cursor.keys(("id", "name", "text"), ("weight",))
    return Item(
        id=cursor.at("id").one_of(known),
        name=cursor.at("name").text(),
        text=cursor.at("text").text(),
        weight=cursor.at("weight").number(0, MAX_WEIGHT) if "weight" in keys else 1.0,
    )


def _criteria(list_: Cursor) -> tuple[Criterion, ...]:
    cursors = list(list_.items(at_least=1))
    criteria = tuple(_criterion(cursor) for cursor in cursors)
    no_twins(cursors, [criterion.id for criterion in criteria])
    if not any(criterion.weight for criterion in criteria):
        raise list_.fail("all weights are zero; at least one must be above zero")
    return tuple(sorted(criteria, key=lambda criterion: CRITERIA.index(criterion.id)))


def _criterion(cursor: Cursor) -> Criterion:
    keys = cursor.keys(("id", "weight", "name", "text", "credits"), ("curve",))
    id = cursor.at("id").one_of(CRITERIA)
    credits = cursor.at("credits")
    credits.keys(CREDITS[id])
    curve: tuple[tuple[float, float], ...] = ()
    if id == "experience":
        if not keys.get("curve"):
            raise cursor.fail("the key 'curve' is missing: the experience needs its knots of months and credit")
        curve = _curve(cursor.at("curve"))
    elif keys.get("curve"):
        raise cursor.at("curve").fail("only the experience has a curve")
    return Criterion(
        id=id,
        weight=cursor.at("weight").number(0, MAX_WEIGHT),
        name=cursor.at("name").text(),
        text=cursor.at("text").text(),
        credits={key: credits.at(key).number(0, 1) for key in CREDITS[id]},
        curve=curve,
    )


def _curve(list_: Cursor) -> tuple[tuple[float, float], ...]:
    knots: list[tuple[float, float]] = []
    for cursor in list_.items(at_least=2):
        pair = list(cursor.items())
        if len(pair) != 2:
            raise cursor.fail("a knot is a pair: months and credit, as in [36, 0.8]")
        months, credit = pair[0].number(0, _MAX_MONTHS), pair[1].number(0, 1)
        if not knots and months != 0:
            raise pair[0].fail("the curve must begin at 0 months")
        if knots and months <= knots[-1][0]:
            raise pair[0].fail(f"the curve must rise: {months:g} months come after {knots[-1][0]:g}")
        if knots and credit < knots[-1][1]:
            raise pair[1].fail(f"the curve must rise: credit {credit:g} comes after {knots[-1][1]:g}")
        knots.append((months, credit))
    return tuple(knots)


def _figures(list_: Cursor) -> tuple[Figure, ...]:
    if list_.value is None:
        return ()
    cursors = list(list_.items())
    figures = tuple(_figure(cursor) for cursor in cursors)
    no_twins(cursors, [figure.id for figure in figures])
    return figures


def _figure(cursor: Cursor) -> Figure:
    cursor.keys(("id", "name", "low", "high", "unit", "source", "year", "country"), ("note",))
    low, high = (cursor.at(key).number(-_MAX_AMOUNT, _MAX_AMOUNT) for key in ("low", "high"))
    if high < low:
        raise cursor.at("high").fail(f"the number {high:g} is below 'low', which is {low:g}")
    unit = cursor.at("unit").string()
    if unit not in ("percent", "people") and not (len(unit) == 3 and unit.isascii() and unit.isupper()):
        raise cursor.at("unit").fail(
            f"'{unit}' is no unit: a currency code of three capital letters (USD), 'percent' or 'people'"
        )
    return Figure(
        id=cursor.at("id").id(),
        name=cursor.at("name").text(),
        low=low,
        high=high,
        unit=unit,
        source=cursor.at("source").string(),
        year=cursor.at("year").string(),
        country=cursor.at("country").text(),
        note=cursor.at("note").optional_text(),
    )


def _bands(cursor: Cursor) -> Bands:
    if cursor.value is None:
        return Bands()
    cursor.keys(("strong", "possible"))
    strong, possible = (cursor.at(key).number(0, 100) for key in ("strong", "possible"))
    if strong <= possible:
        raise cursor.at("strong").fail(f"the threshold {strong:g} must be above 'possible', which is {possible:g}")
    return Bands(strong=strong, possible=possible)
