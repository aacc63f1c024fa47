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
from recruit.hiring.models.reviewing import (
    ApplicationTrace,
    Mention,
    Merge,
    NotDuplicate,
    ReviewRun,
    StruckEvidence,
)
from recruit.hiring.models.user import Role, User

__all__ = [
    "Application",
    "ApplicationTrace",
    "AuditEntry",
    "Contract",
    "CvFile",
    "CvReading",
    "FactConfirmation",
    "Job",
    "JobStatus",
    "Mail",
    "Mention",
    "Merge",
    "NotDuplicate",
    "Note",
    "Opening",
    "OpeningStatus",
    "OpeningVersion",
    "ReadingStatus",
    "ReviewRun",
    "Role",
    "Stage",
    "StageChange",
    "StoredScore",
    "StruckEvidence",
    "User",
    "Verdict",
    "Worker",
]
