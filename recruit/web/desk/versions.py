"""The versions of an opening, and what each of them changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.models import OpeningVersion
from recruit.hiring.operations.restoring import restore_version
from recruit.hiring.queries import openings as queries
from recruit.hiring.queries.openings import profile_of, questions_of
from recruit.hiring.queries.rescoring import rescoring_of
from recruit.role_profile.questions import Question
from recruit.scoring.texts import credit_text
from recruit.web import formats
from recruit.web.answers import rule_text
from recruit.web.careers.words import REMOTE, language_name
from recruit.web.desk import words
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.finding import opening_or_404
from recruit.web.desk.forms import whole
from recruit.web.desk.questions import KINDS
from recruit.web.languages import language, text


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions, in words."""

    label: str
    before: str
    after: str


@blueprint.get("/openings/<slug>/versions")
def versions(slug: str) -> ResponseReturnValue:
    opening = opening_or_404(slug)
    found = queries.versions(opening)
    changes = {newer.number: changes_between(older, newer) for newer, older in pairwise(found)}
    return render_template(
        "desk/versions.html",
        opening=opening,
        version=opening.version,
        versions=found,
        changes=changes,
        under_way=rescoring_of(opening),
    )


@blueprint.post("/openings/<slug>/versions/<int:number>/restore")
def restore(slug: str, number: int) -> ResponseReturnValue:
    """An earlier version again, as a new one; without a reason, the reason says which it was."""
    opening = opening_or_404(slug, "openings.edit")
    restore_version(
        opening,
        number,
        reason=request.form.get("reason", "").strip() or _("Back to version %(number)d", number=number),
        expected_version=whole(request.form, "expected_version"),
        by=current_user,
    )
    flash(
        _("Version %(earlier)d is back, as version %(number)d.", earlier=number, number=opening.version_number), "good"
    )
    return redirect(url_for("desk.versions", slug=slug))


def changes_between(older: OpeningVersion, newer: OpeningVersion) -> list[Change]:
    """What the newer version says otherwise: details first, then numbers, then texts."""
    changes = [
        Change(label, before, after)
        for (label, before), (_label, after) in zip(_details(older), _details(newer), strict=True)
        if before != after
    ]
    old, new = dict(_profile(older)), dict(_profile(newer))
    changes += [
        Change(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys([*new, *old])
        if old.get(label) != new.get(label)
    ]
    return changes


def _address(version: OpeningVersion) -> str:
    parts = (version.street, version.postcode, version.locality, version.region, version.country)
    return ", ".join(part for part in parts if part)


def _details(version: OpeningVersion) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    for code, name in words.LANGUAGES.items():
        said.append((_("Title (%(language)s)", language=name), version.title.get(code, "")))
        said.append((_("About the post (%(language)s)", language=name), version.description.get(code, "")))
    return [
        *said,
        (_("Place"), version.place),
        (_("Contract"), str(words.CONTRACTS.get(version.contract, version.contract))),
        (_("Salary"), formats.money_range(version.salary_min, version.salary_max, version.currency)),
        (_("Address of the workplace"), _address(version)),
        (_("Working from elsewhere"), str(REMOTE.get(version.remote or "", ""))),
        (_("Hours a week"), "" if version.hours_week is None else formats.number(version.hours_week, 1)),
        (_("Working languages"), ", ".join(language_name(code) for code in version.languages)),
        (_("Last day to apply"), formats.day(version.closes_on)),
        (_("Questions"), " · ".join(_question(question) for question in questions_of(version))),
    ]


def _question(question: Question) -> str:
    rule = rule_text(question)
    reason = question.knock_out.reason if question.knock_out else ""
    needed = str(_("needed")) if question.required else ""
    beside = "; ".join(filter(None, [str(KINDS[question.kind]), needed, f"{rule} {reason}".strip()]))
    return f"{text(question.text)} ({beside})"


def _profile(version: OpeningVersion) -> list[tuple[str, str]]:
    profile = profile_of(version)
    said: list[tuple[str, str]] = []
    for c in profile.criteria:
        name = text(dict(c.name))
        said.append((_("Weight of %(name)s", name=name), formats.number(c.weight, 2)))
        for key, credit in c.credits.items():
            label = _("%(criterion)s: %(what)s", criterion=name, what=credit_text(c.id, key, language()))
            said.append((label, f"{formats.number(credit * 100, 1)} %"))
        if c.curve:
            points = ", ".join(
                f"{formats.months(round(months))}: {formats.number(credit * 100, 1)} %" for months, credit in c.curve
            )
            said.append((_("%(criterion)s: line", criterion=name), points))
    said += [
        (_("Strong, from"), formats.number(profile.bands.strong)),
        (_("Possible, from"), formats.number(profile.bands.possible)),
    ]
    for items in (profile.skills, profile.duties):
        for item in items:
            said.append((_("Weight of %(name)s", name=text(dict(item.name))), formats.number(item.weight, 2)))
    said += [
        (text(dict(f.name)), f"{formats.number(f.low, 0)}–{formats.number(f.high, 0)} {f.unit} ({f.source}, {f.year})")
        for f in profile.market
    ]
    return said + _texts(version.profile)


def _texts(profile: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every text of the profile, by where it stands and its language."""
    said: list[tuple[str, str]] = []
    groups: Sequence[tuple[str, str]] = (
        ("title", _("Title of the role")),
        ("summary", _("Summary")),
        ("compensation_note", _("Note on pay")),
        ("outlook_note", _("Note on the outlook")),
        ("figures_note", _("Note on the figures")),
    )
    for key, label in groups:
        said += _by_language(label, profile.get(key) or {})
    for index, line in enumerate(profile.get("education") or [], start=1):
        said += _by_language(_("Education %(number)d", number=index), line)
    for key in ("duties", "skills", "criteria"):
        for item in profile.get(key) or []:
            name = text(dict(item.get("name") or {})) or str(item.get("id"))
            said += _by_language(_("Name of “%(id)s”", id=item.get("id")), item.get("name") or {})
            said += _by_language(_("Text of “%(name)s”", name=name), item.get("text") or {})
    return said


def _by_language(label: str, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"{label} ({name})", str(texts.get(code, ""))) for code, name in words.LANGUAGES.items()]
