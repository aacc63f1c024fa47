"""What happened to an application, from the audit log, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from recruit.hiring.models import Note, Role
from recruit.hiring.queries.review import HistoryEvent
from recruit.hiring.reasons import reason_name
from recruit.role_profile.profile import RoleProfile
from recruit.web.admin.words import ACTS
from recruit.web.desk import words
from recruit.web.formats import points
from recruit.web.languages import text
from recruit.web.my.words import DOCUMENT_KINDS


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: `words` say what, `detail` why or to what effect."""

    kind: str
    icon: str
    words: str
    detail: str
    actor: str
    at: datetime


ICONS = {
    "applicant.told": "mail",
    "questions.answered": "list-checks",
    "application.corrected": "pencil",
    "application.withdrawn": "undo-2",
    "cv.replaced": "upload",
    "data.taken": "download",
    "document.added": "paperclip",
    "document.removed": "trash-2",
    "hold.lifted": "lock",
    "hold.placed": "lock",
    "mail.called_back": "undo-2",
    "mail.sent": "mail",
    "notice.agreed": "check",
    "person.answered": "message-square",
    "person.asked": "circle-help",
    "application.added": "inbox",
    "application.submitted": "inbox",
    "application.scored": "chart-column",
    "cv.read": "file-text",
    "cv.reading_requested": "refresh-cw",
    "stage.moved": "arrow-right",
    "note.added": "message-square",
    "applications.merged": "git-merge",
    "applications.merge_undone": "undo-2",
    "applications.told_apart": "users-round",
    "note.edited": "message-square",
    "note.deleted": "trash-2",
    "tag.added": "tag",
    "tag.removed": "tag",
    "application.assigned": "user-check",
    "fact.confirmed": "user-check",
    "fact.confirmation_undone": "undo-2",
    "evidence.struck": "strikethrough",
    "evidence.strike_undone": "undo-2",
    "review.person_shown": "eye",
    "verdict.given": "thumbs-up",
}


def fact_name(fact: str, profile: RoleProfile) -> str:
    """`skill:negotiation` as the profile names it."""
    names = {f"skill:{item.id}": item.name for item in profile.skills}
    names |= {f"duty:{item.id}": item.name for item in profile.duties}
    names |= {criterion.id: criterion.name for criterion in profile.criteria}
    return text(dict(names[fact])) if fact in names else fact


def actor_name(by: str) -> str:
    """Who, without the role's code in front; the applicant and the product in the reader's language."""
    if by == "applicant":
        return str(_("the applicant"))
    if by == "system":
        return str(_("automatically"))
    role, _space, name = by.partition(" ")
    return name if name and role in set(Role) else by


def _score_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    old, new = before.get("points"), after.get("points")
    if new is None:
        return ""
    if old is None:
        return str(_("%(points)s points", points=points(new)))
    if round(old, 1) == round(new, 1):
        return str(_("the points stay %(points)s", points=points(new)))
    return str(_("%(before)s → %(after)s points", before=points(old), after=points(new)))


def _said(event: HistoryEvent, profile: RoleProfile, notes: Mapping[int, Note]) -> tuple[str, str]:
    before, after = event.before, event.after
    match event.act:
        case "application.submitted":
            return _("Application came in"), ""
        case "application.added":
            return _("Application added at the desk"), ""
        case "application.scored":
            return _("Scored"), _score_change(before, after)
        case "cv.read" if after.get("rejected"):
            return _("The CV could not be read"), _score_change({}, after)
        case "cv.read":
            return _("CV read and scored"), _score_change({}, after)
        case "cv.reading_requested":
            return _("Asked to read the CV again"), ""
        case "stage.moved":
            old = words.STAGES.get(str(before.get("stage")), before.get("stage"))
            new = words.STAGES.get(str(after.get("stage")), after.get("stage"))
            why = (reason_name(after.get("reason_code")), str(after.get("reason") or ""))
            return _("%(before)s → %(after)s", before=old, after=new), "; ".join(filter(None, why))
        case "tag.added":
            return _("Tag %(tag)s put on", tag=after.get("tag")), ""
        case "tag.removed":
            return _("Tag %(tag)s taken off", tag=before.get("tag")), ""
        case "application.assigned":
            return (_("Given to somebody to look after") if after.get("assigned") else _("Looked after by nobody")), ""
        case "note.added":
            note = notes.get(int(after.get("note") or 0))
            return _("Note"), note.text if note else ""
        case "applications.merged":
            if "kept" in after:
                return _("Became part of another application"), ""
            return _("A second application of the same person became part of this one"), ""
        case "applications.merge_undone":
            return _("Two applications again"), ""
        case "applications.told_apart":
            return _("Told apart from another application"), ""
        case "note.edited":
            return _("Note changed"), ""
        case "note.deleted":
            return _("Note deleted"), ""
        case "fact.confirmed":
            name = fact_name(str(after.get("fact")), profile)
            said = _("%(fact)s confirmed: %(value)s", fact=name, value=words.code_words(after.get("value")))
            return said, "; ".join(filter(None, (str(after.get("reason") or ""), _score_change(before, after))))
        case "fact.confirmation_undone":
            name = fact_name(str(after.get("fact")), profile)
            return _("%(fact)s: confirmation taken back", fact=name), _score_change(before, after)
        case "evidence.struck":
            name = fact_name(str(after.get("fact")), profile)
            said = _("%(fact)s: words struck", fact=name)
            return said, "; ".join(filter(None, (str(after.get("reason") or ""), _score_change(before, after))))
        case "evidence.strike_undone":
            name = fact_name(str(after.get("fact")), profile)
            return _("%(fact)s: struck words count again", fact=name), _score_change(before, after)
        case "verdict.given":
            said = _("Hiring manager: in favour") if after.get("up") else _("Hiring manager: against")
            return said, ""
        case "document.added" | "document.removed":
            # without the name of the file, which may be the person's: a blind review shows this line too
            return str(ACTS[event.act]), str(DOCUMENT_KINDS.get(str((after or before).get("kind")), ""))
        case "application.corrected":
            return str(ACTS[event.act]), _score_change(before, after) if "points" in after else ""
    return str(ACTS.get(event.act, event.act.replace(".", " ").replace("_", " "))), ""


def events_of(history: Iterable[HistoryEvent], profile: RoleProfile, notes: Iterable[Note]) -> list[Event]:
    """The audit entries of an application as lines, the latest first."""
    by_id = {note.id: note for note in notes}
    events = []
    for event in history:
        said, detail = _said(event, profile, by_id)
        icon = ICONS.get(event.act, "info")
        if event.act == "verdict.given" and not event.after.get("up"):
            icon = "thumbs-down"
        events.append(Event(event.act.replace(".", "-"), icon, said, detail, actor_name(event.by), event.at))
    return events
