"""Questions answered after sending, and the privacy notice for whom the desk added."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from recruit.hiring.models import Answer, Application, Attachment, Correction, Opening, PersonRequest, User
from recruit.hiring.operations.access import new_link
from recruit.hiring.operations.adding import add_application
from recruit.hiring.operations.applications import keep_upload
from recruit.hiring.operations.openings import close_opening, revise_opening
from recruit.hiring.operations.own import withdraw
from recruit.hiring.operations.retention import place_hold
from recruit.role_profile.questions import Breach, Kind, KnockOut, Question
from recruit.storage import files
from recruit.storage.database import now
from tests.factories import CV_TEXT, a_user, an_opening
from tests.web.my.conftest import text_of, the_acts

DRIVES = Question(
    "drives",
    Kind.YES_NO,
    {"ca": "Condueixes?", "es": "¿Conduces?", "en": "Do you drive?"},
    required=True,
    knock_out=KnockOut(Breach.IS, "no"),
)
NIGHTS = Question("nights", Kind.NUMBER, {"ca": "Nits fora?", "es": "¿Noches fuera?", "en": "Nights away?"}, unit="n")
PROOF = Question("proof", Kind.FILE, {"ca": "El carnet", "es": "El carné", "en": "The licence"}, required=True)


@pytest.fixture
def recruiter(db: SQLAlchemy) -> User:
    return a_user()


@pytest.fixture
def opening(recruiter: User) -> Opening:
    made = an_opening(by=recruiter)
    revise_opening(made, questions=(DRIVES, NIGHTS, PROOF), reason="They drive", expected_version=1, by=recruiter)
    return made


@pytest.fixture
def added(opening: Opening, recruiter: User) -> Application:
    """Whom nobody asked anything."""
    return add_application(
        opening,
        name="Núria Vidal",
        email="nuria@example.com",
        cv=keep_upload(CV_TEXT.encode(), "cv.txt"),
        language="en",
        by=recruiter,
    )


def sent(name: str = "carnet.txt", content: bytes = b"Permis B", **more: str) -> dict[str, object]:
    return {"q_drives": "yes", "q_nights": "2,5", "q_proof": (io.BytesIO(content), name), **more}


def test_who_was_added_is_told_so_and_agrees(client: FlaskClient, db: SQLAlchemy, added: Application) -> None:
    token = new_link(added)[0]
    assert added.agreed_at is None
    assert added.told_at is not None
    assert now() - added.told_at < timedelta(minutes=1)
    page = text_of(client.get(f"/my/{token}?lang=en").text)
    assert "You have agreed to nothing yet." in page
    taken = json.loads(client.get(f"/my/{token}/data.json").data)["application"]
    assert (taken["agreed_at"], taken["privacy_version"]) == (None, "")
    assert taken["told_at"] == added.told_at.isoformat()
    for _twice in range(2):
        assert client.post(f"/my/{token}/notice", data={"agree": "1"}).status_code == 303
    assert the_acts(db, added.id).count("notice.agreed") == 1
    assert (added.agreed_at is not None, bool(added.privacy_version)) == (True, True)
    page = text_of(client.get(f"/my/{token}?lang=en").text)
    assert "You have agreed to nothing yet." not in page
    assert f"You agreed to the privacy notice of version {added.privacy_version}" in page


def test_who_was_added_objects(client: FlaskClient, db: SQLAlchemy, added: Application) -> None:
    token = new_link(added)[0]
    for _twice in range(2):
        assert client.post(f"/my/{token}/notice", data={"agree": "0"}).status_code == 303
    (asked,) = db.session.scalars(select(PersonRequest))
    assert (asked.kind, added.agreed_at) == ("objection", None)
    assert "I object" not in client.get(f"/my/{token}?lang=en").text


def test_questions_that_nobody_asked_are_answered_later(
    client: FlaskClient, db: SQLAlchemy, opening: Opening, added: Application, recruiter: User
) -> None:
    """Even after the closing day, as nobody had asked them; then once, as for everybody."""
    close_opening(opening, by=recruiter)
    token = new_link(added)[0]
    assert "There are 3 questions about this position" in text_of(client.get(f"/my/{token}?lang=en").text)
    refused = client.post(f"/my/{token}/questions?lang=en", data={"q_nights": "two"})
    assert refused.status_code == 422
    assert "3 answers need your attention" in text_of(refused.text)
    assert db.session.scalars(select(Answer)).all() == []
    assert client.post(f"/my/{token}/questions", data=sent(q_drives="no")).status_code == 303
    db.session.expire_all()
    rows = db.session.scalars(select(Answer).order_by(Answer.place)).all()
    assert [(row.question_id, row.value, row.flagged) for row in rows] == [
        ("drives", "no", True),
        ("nights", 2.5, False),
        ("proof", "carnet.txt", False),
    ]
    assert added.knock_outs == ["drives"]
    assert the_acts(db, added.id)[-1] == "questions.answered"
    page = client.get(f"/my/{token}?lang=en").text
    assert "Do you drive? No" in text_of(page)
    assert "/questions" not in page
    assert client.get(f"/my/{token}/answers/proof").data == b"Permis B"
    assert client.get(f"/my/{token}/questions").status_code == 303


def test_an_answer_is_put_right_until_the_closing_day(
    client: FlaskClient, db: SQLAlchemy, added: Application, recruiter: User
) -> None:
    token = new_link(added)[0]
    client.post(f"/my/{token}/questions?lang=en", data=sent(q_drives="no"))
    form = client.get(f"/my/{token}/questions?lang=en").text
    assert 'value="2.5"' in form
    assert "carnet.txt" in form
    first = db.session.scalars(select(Attachment)).one().key
    changed = {"q_drives": "yes", "q_nights": "2.5"}  # no file: the one that is there stays
    assert client.post(f"/my/{token}/questions", data=changed).status_code == 303
    db.session.expire_all()
    assert added.knock_outs is None
    (row,) = db.session.scalars(select(Correction))
    assert (row.field, row.before, row.after) == ("q_drives", "no", "yes")
    assert files.get(first) == b"Permis B"
    assert "Do you drive?" in text_of(client.get(f"/my/{token}?lang=en").text)
    client.post(f"/my/{token}/questions", data=sent("nou.txt", b"Permis C"))
    with pytest.raises(files.NoSuchFile):
        files.get(first)
    assert client.get(f"/my/{token}/answers/proof").data == b"Permis C"
    place_hold(added, "A claim", by=recruiter)
    held = client.post(f"/my/{token}/questions?lang=en", data=sent("altre.txt", b"Permis D"))
    assert "has to be kept for now for legal reasons" in held.text
    withdraw(added)
    assert client.post(f"/my/{token}/questions", data=sent()).location.endswith("#answers")
    client.log_in(recruiter)  # type: ignore[attr-defined]
    desk = text_of(client.get(f"/desk/applications/{added.public_id}/person?lang=en").text)
    assert "Do you drive?" in desk
    assert "carnet.txt → nou.txt" in desk
