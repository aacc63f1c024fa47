"""What the applicant's own page shows: drawn here, for the views that end in it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from recruit.facts import Evidence
from recruit.hiring.models import ScoreShown
from recruit.hiring.queries.own import OwnPage, own_page
from recruit.role_profile.profile import RoleProfile
from recruit.scoring.explanation import CriterionScore
from recruit.scoring.texts import rule_text
from recruit.web.languages import language, text
from recruit.web.my import consents, words
from recruit.web.my.blueprint import opened
from recruit.web.my.differences import corrections, differences
from recruit.web.my.forms import AskPersonForm, IdentifyForm
from recruit.web.my.said import own_answers

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


def show(
    key: str,
    *,
    fault: str = "",
    document_fault: tuple[str, str] | None = None,
    document_kind: str = "",
    ask: AskPersonForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The page; `fault` is what is wrong with a CV that was sent, `document_fault` (field, words) with a document."""
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
        corrected=corrections(page),
        answers=own_answers(page),
        quoted=quoted,
        part_names={item.id: text(dict(item.name)) for item in page.profile.skills},
        waiting={asked.kind for asked in page.requests if asked.answered_at is None},
        ask=ask or AskPersonForm(formdata=None),
        identify=IdentifyForm(formdata=None),
        identified=consents.has_identified(page.application),
        accepted=ACCEPTED,
        most_mb=current_app.config["MAX_UPLOAD_MB"],
        fault=fault,
        document_fault=document_fault,
        document_kind=document_kind,
    )
    return body, status
