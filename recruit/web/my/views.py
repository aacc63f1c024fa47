"""The applicant's own page: where it stands, what was read, what the score rests on, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recruit.facts import Evidence
from recruit.hiring.models import ScoreShown
from recruit.hiring.operations.applications import keep_upload
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.own import ask_person, correct, replace_cv, withdraw
from recruit.hiring.queries.own import OwnPage, own_page
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.explanation import CriterionScore
from recruit.scoring.texts import contradiction_text, rule_text
from recruit.web.careers.words import CV_FAULTS
from recruit.web.extensions import limiter
from recruit.web.languages import language, text
from recruit.web.my import consents, links, rights, words
from recruit.web.my.blueprint import ACTS, blueprint, opened
from recruit.web.my.forms import AskPersonForm, CorrectForm, IdentifyForm

__all__ = ["blueprint", "consents", "links", "rights"]

#: what the file dialogue offers; what counts is what the file is
ACCEPTED = ".pdf,.docx,.odt,.rtf,.doc,.txt"
#: quotes shown of one thing
QUOTES = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One criterion as the applicant sees it: `rule` says what was found, `found` and `missing` name its parts."""

    id: str
    name: str
    rule: str
    source: str
    points: float
    most: float
    quotes: list[str]
    found: list[tuple[str, str, list[str]]]
    missing: list[str]


def shown_criteria(page: OwnPage) -> list[Shown]:
    """Those that count, with the words they rest on."""
    return [_shown(criterion, page.profile) for criterion in (page.score.criteria if page.score else ())]


def _shown(criterion: CriterionScore, profile: RoleProfile) -> Shown:
    names = {item.id: text(dict(item.name)) for item in (*profile.skills, *profile.duties)}
    listed = criterion.id in ("skills", "duties")
    found, missing = [], []
    for part in criterion.parts if listed else ():
        name = names.get(part.id, part.id)
        if part.founding == "none":
            missing.append(name)
        else:
            found.append((name, str(words.SOURCES[part.founding]), _quotes(part.evidence)))
    evidence = criterion.evidence or tuple(e for part in criterion.parts for e in part.evidence if not listed)
    criteria = {c.id: text(dict(c.name)) for c in profile.criteria}
    return Shown(
        criterion.id,
        criteria.get(criterion.id, criterion.id),
        rule_text(criterion.rule, language()),
        str(criterion.source),
        criterion.points,
        criterion.most,
        [] if listed else _quotes(evidence),
        found,
        missing,
    )


def _quotes(evidence: tuple[Evidence, ...]) -> list[str]:
    """The words, none twice."""
    return list(dict.fromkeys(" ".join(e.quote.split()) for e in evidence))[:QUOTES]


def quoted(title: str, *evidence: Evidence | None) -> list[str]:
    """The words something was read in, but for what its title says already."""
    read = _quotes(tuple(e for e in evidence if e is not None))
    return [words for words in read if words.casefold() not in title.casefold()]


def differences(page: OwnPage) -> list[str]:
    """Where form and CV say different things, in sentences."""
    return [
        contradiction_text(criterion.id, criterion.contradiction, language())
        for criterion in (page.score.criteria if page.score else ())
        if criterion.contradiction
    ]


@blueprint.get("/<key>")
def home(key: str) -> ResponseReturnValue:
    """Everything at a glance."""
    return show(key)


def show(key: str, *, fault: str = "", ask: AskPersonForm | None = None, status: int = 200) -> ResponseReturnValue:
    """The page; `fault` is what is wrong with a file that was sent."""
    page = own_page(opened(key))
    settled = page.rules.score_shown
    body = render_template(
        "my/home.html",
        key=key,
        page=page,
        application=page.application,
        title=text(page.version.title),
        criteria=shown_criteria(page) if settled != ScoreShown.ON_REQUEST else [],
        points_shown=settled == ScoreShown.FULL,
        on_request=settled == ScoreShown.ON_REQUEST,
        differences=differences(page),
        quoted=quoted,
        part_names={item.id: text(dict(item.name)) for item in page.profile.skills},
        waiting={asked.kind for asked in page.requests if asked.answered_at is None},
        ask=ask or AskPersonForm(formdata=None),
        identify=IdentifyForm(formdata=None),
        identified=consents.has_identified(page.application),
        accepted=ACCEPTED,
        most_mb=current_app.config["MAX_UPLOAD_MB"],
        fault=fault,
    )
    return body, status


@blueprint.route("/<key>/correct", methods=["GET", "POST"])
@limiter.limit(ACTS, methods=["POST"])
def amend(key: str) -> ResponseReturnValue:
    """The facts of the form, to be put right; what is sent is declared, and scored anew."""
    page = own_page(opened(key))
    application = page.application
    form = CorrectForm(obj=application) if request.method == "GET" else CorrectForm()
    form.offer([(skill.id, text(dict(skill.name))) for skill in page.profile.skills])
    if form.validate_on_submit():
        try:
            rows = correct(application, form.changes(), remark=form.remark.data or "")
        except Invalid as invalid:
            field = form._fields.get(invalid.field, form.remark)
            field.errors = [str(words.FAULTS.get(invalid.code, words.FAULTS["required"]))]
        else:
            if rows:
                flash(_("Thank you. What you corrected counts from now on, and the team sees it."), "good")
            else:
                flash(_("Nothing was different, so nothing was changed."), "info")
            return redirect(url_for("my.home", key=key), 303)
    body = render_template("my/correct.html", key=key, form=form, page=page, title=text(page.version.title))
    return body, 422 if form.errors else 200


@blueprint.post("/<key>/cv")
@limiter.limit("12 per hour")
def send_cv(key: str) -> ResponseReturnValue:
    """Another CV, until the closing day."""
    application = opened(key).application
    sent = request.files.get("cv")
    try:
        if not sent or not sent.filename:
            raise Invalid("cv", "required")
        replace_cv(application, keep_upload(sent.stream.read(), sent.filename, sent.mimetype))
    except Invalid as invalid:
        said = words.FAULTS.get(invalid.code) if invalid.code in ("closed", "withdrawn", "too_many") else None
        said = said or CV_FAULTS.get(invalid.code, CV_FAULTS["wrong_kind"])
        values = {"most": current_app.config["MAX_UPLOAD_MB"], **invalid.values}
        return show(key, fault=str(said) % values, status=422)
    flash(_("Your new CV has arrived and is being read. The earlier one is kept in the history."), "good")
    return redirect(url_for("my.home", key=key), 303)


@blueprint.post("/<key>/ask")
@limiter.limit(ACTS)
def ask_for_person(key: str) -> ResponseReturnValue:
    """A person is asked to look again, to explain, or to hear an objection."""
    application = opened(key).application
    form = AskPersonForm()
    if not form.validate():
        return show(key, ask=form, status=422)
    try:
        ask_person(application, request.form.get("kind", ""), form.text.data or "")
    except Invalid:
        return show(key, status=422)
    flash(_("A person of the team has been asked. You get a mail as soon as there is an answer."), "good")
    return redirect(url_for("my.home", key=key, _anchor="asked"), 303)


@blueprint.route("/<key>/withdraw", methods=["GET", "POST"])
@limiter.limit(ACTS, methods=["POST"])
def take_back(key: str) -> ResponseReturnValue:
    """To withdraw, with a page in between that says what it means."""
    application = opened(key).application
    if request.method == "POST":
        if withdraw(application) is not None:
            flash(_("You have withdrawn your application."), "good")
        return redirect(url_for("my.home", key=key), 303)
    return render_template(
        "my/withdraw.html", key=key, application=application, title=text(application.opening.version.title)
    )
