"""Mails to applicants: words from `templates/mail/`, in the applicant's language."""

from __future__ import annotations

from flask import current_app, render_template
from flask_babel import force_locale

from recruit.hiring.models import AccessLink, Application
from recruit.hiring.operations.access import new_link
from recruit.hiring.operations.errors import NotFound
from recruit.hiring.operations.mails import mail_sent
from recruit.hiring.operations.telling import overtaken
from recruit.hiring.queries.access import applications_of
from recruit.hiring.queries.companies import company_name
from recruit.hiring.queries.jobs import mail_by_id
from recruit.storage.mail import Message, reference_of, send


def send_mail(mail_id: int) -> None:
    """Make the mail and hand it over; one that is gone already is not sent again.

    The template's first line is the subject, the rest after an empty line the
    text. Where there is one for the language (`link.ca.txt`) it is taken, else
    the one for all (`link.txt`). Every mail carries a new link to the
    applicant's own page; its token is in the mail and nowhere else.
    """
    mail = mail_by_id(mail_id)
    if mail is None:
        raise NotFound(f"mail:{mail_id}")
    if mail.sent_at is not None or overtaken(mail):
        return
    application = mail.application
    address, link = own_page(application, mail.language)
    others = [
        (title_in(other.opening.version.title, mail.language), own_page(other, mail.language)[0])
        for other in (applications_of(application.email) if mail.template == "link" else [])
        if other.id != application.id
    ]
    with force_locale(mail.language):
        words = render_template(
            [f"mail/{mail.template}.{mail.language}.txt", f"mail/{mail.template}.txt"],
            mail=mail,
            application=application,
            opening=application.opening,
            title=title_in(application.opening.version.title, mail.language),
            company=company_name(),
            base_url=current_app.config["BASE_URL"],
            link=address,
            until=link.expires_at,
            others=others,
        )
    subject, _, text = words.strip().partition("\n")
    send(
        Message(
            to=application.email,
            subject=subject,
            text=text.strip() + "\n",
            language=mail.language,
            reference=reference_of(application.id),
            sender=company_name(),
        )
    )
    mail_sent(mail)


def own_page(application: Application, language: str) -> tuple[str, AccessLink]:
    """The address of the applicant's own page under a new link, and the link."""
    token, link = new_link(application)
    return f"{current_app.config['BASE_URL']}/my/{token}?lang={language}", link


def title_in(title: dict[str, str], language: str) -> str:
    """The title in this language, else in the first one that has it."""
    return title.get(language) or next((words for words in title.values() if words), "")
