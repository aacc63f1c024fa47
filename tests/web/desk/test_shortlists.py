"""Composing on the desk: making a list, putting people on it, sharing it, taking it back."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, AuditEntry, Opening, Shortlist, Stage, User
from recruit.storage.database import now
from tests.factories import a_read_application, a_shortlist, an_opening


def people(opening: Opening, *names: str) -> list[Application]:
    return [a_read_application(opening, name=name) for name in names]


def test_a_list_is_made_filled_from_the_ticked_and_shared(desk: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    first, second = people(opening, "Àngels Prat", "Bruno Díaz")
    address = f"/desk/openings/{opening.slug}/shortlists"
    assert desk.post(address, data={"title": " "}).status_code == 422
    made = desk.post(address, data={"title": "First round", "blind": "on"}).location
    shortlist = db.session.scalars(select(Shortlist)).one()
    assert (shortlist.blind, shortlist.status, shortlist.visible) == (
        True,
        "draft",
        ["score", "evidence", "institutions"],
    )
    refused = desk.post(f"{made}/status", data={"status": "shared"})
    assert refused.status_code == 422
    assert "Put somebody on the shortlist before you share it." in refused.text

    ticked = {"id": [second.public_id, first.public_id]}
    chosen = desk.post("/desk/shortlists/add", data=ticked).text
    assert "Bruno Díaz, Àngels Prat" in chosen
    assert "First round" in chosen
    sent = {"application": ticked["id"], "shortlist": shortlist.public_id, "move": "on"}
    assert desk.post("/desk/shortlists/add", data=sent).location == f"{made}#people"
    db.session.expire_all()
    assert [(entry.code, entry.application.name) for entry in shortlist.entries] == [
        ("A", "Bruno Díaz"),
        ("B", "Àngels Prat"),
    ]
    assert {first.stage, second.stage} == {Stage.SHORTLISTED}
    assert desk.post(f"{made}/status", data={"status": "shared"}).status_code == 302
    acts = list(db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.startswith("shortlist."))))
    assert acts == ["shortlist.created", "shortlist.person_added", "shortlist.person_added", "shortlist.shared"]


def test_who_is_taken_off_keeps_the_letter(
    desk: FlaskClient, db: SQLAlchemy, opening: Opening, recruiter: User
) -> None:
    first, second = people(opening, "Àngels Prat", "Bruno Díaz")
    shortlist = a_shortlist([first], by=recruiter)
    address = f"/desk/shortlists/{shortlist.public_id}"
    desk.post(f"{address}/people/A/remove")
    desk.post(f"{address}/people", data={"application": second.public_id})
    assert "Taken off: Àngels Prat" in desk.get(address).text
    desk.post(f"{address}/people", data={"application": first.public_id})
    db.session.expire_all()
    assert [(entry.code, entry.application.name) for entry in shortlist.entries] == [
        ("B", "Bruno Díaz"),
        ("A", "Àngels Prat"),
    ]


def test_people_of_another_opening_are_refused(desk: FlaskClient, opening: Opening, recruiter: User) -> None:
    shortlist = a_shortlist(people(opening, "Àngels Prat"), by=recruiter)
    (stranger,) = people(an_opening(by=recruiter, place="Olot"), "Carla Núñez")
    answer = desk.post(f"/desk/shortlists/{shortlist.public_id}/people", data={"application": stranger.public_id})
    assert answer.status_code == 422
    assert "These people did not apply for this opening." in answer.text


def test_a_link_is_shown_once_and_revoked(desk: FlaskClient, opening: Opening, recruiter: User) -> None:
    shortlist = a_shortlist(people(opening, "Àngels Prat"), by=recruiter)
    address = f"/desk/shortlists/{shortlist.public_id}"
    for until, words in (
        ("yesterday", "Give the last day of the link as a date."),
        ((now() - timedelta(days=2)).date().isoformat(), "That day is over: choose a later one."),
        ((now() + timedelta(days=200)).date().isoformat(), "A link lives for at most 90 days."),
    ):
        answer = desk.post(f"{address}/links", data={"recipient": "Board", "until": until})
        assert answer.status_code == 422
        assert words in answer.text
    desk.post(f"{address}/links", data={"recipient": "Board", "until": (now() + timedelta(days=2)).date().isoformat()})
    token = re.search(r"/shortlist/open/([\w-]{43})", desk.get(address).text)
    assert token is not None
    page = desk.get(address).text
    assert token[1] not in page
    assert "never opened" in page
    desk.post(f"{address}/links/{shortlist.links[0].id}/revoke")
    assert "revoked on" in desk.get(address).text
    assert desk.get(f"/shortlist/open/{token[1]}").status_code == 404
