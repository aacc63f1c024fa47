"""What a recruiter may change in a profile: each function returns a new, checked profile.

They leave the version as it is, so that one edit may use several of them;
`with_version` then gives the result its number. A change that makes no valid
profile raises `ProfileError` with the key of what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from recruit.role_profile.checking import ProfileError
from recruit.role_profile.load import from_dict, to_dict
from recruit.role_profile.profile import Bands, Figure, Item, RoleProfile, Text

WHERE = "profile"

_ENTRY = re.compile(r"(education)\[(\d+)\]|(duties|skills|criteria)\.([a-z_]+)\.(name|text)")
_WHOLE = ("title", "summary")
_NOTES = ("compensation_note", "outlook_note", "figures_note")


def _checked(profile: RoleProfile) -> RoleProfile:
    return from_dict(to_dict(profile), WHERE)


def with_version(profile: RoleProfile, version: int) -> RoleProfile:
    """The same profile as its version number `version` (from 1)."""
    return _checked(replace(profile, version=version))


def with_weights(profile: RoleProfile, weights: Mapping[str, float]) -> RoleProfile:
    """Weights by criterion id; criteria not named keep theirs."""
    known = [criterion.id for criterion in profile.criteria]
    _known(weights, known, "criteria", "criterion")
    criteria = (replace(c, weight=weights.get(c.id, c.weight)) for c in profile.criteria)
    return _checked(replace(profile, criteria=tuple(criteria)))


def with_credits(profile: RoleProfile, credits: Mapping[str, Mapping[str, float]]) -> RoleProfile:
    """Credits (0 to 1) by criterion id and key, as in {"mba": {"in_progress": 0.5}}; others keep theirs."""
    _known(credits, [criterion.id for criterion in profile.criteria], "criteria", "criterion")
    criteria = (replace(c, credits={**c.credits, **credits.get(c.id, {})}) for c in profile.criteria)
    return _checked(replace(profile, criteria=tuple(criteria)))


def with_curve(profile: RoleProfile, curve: Sequence[tuple[float, float]]) -> RoleProfile:
    """The knots (months, credit) of the experience; they must rise and begin at 0 months."""
    criteria = (replace(c, curve=tuple(curve)) if c.id == "experience" else c for c in profile.criteria)
    return _checked(replace(profile, criteria=tuple(criteria)))


def with_item_weights(profile: RoleProfile, kind: str, weights: Mapping[str, float]) -> RoleProfile:
    """Weights of single skills or duties (`kind` is "skills" or "duties") within their criterion."""
    if kind not in ("skills", "duties"):
        raise ProfileError(WHERE, kind, "only 'skills' and 'duties' hold single weights")
    items: tuple[Item, ...] = profile.skills if kind == "skills" else profile.duties
    _known(weights, [item.id for item in items], kind, "entry")
    changed = tuple(replace(item, weight=weights.get(item.id, item.weight)) for item in items)
    return _checked(replace(profile, skills=changed) if kind == "skills" else replace(profile, duties=changed))


def with_bands(profile: RoleProfile, strong: float, possible: float) -> RoleProfile:
    """The thresholds in points, 0 to 100; `strong` must be above `possible`."""
    return _checked(replace(profile, bands=Bands(strong=strong, possible=possible)))


def with_numbers(
    profile: RoleProfile,
    *,
    weights: Mapping[str, float],
    curve: Sequence[tuple[float, float]],
    strong: float,
    possible: float,
) -> RoleProfile:
    """What a simulation moves, in one step: weights as in `with_weights`, the line of the experience, the bands."""
    _known(weights, [criterion.id for criterion in profile.criteria], "criteria", "criterion")
    criteria = (
        replace(c, weight=weights.get(c.id, c.weight), curve=tuple(curve) if c.id == "experience" else c.curve)
        for c in profile.criteria
    )
    return _checked(replace(profile, criteria=tuple(criteria), bands=Bands(strong=strong, possible=possible)))


def with_education(profile: RoleProfile, lines: Iterable[Text]) -> RoleProfile:
    """The lines of the education and certification, all of them anew."""
    return _checked(replace(profile, education=tuple(lines)))


def with_market(profile: RoleProfile, figures: Iterable[Figure]) -> RoleProfile:
    """The recruiter's own figures of their market, all of them anew."""
    return _checked(replace(profile, market=tuple(figures)))


def texts(profile: RoleProfile) -> dict[str, Text]:
    """Every text that `with_texts` can change, by its key, in the order of a form.

    Keys: `title`, `summary`, `education[0]`, `duties.pricing.name`,
    `skills.sales.text`, `criteria.mba.text`, `compensation_note` and so on.
    """
    found: dict[str, Text] = {key: getattr(profile, key) for key in _WHOLE}
    found.update({f"education[{index}]": line for index, line in enumerate(profile.education)})
    for kind in ("duties", "skills", "criteria"):
        for entry in getattr(profile, kind):
            found[f"{kind}.{entry.id}.name"] = entry.name
            found[f"{kind}.{entry.id}.text"] = entry.text
    found.update({key: getattr(profile, key) for key in _NOTES})
    return found


def with_texts(profile: RoleProfile, changes: Mapping[str, Text]) -> RoleProfile:
    """New texts by the keys of `texts`; a language that is left out keeps its text."""
    current = texts(profile)
    data = to_dict(profile)
    for key, change in changes.items():
        if key not in current:
            raise ProfileError(WHERE, key, "there is no such text in this profile")
        if not isinstance(change, Mapping):
            raise ProfileError(WHERE, key, "a text by language is expected here")
        _put(data, key, {**current[key], **change})
    return from_dict(data, WHERE)


def _put(data: dict[str, object], key: str, text: Text) -> None:
    entry = _ENTRY.fullmatch(key)
    if entry is None:
        data[key] = text
        return
    education, index, kind, id, part = entry.groups()
    list_ = data[education or kind]
    if not isinstance(list_, list):
        raise TypeError(f"{education or kind} is no list")
    if education:
        list_[int(index)] = text
    else:
        next(item for item in list_ if item["id"] == id)[part] = text


def _known(given: Mapping[str, object], known: Sequence[str], path: str, what: str) -> None:
    for id in given:
        if id not in known:
            raise ProfileError(WHERE, path, f"there is no {what} '{id}'; known are {', '.join(known)}")
