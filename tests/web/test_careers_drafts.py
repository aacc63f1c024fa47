"""Applying with the CV first, drafts, haste, and sending twice, as a browser does it with and without scripts."""

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
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import CvFile, Draft, EarlyReading, Opening, Prefill
from recruit.hiring.operations.drafts import save_draft
from recruit.storage.database import now
from recruit.web.careers import haste
from tests.conftest import MakeApp
from tests.factories import CV_TEXT, a_user, an_opening
from tests.web.applicant import ENGLISH, applications, complete, send, summary, words


def act(client: FlaskClient, slug: str, act: str, **fields: Any) -> Any:
    """Press one of the buttons that do not send."""
    return client.post(
        f"/jobs/{slug}/apply", data={"act": act} | fields, content_type="multipart/form-data", headers=ENGLISH
    )


def a_cv() -> tuple[io.BytesIO, str]:
    return io.BytesIO(CV_TEXT.encode()), "cv núria.txt"


def value(page: str, name: str) -> str:
    """The value of an input."""
    tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
    found = re.search(r'value="([^"]*)"', tag[0]) if tag else None
    return found[1] if found else ""


def chosen(page: str, name: str) -> list[str]:
    """The values that are ticked or selected."""
    ticked = re.findall(rf'name="{name}" value="([^"]*)" checked', page)
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    return ticked + (re.findall(r'<option selected value="([^"]*)"', select[0]) if select else [])


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


def form_of(page: str) -> dict[str, Any]:
    """All that a browser would send of the page's form."""
    form: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page.partition('<form id="apply"')[2]):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        if not name or (kind and kind[1] == "file"):
            continue
        if kind and kind[1] in ("radio", "checkbox") and " checked" not in tag:
            continue
        found = re.search(r'value="([^"]*)"', tag)
        form.setdefault(name[1], []).append(unescape(found[1]) if found else "")
    degree = chosen(page, "degree")
    return form | ({"degree": degree} if degree else {})


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


