"""The mail with the link to go on with an application later."""

from __future__ import annotations

from flask import current_app, render_template
from flask_babel import force_locale

from recruit.hiring.operations.drafts import draft_for_mail
from recruit.hiring.queries.companies import company_name
from recruit.jobs.mails import title_in
from recruit.storage.mail import Message, send


def send_draft_link(draft_id: int) -> None:
    """Make the mail in the language of the form, and hand it over. The first line is the subject."""
    draft = draft_for_mail(draft_id)
    base = current_app.config["BASE_URL"]
    with force_locale(draft.language):
        words = render_template(
            f"mail/unsent.{draft.language}.txt",
            title=title_in(draft.opening.version.title, draft.language),
            company=company_name(),
            link=f"{base}/jobs/{draft.opening.slug}/apply/{draft.token}?lang={draft.language}",
            until=draft.expires_at,
            closes=draft.opening.version.closes_on,
        )
    subject, _, text = words.strip().partition("\n")
    send(
        Message(
            to=draft.email,
            subject=subject,
            text=text.strip() + "\n",
            language=draft.language,
            sender=company_name(),
        )
    )
