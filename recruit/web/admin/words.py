"""Roles, acts and the fields of the audit log in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from recruit.hiring.models import Role
from recruit.web.desk.words import CONTRACTS, LANGUAGES, STAGES, STATUSES

ROLES: dict[str, LazyString] = {
    Role.RECRUITER: _l("Recruiter"),
    Role.HIRING_MANAGER: _l("Hiring manager"),
    Role.ADMIN: _l("Administrator"),
}

#: what a role may do, for the choice of one
DUTIES: dict[str, LazyString] = {
    Role.RECRUITER: _l("Recruiter: openings, applications, decisions"),
    Role.HIRING_MANAGER: _l("Hiring manager: the shortlists of their own openings, and their view of them"),
    Role.ADMIN: _l("Administrator: all that recruiters do, users, and the audit log"),
}

ACTS: dict[str, LazyString] = {
    "application.scored": _l("Application scored"),
    "application.submitted": _l("Application came in"),
    "cv.read": _l("CV read"),
    "cv.reading_requested": _l("CV to be read again"),
    "fact.confirmed": _l("Fact confirmed"),
    "fact.confirmation_undone": _l("Confirmation taken back"),
    "job.failed": _l("Background work failed"),
    "jobs.recovered": _l("Background work taken up again"),
    "login.done": _l("Logged in"),
    "login.refused": _l("Login refused"),
    "mail.sent": _l("Mail sent"),
    "note.added": _l("Note written"),
    "opening.closed": _l("Opening closed"),
    "opening.created": _l("Opening made"),
    "opening.published": _l("Opening published"),
    "opening.reopened": _l("Opening opened again"),
    "opening.rescored": _l("Everybody scored again"),
    "opening.revised": _l("Opening changed"),
    "stage.moved": _l("Moved to another stage"),
    "uploads.forgotten": _l("Abandoned uploads deleted"),
    "user.changed": _l("User changed"),
    "user.created": _l("User made"),
    "user.password_changed": _l("Password changed"),
    "verdict.given": _l("Hiring manager’s view"),
}

#: the beginnings of acts, for the filter
AREAS: dict[str, LazyString] = {
    "application.": _l("Applications"),
    "cv.": _l("CVs"),
    "fact.": _l("Confirmations"),
    "job": _l("Background work"),
    "login.": _l("Logins"),
    "mail.": _l("Mails"),
    "note.": _l("Notes"),
    "opening.": _l("Openings"),
    "stage.": _l("Stages"),
    "uploads.": _l("Uploads"),
    "user.": _l("Users"),
    "verdict.": _l("Hiring managers’ views"),
}

FIELDS: dict[str, LazyString] = {
    "active": _l("may log in"),
    "applications": _l("applications rescored"),
    "bands": _l("bands"),
    "closes_on": _l("last day to apply"),
    "comment": _l("comment"),
    "contract": _l("contract"),
    "credits": _l("what it counts"),
    "criteria": _l("criteria"),
    "currency": _l("currency"),
    "curve": _l("curve"),
    "cv": _l("with a CV"),
    "description": _l("about the post"),
    "duties": _l("duties"),
    "education": _l("education and experience"),
    "error": _l("error"),
    "fact": _l("fact"),
    "files": _l("files"),
    "hiring_manager_id": _l("hiring manager (number)"),
    "jobs": _l("tasks"),
    "kind": _l("kind"),
    "language": _l("language"),
    "languages": _l("working languages"),
    "mail": _l("mail"),
    "name": _l("name"),
    "note": _l("note (number)"),
    "opening": _l("opening (number)"),
    "place": _l("place"),
    "points": _l("points"),
    "possible": _l("possible"),
    "privacy_version": _l("privacy notice agreed to"),
    "profile": _l("role profile"),
    "reader": _l("version of the reader"),
    "reading": _l("reading (number)"),
    "reason": _l("reason"),
    "rejected": _l("not read because"),
    "role": _l("role"),
    "row": _l("row"),
    "salary_max": _l("salary, to"),
    "salary_min": _l("salary, from"),
    "skills": _l("skills"),
    "stage": _l("stage"),
    "status": _l("status"),
    "strong": _l("strong"),
    "summary": _l("summary"),
    "title": _l("title"),
    "up": _l("in favour"),
    "value": _l("value"),
    "version": _l("version"),
    "weight": _l("weight"),
    **LANGUAGES,  # texts are kept by language
}

VALUES: dict[str, dict[str, LazyString]] = {
    "contract": CONTRACTS,
    "role": ROLES,
    "stage": STAGES,
    "status": STATUSES,
    "language": LANGUAGES,
    "mail": {"acknowledgement": _l("acknowledgement of the application")},
}

#: kinds of subjects
KINDS: dict[str, LazyString] = {
    "application": _l("application"),
    "opening": _l("opening"),
    "user": _l("user"),
    "file": _l("file"),
    "job": _l("background work"),
    "mails": _l("mail"),
}
