"""Processes and servers that die, freeze or forget while jobs run: no job is lost, doubled or stuck."""

import psutil
import pytest
import redis

import jobs
from jobs.life import queue
from models import StoredStory
from tests.jobs.processes import (
    LEASE_S,
    RECOVERY_S,
    PoolProcess,
    assert_one_story,
    fresh,
    wait_for_second_attempt,
    wait_for_status,
    wait_until,
    work_folders,
)


@pytest.fixture
def pool(backend, shared_pool) -> PoolProcess:
    """A pool that survives what the test does."""
    wait_until(shared_pool.idle)
    return shared_pool


@pytest.fixture
def running(begin, pool):
    return begin(pool)


def test_a_worker_frozen_past_its_lease_cannot_write_when_it_goes_on(user, pool, running, submit, tmp_path):
    job, gate = running
    worker, story_process = pool.busy()[0], pool.story_processes()[0]
    frozen_token = fresh(job).lease.token
    for process in (worker, story_process):
        process.suspend()
    wait_for_second_attempt(job, gate)
    wait_for_status(job, "completed")
    wait_until(lambda: not StoredStory.unsettled(1))  # what is noted of a completed job comes right after
    done = fresh(job)
    for process in (story_process, worker):
        process.resume()
    two = [submit(f"analyzing wait {tmp_path / 'later'}") for _ in range(2)]
    wait_until(lambda: len(pool.busy()) == 2)  # so it is done with the first, or replaced
    for later in two:
        jobs.cancel(fresh(later))
    assert fresh(job).to_mongo() == done.to_mongo()
    assert StoredStory.objects(maker=frozen_token).count() == 0
    assert_one_story(user, job)


def test_a_job_whose_processes_always_die_fails_with_worker_lost(submit, pool):
    job = wait_for_status(submit("analyzing kill"), "failed")
    assert (job.error.code, job.attempts, job.error.retryable) == ("WORKER_LOST", 3, True)
    wait_until(lambda: not work_folders())


def test_a_hang_in_c_code_keeps_its_lease_meanwhile(user, pool, submit, tmp_path):
    gate, marks = tmp_path / "gate", tmp_path / "marks"
    job = submit(f"analyzing mark {marks}", "analyzing hang", f"analyzing wait {gate}")
    wait_until(marks.exists)
    first = fresh(job).lease.expires_at
    wait_until(lambda: (fresh(job).lease.expires_at - first).total_seconds() > LEASE_S + 0.5)
    assert fresh(job).attempts == 1


def test_redis_wiped_while_jobs_wait_and_run(user, pool, running, submit, backend):
    job, gate = running
    waiting = [submit() for _ in range(5)]
    with redis.from_url(backend.redis_url) as server:
        server.flushall()
    gate.touch()
    for one in (job, *waiting):
        wait_for_status(one, "completed", RECOVERY_S)
    assert fresh(job).attempts == 1
    assert StoredStory.objects.count() == 6


def test_redis_lost_and_back(user, pool, running, submit, backend, embedded_servers):
    job, gate = running
    server = redis_process(embedded_servers)
    server.kill()
    during = submit()
    gate.touch()
    wait_for_status(job, "completed")  # a job that runs needs no Redis
    wait_for_status(during, "completed", RECOVERY_S)
    assert fresh(job).attempts == 1
    wait_until(lambda: not queue.queued_job_ids())


def test_mongodb_killed_and_back_loses_nothing(user, pool, running, submit, embedded_servers):
    job, gate = running
    before = submit()
    wait_for_status(before, "completed")
    mongodb_process(embedded_servers).kill()
    gate.touch()
    wait_until(lambda: _answers(job))
    wait_for_status(job, "completed")
    assert fresh(job).attempts == 1
    assert StoredStory.objects.count() == 2


def _answers(job) -> bool:
    from pymongo.errors import PyMongoError

    try:
        fresh(job)
    except PyMongoError:
        return False
    return True


def redis_process(servers) -> psutil.Process:
    return next(server.read().server.process() for server in servers.embedded if server.service == "redis")


def mongodb_process(servers) -> psutil.Process:
    return next(server.read().server.process() for server in servers.embedded if server.service == "mongodb")
