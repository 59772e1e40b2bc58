"""Deleting: what a user withdraws is gone, whatever state it is in."""

from contextlib import suppress

from jobs.errors import NotCancellable
from jobs.requests.cancel import can_cancel, cancel
from models import Job, User, now, remove_job
from services import security


def remove(job: Job) -> None:
    """Delete a job with its upload and its story; one that waits or is under way is cancelled first."""
    if can_cancel(job):
        with suppress(NotCancellable):  # it has ended meanwhile
            cancel(job)
    remove_job(job.id)
    security.record("deleted", user=job.user_id, job_id=job.id)


def remove_everything(user: User) -> int:
    """Delete a user with all jobs, stories, uploads and API tokens. Returns how many jobs there were.

    The jobs are marked before the user goes and once more afterwards, for an upload that ended in between; recovery
    deletes what is marked should this be cut off. Whoever comes back with the same identity starts with nothing.
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
    security.record("deleted", user=user.id, what="everything", jobs=str(removed))
    return removed
