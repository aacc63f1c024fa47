"""The job posting in the page, held against the vocabulary of schema.org and against what Google asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import OpeningVersion
from recruit.hiring.operations.companies import CompanyDetails, settle_company
from recruit.hiring.operations.openings import close_opening
from recruit.hiring.queries.companies import Company
from recruit.web.careers.structured import address, employment_types, ends_at, missing_for_boards
from tests.factories import a_user, an_opening

VOCABULARY = yaml.safe_load((Path(__file__).parent / "schema_org.yaml").read_text(encoding="utf-8"))
TYPES, EXPECTS, GOOGLE = VOCABULARY["types"], VOCABULARY["expects"], VOCABULARY["google"]
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)

PLACED = {
    "place": "Girona",
    "street": "Carrer de la Força 3",
    "postcode": "17004",
    "locality": "Girona",
    "region": "Girona",
    "country": "ES",
    "hours_week": 37.5,
}


def properties(kind: str) -> set[str]:
    """Those of a type, its ancestors' too."""
    found: set[str] = set()
    for entry in TYPES[kind]:
        found |= properties(entry) if entry in TYPES else {entry}
    return found


def ancestors(kind: str) -> set[str]:
    return {kind}.union(*(ancestors(entry) for entry in TYPES[kind] if entry in TYPES))


def fits(value: Any, expected: str) -> bool:
    """Whether a plain value is of a data type, or a node of a type or one that descends from it."""
    if isinstance(value, dict):
        return expected in ancestors(value["@type"])
    return {
        "Text": isinstance(value, str),
        "URL": isinstance(value, str) and re.match(r"https?://\S+$", value) is not None,
        "Number": isinstance(value, int | float) and not isinstance(value, bool),
        "Boolean": isinstance(value, bool),
        "Date": isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
        "DateTime": isinstance(value, str)
        and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", value) is not None,
    }.get(expected, False)


def faults(node: dict[str, Any], path: str = "") -> Iterator[str]:
    """What the vocabulary does not know, or knows otherwise."""
    kind = node["@type"]
    if kind not in TYPES:
        yield f"{path}: no type {kind}"
        return
    for name, values in node.items():
        if name.startswith("@"):
            continue
        if name not in properties(kind):
            yield f"{path}{kind} has no {name}"
            continue
        for value in values if isinstance(values, list) else [values]:
            if not any(fits(value, expected) for expected in EXPECTS[name]):
                yield f"{path}{kind}.{name}: {value!r} is none of {EXPECTS[name]}"
            if value in ("", None):
                yield f"{path}{kind}.{name} is empty"
            if isinstance(value, dict):
                yield from faults(value, f"{path}{kind}.{name} > ")


def posting(client: FlaskClient, slug: str, language: str = "en") -> dict[str, Any]:
    """The one of the page."""
    found = SCRIPT.findall(client.get(f"/jobs/{slug}?lang={language}").text)
    assert len(found) == 1
    data: dict[str, Any] = json.loads(found[0])
    return data


