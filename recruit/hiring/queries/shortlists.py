"""Shortlists as the recruiters compose them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, raiseload, selectinload

from recruit.hiring.blind.personal import without_names
from recruit.hiring.models import (
    Application,
    Opening,
    Shortlist,
    ShortlistEntry,
    ShortlistLink,
    ShortlistManager,
    ShortlistMessage,
    ShortlistStatus,
    ShortlistView,
    Stage,
    StoredScore,
    User,
)
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.permissions import SHORTLIST_STAGES, opens, require
from recruit.storage.database import db, now


@dataclass(frozen=True)
class ShortlistRow:
    """A shortlist in a list: how many people are on it, and of how many somebody said what they think."""

    shortlist: Shortlist
    people: int
    seen: int
    #: the name as this reader may see it
    title: str


def shortlists_of(opening: Opening, *, by: User | None) -> list[ShortlistRow]:
    """All of an opening, the newest first. 3 queries."""
    require(by, "shortlists.compose", opening)
    query = (
        select(Shortlist)
        .where(Shortlist.opening_id == opening.id)
        .options(joinedload(Shortlist.created_by), selectinload(Shortlist.managers))
    )
    return _counted(list(db.session.scalars(query.order_by(Shortlist.id.desc()))))


def shortlists_for(user: User) -> list[ShortlistRow]:
    """Those that are shared with a hiring manager, the newest first; `seen` counts the user's own views. 2 queries."""
    require(user, "shortlist.read")
    query = (
        select(Shortlist)
        .join(ShortlistManager, ShortlistManager.shortlist_id == Shortlist.id)
        .where(
            ShortlistManager.user_id == user.id,
            Shortlist.status.in_((ShortlistStatus.SHARED, ShortlistStatus.CLOSED)),
        )
        .options(joinedload(Shortlist.opening).joinedload(Opening.version))
        .order_by(Shortlist.closed_at.is_not(None), Shortlist.id.desc())
    )
    return _counted(list(db.session.scalars(query)), user)


def told_titles(shortlists: Sequence[Shortlist]) -> dict[int, str]:
    """Shortlist -> its name as readers may see it: of a blind one without the names of its people. At most 1 query."""
    names: dict[int, list[str]] = {shortlist.id: [] for shortlist in shortlists if shortlist.blind}
    if names:
        for id, name in db.session.execute(
            select(ShortlistEntry.shortlist_id, Application.name)
            .join(Application, Application.id == ShortlistEntry.application_id)
            .where(ShortlistEntry.shortlist_id.in_(names))
        ):
            names[id].append(name)
    return {shortlist.id: without_names(shortlist.title, names.get(shortlist.id, ())) for shortlist in shortlists}


def _counted(shortlists: list[Shortlist], reader: User | None = None) -> list[ShortlistRow]:
    said = (
        select(ShortlistView.entry_id)
        .where(
            (ShortlistView.up.is_not(None)) | (ShortlistView.decision != "undecided") | (ShortlistView.comment != "")
        )
        .distinct()
    )
    if reader is not None:
        said = said.where(ShortlistView.by_id == reader.id)
    heard = said.subquery()
    counts = {
        id: (people, seen)
        for id, people, seen in db.session.execute(
            select(ShortlistEntry.shortlist_id, func.count(), func.count(heard.c.entry_id))
            .join(Application, Application.id == ShortlistEntry.application_id)
            .outerjoin(heard, heard.c.entry_id == ShortlistEntry.id)
            .where(
                ShortlistEntry.shortlist_id.in_([shortlist.id for shortlist in shortlists]),
                ShortlistEntry.removed_at.is_(None),
                Application.stage != Stage.WITHDRAWN,
            )
            .group_by(ShortlistEntry.shortlist_id)
        )
    }
    titles = told_titles(shortlists) if reader is not None else {each.id: each.title for each in shortlists}
    return [ShortlistRow(each, *counts.get(each.id, (0, 0)), titles[each.id]) for each in shortlists]


@dataclass(frozen=True)
class Composed:
    """A shortlist with all that the recruiters see of it. `gone` are those who were taken off."""

    shortlist: Shortlist
    opening: Opening
    entries: list[ShortlistEntry]
    gone: list[ShortlistEntry]
    links: list[ShortlistLink]

    @property
    def readers(self) -> list[tuple[str, str]]:
        """(key, name) of everybody who said something, in the order in which they first did."""
        found: dict[str, tuple[int, str]] = {}
        for entry in self.entries:
            for view in entry.views:
                key, name = reader_of(view)
                found[key] = min(found.get(key, (view.id, name)), (view.id, name))
        return [(key, name) for key, (_id, name) in sorted(found.items(), key=lambda item: item[1])]


def reader_of(said: ShortlistView | ShortlistMessage) -> tuple[str, str]:
    """Who said it: a key for the column, and the name."""
    if said.by is not None:
        return f"user-{said.by_id}", said.by.name
    return f"link-{said.link_id}", said.link.recipient if said.link else ""


def _found(public_id: str, by: User | None) -> Shortlist:
    shortlist: Shortlist | None = db.session.scalar(
        select(Shortlist)
        .where(Shortlist.public_id == public_id)
        .options(joinedload(Shortlist.opening).joinedload(Opening.version), selectinload(Shortlist.managers))
    )
    if shortlist is None:
        raise NotFound(public_id)
    require(by, "shortlists.compose", shortlist)
    return shortlist


