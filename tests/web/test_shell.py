"""The shell that every page stands in: its language, its theme, its navigation."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories import a_user, an_opening


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("ca", "ca"),
        ("es-AR,es;q=0.9", "es"),
        ("en-GB,en;q=0.8,ca;q=0.9", "en"),
        ("fr-FR,ca;q=0.5", "ca"),
        ("de", "en"),
        ("en;q=0,es;q=0.1", "es"),
        ("", "en"),
    ],
)
def test_the_browsers_language_is_followed(client: FlaskClient, header: str, expected: str) -> None:
    assert f'<html lang="{expected}"' in client.get("/", headers={"Accept-Language": header}).text


def test_a_choice_of_language_stays(client: FlaskClient) -> None:
    headers = {"Accept-Language": "es"}
    assert '<html lang="ca"' in client.get("/privacy?lang=ca", headers=headers).text
    assert '<html lang="ca"' in client.get("/", headers=headers).text
    assert '<html lang="en"' in client.get("/?lang=en", headers=headers).text
    assert '<html lang="en"' in client.get("/", headers=headers).text


def test_a_language_that_we_have_not_changes_nothing(client: FlaskClient) -> None:
    response = client.get("/?lang=<fr>", headers={"Accept-Language": "ca"})
    assert '<html lang="ca"' in response.text
    assert "Set-Cookie" not in response.headers


def test_users_have_their_own_language_until_they_choose(client: FlaskClient) -> None:
    client.log_in(a_user(language="ca"))  # type: ignore[attr-defined]
    assert '<html lang="ca"' in client.get("/", headers={"Accept-Language": "en"}).text
    assert '<html lang="es"' in client.get("/?lang=es", headers={"Accept-Language": "en"}).text


def test_the_switch_leads_to_the_same_page(client: FlaskClient) -> None:
    slug = an_opening().slug
    page = client.get(f"/jobs/{slug}?from=mail&lang=en").text
    assert f'href="/jobs/{slug}?from=mail&amp;lang=ca" lang="ca"' in page
    assert re.search(r'lang="en" hreflang="en" title="English" aria-current="true"', page)


def test_the_chosen_theme_is_drawn_by_the_server(client: FlaskClient) -> None:
    assert "data-theme=" not in client.get("/").text.split("<body")[0]
    client.set_cookie("theme", "dark")
    assert 'data-theme="dark"' in client.get("/").text.split("<body")[0]
    client.set_cookie("theme", '"><script>')
    assert "data-theme=" not in client.get("/").text.split("<body")[0]


def test_the_shell_knows_who_is_there(client: FlaskClient) -> None:
    public = client.get("/", headers={"Accept-Language": "en"}).text
    assert 'href="#main"' in public
    assert 'class="shell-nav"' not in public
    client.log_in(a_user(name="Anna <Puig>"))  # type: ignore[attr-defined]
    page = client.get("/", headers={"Accept-Language": "en"}).text
    assert "Anna &lt;Puig&gt;" in page
    assert 'hx-headers=\'{"X-CSRFToken": "' in page


@pytest.mark.parametrize(
    ("role", "path", "labels", "current"),
    [
        ("recruiter", "/desk/openings/new", ["Openings"], "Openings"),
        ("recruiter", "/", ["Openings"], None),
        ("hiring_manager", "/shortlist/", ["Shortlists"], "Shortlists"),
        ("admin", "/desk/", ["Openings", "Users", "Company", "Applicants’ data", "Audit log"], "Openings"),
        ("admin", "/admin/users/new", ["Openings", "Users", "Company", "Applicants’ data", "Audit log"], "Users"),
        ("admin", "/admin/audit", ["Openings", "Users", "Company", "Applicants’ data", "Audit log"], "Audit log"),
    ],
)
def test_the_navigation_is_that_of_the_role(
    client: FlaskClient, role: str, path: str, labels: list[str], current: str | None
) -> None:
    client.log_in(a_user(role))  # type: ignore[attr-defined]
    page = client.get(path, headers={"Accept-Language": "en"}).text
    entries = re.findall(r'<a href="[^"]+"( aria-current="page")?>([^<]+)</a>', page.split("</header>")[0])
    assert [label for _, label in entries] == labels
    assert [label for marked, label in entries if marked] == ([current] if current else [])
