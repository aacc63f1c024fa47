"""An application on one set of engines, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

from flask import Flask


class EngineSet:
    """An application on one set of engines, and the mails that it has sent."""

    def __init__(self, app: Flask, mails: Callable[[], list[EmailMessage]]) -> None:
        self.app = app
        self.mails = mails

    def drain(self) -> int:
        done: int = self.app.extensions["recruit.jobs"].drain()
        return done