class Tags(HTMLParser):
    """The elements of a text; they must be closed in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.seen.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def company(db: SQLAlchemy) -> None:
    settle_company(
        CompanyDetails(name="Conserves Costabella", website="https://www.costabella.example", country="ES"),
        by=a_user("admin"),
    )


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_it_is_valid_and_complete(client: FlaskClient, company: None, language: str) -> None:
    found = posting(client, an_opening(**PLACED).slug, language)
    assert found["@context"] == "https://schema.org/"
    assert list(faults(found)) == []
    wanted = set(GOOGLE["required"]) | set(GOOGLE["recommended"]) - set(GOOGLE["remote"])
    assert wanted <= set(found)
    where = found["jobLocation"]["address"]
    assert {*GOOGLE["address"]["required"], *GOOGLE["address"]["recommended"]} <= set(where)
    assert set(found["employmentType"]) <= set(GOOGLE["employmentType"])
    assert found["baseSalary"]["value"]["unitText"] in GOOGLE["unitText"]


def test_what_it_says(client: FlaskClient, company: None) -> None:
    closes = date(2031, 5, 31)
    opening = an_opening(**PLACED, closes_on=closes)
    found = posting(client, opening.slug, "ca")
    assert opening.published_at
    assert found | {"description": ""} == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Gestió de comptes clau",
        "description": "",
        "datePosted": opening.published_at.date().isoformat(),
        "validThrough": "2031-05-31T23:59:59+02:00",
        "employmentType": ["FULL_TIME"],
        "hiringOrganization": {
            "@type": "Organization",
            "name": "Conserves Costabella",
            "url": "https://www.costabella.example",
            "sameAs": "https://www.costabella.example",
        },
        "identifier": {"@type": "PropertyValue", "name": "Conserves Costabella", "value": opening.slug},
        "directApply": True,
        "url": f"http://localhost:5000/jobs/{opening.slug}?lang=ca",
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Carrer de la Força 3",
                "addressLocality": "Girona",
                "addressRegion": "Girona",
                "postalCode": "17004",
                "addressCountry": "ES",
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "unitText": "YEAR", "minValue": 38000, "maxValue": 52000},
        },
        "workHours": "37,5 hores setmanals",
    }


def test_the_description_is_html_of_what_the_page_says(client: FlaskClient) -> None:
    texts = dict.fromkeys(("ca", "es", "en"), "One </script> & <b>two</b>\n\n- a list\n- of it")
    opening = an_opening(description=texts)
    text = posting(client, opening.slug)["description"]
    tags = Tags(text)
    assert tags.open == []
    assert tags.seen <= set(GOOGLE["tags"])
    assert "<p>One &lt;/script&gt; &amp; &lt;b&gt;two&lt;/b&gt;</p>" in text
    assert "<ul><li>a list</li><li>of it</li></ul>" in text
    assert "<h3>What you will do</h3>" in text
    assert "Negotiation" in text


def test_nothing_stands_in_it_that_the_page_does_not_show(client: FlaskClient, company: None) -> None:
    """Google asks for it, and so do people."""
    page = client.get(f"/jobs/{an_opening(**PLACED).slug}?lang=en").text
    seen = re.sub(r"<[^>]+>", " ", SCRIPT.sub("", page))
    for words in ("Carrer de la Força 3", "17004 Girona", "€38,000", "52,000", "37.5 hours", "Published"):
        assert words in seen


def test_work_from_elsewhere(client: FlaskClient, company: None) -> None:
    found = posting(client, an_opening(place="", remote="full").slug)
    assert list(faults(found)) == []
    assert found["jobLocationType"] == "TELECOMMUTE"
    assert found["applicantLocationRequirements"] == {"@type": "Country", "name": "ES"}
    assert "jobLocation" not in found
    partly = posting(client, an_opening(**PLACED, remote="hybrid").slug)
    assert "jobLocationType" not in partly
    assert partly["jobLocation"]["address"]["addressLocality"] == "Girona"


def test_an_opening_that_says_little_says_nothing_wrong(client: FlaskClient) -> None:
    opening = an_opening(place="Lleida", salary_min=None, salary_max=None, closes_on=None, description={})
    found = posting(client, opening.slug)
    assert list(faults(found)) == []
    assert {"baseSalary", "validThrough", "workHours"}.isdisjoint(found)
    assert found["jobLocation"]["address"] == {"@type": "PostalAddress", "addressLocality": "Lleida"}
    assert missing_for_boards(opening, Company("X")) == ["country", "postcode", "street", "salary_min", "closes_on"]


@pytest.mark.parametrize(
    ("salaries", "value"),
    [
        ((40000, 40000), {"value": 40000}),
        ((40000, None), {"minValue": 40000}),
        ((None, 50000), {"maxValue": 50000}),
    ],
)
def test_salaries(client: FlaskClient, salaries: tuple[int | None, int | None], value: dict[str, int]) -> None:
    opening = an_opening(salary_min=salaries[0], salary_max=salaries[1])
    assert posting(client, opening.slug)["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "YEAR",
        **value,
    }


@pytest.mark.parametrize(
    ("contract", "hours", "expected"),
    [
        ("permanent", None, ["FULL_TIME"]),
        ("permanent", 40, ["FULL_TIME"]),
        ("permanent", 20, ["PART_TIME"]),
        ("temporary", None, ["TEMPORARY"]),
        ("temporary", 40, ["FULL_TIME", "TEMPORARY"]),
        ("temporary", 20, ["TEMPORARY", "PART_TIME"]),
        ("part_time", 20, ["PART_TIME"]),
        ("freelance", 40, ["CONTRACTOR"]),
        ("internship", None, ["INTERN"]),
    ],
)
def test_contracts(contract: str, hours: float | None, expected: list[str]) -> None:
    assert employment_types(OpeningVersion(contract=contract, hours_week=hours)) == expected


def test_the_companys_address_stands_in_only_for_its_own_town() -> None:
    company = Company("X", street="C/ Major 1", postcode="17001", locality="Girona", region="Girona", country="ES")
    at_home = OpeningVersion(place="Girona, two days from home")
    assert address(at_home, company) == {
        "streetAddress": "C/ Major 1",
        "addressLocality": "Girona",
        "addressRegion": "Girona",
        "postalCode": "17001",
        "addressCountry": "ES",
    }
    assert address(OpeningVersion(place="Lleida"), company) == {"addressLocality": "Lleida", "addressCountry": "ES"}
    own = OpeningVersion(place="Vic", street="Rambla 2", country="AD")
    assert address(own, company) == {"streetAddress": "Rambla 2", "addressLocality": "Vic", "addressCountry": "AD"}


def test_the_last_day_ends_where_the_company_is(db: SQLAlchemy) -> None:
    ends = ends_at(OpeningVersion(closes_on=date(2026, 12, 31)))
    assert ends
    assert ends.astimezone(UTC) == datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)


def test_a_closed_opening_is_no_posting_any_more(client: FlaskClient, db: SQLAlchemy) -> None:
    by = a_user()
    closed, over = an_opening(by=by), an_opening(by=by, closes_on=date.today() - timedelta(days=2))  # noqa: DTZ011
    close_opening(closed, by=by)
    for slug in (closed.slug, over.slug):
        answer = client.get(f"/jobs/{slug}?lang=en")
        assert answer.status_code == 200
        assert "This position is closed." in answer.text
        assert "JobPosting" not in answer.text
        assert '<meta name="robots" content="noindex">' in answer.text
        assert f'href="/jobs/{slug}/apply' not in answer.text


def test_a_draft_is_no_posting(client: FlaskClient, db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by, published=False)
    assert client.get(f"/jobs/{opening.slug}").status_code == 404
    client.log_in(by)  # type: ignore[attr-defined]
    assert "JobPosting" not in client.get(f"/jobs/{opening.slug}").text
