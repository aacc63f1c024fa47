"""Acts on many applications in words: what is asked, what each is before and after, what was done."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext as _n

from recruit.hiring.models import BulkChange
from recruit.hiring.operations.bulk import NEW, Act, Outcome
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.queries.bulk import Mails
from recruit.hiring.queries.tags import tag_by_id
from recruit.hiring.queries.users import carers, user_by_id
from recruit.web.desk import words
from recruit.web.desk.faults import fault
from recruit.web.formats import clock


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done: `stage:rejected`, `tag:7`, `tag:new`, `untag:7`, `assign:3`, `assign:0`, `export`."""

    act: str
    value: str

    @classmethod
    def read(cls, typed: str) -> Wish:
        act, _colon, value = typed.partition(":")
        return cls(act, value)

    def __str__(self) -> str:
        return f"{self.act}:{self.value}"


class StateWords:
    """What an application is before and after, in words; people's names asked for once."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._names: dict[int, str] = {}

    def said(self, state: object) -> str:
        if self._wish.act == Act.STAGE:
            return str(words.STAGES[str(state)])
        if self._wish.act == Act.ASSIGN:
            return self._name(int(str(state))) if state else str(_("nobody"))
        return str(_("with the tag") if state else _("without the tag"))

    def _name(self, id: int) -> str:
        if not self._names:
            self._names = {user.id: user.name for user in carers()}
        if id not in self._names:
            user = user_by_id(id)
            self._names[id] = user.name if user else str(id)
        return self._names[id]


def question(wish: Wish, count: int) -> str:
    """What is about to happen, as a question."""
    match wish.act:
        case Act.STAGE:
            stage = words.STAGES[wish.value]
            return str(
                _n(
                    "Move %(num)d application to %(stage)s?",
                    "Move %(num)d applications to %(stage)s?",
                    count,
                    stage=stage,
                )
            )
        case Act.TAG if wish.value == NEW:
            return str(_n("Put a tag on %(num)d application", "Put a tag on %(num)d applications", count))
        case Act.TAG:
            return str(
                _n(
                    "Put the tag %(tag)s on %(num)d application?",
                    "Put the tag %(tag)s on %(num)d applications?",
                    count,
                    tag=_tag(wish),
                )
            )
        case Act.UNTAG:
            return str(
                _n(
                    "Take the tag %(tag)s off %(num)d application?",
                    "Take the tag %(tag)s off %(num)d applications?",
                    count,
                    tag=_tag(wish),
                )
            )
        case _ if wish.value == "0":
            return str(
                _n(
                    "Let nobody in particular look after %(num)d application?",
                    "Let nobody in particular look after %(num)d applications?",
                    count,
                )
            )
    user = user_by_id(int(wish.value))
    return str(
        _n(
            "Let %(name)s look after %(num)d application?",
            "Let %(name)s look after %(num)d applications?",
            count,
            name=user.name if user else "",
        )
    )


def _tag(wish: Wish) -> str:
    tag = tag_by_id(int(wish.value))
    return f"“{tag.name}”" if tag else ""


def done_words(change: BulkChange) -> str:
    """What an act on many did."""
    count = len(change.changes)
    match change.act:
        case Act.STAGE:
            stage = words.STAGES[change.value]
            return str(
                _n(
                    "%(num)d application moved to %(stage)s.",
                    "%(num)d applications moved to %(stage)s.",
                    count,
                    stage=stage,
                )
            )
        case Act.TAG:
            return str(_n("%(num)d application tagged.", "%(num)d applications tagged.", count))
        case Act.UNTAG:
            return str(
                _n("The tag was taken off %(num)d application.", "The tag was taken off %(num)d applications.", count)
            )
    if change.value == "0":
        said = _n(
            "Nobody in particular looks after %(num)d application.",
            "Nobody in particular looks after %(num)d applications.",
            count,
        )
    else:
        user = user_by_id(int(change.value))
        name = user.name if user else ""
        said = _n(
            "%(name)s looks after %(num)d application.", "%(name)s looks after %(num)d applications.", count, name=name
        )
    return str(said)


def summary(outcome: Outcome) -> str:
    """What happened, in sentences."""
    said = [_n("%(num)d application changed.", "%(num)d applications changed.", outcome.changed)]
    if outcome.already:
        said.append(_n("%(num)d was so already.", "%(num)d were so already.", outcome.already))
    if outcome.meanwhile:
        said.append(
            _n(
                "%(num)d was changed by somebody in the meantime and stays as it is.",
                "%(num)d were changed by somebody in the meantime and stay as they are.",
                outcome.meanwhile,
            )
        )
    return " ".join(str(part) for part in said)


def refused_words(invalid: Invalid) -> str:
    """Why an act on many was not done; of a mail, in which language."""
    language = words.LANGUAGES.get(str(invalid.values.get("language")), "")
    match invalid.field, invalid.code:
        case "reason", _:
            return str(_("Say why: the reason is kept with each rejection."))
        case (("subject" | "text"), _) if not language:
            return fault(invalid)
        case _, "gap":
            return str(_("%(language)s: fill in what stands in square brackets, or take it out.", language=language))
        case "subject", "required":
            return str(_("%(language)s: write the subject of the mail, or untick the mails.", language=language))
        case "text", "required":
            return str(_("%(language)s: write the text of the mail, or untick the mails.", language=language))
        case (("subject" | "text"), _):
            most = invalid.values.get("most")
            return str(
                _("%(language)s: the mail is too long, at most %(most)s characters.", language=language, most=most)
            )
    return fault(invalid)


def mails_words(mails: Mails) -> str:
    """What becomes of the mails of an act on many, beside the way to undo it."""
    said = []
    if mails.waiting and mails.due_at:
        said.append(
            _n(
                "%(num)d mail goes out at %(time)s; undoing before then calls it back.",
                "%(num)d mails go out at %(time)s; undoing before then calls them back.",
                mails.waiting,
                time=clock(mails.due_at),
            )
        )
    if mails.gone:
        said.append(
            _n(
                "%(num)d mail has gone out and can’t be called back.",
                "%(num)d mails have gone out and can’t be called back.",
                mails.gone,
            )
        )
    return " ".join(str(part) for part in said)


def undone_words(outcome: Outcome) -> str:
    """What an undoing gave back, in sentences."""
    said = [
        _n(
            "%(num)d application is what it was before.",
            "%(num)d applications are what they were before.",
            outcome.changed,
        )
    ]
    if outcome.meanwhile:
        said.append(
            _n(
                "%(num)d was changed by somebody since and stays as it is.",
                "%(num)d were changed by somebody since and stay as they are.",
                outcome.meanwhile,
            )
        )
    if outcome.mails:
        said.append(_n("%(num)d mail was called back.", "%(num)d mails were called back.", outcome.mails))
    if outcome.mails_gone:
        said.append(
            _n(
                "%(num)d mail had gone out already and can’t be called back: a word to that person may be due.",
                "%(num)d mails had gone out already and can’t be called back: a word to those people may be due.",
                outcome.mails_gone,
            )
        )
    return " ".join(str(part) for part in said)
