"""The audit log: who did what, when, to whom, and what was different afterwards."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recruit.hiring.models import AuditEntry
from recruit.hiring.queries.audit import Subject, entries, subjects_of
from recruit.hiring.queries.users import all_users
from recruit.web.admin.blueprint import blueprint
from recruit.web.admin.diff import changes
from recruit.web.admin.forms import AuditFilterForm
from recruit.web.admin.words import ACTS, KINDS
from recruit.web.desk.history import actor_name

PER_PAGE = 50


def act_words(entry: AuditEntry) -> str:
    """The act in words; its code where nobody has named it yet."""
    return str(ACTS.get(entry.act, entry.act.replace(".", " ").replace("_", " ")))


def kind_words(subject: str) -> str:
    """`job:12` -> `background work 12`, for what has no page."""
    kind, _colon, number = subject.partition(":")
    return f"{KINDS.get(kind, kind)} {number}".strip()


def address_of(subject: Subject) -> str:
    """The page of what an entry is about."""
    if subject.kind == "application":
        return url_for("desk.review", public_id=subject.key)
    if subject.kind == "opening":
        return url_for("desk.ranked", slug=subject.key)
    return url_for("admin.edit_user", id=int(subject.key))


@blueprint.get("/audit")
def audit() -> ResponseReturnValue:
    form = AuditFilterForm(request.args)
    form.offer(all_users())
    wanted = request.args.get("page", "1")
    found = entries(
        form.filters(), int(wanted) if wanted.isdecimal() and len(wanted) < 8 else 1, PER_PAGE, by=current_user
    )
    kept = {name: value for name, value in request.args.items() if name in form and value}
    return render_template(
        "admin/audit.html",
        form=form,
        found=found,
        subjects=subjects_of(found.rows),
        changes=changes,
        act_words=act_words,
        actor_name=actor_name,
        kind_words=kind_words,
        address_of=address_of,
        kept=kept,
    )
