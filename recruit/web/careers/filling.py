"""The form and all that stands in it: typed now, kept in a draft, read in the CV."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask import current_app, render_template, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from recruit.facts import SKILLS, CvFacts, facts_from_dict
from recruit.hiring.models import Attachment, CvFile, Draft, EarlyReading, Opening, ReadingStatus
from recruit.hiring.operations.applications import find_upload, keep_upload
from recruit.hiring.operations.drafts import draft_by_token, reading_of
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.prefill import Offer, Post, differs, offered_json, offers_of, posts_of, skill_quotes
from recruit.hiring.queries.answers import attachments_of
from recruit.hiring.queries.files import file_by_token
from recruit.hiring.queries.openings import profile_of, questions_of
from recruit.role_profile.questions import Question
from recruit.storage.database import now
from recruit.web.careers import haste, words
from recruit.web.careers.addresses import kept_source
from recruit.web.careers.forms import ApplyForm
from recruit.web.careers.question_fields import ATTACHED, PREFIX, form_with, received_files
from recruit.web.languages import language, text

#: What the file dialogue offers; what counts is what the file is.
ACCEPTED = ".pdf,.docx,.odt,.rtf,.doc,.txt"
#: never kept in a draft: protection, consent (it is given when the form is sent), what the buttons say
NOT_TYPED = {"csrf_token", "consent", haste.TRAP, haste.OPENED, "act", "lang", "draft", "cv_token", "mail_to"}
#: in a draft: where the visitor came from (`addresses.kept_source`)
SOURCE = "came_from"
#: rows of posts that the form takes
MOST_POSTS = 40
#: a reading that takes longer than this is not waited for
PATIENCE_SECONDS = 40


@dataclass
class Filling:
    """One form at hand. `facts` are what was read in its CV; `posts` as they stand in the form."""

    opening: Opening
    questions: tuple[Question, ...]
    form: ApplyForm
    draft: Draft | None = None
    cv: CvFile | None = None
    attachments: dict[str, Attachment] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    reading: EarlyReading | None = None
    facts: CvFacts | None = None
    offers: dict[str, Offer] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)

    @property
    def being_read(self) -> bool:
        """The reading of the CV is on its way, and worth waiting for."""
        reading = self.reading
        if reading is None or reading.status not in (ReadingStatus.WAITING, ReadingStatus.READING):
            return False
        return (now() - reading.created_at).total_seconds() < PATIENCE_SECONDS

    def offered(self) -> dict[str, Any]:
        """What the form was filled with, to be kept with the application; nothing when it was not."""
        return offered_json(self.offers) if self.filled else {}

    @property
    def filled(self) -> bool:
        """The form that was sent had been filled with this reading."""
        return self.reading is not None and request.form.get("filled") == str(self.reading.id)

    def declared_posts(self) -> list[dict[str, str]] | None:
        """The posts as the applicant put them; None when they stand as they were read."""
        if not self.filled or self.facts is None or "posts" not in request.form:
            return None
        given = [post.plain() for post in typed_posts(request.form)]
        return None if given == [post.plain() for post in posts_of(self.facts)] else given


def typed_now(draft: Draft | None) -> dict[str, list[str]]:
    """What was typed in the form at hand, as a draft keeps it, and where the visitor came from: now, or at first."""
    typed = {
        name: values
        for name, values in request.form.lists()
        if name not in NOT_TYPED and not name.endswith("_token") and any(values)
    }
    source = _source(draft)
    return typed | ({SOURCE: [source]} if source else {})


def source_of(filling: Filling) -> str | None:
    """Where the visitor came from: as the address says, or as it said when the draft was begun."""
    return _source(filling.draft)


def _source(draft: Draft | None) -> str | None:
    before = draft.form.get(SOURCE) if draft else None
    return kept_source() or (str(before[0]) if before else None)


def form_of(opening: Opening, values: MultiDict[str, str] | None = None) -> ApplyForm:
    """The form of an opening, with its questions: with these values, or with what was sent."""
    kind = form_with(questions_of(opening.version))
    form = kind() if values is None else kind(formdata=values)
    form.set_skills([(skill.id, text(skill.name)) for skill in profile_of(opening.version).skills])
    return form


def sent_filling(opening: Opening, *, files: bool = True) -> Filling:
    """The form that was sent, with its files (those that came now, or those kept), and what is wrong with them."""
    filling = Filling(opening, questions_of(opening.version), form_of(opening))
    filling.draft = draft_by_token(request.form.get("draft", ""), opening)
    if files:
        filling.cv, fault = received_cv(filling.form, filling.draft)
        if fault:
            filling.faults["cv"] = fault
        filling.attachments, faults = received_files(filling.form, filling.questions, kept_tokens(filling))
        filling.faults |= faults
    _with_reading(filling)
    filling.posts = typed_posts(request.form) if "posts" in request.form else []
    return filling


def kept_tokens(filling: Filling) -> dict[str, str]:
    """field_token -> token of the files that the form says it has."""
    return {name: value for name, value in request.form.items() if name.startswith(PREFIX) and name.endswith("_token")}


def draft_filling(opening: Opening, draft: Draft) -> Filling:
    """A form from its draft; where its CV was read since, what was left empty is filled."""
    values: MultiDict[str, str] = MultiDict([(n, value) for n, vs in draft.form.items() for value in vs])
    filling = Filling(opening, questions_of(opening.version), form_of(opening, values), draft, draft.cv)
    _with_reading(filling)
    new = filling.reading is not None and values.get("filled") != str(filling.reading.id)
    if new:
        for name, offer in filling.offers.items():
            if not any(values.getlist(name)):
                values.setlist(name, offer.value if isinstance(offer.value, list) else [_written(name, offer.value)])
        filling.form = form_of(opening, values)
    posts_typed = typed_posts(values) if "posts" in values and not new else None
    filling.posts = posts_typed if posts_typed is not None else posts_of(filling.facts) if filling.facts else []
    filling.attachments = attachments_of(draft)
    return filling


def empty_filling(opening: Opening) -> Filling:
    """A form that nobody has touched."""
    return Filling(opening, questions_of(opening.version), form_of(opening))


def _written(name: str, value: str) -> str:
    """A number with the language's decimal sign."""
    return value.replace(".", ",") if name == "related_years" and language() != "en" else value


