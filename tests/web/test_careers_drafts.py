"""Drafts of an application: kept, found again, sent by mail, deleted, with scripts and without."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import CvFile, Draft, EarlyReading, Opening
from recruit.hiring.operations.drafts import save_draft
from recruit.storage.database import now
from tests.factories import an_opening
from tests.web.applicant import ENGLISH, a_cv, act, applications, chosen, complete, send, summary, value, words


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


def test_saved_by_a_button_and_found_again(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    response = act(client, opening.slug, "save", name="Núria", skills=["sales", "energy"], message="Hola")
    assert response.status_code == 303
    assert response.location.endswith("?saved=1#later")
    address = response.location.partition("?")[0]
    again = client.get(address, headers=ENGLISH)
    assert again.headers["Cache-Control"] == "no-store"
    page = again.text
    assert (value(page, "name"), chosen(page, "skills")) == ("Núria", ["sales", "energy"])
    assert ">Hola</textarea>" in page.replace("\r\n", "")
    assert "Nothing was sent yet." in words(client.get(response.location, headers=ENGLISH).text)
    # saved again under the same link
    act(client, opening.slug, "save", draft=address.rpartition("/")[2], name="Núria Vidal")
    assert value(client.get(address, headers=ENGLISH).text, "name") == "Núria Vidal"
    [draft] = db.session.scalars(select(Draft))
    draft.expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    gone = client.get(address, headers=ENGLISH)
    assert gone.status_code == 404
    assert "This form is no longer kept" in words(gone.text)


def test_a_bad_file_is_said_when_saving_and_the_rest_is_kept(
    client: FlaskClient, db: SQLAlchemy, opening: Opening
) -> None:
    response = act(client, opening.slug, "save", name="Núria", cv=(io.BytesIO(b""), "cv.pdf"))
    assert response.status_code == 422
    assert summary(response.text) == ["This file is empty. Check it on your device and choose it again."]
    [draft] = db.session.scalars(select(Draft))
    assert draft.form == {"name": ["Núria"]}


def test_consent_and_protection_are_no_part_of_a_draft(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    act(client, opening.slug, "save", name="Núria", consent="y", csrf_token="x", website="y", cv_token="z")
    [draft] = db.session.scalars(select(Draft))
    assert draft.form == {"name": ["Núria"]}


def test_the_link_by_mail(
    client: FlaskClient,
    opening: Opening,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
) -> None:
    refused = act(client, opening.slug, "mail", name="Núria", mail_to="nobody")
    assert refused.status_code == 422
    assert "Write the e-mail address that the link should go to" in words(refused.text)
    response = act(client, opening.slug, "mail", name="Núria", email="nuria@example.com")
    assert "on its way to nuria@example.com" in words(client.get(response.location, headers=ENGLISH).text)
    run_jobs()
    [mail] = sent_mails()
    found = re.search(r"https?://[^/]+(/jobs/\S+)", mail.get_content())
    assert found
    assert value(client.get(found[1]).text, "name") == "Núria"


def test_everything_typed_can_be_deleted(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    response = act(client, opening.slug, "read", cv=a_cv(), name="Núria")
    token = response.location.partition("?")[0].rpartition("/")[2]
    assert act(client, opening.slug, "remove_cv", draft=token).status_code == 303
    assert db.session.scalars(select(CvFile)).all() == []
    assert act(client, opening.slug, "discard", draft=token).status_code == 303
    assert db.session.scalars(select(Draft)).all() == []


def test_scripts_save_upload_and_ask(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, run_jobs: Callable[[], int]
) -> None:
    saved = client.post(f"/jobs/{opening.slug}/save", data={"name": "Núria"}, headers=ENGLISH).get_json()
    assert saved["url"] == f"/jobs/{opening.slug}/apply/{saved['draft']}"
    assert re.fullmatch(r"\d\d:\d\d", saved["at"])
    assert client.get(f"{saved['url']}/reading").get_json() == {"status": "none", "done": True}
    sent = client.post(
        f"/jobs/{opening.slug}/upload", data={"draft": saved["draft"], "name": "Núria V.", "cv": a_cv()},
        headers=ENGLISH,
    ).get_json()  # fmt: skip
    assert (sent["draft"], sent["file"]) == (saved["draft"], "cv núria.txt")
    assert client.get(f"{saved['url']}/reading").get_json() == {"status": "waiting", "done": False}
    run_jobs()
    assert client.get(f"{saved['url']}/reading").get_json() == {"status": "read", "done": True}
    bad = client.post(f"/jobs/{opening.slug}/upload", data={"cv": (io.BytesIO(b""), "cv.pdf")}, headers=ENGLISH)
    assert bad.status_code == 422
    assert bad.get_json() == {"error": "This file is empty. Check it on your device and choose it again."}
    much = client.post(f"/jobs/{opening.slug}/save", data={"message": "x" * 70_000}, headers=ENGLISH)
    assert much.status_code == 422
    assert len(db.session.scalars(select(EarlyReading)).all()) == 1


def test_a_draft_of_another_opening_is_not_this_ones(client: FlaskClient, opening: Opening) -> None:
    other = save_draft(an_opening(), {"name": ["Núria"]}, language="ca")
    assert client.get(f"/jobs/{opening.slug}/apply/{other.token}").status_code == 404
    assert client.get(f"/jobs/{opening.slug}/apply/{other.token}/reading").get_json()["status"] == "none"


def test_a_draft_remembers_where_its_applicant_came_from(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    response = client.post(f"/jobs/{opening.slug}/apply?source=LinkedIn", data={"act": "save", "name": "Núria"})
    token = response.location.partition("?")[0].rpartition("/")[2]
    form = complete(draft=token)
    assert send(client, opening.slug, form).status_code == 303
    assert applications()[0].source == "linkedin"
    assert db.session.scalars(select(Draft)).all() == []
