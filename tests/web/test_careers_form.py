"""The application form: what it asks, the faults it names, and that it loses nothing that was given."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from recruit.facts import SKILLS
from recruit.hiring.models import CvFile
from recruit.storage.database import db
from tests.factories import CV_TEXT, an_opening
from tests.web.applicant import ENGLISH, applications, complete, send, summary, token


def test_the_form_asks_for_the_seventeen_skills(client: FlaskClient) -> None:
    page = client.get(f"/jobs/{an_opening().slug}/apply", headers=ENGLISH).text
    assert re.findall(r'type="checkbox" id="skills-\d+" name="skills" value="(\w+)"', page) == list(SKILLS)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"name": "  "}, "Write your name."),
        ({"name": "x" * 121}, "Write your name in 120 characters or fewer."),
        ({"name": "Núria\x00"}, "Some characters here can’t be shown. Type the text again."),
        ({"email": ""}, "Write your e-mail address, so that we can answer you."),
        ({"email": "nuria@"}, "This is not a complete e-mail address. Write it like name@example.com."),
        ({"phone": "call me"}, "Write the phone number with digits, like 612 345 678 or +34 612 345 678."),
        ({"degree": ""}, "Choose your highest degree."),
        ({"degree_status": None}, "Say whether the degree is finished."),
        ({"degree_status": "nearly"}, "Say whether the degree is finished."),
        ({"related_years": "many"}, "Write the years as a number, like 4 or 2.5."),
        ({"related_years": "-1"}, "Write the years as a number, like 4 or 2.5."),
        ({"related_years": "61"}, "Write a number of years from 0 to 60."),
        ({"related_years": "nan"}, "Write the years as a number, like 4 or 2.5."),
        ({"salary_expectation": "45.5.1"}, "Write the yearly amount as a number, like 45000."),
        ({"salary_expectation": "0"}, "Check the amount: it should be for a whole year."),
        ({"availability": "x" * 121}, "Write your availability in 120 characters or fewer."),
        ({"message": "x" * 4001}, "Shorten the message: there is room for 4000 characters."),
        (
            {"consent": None},
            "Without your agreement we may not keep your application. Tick the box to send it.",
        ),
        ({"cv": None}, "Choose your CV."),
        (
            {"cv": (io.BytesIO(b"\x00\x01\x02\xff" * 200), "cv.pages")},
            "We can’t read this kind of file. Save your CV as PDF, DOCX, ODT, RTF, DOC or TXT and choose that one.",
        ),
        ({"cv": (io.BytesIO(b""), "cv.pdf")}, "This file is empty. Check it on your device and choose it again."),
    ],
)
def test_each_fault_is_said_once_with_what_to_do(client: FlaskClient, change: dict[str, Any], complaint: str) -> None:
    opening = an_opening()
    response = send(client, opening.slug, complete(**change))
    assert response.status_code == 422
    page = response.text
    assert summary(page) == [complaint]
    assert applications() == []
    # beside the field too, and tied to it for who hears the page
    field = next(iter(change))
    assert f'id="{field}-error"' in page
    assert re.search(rf'aria-describedby="[^"]*{field}-error', page)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("45000", 45000),
        ("45.000", 45000),
        ("45,000 €", 45000),
        ("45 000", 45000),
        ("45.000,00", 45000),
        ("€1.250.000", 1250000),
    ],
)
def test_amounts_as_people_write_them(client: FlaskClient, typed: str, amount: int) -> None:
    assert send(client, an_opening().slug, complete(salary_expectation=typed)).status_code == 303
    assert applications()[0].salary_expectation == amount


def test_an_error_loses_nothing_that_was_typed_nor_the_file(client: FlaskClient) -> None:
    opening = an_opening()
    page = send(
        client,
        opening.slug,
        complete(
            email="nuria@",
            phone="612 345 678",
            degree_field="Dret & <economia>",
            mba="none",
            related_years="dos",
            skills=["presence"],
            salary_expectation="41.500",
            availability="demà",
            message="Primera línia\nSegona",
        ),
    ).text
    assert len(summary(page)) == 2
    for value in ("nuria@", "612 345 678", "Dret &amp; &lt;economia&gt;", "dos", "41.500", "demà"):
        assert f'value="{value}"' in page
    assert "Primera línia\nSegona</textarea>" in page
    assert re.search(r'<option selected value="bachelor">', page)
    assert re.search(r'name="degree_status" value="completed" checked', page)
    assert re.search(r'name="mba" value="none" checked', page)
    assert re.search(r'name="skills" value="presence" checked', page)
    assert re.search(r'name="consent" value="y" required checked', page)
    assert "Your CV: cv núria.txt" in page
    assert "kept; no need to choose it again" in page
    # the summary takes the focus, also without JavaScript
    assert re.search(r'id="error-summary" role="alert" tabindex="-1" autofocus', page)

    again = send(client, opening.slug, complete(cv=None, cv_token=token(page)))
    assert again.status_code == 303
    [application] = applications()
    assert [file.filename for file in application.files] == ["cv núria.txt"]
    assert len(list(db.session.scalars(select(CvFile)))) == 1


def test_a_bad_file_does_not_push_out_the_good_one(client: FlaskClient) -> None:
    opening = an_opening()
    page = send(client, opening.slug, complete(name="")).text
    worse = send(client, opening.slug, complete(cv=(io.BytesIO(b""), "other.pdf"), cv_token=token(page))).text
    assert summary(worse) == ["This file is empty. Check it on your device and choose it again."]
    assert "Your CV: cv núria.txt" in worse
    assert token(worse) == token(page)


def test_a_kept_file_can_be_replaced(client: FlaskClient) -> None:
    opening = an_opening()
    page = send(client, opening.slug, complete(name="")).text
    better = complete(cv=(io.BytesIO(CV_TEXT.encode() * 2), "better.txt"), cv_token=token(page))
    assert send(client, opening.slug, better).status_code == 303
    assert [file.filename for file in applications()[0].files] == ["better.txt"]


def test_a_file_that_is_gone_is_asked_for_again(client: FlaskClient) -> None:
    page = send(client, an_opening().slug, complete(cv=None, cv_token="no-such-token")).text
    assert summary(page) == ["We no longer have the CV that you chose. Choose it again."]


@pytest.mark.parametrize("field", ["name", "email", "phone", "degree", "skills", "message", "cv_token"])
def test_a_nul_in_a_form_is_refused_inside_the_form(client: FlaskClient, field: str) -> None:
    """PostgreSQL keeps none in its texts."""
    slug = an_opening().slug
    answer = send(client, slug, complete(**{field: "a\0b"} | ({"cv": None} if field == "cv_token" else {})))
    assert answer.status_code == 422
    assert len(summary(answer.text)) == 1
    assert applications() == []


def test_a_file_too_large_is_refused_inside_the_form(make_app: Callable[..., Flask]) -> None:
    app = make_app(MAX_UPLOAD_MB=1, MAX_CONTENT_LENGTH=1024 * 1024 + 256 * 1024)
    with app.app_context():
        slug = an_opening().slug
    client = app.test_client()
    big = io.BytesIO(b"%PDF-1.7\n" + b"0" * (3 * 1024 * 1024))
    # encoded here: the test client would keep so large a body in a temporary file that it never closes
    boundary, body = encode_multipart(complete(cv=FileStorage(big, "cv.pdf"), availability="tomorrow"))
    response = client.post(
        f"/jobs/{slug}/apply", data=body, content_type=f"multipart/form-data; boundary={boundary}", headers=ENGLISH
    )
    assert response.status_code == 422
    assert summary(response.text) == [
        "This file is larger than 1 MB. Save it with smaller pictures, or as a PDF, and choose it again."
    ]
    assert 'value="tomorrow"' in response.text
    with app.app_context():
        assert list(db.session.scalars(select(CvFile))) == []


def test_beyond_all_patience_the_page_says_so(make_app: Callable[..., Flask]) -> None:
    app = make_app(MAX_UPLOAD_MB=1)
    with app.app_context():
        slug = an_opening().slug
    response = app.test_client().post(
        f"/jobs/{slug}/apply",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        headers=ENGLISH,
        environ_overrides={"CONTENT_LENGTH": str(21 * 1024 * 1024)},
    )
    assert response.status_code == 413
    assert "That is too much at once" in response.text


@pytest.mark.parametrize(("language", "label"), [("ca", "ca"), ("es", "es"), ("en", "en")])
def test_a_change_of_language_keeps_the_form(client: FlaskClient, language: str, label: str) -> None:
    opening = an_opening()
    response = send(client, opening.slug, complete(lang=language, name="Núria", consent=None))
    assert response.status_code == 200
    assert f'<html lang="{label}"' in response.text
    assert summary(response.text) == []
    assert 'value="Núria"' in response.text
    assert "cv núria.txt" in response.text
    assert client.get_cookie("language").value == language  # type: ignore[union-attr]
    assert applications() == []
