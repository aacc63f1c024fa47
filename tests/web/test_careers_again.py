"""A form that is sent twice, too fast or too often, as a browser does it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import Opening
from recruit.storage.database import now
from recruit.web.careers import haste
from tests.conftest import MakeApp
from tests.factories import CV_TEXT, an_opening
from tests.web.applicant import ENGLISH, a_cv, act, applications, complete, form_of, send, summary, value, words


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


def test_a_second_form_within_minutes_offers_to_replace_the_cv(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, run_jobs: Callable[[], int]
) -> None:
    first = send(client, opening.slug, complete())
    newer = complete(email="NURIA.vidal@example.com", cv=(io.BytesIO(CV_TEXT.encode() + b"\nMBA, 2019"), "newer.txt"))
    asked = send(client, opening.slug, newer)
    assert asked.status_code == 200
    assert "You have just applied for this position" in words(asked.text)
    assert len(applications()) == 1
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.text))
    assert fields["name"] == "Núria Vidal Serra"
    replaced = client.post(f"/jobs/{opening.slug}/apply", data=fields | {"act": "replace"}, headers=ENGLISH)
    assert replaced.location == first.location
    [application] = applications()
    assert [file.filename for file in application.files] == ["cv núria.txt", "newer.txt"]
    run_jobs()
    db.session.expire_all()
    assert application.reading is not None
    assert application.reading.file_id == application.files[1].id


def test_a_second_form_may_be_an_application_of_its_own(client: FlaskClient, opening: Opening) -> None:
    send(client, opening.slug, complete())
    newer = complete(cv=(io.BytesIO(CV_TEXT.encode() + b"\nMBA, 2019"), "newer.txt"))
    assert send(client, opening.slug, newer | {"act": "separate"}).status_code == 303
    assert len(applications()) == 2


def test_another_browser_is_told_nothing(app: Flask, client: FlaskClient, opening: Opening) -> None:
    """Who types somebody's address must not learn that they applied, nor change their CV."""
    send(client, opening.slug, complete())
    newer = complete(cv=(io.BytesIO(CV_TEXT.encode() + b"\nMBA, 2019"), "newer.txt"))
    stranger = app.test_client()
    assert send(stranger, opening.slug, newer | {"act": "replace"}).status_code == 303
    assert [len(application.files) for application in applications()] == [1, 1]


@pytest.fixture
def hasty(make_app: MakeApp) -> Any:
    app = make_app(MIN_FILL_SECONDS=3)
    with app.app_context():
        yield app.test_client(), an_opening().slug


def test_too_fast_is_asked_once_more(hasty: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, slug = hasty
    opened = value(client.get(f"/jobs/{slug}/apply").text, "opened")
    answer = send(client, slug, complete(opened=opened))
    assert answer.status_code == 422
    assert "Please press “Send the application” once more." in words(answer.text)
    assert summary(answer.text) == []
    kept = form_of(answer.text)
    assert (kept["name"], kept["opened"]) == (["Núria Vidal Serra"], [opened])
    monkeypatch.setattr(haste, "now", lambda: now() + timedelta(seconds=5))
    assert client.post(f"/jobs/{slug}/apply", data=kept | {"consent": "y"}, headers=ENGLISH).status_code == 303


@pytest.mark.parametrize("opened", ["", "forged", None])
def test_a_form_that_we_never_gave_out_is_asked_once_more(hasty: Any, opened: str | None) -> None:
    client, slug = hasty
    answer = send(client, slug, complete(opened=opened))
    assert "Please press “Send the application” once more." in words(answer.text)
    assert value(answer.text, "opened") not in ("", "forged")


def test_the_unseen_field_asks_once_more_and_loses_nothing(client: FlaskClient, opening: Opening) -> None:
    answer = send(client, opening.slug, complete(website="https://example.com"))
    assert answer.status_code == 422
    assert applications() == []
    again = form_of(answer.text)
    assert again["website"] == [""]
    assert client.post(f"/jobs/{opening.slug}/apply", data=again | {"consent": "y"}).status_code == 303


def test_limits_say_so_and_keep_what_was_typed(make_app: MakeApp) -> None:
    one = dict.fromkeys(("UPLOAD_LIMIT", "DRAFT_LIMIT", "DRAFT_MAIL_LIMIT"), "1 per hour")
    app = make_app(RATELIMIT_ENABLED=True, APPLY_LIMIT="4 per hour", **one)
    with app.app_context():
        slug = an_opening().slug
        client = app.test_client()
        for _ in range(2):
            assert send(client, slug, complete(name="")).status_code == 422
        assert act(client, slug, "mail", mail_to="a@example.com").status_code == 303
        refused = act(client, slug, "mail", mail_to="b@example.com")
        assert refused.status_code == 429
        assert "The link was sent several times already." in words(refused.text)
        answer = send(client, slug, complete(name="Núria"))
        assert answer.status_code == 429
        assert "A lot was sent from this connection" in words(answer.text)
        assert value(answer.text, "name") == "Núria"
        for path in ("save", "upload"):
            assert client.post(f"/jobs/{slug}/{path}", data={"cv": a_cv()}, headers=ENGLISH).status_code == 200
            last = client.post(f"/jobs/{slug}/{path}", data={"name": "x"}, headers=ENGLISH)
            assert last.status_code == 429
            assert "Wait a few minutes" in last.get_json()["error"]
