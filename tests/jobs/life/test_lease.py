"""Leases: one holder at a time, and no write of anybody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

from jobs.life.lease import Lease
from jobs.requests.cancel import cancel
from models import Job, JobStatus, now
from tests.jobs.documents import expire, saved_job, taken_job
from tests.jobs.processes import fresh


def test_of_many_workers_one_takes_a_job(user):
    job = saved_job(user)
    with ThreadPoolExecutor(8) as threads:
        taken = [found for found in threads.map(lambda n: Lease.acquire(job.id, f"w{n}", 6.0), range(16)) if found]
    assert len(taken) == 1
    assert fresh(job).lease.token == taken[0][0].token
    assert fresh(job).attempts == 1


def test_taking_begins_a_fresh_attempt(user):
    before = now()
    lease, job = taken_job(user, progress=40.0, attempts=1)
    assert (job.status, job.attempts, job.progress, job.current_stage) == (JobStatus.PROCESSING, 2, 0.0, "uploading")
    assert [stage.status for stage in job.stages] == ["processing", "pending", "pending", "pending"]
    assert before <= job.lease.expires_at - timedelta(seconds=6) <= now()
    assert lease.is_held()


def test_only_a_queued_job_is_taken(user):
    for status in set(JobStatus) - {JobStatus.QUEUED}:
        assert Lease.acquire(saved_job(user, status).id, "w", 6.0) is None


def test_a_job_that_is_cancelled_as_soon_as_it_is_taken_is_nobodys(user, monkeypatch):
    job = saved_job(user)

    def change_and_cancel(where, changes):
        return cancel(Job.change(where, changes))

    monkeypatch.setattr("jobs.life.lease.Job", SimpleNamespace(change=change_and_cancel))
    assert Lease.acquire(job.id, "w", 6.0) is None
    assert fresh(job).state is JobStatus.CANCELLED


def test_a_write_renews_the_lease(user):
    lease, job = taken_job(user)
    expire(job)
    assert lease.write({"progress": 12.5})
    assert fresh(job).progress == 12.5
    assert fresh(job).lease.expires_at > now()


def test_a_stale_lease_writes_nothing(user):
    lease, job = taken_job(user)
    lease.end(JobStatus.QUEUED, {})
    successor, _ = Lease.acquire(job.id, "other", 6.0)
    before = fresh(job).to_mongo()
    assert not lease.write({"progress": 99.0})
    assert not lease.is_held()
    assert lease.end(JobStatus.COMPLETED, {"story_id": "stale"}) is None
    assert fresh(job).to_mongo() == before
    assert successor.is_held()


def test_ending_lets_go(user):
    lease, job = taken_job(user)
    assert lease.end(JobStatus.FAILED, {"progress": 3.0}).lease is None
    assert (fresh(job).status, fresh(job).progress, fresh(job).lease) == ("failed", 3.0, None)
