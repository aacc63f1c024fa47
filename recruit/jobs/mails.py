"""Mails to applicants: words from `templates/mail/`, in the applicant's language."""

from __future__ import annotations

from flask import current_app, render_template
from flask_babel import force_locale

from recruit.hiring.operations.errors import NotFound
from recruit.hiring.operations.mails import mail_sent
from recruit.hiring.queries.jobs import mail_by_id
from recruit.storage.mail import Message, send


def send_mail(mail_id: int) -> None:
    """Make the mail and hand it over; one that is gone already is not sent again.

    The template's first line is the subject, the rest after an empty line the text.
    """
    mail = mail_by_id(mail_id)
    if mail is None:
        raise NotFound(f"mail:{mail_id}")
    if mail.sent_at is not None:
        return
    application = mail.application
    with force_locale(mail.language):
        words = render_template(
            f"mail/{mail.template}.txt",
            application=application,
            opening=application.opening,
            title=title_in(application.opening.version.title, mail.language),
            company=current_app.config["COMPANY_NAME"],
            base_url=current_app.config["BASE_URL"],
        )
    subject, _, text = words.strip().partition("\n")
    send(Message(to=application.email, subject=subject, text=text.strip() + "\n", language=mail.language))
    mail_sent(mail)


def title_in(title: dict[str, str], language: str) -> str:
    """The title in this language, else in the first one that has it."""
    return title.get(language) or next((words for words in title.values() if words), "")
