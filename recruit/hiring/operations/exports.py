"""Lists that leave the product as files: who took what, in the log."""

from __future__ import annotations

from collections.abc import Sequence

from recruit.hiring.models import Opening, User
from recruit.hiring.operations.audit import record
from recruit.hiring.operations.transaction import finish
from recruit.hiring.permissions import require
from recruit.hiring.queries.filters import Filters, conditions

FORMATS = ("csv", "xlsx")


def export_list(
    opening: Opening, filters: Filters, columns: Sequence[str], kind: str, count: int, *, by: User | None
) -> None:
    """Log that a list of so many applications was taken away, with which columns and by which filters.

    Not what was searched for: that may be a person's name, and the log can't be erased.
    """
    by = require(by, "applications.export", opening)
    told = {
        "format": kind,
        "columns": list(columns),
        "filters": sorted(conditions(filters)),
        "applications": count,
    }
    record("list.exported", opening, None, told, by=by)
    finish()
