"""That a mail went out."""

from __future__ import annotations

from recruit.hiring.models import Mail
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish
from recruit.storage.database import now


def mail_sent(mail: Mail) -> None:
    mail.sent_at = now()
    record("mail.sent", f"application:{mail.application_id}", None, {"mail": mail.template}, by=None, actor="system")
    finish()
