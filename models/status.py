"""The states of a job and of its stages."""

from enum import StrEnum


class JobStatus(StrEnum):
    """``queued -> processing -> completed | failed | cancelled``."""

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in (JobStatus.QUEUED, JobStatus.PROCESSING)


class StageStatus(StrEnum):
    """How far one stage of a job is."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
