"""The recruiter's desk: openings, ranked applications, the application page, weights.

One blueprint, `desk`; the views of each feature stand in its own module.
"""

from __future__ import annotations

from recruit.web.desk import (
    answering,
    applications,
    deciding,
    evidence,
    files,
    labels,
    openings,
    questions,
    review,
    versions,
    weights,
)
from recruit.web.desk.blueprint import blueprint

__all__ = [
    "answering",
    "applications",
    "blueprint",
    "deciding",
    "evidence",
    "files",
    "labels",
    "openings",
    "questions",
    "review",
    "versions",
    "weights",
]
