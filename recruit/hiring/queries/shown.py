"""What a reader of a shortlist sees: made of what may be shown, and of nothing else.

Pages, pictures, exports for readers are all made from a `Person`, never from an application: what is hidden is not
in it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from recruit.facts import CvFacts
from recruit.hiring.blind import answers as blind_answers
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.masking import Masked
from recruit.hiring.blind.personal import hide, without_names
from recruit.hiring.models import (
    Application,
    CvFile,
    CvReading,
    Opening,
    OpeningVersion,
    Shortlist,
    ShortlistEntry,
    ShortlistMessage,
    ShortlistStatus,
    ShortlistView,
    Stage,
    StoredScore,
    User,
    Visible,
)
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.permissions import NotAllowed, Reader, can, require
from recruit.hiring.queries.answers import Answered, answers_of_many
from recruit.hiring.queries.masked import blind_code, masked_of
from recruit.hiring.queries.openings import profile_of
from recruit.hiring.queries.review import pages_of
from recruit.hiring.queries.shortlists import reader_of
from recruit.reading.document import Document
from recruit.role_profile.profile import RoleProfile
from recruit.role_profile.questions import Kind, Question
from recruit.scoring.explanation import Score
from recruit.scoring.stored import score_from_json
from recruit.storage.database import db, now


@dataclass(frozen=True)
class FormAnswers:
    """What the person typed, as far as it may be shown."""

    degree: str | None
    degree_status: str | None
    degree_field: str
    mba: str | None
    related_years: float | None
    skills: tuple[str, ...]
    availability: str
    message: str


@dataclass(frozen=True)
class ShownAnswer:
    """An answer to a question of the opening: `value` as it is stored, in words that may be shown.

    `hidden`: there is one, and nothing of it may be shown.
    """

    question: Question
    value: Any
    hidden: bool = False


@dataclass(frozen=True)
class Said:
    """A view or a message in the words that may be shown."""

    by: str
    at: datetime
    text: str
    up: bool | None = None
    decision: str = "undecided"
    place: int | None = None
    ours: bool = False


@dataclass(frozen=True)
class Person:
    """A candidate as a reader may see them; `name` is empty where names are hidden."""

    code: str
    name: str
    comment: str
    stage: str
    came: datetime
    language: str
    reading_status: str
    version: OpeningVersion
    profile: RoleProfile
    highest_degree: str
    mba: str
    core_months: int
    related_months: int
    score: Score | None
    facts: CvFacts | None
    document: Document | None
    hidden: tuple[tuple[int, int], ...]
    pages: tuple[CvFile, ...]
    masked: bool
    email: str
    phone: str
    salary: int | None
    form: FormAnswers | None
    answers: tuple[ShownAnswer, ...]
    views: tuple[Said, ...]
    mine: Said | None
    messages: tuple[Said, ...]
    #: to hide the person in any other text; never shown
    identity: Identity = field(repr=False)


@dataclass(frozen=True)
class Shown:
    """A shortlist as its reader sees it: `people` in the recruiters' order."""

    shortlist: Shortlist
    title: str
    introduction: str
    opening: Opening
    reader: Reader
    people: list[Person]
    may_answer: bool

    def person(self, code: str) -> Person:
        """NotFound for who is not on it (any more)."""
        for person in self.people:
            if person.code == code:
                return person
        raise NotFound(code)


