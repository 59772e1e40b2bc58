"""What is kept: users, jobs and stories in MongoDB, uploaded files in GridFS."""

from models import uploads
from models.connection import connect, database, disconnect, ensure_indexes, is_outage, now, ping
from models.history import StageTimes
from models.job import Job, JobError, JobLease, JobStage, JobStatus, StageStatus, Upload, Webhook
from models.paging import BadCursorError
from models.story import StoredStory, remove_job
from models.user import ApiToken, User

__all__ = [
    "ApiToken",
    "BadCursorError",
    "Job",
    "JobError",
    "JobLease",
    "JobStage",
    "JobStatus",
    "StageStatus",
    "StageTimes",
    "StoredStory",
    "Upload",
    "User",
    "Webhook",
    "connect",
    "database",
    "disconnect",
    "ensure_indexes",
    "is_outage",
    "now",
    "ping",
    "remove_job",
    "uploads",
]
