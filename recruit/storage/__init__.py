"""Where things are kept: the database, the files, the mail on its way out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def register(app: Flask) -> None:
    """Connect the database, its migrations, the files and the mail to the application."""
    from recruit.storage import files, mail
    from recruit.storage.database import db, migrate

    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    files.register(app)
    mail.register(app)
