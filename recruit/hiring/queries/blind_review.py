"""What a recruiter who reviews blind sees: an application under a code, made of what may be shown.

Which openings a user reviews blind is what the log says last of each (see `operations.blind_review`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from recruit.facts import Evidence
from recruit.hiring.blind.covering import HIDDEN
from recruit.hiring.blind.masking import Masked
from recruit.hiring.blind.personal import hide, named_in
from recruit.hiring.models import Application, AuditEntry, CvFile, Opening, Shortlist, User
from recruit.hiring.operations.blind_review import BLINDED, SHOWN, UNBLINDED
from recruit.hiring.queries.answers import Answered
from recruit.hiring.queries.comparing import Compared
from recruit.hiring.queries.masked import blind_code, masked_of
from recruit.hiring.queries.review import HistoryEvent, ReviewPage
from recruit.storage.database import db

#: of the history: what is a code of ours and no words
_CODES = frozenset({"stage", "fact", "reason_code", "value", "act", "kind"})


@dataclass(frozen=True, slots=True)
class Unnamed:
    """An application as who reviews blind sees it: `name` says its code, and nothing here tells whose it is.

    Only what stands here can get into a page; where the CV was not asked for, the form's words are empty.
    """

    id: int
    public_id: str
    opening: Opening
    opening_id: int
    name: str
    code: str
    created_at: datetime
    merged_at: datetime | None
    language: str
    stage: str
    reading_status: str
    score_id: int | None
    degree: str | None
    degree_status: str | None
    mba: str | None
    related_years: float | None
    skills: Sequence[str]
    salary_expectation: int | None
    degree_field: str = ""
    availability: str = ""
    message: str = ""
    email: str = ""
    phone: str = ""
    files: tuple[CvFile, ...] = ()
    #: hides the person in any other text
    masked: Masked | None = field(default=None, repr=False)


class Reworded:
    """A row of the database with some of its values in other words."""

    def __init__(self, row: Any, **values: Any) -> None:
        self.__dict__.update(values)
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def unnamed(application: Application, name: str, masked: Masked | None = None) -> Unnamed:
    """The application without its person; with the form's own words where `masked` hides who wrote them."""
    return Unnamed(
        id=application.id,
        public_id=application.public_id,
        opening=application.opening,
        opening_id=application.opening_id,
        name=name,
        code=blind_code(application.public_id),
        created_at=application.created_at,
        merged_at=application.merged_at,
        language=application.language,
        stage=application.stage,
        reading_status=application.reading_status,
        score_id=application.score_id,
        degree=application.degree,
        degree_status=application.degree_status,
        mba=application.mba,
        related_years=application.related_years,
        skills=application.skills,
        salary_expectation=application.salary_expectation,
        degree_field=masked.text(application.degree_field) if masked is not None else "",
        availability=masked.text(application.availability) if masked is not None else "",
        message=masked.text(application.message) if masked is not None else "",
        masked=masked,
    )


def masked_for_review(application: Application) -> Masked:
    """The CV as the desk's blind review shows it: without the person, the ways to reach them, employers and schools."""
    return masked_of(application, person=True, contact=True, institutions=True)


def blinded(page: ReviewPage, name: str) -> ReviewPage:
    """The same page without who it is; `name` stands for the person. 1 query: people write of others too."""
    masked = masked_for_review(page.application)
    named = named_in(_written(page), names_of(page.application.opening_id))
    others = replace(masked.identity, names=(*masked.identity.names, *named))

    def text(words: str) -> str:
        """What our own people wrote: it may name anybody of the opening."""
        return hide(words, others)

    return replace(
        page,
        application=unnamed(page.application, name, masked),  # type: ignore[arg-type]
        score=masked.score(page.score) if page.score is not None else None,
        facts=masked.facts,
        document=masked.document,
        original=None,
        notes=[Reworded(note, text=text(note.text)) for note in page.notes],  # type: ignore[misc]
        confirmations=[
            Reworded(row, reason=text(row.reason), evidence=_evidence(row.evidence, masked))  # type: ignore[misc]
            for row in page.confirmations
        ],
        strikes=[],
        shortlisted=[
            Reworded(
                entry,
                shortlist=Reworded(entry.shortlist, title=text(entry.shortlist.title)),
                comment=text(entry.comment),
                views=[Reworded(view, comment=text(view.comment)) for view in entry.views],
            )  # type: ignore[misc]
            for entry in page.shortlisted
        ],
        history=[_event(event, text) for event in page.history],
        blind=True,
    )


