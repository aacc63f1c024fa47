"""What every answer carries so that a browser keeps others out, and what forms and cookies need."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from recruit.hiring.models import CvFile
from recruit.storage.database import db
from tests.factories import CV_TEXT, a_user, an_application, an_opening

MakeApp = Callable[..., Flask]
ROOT = Path(__file__).resolve().parents[2]


def policy(header: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in header.split(";"))}


@pytest.mark.parametrize("path", ["/", "/privacy", "/jobs/none", "/static/css/app.css", "/static/none.css", "/nowhere"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    assert policy(headers["Content-Security-Policy"]) == {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_https_is_insisted_on_only_over_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    secure = client.get("/", base_url="https://jobs.example.com").headers
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_forwarded_headers_are_believed_only_of_known_proxies(make_app: MakeApp) -> None:
    forwarded = {"X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" not in make_app().test_client().get("/", headers=forwarded).headers
    behind = make_app(TRUSTED_PROXIES=1).test_client().get("/", headers=forwarded)
    assert "Strict-Transport-Security" in behind.headers


def test_pages_with_personal_data_are_not_stored(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    slug = an_opening().slug
    assert client.post(f"/jobs/{slug}/apply", data={"name": "Núria"}).headers["Cache-Control"] == "no-store"
    client.log_in(a_user())  # type: ignore[attr-defined]
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_a_confirmation_is_not_stored(client: FlaskClient) -> None:
    address = f"/applied/{an_application(an_opening()).public_id}"
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_by_their_version(client: FlaskClient) -> None:
    found = re.search(r'href="(/static/css/app\.css\?v=\w+)"', client.get("/").text)
    assert found
    with client.get(found[1]) as versioned:
        assert versioned.cache_control.immutable
        assert versioned.cache_control.max_age == 31536000
    with client.get("/static/css/app.css") as bare:
        assert not bare.cache_control.immutable


def test_pages_differ_by_language_and_cookie(client: FlaskClient) -> None:
    assert {"Accept-Language", "Cookie"} <= set(client.get("/").vary)


def test_a_form_without_its_token_is_refused_and_shown_again(make_app: MakeApp) -> None:
    app = make_app(WTF_CSRF_ENABLED=True)
    with app.app_context():
        slug = an_opening().slug
    client = app.test_client()
    cv = (io.BytesIO(CV_TEXT.encode()), "cv.txt")
    refused = client.post(
        f"/jobs/{slug}/apply", data={"name": "Núria Vidal", "cv": cv}, headers={"Accept-Language": "en"}
    )
    assert refused.status_code == 400
    assert "The page was open for too long. Check what you wrote and send it once more." in refused.text
    assert 'value="Núria Vidal"' in refused.text
    assert "Your CV: cv.txt" in refused.text
    token = re.search(r'name="csrf_token" value="([^"]+)"', refused.text)
    assert token
    accepted = client.post(f"/jobs/{slug}/apply", data={"name": "Núria", "csrf_token": token[1]})
    assert accepted.status_code == 422
    assert 'id="error-summary"' in accepted.text


def test_other_forms_without_their_token_get_the_error_page(make_app: MakeApp) -> None:
    app = make_app(WTF_CSRF_ENABLED=True)
    app.add_url_rule("/change", "change", lambda: "", methods=["POST"])
    refused = app.test_client().post("/change", headers={"Accept-Language": "en"})
    assert refused.status_code == 400
    assert "This page was open for too long" in refused.text


def test_an_applicant_gets_a_session_only_with_the_form(make_app: MakeApp) -> None:
    app = make_app(WTF_CSRF_ENABLED=True)
    with app.app_context():
        slug = an_opening().slug
    client = app.test_client()
    for path in ("/", f"/jobs/{slug}", "/privacy"):
        assert "Set-Cookie" not in client.get(path).headers
    [cookie] = client.get(f"/jobs/{slug}/apply").headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_cookies_are_secure_where_the_address_is(make_app: MakeApp) -> None:
    app = make_app(SESSION_COOKIE_SECURE=True)
    [cookie] = app.test_client().get("/?lang=ca", base_url="https://jobs.example.com").headers.getlist("Set-Cookie")
    assert cookie.startswith("language=ca;")
    for part in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert part in cookie


def test_htmx_is_held_to_the_policy(client: FlaskClient) -> None:
    """It brings no style of its own, runs no code out of attributes, asks nobody else and keeps no pages."""
    found = re.search(r"name=\"htmx-config\" content='([^']+)'", client.get("/").text)
    assert found
    assert json.loads(found[1]) == {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
    }


def test_what_is_vendored_is_listed_with_its_licence() -> None:
    vendor = ROOT / "static" / "vendor"
    listed = (vendor / "VERSIONS").read_text(encoding="utf-8")
    for folder in sorted(path for path in vendor.iterdir() if path.is_dir()):
        assert f"{folder.name}/" in listed
        assert list(folder.glob("LICENSE*"))
    assert 'version:"2.0.11"' in (vendor / "htmx" / "htmx.min.js").read_text(encoding="utf-8")


def test_styles_and_scripts_ask_nobody_else() -> None:
    """No address of another host in our styles and scripts."""
    own = [*(ROOT / "static" / "css").glob("*.css"), *(ROOT / "static" / "js").glob("*.js")]
    assert own
    for path in own:
        assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text(encoding="utf-8")) == [], path.name


def test_forms_without_protection_are_counted_too(make_app: Callable[..., Flask]) -> None:
    """Each may leave a file with us: who sends them by the hundred must not fill the disk."""
    app = make_app(WTF_CSRF_ENABLED=True, RATELIMIT_ENABLED=True)
    with app.app_context():
        address = f"/jobs/{an_opening().slug}/apply"
    client = app.test_client()
    answers = [
        client.post(address, data={"cv": (io.BytesIO(b"Key Account Manager"), "cv.txt")}).status_code for _ in range(61)
    ]
    assert answers == [400] * 60 + [429]
    with app.app_context():
        assert len(db.session.scalars(select(CvFile)).all()) == 60
