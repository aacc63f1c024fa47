"""The public pages, as an applicant meets them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from recruit.facts import SKILLS
from recruit.hiring.models import Application, CvFile
from recruit.hiring.operations.openings import close_opening, revise_opening
from recruit.hiring.queries.openings import profile_of, today
from recruit.storage.database import db
from recruit.web.careers.views import PRIVACY_VERSION
from tests.factories import CV_TEXT, a_user, an_opening, some_details

ENGLISH = {"Accept-Language": "en"}


def complete(**changes: Any) -> dict[str, Any]:
    """A form without a fault, its CV included; None leaves a field out."""
    form: dict[str, Any] = {
        "name": "Núria Vidal Serra",
        "email": "nuria.vidal@example.com",
        "degree": "bachelor",
        "degree_status": "completed",
        "consent": "y",
        "cv": (io.BytesIO(CV_TEXT.encode()), "cv núria.txt"),
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def send(client: FlaskClient, slug: str, form: dict[str, Any], language: str = "en") -> Any:
    return client.post(
        f"/jobs/{slug}/apply",
        data=form,
        content_type="multipart/form-data",
        headers={"Accept-Language": language},
    )


def words(page: str) -> str:
    """What the page says, without its tags and runs of space."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def applications() -> list[Application]:
    return list(db.session.scalars(select(Application).order_by(Application.id)))


def summary(page: str) -> list[str]:
    """The sentences of the error summary."""
    found = re.search(r'id="error-summary".*?<ul[^>]*>(.*?)</ul>', page, re.DOTALL)
    return [unescape(line) for line in re.findall(r'<a href="#[\w-]+">(.*?)</a>', found[1])] if found else []


def token(page: str) -> str:
    found = re.search(r'name="cv_token" value="([^"]+)"', page)
    assert found, "the form keeps no file"
    return found[1]


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


def test_the_whole_form_becomes_an_application(client: FlaskClient) -> None:
    opening = an_opening()
    response = send(
        client,
        opening.slug,
        complete(
            phone="+34 612 345 678",
            degree_field="Dret",
            mba="in_progress",
            related_years="4,5",
            skills=["negotiation", "teamwork"],
            salary_expectation="45.000 €",
            availability="d'aquí a 15 dies",
            message="Bon dia,\r\nem fa il·lusió.",
        ),
    )
    [application] = applications()
    assert response.status_code == 303
    assert response.location == f"/applied/{application.public_id}"
    assert (application.name, application.email, application.phone) == (
        "Núria Vidal Serra",
        "nuria.vidal@example.com",
        "+34 612 345 678",
    )
    assert (application.degree, application.degree_status, application.degree_field) == (
        "bachelor",
        "completed",
        "Dret",
    )
    assert (application.mba, application.related_years) == ("in_progress", 4.5)
    assert application.skills == ["negotiation", "teamwork"]
    assert (application.salary_expectation, application.availability) == (45000, "d'aquí a 15 dies")
    assert application.message == "Bon dia,\r\nem fa il·lusió."
    assert (application.language, application.privacy_version) == ("en", PRIVACY_VERSION)
    [cv] = application.files
    assert (cv.filename, cv.size) == ("cv núria.txt", len(CV_TEXT.encode()))


def test_only_the_needed_answers_are_enough(client: FlaskClient) -> None:
    opening = an_opening()
    assert send(client, opening.slug, complete(), language="ca").status_code == 303
    [application] = applications()
    assert application.mba is None
    assert application.related_years is None
    assert application.salary_expectation is None
    assert application.skills == []
    assert application.language == "ca"


def test_no_degree_needs_no_status(client: FlaskClient) -> None:
    opening = an_opening()
    assert send(client, opening.slug, complete(degree="none", degree_status=None)).status_code == 303
    [application] = applications()
    assert (application.degree, application.degree_status) == ("none", None)


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


def test_a_form_sent_twice_is_one_application(client: FlaskClient) -> None:
    opening = an_opening()
    kept = token(send(client, opening.slug, complete(name="")).text)
    first = send(client, opening.slug, complete(cv=None, cv_token=kept))
    second = send(client, opening.slug, complete(cv=None, cv_token=kept))
    assert first.location == second.location
    assert len(applications()) == 1


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


def test_the_confirmation_says_what_happens_next(client: FlaskClient) -> None:
    opening = an_opening()
    page = words(client.get(send(client, opening.slug, complete()).location, headers=ENGLISH).text)
    assert "We have your application" in page
    assert "What happens next" in page
    assert "Key Account Manager" in page
    # who finds the address in a history learns no name and no e-mail
    assert "Núria" not in page
    assert "nuria" not in page


def test_an_unknown_confirmation_is_not_found(client: FlaskClient) -> None:
    assert client.get("/applied/nobody-knows-this-one").status_code == 404


def test_nobody_learns_whether_an_address_has_applied_before(app: Flask) -> None:
    """From another browser; the one that sent the first is offered to put another CV in its place."""
    opening = an_opening()
    pages = []
    for _ in range(2):
        somebody = app.test_client()
        sent = send(somebody, opening.slug, complete())
        assert sent.status_code == 303
        pages.append(words(somebody.get(sent.location, headers=ENGLISH).text))
    assert pages[0] == pages[1]


def test_the_applicant_gets_a_mail_and_the_cv_is_read(
    client: FlaskClient, run_jobs: Callable[[], int], sent_mails: Callable[[], list[EmailMessage]]
) -> None:
    assert send(client, an_opening().slug, complete()).status_code == 303
    assert run_jobs() >= 2
    [mail] = sent_mails()
    assert mail["To"] == "nuria.vidal@example.com"
    [application] = applications()
    assert application.reading_status == "read"
    assert application.score is not None


@pytest.mark.parametrize(
    ("language", "title", "score", "rights"),
    [
        ("ca", "Avís de privacitat", "Com funciona la puntuació", "article 22 de l'RGPD"),
        ("es", "Aviso de privacidad", "Cómo funciona la puntuación", "artículo 22 del RGPD"),
        ("en", "Privacy notice", "How the score works", "Article 22 GDPR"),
    ],
)
def test_the_privacy_notice_in_each_language(
    client: FlaskClient, language: str, title: str, score: str, rights: str
) -> None:
    page = words(client.get(f"/privacy?lang={language}").text)
    for part in (title, score, rights, PRIVACY_VERSION, "Fusteria Ginesta"):
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


def test_sending_takes_few_queries(client: FlaskClient, count_queries: Callable[[], Any]) -> None:
    slug = an_opening().slug
    with count_queries() as queries:
        assert send(client, slug, complete()).status_code == 303
    assert len(queries) <= 25, queries


def test_pages_are_light(client: FlaskClient) -> None:
    slug = an_opening().slug
    for path in ("/", f"/jobs/{slug}", f"/jobs/{slug}/apply", "/privacy"):
        assert len(client.get(path).data) < 24_000, path
