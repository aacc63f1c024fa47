"""The ranked list: order, filters, counts, and how many queries it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from recruit.facts import Degree, Flag, Level, Status
from recruit.hiring.models import Application, Opening
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.operations.tags import add_tag, assign
from recruit.hiring.queries.applications import Filters, in_order, ranked
from recruit.hiring.queries.facets import facets
from recruit.hiring.queries.preview import preview_weights
from recruit.storage.database import db as database
from tests.conftest import CountQueries
from tests.factories import a_read_application, a_user, an_application, an_opening, an_upload, quote, some_facts


@pytest.fixture
def people(db: SQLAlchemy) -> tuple[Opening, dict[str, Application]]:
    """Four candidates, the best first, and one whose CV waits."""
    opening = an_opening()
    master = Degree(Level.MASTER, "MBA", Status.COMPLETED, 2018, quote("Grau en Administració"), mba=True)
    found = {
        "Àngels Prat": a_read_application(opening, some_facts(72, degrees=(master,)), name="Àngels Prat"),
        "Bruno Díaz": a_read_application(
            opening, some_facts(48, language="es", flags=(Flag("end_before_start"),)), name="Bruno Díaz"
        ),
        "Carla Núñez": a_read_application(
            opening, some_facts(12, language="en"), name="Carla Núñez", email="cn@ejemplo.example.com"
        ),
        "Dídac Soler": a_read_application(opening, rejected="encrypted", name="Dídac Soler"),
        "Eva Waits": an_application(opening, cv=an_upload(), name="Eva Waits"),
    }
    return opening, found


def names(opening: Opening, **filters: object) -> list[str]:
    return [row.application.name for row in ranked(opening, Filters(**filters)).rows]  # type: ignore[arg-type]


def test_the_best_come_first_and_who_has_no_score_last(people: tuple[Opening, dict[str, Application]]) -> None:
    opening, _ = people
    page = ranked(opening, Filters())
    assert [(row.application.name, row.rank) for row in page.rows] == [
        ("Àngels Prat", 1),
        ("Bruno Díaz", 2),
        ("Carla Núñez", 3),
        ("Dídac Soler", 4),
        ("Eva Waits", None),
    ]
    assert (page.total, page.first, page.last, page.previous, page.next, page.unread) == (5, 1, 5, None, None, 1)
    assert page.counts_by_stage["new"] == 5
    assert sum(page.counts_by_band.values()) == 4
    first = page.rows[0]
    assert first.strip == [(2026 * 12 - 71, 2026 * 12, "core")]
    assert first.score is not None
    assert set(first.score.parts) == {"degree", "mba", "experience", "skills", "duties"}


def test_ties_go_to_the_earlier_application(db: SQLAlchemy) -> None:
    opening = an_opening()
    late, early = a_read_application(opening, name="Late"), a_read_application(opening, name="Early")
    early.created_at = late.created_at - timedelta(hours=1)
    db.session.commit()
    assert names(opening) == ["Early", "Late"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"band": ["below"]}, ["Dídac Soler"]),
        ({"degree_min": "master"}, ["Àngels Prat"]),
        ({"degree_min": "bachelor"}, ["Àngels Prat", "Bruno Díaz", "Carla Núñez"]),
        ({"mba": ["completed"]}, ["Àngels Prat"]),
        ({"months_min": 48}, ["Àngels Prat", "Bruno Díaz"]),
        ({"months_min": 12, "months_max": 48}, ["Bruno Díaz", "Carla Núñez"]),
        ({"language": ["es", "en"]}, ["Bruno Díaz", "Carla Núñez"]),
        ({"flag": ["end_before_start"]}, ["Bruno Díaz"]),
        ({"flag": ["end_before_start", "encrypted"]}, ["Bruno Díaz", "Dídac Soler"]),
        ({"flag": ["end_%"]}, []),
        ({"text": "ANGELS"}, ["Àngels Prat"]),
        ({"text": "nunez carla"}, ["Carla Núñez"]),
        ({"text": "@ejemplo"}, ["Carla Núñez"]),
        ({"text": "%"}, []),
        ({"text": "didac", "flag": ["encrypted"]}, ["Dídac Soler"]),
        ({"stage": ["shortlisted"]}, ["Carla Núñez"]),
        ({"core_min": 60}, ["Àngels Prat"]),
        ({"core_max": 47}, ["Carla Núñez", "Dídac Soler"]),
        ({"skill": ["negotiation"]}, ["Àngels Prat", "Bruno Díaz", "Carla Núñez"]),
        ({"skill": ["negotiation:shown"], "language": ["es"]}, ["Bruno Díaz"]),
        ({"skill": ["negotiation", "sales"]}, []),
        ({"source": ["-"], "language": ["es"]}, ["Bruno Díaz"]),
        ({"source": ["infojobs"]}, ["Carla Núñez"]),
        ({"salary_max": 45000}, ["Carla Núñez"]),
        ({"salary_min": 45001}, []),
        ({"tag": [1]}, ["Carla Núñez"]),
        ({"tag": [99]}, []),
        ({"assigned": ["nobody"], "language": ["en", "es"]}, ["Bruno Díaz"]),
        ({"stage": ["shortlisted", "new"], "text": "eva"}, ["Eva Waits"]),
    ],
)
def test_filters(
    people: tuple[Opening, dict[str, Application]], filters: dict[str, object], expected: list[str]
) -> None:
    opening, found = people
    by, carla = a_user(), found["Carla Núñez"]
    move_stage(carla, "shortlisted", by=by)
    add_tag(carla, "Segona ronda", by=by)
    assign(carla, by, by=by)
    carla.source, carla.salary_expectation = "infojobs", 45000
    database.session.commit()
    if filters == {"band": ["below"]}:
        # whatever the bands of the others are, the list says the same as the scores
        expected = [name for name, a in found.items() if a.score and a.score.band == "below"]
        assert "Dídac Soler" in expected
    assert names(opening, **filters) == expected
    page = ranked(opening, Filters(**filters))  # type: ignore[arg-type]
    assert (page.total, page.facets.total) == (len(expected), 5)


def test_the_rank_stays_the_one_among_all(people: tuple[Opening, dict[str, Application]]) -> None:
    opening, _ = people
    assert [(row.application.name, row.rank) for row in ranked(opening, Filters(language=["en"])).rows] == [
        ("Carla Núñez", 3)
    ]


@pytest.mark.parametrize(
    ("sort", "direction", "first", "last"),
    [
        ("points", "asc", "Dídac Soler", "Eva Waits"),
        ("months", "desc", "Àngels Prat", "Eva Waits"),
        ("name", "asc", "Àngels Prat", "Eva Waits"),
        ("name", "desc", "Eva Waits", "Àngels Prat"),
        ("date", "asc", "Àngels Prat", "Eva Waits"),
        ("date", "desc", "Eva Waits", "Àngels Prat"),
        ("nonsense", "nonsense", "Àngels Prat", "Eva Waits"),
    ],
)
def test_sorting(
    people: tuple[Opening, dict[str, Application]], sort: str, direction: str, first: str, last: str
) -> None:
    rows = ranked(people[0], Filters(), sort, direction).rows
    assert (rows[0].application.name, rows[-1].application.name) == (first, last)


SORTS = ["points", "degree", "skills", "months", "core", "name", "date", "stage", "salary", "flags"]


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_one_another_forth_and_back(
    people: tuple[Opening, dict[str, Application]], sort: str, direction: str
) -> None:
    """Ties and rows without a value stand where they stand, whichever column sorts."""
    opening, _ = people
    for number in range(3):
        a_read_application(opening, some_facts(48), name="Bruno Díaz", salary_expectation=40000 + number // 2)
    everybody = in_order(opening, Filters(), sort, direction)
    assert len(set(everybody)) == 8
    page = ranked(opening, Filters(), sort, direction, per_page=3)
    turned = [page]
    while page.next:
        page = ranked(opening, Filters(), sort, direction, after=page.next, per_page=3)
        turned.append(page)
    assert [row.application.public_id for page in turned for row in page.rows] == everybody
    assert [(page.first, page.last) for page in turned] == [(1, 3), (4, 6), (7, 8)]
    back = ranked(opening, Filters(), sort, direction, before=turned[2].previous, per_page=3)
    assert [row.application.public_id for row in back.rows] == everybody[3:6]
    assert (back.first, back.next is not None) == (4, True)
    back = ranked(opening, Filters(), sort, direction, before=back.previous, per_page=3)
    assert [row.application.public_id for row in back.rows] == everybody[:3]
    assert (back.first, back.previous) == (1, None)


def test_a_page_stays_where_it_is_when_somebody_comes_in_above(db: SQLAlchemy) -> None:
    opening = an_opening()
    for months in (60, 48, 36, 24):
        a_read_application(opening, some_facts(months), name=f"{months} months")
    first = ranked(opening, Filters(), per_page=2)
    a_read_application(opening, some_facts(72), name="72 months")
    second = ranked(opening, Filters(), after=first.next, per_page=2)
    assert [row.application.name for row in second.rows] == ["36 months", "24 months"]
    assert (second.first, second.last, second.total) == (4, 5, 5)


def test_a_page_after_somebody_who_is_gone_is_the_first(people: tuple[Opening, dict[str, Application]]) -> None:
    opening, found = people
    for anchor in ({"after": "x" * 22}, {"before": "x" * 22}, {"before": found["Bruno Díaz"].public_id}):
        page = ranked(opening, Filters(), per_page=2, **anchor)  # type: ignore[arg-type]
        assert [row.application.name for row in page.rows] == ["Àngels Prat", "Bruno Díaz"]
        assert (page.first, page.previous) == (1, None)
    last = ranked(opening, Filters(), after=found["Eva Waits"].public_id, per_page=2)
    assert last.first == 1


def test_an_opening_without_applications(db: SQLAlchemy) -> None:
    page = ranked(an_opening(), Filters())
    assert (page.rows, page.total, page.first, page.next) == ([], 0, 1, None)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("filters", "queries"), [(Filters(), 3), (Filters(text="vidal"), 3)], ids=["all", "filtered"])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    db: SQLAlchemy, count_queries: CountQueries, rows: int, filters: Filters, queries: int
) -> None:
    opening_id = an_opening().id
    for _ in range(rows):
        a_read_application(db.session.get_one(Opening, opening_id))
    with count_queries() as seen:
        page = ranked(db.session.get_one(Opening, opening_id), filters)
        for row in page.rows:
            assert row.application.opening.id == opening_id
            assert row.score is not None and row.score.parts and row.score.flags is not None
            assert row.application.name == "Núria Vidal Serra"
    assert len(page.rows) == rows
    assert len(seen) == 1 + queries  # and the opening itself


def test_counts_follow_the_other_filters(people: tuple[Opening, dict[str, Application]]) -> None:
    opening, found = people
    by = a_user()
    move_stage(found["Carla Núñez"], "shortlisted", by=by)
    tag = add_tag(found["Carla Núñez"], "Segona ronda", by=by)
    assign(found["Bruno Díaz"], by, by=by)
    everybody = facets(opening, Filters())
    assert (everybody.total, everybody.fitting, everybody.unread) == (5, 5, 1)
    assert everybody.counts["stage"] == {"new": 4, "shortlisted": 1}
    assert everybody.counts["language"] == {"ca": 2, "es": 1, "en": 1}
    assert everybody.counts["degree"]["bachelor"] == 3
    assert everybody.counts["degree"]["master"] == 1
    assert everybody.counts["flag"]["end_before_start"] == 1
    assert everybody.counts["assigned"] == {"nobody": 4, str(by.id): 1}
    assert everybody.counts["source"] == {"-": 5}
    assert everybody.counts["skill"] == {"negotiation": 3, "negotiation:shown": 3}
    assert (everybody.tags, everybody.carers) == ([(tag.id, "Segona ronda")], [(by.id, "Anna Puig")])
    # of the facet itself all choices stay, of the others what is left
    new = facets(opening, Filters(stage=["new"]))
    assert new.fitting == 4
    assert new.counts["stage"] == {"new": 4, "shortlisted": 1}
    assert new.counts["language"] == {"ca": 2, "es": 1}
    assert new.counts["tag"] == {}
    assert new.all["tag"] == {str(tag.id): 1}
    both = facets(opening, Filters(stage=["new"], language=["en"]))
    assert both.fitting == 0
    assert both.counts["stage"] == {"shortlisted": 1}
    assert both.counts["language"] == {"ca": 2, "es": 1}


def test_a_preview_writes_nothing_and_says_what_would_be(people: tuple[Opening, dict[str, Application]]) -> None:
    opening, found = people
    rows = preview_weights(opening, {"experience": 0, "mba": 100})
    assert rows[0].name == "Àngels Prat"
    assert {row.public_id for row in rows} == {a.public_id for n, a in found.items() if n != "Eva Waits"}
    for row in rows:
        stored = next(a for a in found.values() if a.id == row.application_id).score
        assert stored is not None
        assert (row.points_before, row.low <= row.points <= row.high) == (stored.points, True)
    same = preview_weights(opening, {})
    assert [(row.points, row.rank) for row in same] == [(row.points_before, row.rank_before) for row in same]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_preview_takes_as_many_queries_for_one_as_for_three(
    db: SQLAlchemy, count_queries: CountQueries, rows: int
) -> None:
    opening_id = an_opening().id
    for _ in range(rows):
        a_read_application(db.session.get_one(Opening, opening_id))
    with count_queries() as seen:
        opening = db.session.get_one(Opening, opening_id)
        assert len(preview_weights(opening, {"mba": 40})) == rows
    assert len(seen) == 3  # opening, version, the basis of every score
