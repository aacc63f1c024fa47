"""Notes: writing, changing, taking away; colleagues named in them are told."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.mentions import mentioned
from recruit.hiring.models import Application, AuditEntry, Mention, Note, User
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.notes import MOST, add_note, delete_note, edit_note, note_of, read_mentions
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.mentions import mentions_of, unread_mentions
from tests.factories import a_user, an_application, an_opening


@pytest.fixture
def anna(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig", email="anna@example.com")


@pytest.fixture
def nuria(anna: User) -> User:
    return a_user(name="Núria Vidal", email="nvidal@example.com", language="ca")


@pytest.fixture
def application(anna: User) -> Application:
    return an_application(an_opening(by=anna), name="Bruno Díaz")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Anna Puig look", ["Anna Puig"]),
        ("see @nuria vidal, and @ANNA PUIG.", ["Núria Vidal", "Anna Puig"]),
        ("@nvidal: yes", ["Núria Vidal"]),
        ("@Anna Puigdomènech", ["anna"]),
        ("@Annabel", []),
        ("write to anna@Anna Puig", []),
        ("@", []),
        ("Anna Puig", []),
    ],
)
def test_who_is_named(anna: User, nuria: User, text: str, named: list[str]) -> None:
    found = mentioned(text, [anna, nuria])
    spelled = [who.name if text[start + 1 : end] != "Anna" else "anna" for start, end, who in found]
    assert spelled == named


def test_who_is_named_finds_it_and_gets_a_mail(
    app: Flask, application: Application, anna: User, nuria: User, sent_mails: Callable[[], list[EmailMessage]]
) -> None:
    add_note(application, "@Núria Vidal and @Anna Puig: worth a call", by=anna)
    (mention,) = mentions_of(nuria)
    assert (mention.note.text, mention.read_at, unread_mentions(nuria), unread_mentions(anna)) == (
        "@Núria Vidal and @Anna Puig: worth a call",
        None,
        1,
        0,
    )
    app.extensions["recruit.jobs"].drain()
    (mail,) = [mail for mail in sent_mails() if mail["To"] == "nvidal@example.com"]
    assert mail["Subject"] == "Anna Puig t’ha mencionat en una nota: Gestió de comptes clau"
    body = mail.get_content()
    assert f"/desk/applications/{application.public_id}#notes" in body
    assert "worth a call" not in body and "Bruno" not in body
    read_mentions([mention.id], by=anna)
    assert unread_mentions(nuria) == 1
    read_mentions([mention.id], by=nuria)
    assert unread_mentions(nuria) == 0


def test_a_change_tells_only_who_is_named_now(
    application: Application, anna: User, nuria: User, db: SQLAlchemy
) -> None:
    note = add_note(application, "@nvidal?", by=anna)
    before = mentions_of(nuria)[0].id
    edit_note(note, "@Núria Vidal, please", by=anna)
    assert [mention.id for mention in mentions_of(nuria)] == [before]
    assert note.edited_at is not None
    edit_note(note, "nobody", by=anna)
    assert mentions_of(nuria) == []
    edit_note(note, "nobody", by=anna)
    acts = [entry.act for entry in db.session.scalars(db.select(AuditEntry)) if entry.act.startswith("note.")]
    assert acts == ["note.added", "note.edited", "note.edited"]


def test_a_deleted_note_leaves_no_words(application: Application, anna: User, nuria: User, db: SQLAlchemy) -> None:
    note = add_note(application, "@nvidal secret", by=anna)
    delete_note(note, by=anna)
    assert db.session.scalars(db.select(Note)).all() == []
    assert db.session.scalars(db.select(Mention)).all() == []
    entries = [entry for entry in db.session.scalars(db.select(AuditEntry)) if entry.act.startswith("note.")]
    assert [entry.act for entry in entries] == ["note.added", "note.deleted"]
    assert "secret" not in repr([(entry.before, entry.after) for entry in entries])


def test_only_ones_own_note_is_changed(application: Application, anna: User, nuria: User) -> None:
    note = add_note(application, "mine", by=anna)
    for somebody in (nuria, a_user("hiring_manager"), None):
        with pytest.raises(NotAllowed):
            edit_note(note, "yours", by=somebody)
        with pytest.raises(NotAllowed):
            delete_note(note, by=somebody)
    with pytest.raises(Invalid, match="text: too_long"):
        edit_note(note, "x" * (MOST + 1), by=anna)
    with pytest.raises(Invalid, match="text: required"):
        edit_note(note, " ", by=anna)
    assert note.text == "mine"


def test_a_note_of_another_application(application: Application, anna: User) -> None:
    note = add_note(an_application(application.opening), "elsewhere", by=anna)
    with pytest.raises(NotFound):
        note_of(application, note.id)
