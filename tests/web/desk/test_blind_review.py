"""A recruiter's blind review: what the switch hides, what asks first, and the hunt for leaks through the desk."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy
import openpyxl
import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image
from sqlalchemy import select

from recruit.hiring.blind.folding import plain
from recruit.hiring.models import Application, AuditEntry, Opening, ShortlistStatus, User
from recruit.hiring.operations import early_readings
from recruit.hiring.operations.confirmations import confirm_fact
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.review_queue import begin_run
from recruit.hiring.operations.shortlist_sharing import set_managers
from recruit.hiring.operations.shortlist_views import give_view
from recruit.hiring.operations.shortlists import add_to_shortlist, comment_on, create_shortlist, set_status
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.tags import add_tag
from recruit.hiring.permissions import Reader
from recruit.hiring.queries.masked import blind_code
from recruit.reading.document import document_from_dict
from recruit.reading.sandbox import read_safely
from recruit.storage.database import db as database
from tests.conftest import CountQueries
from tests.factories import PASSWORD, a_read_application, a_user, an_application, an_opening, an_upload
from tests.web.shortlist.people import PEOPLE
from tests.web.shortlist.test_leaks import pdf_text, told, visible_text


@pytest.fixture(scope="module")
def read_once() -> Callable[..., Any]:
    """The reader, which reads each of the files only once for all tests here."""
    return cache(read_safely)


@dataclass(frozen=True)
class Case:
    """An opening with people who must not be told from what the desk shows; `ids` are their public ids."""

    recruiter: User
    opening_id: int
    slug: str
    list_id: str
    ids: list[str]

    @property
    def front(self) -> str:
        return f"/desk/openings/{self.slug}"

    def application(self, index: int = 0) -> Application:
        found = database.session.scalar(select(Application).where(Application.public_id == self.ids[index]))
        assert found is not None
        return found


@pytest.fixture
def case(
    db: SQLAlchemy, run_jobs: Callable[[], int], read_once: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> Case:
    """Six people, of whom everybody wrote with their names, in the opening of the recruiter Anna Puig."""
    monkeypatch.setattr(early_readings, "read_safely", read_once)
    recruiter, manager = a_user(name="Anna Puig"), a_user("hiring_manager", name="Olga Serra")
    opening = an_opening(by=recruiter, manager=manager, place="Girona")
    applications = []
    for person in PEOPLE:
        applications.append(
            an_application(
                opening,
                cv=an_upload(*person.file),
                language=person.language,
                name=person.name,
                email=person.email,
                phone=person.phone,
                message=person.message,
                degree="bachelor",
                degree_field="Universitat de la Selva" if person.language == "ca" else "",
                availability=f"Ask {person.name.split()[0]}",
                skills=["negotiation"],
            )
        )
    run_jobs()
    db.session.expire_all()
    made = create_shortlist(opening, f"First round with {PEOPLE[0].name}", by=recruiter)
    entries = add_to_shortlist(made, applications, by=recruiter)
    set_managers(made, [manager.id], by=recruiter)
    set_status(made, ShortlistStatus.SHARED, by=recruiter)
    for person, application, entry in zip(PEOPLE, applications, entries, strict=True):
        first = person.name.split()[0]
        move_stage(application, "shortlisted", reason=f"{first} is good", by=recruiter)
        add_note(
            application, f"@Anna Puig: called {first}, better than {PEOPLE[0].name} and {PEOPLE[1].name}.", by=recruiter
        )
        confirm_fact(application, "mba", "none", f"{first} told me.", by=recruiter)
        comment_on(entry, f"{first} is better than {PEOPLE[0].name}.", by=recruiter)
        add_tag(application, "grocery", by=recruiter)
        give_view(entry, up=True, comment=f"I like {first} and {PEOPLE[2].name}.", by=Reader(user=manager))
    ids = [application.public_id for application in applications]
    begin_run(opening, ids, by=recruiter)
    return Case(recruiter, opening.id, opening.slug, made.public_id, ids)


@pytest.fixture
def desk(client: FlaskClient, case: Case) -> FlaskClient:
    """The recruiter, who reviews the opening blind."""
    client.log_in(case.recruiter)  # type: ignore[attr-defined]
    switch(client, case.slug)
    return client


def switch(client: FlaskClient, slug: str, to: str = "on") -> None:
    answer = client.post(f"/desk/openings/{slug}/blind", data={"to": to})
    assert answer.headers["Location"] == f"/desk/openings/{slug}/applications"


#: lists, comparisons and simulations lead to each other without end; files are asked for one by one
MANY = re.compile(r"[?&](?:a|sort|stage|band|dir|all|list|view|w\.\w+)=|\.png|\.pdf")


def crawl(client: FlaskClient, start: list[str]) -> Iterator[tuple[str, int, str, bytes, str]]:
    """(address, status, kind, body, headers) of all of the desk and the shortlists that pages lead to."""
    waiting, seen = list(start), set()
    while waiting:
        address = waiting.pop()
        if address in seen or "logout" in address or "lang=" in address:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code == 405:  # where a form leads
            continue
        body = answer.get_data()
        answer.close()
        yield address, answer.status_code, answer.mimetype, body, f"{answer.headers}"
        if answer.mimetype == "text/html":
            found = re.findall(r'(?:href|src|action|data-href)="(/(?:desk|shortlist)/[^"#]*)', body.decode())
            found = [link.replace("&amp;", "&") for link in found]
            # one of each kind of address is enough
            waiting += [link for link in found if not re.search(MANY, link)]


def test_nothing_that_the_desk_shows_tells_who_the_people_are(desk: FlaskClient, case: Case) -> None:
    front, ids = case.front, case.ids
    begin = [
        "/desk/",
        "/desk/mentions",
        f"{front}/applications",
        f"{front}/applications?q=negociar",
        f"{front}/applications?q=called&sort=name",
        f"{front}/compare?a={ids[0]}&a={ids[1]}&a={ids[2]}&a={ids[3]}",
        f"{front}/compare?a={ids[4]}&find=meritxell",
        f"{front}/what-if?w.mba=60",
        f"{front}/queue",
        f"{front}/queue/reject",
        "/desk/find?q=meri",
        "/desk/find?q=shortlisted",
        *(
            f"/desk/applications/{id}{page}"
            for id in ids
            for page in ("?view=text", "?fact=degree", "/stage", "/labels")
        ),
        *(f"/desk/applications/{id}/dossier.pdf" for id in ids[:3]),
        *(f"/desk/applications/{ids[0]}{page}" for page in ("/original", "/words", "/person", "/tell", "/compare")),
        f"/desk/shortlists/{case.list_id}",
        f"/shortlist/{case.list_id}",
    ]
    leaks: dict[str, list[str]] = {}
    everything, statuses = "", {}
    for address, status, kind, body, headers in crawl(desk, begin):
        statuses[address] = status
        text = pdf_text(body) if kind == "application/pdf" else visible_text(body.decode()) if "html" in kind else ""
        everything += plain(text)
        # the words that were looked for stand in the field
        text = re.sub(r'name="(?:q|find)"[^>]*|value="meri[^>]*', "", text)
        if found := told(f"{address} {headers} {text}".replace("q=meri", "").replace("find=meritxell", ""), PEOPLE):
            leaks[address] = found
    assert leaks == {}
    for person in PEOPLE:
        assert [words for words in person.shown if words not in everything] == []
    assert {blind_code(id).lower() for id in ids} <= set(re.findall(r"\w{6}", everything))
    kept_back = {re.sub(r"^.*/", "", address) for address, status in statuses.items() if status == 403}
    assert kept_back >= {"original", "words", "person", "tell", case.list_id}
    assert statuses[f"/desk/applications/{ids[0]}"] == statuses[f"{front}/queue"] == 200


def test_files_of_a_blind_list_name_nobody(desk: FlaskClient, case: Case) -> None:
    address = f"{case.front}/export"
    page = desk.get(address).text
    assert 'value="name"' in page
    assert [column for column in ("email", "phone", "availability") if f'value="{column}"' in page] == []
    columns = ["name", "email", "phone", "availability", "stage", "address"]
    text = desk.post(address, data={"format": "csv", "column": columns, "list": "sort=name"}).text
    assert told(text, PEOPLE) == []
    answer = desk.post(address, data={"format": "xlsx", "column": columns})
    book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
    answer.close()
    names = {row[0].value for row in book.active.iter_rows(min_row=2)}
    assert names == {f"Candidate {blind_code(id)}" for id in case.ids}


def test_acts_on_many_name_nobody(desk: FlaskClient, case: Case) -> None:
    ids, front = case.ids, case.front
    page = desk.post(f"{front}/bulk", data={"id": ids, "act": "stage:interview"})
    done = desk.post(
        f"{front}/bulk/apply",
        data={"act": "stage:interview", "seen": [f"{id}~shortlisted" for id in ids]},
        follow_redirects=True,
    )
    chosen = desk.get(f"/desk/shortlists/add?application={ids[0]}")
    moved = desk.post(f"/desk/applications/{ids[0]}/stage", data={"to": "offer"}, follow_redirects=True)
    labelled = desk.post(f"/desk/applications/{ids[0]}/labels", data={"tag": "dairy"}, follow_redirects=True)
    for answer in (page, done, chosen, moved, labelled):
        assert answer.status_code == 200
        assert told(answer.text, PEOPLE) == []
    assert f"Candidate {blind_code(ids[0])}: Offer" in moved.text


def test_the_words_are_painted_over_on_the_pages(desk: FlaskClient, case: Case) -> None:
    application, looked = case.application(), 0
    tokens = {token for word in PEOPLE[0].words for token in word.split() if len(token) > 3}
    assert application.reading is not None
    document = document_from_dict(application.reading.document)
    answer = desk.get(f"/desk/applications/{case.ids[0]}/pages/1.png")
    assert answer.headers["Cache-Control"] == "no-store"
    picture = numpy.asarray(Image.open(io.BytesIO(answer.get_data())).convert("RGB")).astype(int)
    answer.close()
    scale = picture.shape[1] / document.pages[0].width
    for word in document.words:
        said = re.sub(r"[^a-z0-9@./-]", "", plain(document.text[word.start : word.end]))
        if word.page == 1 and word.box is not None and said in tokens - {"gestora", "llicenciada", "directora"}:
            x0, y0, x1, y1 = (round(v * scale) for v in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
            inside = picture[y0 + 1 : y1 - 1, x0 + 1 : x1 - 1]
            assert inside.max() - inside.min() <= 12, said
            looked += 1
    assert looked >= 8


def test_one_person_is_shown_and_the_history_says_so(db: SQLAlchemy, desk: FlaskClient, case: Case) -> None:
    one, other = case.ids[:2]
    address = f"/desk/applications/{one}"
    assert "Show who this is" in desk.get(address).text
    back = f"{address}/original"
    answer = desk.post(f"{address}/identity", data={"back": back})
    assert answer.headers["Location"] == back
    page = desk.get(address).text
    assert PEOPLE[0].name in page and f"mailto:{PEOPLE[0].email}" in page
    assert "Looked who it is, in a blind review" in page.partition('id="history"')[2]
    original = desk.get(back)
    assert original.status_code == 200
    original.close()
    rows = desk.get(f"{case.front}/applications").text
    assert PEOPLE[0].name in rows and blind_code(other) in rows
    assert PEOPLE[1].name not in desk.get(f"/desk/applications/{other}").text
    for first, second in ((one, other), (other, one)):
        beside = desk.get(f"/desk/applications/{first}/same/{second}")
        assert (beside.status_code, f"Candidate {blind_code(other)}" in beside.text) == (403, True)
    desk.post(f"{address}/identity")
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "review.person_shown")).all()
    assert [(entry.subject, entry.after) for entry in entries] == [
        (f"application:{case.application().id}", {"opening": case.opening_id})
    ]


def test_the_switch_holds_from_login_to_login_for_one_user_and_one_opening(db: SQLAlchemy, client: FlaskClient) -> None:
    by = a_user()
    one, other = an_opening(by=by), an_opening(by=by)
    slugs = one.slug, other.slug
    ids = [an_application(each, name="Marta Vidal").public_id for each in (one, one, other)]
    codes = [blind_code(id) for id in ids]
    login = {"email": by.email, "password": PASSWORD}
    client.post("/login", data=login)
    switch(client, slugs[0])
    client.post(f"/desk/applications/{ids[1]}/identity")
    client.post("/logout")
    client.post("/login", data=login)
    page = client.get(f"/desk/openings/{slugs[0]}/applications").text
    assert (codes[0] in page, codes[1] in page) == (True, False)
    assert codes[2] not in client.get(f"/desk/openings/{slugs[1]}/applications").text
    found = client.get("/desk/find?q=marta").text
    assert [f"/applications/{id}" in found for id in ids] == [False, True, True]
    assert f"Candidate {codes[0]}" in client.get(f"/desk/find?q={codes[0][:4].lower()}").text
    switch(client, slugs[0], "off")
    assert codes[0] not in client.get(f"/desk/openings/{slugs[0]}/applications").text
    acts = db.session.scalars(
        select(AuditEntry.act).where(AuditEntry.act.startswith("review.")).order_by(AuditEntry.id)
    )
    assert acts.all() == ["review.blinded", "review.person_shown", "review.unblinded"]


def test_what_needs_the_person_is_not_done_blind(db: SQLAlchemy, desk: FlaskClient, case: Case) -> None:
    address = f"/desk/applications/{case.ids[0]}"
    data = {"fact": "degree", "value": "master", "reason": "seen"}
    refused = desk.post(f"{address}/facts", data=data)
    assert (refused.status_code, "Show who this is" in refused.text) == (403, True)
    inside = desk.get(f"{address}/words", headers={"HX-Request": "true"})
    assert (inside.status_code, "<html" in inside.text) == (200, False)
    assert "kept-back" in inside.text
    assert [row.fact for row in case.application().confirmations] == ["mba"]
    desk.post(f"{address}/notes", data={"text": "Kept all the same."})
    assert "Kept all the same." in desk.get(address).text


@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize("page", ["applications", "applications?q=negociar", "queue", "compare?a={id}", "person"])
def test_queries(db: SQLAlchemy, client: FlaskClient, count_queries: CountQueries, page: str, blind: bool) -> None:
    """The queue on its way, and all of them in a blind review: at most twelve, however many applications there are."""
    by, counts = a_user(), []
    opening_id, user_id = an_opening(by=by).id, by.id
    for rows in (1, 3):
        opening, by = db.session.get_one(Opening, opening_id), db.session.get_one(User, user_id)
        for _row in range(rows):
            application = a_read_application(opening)
            add_note(application, "Called Marta.", by=by)
            confirm_fact(application, "degree", "master", "seen", by=by)
        everybody = db.session.scalars(select(Application.public_id).where(Application.opening_id == opening.id)).all()
        begin_run(opening, everybody, by=by)
        client.log_in(by)  # type: ignore[attr-defined]
        slug, id = opening.slug, application.public_id
        if blind:
            switch(client, slug)
        address = f"/desk/applications/{id}" if page == "person" else f"/desk/openings/{slug}/{page.format(id=id)}"
        with count_queries() as seen:
            answer = client.get(address)
            assert answer.status_code == 200
            assert ("Candidate " in answer.text or blind_code(id) in answer.text) is blind
        counts.append(len(seen))
    assert max(counts) <= 12, "\n".join(seen)
    assert counts[0] == counts[1]
