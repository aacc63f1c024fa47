"""Acts on many and exports, as the pages do them, without a script."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import openpyxl
import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, AuditEntry, Mail, Opening
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.tags import add_tag
from recruit.hiring.queries.tags import tags_of
from tests.factories import a_read_application, a_user, an_opening, some_facts


@pytest.fixture
def desk(client: FlaskClient, db: SQLAlchemy) -> FlaskClient:
    return client.log_in(a_user(name="Anna Puig"))  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


@pytest.fixture
def people(opening: Opening) -> list[Application]:
    return [
        a_read_application(opening, some_facts(60), name="Àngels Prat", email="=cmd|'/c calc'!A0@example.com"),
        a_read_application(opening, some_facts(40), name="@SUM(1+1)*cmd", phone="+34 600 100 200"),
        a_read_application(opening, some_facts(20), name="Carla Núñez"),
    ]


def hidden(page: str) -> list[tuple[str, str]]:
    """Every hidden field of a page but the token, as a browser would send it."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return [(unescape(name), unescape(value)) for name, value in fields if name != "csrf_token"]


def send(desk: FlaskClient, address: str, pairs: list[tuple[str, str]]) -> str:
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    answer = desk.post(address, data=data, follow_redirects=True)
    assert answer.status_code == 200, answer.status
    return answer.text


def bulk(opening: Opening, more: str = "") -> str:
    return f"/desk/openings/{opening.slug}/bulk{more}"


def stages(people: list[Application]) -> list[str]:
    return [application.stage for application in people]


def test_decided_first_then_done_then_undone(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application]
) -> None:
    move_stage(people[2], "shortlisted", by=a_user())
    chosen = [("id", a.public_id) for a in people] + [("act", "stage:shortlisted"), ("list", "sort=name&dir=asc")]
    page = send(desk, bulk(opening), chosen)
    assert "Move 2 applications to Shortlisted?" in page
    assert "Nothing has happened yet." in page
    assert "1 of those you ticked is so already." in page
    assert stages(people) == ["new", "new", "shortlisted"]
    done = send(desk, bulk(opening, "/apply"), hidden(page))
    assert stages(people) == ["shortlisted"] * 3
    assert "2 applications moved to Shortlisted." in done
    found = re.search(r'action="([^"]+/undo)"', done)
    assert found is not None
    undone = send(desk, found[1], [("list", "sort=name&dir=asc")])
    assert "2 applications are what they were before." in undone
    assert stages(people) == ["new", "new", "shortlisted"]
    assert "This was undone already." in send(desk, found[1], [])


def test_rejections_need_a_reason(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application]
) -> None:
    page = send(desk, bulk(opening), [("id", people[0].public_id), ("act", "stage:rejected")])
    assert "Reject 1 application" in page
    fields: dict[str, list[str]] = {}
    for name, value in hidden(page):
        fields.setdefault(name, []).append(value)
    refused = desk.post(bulk(opening, "/apply"), data=fields)
    assert refused.status_code == 422
    assert "Say why: the reason is kept with each rejection." in refused.text
    send(desk, bulk(opening, "/apply"), [*hidden(page), ("reason_code", "position_filled")])
    assert stages(people) == ["rejected", "new", "new"]
    assert people[0].stage_changes[-1].reason_code == "position_filled"


def test_a_move_tells_people_when_that_is_ticked(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application]
) -> None:
    people[0].language, people[1].language, people[2].language = "ca", "ca", "es"
    db.session.commit()
    page = send(desk, bulk(opening), [*(("id", a.public_id) for a in people), ("act", "stage:interview")])
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "3 mails (Catalan 2, Spanish 1)" in words
    assert 'name="tell" value="1" aria' in page, "not ticked of itself"
    drafts = {
        f"text_{code}": unescape(text) for code, text in re.findall(r'name="text_(\w+)"[^>]*>([^<]*)</textarea>', page)
    }
    assert list(drafts) == ["text_ca", "text_es"]
    assert drafts["text_ca"].startswith("Hola, {name}:")
    subjects = [("subject_ca", "Entrevista"), ("subject_es", "Entrevista")]
    ticked = [*hidden(page), ("tell", "1"), *subjects]
    fields: dict[str, list[str]] = {}
    for name, value in [*ticked, *drafts.items()]:
        fields.setdefault(name, []).append(value)
    refused = desk.post(bulk(opening, "/apply"), data=fields)
    assert refused.status_code == 422
    assert "Catalan: fill in what stands in square brackets, or take it out." in refused.text
    assert 'name="tell" value="1" checked' in refused.text
    filled = [(name, re.sub(r"\[[^\]]+\]", "Dilluns a les deu.", text)) for name, text in drafts.items()]
    done = send(desk, bulk(opening, "/apply"), [*ticked, *filled])
    assert re.search(r"3 mails go out at \d\d:\d\d; undoing before then calls them back.", done)
    mails = list(db.session.scalars(select(Mail).where(Mail.template == "status").order_by(Mail.id)))
    assert [mail.language for mail in mails] == ["ca", "ca", "es"]
    assert "Hola, Àngels Prat:" in str(mails[0].text) and "Dilluns a les deu." in str(mails[0].text)
    found = re.search(r'action="([^"]+/undo)"', done)
    assert found is not None
    assert "3 mails were called back." in send(desk, found[1], [])
    assert db.session.scalars(select(Mail).where(Mail.template == "status")).all() == []


