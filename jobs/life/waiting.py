"""Jobs that wait: their place in the queue, and how long it should take until they are done."""

from typing import Any

from jobs.life import eta, presence
from jobs.life.queue import Lane
from models import Job, JobStatus

MAX_AHEAD = 200  # jobs ahead whose times are added up; beyond it nothing is said


def place(job: Job) -> int | None:
    """The place of a queued job, 1 for the next one; None if it doesn't wait."""
    if job.state is not JobStatus.QUEUED or job.queued_at is None:
        return None
    return 1 + Job.count(_ahead(job))


def seconds_left(job: Job) -> float | None:
    """Seconds until the job should be done, those that it waits included; None if too little is known."""
    if job.state is not JobStatus.QUEUED:
        return eta.remaining(job)
    own = eta.total(job)
    workers = presence.workers()
    if own is None or not workers:
        return None
    ahead = Job.select(_ahead(job), limit=MAX_AHEAD + 1, only=("predicted",))
    left = [sum(one.predicted.values()) or None for one in ahead]
    left += [eta.remaining(one) for one in Job.under_way()]
    if len(ahead) > MAX_AHEAD or None in left:
        return None
    if len(left) < workers:  # one is free
        return own
    return own + sum((seconds for seconds in left if seconds is not None), 0.0) / workers


def _ahead(job: Job) -> dict[str, Any]:
    """The jobs that come before a queued one: those queued earlier in its lane, or in one that is looked into first."""
    lanes = [Lane.FIRST, Lane.SMALL] if job.lane == Lane.SMALL else [job.lane]
    return {"status": JobStatus.QUEUED, "lane": {"$in": lanes}, "queued_at": {"$lt": job.queued_at}}
