"""Another attempt, asked for by the user: only where it may help, and no more often than a job may be attempted."""

import logging

from jobs.errors import NotRetryable
from jobs.life import queue
from jobs.life.ending import QUEUED_STATE
from jobs.requests.admission import Visitor, admitted
from jobs.webhooks import outbox
from models import Job, JobStatus, now

log = logging.getLogger(__name__)


def can_retry(job: Job) -> bool:
    """Whether :func:`retry` would be granted."""
    failed_for_now = job.state is JobStatus.FAILED and job.error is not None and job.error.retryable
    may_help = failed_for_now or job.state is JobStatus.CANCELLED
    return may_help and job.attempts < job.max_attempts and job.upload is not None


def retry(job: Job) -> Job:
    """Queue a failed or cancelled job again. Raises :class:`NotRetryable`; of two callers at once, one is refused.

    It counts like an upload: raises what :func:`jobs.admit` raises too.
    """
    where = {
        "_id": job.id,
        "removed_at": None,
        "$or": [{"status": JobStatus.FAILED, "error.retryable": True}, {"status": JobStatus.CANCELLED}],
        "attempts": {"$lt": job.max_attempts},
        "upload": {"$exists": True},
    }
    over = {"error": "", "finished_at": "", "started_at": ""}
    if not can_retry(job):
        raise _refusal(job)
    with admitted(Visitor(job.user_id, job.address), 0):
        queued = Job.change(where, {"$set": {**QUEUED_STATE, **outbox.reset(job), "queued_at": now()}, "$unset": over})
    if queued is None:
        raise _refusal(Job.read({"_id": job.id}) or job)
    log.info("job retried", extra={"job_id": job.id, "attempts": queued.attempts})
    queue.enqueue(queued.id, queued.lane)
    return queued


def _refusal(job: Job) -> NotRetryable:
    if job.state not in (JobStatus.FAILED, JobStatus.CANCELLED):
        return NotRetryable(f"This job is {job.status}, not failed.", "There is nothing to try again.")
    if job.attempts >= job.max_attempts:
        return NotRetryable(
            f"This job was attempted {job.attempts} times, which is as often as it may be.", "Upload the file again."
        )
    if job.error and not job.error.retryable:
        return NotRetryable(hint=job.error.hint)
    return NotRetryable("The file of this job isn't kept any more.", "Upload the file again.")
