"""The company's name, colours and logo on its careers pages; its list on other sites; its openings found."""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from recruit.hiring.models import Application, User
from recruit.hiring.operations.companies import CompanyDetails, change_logo, settle_company
from recruit.web.careers.addresses import tidy_source
from tests.factories import CV_TEXT, a_user, an_opening

ROOT = Path(__file__).resolve().parents[3]
#: a job page with everything it needs, but the logo
MOST_BYTES = 60 * 1024


@pytest.fixture
def admin(db: SQLAlchemy) -> User:
    return a_user("admin")


def a_logo() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (300, 100), "#b02030").save(kept, "PNG")
    return kept.getvalue()


def test_the_name_and_the_words_about_the_company(client: FlaskClient, admin: User) -> None:
    slug = an_opening().slug
    settle_company(CompanyDetails(name="Conserves Costabella", about={"ca": "Fem <conserves>."}), by=admin)
    for address in ("/?lang=ca", f"/jobs/{slug}?lang=ca"):
        page = client.get(address).text
        assert "Fusteria Ginesta" not in page
        assert "<h2>Sobre Conserves Costabella</h2>" in page
        assert "<p>Fem &lt;conserves&gt;.</p>" in page


def test_colours(client: FlaskClient, admin: User) -> None:
    assert "brand.css" not in client.get("/").text
    assert client.get("/brand.css").data == b""
    settle_company(CompanyDetails(accent_light="#b02030"), by=admin)
    address = re.search(r'href="(/brand\.css\?v=\w+)"', client.get("/").text)
    assert address
    style = client.get(address[1])
    assert style.mimetype == "text/css"
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert ":root { --accent: #b02030; " in style.text
    assert "dark" not in style.text
    settle_company(CompanyDetails(accent_light="#b02030", accent_dark="#ff8a80"), by=admin)
    changed = re.search(r'href="(/brand\.css\?v=\w+)"', client.get("/").text)
    assert changed
    assert changed[1] != address[1]
    assert ':root[data-theme="dark"] { --accent: #ff8a80; ' in client.get(changed[1]).text
    assert "brand.css" not in client.get("/login").text  # the team's pages are the product's


def test_the_logo(client: FlaskClient, admin: User) -> None:
    assert client.get("/logo.png").status_code == 404
    change_logo(a_logo(), by=admin)
    slug = an_opening().slug
    page = client.get(f"/jobs/{slug}?lang=en").text
    address = re.search(r'<img class="brand-logo" src="(/logo\.png\?v=\w+)"[^>]* alt="Fusteria Ginesta">', page)
    assert address
    assert f'"logo":"http://localhost:5000{address[1]}"' in page
    assert f'<meta property="og:image" content="http://localhost:5000{address[1]}">' in page
    picture = client.get(address[1])
    assert picture.mimetype == "image/png"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert picture.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    # under another version's address it is not kept for ever
    assert client.get("/logo.png?v=old").headers["Cache-Control"] == "public, max-age=300"


def test_the_list_for_other_sites(client: FlaskClient, admin: User) -> None:
    opening = an_opening()
    alone = client.get("/embed/jobs?lang=ca")
    assert "frame-ancestors 'self'" in alone.headers["Content-Security-Policy"].split("; ")
    settle_company(
        CompanyDetails(embed_origins=("https://costabella.example", "https://www.costabella.example")), by=admin
    )
    page = client.get(
        "/embed/jobs?lang=ca&theme=dark&source=Web Corporatiu", headers={"Cookie": "language=es; theme=light"}
    )
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert "frame-ancestors 'self' https://costabella.example https://www.costabella.example" in policy
    assert "default-src 'self'" in policy
    assert "X-Frame-Options" not in page.headers
    assert "Set-Cookie" not in page.headers
    assert '<html lang="ca" data-theme="dark" class="embed">' in page.text
    address = f"http://localhost:5000/jobs/{opening.slug}?source=web-corporatiu&amp;lang=ca"
    assert f'href="{address}" target="_blank" rel="noopener"' in page.text
    for other in ("/", f"/jobs/{opening.slug}", f"/jobs/{opening.slug}/apply"):
        headers = client.get(other).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_an_empty_list_for_other_sites_says_so(client: FlaskClient) -> None:
    page = client.get("/embed/jobs?lang=es").text
    assert "Ahora mismo no hay ninguna oferta abierta." in page
    assert 'href="http://localhost:5000/?source=embed&amp;lang=es"' in page


def test_the_script_around_the_frame_may_be_loaded_by_others(client: FlaskClient) -> None:
    script = client.get("/embed/frame.js")
    assert script.mimetype == "text/javascript"
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in script.headers


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 class="opening-title"><a [^>]*>([^<]+)</a>', page)