def test_saved_by_a_button_and_found_again(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    response = act(client, opening.slug, "save", name="Núria", skills=["sales", "energy"], message="Hola")
    assert response.status_code == 303
    assert response.location.endswith("?saved=1#later")
    address = response.location.partition("?")[0]
    again = client.get(address, headers=ENGLISH)
    assert again.headers["Cache-Control"] == "no-store"
    page = again.text
    assert (value(page, "name"), chosen(page, "skills")) == ("Núria", ["sales", "energy"])
    assert ">Hola</textarea>" in page.replace("\r\n", "")
    assert "Nothing was sent yet." in words(client.get(response.location, headers=ENGLISH).text)
    # saved again under the same link
    act(client, opening.slug, "save", draft=address.rpartition("/")[2], name="Núria Vidal")
    assert value(client.get(address, headers=ENGLISH).text, "name") == "Núria Vidal"
    [draft] = db.session.scalars(select(Draft))
    draft.expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    gone = client.get(address, headers=ENGLISH)
    assert gone.status_code == 404
    assert "This form is no longer kept" in words(gone.text)


def test_a_bad_file_is_said_when_saving_and_the_rest_is_kept(
    client: FlaskClient, db: SQLAlchemy, opening: Opening
) -> None:
    response = act(client, opening.slug, "save", name="Núria", cv=(io.BytesIO(b""), "cv.pdf"))
    assert response.status_code == 422
    assert summary(response.text) == ["This file is empty. Check it on your device and choose it again."]
    [draft] = db.session.scalars(select(Draft))
    assert draft.form == {"name": ["Núria"]}


def test_consent_and_protection_are_no_part_of_a_draft(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    act(client, opening.slug, "save", name="Núria", consent="y", csrf_token="x", website="y", cv_token="z")
    [draft] = db.session.scalars(select(Draft))
    assert draft.form == {"name": ["Núria"]}


def test_the_link_by_mail(
    client: FlaskClient,
    opening: Opening,
    run_jobs: Callable[[], int],
    sent_mails: Callable[[], list[EmailMessage]],
) -> None:
    refused = act(client, opening.slug, "mail", name="Núria", mail_to="nobody")
    assert refused.status_code == 422
    assert "Write the e-mail address that the link should go to" in words(refused.text)
    response = act(client, opening.slug, "mail", name="Núria", email="nuria@example.com")
    assert "on its way to nuria@example.com" in words(client.get(response.location, headers=ENGLISH).text)
    run_jobs()
    [mail] = sent_mails()
    found = re.search(r"https?://[^/]+(/jobs/\S+)", mail.get_content())
    assert found
    assert value(client.get(found[1]).text, "name") == "Núria"


def test_everything_typed_can_be_deleted(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    response = act(client, opening.slug, "read", cv=a_cv(), name="Núria")
    token = response.location.partition("?")[0].rpartition("/")[2]
    assert act(client, opening.slug, "remove_cv", draft=token).status_code == 303
    assert db.session.scalars(select(CvFile)).all() == []
    assert act(client, opening.slug, "discard", draft=token).status_code == 303
    assert db.session.scalars(select(Draft)).all() == []


def test_scripts_save_upload_and_ask(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, run_jobs: Callable[[], int]
) -> None:
    saved = client.post(f"/jobs/{opening.slug}/save", data={"name": "Núria"}, headers=ENGLISH).get_json()
    assert saved["url"] == f"/jobs/{opening.slug}/apply/{saved['draft']}"
    assert re.fullmatch(r"\d\d:\d\d", saved["at"])
    assert client.get(f"{saved['url']}/reading").get_json() == {"status": "none", "done": True}
    sent = client.post(
        f"/jobs/{opening.slug}/upload", data={"draft": saved["draft"], "name": "Núria V.", "cv": a_cv()},
        headers=ENGLISH,
    ).get_json()  # fmt: skip
    assert (sent["draft"], sent["file"]) == (saved["draft"], "cv núria.txt")
    assert client.get(f"{saved['url']}/reading").get_json() == {"status": "waiting", "done": False}
    run_jobs()
    assert client.get(f"{saved['url']}/reading").get_json() == {"status": "read", "done": True}
    bad = client.post(f"/jobs/{opening.slug}/upload", data={"cv": (io.BytesIO(b""), "cv.pdf")}, headers=ENGLISH)
    assert bad.status_code == 422
    assert bad.get_json() == {"error": "This file is empty. Check it on your device and choose it again."}
    much = client.post(f"/jobs/{opening.slug}/save", data={"message": "x" * 70_000}, headers=ENGLISH)
    assert much.status_code == 422
    assert len(db.session.scalars(select(EarlyReading)).all()) == 1


def test_a_draft_of_another_opening_is_not_this_ones(client: FlaskClient, opening: Opening) -> None:
    other = save_draft(an_opening(), {"name": ["Núria"]}, language="ca")
    assert client.get(f"/jobs/{opening.slug}/apply/{other.token}").status_code == 404
    assert client.get(f"/jobs/{opening.slug}/apply/{other.token}/reading").get_json()["status"] == "none"


def test_a_second_form_within_minutes_offers_to_replace_the_cv(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, run_jobs: Callable[[], int]
) -> None:
    first = send(client, opening.slug, complete())
    newer = complete(email="NURIA.vidal@example.com", cv=(io.BytesIO(CV_TEXT.encode() + b"\nMBA, 2019"), "newer.txt"))
    asked = send(client, opening.slug, newer)
    assert asked.status_code == 200
    assert "You have just applied for this position" in words(asked.text)
    assert len(applications()) == 1
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.text))
    assert fields["name"] == "Núria Vidal Serra"
    replaced = client.post(f"/jobs/{opening.slug}/apply", data=fields | {"act": "replace"}, headers=ENGLISH)
    assert replaced.location == first.location
    [application] = applications()
    assert [file.filename for file in application.files] == ["cv núria.txt", "newer.txt"]
    run_jobs()
    db.session.expire_all()
    assert application.reading is not None
    assert application.reading.file_id == application.files[1].id


def test_a_second_form_may_be_an_application_of_its_own(client: FlaskClient, opening: Opening) -> None:
    send(client, opening.slug, complete())
    newer = complete(cv=(io.BytesIO(CV_TEXT.encode() + b"\nMBA, 2019"), "newer.txt"))
    assert send(client, opening.slug, newer | {"act": "separate"}).status_code == 303
    assert len(applications()) == 2


def test_another_browser_is_told_nothing(app: Flask, client: FlaskClient, opening: Opening) -> None:
    """Who types somebody's address must not learn that they applied, nor change their CV."""
    send(client, opening.slug, complete())
    newer = complete(cv=(io.BytesIO(CV_TEXT.encode() + b"\nMBA, 2019"), "newer.txt"))
    stranger = app.test_client()
    assert send(stranger, opening.slug, newer | {"act": "replace"}).status_code == 303
    assert [len(application.files) for application in applications()] == [1, 1]


@pytest.fixture
def hasty(make_app: MakeApp) -> Any:
    app = make_app(MIN_FILL_SECONDS=3)
    with app.app_context():
        yield app.test_client(), an_opening().slug


def test_too_fast_is_asked_once_more(hasty: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, slug = hasty
    opened = value(client.get(f"/jobs/{slug}/apply").text, "opened")
    answer = send(client, slug, complete(opened=opened))
    assert answer.status_code == 422
    assert "Please press “Send the application” once more." in words(answer.text)
    assert summary(answer.text) == []
    kept = form_of(answer.text)
    assert (kept["name"], kept["opened"]) == (["Núria Vidal Serra"], [opened])
    monkeypatch.setattr(haste, "now", lambda: now() + timedelta(seconds=5))
    assert client.post(f"/jobs/{slug}/apply", data=kept | {"consent": "y"}, headers=ENGLISH).status_code == 303


@pytest.mark.parametrize("opened", ["", "forged", None])
def test_a_form_that_we_never_gave_out_is_asked_once_more(hasty: Any, opened: str | None) -> None:
    client, slug = hasty
    answer = send(client, slug, complete(opened=opened))
    assert "Please press “Send the application” once more." in words(answer.text)
    assert value(answer.text, "opened") not in ("", "forged")


def test_the_unseen_field_asks_once_more_and_loses_nothing(client: FlaskClient, opening: Opening) -> None:
    answer = send(client, opening.slug, complete(website="https://example.com"))
    assert answer.status_code == 422
    assert applications() == []
    again = form_of(answer.text)
    assert again["website"] == [""]
    assert client.post(f"/jobs/{opening.slug}/apply", data=again | {"consent": "y"}).status_code == 303


def test_limits_say_so_and_keep_what_was_typed(make_app: MakeApp) -> None:
    one = dict.fromkeys(("UPLOAD_LIMIT", "DRAFT_LIMIT", "DRAFT_MAIL_LIMIT"), "1 per hour")
    app = make_app(RATELIMIT_ENABLED=True, APPLY_LIMIT="4 per hour", **one)
    with app.app_context():
        slug = an_opening().slug
        client = app.test_client()
        for _ in range(2):
            assert send(client, slug, complete(name="")).status_code == 422
        assert act(client, slug, "mail", mail_to="a@example.com").status_code == 303
        refused = act(client, slug, "mail", mail_to="b@example.com")
        assert refused.status_code == 429
        assert "The link was sent several times already." in words(refused.text)
        answer = send(client, slug, complete(name="Núria"))
        assert answer.status_code == 429
        assert "A lot was sent from this connection" in words(answer.text)
        assert value(answer.text, "name") == "Núria"
        for path in ("save", "upload"):
            assert client.post(f"/jobs/{slug}/{path}", data={"cv": a_cv()}, headers=ENGLISH).status_code == 200
            last = client.post(f"/jobs/{slug}/{path}", data={"name": "x"}, headers=ENGLISH)
            assert last.status_code == 429
            assert "Wait a few minutes" in last.get_json()["error"]


def test_a_draft_remembers_where_its_applicant_came_from(client: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    response = client.post(f"/jobs/{opening.slug}/apply?source=LinkedIn", data={"act": "save", "name": "Núria"})
    token = response.location.partition("?")[0].rpartition("/")[2]
    form = complete(draft=token)
    assert send(client, opening.slug, form).status_code == 303
    assert applications()[0].source == "linkedin"
    assert db.session.scalars(select(Draft)).all() == []
