"""The tables."""

from recruit.hiring.models.application import (
    Application,
    CvFile,
    CvReading,
    FactConfirmation,
    Note,
    ReadingStatus,
    Stage,
    StageChange,
    StoredScore,
    Verdict,
)
from recruit.hiring.models.audit import AuditEntry
from recruit.hiring.models.job import Job, JobStatus
from recruit.hiring.models.opening import Contract, Opening, OpeningStatus, OpeningVersion
from recruit.hiring.models.user import Role, User

__all__ = [
    "Application",
    "AuditEntry",
    "Contract",
    "CvFile",
    "CvReading",
    "FactConfirmation",
    "Job",
    "JobStatus",
    "Note",
    "Opening",
    "OpeningStatus",
    "OpeningVersion",
    "ReadingStatus",
    "Role",
    "Stage",
    "StageChange",
    "StoredScore",
    "User",
    "Verdict",
]