def blind_compared(each: Compared, name: str) -> Compared:
    """Somebody who is compared, without who it is. `comparing.compared` must have brought the documents."""
    masked = masked_for_review(each.application)
    return replace(
        each,
        application=unnamed(each.application, name, masked),  # type: ignore[arg-type]
        score=masked.score(each.score) if each.score is not None else None,
        facts=masked.facts,
        answers={id: _answered(answer, masked) for id, answer in each.answers.items()},
    )


def _answered(answer: Answered, masked: Masked) -> Answered:
    """A free answer as it may be shown, a file without its name; a choice says nothing of a person."""
    file = Reworded(answer.file, filename=HIDDEN) if answer.file is not None else None
    return replace(answer, value=_worded(answer.value, masked.text), file=file)  # type: ignore[arg-type]


def names_of(opening_id: int) -> list[str]:
    """The names of all who applied for an opening. 1 query."""
    return list(db.session.scalars(select(Application.name).where(Application.opening_id == opening_id).distinct()))


def _written(page: ReviewPage) -> str:
    """All that our own people wrote about the application."""
    words = [note.text for note in page.notes] + [row.reason for row in page.confirmations]
    for entry in page.shortlisted:
        words += [entry.shortlist.title, entry.comment, *(view.comment for view in entry.views)]
    return " ".join([*words, *(f"{event.before} {event.after}" for event in page.history)])


def _evidence(kept: dict[str, Any] | None, masked: Masked) -> dict[str, Any] | None:
    return kept | {"quote": masked.quote(Evidence(**kept)).quote} if kept else None


def _event(event: HistoryEvent, text: Any) -> HistoryEvent:
    return replace(event, before=_said(event.before, text), after=_said(event.after, text))


def _said(state: Mapping[str, Any], text: Any) -> dict[str, Any]:
    return {name: value if name in _CODES else _worded(value, text) for name, value in state.items()}


def _worded(value: Any, text: Any) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return _said(value, text)
    if isinstance(value, list | tuple):
        return [_worded(one, text) for one in value]
    return value


def blind_openings(user: User) -> dict[int, list[int]]:
    """Opening -> the applications whose people were shown all the same, of all that the user reviews blind. 1 query."""
    entries = db.session.execute(
        select(AuditEntry.act, AuditEntry.subject, AuditEntry.after)
        .where(AuditEntry.actor_id == user.id, AuditEntry.act.in_((BLINDED, UNBLINDED, SHOWN)))
        .order_by(AuditEntry.id)
    )
    found: dict[int, list[int]] = {}
    for act, subject, after in entries:
        number = int(subject.partition(":")[2])
        if act == BLINDED:
            found[number] = []
        elif act == UNBLINDED:
            found.pop(number, None)
        elif (opening := int((after or {}).get("opening", 0))) in found:
            found[opening].append(number)
    return found


@dataclass(frozen=True, slots=True)
class About:
    """What an address is about: an opening, or one application of it."""

    opening_id: int
    slug: str
    application_id: int | None = None
    public_id: str = ""
    #: the address is of a shortlist, and that one is blind
    blind_list: bool = False


def about(address: Mapping[str, Any]) -> About | None:
    """The opening that the parts of an address (`slug`, `public_id`, `list_id`) belong to. 1 query."""
    if public_id := address.get("public_id"):
        person = db.session.execute(
            select(Opening.id, Opening.slug, Application.id, Application.public_id)
            .join(Application, Application.opening_id == Opening.id)
            .where(Application.public_id == public_id)
        ).one_or_none()
        return About(*person) if person else None
    if list_id := address.get("list_id"):
        listed = db.session.execute(
            select(Opening.id, Opening.slug, Shortlist.blind)
            .join(Shortlist, Shortlist.opening_id == Opening.id)
            .where(Shortlist.public_id == list_id)
        ).one_or_none()
        return About(listed.id, listed.slug, blind_list=listed.blind) if listed else None
    row = db.session.execute(select(Opening.id, Opening.slug).where(Opening.slug == address.get("slug"))).one_or_none()
    return About(*row) if row else None
