"""The questions of an opening: the editor, which works without JavaScript, and rules in words.

Every button but the last posts the whole form and shows it again, changed;
only "Keep" makes a version.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _
from flask_login import current_user

from recruit.hiring.operations import openings as acts
from recruit.hiring.queries.openings import questions_of
from recruit.role_profile.profile import LANGUAGES
from recruit.role_profile.questions import (
    BREACHES,
    CHOICES,
    Breach,
    Kind,
    KnockOut,
    Option,
    Question,
    QuestionError,
)
from recruit.web.desk import words
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.finding import opening_or_404
from recruit.web.desk.forms import whole

KINDS: dict[Kind, LazyString] = {
    Kind.SHORT_TEXT: lazy_gettext("Short text"),
    Kind.LONG_TEXT: lazy_gettext("Long text"),
    Kind.YES_NO: lazy_gettext("Yes or no"),
    Kind.CHOICE_ONE: lazy_gettext("One of several answers"),
    Kind.CHOICE_MANY: lazy_gettext("Several of several answers"),
    Kind.NUMBER: lazy_gettext("Number"),
    Kind.DATE: lazy_gettext("Date"),
    Kind.FILE: lazy_gettext("File"),
}
BREACH_NAMES: dict[Breach, LazyString] = {
    Breach.IS: lazy_gettext("the answer is"),
    Breach.BELOW: lazy_gettext("the number is less than"),
    Breach.ABOVE: lazy_gettext("the number is more than"),
    Breach.BEFORE: lazy_gettext("the date is before"),
    Breach.AFTER: lazy_gettext("the date is after"),
    Breach.NOT_IN: lazy_gettext("none of the ticked answers was chosen"),
}
FAULTS: dict[str, LazyString] = {
    "too_many": lazy_gettext("At most %(most)s questions can be asked."),
    "twice": lazy_gettext("Question %(place)s is there twice. Remove one."),
    "text": lazy_gettext("Question %(place)s has no text in this language: %(language)s."),
    "too_long": lazy_gettext("Question %(place)s: a text is too long; there is room for %(most)s characters."),
    "options": lazy_gettext("Question %(place)s needs at least two answers to choose from."),
    "option_text": lazy_gettext("Question %(place)s: an answer to choose has no text in this language: %(language)s."),
    "too_many_options": lazy_gettext("Question %(place)s: at most %(most)s answers to choose from."),
    "bounds": lazy_gettext("Question %(place)s: the least is above the most."),
    "knock_out": lazy_gettext("Question %(place)s: complete the rule that flags an answer, or take it away."),
    "knock_out_all": lazy_gettext(
        "Question %(place)s: leave at least one answer without a tick, or take the rule away."
    ),
    "knock_out_kind": lazy_gettext("Question %(place)s: this rule does not fit this kind of question."),
}
#: no form of ours holds more of them
MOST_ROWS = 60


@dataclass
class Row:
    """A question as it stands in the editor, as typed."""

    id: str
    kind: Kind
    text: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    required: bool = False
    unit: str = ""
    least: str = ""
    most: str = ""
    breach: str = ""
    value: str = ""
    reason: str = ""
    options: list[dict[str, str]] = field(default_factory=list)
    open: bool = False


def fault(error: QuestionError) -> str:
    """What is wrong with a question, in words."""
    language = str(error.values.get("language", ""))
    said = {**error.values, "place": error.place, "language": words.LANGUAGES.get(language, language)}
    return str(FAULTS[error.code]) % said


def row_of(question: Question) -> Row:
    """A question as the editor shows it."""
    rule = question.knock_out
    fine = set(rule.value) if rule and isinstance(rule.value, tuple) else set()
    value = "" if rule is None or isinstance(rule.value, tuple) else rule.value
    return Row(
        id=question.id,
        kind=question.kind,
        text=dict(question.text),
        help=dict(question.help),
        required=question.required,
        unit=question.unit,
        least=_plain(question.least),
        most=_plain(question.most),
        breach=str(rule.breach) if rule else "",
        value=_plain(value) if isinstance(value, float | int) else value,
        reason=rule.reason if rule else "",
        options=[
            {"id": option.id, **option.text, "fine": "1" if option.id in fine else ""} for option in question.options
        ],
    )


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def new_row(kind: Kind) -> Row:
    """An empty question of a kind."""
    row = Row(id=f"q{secrets.token_hex(4)}", kind=kind, open=True)
    if kind in CHOICES:
        row.options = [_new_option(), _new_option()]
    return row


def _new_option() -> dict[str, str]:
    return {"id": f"o{secrets.token_hex(3)}"}


def typed_rows(form: Mapping[str, str]) -> list[Row]:
    """The questions as they stand in the form that was sent."""
    rows = []
    for number in range(MOST_ROWS):
        start = f"q.{number}."
        kind = form.get(f"{start}kind", "")
        if kind not in set(Kind):
            continue

        def said(name: str, start: str = start) -> str:
            return form.get(start + name, "").strip()

        options = []
        for place in range(MOST_ROWS):
            if f"{start}options.{place}.id" in form:
                option = {key: said(f"options.{place}.{key}") for key in ("id", *LANGUAGES, "fine")}
                options.append(option)
        rows.append(
            Row(
                id=said("id")[:20] or f"q{secrets.token_hex(4)}",
                kind=Kind(kind),
                text={code: said(f"text.{code}") for code in LANGUAGES},
                help={code: said(f"help.{code}") for code in LANGUAGES},
                required=bool(said("required")),
                unit=said("unit")[:30],
                least=said("least"),
                most=said("most"),
                breach=said("breach"),
                value=said("value"),
                reason=said("reason"),
                options=options,
                open=bool(said("open")),
            )
        )
    return rows


def change(rows: list[Row], act: str, form: Mapping[str, str]) -> None:
    """What a button of the editor does: add, up.N, down.N, remove.N, option.N, drop.N.M."""
    verb, _dot, rest = act.partition(".")
    place, _dot, inner = rest.partition(".")
    number = int(place) if place.isdecimal() and int(place) < len(rows) else None
    for row in rows:
        row.open = False
    if verb == "add":
        kind = form.get("add_kind", "")
        rows.append(new_row(Kind(kind) if kind in set(Kind) else Kind.SHORT_TEXT))
    if number is None:
        return
    rows[number].open = verb != "remove"
    if verb == "remove":
        del rows[number]
    elif verb == "up" and number > 0:
        rows[number - 1], rows[number] = rows[number], rows[number - 1]
    elif verb == "down" and number + 1 < len(rows):
        rows[number + 1], rows[number] = rows[number], rows[number + 1]
    elif verb == "option":
        rows[number].options.append(_new_option())
    elif verb == "drop" and inner.isdecimal() and int(inner) < len(rows[number].options):
        del rows[number].options[int(inner)]


def questions_from(rows: Sequence[Row]) -> tuple[Question, ...]:
    """The questions that were typed. ValueError with words for what is no number."""
    return tuple([_question(row) for row in rows])


def _question(row: Row) -> Question:
    options = tuple(
        [
            Option(option["id"][:20] or f"o{secrets.token_hex(3)}", {code: option.get(code, "") for code in LANGUAGES})
            for option in row.options
            if any(option.get(code) for code in LANGUAGES)
        ]
    )
    number = row.kind is Kind.NUMBER
    return Question(
        id=row.id,
        kind=row.kind,
        text=row.text,
        help={code: said for code, said in row.help.items() if said},
        required=row.required,
        options=options if row.kind in CHOICES else (),
        unit=row.unit if number else "",
        least=_number(row.least) if number else None,
        most=_number(row.most) if number else None,
        knock_out=_rule(row),
    )


def _rule(row: Row) -> KnockOut | None:
    if row.breach not in BREACHES.get(row.kind, ()):
        return None
    breach = Breach(row.breach)
    value: str | float | tuple[str, ...] = row.value
    if breach is Breach.NOT_IN:
        value = tuple([option["id"] for option in row.options if option.get("fine")])
    elif breach in (Breach.BELOW, Breach.ABOVE):
        amount = _number(row.value)
        value = "" if amount is None else amount
    return KnockOut(breach, value, row.reason)


def _number(typed: str) -> float | None:
    if not typed:
        return None
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        raise ValueError(_("Give a number in every field; “%(typed)s” is none.", typed=typed)) from None


@blueprint.route("/openings/<slug>/questions", methods=["GET", "POST"])
def edit_questions(slug: str) -> ResponseReturnValue:
    """The questions that the job form asks beside its own fields, with the rules that flag an answer."""
    opening = opening_or_404(slug, "openings.edit")
    rows = [row_of(question) for question in questions_of(opening.version)]
    error = ""
    act = request.form.get("act", "keep")
    if request.method == "POST":
        rows = typed_rows(request.form)
        if act != "keep":
            change(rows, act, request.form)
        else:
            error = _kept(opening, rows)
            if not error:
                flash(_("Kept as version %(number)d.", number=opening.version_number), "good")
                return redirect(url_for("desk.role", slug=opening.slug))
    body = render_template(
        "desk/edit_questions.html",
        opening=opening,
        version=opening.version,
        rows=rows,
        kinds=KINDS,
        breaches=BREACHES,
        breach_names=BREACH_NAMES,
        error=error,
    )
    return make_response(body, 422 if error else 200)


def _kept(opening: Any, rows: list[Row]) -> str:
    """Keep them as a new version; words for what is wrong, else empty."""
    if not request.form.get("reason", "").strip():
        return str(_("Say why: every version keeps its reason."))
    try:
        acts.revise_opening(
            opening,
            questions=questions_from(rows),
            reason=request.form.get("reason", ""),
            expected_version=whole(request.form, "expected_version"),
            by=current_user,
        )
    except QuestionError as wrong:
        if wrong.place <= len(rows):
            rows[wrong.place - 1].open = True
        return fault(wrong)
    except ValueError as wrong:
        return str(wrong)
    return ""
