"""Finding an application by what its applicant holds: a link, an e-mail address."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from recruit.hiring.models import AccessLink, Application, Opening
from recruit.storage.database import db, now

#: no token of ours is longer; what is, is not asked of the database
MOST_TOKEN = 64


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so that nothing slower is needed."""
    return sha256(token.encode()).hexdigest()


def link_by_token(token: str) -> AccessLink | None:
    """The link of this token with its application and opening, unless it has expired."""
    if not token or len(token) > MOST_TOKEN or not token.isascii():
        return None
    found: AccessLink | None = db.session.scalar(
        select(AccessLink)
        .join(AccessLink.application)
        .where(AccessLink.token_hash == hash_of(token), AccessLink.expires_at > now())
        .options(
            contains_eager(AccessLink.application).joinedload(Application.opening).joinedload(Opening.version),
        )
    )
    return found


def applications_of(email: str) -> list[Application]:
    """All applications of an e-mail address, the latest first, with their openings."""
    return list(
        db.session.scalars(
            select(Application)
            .where(func.lower(Application.email) == email.strip().lower())
            .options(joinedload(Application.opening).joinedload(Opening.version))
            .order_by(Application.id.desc())
        )
    )
