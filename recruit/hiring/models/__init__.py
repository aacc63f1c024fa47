"""The tables."""

from recruit.hiring.models.access import AccessLink, Asking, Correction, PersonRequest
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
from recruit.hiring.models.audit import AuditEntry, AuditWords
from recruit.hiring.models.company import CompanyRecord
from recruit.hiring.models.consent import PoolConsent, SelfIdentification
from recruit.hiring.models.document import Document, DocumentKind
from recruit.hiring.models.draft import Draft, EarlyReading, Prefill
from recruit.hiring.models.job import Job, JobStatus, Worker
from recruit.hiring.models.opening import Contract, Opening, OpeningStatus, OpeningVersion, Remote
from recruit.hiring.models.question import Answer, Attachment
from recruit.hiring.models.retention import (
    DataRules,
    Ending,
    Erasure,
    LegalHold,
    PastApplication,
    ScoreShown,
)
from recruit.hiring.models.reviewing import (
    ApplicationTrace,
    Mention,
    Merge,
    NotDuplicate,
    ReviewRun,
    StruckEvidence,
)
from recruit.hiring.models.search import BulkChange, BulkMail, SavedSearch, SearchText
from recruit.hiring.models.shortlist import (
    Decision,
    Shortlist,
    ShortlistEntry,
    ShortlistLink,
    ShortlistManager,
    ShortlistMessage,
    ShortlistStatus,
    ShortlistView,
    Visible,
)
from recruit.hiring.models.tag import ApplicationTag, Assignment, Tag
from recruit.hiring.models.user import Role, User

__all__ = [
    "AccessLink",
    "Answer",
    "Application",
    "ApplicationTag",
    "ApplicationTrace",
    "Asking",
    "Assignment",
    "Attachment",
    "AuditEntry",
    "AuditWords",
    "BulkChange",
    "BulkMail",
    "CompanyRecord",
    "Contract",
    "Correction",
    "CvFile",
    "CvReading",
    "DataRules",
    "Decision",
    "Document",
    "DocumentKind",
    "Draft",
    "EarlyReading",
    "Ending",
    "Erasure",
    "FactConfirmation",
    "Job",
    "JobStatus",
    "LegalHold",
    "Mail",
    "Mention",
    "Merge",
    "NotDuplicate",
    "Note",
    "Opening",
    "OpeningStatus",
    "OpeningVersion",
    "PastApplication",
    "PersonRequest",
    "PoolConsent",
    "Prefill",
    "ReadingStatus",
    "Remote",
    "ReviewRun",
    "Role",
    "SavedSearch",
    "ScoreShown",
    "SearchText",
    "SelfIdentification",
    "Shortlist",
    "ShortlistEntry",
    "ShortlistLink",
    "ShortlistManager",
    "ShortlistMessage",
    "ShortlistStatus",
    "ShortlistView",
    "Stage",
    "StageChange",
    "StoredScore",
    "StruckEvidence",
    "Tag",
    "User",
    "Verdict",
    "Visible",
    "Worker",
]
