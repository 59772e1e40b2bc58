"""The lease of a job: taken in one atomic update, named by every later write of the work, renewed by each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from models import Job, JobStage, JobStatus, StageStatus, now
from pipeline.stages import STAGES


@dataclass(frozen=True)
class Lease:
    """The right to write one job, for as long as it is renewed within ``lease_s`` seconds."""

    job_id: str
    token: str
    lease_s: float

    @classmethod
    def acquire(cls, job_id: str, worker: str, lease_s: float) -> tuple[Self, Job] | None:
        """Begin an attempt at a queued job; None if it isn't queued, as when its message comes twice."""
        lease = cls(job_id, uuid4().hex, lease_s)
        first, *rest = (JobStage(name=stage.name) for stage in STAGES)
        moment = now()
        first.status, first.started_at = StageStatus.PROCESSING, moment
        job = Job.change(
            {"_id": job_id, "status": JobStatus.QUEUED},
            {
                "$set": {
                    "status": JobStatus.PROCESSING,
                    "lease": {"token": lease.token, "worker": worker, "expires_at": lease.expiry()},
                    "started_at": moment,
                    "current_stage": first.name,
                    "progress": 0.0,
                    "stages": [first, *rest],
                },
                "$inc": {"attempts": 1},
            },
        )
        if job is None or job.lease is None or job.lease.token != lease.token:
            return None  # not queued, or cancelled as soon as it was ours
        return lease, job

    @property
    def held(self) -> dict[str, Any]:
        """The filter of every write: matches the job only while it is ours."""
        return {"_id": self.job_id, "lease.token": self.token}

    def expiry(self) -> datetime:
        """When the lease ends if it is renewed now."""
        return now() + timedelta(seconds=self.lease_s)

    def write(self, values: Mapping[str, Any] | None = None) -> bool:
        """Set values of the job, none for a mere sign of life, and renew the lease. False if it isn't ours any more."""
        changes = {"$set": {**(values or {}), "lease.expires_at": self.expiry()}}
        return Job.change_one(self.held, changes)

    def is_held(self) -> bool:
        """Whether the job is still ours: it is not once it was cancelled, or we were given up for dead."""
        return Job.any_matches(self.held)

    def end(self, status: JobStatus, values: Mapping[str, Any]) -> Job | None:
        """Give the job a status that the work ends with, and let go of it. None if it isn't ours any more."""
        changes = {"$set": {"status": status, **values}, "$unset": {"lease": ""}}
        return Job.change(self.held, changes)
