"""What an audit entry changed, as rows of field, before, after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from recruit.hiring.models.audit import Erased
from recruit.web.admin.words import FIELDS, VALUES
from recruit.web.formats import number

#: what says nothing
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Change:
    """One field; None where it was not there before, or is not any more."""

    field: str
    before: str | None
    after: str | None


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Change]:
    """Before and after side by side, nested fields as `role profile › bands › strong`."""
    old, new = _flat(before or {}), _flat(after or {})
    return [
        Change(
            " › ".join(str(FIELDS.get(name, name.replace("_", " "))) for name in path),
            _said(path, old[path]) if path in old else None,
            _said(path, new[path]) if path in new else None,
        )
        for path in dict.fromkeys([*old, *new])
        if not (old.get(path) in EMPTY and new.get(path) in EMPTY)
    ]


def _flat(values: Mapping[str, Any], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    flat: dict[tuple[str, ...], Any] = {}
    for name, value in values.items():
        here = (*path, str(name))
        if isinstance(value, Mapping) and value:
            flat |= _flat(value, here)
        else:
            flat[here] = value
    return flat


def _said(path: tuple[str, ...], value: Any) -> str:
    if value in EMPTY:
        return str(_("empty"))
    if isinstance(value, Erased):
        return str(_("erased with the application"))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, int | float):
        return number(value, 1 if path[-1] == "points" else 2)
    if isinstance(value, str):
        return str(VALUES.get(path[-1], {}).get(value, value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False, indent=1)
