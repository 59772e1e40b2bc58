"""Deleting: what a user withdraws is gone, whatever state it is in."""

import logging
from contextlib import suppress

from jobs.errors import NotCancellable
from jobs.requests.cancel import can_cancel, cancel
from models import Job, User, now, remove_job

log = logging.getLogger(__name__)


def remove(job: Job) -> None:
    """Delete a job with its upload and its story; one that waits or is under way is cancelled first."""
    if can_cancel(job):
        with suppress(NotCancellable):  # it has ended meanwhile
            cancel(job)
    remove_job(job.id)
    log.info("job deleted", extra={"job_id": job.id, "user_id": job.user_id})


def remove_everything(user: User) -> int:
    """Delete a user with all jobs, stories, uploads and API tokens. Returns how many jobs there were.

    The jobs are marked before the user goes and once more afterwards, for an upload that ended in between; recovery
    deletes what is marked should this be cut off. Whoever comes back with the same identity begins anew.
    """
    mine = {"user_id": user.id}
    mark = {"$set": {"removed_at": now()}}
    Job.change_all(mine, mark)
    user.remove()
    Job.change_all(mine, mark)
    removed = 0
    for job in Job.select(mine):
        remove(job)
        removed += 1
    log.info("everything of a user deleted", extra={"user_id": user.id, "jobs": removed})
    return removed
