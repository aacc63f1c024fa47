"""Who may do what: one table, asked by every operation and by the pages.

An *act* is `thing.verb`. Recruiters do all of hiring; administrators that too,
and users and the audit log; a hiring manager only what concerns the
shortlists of the openings that are theirs.
"""

from __future__ import annotations

from recruit.hiring.models import Application, Opening, Role, Stage, User

#: From here on a hiring manager sees a candidate.
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
        "applications.assign",
        "tags.change",
        "searches.save",
        "readings.repeat",
        "facts.confirm",
        "stages.move",
        "notes.add",
        "notes.read",
        "shortlist.read",
    }
)
_MANAGING = frozenset({"shortlist.read", "applications.pages", "verdicts.give"})

ROLES: dict[str, frozenset[str]] = {
    Role.RECRUITER: _HIRING,
    Role.ADMIN: _HIRING | {"users.manage", "audit.read", "company.change"},
    Role.HIRING_MANAGER: _MANAGING,
}


class NotAllowed(Exception):
    """This user may not do this."""

    def __init__(self, act: str) -> None:
        super().__init__(act)
        self.act = act


def can(user: User | None, act: str, subject: Opening | Application | None = None) -> bool:
    """Whether `user` may do `act` (to `subject`, where the act concerns one)."""
    if user is None or not user.active:
        return False
    if act == "verdicts.give":
        return _theirs(user, subject)
    if act not in ROLES.get(user.role, frozenset()):
        return False
    if user.role == Role.HIRING_MANAGER:
        return subject is None or _theirs(user, subject)
    return True


def require(user: User | None, act: str, subject: Opening | Application | None = None) -> User:
    """The user, when `can` says yes; NotAllowed otherwise."""
    if user is None or not can(user, act, subject):
        raise NotAllowed(act)
    return user


def _theirs(user: User, subject: Opening | Application | None) -> bool:
    """The user is the opening's hiring manager, and the candidate has come to the shortlist."""
    if isinstance(subject, Application):
        return subject.stage in SHORTLIST_STAGES and subject.opening.hiring_manager_id == user.id
    return isinstance(subject, Opening) and subject.hiring_manager_id == user.id
