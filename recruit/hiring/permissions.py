"""Who may do what: one table, asked by every operation and by the pages.

An *act* is `thing.verb`. Recruiters do all of hiring; administrators that too,
and users and the audit log; a hiring manager reads and answers the shortlists
that are shared with them, and reaches nothing else. Who holds a link to one
shortlist is a `Reader` without a user, and reaches that one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recruit.hiring.models import Application, Opening, Role, Shortlist, ShortlistLink, ShortlistStatus, Stage, User

#: the stages of those whom the recruiters put forward
SHORTLIST_STAGES = (Stage.SHORTLISTED, Stage.INTERVIEW, Stage.OFFER, Stage.HIRED)

_HIRING = frozenset(
    {
        "openings.read",
        "openings.create",
        "openings.edit",
        "openings.publish",
        "applications.read",
        "applications.original",
        "applications.pages",
        "applications.export",
        "applications.add",
        "applications.assign",
        "tags.change",
        "searches.save",
        "readings.repeat",
        "facts.confirm",
        "stages.move",
        "notes.add",
        "notes.read",
        "requests.answer",
        "holds.place",
        "shortlists.compose",
        "shortlist.read",
    }
)
_MANAGING = frozenset({"shortlist.read", "views.give"})

ROLES: dict[str, frozenset[str]] = {
    Role.RECRUITER: _HIRING,
    Role.ADMIN: _HIRING
    | {"users.manage", "audit.read", "company.change", "retention.manage", "applications.erase", "statistics.read"},
    Role.HIRING_MANAGER: _MANAGING,
}


class NotAllowed(Exception):
    """This user may not do this."""

    def __init__(self, act: str) -> None:
        super().__init__(act)
        self.act = act


def can(user: User | None, act: str, subject: Opening | Application | Shortlist | None = None) -> bool:
    """Whether `user` may do `act` (to `subject`, where the act concerns one)."""
    if user is None or not user.active:
        return False
    if act not in ROLES.get(user.role, frozenset()):
        return False
    if user.role == Role.HIRING_MANAGER:
        return subject is None or (isinstance(subject, Shortlist) and _shared_with(user, act, subject))
    return True


def require(user: User | None, act: str, subject: Opening | Application | Shortlist | None = None) -> User:
    """The user, when `can` says yes; NotAllowed otherwise."""
    if user is None or not can(user, act, subject):
        raise NotAllowed(act)
    return user


def _shared_with(user: User, act: str, shortlist: Shortlist) -> bool:
    """Shared ones are read and answered, closed ones read; by those whom the recruiters named."""
    open_to_all = {ShortlistStatus.SHARED} if act == "views.give" else {ShortlistStatus.SHARED, ShortlistStatus.CLOSED}
    return shortlist.status in open_to_all and any(manager.id == user.id for manager in shortlist.managers)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a shortlist: somebody with a login, or who holds a link to it."""

    user: User | None = None
    link: ShortlistLink | None = None

    @property
    def name(self) -> str:
        if self.user is not None:
            return self.user.name
        return self.link.recipient if self.link is not None else ""

    @property
    def actor(self) -> str | None:
        """For the log, where there is no user."""
        return f"link {self.link.recipient}" if self.user is None and self.link is not None else None

    def may(self, act: str, shortlist: Shortlist, at: datetime) -> bool:
        """Whether they may do `act` (shortlist.read, views.give) to the shortlist at this moment."""
        if self.user is not None and can(self.user, act, shortlist):
            return True
        link = self.link
        return (
            link is not None
            and act in _MANAGING
            and link.shortlist_id == shortlist.id
            and shortlist.status == ShortlistStatus.SHARED
            and opens(link, at)
        )


def opens(link: ShortlistLink, at: datetime) -> bool:
    """Neither revoked nor past its day."""
    return link.revoked_at is None and at < link.expires_at
