"""Further documents: added and taken back by the applicant, opened by recruiters, and by nobody else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from recruit.hiring.models import Application, Document
from recruit.hiring.operations.access import new_link
from recruit.hiring.operations.documents import MOST_DOCUMENTS, add_documents
from recruit.hiring.operations.duplicates import merge_applications
from recruit.hiring.operations.openings import close_opening
from recruit.hiring.operations.own import withdraw
from recruit.hiring.operations.retention import place_hold
from recruit.hiring.queries.own import everything
from recruit.storage import files
from tests.factories import a_read_application, a_user
from tests.web.my.conftest import text_of, the_acts

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
LETTER = b"Benvolgut equip: em presento."


def add(client: FlaskClient, token: str, kind: str, *sent: tuple[bytes, str]) -> Any:
    uploads = [FileStorage(io.BytesIO(content), name) for content, name in sent]
    # encoded here: the test client would keep a large body in a temporary file that it never closes
    boundary, body = encode_multipart(MultiDict([("kind", kind), *(("documents", upload) for upload in uploads)]))
    return client.post(
        f"/my/{token}/documents?lang=en", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def kept(db: SQLAlchemy) -> list[Document]:
    return list(db.session.scalars(select(Document).order_by(Document.id)))


def test_documents_are_added_listed_opened_and_removed(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    score = person.score_id
    assert add(client, token, "certificate", (PNG, "títol.png"), (LETTER, "notes.txt")).status_code == 303
    assert add(client, token, "cover_letter", (LETTER + b"!", "carta.txt")).status_code == 303
    rows = kept(db)
    assert [(d.kind, d.filename, d.size) for d in rows] == [
        ("certificate", "títol.png", 48),
        ("certificate", "notes.txt", len(LETTER)),
        ("cover_letter", "carta.txt", len(LETTER) + 1),
    ]
    page = text_of(client.get(f"/my/{token}?lang=en").text)
    for words in ("títol.png Certificate or diploma · 1 kB", "carta.txt Cover letter"):
        assert words in page
    assert "The score rests on your CV and the form." in page
    answer = client.get(f"/my/{token}/documents/{rows[0].id}")
    assert (answer.data, answer.mimetype) == (PNG, "application/octet-stream")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    keys = [d.key for d in rows]
    number = rows[0].id
    assert client.post(f"/my/{token}/documents/{number}/remove").status_code == 303
    assert client.post(f"/my/{token}/documents/{number}/remove").status_code == 303
    db.session.expire_all()
    assert [d.filename for d in kept(db)] == ["notes.txt", "carta.txt"]
    with pytest.raises(files.NoSuchFile):
        files.get(keys[0])
    assert the_acts(db, person.id)[-4:] == ["document.added"] * 3 + ["document.removed"]
    assert person.score_id == score
    exported = everything(person)
    assert [d["filename"] for d in exported["documents"]] == ["notes.txt", "carta.txt"]
    assert "key" not in exported["documents"][0]
    assert client.get(f"/my/{token}/data.pdf").status_code == 200


REFUSED: list[tuple[str, list[tuple[bytes, str]], str]] = [
    ("", [(LETTER, "a.txt")], "Choose what kind of document it is."),
    ("other", [], "Choose at least one file."),
    ("other", [(LETTER, "a.txt"), (b"", "buit.txt")], "buit.txt: This file is empty."),
    ("other", [(b"MZ\x90\x00 no document", "foto.png")], "foto.png: This kind of file can’t be taken."),
    ("other", [(PNG + bytes(1024 * 1024), "gran.png")], "gran.png: This file is larger than 1 MB."),
    ("other", [(PNG + bytes([n]) * 900_000, f"{n}.png") for n in range(4)], "3 MB at most"),
    ("other", [(PNG + bytes([n]), f"{n}.png") for n in range(11)], "10 documents at most"),
]


def test_what_can_not_be_taken_is_said_and_nothing_is_kept(
    client: FlaskClient, db: SQLAlchemy, token: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_UPLOAD_MB", 1)
    folder = Path(app.instance_path) / "files" / "documents"
    for kind, sent, words in REFUSED:
        answer = add(client, token, kind, *sent)
        assert answer.status_code == 422
        assert words in text_of(answer.text)
    assert kept(db) == []
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_there_is_a_most_and_nothing_is_kept_twice(client: FlaskClient, db: SQLAlchemy, token: str) -> None:
    add(client, token, "other", *((PNG + bytes([n]), f"{n}.png") for n in range(MOST_DOCUMENTS - 1)))
    assert add(client, token, "reference", (PNG + bytes([1]), "again.png")).status_code == 303
    assert len(kept(db)) == MOST_DOCUMENTS - 1
    assert add(client, token, "other", (PNG + b"x", "x.png"), (PNG + b"y", "y.png")).status_code == 422
    assert add(client, token, "other", (PNG + b"x", "x.png")).status_code == 303
    assert "as many as there can be" in client.get(f"/my/{token}?lang=en").text


def test_after_the_end_nothing_is_added_or_removed(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    add_documents(person, "other", [(LETTER, "a.txt")])
    number, by = kept(db)[0].id, a_user("admin")
    remove = f"/my/{token}/documents/{number}/remove?lang=en"
    place_hold(person, "A claim", by=by)
    assert "legal reasons" in client.post(remove).text
    for end in ("closed", "withdrawn"):
        if end == "closed":
            close_opening(person.opening, by=by)
        else:
            withdraw(person)
        answers = [client.post(remove), add(client, token, "other", (PNG, "b.png"))]
        assert [answer.status_code for answer in answers] == [422, 422]
        assert all("can’t be added or removed" in answer.text for answer in answers)
    assert [d.filename for d in kept(db)] == ["a.txt"]
    assert client.get(f"/my/{token}/documents/{number}").data == LETTER


def test_nobody_else_opens_or_removes_them(
    client: FlaskClient, db: SQLAlchemy, person: Application, token: str
) -> None:
    add_documents(person, "reference", [(LETTER, "a.txt")])
    number = kept(db)[0].id
    other = a_read_application(person.opening, email="altra@example.com")
    theirs = new_link(other)[0]
    assert client.get(f"/my/{theirs}/documents/{number}").status_code == 404
    client.post(f"/my/{theirs}/documents/{number}/remove")
    assert len(kept(db)) == 1
    assert client.get(f"/desk/applications/{person.public_id}/documents/{number}").status_code == 302
    client.log_in(a_user("recruiter"))  # type: ignore[attr-defined]
    answer = client.get(f"/desk/applications/{person.public_id}/documents/{number}")
    assert (answer.data, answer.headers["X-Content-Type-Options"]) == (LETTER, "nosniff")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/desk/applications/{other.public_id}/documents/{number}").status_code == 404
    page = text_of(client.get(f"/desk/applications/{person.public_id}?lang=en").text)
    assert "a.txt Reference letter" in page
    assert "The score rests on the CV and the form" in page
    assert "Document added by the applicant" in page


def test_a_merge_loses_none(client: FlaskClient, db: SQLAlchemy, person: Application) -> None:
    by = a_user("recruiter")
    second = a_read_application(person.opening, email="nuria.vidal@example.com")
    add_documents(person, "other", [(LETTER, "first.txt")])
    add_documents(second, "certificate", [(PNG, "second.png")])
    merge_applications(person, second, by=by)
    client.log_in(by)  # type: ignore[attr-defined]
    page = client.get(f"/desk/applications/{person.public_id}?lang=en").text
    assert "first.txt" in page
    assert f"/desk/applications/{second.public_id}/documents/{kept(db)[1].id}" in page
    assert "with the second application" in page
