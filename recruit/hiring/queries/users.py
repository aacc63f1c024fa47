"""Reading users."""

from __future__ import annotations

from sqlalchemy import select

from recruit.hiring.models import Role, User
from recruit.storage.database import db


def user_of_session(session_id: str) -> User | None:
    """The active user of `User.get_id()`'s answer; None once the password changed."""
    number, _, salt = session_id.partition(":")
    user = db.session.get(User, int(number)) if number.isdigit() else None
    return user if user and user.active and user.session_salt == salt else None


def all_users() -> list[User]:
    """By name."""
    return list(db.session.scalars(select(User).order_by(User.name, User.id)))


def hiring_managers() -> list[User]:
    """Active users who can be an opening's hiring manager, by name."""
    return list(
        db.session.scalars(
            select(User).where(User.role == Role.HIRING_MANAGER, User.active.is_(True)).order_by(User.name, User.id)
        )
    )


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email.strip().casefold()))


def user_by_id(id: int) -> User | None:
    return db.session.get(User, id)


def carers() -> list[User]:
    """Active users who may look after applications, by name."""
    return list(
        db.session.scalars(
            select(User)
            .where(User.role.in_((Role.RECRUITER, Role.ADMIN)), User.active.is_(True))
            .order_by(User.name, User.id)
        )
    )
