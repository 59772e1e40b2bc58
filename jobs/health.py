"""Whether jobs can be made at present."""

from typing import Any

from pymongo.errors import PyMongoError
from redis.exceptions import RedisError

from jobs import presence, queue
from models import Job, JobStatus, ping


def health() -> dict[str, Any]:
    """``{status, mongodb, redis, workers, queued}``: ``ok`` when both servers answer and a worker lives."""
    mongodb, redis = _mongodb(), _redis()
    workers, queued = (presence.workers(), _queued()) if mongodb else (0, None)
    status = "ok" if mongodb and redis and workers else "degraded"
    return {"status": status, "mongodb": mongodb, "redis": redis, "workers": workers, "queued": queued}


def _mongodb() -> bool:
    try:
        ping()
    except PyMongoError:
        return False
    return True


def _redis() -> bool:
    try:
        queue.ping()
    except RedisError:
        return False
    return True


def _queued() -> int:
    return int(Job.objects(status=JobStatus.QUEUED.value).count())
