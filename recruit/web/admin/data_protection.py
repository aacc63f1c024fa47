"""Applicants' data: the company's rules, what the next run will do, holds, and figures of fairness."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectChoice
from wtforms.validators import InputRequired, NumberRange

from recruit.hiring.operations.retention import LEAST_MONTHS, MOST_MONTHS, settle_rules
from recruit.hiring.permissions import require
from recruit.hiring.queries.fairness import LEAST, openings_with_answers, statistics
from recruit.hiring.queries.openings import opening_by_slug
from recruit.hiring.queries.retention import due, holds, later, next_run, rules
from recruit.web.admin.blueprint import blueprint
from recruit.web.admin.words import SCORE_SHOWN
from recruit.web.my.words import IDENTIFYING

#: how many of the next run are listed
LISTED = 200

_MONTHS = [
    InputRequired(_l("Write a number of months.")),
    NumberRange(LEAST_MONTHS, MOST_MONTHS, _l("Write a number of months from 1 to 60.")),
]


class RulesForm(FlaskForm):
    retention_months = IntegerField(_l("Keep applications for"), _MONTHS)
    pool_months = IntegerField(_l("Keep who agreed to the talent pool for"), _MONTHS)
    score_shown = RadioField(
        _l("What applicants see of their score on their page"),
        choices=[SelectChoice(code, name) for code, name in SCORE_SHOWN.items()],
    )


@blueprint.route("/retention", methods=["GET", "POST"])
def retention() -> ResponseReturnValue:
    """The rules to be settled, with what they will do next."""
    require(current_user, "retention.manage")
    settled = rules()
    form = RulesForm(obj=settled)
    if form.validate_on_submit():
        settle_rules(
            retention_months=form.retention_months.data or 0,
            pool_months=form.pool_months.data or 0,
            score_shown=form.score_shown.data or "",
            by=current_user,
        )
        flash(_("Saved. The privacy notice gives the new periods."), "good")
        return redirect(url_for("admin.retention"))
    at = next_run()
    going = due(at, most=LISTED + 1)
    body = render_template(
        "admin/retention.html",
        form=form,
        at=at,
        going=going[:LISTED],
        more=len(going) > LISTED,
        within_month=len(due(later(at, 1), most=1000)),
        held=holds(by=current_user),
        settled=settled,
    )
    return body, 422 if form.errors else 200


@blueprint.get("/fairness")
def fairness() -> ResponseReturnValue:
    """Who applied, by what people said of themselves; nothing here leads to anybody."""
    slug = request.args.get("opening", "")
    opening = opening_by_slug(slug) if slug else None
    if slug and opening is None:
        abort(404)
    return render_template(
        "admin/fairness.html",
        opening=opening,
        openings=openings_with_answers(),
        found=statistics(opening, by=current_user),
        identifying=IDENTIFYING,
        least=LEAST,
    )
