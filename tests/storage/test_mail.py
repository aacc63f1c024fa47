"""Mail on its way out: the outbox, and servers with and without encryption."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from recruit.config import BadSetting
from recruit.storage.mail import Message, connect, send
from tests.conftest import MakeApp
from tests.servers import smtp

WORDS = Message(
    "nuria@example.com", "Hem rebut\nla candidatura", "Bon dia, Núria · 1.000 €\n" + "x" * 1200 + "\n", "ca"
)


def test_a_mail_arrives_as_it_was_written(app: object, sent_mails: Callable[[], list[EmailMessage]]) -> None:
    id = send(WORDS)
    (mail,) = sent_mails()
    assert (mail["To"], mail["Subject"]) == ("nuria@example.com", "Hem rebut la candidatura")
    assert mail["From"] == "Fusteria Ginesta <no-reply@localhost>"
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("ca", "auto-generated")
    assert mail["Message-ID"] == id
    assert mail.get_content().replace("\r\n", "\n") == WORDS.text
    assert mail["Date"] is not None


def test_the_outbox_is_for_its_owner_alone(make_app: MakeApp, tmp_path: Path) -> None:
    outbox = tmp_path / "out box"
    with make_app(MAIL_URL=outbox.as_uri()).app_context():
        send(WORDS)
        send(WORDS)
    assert len(list(outbox.glob("*.eml"))) == 2 == len(list(outbox.iterdir()))
    assert outbox.stat().st_mode & 0o077 == 0


def test_a_header_cannot_be_smuggled_in(app: object) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        send(Message("nuria@example.com\r\nBcc: all@example.com", "x", "x"))


def test_a_server_without_encryption_is_refused_when_told_so() -> None:
    with smtp() as (url, _inbox):
        with connect(url) as server:
            assert server.noop()[0] == 250
        with pytest.raises(smtplib.SMTPNotSupportedError, match="STARTTLS"):
            connect(url + "?starttls=require")


def test_a_server_that_is_not_there(make_app: MakeApp) -> None:
    with make_app(MAIL_URL="smtp://127.0.0.1:1").app_context(), pytest.raises(ConnectionRefusedError):
        send(WORDS)


@pytest.mark.parametrize("url", ["imap://x", "nuria@example.com", ""])
def test_addresses_that_mean_nothing(make_app: MakeApp, url: str) -> None:
    with pytest.raises(BadSetting, match="MAIL_URL must begin with"):
        make_app(MAIL_URL=url)
