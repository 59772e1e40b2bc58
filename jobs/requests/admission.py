"""Who may submit another job, and in which queue it waits."""

from jobs.errors import Busy
from jobs.life.queue import Lane
from models import Job, JobStatus
from services.settings import settings


def admit(user_id: str) -> int:
    """Let a user submit another job; returns how many of theirs are under way. Raises :class:`Busy`."""
    limits = settings()
    own = Job.count_active(user_id)
    if own >= limits.max_jobs_per_user:
        raise Busy(
            f"{own} of your files are still being worked on, which is as many as may be at a time.",
            "Wait until one is done, or cancel one.",
        )
    if Job.count({"status": JobStatus.QUEUED}, limit=limits.max_queued) >= limits.max_queued:
        raise Busy
    return own


def lane_for(size: int, under_way: int) -> Lane:
    """The queue for a file of ``size`` bytes of a user with so many other jobs under way."""
    if size >= settings().large_file_mb * 1024 * 1024:
        return Lane.LARGE
    return Lane.SMALL if under_way else Lane.FIRST
