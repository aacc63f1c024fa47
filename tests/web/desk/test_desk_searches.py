"""Saved searches, and the list that was looked at last."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import AuditEntry, Opening, SavedSearch, User
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.searches import delete_search, save_search
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.searches import searches_for
from tests.factories import a_read_application, a_user, an_opening


@pytest.fixture
def anna(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig")


@pytest.fixture
def desk(client: FlaskClient, anna: User) -> FlaskClient:
    return client.log_in(anna)  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def opening(anna: User) -> Opening:
    return an_opening(by=anna)


def test_a_search_is_ones_own_until_it_is_shared(db: SQLAlchemy, anna: User, opening: Opening) -> None:
    berta = a_user(name="Berta Roca")
    save_search(opening, "Strong ones", "band=strong", shared=False, by=anna)
    shared = save_search(opening, "  With  MBA ", "mba=completed", shared=True, by=anna)
    other = save_search(an_opening(by=anna), "Elsewhere", "band=strong", shared=True, by=anna)
    assert [search.name for search in searches_for(opening, anna)] == ["Strong ones", "With MBA"]
    assert [search.name for search in searches_for(opening, berta)] == ["With MBA"]
    again = save_search(opening, "With MBA", "mba=completed&stage=new", shared=False, by=anna)
    assert (again.id, again.query, again.shared) == (shared.id, "mba=completed&stage=new", False)
    save_search(opening, "With MBA", "mba=in_progress", shared=False, by=berta)
    with pytest.raises(NotAllowed):
        delete_search(other, by=berta)
    db.session.rollback()
    delete_search(again, by=anna)
    assert [search.name for search in searches_for(opening, anna)] == ["Strong ones"]
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.like("search.%")).order_by(AuditEntry.id))
    assert list(acts) == ["search.saved"] * 5 + ["search.deleted"]


@pytest.mark.parametrize(
    ("name", "query", "code"),
    [(" ", "band=strong", "required"), ("x" * 81, "band=strong", "too_long"), ("All", "", "nothing")],
)
def test_a_search_that_is_none(db: SQLAlchemy, anna: User, opening: Opening, name: str, query: str, code: str) -> None:
    with pytest.raises(Invalid) as fault:
        save_search(opening, name, query, shared=False, by=anna)
    assert (fault.value.field, fault.value.code) == ("search", code)


def test_a_list_is_saved_opened_and_forgotten(desk: FlaskClient, db: SQLAlchemy, opening: Opening) -> None:
    a_read_application(opening)
    address = f"/desk/openings/{opening.slug}"
    page = desk.post(
        f"{address}/searches",
        data={"name": "New ones", "list": "stage=new&sort=name&dir=asc&after=abcdefghijklmnopqrstuv", "shared": "1"},
        follow_redirects=True,
    ).text
    assert "Saved as “New ones”." in page
    assert f'href="{address}/applications?stage=new&amp;sort=name&amp;dir=asc">New ones' in page
    search = db.session.scalars(select(SavedSearch)).one()
    assert (search.query, search.shared) == ("stage=new&sort=name&dir=asc", True)
    forget = f"{address}/searches/{search.id}/delete"
    assert "The saved search is deleted." in desk.post(forget, follow_redirects=True).text
    assert desk.post(forget).status_code == 404
    page = desk.post(f"{address}/searches", data={"name": "All", "list": ""}, follow_redirects=True).text
    assert "Filter or sort the list first" in page


def test_an_opening_opens_on_the_list_that_was_looked_at_last(
    desk: FlaskClient, opening: Opening, db: SQLAlchemy
) -> None:
    slug = opening.slug
    other = an_opening(place="Lleida").slug
    assert desk.get(f"/desk/openings/{slug}").location == f"/desk/openings/{slug}/applications"
    desk.get(f"/desk/openings/{slug}/applications?stage=new&sort=name")
    assert (
        desk.get(f"/desk/openings/{slug}").location == f"/desk/openings/{slug}/applications?stage=new&sort=name&dir=asc"
    )
    assert (
        f'/desk/openings/{slug}/applications?stage=new&amp;sort=name&amp;dir=asc"'
        in desk.get(f"/desk/openings/{slug}/role").text
    )
    assert desk.get(f"/desk/openings/{other}").location == f"/desk/openings/{other}/applications"
    desk.get(f"/desk/openings/{slug}/applications")
    assert desk.get(f"/desk/openings/{slug}").location == f"/desk/openings/{slug}/applications"
