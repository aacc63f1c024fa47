"""Candidates on their way: what is stored, every write (`operations`), every longer read (`queries`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Make the tables known to migrations and queries."""
    from recruit.hiring import models  # noqa: F401
