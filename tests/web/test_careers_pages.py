"""The public pages that are read: the openings, a job, the privacy notice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from recruit.hiring.operations.openings import close_opening, revise_opening
from recruit.hiring.queries.openings import profile_of, today
from recruit.web.careers.views import PRIVACY_VERSION
from tests.factories import a_user, an_opening, some_details
from tests.web.applicant import ENGLISH, applications, complete, send, words


def test_openings_are_listed_without_drafts_and_closed_ones(client: FlaskClient) -> None:
    by = a_user()
    an_opening(by=by, title={"ca": "Oberta", "es": "Abierta", "en": "Open one"})
    an_opening(by=by, title={"ca": "Esborrany", "es": "Borrador", "en": "Draft one"}, published=False)
    closed = an_opening(by=by, title={"ca": "Tancada", "es": "Cerrada", "en": "Closed one"})
    close_opening(closed, by=by)
    page = words(client.get("/", headers=ENGLISH).text)
    assert "Open one" in page
    assert "€38,000 – €52,000" in page
    assert "Draft one" not in page
    assert "Closed one" not in page


def test_no_opening_is_said(client: FlaskClient) -> None:
    assert "There is no open position just now." in client.get("/", headers=ENGLISH).text


@pytest.mark.parametrize(
    ("language", "title", "duty", "skill"),
    [
        ("ca", "Gestió de comptes clau", "Revisió dels comptes", "Pensament crític"),
        ("es", "Gestión de cuentas clave", "Revisión de las cuentas", "Pensamiento crítico"),
        ("en", "Key Account Manager", "Account reviews", "Critical thinking"),
    ],
)
def test_a_job_page_speaks_its_language(client: FlaskClient, language: str, title: str, duty: str, skill: str) -> None:
    opening = an_opening()
    response = client.get(f"/jobs/{opening.slug}?lang={language}")
    assert f'<html lang="{language}"' in response.text
    page = words(response.text)
    assert title in page
    assert duty in page
    assert skill in page
    profile = profile_of(opening.version)
    for item in (*profile.duties, *profile.skills):
        assert item.text[language] in page
    for line in profile.education:
        assert line[language] in page


def test_figures_carry_their_source_year_and_country(client: FlaskClient) -> None:
    page = client.get(f"/jobs/{an_opening().slug}", headers=ENGLISH).text
    rows = [words(row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]

    def row(name: str) -> str:
        return next(row for row in rows if name in row).strip()

    assert row("Average salary") == "Average salary per year $51,933 – $94,871 PayScale 2010 United States"
    assert row("Bonus").endswith("$4,015 – $15,494 PayScale 2010 United States")
    assert row("Profit sharing").endswith("$1,769 – $5,197 PayScale 2010 United States")
    assert row("Commission").endswith("$5,500 – $39,999 PayScale 2010 United States")
    assert row("Expected growth").endswith("13% US Bureau of Labor Statistics 2008–2018 United States")
    assert row("median wage").endswith("$117,960 US Bureau of Labor Statistics 2016 United States")
    assert row("25th percentile").endswith("$79,420 US Bureau of Labor Statistics 2016 United States")
    assert row("75th percentile").endswith("$168,300 US Bureau of Labor Statistics 2016 United States")
    assert row("People employed").endswith("385,500 people US Bureau of Labor Statistics 2016 United States")
    assert "they do not say what is paid today, or elsewhere" in words(page)


def test_a_closed_opening_says_so_and_takes_nothing(client: FlaskClient) -> None:
    by = a_user()
    opening = an_opening(by=by)
    slug = opening.slug
    close_opening(opening, by=by)
    job = words(client.get(f"/jobs/{slug}", headers=ENGLISH).text)
    assert "This position is closed." in job
    assert "Apply for this position" not in job
    assert "This position is closed" in client.get(f"/jobs/{slug}/apply", headers=ENGLISH).text
    sent = send(client, slug, complete())
    assert "nothing was sent" in sent.text
    assert applications() == []


def test_the_day_after_the_closing_date_is_too_late(client: FlaskClient) -> None:
    by = a_user()
    opening = an_opening(by=by)
    yesterday = today() - timedelta(days=1)
    revise_opening(opening, details=some_details(closes_on=yesterday), reason="", expected_version=1, by=by)
    page = words(client.get(f"/jobs/{opening.slug}", headers=ENGLISH).text)
    assert "This position is closed." in page
    assert "Closed on" in page


def test_a_draft_is_seen_by_the_team_alone(client: FlaskClient) -> None:
    by = a_user()
    slug = an_opening(by=by, published=False).slug
    assert client.get(f"/jobs/{slug}").status_code == 404
    assert client.get(f"/jobs/{slug}/apply").status_code == 404
    client.log_in(by)  # type: ignore[attr-defined]
    assert "This is a draft. Only your team can see it." in client.get(f"/jobs/{slug}", headers=ENGLISH).text
    assert "This opening is not published yet" in client.get(f"/jobs/{slug}/apply", headers=ENGLISH).text


@pytest.mark.parametrize(
    ("language", "title", "score", "rights", "documents"),
    [
        ("ca", "Avís de privacitat", "Com funciona la puntuació", "article 22 de l'RGPD", "Els altres documents"),
        ("es", "Aviso de privacidad", "Cómo funciona la puntuación", "artículo 22 del RGPD", "Los demás documentos"),
        ("en", "Privacy notice", "How the score works", "Article 22 GDPR", "Further documents that you add"),
    ],
)
def test_the_privacy_notice_in_each_language(
    client: FlaskClient, language: str, title: str, score: str, rights: str, documents: str
) -> None:
    page = words(client.get(f"/privacy?lang={language}").text)
    for part in (title, score, rights, documents, PRIVACY_VERSION, "Fusteria Ginesta"):
        assert part in page


def test_the_privacy_notice_names_its_contact(make_app: Callable[..., Flask]) -> None:
    app = make_app(PRIVACY_CONTACT="dades@example.com")
    assert 'href="mailto:dades@example.com"' in app.test_client().get("/privacy").text


def test_what_an_opening_says_is_shown_as_text(client: FlaskClient) -> None:
    opening = an_opening(
        title={"ca": "A <b>", "es": "A <b>", "en": "A <b>"},
        description={"ca": "", "es": "", "en": "One <script>\nline\n\n- first & last\n- second"},
    )
    page = client.get(f"/jobs/{opening.slug}", headers=ENGLISH).text
    assert "<h1>A &lt;b&gt;</h1>" in page
    assert "<p>One &lt;script&gt;<br>line</p>\n<ul><li>first &amp; last</li><li>second</li></ul>" in page


@pytest.mark.parametrize("path", ["/", "/jobs/{slug}", "/jobs/{slug}/apply", "/privacy"])
def test_pages_take_few_queries(client: FlaskClient, count_queries: Callable[[], Any], path: str) -> None:
    opening = an_opening()
    address = path.format(slug=opening.slug)
    client.get(address)
    with count_queries() as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 3, queries  # the notice: the rules for data, the openings' weights, the company


def test_pages_are_light(client: FlaskClient) -> None:
    slug = an_opening().slug
    for path in ("/", f"/jobs/{slug}", f"/jobs/{slug}/apply", "/privacy"):
        assert len(client.get(path).data) < 24_000, path
