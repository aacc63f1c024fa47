"""Striking evidence: what no longer counts, the score that follows, and the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_sqlalchemy import SQLAlchemy

from recruit.facts import Grade, Mention
from recruit.hiring.models import Application, User
from recruit.hiring.operations.confirmations import confirm_fact, pointed_at
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.operations.strikes import strike_evidence, undo_strike
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.preview import preview_weights
from recruit.hiring.queries.review import review
from tests.factories import CV_TEXT, a_read_application, a_user, an_opening, quote, some_details, some_facts


@pytest.fixture
def by(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig")


@pytest.fixture
def application(by: User) -> Application:
    return a_read_application(an_opening(by=by))


def place(words: str) -> tuple[int, int]:
    found = quote(words)
    return found.start, found.end


def points(application: Application, criterion: str) -> float:
    assert application.score is not None
    return float(application.score.parts[criterion][0])


def test_struck_words_no_longer_count_until_it_is_undone(application: Application, by: User) -> None:
    before = points(application, "skills")
    (row,) = strike_evidence(application, "skill:negotiation", [place("negociar")], " It was her boss ", by=by)
    assert (row.quote, row.reason) == ("Vaig negociar els contractes", "It was her boss")
    assert (before > 0, points(application, "skills")) == (True, 0)
    found = review(application.public_id, by=by)
    assert found.score is not None
    (struck,) = found.score.criterion("skills").struck
    assert (struck.by, struck.reason, struck.evidence) == (
        "Anna Puig",
        "It was her boss",
        quote("Vaig negociar els contractes"),
    )
    undo_strike(row, by=by)
    assert points(application, "skills") == before
    undo_strike(row, by=by)
    events = review(application.public_id, by=by).history
    assert [event.act for event in events[:2]] == ["evidence.strike_undone", "evidence.struck"]
    assert events[1].after["fact"] == "skill:negotiation"


def test_a_struck_post_counts_no_months_in_the_list_either(application: Application, by: User) -> None:
    strike_evidence(application, "experience", [place("Account")], "an internship", by=by)
    assert application.score is not None
    assert (application.score.core_months, application.score.strip) == (0, [])


def test_a_struck_degree_is_none_to_filter_by(application: Application, by: User) -> None:
    strike_evidence(application, "degree", [place("Grau en Administració")], "a course", by=by)
    assert application.score is not None and application.score.highest_degree == "none"


def test_striking_twice_keeps_one_strike(application: Application, by: User) -> None:
    strike_evidence(application, "skill:negotiation", [place("negociar")], "no", by=by)
    assert strike_evidence(application, "skill:negotiation", [place("contractes")], "no", by=by) == []
    assert len(application.strikes) == 1


def test_several_places_are_struck_at_once(by: User) -> None:
    mentions = tuple(Mention(Grade.CLAIMED, quote(words)) for words in ("contractes anuals", "clients més grans"))
    application = a_read_application(an_opening(by=by), replace(some_facts(), skills={"sales": mentions}))
    rows = strike_evidence(application, "skill:sales", [(0, len(CV_TEXT))], "no", by=by)
    assert [row.quote for row in rows] == ["contractes anuals", "clients més grans"]


@pytest.mark.parametrize(
    ("fact", "words", "reason", "fault"),
    [
        ("shoe_size", "negociar", "x", "fact: unknown"),
        ("skill:juggling", "negociar", "x", "fact: unknown"),
        ("skill:negotiation", "negociar", "  ", "reason: required"),
        ("skill:negotiation", "Priorat", "x", "places: no_evidence"),
        ("skill:sales", "negociar", "x", "places: no_evidence"),
    ],
)
def test_what_cannot_be_struck(
    application: Application, by: User, fact: str, words: str, reason: str, fault: str
) -> None:
    with pytest.raises(Invalid, match=fault):
        strike_evidence(application, fact, [place(words)], reason, by=by)
    assert application.strikes == []


def test_only_those_who_may_confirm_strike(application: Application) -> None:
    for nobody in (None, a_user("hiring_manager")):
        with pytest.raises(NotAllowed):
            strike_evidence(application, "degree", [place("Grau en Administració")], "x", by=nobody)


def test_new_weights_and_previews_leave_struck_words_out(application: Application, by: User) -> None:
    strike_evidence(application, "skill:negotiation", [place("negociar")], "no", by=by)
    assert application.score is not None
    struck = application.score.points
    (row,) = preview_weights(application.opening, {})
    assert (row.points, row.points_before) == (struck, struck)
    revise_opening(application.opening, details=some_details(place="Olot"), reason="", expected_version=1, by=by)
    assert points(application, "skills") == 0


def test_words_pointed_at_are_the_evidence_of_what_is_confirmed(application: Application, by: User) -> None:
    start, end = place("\nVins del Priorat\n".strip())
    evidence = pointed_at(application, start - 1, end + 1)
    assert evidence.quote == "Vins del Priorat"
    confirm_fact(application, "skill:sales", "shown", "", evidence=evidence, by=by)
    found = review(application.public_id, by=by)
    assert found.score is not None
    part = next(part for part in found.score.criterion("skills").parts if part.id == "sales")
    assert (part.source, part.evidence) == ("confirmed", (evidence,))
    confirm_fact(application, "experience", {"core_months": 6, "related_months": 6}, "", evidence=evidence, by=by)
    found = review(application.public_id, by=by)
    assert found.score is not None and evidence in found.score.criterion("experience").evidence


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (0, 100_000), (len(CV_TEXT) - 1, len(CV_TEXT))])
def test_words_that_are_not_there_cannot_be_pointed_at(application: Application, start: int, end: int) -> None:
    with pytest.raises(Invalid, match="places: out_of_range"):
        pointed_at(application, start, end)
