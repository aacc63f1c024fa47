"""Mails to colleagues who are mentioned in a note, in their language."""

from __future__ import annotations

from flask import current_app, render_template
from flask_babel import force_locale

from recruit.hiring.operations.notes import mention_mailed
from recruit.hiring.queries.companies import company_name
from recruit.hiring.queries.mentions import mention_by_id
from recruit.jobs.mails import title_in
from recruit.storage.mail import Message, reference_of, send


def send_mention(mention_id: int) -> None:
    """Tell of the note and lead to it; its words stay where they can be erased. Nothing for one that is gone."""
    mention = mention_by_id(mention_id)
    if mention is None or mention.mailed_at is not None or mention.read_at is not None or not mention.user.active:
        return
    user, application = mention.user, mention.note.application
    with force_locale(user.language):
        words = render_template(
            f"mail/mention.{user.language}.txt",
            user=user,
            author=mention.note.by.name,
            title=title_in(application.opening.version.title, user.language),
            link=f"{current_app.config['BASE_URL']}/desk/applications/{application.public_id}#notes",
            company=company_name(),
        )
    subject, _, text = words.strip().partition("\n")
    send(
        Message(
            to=user.email,
            subject=subject,
            text=text.strip() + "\n",
            language=user.language,
            reference=reference_of(application.id),
            sender=company_name(),
        )
    )
    mention_mailed(mention)
