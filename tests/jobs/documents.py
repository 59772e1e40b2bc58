"""Jobs in any state, saved without going through a queue."""

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from jobs.life.lease import Lease
from models import Job, JobStatus, Upload, User, now, uploads
from models.story import PackedStory

PACKED = PackedStory("Title", "a.csv", 12, 3, 1, "Up", b"body")


def saved_job(user: User, status: JobStatus = JobStatus.QUEUED, **fields: Any) -> Job:
    moment = now()
    stored = uploads.store(io.BytesIO(b"a,b\n1,2\n"), "job", "a.csv", 1000)
    uploads.keep(stored.file_id)
    given = {
        "id": uuid4().hex,
        "user_id": user.id,
        "filename": "a.csv",
        "lane": "small",
        "status": status,
        "max_attempts": 3,
        "created_at": moment,
        "queued_at": moment,
        "upload": Upload(file_id=stored.file_id, size=stored.size, sha256=stored.sha256),
    }
    job = Job(**{**given, **fields})
    Job._get_collection().insert_one(job.to_mongo())
    return job


def taken_job(user: User, worker: str = "pool/1/2", **fields: Any) -> tuple[Lease, Job]:
    taken = Lease.acquire(saved_job(user, **fields).id, worker, lease_s=6.0)
    assert taken is not None
    return taken


def expire(job: Job) -> None:
    Job._get_collection().update_one({"_id": job.id}, {"$set": {"lease.expires_at": now() - timedelta(seconds=1)}})


def minutes_ago(minutes: float) -> datetime:
    return now() - timedelta(minutes=minutes)
