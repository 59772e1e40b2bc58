"""How an attempt ends: with exactly one story, with an error, or by giving the job back to the queue.

Each function may be cut off between any two of its steps and called again, by its own process or by recovery.
"""

import logging
from collections.abc import Mapping
from typing import Any

from jobs.life import eta, queue
from jobs.life.lease import Lease
from jobs.life.progress import JobProgress
from jobs.webhooks import outbox
from models import Job, JobStatus, StoredStory, User, library, now, uploads
from models.story import PackedStory
from pipeline.errors import WorkerLostError

log = logging.getLogger(__name__)

QUEUED_STATE: Mapping[str, Any] = {"status": JobStatus.QUEUED, "current_stage": None, "progress": 0.0, "stages": []}


def complete(lease: Lease, job: Job, packed: PackedStory, progress: JobProgress) -> bool:
    """Save the story, complete the job with it, raise the counters. False if the job isn't ours any more."""
    story = StoredStory.of_packed(packed, job_id=job.id, user_id=job.user_id, maker=lease.token)
    story_id = story.insert_or_adopt()
    if story_id is None:
        return False
    finished = lease.end(JobStatus.COMPLETED, {**progress.finish(), "story_id": story_id})
    if finished is None and not _is_completed(job.id, story_id):
        StoredStory.discard(job.id, lease.token)
        return False
    settle(job, story_id)
    eta.record(finished or job, progress.seconds(), progress.table)
    return True


def settle(job: Job, story_id: str) -> None:
    """What remains to be done for a job that is completed."""
    User.count_story(job.user_id, job.id)
    library.note_story(job.id, story_id)
    StoredStory.settle(story_id)


def fail(where: Mapping[str, Any], error: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Fail the job that matches, with an error of the tree as a document. False if none matches."""
    changes = {"$set": {**values, "status": JobStatus.FAILED, "error": dict(error)}, "$unset": {"lease": ""}}
    return Job.change(where, changes) is not None


def abandon(where: Mapping[str, Any], job: Job) -> bool:
    """End an attempt whose process died: finish what it had all but finished, else queue the job again, else fail it.

    ``where`` names the lease; False if the job isn't under it any more.
    """
    saved = StoredStory.id_of_job(job.id)
    if saved is not None:
        return _finish(where, saved)
    if job.attempts >= job.max_attempts:
        return fail(where, WorkerLostError().to_document(), {"finished_at": now()})
    return _requeue(where, {"$set": QUEUED_STATE, "$unset": {"lease": ""}})


def release(lease: Lease, *, at_front: bool = True) -> bool:
    """Give the job back to the queue without counting the attempt: it is we who stop."""
    changes = {"$set": QUEUED_STATE, "$unset": {"lease": ""}, "$inc": {"attempts": -1}}
    return _requeue(lease.held, changes, at_front=at_front)


def restart(job: Job) -> bool:
    """Queue a failed or running job again as if it were new. False if it is neither, or its upload is gone."""
    where = {
        "_id": job.id,
        "status": {"$in": [JobStatus.FAILED, JobStatus.PROCESSING]},
        "upload": {"$exists": True},
    }
    fresh = {**QUEUED_STATE, **outbox.reset(job), "attempts": 0, "queued_at": now()}
    over = {"lease": "", "error": "", "finished_at": "", "started_at": ""}
    return _requeue(where, {"$set": fresh, "$unset": over})


def drop_files(job: Job) -> None:
    """Delete the upload of a job that isn't to be kept any longer, and the table that was read from it."""
    for file in job.files:
        uploads.delete(file.file_id)
    Job.change_one({"_id": job.id}, {"$unset": {"upload": "", "table": ""}})


def _requeue(where: Mapping[str, Any], changes: Mapping[str, Any], *, at_front: bool = True) -> bool:
    job = Job.change(where, changes)
    if job is None:
        return False
    log.info("job queued again", extra={"job_id": job.id, "attempts": job.attempts})
    queue.enqueue(job.id, job.lane, at_front=at_front)
    return True


def _finish(where: Mapping[str, Any], story_id: str) -> bool:
    values = {"status": JobStatus.COMPLETED, "story_id": story_id, "progress": 100.0, "current_stage": None}
    job = Job.change(where, {"$set": {**values, "finished_at": now()}, "$unset": {"lease": ""}})
    if job is None:
        return False
    settle(job, story_id)
    return True


def _is_completed(job_id: str, story_id: str) -> bool:
    """Whether the job is completed with this story: its answer to our write may have been lost on the way."""
    return Job.read({"_id": job_id, "status": JobStatus.COMPLETED, "story_id": story_id}) is not None