def test_all_that_fit_on_every_page(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recruit.web.desk.applications.PER_PAGE", 1)
    listed = desk.get(f"/desk/openings/{opening.slug}/applications?years_min=3").text
    assert "all 2 that fit, on every page" in listed
    page = send(desk, bulk(opening), [("all", "1"), ("list", "years_min=3"), ("act", "tag:new")])
    assert "Put a tag on 2 applications" in page
    send(desk, bulk(opening, "/apply"), [*hidden(page), ("tag", "Segona ronda")])
    assert [[tag.name for tag in tags_of(a)] for a in people] == [["Segona ronda"], ["Segona ronda"], []]


def test_a_new_tag_without_a_name_asks_again(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application]
) -> None:
    data = {"act": "tag:new", "seen": f"{people[0].public_id}~", "tag": " "}
    answer = desk.post(bulk(opening, "/apply"), data=data)
    assert answer.status_code == 422
    assert "Write the tag, or choose one." in answer.text


@pytest.mark.parametrize("data", [{"act": "stage:offer"}, {"id": "x"}, {}])
def test_without_people_or_an_act_the_list_says_so(desk: FlaskClient, opening: Opening, data: dict[str, str]) -> None:
    answer = desk.post(bulk(opening), data=data, follow_redirects=True)
    assert "Tick the applications and choose what to do with them." in answer.text


@pytest.mark.parametrize("act", ["stage:boss", "nonsense:1", "untag:99", "assign:999", "tag:x"])
def test_an_act_that_there_is_not(desk: FlaskClient, opening: Opening, people: list[Application], act: str) -> None:
    assert desk.post(bulk(opening), data={"id": people[0].public_id, "act": act}).status_code == 400


def test_a_change_of_another_opening_is_not_there(desk: FlaskClient, opening: Opening) -> None:
    assert desk.post(bulk(opening, "/999/undo")).status_code == 404


def rows_of(answer: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.decode("utf-8-sig"))))


COLUMNS = ["rank", "name", "email", "phone", "points", "band", "criteria", "related_months", "skills_shown", "tags"]


def test_a_csv_of_the_list_as_filtered_has_no_formulas(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application]
) -> None:
    add_tag(people[1], "-1+2", by=a_user())
    answer = desk.post(
        f"/desk/openings/{opening.slug}/export",
        data={"format": "csv", "column": COLUMNS, "list": "years_min=3&sort=name&dir=desc"},
    )
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=key-account-manager-")
    head, *rows = rows_of(answer.data)
    criteria = ["Degree", "MBA", "Related experience", "Skills", "Duties"]
    assert head[:6] == ["Rank", "Name", "E-mail", "Phone", "Points", "Band"]
    assert head[6:] == [*criteria, "Months of related experience", "Skills shown", "Tags"]
    assert [(row[0], row[1], row[2], row[3], row[11], row[13]) for row in rows] == [
        ("1", "Àngels Prat", "'=cmd|'/c calc'!A0@example.com", "", "60", ""),
        ("2", "'@SUM(1+1)*cmd", people[1].email, "'+34 600 100 200", "40", "'-1+2"),
    ]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "list.exported")).one()
    assert entry.after == {"format": "csv", "columns": COLUMNS, "filters": ["months"], "applications": 2}


def test_the_file_speaks_the_readers_language(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application]
) -> None:
    answer = desk.post(
        f"/desk/openings/{opening.slug}/export?lang=ca", data={"format": "csv", "column": ["name", "points"]}
    )
    first, second = answer.data.decode("utf-8-sig").splitlines()[:2]
    assert first == "Nom;Punts"
    assert re.fullmatch(r"Àngels Prat;\d+,\d", second)


def test_an_xlsx_holds_text_as_text_and_numbers_as_numbers(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, people: list[Application]
) -> None:
    answer = desk.post(
        f"/desk/openings/{opening.slug}/export",
        data={"format": "xlsx", "column": ["name", "phone", "points", "created_at"], "id": [people[1].public_id]},
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    answer.close()
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Name", "Phone", "Points", "Came in"]
    assert sheet.max_row == 2
    name, phone, points, came = sheet[2]
    assert (name.value, name.data_type, name.quotePrefix) == ("@SUM(1+1)*cmd", "s", True)
    assert (phone.value, phone.data_type) == ("+34 600 100 200", "s")
    assert (points.data_type, came.is_date) == ("n", True)


def test_an_export_without_columns_asks_again(desk: FlaskClient, opening: Opening, people: list[Application]) -> None:
    answer = desk.post(f"/desk/openings/{opening.slug}/export", data={"format": "csv"}, follow_redirects=True)
    assert "Tick at least one column, and choose a kind of file." in answer.text
    assert "Export 3 applications" in answer.text


def test_the_ticked_are_exported(desk: FlaskClient, opening: Opening, people: list[Application]) -> None:
    page = send(desk, bulk(opening), [("id", people[2].public_id), ("act", "export")])
    assert "Export 1 application" in page
    assert hidden(page) == [("list", ""), ("id", people[2].public_id)]