def shown(public_id: str, *, by: Reader, code: str | None = None) -> Shown:
    """The shortlist as `by` may see it, or one person of it; NotFound, NotAllowed.

    8 queries, and 1 more with answers, however many people.

    A recruiter sees it just as the managers do, to look before it is shared.
    """
    shortlist = db.session.scalar(
        select(Shortlist)
        .where(Shortlist.public_id == public_id)
        .options(joinedload(Shortlist.opening).joinedload(Opening.version), selectinload(Shortlist.managers))
    )
    if shortlist is None:
        raise NotFound(public_id)
    if not by.may("shortlist.read", shortlist, now()):
        raise NotAllowed("shortlist.read")
    query = (
        select(ShortlistEntry)
        .join(ShortlistEntry.application)
        .where(
            ShortlistEntry.shortlist_id == shortlist.id,
            ShortlistEntry.removed_at.is_(None),
            Application.stage != Stage.WITHDRAWN,
        )
        .options(
            joinedload(ShortlistEntry.application).options(
                joinedload(Application.score).options(
                    undefer(StoredScore.explanation), joinedload(StoredScore.opening_version)
                ),
                joinedload(Application.reading).options(undefer(CvReading.document)),
                selectinload(Application.files),
            ),
            selectinload(ShortlistEntry.views).options(joinedload(ShortlistView.by), joinedload(ShortlistView.link)),
            selectinload(ShortlistEntry.messages).options(
                joinedload(ShortlistMessage.by), joinedload(ShortlistMessage.link)
            ),
        )
        .order_by(ShortlistEntry.place, ShortlistEntry.id)
    )
    entries = list(db.session.scalars(query))
    names = [entry.application.name for entry in entries] if shortlist.blind else []
    wanted = [entry for entry in entries if code is None or entry.code == code]
    asked = Visible.ANSWERS in shortlist.visible
    answers = answers_of_many([entry.application_id for entry in wanted]) if asked else {}
    people = [_person(shortlist, entry, names, answers.get(entry.application_id, ()), by) for entry in wanted]
    may_answer = shortlist.status == ShortlistStatus.SHARED and by.may("views.give", shortlist, now())
    title, introduction = (without_names(words, names) for words in (shortlist.title, shortlist.introduction))
    return Shown(shortlist, title, introduction, shortlist.opening, by, people, may_answer)


def neighbours(shortlist: Shortlist, code: str) -> tuple[str | None, str | None, int, int]:
    """The codes before and after, the place (from 1) and how many there are. 1 query."""
    codes = list(
        db.session.scalars(
            select(ShortlistEntry.code)
            .join(ShortlistEntry.application)
            .where(
                ShortlistEntry.shortlist_id == shortlist.id,
                ShortlistEntry.removed_at.is_(None),
                Application.stage != Stage.WITHDRAWN,
            )
            .order_by(ShortlistEntry.place, ShortlistEntry.id)
        )
    )
    index = codes.index(code)
    before = codes[index - 1] if index else None
    after = codes[index + 1] if index + 1 < len(codes) else None
    return before, after, index + 1, len(codes)


def entry_for(public_id: str, code: str, *, by: Reader) -> ShortlistEntry:
    """A person on a shortlist, to say something about; the operation looks whether the reader may. NotFound."""
    entry: ShortlistEntry | None = db.session.scalar(
        select(ShortlistEntry)
        .join(ShortlistEntry.shortlist)
        .where(Shortlist.public_id == public_id, ShortlistEntry.code == code, ShortlistEntry.removed_at.is_(None))
    )
    if entry is None:
        raise NotFound(f"{public_id} {code}")
    if not by.may("shortlist.read", entry.shortlist, now()):
        raise NotAllowed("shortlist.read")
    return entry


def shortlist_for(public_id: str, *, by: Reader) -> Shortlist:
    """The shortlist alone. NotFound, NotAllowed."""
    found: Shortlist | None = db.session.scalar(select(Shortlist).where(Shortlist.public_id == public_id))
    if found is None:
        raise NotFound(public_id)
    if not by.may("shortlist.read", found, now()):
        raise NotAllowed("shortlist.read")
    return found


def dossier_of(public_id: str, *, blind: bool, by: User | None) -> Person:
    """A person for a recruiter's dossier: with all there is, or with nothing that tells who they are. NotFound."""
    application = db.session.scalar(
        select(Application)
        .where(Application.public_id == public_id)
        .options(
            joinedload(Application.opening).joinedload(Opening.version),
            joinedload(Application.score).options(
                undefer(StoredScore.explanation), joinedload(StoredScore.opening_version)
            ),
            joinedload(Application.reading).options(undefer(CvReading.document)),
            selectinload(Application.files),
        )
    )
    if application is None:
        raise NotFound(public_id)
    require(by, "applications.export", application)
    hidden = {Visible.CONTACT, Visible.INSTITUTIONS} if blind else set()
    code = "" if not blind else blind_code(application.public_id)
    answers = answers_of_many([application.id]).get(application.id, ())
    return made_of(application, application.opening, code, set(Visible) - hidden, answers, blind=blind)


def _person(
    shortlist: Shortlist, entry: ShortlistEntry, names: Sequence[str], answers: Sequence[Answered], reader: Reader
) -> Person:
    person = made_of(
        entry.application, shortlist.opening, entry.code, set(shortlist.visible), answers, blind=shortlist.blind
    )

    def text(words: str) -> str:
        """What our own people wrote: it may name anybody on the list."""
        if not shortlist.blind or not words:
            return words
        return hide(words, replace(person.identity, names=(*person.identity.names, *names)))

    return replace(
        person,
        comment=text(entry.comment),
        views=tuple(_said(view, text) for view in entry.views if view.said and not _own(view, reader)),
        mine=next((_said(view, str) for view in entry.views if _own(view, reader)), None),
        messages=tuple(_message(message, text) for message in entry.messages),
    )


