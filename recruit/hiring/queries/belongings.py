"""Everything that belongs to an application, found by the foreign keys of the tables.

A table that a later release adds is found too, without anybody having to
remember it: what an applicant gets a copy of, and what an erasure erases, is
the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, false, or_, select

from recruit.hiring.models import Application
from recruit.storage.database import Base, db


class Belongings:
    """The rows that hang on some rows: `of(table)` tells which of a table, `loose` which merely point there."""

    def __init__(self) -> None:
        self._ids: dict[Table, set[Any]] = {}
        self._through: dict[Table, list[ColumnElement[bool]]] = {}
        #: columns to be emptied, with the condition: they name a row that goes, and their own row stays
        self.loose: list[tuple[Column[Any], ColumnElement[bool]]] = []

    def add(self, model: type[Base], ids: Iterable[Any]) -> None:
        """Begin with these rows (a table without a column `id` can't be begun with)."""
        self._ids.setdefault(model.__table__, set()).update(ids)  # type: ignore[arg-type]

    def follow(self) -> None:
        """From table to table; parents come before children in `sorted_tables`."""
        for table in Base.metadata.sorted_tables:
            if table is Application.__table__:
                continue  # it names its reading and score, which hang on it
            for column in table.columns:
                for key in column.foreign_keys:
                    parents = self._ids.get(key.column.table)
                    if not parents:
                        continue
                    there = column.in_(sorted(parents))
                    if key.ondelete == "SET NULL":
                        self.loose.append((column, there))
                    elif "id" in table.c:
                        self._ids.setdefault(table, set()).update(db.session.scalars(select(table.c.id).where(there)))
                    else:
                        self._through.setdefault(table, []).append(there)

    def of(self, table: Table) -> ColumnElement[bool]:
        """The condition that finds the rows of this table."""
        conditions = list(self._through.get(table, []))
        if ids := self._ids.get(table):
            conditions.append(and_(table.c.id.in_(sorted(ids))))
        return or_(*conditions) if conditions else false()

    def ids(self, model: type[Base]) -> list[Any]:
        return sorted(self._ids.get(model.__table__, set()))  # type: ignore[call-overload]

    def tables(self) -> Iterator[Table]:
        """Those with rows, children before parents."""
        for table in reversed(Base.metadata.sorted_tables):
            if self._ids.get(table) or table in self._through:
                yield table

    def file_keys(self) -> list[str]:
        """Of the files of all rows: a column `key`, or pictures of pages as [key, …]."""
        keys: list[str] = []
        for table in self.tables():
            if "key" in table.c:
                keys += db.session.scalars(select(table.c.key).where(self.of(table)))
            if "pages" in table.c:
                for pages in db.session.scalars(select(table.c.pages).where(self.of(table))):
                    keys += [page[0] for page in pages or []]
        return [key for key in keys if key]


def belongings(application: Application) -> Belongings:
    """All rows of an application, its own included."""
    found = Belongings()
    found.add(Application, [application.id])
    found.follow()
    return found
