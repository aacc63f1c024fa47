"""Users: made and changed by administrators, and their logins."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select

from recruit.hiring.models import Role, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.storage.database import db, now

LEAST_PASSWORD = 12
MOST_PASSWORD = 200
LANGUAGES = ("ca", "es", "en")

#: The first that anybody tries; compared in small letters without digits at the end.
_COMMON_WORDS = """
password passwordpassword contrasenya contrasenyasegura contraseña contraseñasegura qwertyuiop
qwertyuiopasdf administrator administrador administradora iloveyou letmeinplease welcomewelcome benvinguts
bienvenidos keyaccountmanager recruitrecruit recursoshumanos recursoshumans humanresources changeme
changemeplease barcelona realmadrid fcbarcelona superman football sunshine princess trustno abcdefghijkl
asdfghjkl

"""
COMMON = frozenset(_COMMON_WORDS.split())


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """The hash of a password that nobody has: unknown e-mails take as long to refuse as known ones."""
    return _hasher().hash(secrets.token_hex(16))


def check_password(password: str, email: str) -> None:
    """Invalid("password", too_short | too_long | same_as_email | too_common)."""
    folded = password.casefold().strip()
    if len(password) < LEAST_PASSWORD:
        raise Invalid("password", "too_short", least=LEAST_PASSWORD)
    if len(password) > MOST_PASSWORD:
        raise Invalid("password", "too_long", most=MOST_PASSWORD)
    if folded == email.casefold() or folded.rstrip("0123456789!.") == email.casefold().partition("@")[0]:
        raise Invalid("password", "same_as_email")
    if len(set(folded)) < 5 or folded.rstrip("0123456789!.") in COMMON or folded in "01234567890123456789":
        raise Invalid("password", "too_common")


def _checked_email(email: str) -> str:
    try:
        return validate_email(email.strip(), check_deliverability=False, test_environment=True).normalized.casefold()
    except EmailNotValidError as error:
        raise Invalid("email", "not_an_email") from error


def _checked(field: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Invalid(field, "unknown")
    return str(value)


def create_user(
    *, email: str, name: str, role: str, password: str, language: str = "en", by: User | None, actor: str | None = None
) -> User:
    """A new user. `by` an administrator; None with `actor="system"` from the command line.

    Invalid: email (not_an_email, taken), name (required), role, language (unknown), password.
    """
    if actor is None:
        require(by, "users.manage")
    email = _checked_email(email)
    if not name.strip():
        raise Invalid("name", "required")
    check_password(password, email)
    if db.session.scalar(select(User.id).where(User.email == email)):
        raise Invalid("email", "taken")
    user = User(
        email=email,
        name=name.strip(),
        role=_checked("role", role, tuple(Role)),
        language=_checked("language", language, LANGUAGES),
        password_hash=_hasher().hash(password),
        session_salt=secrets.token_hex(16),
    )
    db.session.add(user)
    record("user.created", user, None, _state(user), by=by, actor=actor)
    finish()
    return user


def _state(user: User) -> dict[str, object]:
    return {"name": user.name, "role": user.role, "language": user.language, "active": user.active}


def update_user(
    user: User,
    *,
    name: str | None = None,
    role: str | None = None,
    language: str | None = None,
    active: bool | None = None,
    by: User | None,
) -> User:
    """Change what is given. Everybody may choose their own language; the rest is the administrators'.

    Invalid("role" | "active", "last_admin") rather than leave nobody who can manage users.
    """
    if by is None or by.id != user.id or (name, role, active) != (None, None, None):
        require(by, "users.manage")
    before = _state(user)
    if name is not None:
        if not name.strip():
            raise Invalid("name", "required")
        user.name = name.strip()
    if language is not None:
        user.language = _checked("language", language, LANGUAGES)
    demoted = role is not None and role != Role.ADMIN
    if user.role == Role.ADMIN and user.active and (demoted or active is False) and _other_admins(user) == 0:
        db.session.rollback()
        raise Invalid("role" if demoted else "active", "last_admin")
    if role is not None:
        user.role = _checked("role", role, tuple(Role))
    if active is not None and active != user.active:
        user.active = active
        user.session_salt = secrets.token_hex(16)
    after = _state(user)
    if after != before:
        changed = [key for key in after if after[key] != before[key]]
        record("user.changed", user, {key: before[key] for key in changed}, {key: after[key] for key in changed}, by=by)
    finish()
    return user


def _other_admins(user: User) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(User)
            .where(User.role == Role.ADMIN, User.active.is_(True), User.id != user.id)
        )
        or 0
    )


def set_password(user: User, password: str, *, by: User | None, actor: str | None = None) -> None:
    """A new password, by the user or an administrator. Every login made with the old one ends."""
    if actor is None and (by is None or by.id != user.id):
        require(by, "users.manage")
    check_password(password, user.email)
    user.password_hash = _hasher().hash(password)
    user.session_salt = secrets.token_hex(16)
    record("user.password_changed", user, by=by, actor=actor)
    finish()


def change_password(user: User, old: str, new: str) -> None:
    """The user's own change, which asks for the old one: Invalid("old", "wrong")."""
    if not _matches(user.password_hash, old):
        raise Invalid("old", "wrong")
    set_password(user, new, by=user)


def authenticate(email: str, password: str) -> User | None:
    """The active user of this e-mail and password, else None; both are audited.

    Takes the same time whether the e-mail, the password or nothing is right.
    """
    user: User | None = db.session.scalar(select(User).where(User.email == email.strip().casefold()))
    matches = _matches(user.password_hash if user else _nobody(), password[:MOST_PASSWORD])
    if user is None or not matches or not user.active:
        # an unknown e-mail is not kept: people type passwords into the wrong field
        subject: User | str = user if user else "user:unknown"
        record("login.refused", subject, by=None, actor="system")
        finish()
        return None
    if _hasher().check_needs_rehash(user.password_hash):
        user.password_hash = _hasher().hash(password)
    user.last_login_at = now()
    record("login.done", user, by=user)
    finish()
    return user


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def password_is(user: User, password: str) -> bool:
    """Whether it is the user's password, without logging anything: for the check of the settings."""
    return _matches(user.password_hash, password)
