"""Words of the CV in a recruiter's hand: these are evidence of that, those are not.

The page lists what a score rests on, to tick; with a place in the CV (as
selecting words gives it) it is about those words alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recruit.facts import DUTIES, SKILLS, Evidence
from recruit.hiring.models import StruckEvidence
from recruit.hiring.operations.confirmations import confirm_fact, pointed_at
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.strikes import strike_evidence, undo_strike
from recruit.hiring.permissions import require
from recruit.hiring.queries.review import ReviewPage
from recruit.hiring.queries.review import review as review_page
from recruit.scoring.striking import evidence_of, hit
from recruit.web.desk.blueprint import blueprint
from recruit.web.desk.faults import fault
from recruit.web.desk.finding import application_or_404
from recruit.web.desk.history import fact_name
from recruit.web.desk.review import back_to, fact_row, known_fact, list_args, struck_rows, typed_months

#: facts in the order of the page
FACTS = ("degree", "mba", "experience", *(f"skill:{id}" for id in SKILLS), *(f"duty:{id}" for id in DUTIES))


@dataclass(frozen=True, slots=True)
class Founded:
    """A fact, its criterion's id, and the words it rests on that are not struck."""

    fact: str
    criterion: str
    name: str
    evidence: list[Evidence]


def criterion_of(fact: str) -> str:
    """`skill:sales` -> `skills`."""
    kind = fact.partition(":")[0]
    return {"skill": "skills", "duty": "duties"}.get(kind, kind)


def founded(page: ReviewPage, *, fact: str = "", place: tuple[int, int] | None = None) -> list[Founded]:
    """What rests on words of the CV; only `fact`, only words under `place` where those are given."""
    if page.facts is None:
        return []
    struck = struck_rows(page)
    found = []
    for each in (fact,) if fact else FACTS:
        gone = [strike for strike, _row in struck.get(each, [])]
        places = [
            evidence
            for evidence in dict.fromkeys(evidence_of(page.facts, each))
            if (place is None or (evidence.start < place[1] and place[0] < evidence.end))
            and not any(hit(strike, [evidence]) for strike in gone)
        ]
        if places:
            found.append(Founded(each, criterion_of(each), fact_name(each, page.profile), places))
    return found


def _number(name: str) -> int | None:
    typed = request.values.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def _place(page: ReviewPage) -> tuple[int, int] | None:
    """The place that the address names, as whole words of the CV's text; None without one."""
    start, end = _number("start"), _number("end")
    text = page.document.text if page.document else ""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def find_words(text: str, wanted: str) -> tuple[int, int] | None:
    """Where words stand in a text, whatever its line ends and capitals."""
    pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    found = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return (found.start(), found.end()) if found else None


def _render(page: ReviewPage, *, error: str = "", typed: Mapping[str, Any] = {}) -> ResponseReturnValue:
    inside = bool(request.headers.get("HX-Request"))
    fact = request.values.get("fact", "")
    fact = fact if known_fact(fact) else ""
    place = _place(page)
    body = render_template(
        "desk/_words_form.html" if inside else "desk/words.html",
        review=page,
        application=page.application,
        opening=page.opening,
        version=page.version,
        profile=page.profile,
        place=place,
        quote=page.document.text[place[0] : place[1]] if place and page.document else "",
        fact=fact,
        document_text=bool(page.document and page.document.text.strip()),
        founded=founded(page, fact=fact, place=place),
        struck=[row for rows in struck_rows(page).values() for _strike, row in rows],
        fact_name=fact_name,
        criterion_of=criterion_of,
        error=error,
        typed=typed,
        list_args=list_args(),
    )
    return make_response(body, 422 if error else 200)


@blueprint.get("/applications/<public_id>/words", endpoint="words")
def words_page(public_id: str) -> ResponseReturnValue:
    page = review_page(public_id, by=current_user)
    require(current_user, "facts.confirm", page.application)
    return _render(page)


@blueprint.post("/applications/<public_id>/words", endpoint="mark_words")
def mark_words(public_id: str) -> ResponseReturnValue:
    """Strike what was ticked, or confirm a fact by the words that were selected or typed."""
    page = review_page(public_id, by=current_user)
    application = application_or_404(public_id, "facts.confirm")
    try:
        fact = _strike(page) if request.form.get("do") == "strike" else _confirm(page)
    except Invalid as invalid:
        return _render(page, error=fault(invalid), typed=request.form)
    return back_to(application, fact_row(fact))


def _strike(page: ReviewPage) -> str:
    ticked: dict[str, list[tuple[int, int]]] = {}
    for value in request.form.getlist("strike"):
        fact, _bar, place = value.partition("|")
        start, _dash, end = place.partition("-")
        if not (known_fact(fact) and start.isdecimal() and end.isdecimal()):
            abort(400)
        ticked.setdefault(fact, []).append((int(start), int(end)))
    if not ticked:
        raise Invalid("places", "required")
    count = 0
    for fact, places in ticked.items():
        count += len(strike_evidence(page.application, fact, places, request.form.get("reason", ""), by=current_user))
    if count:
        flash(_("Struck. The score was made again without those words."), "good")
    return next(iter(ticked))


def _confirm(page: ReviewPage) -> str:
    fact, _equals, value = request.form.get("is", "").partition("=")
    if not known_fact(fact):
        raise Invalid("fact", "required")
    place = _place(page)
    typed = request.form.get("words", "")
    if place is None and page.document is not None:
        place = find_words(page.document.text, typed)
    if place is None:
        raise Invalid("places", "not_found" if typed.strip() else "out_of_range")
    said: object = value
    if fact == "experience":
        said = typed_months()
    elif fact.partition(":")[0] in ("skill", "duty"):
        said = request.form.get("grade", "shown")
    evidence = pointed_at(page.application, *place)
    confirm_fact(page.application, fact, said, request.form.get("because", ""), evidence=evidence, by=current_user)
    flash(_("Confirmed by those words. The score was made again."), "good")
    return fact


@blueprint.post("/applications/<public_id>/strikes/<int:strike_id>/undo", endpoint="undo_strike")
def undo_struck(public_id: str, strike_id: int) -> ResponseReturnValue:
    application = application_or_404(public_id, "facts.confirm")
    found: StruckEvidence | None = next((row for row in application.strikes if row.id == strike_id), None)
    if found is None:
        abort(404)
    undo_strike(found, by=current_user)
    return back_to(application, fact_row(found.fact))


def words_address(public_id: str, evidence: Evidence) -> str:
    """The page about the words of one piece of evidence."""
    return url_for("desk.words", public_id=public_id, start=evidence.start, end=evidence.end, **list_args())  # type: ignore[arg-type]


def redirect_to_words(public_id: str) -> ResponseReturnValue:
    """Back to the page of words."""
    return redirect(url_for("desk.words", public_id=public_id, **list_args()))  # type: ignore[arg-type]
