"""Every error has a page: it says what to do, and nothing of the inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import text

from recruit.hiring.operations.errors import NotFound, Stale
from recruit.hiring.permissions import NotAllowed
from recruit.storage.database import db
from tests.factories import a_user


def failing(app: Flask, error: Callable[[], Any]) -> FlaskClient:
    def view() -> str:
        error()
        return ""

    app.add_url_rule("/fail", "fail", view)
    return app.test_client()


def raiser(error: BaseException) -> Callable[[], Any]:
    def act() -> None:
        raise error

    return act


@pytest.mark.parametrize(
    ("act", "code", "title"),
    [
        (lambda: abort(400), 400, "This could not be understood"),
        (lambda: abort(403), 403, "This page is not open to you"),
        (lambda: abort(404), 404, "There is no such page"),
        (lambda: abort(409), 409, "Somebody else changed this meanwhile"),
        (lambda: abort(413), 413, "That is too much at once"),
        (lambda: abort(429), 429, "Too many attempts"),
        (lambda: abort(418), 418, "Something went wrong"),
        (raiser(NotAllowed("openings.edit")), 403, "This page is not open to you"),
        (raiser(NotFound("opening:3")), 404, "There is no such page"),
        (raiser(Stale("opening:3")), 409, "Somebody else changed this meanwhile"),
        (raiser(ZeroDivisionError()), 500, "Something went wrong on our side"),
    ],
)
def test_every_error_has_a_page_that_says_what_to_do(
    make_app: Callable[..., Flask], act: Callable[[], Any], code: int, title: str
) -> None:
    client = failing(make_app(PROPAGATE_EXCEPTIONS=False), act)
    response = client.get("/fail", headers={"Accept-Language": "en"})
    assert response.status_code == code
    assert f"<h1>{title}</h1>" in response.text
    assert "Content-Security-Policy" in response.headers
    part = client.get("/fail", headers={"Accept-Language": "en", "HX-Request": "true"})
    assert part.status_code == code
    assert "<html" not in part.text
    assert title in part.text


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    response = client.post("/privacy")
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))


def test_an_error_tells_nothing_of_the_inside(make_app: Callable[..., Flask]) -> None:
    client = failing(make_app(PROPAGATE_EXCEPTIONS=False), raiser(RuntimeError("secret-detail")))
    assert "secret-detail" not in client.get("/fail").text


def test_the_error_page_does_without_the_database(app: Flask, client: FlaskClient) -> None:
    client.log_in(a_user())  # type: ignore[attr-defined]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.execute(text("ALTER TABLE users RENAME TO lost"))
    db.session.commit()
    response = client.get("/desk/", headers={"Accept-Language": "en"})
    assert response.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response.headers
