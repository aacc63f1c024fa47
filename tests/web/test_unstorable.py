"""What no database of ours can keep is refused at the door, on both engines in the same way."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recruit.hiring.models import Note, Role
from recruit.storage.database import db
from tests.factories import a_user, an_application, an_opening


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/jobs/a%00b", 404),
        ("/applied/%00", 404),
        ("/desk/openings/a%00b/role", 404),
        ("/admin/users/2147483647", 404),
        ("/admin/users/2147483648", 404),
        ("/admin/users/99999999999999999999", 404),
        ("/admin/audit?actor=%00", 400),
        ("/privacy?%00=1", 400),
    ],
)
def test_addresses(client: Any, path: str, status: int) -> None:
    client.log_in(a_user(Role.ADMIN))
    assert client.get(path).status_code == status


def test_forms(client: Any) -> None:
    client.log_in(a_user())
    address = f"/desk/applications/{an_application(an_opening()).public_id}/notes"
    assert client.post(address, data={"text": "a\0b"}).status_code == 400
    assert client.post(address, data={"text": "ab", "c\0": "d"}).status_code == 400
    assert client.post(address, data={"text": "a\tb"}).status_code == 302
    assert db.session.scalars(select(Note.text)).all() == ["a\tb"]
