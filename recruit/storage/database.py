"""The database: SQLite (WAL) by default, PostgreSQL at scale; the same typed models on both."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, MetaData, TypeDecorator, event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, registry


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, always aware and in UTC, on engines that forget the zone too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone is no instant")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: nothing is kept as SQL's NULL, not as the word `null`
JsonOrNull = JSON(none_as_null=True)


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_label)s",
                "uq": "uq_%(table_name)s_%(column_0_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UtcDateTime, dict[str, Any]: JsonOrNull, list[Any]: JsonOrNull},
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


@event.listens_for(Engine, "connect")
def _sqlite_settings(connection: Any, _record: Any) -> None:
    """Foreign keys on, WAL so that readers and the worker do not block each other, patience for locks."""
    if type(connection).__module__.startswith("sqlite3"):
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA busy_timeout=15000")
        # what is deleted is overwritten, so that erased words don't stay in the file
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()


def mapped(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a table or index of the database is one of the models': the full-text index is the engine's own."""
    own = name is not None and name.startswith(("search_index", "ix_search_index"))
    return not (own and kind in {"table", "index"})


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def compact() -> None:
    """Rewrite the database so that its files hold nothing of what was deleted. Not within a transaction.

    SQLite: the file is written anew, the index of words merged, the write-ahead log emptied; a reader
    that does not end within the patience for locks makes it fail, to be tried again.
    PostgreSQL: dead rows are freed; its server overwrites them as it goes.
    """
    db.session.rollback()
    db.session.close()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql("VACUUM")
            return
        for (table,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
        ).fetchall():
            # deleted words stay in the index's older parts until these are merged
            connection.exec_driver_sql(f'INSERT INTO "{table}" ("{table}") VALUES (\'optimize\')')  # noqa: S608
        connection.exec_driver_sql("VACUUM")
        busy, _pages, _moved = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if busy:
            raise StillRead


class StillRead(Exception):
    """Somebody reads the database, so that its write-ahead log can't be emptied now."""
