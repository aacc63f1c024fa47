"""Links to the applicant's own page: made when a mail is sent, asked for by e-mail address."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete

from recruit.hiring.models import AccessLink, Application, Mail
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish, request_job
from recruit.hiring.queries.access import applications_of, hash_of
from recruit.storage.database import db, now

#: how long a link works
LINK_LASTS = timedelta(days=14)


def new_link(application: Application) -> tuple[str, AccessLink]:
    """A new link and its token, which is kept nowhere: whoever calls mails it at once."""
    token = secrets.token_urlsafe(32)
    link = AccessLink(application_id=application.id, token_hash=hash_of(token), expires_at=now() + LINK_LASTS)
    db.session.add(link)
    finish()
    return token, link


def ask_for_links(email: str) -> None:
    """Mail new links to whoever applied with this address. Nothing tells the caller whether anybody did.

    The log has an entry either way, which says of an unknown address only that one was asked for.
    """
    found = applications_of(email)
    if found:
        mail = Mail(application_id=found[0].id, template="link", language=found[0].language)
        db.session.add(mail)
        db.session.flush()
        request_job("send_mail", mail.id)
    record("access.asked", found[0] if found else "applications", by=None, actor="applicant")
    finish()


def forget_links() -> int:
    """Delete the links that have expired; how many."""
    gone = db.session.execute(delete(AccessLink).where(AccessLink.expires_at < now()))
    finish()
    return int(gone.rowcount)  # type: ignore[attr-defined]