def shortlist_of(public_id: str, *, by: User | None) -> Shortlist:
    """To change it. NotFound, NotAllowed."""
    return _found(public_id, by)


def composed(public_id: str, *, by: User | None) -> Composed:
    """With people, views, questions, links: 8 queries, however many."""
    shortlist = _found(public_id, by)
    entries = list(
        db.session.scalars(
            select(ShortlistEntry)
            .where(ShortlistEntry.shortlist_id == shortlist.id)
            .options(
                joinedload(ShortlistEntry.application).options(
                    joinedload(Application.score), joinedload(Application.opening), raiseload(Application.reading)
                ),
                selectinload(ShortlistEntry.views).options(
                    joinedload(ShortlistView.by), joinedload(ShortlistView.link)
                ),
                selectinload(ShortlistEntry.messages).options(
                    joinedload(ShortlistMessage.by), joinedload(ShortlistMessage.link)
                ),
            )
            .order_by(ShortlistEntry.place, ShortlistEntry.id)
        )
    )
    links = list(
        db.session.scalars(
            select(ShortlistLink)
            .where(ShortlistLink.shortlist_id == shortlist.id)
            .options(joinedload(ShortlistLink.created_by))
            .order_by(ShortlistLink.id.desc())
        )
    )
    return Composed(
        shortlist,
        shortlist.opening,
        [entry for entry in entries if entry.removed_at is None],
        [entry for entry in entries if entry.removed_at is not None],
        links,
    )


def entry_of(public_id: str, code: str, *, by: User | None) -> ShortlistEntry:
    """One person on a shortlist, to change. NotFound, NotAllowed."""
    shortlist = _found(public_id, by)
    entry: ShortlistEntry | None = db.session.scalar(
        select(ShortlistEntry).where(ShortlistEntry.shortlist_id == shortlist.id, ShortlistEntry.code == code)
    )
    if entry is None:
        raise NotFound(f"{public_id} {code}")
    return entry


def link_by_id(shortlist: Shortlist, id: int) -> ShortlistLink:
    link: ShortlistLink | None = db.session.scalar(
        select(ShortlistLink).where(ShortlistLink.shortlist_id == shortlist.id, ShortlistLink.id == id)
    )
    if link is None:
        raise NotFound(f"link {id}")
    return link


def chosen(public_ids: Sequence[str], *, by: User | None) -> list[Application]:
    """Applications by their public ids, in that order, of the opening of the first. 1 query."""
    require(by, "shortlists.compose")
    found = {
        application.public_id: application
        for application in db.session.scalars(
            select(Application)
            .join(Application.opening)
            .where(Application.public_id.in_(public_ids))
            .options(contains_eager(Application.opening).joinedload(Opening.version))
        )
    }
    people = [found[id] for id in dict.fromkeys(public_ids) if id in found]
    return [application for application in people if application.opening_id == people[0].opening_id]


def on_shortlists(application: Application, *, by: User | None) -> list[ShortlistEntry]:
    """Where the person was put forward, and what was said of them; the newest first. 1 query."""
    require(by, "shortlists.compose", application)
    return list(
        db.session.scalars(
            select(ShortlistEntry)
            .join(ShortlistEntry.shortlist)
            .where(ShortlistEntry.application_id == application.id)
            .options(
                contains_eager(ShortlistEntry.shortlist),
                joinedload(ShortlistEntry.views).options(joinedload(ShortlistView.by), joinedload(ShortlistView.link)),
            )
            .order_by(ShortlistEntry.id.desc())
        ).unique()
    )


def might_be_added(shortlist: Shortlist, *, by: User | None, most: int = 200) -> list[Application]:
    """Applications of the opening that are not on it, the best first: those put forward before all others. 1 query."""
    require(by, "shortlists.compose", shortlist)

    on_it = select(ShortlistEntry.application_id).where(
        ShortlistEntry.shortlist_id == shortlist.id, ShortlistEntry.removed_at.is_(None)
    )
    return list(
        db.session.scalars(
            select(Application)
            .outerjoin(StoredScore, StoredScore.id == Application.score_id)
            .where(
                Application.opening_id == shortlist.opening_id,
                Application.stage.not_in((Stage.WITHDRAWN, Stage.REJECTED)),
                Application.id.not_in(on_it),
            )
            .options(contains_eager(Application.score), raiseload(Application.reading), raiseload(Application.opening))
            .order_by(
                Application.stage.not_in(SHORTLIST_STAGES), StoredScore.points.desc().nulls_last(), Application.id
            )
            .limit(most)
        )
    )


def session_link(id: int, public_id: str) -> ShortlistLink | None:
    """The link of a session, if it still opens that shortlist. 1 query."""
    link: ShortlistLink | None = db.session.scalar(
        select(ShortlistLink)
        .join(ShortlistLink.shortlist)
        .where(ShortlistLink.id == id, Shortlist.public_id == public_id, Shortlist.status == ShortlistStatus.SHARED)
    )
    return link if link is not None and opens(link, now()) else None
