"""The words by which an application is found: gathered, cut to their stems and kept as often as one of them changes.

Nothing has to be called for that: a change of the form's words, of a note, of
an answer or of what was read of the CV is noticed as it is written, and
`finish` keeps the words in the same transaction. `forget_words` is for an
erasure. What came in otherwise (a copy of a database, words cut by older
rules) the worker's sweep makes up for (`keep_missing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from recruit.hiring import stemming
from recruit.hiring.models import Answer, Application, CvReading, Note, SearchText
from recruit.hiring.operations.traces import keep_trace
from recruit.storage.database import db

#: the most letters of one part of an application that are searched
MOST = 200_000
#: kinds of the parts of `SearchText`, in their order; the name stands last, since the list shows it anyway
NOTE, ANSWER, FORM, CV, NAME = "note", "answer", "form", "cv", "name"

_CHANGED = "words changed"
_FORM = ("name", "email", "phone", "degree_field", "availability", "message")


@event.listens_for(Session, "after_flush")
def _notice(session: Session, _context: object) -> None:
    """Remember whose words a flush has changed, and whether the CV's are among them."""
    changed: dict[int, bool] = session.info.setdefault(_CHANGED, {})
    for row in session.new:
        if isinstance(row, Application):
            changed.setdefault(row.id, True)
        elif isinstance(row, CvReading):
            changed[row.application_id] = True
        elif isinstance(row, (Note, Answer)):
            changed.setdefault(row.application_id, False)
    for row in session.dirty:
        if isinstance(row, Application) and _changes(row, _FORM):
            changed.setdefault(row.id, False)
        elif isinstance(row, (Note, Answer)) and _changes(row, ("application_id", "text", "value")):
            for application_id in (row.application_id, *inspect(row).attrs.application_id.history.deleted):
                changed.setdefault(application_id, False)
    for row in session.deleted:
        if isinstance(row, Application):
            changed.pop(row.id, None)
        elif isinstance(row, (Note, Answer)):
            changed.setdefault(row.application_id, False)


def _changes(row: object, names: tuple[str, ...]) -> bool:
    state = inspect(row)
    return any(name in state.attrs and state.attrs[name].history.has_changes() for name in names)


@event.listens_for(Session, "after_rollback")
def _forget_noticed(session: Session) -> None:
    session.info.pop(_CHANGED, None)


def keep_changed() -> None:
    """Keep the words of all whose words changed in the present transaction; `finish` calls it."""
    db.session.flush()
    changed: dict[int, bool] = db.session.info.pop(_CHANGED, {})
    for application_id, cv_too in changed.items():
        keep_words(application_id, cv_too=cv_too)
        keep_trace(application_id, cv_too=cv_too)


def keep_words(application_id: int, *, cv_too: bool = True) -> None:
    """Gather and keep the words of an application in the present transaction; those of the CV only if they changed."""
    # one after the other, or of two notes written at once only one would be found
    found = db.session.scalar(select(Application).where(Application.id == application_id).with_for_update())
    if found is None:
        return
    db.session.flush()
    kept = None if cv_too else db.session.get(SearchText, application_id, populate_existing=True)
    parts: list[tuple[str, int]] = []
    written: list[str] = []
    length = 0
    for kind, words in _parts(found, kept):
        if words.strip():
            parts.append((kind, length))
            written.append(words)
            length += len(words) + 1
    whole = "\n".join(written)
    pairs = [(stemming.stem(word), word) for word in (stemming.folded(hit[0]) for hit in stemming.words(whole))]
    values = {
        "text": whole,
        "parts": parts,
        "stems": " ".join(pair[0] for pair in pairs),
        "words": " ".join(pair[1] for pair in pairs),
        "rules": stemming.RULES,
    }
    _put(application_id, values)


def _put(application_id: int, values: dict[str, Any]) -> None:
    insert: Any = (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert(SearchText)
    statement = insert.values(application_id=application_id, **values)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=[SearchText.application_id], set_=values),
    )


def _parts(application: Application, kept: SearchText | None) -> Iterator[tuple[str, str]]:
    notes = select(Note.text).where(Note.application_id == application.id).order_by(Note.id.desc())
    for words in db.session.scalars(notes):
        yield NOTE, words[:MOST]
    for answer in db.session.scalars(
        select(Answer).where(Answer.application_id == application.id).order_by(Answer.place)
    ):
        yield ANSWER, answer_words(answer)[:MOST]
    for words in (application.message, application.availability, application.degree_field):
        yield FORM, words[:MOST]
    yield CV, (_cv_words(application) if kept is None else part_of(kept, CV))[:MOST]
    yield NAME, f"{application.name}\n{application.email}\n{application.phone}"


def answer_words(answer: Answer) -> str:
    """An answer in words: of a choice what the options say, in every language that they are written in."""
    value = answer.value
    if value is None:
        return ""
    options = {option.get("id"): option.get("text") or {} for option in answer.asked.get("options") or []}
    chosen = value if isinstance(value, list) else [value]
    said = []
    for one in chosen:
        texts = options.get(one) if isinstance(one, str) else None
        said += [str(words) for words in texts.values()] if texts else [str(one)]
    return " ".join(said)


def _cv_words(application: Application) -> str:
    if application.reading_id is None:
        return ""
    document = db.session.scalar(select(CvReading.document).where(CvReading.id == application.reading_id))
    return str(document.get("text", "")) if document else ""


def part_of(kept: SearchText, kind: str) -> str:
    """The words of one kind, as they are kept."""
    ends = [offset - 1 for _kind, offset in kept.parts[1:]] + [len(kept.text)]
    found = [kept.text[start:end] for (name, start), end in zip(kept.parts, ends, strict=True) if name == kind]
    return "\n".join(found)


def forget_words(application_id: int) -> None:
    """Take all words of an application out of the search, in the present transaction.

    The index too: FTS5 keeps deleted words in its pages until they are merged.
    """
    row = db.session.get(SearchText, application_id)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("INSERT INTO search_index(search_index) VALUES ('optimize')"))


def keep_missing(most: int = 200) -> int:
    """Make up for applications whose words are not kept, or were cut by older rules; how many."""
    # here, not above: the transaction keeps the words
    from recruit.hiring.operations.transaction import finish

    ids = list(
        db.session.scalars(
            select(Application.id)
            .outerjoin(SearchText, SearchText.application_id == Application.id)
            .where(or_(SearchText.application_id.is_(None), SearchText.rules != stemming.RULES))
            .order_by(Application.id)
            .limit(most)
        )
    )
    for application_id in ids:
        keep_words(application_id)
    if ids:
        finish()
    return len(ids)
