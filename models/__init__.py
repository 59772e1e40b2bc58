"""What is kept: users, jobs and stories in MongoDB, uploaded files in GridFS."""

from models import counters, library, locks, pools, reservations, uploads
from models.connection import connect, database, disconnect, now, ping
from models.errors import DatabaseError, NotConnectedError, is_outage
from models.history import StageTimes
from models.indexes import ensure_indexes
from models.job import Job
from models.job_parts import JobError, JobLease, JobStage, Upload, Webhook
from models.library import Search
from models.paging import BadCursorError, Order
from models.status import JobStatus, StageStatus
from models.story import StoredStory, remove_job
from models.user import ApiToken, User

__all__ = [
    "ApiToken",
    "BadCursorError",
    "DatabaseError",
    "Job",
    "JobError",
    "JobLease",
    "JobStage",
    "JobStatus",
    "NotConnectedError",
    "Order",
    "Search",
    "StageStatus",
    "StageTimes",
    "StoredStory",
    "Upload",
    "User",
    "Webhook",
    "connect",
    "counters",
    "database",
    "disconnect",
    "ensure_indexes",
    "is_outage",
    "library",
    "locks",
    "now",
    "ping",
    "pools",
    "remove_job",
    "reservations",
    "uploads",
]
