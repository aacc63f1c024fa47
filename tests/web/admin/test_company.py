"""The administrator's page about the company."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from recruit.hiring.queries.companies import company
from tests.factories import a_user

SAID = {
    "name": "Conserves Costabella",
    "website": "costabella.example",
    "street": "Carrer de la Llacuna 22",
    "postcode": "08005",
    "locality": "Barcelona",
    "region": "Barcelona",
    "country": "ES",
    "about_ca": "Fem conserves.",
    "about_es": "Hacemos conservas.",
    "about_en": "We make preserves.",
    "accent_light": "#b02030",
    "accent_dark": "#ff8a80",
    "embed_origins": "https://costabella.example\nhttps://www.costabella.example\n",
}


@pytest.fixture
def browser(client: FlaskClient, db: SQLAlchemy) -> FlaskClient:
    return client.log_in(a_user("admin", name="Mar Roca"))  # type: ignore[attr-defined, no-any-return]


def a_logo() -> io.BytesIO:
    kept = io.BytesIO()
    Image.new("RGB", (300, 100), "#b02030").save(kept, "PNG")
    kept.seek(0)
    return kept


def test_what_is_typed_is_kept_and_shown_again(browser: FlaskClient) -> None:
    assert browser.post("/admin/company", data=SAID).status_code == 302
    found = company()
    assert found.name == "Conserves Costabella"
    assert found.embed_origins == ("https://costabella.example", "https://www.costabella.example")
    page = browser.get("/admin/company?lang=en").text
    for value in ("Conserves Costabella", "https://costabella.example", "Carrer de la Llacuna 22", "#b02030"):
        assert f'value="{value}"' in page
    assert "Hacemos conservas.</textarea>" in page
    assert '<option selected value="ES">Spain</option>' in page
    assert "No site may show the list yet." not in page


def test_the_lines_for_the_companys_own_site(browser: FlaskClient) -> None:
    page = browser.get("/admin/company?lang=ca").text
    assert (
        "&lt;iframe src=&#34;http://localhost:5000/embed/jobs?lang=ca&#34; title=&#34;Ofertes de feina&#34; "
        "data-recruit-jobs" in page
    )
    assert "&lt;script src=&#34;http://localhost:5000/embed/frame.js&#34; async&gt;&lt;/script&gt;" in page
    assert "Encara cap lloc web pot mostrar la llista." in page
    assert "http://localhost:5000/jobs.xml?lang=ca" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "its contrast is 1.3 to 1, and 4.5 is needed. The nearest that can be read is #826704."),
        ("ca", "el contrast és de 1,3 a 1, i en cal 4,5. El més proper que es llegeix bé és #826704."),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(
    browser: FlaskClient, language: str, words: str
) -> None:
    refused = browser.post(f"/admin/company?lang={language}", data=SAID | {"accent_light": "#ffcc00"})
    assert refused.status_code == 422
    assert words in refused.text
    assert 'value="#ffcc00"' in refused.text
    assert company().name == "Fusteria Ginesta"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("website", "nothing", "This is no web address."),
        ("country", "Atlantis", "Not a valid choice"),
        ("accent_dark", "red", "Write the colour as six digits"),
        ("embed_origins", "https://*.example", "is no site. Write only its beginning"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(browser: FlaskClient, field: str, value: str, words: str) -> None:
    refused = browser.post("/admin/company?lang=en", data=SAID | {field: value})
    assert refused.status_code == 422
    error = re.search(rf'id="{field}-error">(.*?)</p>', refused.text, re.DOTALL)
    assert error
    assert words in error[1]


def test_a_logo_comes_and_goes(browser: FlaskClient) -> None:
    assert browser.post("/admin/company/logo", data={"logo": (a_logo(), "logo.png")}).status_code == 302
    assert company().logo is not None
    page = browser.get("/admin/company?lang=en").text
    assert 'alt="The logo of Fusteria Ginesta"' in page
    assert browser.post("/admin/company/logo", data={"remove": "1"}).status_code == 302
    assert company().logo is None


def test_what_is_no_picture_is_refused(browser: FlaskClient) -> None:
    refused = browser.post("/admin/company/logo?lang=en", data={"logo": (io.BytesIO(b"<svg/>"), "logo.png")})
    assert refused.status_code == 422
    assert "This is no picture that we can draw." in refused.text
    assert "Choose a picture." in browser.post("/admin/company/logo?lang=en", data={}).text


def test_the_preview_asks_what_a_colour_would_be_like(browser: FlaskClient) -> None:
    answer = browser.get("/admin/company/colours?lang=en&light=%23ffcc00&dark=nonsense").json
    assert answer == {
        "light": {
            "passes": False,
            "says": "Too faint to read: contrast 1.3 to 1, and 4.5 is needed. The nearest that can be read is #826704.",
            "nearest": "#826704",
            "tokens": {
                "--accent": "#826704",
                "--accent-hover": "#6b5400",
                "--accent-soft": "#efede1",
                "--on-accent": "#ffffff",
                "--focus": "#826704",
            },
        }
    }


def test_it_stands_in_the_log(browser: FlaskClient) -> None:
    browser.post("/admin/company", data=SAID)
    browser.post("/admin/company/logo", data={"logo": (a_logo(), "logo.png")})
    page = browser.get("/admin/audit?lang=en&act=company").text
    for words in ("Company changed", "Logo changed", "colour on light pages", "sites that may show the list"):
        assert words in page
