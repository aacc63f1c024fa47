"""No page takes more than twelve queries, and none takes more for three applications than for one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Application, Opening, Shortlist, User
from recruit.hiring.operations.access import new_link
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.own import ask_person
from recruit.hiring.operations.shortlist_views import ask, give_view
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.permissions import Reader
from recruit.storage.database import db as database
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_shortlist, a_user, an_opening

MOST = 12

#: who looks, and at what; {slug} and {id} are of an opening with applications
PAGES = [
    (None, "/"),
    (None, "/jobs/{slug}"),
    (None, "/jobs/{slug}/apply"),
    (None, "/applied/{id}"),
    (None, "/privacy"),
    (None, "/privacy?opening={slug}"),
    (None, "/my"),
    (None, "/my/{key}"),
    (None, "/my/{key}/correct"),
    (None, "/my/{key}/erase"),
    (None, "/jobs.atom"),
    (None, "/jobs.xml"),
    (None, "/sitemap.xml"),
    (None, "/embed/jobs"),
    (None, "/login"),
    (None, "/health"),
    ("recruiter", "/desk/"),
    ("recruiter", "/desk/requests"),
    ("recruiter", "/desk/applications/{id}/person"),
    ("recruiter", "/desk/applications/{id}/tell"),
    ("recruiter", "/desk/openings/new"),
    ("recruiter", "/desk/openings/{slug}/role"),
    ("recruiter", "/desk/openings/{slug}/details"),
    ("recruiter", "/desk/openings/{slug}/texts"),
    ("recruiter", "/desk/openings/{slug}/criteria"),
    ("recruiter", "/desk/openings/{slug}/questions"),
    ("recruiter", "/desk/openings/{slug}/market"),
    ("recruiter", "/desk/openings/{slug}/what-if"),
    ("recruiter", "/desk/openings/{slug}/what-if?w.mba=50&strong=60&y.1=4&top=3"),
    ("recruiter", "/desk/openings/{slug}/compare?a={id}"),
    ("recruiter", "/desk/openings/{slug}/versions"),
    ("recruiter", "/desk/openings/{slug}/applications"),
    ("recruiter", "/desk/openings/{slug}/applications?q=negociar&band=below&skill=negotiation&sort=name"),
    ("recruiter", "/desk/openings/{slug}/export"),
    ("recruiter", "/desk/applications/{id}/labels"),
    ("recruiter", "/desk/applications/{id}"),
    ("recruiter", "/desk/applications/{id}/stage"),
    ("recruiter", "/desk/applications/{id}/words"),
    ("recruiter", "/desk/openings/{slug}/queue"),
    ("recruiter", "/desk/applications/{id}/original"),
    ("hiring_manager", "/shortlist/"),
    ("hiring_manager", "/shortlist/{list}"),
    ("hiring_manager", "/shortlist/{list}/A"),
    ("recruiter", "/desk/openings/{slug}/shortlists"),
    ("recruiter", "/desk/shortlists/{list}"),
    ("recruiter", "/desk/shortlists/{list}/views"),
    ("recruiter", "/desk/shortlists/add?application={id}"),
    ("admin", "/admin/users"),
    ("admin", "/admin/audit"),
    ("admin", "/admin/retention"),
    ("admin", "/admin/fairness"),
    ("admin", "/admin/company"),
]


def put_forward(opening: Opening, *, by: User, manager: User) -> Shortlist:
    """All of the opening on one shortlist, each with a view and a question."""
    shortlist = a_shortlist(list(opening_applications(opening)), manager=manager, by=by)
    for entry in shortlist.entries:
        give_view(entry, up=True, by=Reader(user=manager))
        ask(entry, "When?", by=Reader(user=manager))
    return shortlist


def opening_applications(opening: Opening) -> list[Application]:
    return list(database.session.scalars(select(Application).where(Application.opening_id == opening.id)))


def fill(opening: Opening, rows: int, *, by: User, manager: User) -> Application:
    """So many applications with all that can hang on one."""
    for number in range(rows):
        application = a_read_application(opening)
        add_note(application, f"note {number}", by=by)
        confirm_fact(application, "degree", "master", "seen", by=by)
        move_stage(application, "shortlisted", by=by)
    return application


@pytest.mark.parametrize(("role", "page"), PAGES)
def test_pages(
    app: Flask, db: SQLAlchemy, client: FlaskClient, count_queries: CountQueries, role: str | None, page: str
) -> None:
    by, manager = a_user(), a_user("hiring_manager")
    viewer = {"recruiter": by, "hiring_manager": manager, "admin": a_user("admin")}.get(role or "")
    if viewer:
        client.log_in(viewer)  # type: ignore[attr-defined]
    ids = (an_opening(by=by, manager=manager).id, by.id, manager.id)
    counts = []
    for rows in (1, 2):
        opening, by, manager = (
            db.session.get_one(model, id) for model, id in zip((Opening, User, User), ids, strict=True)
        )
        application = fill(opening, rows, by=by, manager=manager)
        ask_person(application, "review", "Look again")
        shortlist = put_forward(opening, by=by, manager=manager)
        address = page.format(
            slug=opening.slug, list=shortlist.public_id, id=application.public_id, key=new_link(application)[0]
        )
        with count_queries() as seen:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert answer.get_data() != b""
        counts.append(len(seen))
    assert max(counts) <= MOST, "\n".join(seen)
    assert counts[0] == counts[1]
