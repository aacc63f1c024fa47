"""Mail on its way out, by `MAIL_URL`: a folder of `.eml` files, or an SMTP server."""

from __future__ import annotations

import os
import smtplib
import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from email.policy import default as default_policy
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from flask import current_app

from recruit.config import BadSetting, address
from recruit.storage.database import now

if TYPE_CHECKING:
    from flask import Flask

SECONDS = 20

#: the head of a mail that tells what it is about
REFERENCE = "X-Entity-Ref-ID"


@dataclass(frozen=True)
class Message:
    """A mail in plain text, to one person. `reference` tells what it is about (`reference_of`), for `forget`.

    `sender` is what the sender is called, the company of the settings if not given.
    """

    to: str
    subject: str
    text: str
    language: str = "en"
    reference: str = ""
    sender: str = ""


def register(app: Flask) -> None:
    """See that `MAIL_URL` can be understood."""
    if address("MAIL_URL", app.config["MAIL_URL"]).scheme not in {"file", "smtp", "smtps"}:
        raise BadSetting("MAIL_URL must begin with file:///, smtp:// or smtps://")


def send(message: Message) -> str:
    """Hand the mail over and return its Message-ID. OSError or smtplib.SMTPException when that fails."""
    config = current_app.config
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(message.sender or config["COMPANY_NAME"], addr_spec=config["MAIL_FROM"])
    mail["To"] = message.to
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = make_msgid(domain=config["MAIL_FROM"].rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    if message.reference:
        mail[REFERENCE] = message.reference
    mail.set_content(message.text)
    mail["Content-Language"] = message.language  # after the content, which takes away what is said of another
    deliver(mail, config["MAIL_URL"])
    return str(mail["Message-ID"])


def deliver(mail: EmailMessage, url: str) -> None:
    """Write it into the outbox folder, or give it to the server."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        _keep(mail, Path(unquote(parts.path)))
        return
    with connect(url) as server:
        server.send_message(mail)


def connect(url: str) -> smtplib.SMTP:
    """A connection to the server of `smtp://` (encrypted as soon as it offers) or `smtps://`, logged in if asked."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=SECONDS)
        server.ehlo()
        insists = parse_qs(parts.query).get("starttls", [""])[-1] == "require"
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif insists:
            server.close()
            raise smtplib.SMTPNotSupportedError("the mail server does not offer STARTTLS, which MAIL_URL insists on")
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _keep(mail: EmailMessage, folder: Path) -> None:
    """One `.eml` a mail, named by its time; complete as soon as it is seen."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    with os.fdopen(descriptor, "wb") as file:
        file.write(mail.as_bytes())
    stamp = now().strftime("%Y%m%dT%H%M%S%f")
    Path(name).replace(folder / f"{stamp}-{name[-13:-5]}.eml")


def reference_of(application_id: int) -> str:
    """What the mails about an application carry."""
    return f"application-{application_id}"


def forget(is_about: Callable[[str, str, str], bool]) -> int:
    """Delete the mails kept in the outbox folder of which `is_about(reference, to, words)` holds; how many.

    What an SMTP server was given is beyond our reach.
    """
    parts = urlsplit(current_app.config["MAIL_URL"])
    if parts.scheme != "file":
        return 0
    deleted = 0
    parser = BytesParser(policy=default_policy)
    for path in Path(unquote(parts.path)).glob("*.eml"):
        try:
            mail = parser.parsebytes(path.read_bytes())
        except FileNotFoundError:  # somebody took it away
            continue
        body = mail.get_body(("plain",))
        words = f"{mail['Subject']}\n{body.get_content() if body else ''}"
        if is_about(str(mail[REFERENCE] or ""), str(mail["To"] or ""), words):
            path.unlink(missing_ok=True)
            deleted += 1
    return deleted