def test_the_list_is_narrowed_down_where_there_is_much(client: FlaskClient, db: SQLAlchemy) -> None:
    by = a_user()
    said = {"ca": "Comercial a Àustria", "es": "Comercial en Austria", "en": "Sales in Austria"}
    an_opening(by=by, title=said, place="Vic, amb viatges", contract="temporary", languages=["de"])
    assert "<search>" not in client.get("/?lang=en").text
    for place in ("Girona", "Girona", "Lleida", "Reus"):
        an_opening(by=by, place=place)
    an_opening(by=by, place="", remote="full")
    page = client.get("/?lang=en").text
    assert "<search>" in page
    assert len(titles(page)) == 6
    assert re.findall(r'<option value="([^"]*)"', page.split('id="place"')[1].split("</select>")[0]) == [
        "", "Girona", "Lleida", "Reus", "Vic", "remote",
    ]  # fmt: skip
    found = {
        "q=austria": 1,
        "q=AUSTRIA+comercial": 1,
        "place=Girona": 2,
        "place=Vic": 1,
        "place=remote": 1,
        "contract=temporary": 1,
        "speaks=de": 1,
        "speaks=ca": 5,
        "place=Girona&contract=temporary": 0,
        "contract=nonsense": 0,
    }
    assert {query: len(titles(client.get(f"/?lang=en&{query}").text)) for query in found} == found
    none = client.get("/?lang=en&q=nothing+of+the+kind").text
    assert "No position fits." in none
    assert '<meta name="robots" content="noindex">' in none


def test_no_openings(client: FlaskClient) -> None:
    page = client.get("/?lang=en").text
    assert "There is no open position just now." in page
    assert 'href="/jobs.atom?lang=en"' in page


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("LinkedIn Jobs", "linkedin-jobs"),
        ("  indeed ", "indeed"),
        ("Fira d’Ocupació 2026", "fira-d-ocupació-2026"),
        ("<script>", "script"),
        ("-", ""),
        ("x" * 80, "x" * 60),
    ],
)
def test_sources_are_tidied(given: str, kept: str) -> None:
    assert tidy_source(given) == kept


def test_the_source_goes_along_to_the_application(client: FlaskClient, db: SQLAlchemy) -> None:
    slug = an_opening().slug
    page = client.get("/?utm_source=Newsletter&lang=en").text
    job = re.search(rf'href="(/jobs/{slug}[^"]*)"', page)
    assert job
    assert job[1] == f"/jobs/{slug}?source=newsletter"
    apply = re.search(rf'href="(/jobs/{slug}/apply[^"]*)"', client.get(job[1]).text)
    assert apply
    assert apply[1] == f"/jobs/{slug}/apply?source=newsletter"
    form = re.search(rf'action="(/jobs/{slug}/apply[^"]*)"', client.get(apply[1]).text)
    assert form
    assert form[1] == apply[1]
    said = {"name": "Núria Vidal", "email": "nuria@example.com", "degree": "none", "consent": "y"}
    sent = client.post(form[1], data=said | {"cv": (io.BytesIO(CV_TEXT.encode()), "cv.txt")})
    if sent.status_code == 422:  # sent within a moment of being opened: pressed once more
        sent = client.post(form[1], data=said | {"cv": (io.BytesIO(CV_TEXT.encode()), "cv.txt")})
    assert sent.status_code == 303, sent.text
    application = db.session.scalars(db.select(Application)).one()
    assert application.source == "newsletter"


def test_without_a_source_links_carry_none(client: FlaskClient, db: SQLAlchemy) -> None:
    slug = an_opening().slug
    assert "source=" not in client.get("/").text
    assert f'href="/jobs/{slug}/apply"' in client.get(f"/jobs/{slug}").text


def parts(client: FlaskClient, address: str, *, packed: bool) -> dict[str, int]:
    """What a browser without a cache fetches for a page, and how many bytes of each come over the line."""
    headers = {"Accept-Encoding": "gzip"} if packed else {}
    page = client.get(address, headers=headers)
    html = gzip.decompress(page.data).decode() if packed else page.text
    found = {address: len(page.data)}
    linked = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', html)
    for part in [*linked, *re.findall(r'<(?:script|img)[^>]* src="([^"]+)"', html)]:
        if part.startswith("/logo.png"):
            continue
        with client.get(part, headers=headers) as answer:
            assert answer.status_code == 200
            found[part] = len(answer.data)
    return found


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_a_job_page_is_light(client: FlaskClient, admin: User, language: str) -> None:
    """As it goes over the line where nothing is packed, and to a phone, which takes it packed."""
    settle_company(
        CompanyDetails(
            about=dict.fromkeys(("ca", "es", "en"), "x " * 200), accent_light="#b02030", accent_dark="#ff8a80"
        ),
        by=admin,
    )
    slug = an_opening(description=dict.fromkeys(("ca", "es", "en"), "Some words on the post. " * 40)).slug
    plain = parts(client, f"/jobs/{slug}?lang={language}", packed=False)
    assert sum(plain.values()) < MOST_BYTES, plain  # 52 KB when this was written
    packed = parts(client, f"/jobs/{slug}?lang={language}", packed=True)
    assert sum(packed.values()) < MOST_BYTES / 3, packed  # 15 KB


def test_pages_with_somebodys_data_are_not_packed(client: FlaskClient, db: SQLAlchemy) -> None:
    by = a_user()
    slug = an_opening(by=by).slug
    headers = {"Accept-Encoding": "gzip"}
    assert client.get(f"/jobs/{slug}", headers=headers).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get(f"/jobs/{slug}/apply", headers=headers).headers
    client.log_in(by)  # type: ignore[attr-defined]
    assert "Content-Encoding" not in client.get(f"/jobs/{slug}", headers=headers).headers
