"""One application with all that it is judged by."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.models import User
from recruit.hiring.operations.confirmations import confirm_fact, undo_confirmation
from recruit.hiring.operations.errors import Invalid, NotFound
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.operations.shortlist_views import give_view
from recruit.hiring.operations.stages import move_stage
from recruit.hiring.permissions import NotAllowed, Reader
from recruit.hiring.queries.review import review
from tests.conftest import CountQueries
from tests.factories import (
    CV_TEXT,
    a_read_application,
    a_shortlist,
    a_user,
    an_application,
    an_opening,
    some_details,
    some_document,
    some_facts,
)


def test_everything_about_one_application(db: SQLAlchemy) -> None:
    by = a_user(name="Anna Puig")
    opening = an_opening(by=by)
    first, second, third = (a_read_application(opening, some_facts(months)) for months in (60, 36, 12))
    add_note(second, " Good on the phone ", by=by)
    page = review(second.public_id, by=by)
    assert page.application is second and page.opening is opening and page.version is opening.version
    assert page.document == some_document()
    assert page.facts == some_facts(36)
    assert page.score is not None and page.stored is second.score
    assert page.score.points == second.score.points
    assert page.profile.id == "kam"
    assert (page.previous, page.next, page.rank, page.ranked) == (first.public_id, third.public_id, 2, 3)
    assert page.original is not None and page.original.filename == "cv.txt"
    assert [note.text for note in page.notes] == ["Good on the phone"]
    assert [(event.by, event.act) for event in page.history] == [
        ("recruiter Anna Puig", "note.added"),
        ("system", "application.scored"),
        ("applicant", "application.submitted"),
    ]
    assert (review(first.public_id, by=by).previous, review(third.public_id, by=by).next) == (None, None)


def test_an_application_without_cv_or_score(db: SQLAlchemy) -> None:
    by = a_user()
    page = review(an_application(an_opening(by=by)).public_id, by=by)
    assert (page.facts, page.document, page.reading, page.original, page.pages) == (None, None, None, None, [])
    assert page.score is not None and page.rank == 1


def test_a_score_of_an_earlier_version_is_shown_with_that_version(db: SQLAlchemy) -> None:
    by = a_user()
    opening = an_opening(by=by)
    application = a_read_application(opening)
    revise_opening(opening, details=some_details(place="Olot"), reason="", expected_version=1, by=by)
    page = review(application.public_id, by=by)
    assert (page.version.number, page.opening.version.number) == (1, 2)


def test_who_does_not_exist(db: SQLAlchemy) -> None:
    with pytest.raises(NotFound):
        review("nobody", by=a_user())


@pytest.mark.parametrize("revised", [False, True])
@pytest.mark.parametrize("others", [0, 3])
def test_the_page_takes_as_many_queries_alone_as_among_others(
    db: SQLAlchemy, count_queries: CountQueries, others: int, revised: bool
) -> None:
    by = a_user()
    opening = an_opening(by=by)
    application = a_read_application(opening)
    for _ in range(others):
        a_read_application(opening)
    for number in range(others + 1):
        add_note(application, f"note {number}", by=by)
        confirm_fact(application, "degree", "master", f"seen {number}", by=by)
    if revised:
        revise_opening(opening, details=some_details(place="Olot"), reason="", expected_version=1, by=by)
    public_id, by_id = application.public_id, by.id
    with count_queries() as seen:
        page = review(public_id, by=db.session.get_one(User, by_id))
        assert [note.by.name for note in page.notes] == ["Anna Puig"] * (others + 1)
        assert page.confirmations[0].by.name == "Anna Puig"
        assert page.application.opening.version.title["en"] == "Key Account Manager"
        assert page.application.files[0].filename == "cv.txt"
        assert page.document is not None and page.document.text == CV_TEXT
    # the user; application, files, confirmed and struck with the place, notes, history, shortlists
    assert len(seen) == 1 + 6


def test_it_tells_where_the_person_was_put_forward(db: SQLAlchemy) -> None:
    by, manager = a_user(), a_user("hiring_manager", name="Joan Prat")
    opening = an_opening(by=by)
    application, other = a_read_application(opening), a_read_application(opening)
    first, second = (a_shortlist(people, manager=manager, by=by) for people in ([application], [other, application]))
    give_view(first.entries[0], up=False, comment=" No ", by=Reader(user=manager))
    view = give_view(first.entries[0], up=True, by=Reader(user=manager))
    page = review(application.public_id, by=by)
    assert [(entry.shortlist, entry.code) for entry in page.shortlisted] == [(second, "B"), (first, "A")]
    assert page.shortlisted[1].views == [view]
    assert (view.up, view.comment, view.by) == (True, "No", manager)
    for nobody in (manager, None):
        with pytest.raises(NotAllowed):
            review(application.public_id, by=nobody)


def test_a_confirmed_fact_beats_what_was_read_until_it_is_undone(db: SQLAlchemy) -> None:
    by = a_user(name="Anna Puig")
    opening = an_opening(by=by)
    application = a_read_application(opening, some_facts(12))
    read = application.score
    assert read is not None
    confirmation = confirm_fact(
        application, "experience", {"core_months": 60, "related_months": 60}, " Rang her up ", by=by
    )
    confirmed = application.score
    assert confirmed is not None and confirmed.points > read.points
    assert (confirmed.core_months, confirmation.reason) == (60, "Rang her up")
    assert review(application.public_id, by=by).score.criterion("experience").source == "confirmed"  # type: ignore[union-attr]
    undo_confirmation(confirmation, by=by)
    assert application.score is not None and application.score.points == read.points
    undo_confirmation(confirmation, by=by)
    events = review(application.public_id, by=by).history
    assert [event.act for event in events[:2]] == ["fact.confirmation_undone", "fact.confirmed"]
    assert events[1].before == {"fact": "experience", "value": None, "points": read.points}
    assert events[1].after["points"] == confirmed.points


def test_a_second_word_on_a_fact_replaces_the_first(db: SQLAlchemy) -> None:
    by = a_user()
    application = a_read_application(an_opening(by=by))
    first = confirm_fact(application, "degree", "master", "saw it", by=by)
    confirm_fact(application, "degree", "doctorate", "saw more", by=by)
    confirm_fact(application, "skill:sales", "shown", "said so", by=by)
    assert first.undone_at is not None
    assert application.score is not None and application.score.highest_degree == "doctorate"
    assert [(c.fact, c.value) for c in application.confirmations if c.undone_at is None] == [
        ("degree", "doctorate"),
        ("skill:sales", "shown"),
    ]


@pytest.mark.parametrize(
    ("fact", "value", "reason", "fault"),
    [
        ("shoe_size", "43", "x", "fact: unknown"),
        ("skill:juggling", "shown", "x", "fact: unknown"),
        ("degree", "batxillerat", "x", "value: unknown"),
        ("degree", None, "x", "value: unknown"),
        ("mba", "yes", "x", "value: unknown"),
        ("skill:sales", "maybe", "x", "value: unknown"),
        ("experience", 12, "x", "value: unknown"),
        ("experience", {"core_months": 12}, "x", "value: unknown"),
        ("experience", {"core_months": -1, "related_months": 0}, "x", "value: out_of_range"),
        ("experience", {"core_months": True, "related_months": 1}, "x", "value: out_of_range"),
        ("experience", {"core_months": 13, "related_months": 12}, "x", "value: core_above_related"),
        ("degree", "master", "  ", "reason: required"),
    ],
)
def test_what_cannot_be_confirmed(db: SQLAlchemy, fact: str, value: object, reason: str, fault: str) -> None:
    by = a_user()
    application = an_application(an_opening(by=by))
    with pytest.raises(Invalid, match=fault):
        confirm_fact(application, fact, value, reason, by=by)
    assert application.confirmations == []


def test_moving_through_the_stages(db: SQLAlchemy) -> None:
    by = a_user()
    application = an_application(an_opening(by=by))
    change = move_stage(application, "rejected", reason=" no CV ", by=by)
    assert change is not None
    assert (change.before, change.after, change.reason, application.stage) == ("new", "rejected", "no CV", "rejected")
    assert move_stage(application, "rejected", by=by) is None
    with pytest.raises(Invalid, match="stage: unknown"):
        move_stage(application, "limbo", by=by)
    (event, _) = review(application.public_id, by=by).history
    assert (event.act, event.before, event.after) == (
        "stage.moved",
        {"stage": "new"},
        {"stage": "rejected", "reason": "no CV"},
    )
    assert [c.after for c in application.stage_changes] == ["rejected"]


def test_notes_must_say_something(db: SQLAlchemy) -> None:
    by = a_user()
    application = an_application(an_opening(by=by))
    with pytest.raises(Invalid, match="text: required"):
        add_note(application, " \n ", by=by)
    with pytest.raises(Invalid, match="text: too_long"):
        add_note(application, "x" * 5001, by=by)
    note = add_note(application, "fine", by=by)
    assert review(application.public_id, by=by).history[0].after == {"note": note.id}
