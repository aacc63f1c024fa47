"""What programs fetch: well-formed, complete, of this moment, and not sent twice."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

import pytest
from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.operations.companies import CompanyDetails, settle_company
from recruit.hiring.operations.openings import close_opening, revise_opening
from recruit.hiring.queries.openings import details_of
from tests.factories import a_user, an_opening

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
FEEDS = ["/jobs.atom?lang=ca", "/jobs.xml?lang=ca", "/sitemap.xml", "/robots.txt"]


def test_atom(client: FlaskClient) -> None:
    opening = an_opening()
    answer = client.get("/jobs.atom?lang=ca")
    assert answer.mimetype == "application/atom+xml"
    feed = fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ca"
    # RFC 4287: what a feed and an entry must have
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Fusteria Ginesta"
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == [
        "http://localhost:5000/jobs.atom?lang=ca",
        "http://localhost:5000/?lang=ca",
    ]
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"http://localhost:5000/jobs/{opening.slug}"
    assert entry.findtext(f"{ATOM}title") == "Gestió de comptes clau · Girona"
    assert entry.findtext(f"{ATOM}published") == opening.published_at.isoformat()  # type: ignore[union-attr]
    assert entry.findtext(f"{ATOM}summary") == "Girona · Contracte indefinit · 38.000 – 52.000\N{NO-BREAK SPACE}€"
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "<p>Cuidaràs els clients més importants.</p>" in (content.text or "")
    (link,) = entry.findall(f"{ATOM}link")
    assert link.attrib == {
        "rel": "alternate",
        "type": "text/html",
        "hreflang": "ca",
        "href": f"http://localhost:5000/jobs/{opening.slug}?lang=ca",
    }


def test_the_xml_of_job_boards(client: FlaskClient, db: SQLAlchemy) -> None:
    settle_company(
        CompanyDetails(name="Conserves <Costabella> & Co", website="https://costabella.example", country="ES"),
        by=a_user("admin"),
    )
    opening = an_opening(
        street="Carrer de la Força 3", postcode="17004", locality="Girona", region="Girona", remote="hybrid",
        closes_on=date(2031, 5, 31),
    )  # fmt: skip
    source = fromstring(client.get("/jobs.xml?lang=es&source=Indeed").data)
    assert source.tag == "source"
    assert source.findtext("publisher") == "Conserves <Costabella> & Co"
    assert source.findtext("publisherurl") == "https://costabella.example"
    assert parsedate_to_datetime(source.findtext("lastBuildDate") or "")
    (job,) = source.findall("job")
    said = {field.tag: field.text or "" for field in job}
    assert parsedate_to_datetime(said.pop("date")) == opening.published_at.replace(microsecond=0)  # type: ignore[union-attr]
    assert parsedate_to_datetime(said.pop("lastactivitydate"))
    assert said.pop("description").startswith("<p>Cuida las cuentas más importantes")
    assert said == {
        "title": "Gestión de cuentas clave",
        "referencenumber": opening.slug,
        "requisitionid": str(opening.id),
        "url": f"http://localhost:5000/jobs/{opening.slug}?source=indeed&lang=es",
        "company": "Conserves <Costabella> & Co",
        "sourcename": "Conserves <Costabella> & Co",
        "streetaddress": "Carrer de la Força 3",
        "city": "Girona",
        "state": "Girona",
        "country": "ES",
        "postalcode": "17004",
        "salary": "38.000 – 52.000\N{NO-BREAK SPACE}€ brutos anuales",
        "jobtype": "fulltime",
        "remotetype": "Hybrid remote",
        "expirationdate": "2031-05-31",
        "language": "es",
    }


def test_the_map_has_every_page_in_every_language(client: FlaskClient) -> None:
    opening = an_opening()
    urls = fromstring(client.get("/sitemap.xml").data).findall(f"{MAP}url")
    pages = {url.findtext(f"{MAP}loc"): url for url in urls}
    base = "http://localhost:5000"
    paths = ("/", f"/jobs/{opening.slug}", "/privacy")
    assert set(pages) == {f"{base}{path}{tail}" for path in paths for tail in ("", "?lang=ca", "?lang=es", "?lang=en")}
    job = pages[f"{base}/jobs/{opening.slug}?lang=es"]
    assert {link.get("hreflang"): link.get("href") for link in job.findall(LINK)} == {
        "ca": f"{base}/jobs/{opening.slug}?lang=ca",
        "es": f"{base}/jobs/{opening.slug}?lang=es",
        "en": f"{base}/jobs/{opening.slug}?lang=en",
        "x-default": f"{base}/jobs/{opening.slug}",
    }
    assert (job.findtext(f"{MAP}lastmod") or "").startswith(opening.published_at.date().isoformat())  # type: ignore[union-attr]


def test_rules_for_search_engines(client: FlaskClient) -> None:
    rules = client.get("/robots.txt")
    assert rules.mimetype == "text/plain"
    lines = rules.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /admin/", "Disallow: /my/"} <= set(lines)
    assert "Disallow: /" not in lines
    assert lines[-1] == "Sitemap: http://localhost:5000/sitemap.xml"


@pytest.mark.parametrize("address", FEEDS)
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, db: SQLAlchemy, address: str) -> None:
    by = a_user()
    opening = an_opening(by=by)
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in first.headers
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    if address == "/robots.txt":
        return
    revise_opening(opening, details=details_of(opening.version), profile=None, reason="none", expected_version=1, by=by)
    an_opening(by=by, place="Olot")
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("address", FEEDS[:3])
def test_closed_openings_and_drafts_are_in_none(client: FlaskClient, db: SQLAlchemy, address: str) -> None:
    by = a_user()
    closed = an_opening(by=by)
    over = an_opening(by=by, closes_on=date.today() - timedelta(days=2))  # noqa: DTZ011
    draft = an_opening(by=by, published=False)
    there = client.get(address)
    assert f"/jobs/{closed.slug}?" in there.text
    close_opening(closed, by=by)
    gone = client.get(address, headers={"If-None-Match": there.headers["ETag"]})
    assert gone.status_code == 200
    fromstring(gone.data)
    for opening in (closed, over, draft):
        assert f"/jobs/{opening.slug}?" not in gone.text


@pytest.mark.parametrize("address", FEEDS[:3])
def test_they_stay_well_formed_whatever_is_typed(client: FlaskClient, db: SQLAlchemy, address: str) -> None:
    odd = "a \x0b vertical tab, ]]> & <b> \ufffe “quotes” 🙂"
    an_opening(
        title=dict.fromkeys(("ca", "es", "en"), odd), description=dict.fromkeys(("ca", "es", "en"), odd), place=odd
    )
    fromstring(client.get(address).data)


def test_the_language_is_the_addresses(client: FlaskClient, db: SQLAlchemy) -> None:
    an_opening()
    for code, title in (
        ("ca", "Gestió de comptes clau"),
        ("es", "Gestión de cuentas clave"),
        ("en", "Key Account Manager"),
    ):
        assert title in client.get(f"/jobs.atom?lang={code}").text
    by_wish = client.get("/jobs.atom", headers={"Accept-Language": "es"})
    assert "Gestión de cuentas clave" in by_wish.text
    assert "Accept-Language" in by_wish.headers["Vary"]


def test_pages_say_where_their_siblings_and_the_feed_are(client: FlaskClient, db: SQLAlchemy) -> None:
    opening = an_opening()
    base = f"http://localhost:5000/jobs/{opening.slug}"
    page = client.get(f"/jobs/{opening.slug}?lang=es&source=indeed").text
    assert f'<link rel="canonical" href="{base}?lang=es">' in page
    assert dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page)) == {
        "ca": f"{base}?lang=ca",
        "es": f"{base}?lang=es",
        "en": f"{base}?lang=en",
        "x-default": base,
    }
    assert 'type="application/atom+xml"' in page
    shared = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page))
    assert shared["og:title"] == "Gestión de cuentas clave · Girona"
    assert shared["og:url"] == f"{base}?lang=es"
    assert shared["og:locale"] == "es_ES"
    assert shared["og:site_name"] == "Fusteria Ginesta"
    assert shared["og:description"]
    assert '<meta name="twitter:card" content="summary">' in page


def test_the_host_of_addresses_is_the_settings(client: FlaskClient, db: SQLAlchemy) -> None:
    """Who asks with a Host of their own gets no page that sends others there."""
    slug = an_opening().slug
    for address in (f"/jobs/{slug}", *FEEDS):
        assert "evil.example" not in client.get(address, headers={"Host": "evil.example"}).text
