"""The recruiter's desk: openings, ranked applications, the application page, weights.

One blueprint, `desk`; the views of each feature stand in its own module.
"""

from __future__ import annotations

from recruit.web.desk import (
    adding,
    answering,
    applications,
    bulk,
    compare,
    deciding,
    documents,
    duplicates,
    evidence,
    export,
    files,
    labels,
    notes,
    openings,
    palette,
    people,
    questions,
    queue,
    review,
    searches,
    shortlists,
    versions,
    what_if,
)
from recruit.web.desk.blueprint import blueprint

__all__ = [
    "adding",
    "answering",
    "applications",
    "blueprint",
    "bulk",
    "compare",
    "deciding",
    "documents",
    "duplicates",
    "evidence",
    "export",
    "files",
    "labels",
    "notes",
    "openings",
    "palette",
    "people",
    "questions",
    "queue",
    "review",
    "searches",
    "shortlists",
    "versions",
    "what_if",
]
