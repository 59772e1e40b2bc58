"""Deleting: what a user withdraws is gone, whatever state it is in."""

from contextlib import suppress
from datetime import timedelta

from jobs.errors import NotCancellable
from jobs.requests.cancel import can_cancel, cancel
from models import Job, StoredStory, User, now, remove_job
from services import security

UNDO = timedelta(seconds=60)  # for which what was withdrawn can be had back


def remove(job: Job) -> None:
    """Delete a job with its upload and its story; one that waits or is under way is cancelled first."""
    _end(job)
    remove_job(job.id)
    security.record("deleted", user=job.user_id, job_id=job.id)


def withdraw(job: Job) -> None:
    """Have nobody see a job any more, and recovery delete it after ``UNDO``, unless :func:`restore` was called."""
    _end(job)
    mark = {"$set": {"removed_at": now() + UNDO}}
    Job.change_one({"_id": job.id, "removed_at": None}, mark)
    StoredStory.change_one({"job_id": job.id, "removed_at": None}, mark)
    security.record("deleted", user=job.user_id, job_id=job.id, undo_s=str(UNDO.seconds))


def can_restore(user: User, job_id: str) -> bool:
    """Whether :func:`restore` would be granted."""
    return Job.any_matches({"_id": job_id, "user_id": user.id, "removed_at": {"$gt": now()}})


def restore(user: User, job_id: str) -> bool:
    """Take back a withdrawal. False where it is too late, or there was none of this user's.

    The story comes first: were this cut off after it, the job would still be deleted at its time, and the story too.
    """
    withdrawn, back = {"user_id": user.id, "removed_at": {"$gt": now()}}, {"$unset": {"removed_at": ""}}
    StoredStory.change_one({"job_id": job_id, **withdrawn}, back)
    restored = Job.change_one({"_id": job_id, **withdrawn}, back)
    if restored:
        security.record("restored", user=user.id, job_id=job_id)
    return restored


def _end(job: Job) -> None:
    if can_cancel(job):
        with suppress(NotCancellable):  # it has ended meanwhile
            cancel(job)


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
