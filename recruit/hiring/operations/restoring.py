"""An earlier version of an opening brought back, as a new one."""

from __future__ import annotations

from sqlalchemy import select

from recruit.hiring.models import Opening, OpeningVersion, User
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.operations.openings import revise_opening
from recruit.hiring.permissions import require
from recruit.hiring.queries.openings import details_of, profile_of, questions_of
from recruit.storage.database import db


def restore_version(
    opening: Opening, number: int, *, reason: str, expected_version: int, by: User | None
) -> OpeningVersion:
    """A new version that says and asks what version `number` did; everybody is scored by it.

    Nothing is undone: the versions in between stay. The hiring manager is no part
    of the versions and stays as well. NotFound; Stale as in `revise_opening`.
    """
    by = require(by, "openings.edit", opening)
    earlier = db.session.scalar(
        select(OpeningVersion).where(OpeningVersion.opening_id == opening.id, OpeningVersion.number == number)
    )
    if earlier is None:
        raise NotFound(f"opening:{opening.id} version {number}")
    return revise_opening(
        opening,
        details=details_of(earlier, opening),
        profile=profile_of(earlier),
        questions=questions_of(earlier),
        reason=reason,
        expected_version=expected_version,
        by=by,
    )
