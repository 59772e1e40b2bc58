"""How long things are kept: stories with their jobs, uploads, and users who have nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from jobs.life.ending import drop_files
from models import Job, JobStatus, User, now, remove_job
from services.settings import settings

BATCH = 500
FINAL = [status for status in JobStatus if status.final]


def apply() -> int:
    """Delete what the settings don't keep any longer. Returns how many jobs it was deleted of."""
    kept = settings()
    deleted = 0
    if kept.story_retention_days:
        deleted += delete_jobs(kept.story_retention_days)
    if kept.upload_retention_days:
        deleted += delete_uploads(kept.upload_retention_days)
    return deleted


def expire_users() -> int:
    """Delete users without a visit for a week who have nothing. Returns how many."""
    return User.expire(lambda user_id: Job.read({"user_id": user_id}) is not None)


def delete_jobs(days: float) -> int:
    """Delete the jobs that ended more than ``days`` ago, with their stories and uploads. Returns how many."""
    deleted = 0
    for job in _ended(days, {}):
        remove_job(job.id)
        deleted += 1
    return deleted


def delete_uploads(days: float) -> int:
    """Delete the uploads and tables of jobs that ended more than ``days`` ago; their stories stay. Returns how many."""
    deleted = 0
    for job in _ended(days, {"upload": {"$exists": True}}):
        drop_files(job)
        deleted += 1
    return deleted


def _ended(days: float, where: dict[str, Any]) -> Iterator[Job]:
    before = now() - timedelta(days=days)
    query = {"status": {"$in": FINAL}, "finished_at": {"$lt": before}, **where}
    while found := Job.select(query, limit=BATCH):
        yield from found
