"""Run by alembic: brings the database of the application at hand to the wanted version."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import text

from recruit.storage.database import UtcDateTime, mapped

#: any number, the same for all: two processes that start together must not both migrate
LOCK = 7311920


def render(kind, item, _autogen):
    """Migrations must not change when our own types do."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run():
    extension = current_app.extensions["migrate"]
    with extension.db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=extension.db.metadata,
            render_item=render,
            include_name=mapped,
            **extension.configure_args,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            context.run_migrations()


run()