def _with_reading(filling: Filling) -> None:
    """What was read in the CV of the form's draft."""
    if filling.draft is None or filling.cv is None or filling.draft.cv_id != filling.cv.id:
        return
    filling.reading = reading_of(filling.draft)
    if filling.reading is not None and filling.reading.facts is not None:
        filling.facts = facts_from_dict(filling.reading.facts)
        known = {skill.id for skill in profile_of(filling.opening.version).skills} & set(SKILLS)
        filling.offers = offers_of(filling.facts)
        if "skills" in filling.offers:
            ids = [id for id in filling.offers["skills"].value if id in known]
            filling.offers["skills"] = Offer(ids)


def typed_posts(values: Mapping[str, str]) -> list[Post]:
    """The posts as they stand in the form; those that are crossed out or empty are left out."""
    posts = []
    for number in range(MOST_POSTS):
        start = f"post_{number}_"
        said = {name: values.get(start + name, "").strip()[:160] for name in ("title", "employer")}
        said |= {name: _month(values.get(start + name, "")) for name in ("start", "end")}
        if values.get(f"{start}now"):
            said["end"] = "present"
        if said["title"] and not values.get(f"{start}gone"):
            posts.append(Post(**said, quote=values.get(f"{start}quote", "")[:200]))
    return posts


def _month(typed: str) -> str:
    """`03/2018` as `2018-03`; a year alone, and what is neither, as typed."""
    typed = typed.strip()[:20]
    found = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{4})", typed)
    return f"{found[2]}-{int(found[1]):02d}" if found else typed


def received_cv(form: ApplyForm, draft: Draft | None) -> tuple[CvFile | None, str]:
    """The CV of this form, and what is wrong in words.

    The file that came now, or else the one kept from an earlier try, also when
    the new one is no good.
    """
    kept, fault = kept_cv(form.cv_token.data)
    if kept is None and not fault and draft is not None:
        kept = draft.cv
    sent = form.cv.data
    if not sent:
        return kept, fault
    data = sent.stream.read()
    before = draft.cv if draft is not None else None
    if before is not None and before.application_id is None and before.sha256 == sha256(data).hexdigest():
        return before, ""  # it was sent as soon as it was chosen, and is being read
    try:
        return keep_upload(data, sent.filename, sent.mimetype), ""
    except Invalid as error:
        return kept, cv_fault(error)


def cv_fault(error: Invalid) -> str:
    """What is wrong with a CV, and what to do."""
    said = words.CV_FAULTS.get(error.code, words.CV_FAULTS["wrong_kind"])
    return str(said) % {"most": current_app.config["MAX_UPLOAD_MB"], **error.values}


def kept_cv(token: str | None) -> tuple[CvFile | None, str]:
    """The CV of an earlier try; words when there was one and it is gone."""
    if not token:
        return None, ""
    if "\0" in token:  # nothing of ours, and not to be asked of a database
        return None, str(words.CV_FAULTS["gone"])
    # a form that was sent twice brings a file that has an application already: the operation gives that one back
    kept = find_upload(token) or file_by_token(token)
    if kept is None or kept.page is not None:
        return None, str(words.CV_FAULTS["gone"])
    return kept, ""


def form_page(filling: Filling, *, saved: bool = False, mailed: str = "") -> str:
    """The page with the form, its errors, its files, and what was read."""
    facts = filling.facts
    form = filling.form
    profile = profile_of(filling.opening.version)
    return render_template(
        "careers/apply.html",
        opening=filling.opening,
        version=filling.opening.version,
        form=form,
        cv=filling.cv,
        draft=filling.draft,
        reading=filling.reading,
        read_faults=words.READ_FAULTS,
        being_read=filling.being_read,
        facts=facts,
        offers=filling.offers,
        changed={name: differs(name, offer.value, form[name].data) for name, offer in filling.offers.items()},
        quotes=skill_quotes(facts) if facts else {},
        skill_names={skill.id: text(skill.name) for skill in profile.skills},
        posts=filling.posts,
        questions=filling.questions,
        attachments=filling.attachments,
        attached=ATTACHED,
        accepted=ACCEPTED,
        most_mb=current_app.config["MAX_UPLOAD_MB"],
        opened=haste.opened(),
        saved=saved,
        mailed=mailed,
        team=current_user.is_authenticated,
    )
