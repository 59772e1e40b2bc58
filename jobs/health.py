"""Whether jobs can be made at present."""

from typing import Any

from redis.exceptions import RedisError

from jobs.life import presence, queue
from jobs.life.metrics import oldest_waiting_seconds
from models import DatabaseError, Job, JobStatus, ping


def health() -> dict[str, Any]:
    """``ok`` when both servers answer and a worker lives; how many jobs wait, and the oldest for how long.

    ``{status, mongodb, redis, workers, queued, oldestWaitingSeconds}``
    """
    mongodb, redis = _mongodb(), _redis()
    workers, queued, oldest = (presence.workers(), _queued(), oldest_waiting_seconds()) if mongodb else (0, None, None)
    return {
        "status": "ok" if mongodb and redis and workers else "degraded",
        "mongodb": mongodb,
        "redis": redis,
        "workers": workers,
        "queued": queued,
        "oldestWaitingSeconds": None if oldest is None else round(oldest, 1),
    }


def _mongodb() -> bool:
    try:
        ping()
    except DatabaseError:
        return False
    return True


def _redis() -> bool:
    try:
        queue.ping()
    except RedisError:
        return False
    return True


def _queued() -> int:
    return Job.count({"status": JobStatus.QUEUED})
