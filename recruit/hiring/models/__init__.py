"""The tables."""

from recruit.hiring.models.application import (
    Application,
    CvFile,
    CvReading,
    FactConfirmation,
    Mail,
    Note,
    ReadingStatus,
    Stage,
    StageChange,
    StoredScore,
    Verdict,
)
from recruit.hiring.models.audit import AuditEntry
from recruit.hiring.models.job import Job, JobStatus, Worker
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
    "Mail",
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
    "Worker",
]
