"""Pools that are killed, told to stop, or lose their owner."""

import signal
from collections.abc import Iterator

import pytest

from jobs.attempts.attempt import time_limit_s
from models import database
from services.settings import Settings
from testing.waiting import DEADLINE_S
from tests.jobs.processes import (
    PoolProcess,
    assert_one_story,
    fresh,
    living,
    running_pool,
    wait_for_second_attempt,
    wait_for_status,
    wait_until,
)


@pytest.fixture
def pool(backend) -> Iterator[PoolProcess]:
    """A pool that the test ends."""
    with running_pool() as pool:
        yield pool


def test_kill_9_of_the_whole_pool_leaves_no_process_and_the_next_one_goes_on(user, pool, begin):
    job, gate = begin(pool)
    family = pool.family()
    pool.me.kill()
    pool.process.wait()
    wait_until(lambda: not living(family))
    with running_pool():
        wait_for_second_attempt(job, gate)
        assert_one_story(user, job)


def test_a_pool_ends_with_its_owner_and_hands_its_job_back_uncounted(user, pool, begin):
    job, gate = begin(pool)
    family = pool.family()
    pool.process.stdin.close()
    pool.process.wait(DEADLINE_S)
    wait_until(lambda: not living(family))
    assert (fresh(job).status, fresh(job).attempts, fresh(job).lease) == ("queued", 0, None)
    gate.touch()
    with running_pool():
        assert_one_story(user, job)
    assert fresh(job).attempts == 1


def test_sigterm_lets_a_short_job_finish(user, backend, submit, tmp_path):
    marks = tmp_path / "marks"
    with running_pool(SHUTDOWN_GRACE_S="30") as pool:
        job = submit(f"analyzing mark {marks}", "analyzing work 0.2")
        wait_until(marks.exists)
        pool.me.send_signal(signal.SIGTERM)
        pool.process.wait(DEADLINE_S)
    assert_one_story(user, job)


def test_a_hang_in_c_code_times_out(submit, backend):
    with running_pool(1, JOB_TIMEOUT_S="10"):
        job = wait_for_status(submit("analyzing hang"), "failed")
        assert job.error.code == "TIMEOUT"
        after = submit()
        wait_for_status(after, "completed")


def test_a_story_that_takes_too_much_memory_is_stopped(submit, backend):
    with running_pool(1, JOB_MEMORY_MB="100"):
        job = wait_for_status(submit("analyzing fill 300"), "failed")
        assert (job.error.code, job.error.retryable) == ("PROCESSING_ERROR", False)
        assert "memory" in job.error.message
        wait_for_status(submit("analyzing work 0.5"), "completed")


def test_without_a_web_process_the_pool_makes_the_indexes_before_it_takes_a_job(user, submit):
    for name in ("jobs", "stories", "users"):
        database()[name].drop_indexes()
    job = submit()
    with running_pool(1):
        wait_until(lambda: fresh(job).status != "queued")
        assert "job_id_1" in database()["stories"].index_information()
        wait_for_status(job, "completed")
    assert database()["stories"].index_information()["job_id_1"]["unique"]


def test_small_files_may_take_less_time():
    config = Settings(job_timeout_s=100, large_file_mb=10)
    megabyte = 1024 * 1024
    limits = [time_limit_s(size, config) for size in (0, megabyte, 5 * megabyte, 10 * megabyte, 900 * megabyte)]
    assert limits == [20, 20, 50, 100, 100]
