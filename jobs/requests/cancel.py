"""Cancelling: the work stops within two seconds. The upload stays as long as any other, to be tried again."""

import logging

from jobs.errors import NotCancellable
from jobs.life import queue
from models import Job, JobStatus, now

log = logging.getLogger(__name__)


def can_cancel(job: Job) -> bool:
    """Whether :func:`cancel` would be granted."""
    return not job.state.final


def cancel(job: Job) -> Job:
    """Cancel a queued or running job; whoever works on it finds its lease gone. Raises :class:`NotCancellable`."""
    cancelled = Job.change(
        {"_id": job.id, "status": {"$in": [JobStatus.QUEUED, JobStatus.PROCESSING]}},
        {"$set": {"status": JobStatus.CANCELLED, "finished_at": now()}, "$unset": {"lease": ""}},
    )
    if cancelled is None:
        raise NotCancellable
    queue.remove(job.id)
    log.info("job cancelled", extra={"job_id": job.id, "stage": cancelled.current_stage})
    return cancelled
