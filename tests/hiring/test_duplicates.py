"""The same person twice: what they are recognized by, one application of two, and back."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from recruit.hiring.duplicates import KEPT, likeness, phone_digits, shingles, why_alike
from recruit.hiring.models import Application, ApplicationTrace, Opening, User
from recruit.hiring.operations.duplicates import merge_applications, tell_apart, undo_merge
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.notes import add_note
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.applications import in_order
from recruit.hiring.queries.duplicates import alike, merges_of
from recruit.hiring.queries.filters import Filters
from recruit.hiring.queries.review import review
from tests.factories import CV_TEXT, a_read_application, a_user, an_application, an_opening


@pytest.fixture
def by(db: SQLAlchemy) -> User:
    return a_user(name="Anna Puig")


@pytest.fixture
def opening(by: User) -> Opening:
    return an_opening(by=by)


@pytest.mark.parametrize(
    ("written", "country", "digits"),
    [
        ("612 345 678", "ES", "34612345678"),
        ("+34 612-345-678", "ES", "34612345678"),
        ("0034 612 34 56 78", "ES", "34612345678"),
        ("+44 20 7946 0958", "ES", "442079460958"),
        ("020 7946 0958", "GB", "442079460958"),
        ("+34 612 345 678", "GB", "34612345678"),
        ("12", "ES", ""),
        ("", "ES", ""),
        ("no phone", "ES", ""),
    ],
)
def test_a_phone_is_the_same_however_it_is_written(written: str, country: str, digits: str) -> None:
    assert phone_digits(written, country) == digits


def test_how_alike_two_texts_are() -> None:
    long = " ".join(f"word{number}" for number in range(2000))
    half = " ".join(f"word{number}" for number in range(1000)) + " ".join(f"other{number}" for number in range(1000))
    assert len(shingles(long)) == KEPT
    assert likeness(shingles(long), shingles(long.upper())) == 1.0
    assert 0.2 < likeness(shingles(long), shingles(half)) < 0.5  # a third of all runs are shared
    assert likeness(shingles(long), shingles("something else altogether, really")) == 0.0
    assert likeness([], []) == 0.0
    assert shingles("two words") == []


def test_a_name_alone_is_no_person() -> None:
    cv = shingles(CV_TEXT)
    assert why_alike(("a@x", "", "anna", cv), ("b@x", "", "anna", [1, 2, 3]))[0] == ()
    assert why_alike(("a@x", "", "anna", cv), ("b@x", "", "anna", cv)) == (("cv",), 1.0)
    assert why_alike(("a@x", "", "anna", cv), ("b@x", "", "berta", cv))[0] == ()
    assert why_alike(("a@x", "34", "anna", []), ("a@x", "34", "berta", [])) == (("email", "phone"), 0.0)
    assert why_alike(("", "", "anna", []), ("", "", "anna", []))[0] == ()


def test_who_may_be_the_same_person_here_and_elsewhere(by: User, opening: Opening) -> None:
    one = a_read_application(opening, name="Núria Vidal", email="nuria@example.com", phone="612 345 678")
    same_mail = an_application(opening, name="N. Vidal", email="NURIA@example.com")
    same_phone = an_application(an_opening(by=by, place="Lleida"), name="Other", phone="+34612345678")
    same_cv = a_read_application(opening, name="NURIA VIDAL", email="second@example.com")
    an_application(opening, name="Núria Vidal", email="third@example.com")  # the name alone
    found = {each.public_id: each for each in alike(one)}
    assert {public_id: each.reasons for public_id, each in found.items()} == {
        same_mail.public_id: ("email",),
        same_phone.public_id: ("phone",),
        same_cv.public_id: ("cv",),
    }
    assert [found[each.public_id].same_opening for each in (same_mail, same_phone, same_cv)] == [True, False, True]
    tell_apart(same_mail, one, by=by)
    tell_apart(one, same_mail, by=by)
    assert same_mail.public_id not in {each.public_id for each in alike(one)}
    assert one.public_id not in {each.public_id for each in alike(same_mail)}


def test_a_trace_follows_the_reading(opening: Opening, db: SQLAlchemy) -> None:
    application = a_read_application(opening, phone="612 345 678")
    trace = db.session.get_one(ApplicationTrace, application.id)
    assert (trace.phone, trace.name, trace.shingles) == ("34612345678", "nuria vidal serra", shingles(CV_TEXT))


def test_two_become_one_with_nothing_lost_and_two_again(by: User, opening: Opening) -> None:
    kept = a_read_application(opening, name="Kept")
    gone = a_read_application(opening, name="Gone")
    add_note(kept, "of the kept", by=by)
    add_note(gone, "of the other", by=by)
    merge = merge_applications(kept, gone, by=by)
    assert in_order(opening, Filters()) == [kept.public_id]
    page = review(kept.public_id, by=by)
    assert ({note.text for note in page.notes}, page.ranked) == ({"of the kept", "of the other"}, 1)
    assert [row.merged_id for row in merges_of(kept)] == [gone.id]
    assert [row.kept_id for row in merges_of(gone)] == [kept.id]
    other = review(gone.public_id, by=by)
    assert other.original is not None and other.document is not None
    assert other.history[0].act == "applications.merged"
    assert in_order(opening, Filters(text="other")) == [kept.public_id]
    undo_merge(merge, by=by)
    undo_merge(merge, by=by)
    assert sorted(in_order(opening, Filters())) == sorted([kept.public_id, gone.public_id])
    assert [note.text for note in review(gone.public_id, by=by).notes] == ["of the other"]
    assert [note.text for note in review(kept.public_id, by=by).notes] == ["of the kept"]
    assert merges_of(kept) == []


def test_what_cannot_become_one(by: User, opening: Opening) -> None:
    one, two = an_application(opening), an_application(opening)
    elsewhere: Application = an_application(an_opening(by=by, place="Lleida"))
    with pytest.raises(Invalid, match="merge: same"):
        merge_applications(one, one, by=by)
    with pytest.raises(Invalid, match="merge: same"):
        tell_apart(one, one, by=by)
    with pytest.raises(Invalid, match="merge: other_opening"):
        merge_applications(one, elsewhere, by=by)
    merge_applications(one, two, by=by)
    with pytest.raises(Invalid, match="merge: merged_already"):
        merge_applications(two, one, by=by)
    for nobody in (None, a_user("hiring_manager")):
        with pytest.raises(NotAllowed):
            merge_applications(one, two, by=nobody)
