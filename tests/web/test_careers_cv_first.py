"""Applying with the CV first: it fills in the form, and what it filled in is said and can be put right."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Draft, Opening, Prefill
from tests.factories import a_user, an_opening
from tests.web.applicant import ENGLISH, a_cv, act, applications, chosen, complete, form_of, send, value, words


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


def read_cv_first(client: FlaskClient, opening: Opening, run_jobs: Callable[[], int], **typed: str) -> str:
    """The address of a draft whose CV was read."""
    response = act(client, opening.slug, "read", cv=a_cv(), **typed)
    assert response.status_code == 303
    address, _question, rest = response.location.partition("?")
    assert rest == "wait=1"
    waiting = client.get(f"{address}?wait=1", headers=ENGLISH)
    assert "It takes a few seconds" in waiting.text
    assert f'http-equiv="refresh" content="2; url={address}?wait=1"' in waiting.text
    run_jobs()
    assert client.get(f"{address}?wait=1", headers=ENGLISH).location == address
    return str(address)


def test_the_cv_fills_the_form_and_shows_its_words(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, run_jobs: Callable[[], int]
) -> None:
    address = read_cv_first(client, opening, run_jobs, email="n.vidal@example.org")
    page = client.get(address, headers=ENGLISH).text
    assert value(page, "name") == "Núria Vidal Serra"
    assert value(page, "email") == "n.vidal@example.org", "what was typed stays"
    assert chosen(page, "degree") == ["bachelor"]
    assert chosen(page, "degree_status") == ["completed"]
    assert value(page, "related_years") == "4"
    assert "negotiation" in chosen(page, "skills")
    assert chosen(page, "mba") == [], "not found is not no"
    said = words(page)
    assert origins(page) == {
        "name": ("same", "Núria Vidal Serra"),
        "email": ("other", "nuria.vidal@example.com"),
        "degree": ("same", "Grau en Administració i Direcció d'Empreses"),
        "degree_status": ("same", "Grau en Administració i Direcció d'Empreses"),
        "degree_field": ("same", "Grau en Administració i Direcció d'Empreses"),
        "related_years": ("same", "Key Account Manager · 03/2018 - 02/2022"),
    }
    assert "Key Account Manager , Vins del Priorat 03/2018 – 02/2022" in said
    assert "Your CV was read and the form filled in." in said
    catalan = client.get(f"{address}?lang=ca").text
    assert "Del teu CV:" in words(catalan)


def origins(page: str) -> dict[str, tuple[str, str]]:
    """Field -> whether it stands as read, and the words it was read in."""
    found = {}
    for origin in re.findall(r'<span class="origin.*?</q>', page, re.DOTALL):
        name, quote = re.search(r'data-origin="(\w+)"', origin), re.search(r"<q>(.*?)</q>", origin)
        hidden = re.search(r"data-(same|other) hidden", origin)
        if name and quote and hidden:
            found[name[1]] = ("other" if hidden[1] == "same" else "same", unescape(quote[1]))
    return found


def test_what_is_corrected_is_declared_and_seen_on_the_desk(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, run_jobs: Callable[[], int]
) -> None:
    address = read_cv_first(client, opening, run_jobs)
    form = form_of(client.get(address, headers=ENGLISH).text) | {"consent": "y", "related_years": "6"}
    form |= {"post_0_employer": "Vins del Montsant", "post_1_title": "Sales assistant", "post_1_start": "09/2016",
             "post_1_end": "02/2018"}  # fmt: skip
    assert client.post(f"/jobs/{opening.slug}/apply", data=form, headers=ENGLISH).status_code == 303
    [application] = applications()
    assert (application.name, application.related_years, application.degree) == ("Núria Vidal Serra", 6, "bachelor")
    [prefill] = db.session.scalars(select(Prefill))
    assert prefill.offered["related_years"][0] == "4"
    assert prefill.posts == [
        {"title": "Key Account Manager", "employer": "Vins del Montsant", "start": "2018-03", "end": "2022-02"},
        {"title": "Sales assistant", "employer": "", "start": "2016-09", "end": "2018-02"},
    ]
    assert db.session.scalars(select(Draft)).all() == []
    run_jobs()
    client.log_in(a_user())  # type: ignore[attr-defined]
    page = words(client.get(f"/desk/applications/{application.public_id}?lang=en").text)
    assert "Related experience 6 y declared The CV says: 4 y" in page.replace("\xa0", " ")
    assert "Key Account Manager, Vins del Montsant 03/2018 – 02/2022" in page


def test_a_form_left_as_read_changes_nothing(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, run_jobs: Callable[[], int]
) -> None:
    address = read_cv_first(client, opening, run_jobs)
    form = form_of(client.get(address, headers=ENGLISH).text) | {"consent": "y"}
    assert client.post(f"/jobs/{opening.slug}/apply", data=form, headers=ENGLISH).status_code == 303
    [prefill] = db.session.scalars(select(Prefill))
    assert prefill.posts is None
    assert set(prefill.offered) == {
        "name",
        "email",
        "degree",
        "degree_field",
        "degree_status",
        "related_years",
        "skills",
    }
    [application] = applications()
    client.log_in(a_user())  # type: ignore[attr-defined]
    page = words(client.get(f"/desk/applications/{application.public_id}?lang=en").text)
    assert "answers came from the CV; nothing was changed." in page


def test_by_hand_nothing_is_said_to_come_from_the_cv(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    assert send(client, opening.slug, complete()).status_code == 303
    assert db.session.scalars(select(Prefill)).all() == []


def test_without_a_cv_at_all(client: FlaskClient, opening: Opening) -> None:
    assert send(client, opening.slug, complete(cv=None, without_cv="y")).status_code == 303
    assert applications()[0].reading_status == "no_cv"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7\nnothing of a PDF", "cv.pdf", "This file is damaged"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x00\xff" * 30, "cv.pdf", "We can’t read this kind of file."),
        (b"", "cv.pdf", "This file is empty."),
    ],
)
def test_bad_files_say_what_to_do(
    client: FlaskClient, opening: Opening, run_jobs: Callable[[], int], data: bytes, name: str, said: str
) -> None:
    response = act(client, opening.slug, "read", cv=(io.BytesIO(data), name), name="Núria")
    if response.status_code == 303:
        run_jobs()
        response = client.get(response.location.partition("?")[0], headers=ENGLISH)
    assert said in words(response.text)
    assert value(response.text, "name") == "Núria"
