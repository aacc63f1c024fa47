"""The list of an opening with a thousand applications: as few queries as with fifty, and not much more work.

Work is compared with work in one run, never with a clock's limit: the machine may be slow, the ratio stays.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import insert, select

from recruit.facts import CvFacts
from recruit.hiring.models import Application, ApplicationTag, Opening, SearchText, StoredScore, User
from recruit.hiring.operations.tags import add_tag
from recruit.hiring.queries.applications import Filters, in_order
from recruit.hiring.stemming import RULES, folded, stem, words
from recruit.storage.database import now
from tests.conftest import CountQueries
from tests.factories import CV_TEXT, a_read_application, a_user, an_opening, some_facts

FEW, MANY = 50, 1000
MOST_QUERIES = 12
MOST_TIMES = 3.0
ROUNDS = 7

PAGES = {
    "list": "",
    "next page": "?after={anchor}",
    "filtered": "?stage=new&band=possible&band=below&skill=negotiation&years_min=1&language=ca&sort=name",
    "tagged": "?tag={tag}&assigned=nobody&sort=skills",
    "search": "?q=negociar+contractes",
    "half typed": "?q=nego",
}


def crowd(db: SQLAlchemy, opening: Opening, size: int, by: User, facts: CvFacts | None = None) -> dict[str, object]:
    """So many applications like one that came in by the front door; their points differ."""
    model = a_read_application(opening, facts or some_facts(48), name="Model Serra")
    tag = add_tag(model, "trucar", by=by)
    db.session.commit()
    cv = [folded(found[0]) for found in words(CV_TEXT * 6)]
    score = db.session.get_one(StoredScore, model.score_id)
    copied = {c.name: getattr(model, c.name) for c in Application.__table__.columns if c.name not in ("id", "score_id")}
    scored = {c.name: getattr(score, c.name) for c in StoredScore.__table__.columns if c.name != "id"}
    first = (db.session.scalar(select(Application.id).order_by(Application.id.desc())) or 0) + 1
    ids = range(first, first + size - 1)
    people = [
        copied | {"id": id, "public_id": f"person-{opening.id}-{id:012d}", "name": f"Persona {id}",
                  "folded": f"persona {id}", "created_at": now(), "stage": ("new", "in_review")[id % 2]}
        for id in ids
    ]  # fmt: skip
    db.session.execute(insert(Application), people)
    scores = [
        scored | {"application_id": id, "points": 20 + id * 7 % 600 / 10, "core_months": id % 90,
                  "related_months": id % 120, "band": ("below", "possible", "strong")[id % 3]}
        for id in ids
    ]  # fmt: skip
    db.session.execute(insert(StoredScore), scores)
    numbers = select(StoredScore.application_id, StoredScore.id).where(StoredScore.application_id >= first)
    latest = [{"id": application_id, "score_id": id} for application_id, id in db.session.execute(numbers)]
    db.session.bulk_update_mappings(Application, latest)
    text = {"text": CV_TEXT * 6, "parts": [["cv", 0]], "stems": " ".join(map(stem, cv)), "words": " ".join(cv)}
    db.session.execute(insert(SearchText), [text | {"application_id": id, "rules": RULES} for id in ids])
    db.session.execute(
        insert(ApplicationTag), [{"application_id": id, "tag_id": tag.id, "by_id": by.id} for id in ids if id % 4 == 0]
    )
    db.session.commit()
    return {"anchor": in_order(opening, Filters())[0], "tag": tag.id}


@pytest.fixture
def addresses(db: SQLAlchemy, client: FlaskClient) -> dict[int, dict[str, str]]:
    """Number of applications -> page -> address."""
    by = a_user()
    client.log_in(by)  # type: ignore[attr-defined]
    found = {}
    for size in (FEW, MANY):
        opening = an_opening(by=by)
        slug = opening.slug
        known = crowd(db, opening, size, by)
        found[size] = {
            name: f"/desk/openings/{slug}/applications{query.format(**known)}" for name, query in PAGES.items()
        }
    return found


def fastest(work: Callable[[], object]) -> float:
    """Seconds of this process's own work, in the quickest of several rounds."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def test_a_thousand_take_the_queries_of_fifty_and_little_more_work(
    app: Flask, client: FlaskClient, addresses: dict[int, dict[str, str]], count_queries: CountQueries
) -> None:
    queries: dict[str, tuple[int, int]] = {}
    ratios: dict[str, float] = {}
    for page in PAGES:
        seen = []
        for size in (FEW, MANY):
            with count_queries() as asked:
                answer = client.get(addresses[size][page])
            assert answer.status_code == 200
            seen.append(len(asked))
        queries[page] = (seen[0], seen[1])
        # a page of the many has up to fifty rows, whatever narrows it: what is compared is the whole list of fifty
        few = fastest(partial(client.get, addresses[FEW]["list"]))
        ratios[page] = fastest(partial(client.get, addresses[MANY][page])) / few
    print({page: round(ratio, 2) for page, ratio in ratios.items()}, queries)  # noqa: T201
    assert {page for page, (few, many) in queries.items() if many > MOST_QUERIES or few > MOST_QUERIES} == set()
    # those that begin after somebody ask once more for where they stand, whoever that is
    assert {page for page, (few, many) in queries.items() if few != many} == set()
    assert {page: ratio for page, ratio in ratios.items() if ratio > MOST_TIMES} == {}