def made_of(
    application: Application,
    opening: Opening,
    code: str,
    visible: Set[str],
    answers: Sequence[Answered] = (),
    *,
    blind: bool,
) -> Person:
    """The person as far as it is `visible`."""
    stored, reading = application.score, application.reading
    version = stored.opening_version if stored is not None else opening.version
    masked = masked_of(
        application,
        person=blind,
        contact=blind or Visible.CONTACT not in visible,
        institutions=Visible.INSTITUTIONS not in visible,
    )
    hides = masked.identity.person or masked.identity.contact or masked.identity.hide_institutions
    score = score_from_json(stored.explanation) if stored is not None and Visible.SCORE in visible else None
    evidence = Visible.EVIDENCE in visible
    if score is not None:
        score = masked.score(score) if hides else score
        score = score if evidence else _without_quotes(score)
    form = FormAnswers(
        application.degree,
        application.degree_status,
        masked.text(application.degree_field),
        application.mba,
        application.related_years,
        tuple(application.skills),
        masked.text(application.availability),
        masked.text(application.message),
    )
    return Person(
        code=code,
        name="" if blind else application.name,
        comment="",
        stage=application.stage,
        came=application.created_at,
        language=application.language,
        reading_status=application.reading_status,
        version=version,
        profile=profile_of(version),
        highest_degree=stored.highest_degree if stored else "none",
        mba=stored.mba if stored else "none",
        core_months=stored.core_months if stored else 0,
        related_months=stored.related_months if stored else 0,
        score=score,
        facts=masked.facts,
        document=masked.document if evidence else None,
        hidden=masked.spans,
        pages=tuple(pages_of(application.files)) if evidence and reading is not None and not reading.rejected else (),
        masked=hides,
        email=application.email if Visible.CONTACT in visible and not blind else "",
        phone=application.phone if Visible.CONTACT in visible and not blind else "",
        salary=application.salary_expectation if Visible.SALARY in visible else None,
        form=form if Visible.FORM in visible else None,
        answers=_answers(answers, masked, hides=hides, blind=blind) if Visible.ANSWERS in visible else (),
        views=(),
        mine=None,
        messages=(),
        identity=masked.identity,
    )


def _answers(answers: Sequence[Answered], masked: Masked, *, hides: bool, blind: bool) -> tuple[ShownAnswer, ...]:
    """What was answered, as it may be shown. Of files a reader gets the names at most, in a blind review nothing.

    What people said of themselves for equality figures is no answer, and is kept elsewhere.
    """
    shown_answers = []
    for answered in answers:
        question, value, identity = answered.question, answered.value, masked.identity
        if question.kind is Kind.FILE:
            if not blind:
                name = answered.file.filename if answered.file else ""
                shown_answers.append(ShownAnswer(question, masked.text(name) if hides else name))
        elif value in (None, "", []) or not hides:
            shown_answers.append(ShownAnswer(question, value))
        elif not blind_answers.is_told(question, value, identity):
            shown_answers.append(ShownAnswer(question, None, hidden=True))
        elif question.kind in blind_answers.TEXTS:
            shown_answers.append(ShownAnswer(question, blind_answers.told(question, str(value), identity)))
        else:
            shown_answers.append(ShownAnswer(question, value))
    return tuple(shown_answers)


def _own(said: ShortlistView, reader: Reader) -> bool:
    if reader.user is not None:
        return said.by_id == reader.user.id
    return reader.link is not None and said.link_id == reader.link.id


def _said(view: ShortlistView, text: Any) -> Said:
    return Said(reader_of(view)[1], view.changed_at, text(view.comment), view.up, view.decision, view.place)


def _message(message: ShortlistMessage, text: Any) -> Said:
    ours = can(message.by, "shortlists.compose")
    return Said(reader_of(message)[1], message.created_at, text(message.text), ours=ours)


def _without_quotes(score: Score) -> Score:
    return replace(
        score,
        criteria=tuple(
            replace(criterion, evidence=(), parts=tuple(replace(part, evidence=()) for part in criterion.parts))
            for criterion in score.criteria
        ),
    )
