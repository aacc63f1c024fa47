"""An application sent: what is kept of it, and what the applicant is told."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from recruit.web.careers.views import PRIVACY_VERSION
from tests.factories import CV_TEXT, an_opening
from tests.web.applicant import ENGLISH, applications, complete, send, token, words


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


def test_a_form_sent_twice_is_one_application(client: FlaskClient) -> None:
    opening = an_opening()
    kept = token(send(client, opening.slug, complete(name="")).text)
    first = send(client, opening.slug, complete(cv=None, cv_token=kept))
    second = send(client, opening.slug, complete(cv=None, cv_token=kept))
    assert first.location == second.location
    assert len(applications()) == 1


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


def test_sending_takes_few_queries(client: FlaskClient, count_queries: Callable[[], Any]) -> None:
    slug = an_opening().slug
    with count_queries() as queries:
        assert send(client, slug, complete()).status_code == 303
    assert len(queries) <= 25, queries


def test_where_somebody_came_from_is_kept_though_they_go_on_elsewhere(client: FlaskClient) -> None:
    """By the mailed link, on another device: its address names no source."""
    slug = an_opening().slug
    begun = client.post(f"/jobs/{slug}/apply?source=LinkedIn", data={"act": "save", "name": "Núria"})
    draft = begun.location.partition("?")[0].rpartition("/")[2]
    assert client.post(f"/jobs/{slug}/save", data={"draft": draft, "name": "Núria Vidal"}).status_code == 200
    assert send(client, slug, complete(draft=draft)).status_code == 303
    assert applications()[0].source == "linkedin"
