"""The ranked list of an opening's applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import aliased, defer, joinedload, raiseload

from recruit.hiring.models import Application, Assignment, Opening, StoredScore, User
from recruit.hiring.queries.facets import Facets, facets
from recruit.hiring.queries.filters import BANDS, Filters, conditions
from recruit.hiring.queries.ordering import Keys, beyond, keys_of, order_by, rank_order
from recruit.storage.database import db

__all__ = [
    "BANDS",
    "Filters",
    "RankedPage",
    "RankedRow",
    "application_by_public_id",
    "in_order",
    "ordered",
    "rank_order",
    "ranked",
]


@dataclass(frozen=True)
class RankedRow:
    """`rank` is the place among all of the opening (None without a score); `strip` as `StoredScore.strip`.

    `tags` are (number, name), `carer` is the name of who looks after it.
    """

    application: Application
    score: StoredScore | None
    rank: int | None
    strip: list[tuple[int, int, str]]
    tags: list[tuple[int, str]] = field(default_factory=list)
    carer: str | None = None


@dataclass(frozen=True)
class RankedPage:
    """`facets` counts; `first` is the place of the first row among those that fit, from 1.

    `previous` and `next` are the rows before and after which the neighbouring
    pages begin (public ids), None where there is none.
    """

    rows: list[RankedRow]
    facets: Facets
    first: int = 1
    previous: str | None = None
    next: str | None = None

    @property
    def total(self) -> int:
        """How many the filters leave."""
        return self.facets.fitting

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def unread(self) -> int:
        return self.facets.unread

    @property
    def counts_by_stage(self) -> Mapping[str, int]:
        return self.facets.counts["stage"]

    @property
    def counts_by_band(self) -> Mapping[str, int]:
        return self.facets.counts["band"]


def _of(opening: Opening, query: Any) -> Select[Any]:
    joined: Select[Any] = (
        query.outerjoin(StoredScore, StoredScore.id == Application.score_id)
        .outerjoin(Assignment, Assignment.application_id == Application.id)
        .where(Application.opening_id == opening.id, Application.merged_at.is_(None))
    )
    return joined


def ordered(opening: Opening, filters: Filters, sort: str, direction: str, *columns: Any) -> Select[Any]:
    """These columns of all that fit, as the list orders them; joined with scores and assignments."""
    query = _of(opening, select(*columns).select_from(Application))
    return query.where(*conditions(filters).values()).order_by(*order_by(keys_of(sort, direction)))


def in_order(opening: Opening, filters: Filters, sort: str = "points", direction: str = "desc") -> list[str]:
    """The public ids of all that fit, as the list orders them. 1 query."""
    return list(db.session.scalars(ordered(opening, filters, sort, direction, Application.public_id)))


def ranked(
    opening: Opening,
    filters: Filters,
    sort: str = "points",
    direction: str = "desc",
    *,
    after: str | None = None,
    before: str | None = None,
    per_page: int = 50,
) -> RankedPage:
    """One page of the list: the first, or the one `after` or `before` an application (its public id).

    3 queries for the first page, 4 for others, however many rows. `sort`: points, a
    criterion's id, months, core, name, date, stage, salary, flags; `direction`: asc or desc.
    A page is found by where its neighbour stands, not by counting: who comes in or leaves
    while somebody turns the pages makes nobody be seen twice or not at all.
    """
    keys = keys_of(sort, direction)
    counted = facets(opening, filters, order_by(keys) if before or after else ())
    fitting = list(conditions(filters).values())
    backwards = before is not None
    turn = _values(opening, keys, before or after) if before or after else None
    further = [beyond(keys, turn, backwards=backwards)] if turn else []
    found = _page(opening, keys, [*fitting, *further], per_page + 1, backwards=backwards and turn is not None)
    if turn and (not found or (backwards and len(found) <= per_page)):
        # nothing there any more, or the first page in part: the first page as it is
        turn, backwards = None, False
        found = _page(opening, keys, fitting, per_page + 1)
    more = len(found) > per_page
    found = found[:per_page]
    if turn and backwards:
        found.reverse()
        more = True
    first = 1
    if turn:
        own = counted.turns[found[0].Application.id]
        first += sum(other < own for other in counted.turns.values())
    rows = [_row(row, counted) for row in found]
    return RankedPage(
        rows,
        counted,
        first,
        rows[0].application.public_id if first > 1 else None,
        rows[-1].application.public_id if more else None,
    )


def _values(opening: Opening, keys: Keys, public_id: str | None) -> list[Any] | None:
    """Where an application stands in this order; None when it is not of this opening (any more)."""
    query = _of(opening, select(*(column for column, _falling in keys)).select_from(Application))
    row = db.session.execute(query.where(Application.public_id == public_id)).one_or_none()
    return list(row) if row else None


def _page(
    opening: Opening, keys: Keys, wanted: list[ColumnElement[bool]], most: int, *, backwards: bool = False
) -> list[Row[Any]]:
    carer = aliased(User)
    query = (
        _of(
            opening,
            select(
                Application,
                StoredScore,
                carer.name.label("carer"),
                Assignment.user_id,
            ).select_from(Application),
        )
        .outerjoin(carer, carer.id == Assignment.user_id)
        .where(*wanted)
        .options(
            defer(Application.message),
            raiseload(Application.reading),
            raiseload(Application.files),
            joinedload(Application.opening).raiseload("*"),
        )
        .order_by(*order_by(keys, backwards=backwards))
        .limit(most)
    )
    return list(db.session.execute(query).all())


def _row(row: Row[Any], counted: Facets) -> RankedRow:
    application, score = row.Application, row.StoredScore
    strip = [tuple(piece) for piece in score.strip] if score else []
    return RankedRow(
        application,
        score,
        counted.places.get(application.id),
        strip,
        counted.tags_of.get(application.id, []),
        row.carer,
    )


def application_by_public_id(public_id: str) -> Application | None:
    """With its opening."""
    return db.session.scalar(
        select(Application).where(Application.public_id == public_id).options(joinedload(Application.opening))
    )
