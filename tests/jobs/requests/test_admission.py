"""Limits and lanes: nobody waits behind somebody else's pile."""

import io

import pytest

import jobs
from jobs.life import queue
from jobs.life.queue import Lane
from jobs.workers import pool
from models import JobStatus, User
from services.settings import settings
from tests.jobs.documents import minutes_ago, saved_job, taken_job
from tests.jobs.processes import running_pool, wait_for_status, wait_until

MB = 1024 * 1024


@pytest.fixture
def limits(monkeypatch):
    """Two jobs a user, three in the queue, files from 1 MB on large."""
    with monkeypatch.context() as patch:
        for name, value in (("MAX_JOBS_PER_USER", "2"), ("MAX_QUEUED", "3"), ("LARGE_FILE_MB", "1")):
            patch.setenv(name, value)
        settings.cache_clear()
        yield
    settings.cache_clear()


def submit(user, size=10, address=None):
    return jobs.submit(user, io.BytesIO(b"x" * size), "a.csv", address=address)


def test_a_user_has_so_many_jobs_under_way_and_no_more(user, limits):
    first = submit(user)
    submit(user)
    with pytest.raises(jobs.Busy, match="2 of your files") as refused:
        submit(user)
    assert refused.value.retry_after_s > 0
    jobs.cancel(first)
    submit(user)


def test_the_queue_takes_so_many_jobs_and_no_more(user, limits):
    for number in range(3):
        submit(User.for_identity(f"cookie:{number}"))
    with pytest.raises(jobs.Busy):
        submit(user)


def test_lanes_go_by_size_and_by_what_the_user_has_under_way(user, limits):
    assert submit(user).lane == Lane.FIRST
    assert submit(user).lane == Lane.SMALL
    assert submit(User.for_identity("cookie:other"), MB - 1).lane == Lane.FIRST


def test_a_large_file_waits_with_large_files(user, limits):
    assert submit(user, MB).lane == Lane.LARGE


def test_one_address_has_no_more_than_three_jobs_in_the_first_lane_whoever_it_poses_as(backend):
    lanes = [submit(User.for_identity(f"cookie:{number}"), address="a").lane for number in range(5)]
    assert lanes == [Lane.FIRST] * 3 + [Lane.SMALL] * 2
    assert submit(User.for_identity("cookie:x"), address="b").lane == Lane.FIRST


def test_one_worker_of_several_keeps_off_large_files():
    assert [pool.lanes_of(number, 3) for number in range(3)] == [tuple(Lane)[:2], tuple(Lane), tuple(Lane)]
    assert pool.lanes_of(0, 1) == tuple(Lane)


def test_a_place_in_the_queue(user):
    ahead = saved_job(user, queued_at=minutes_ago(3))
    large = saved_job(user, queued_at=minutes_ago(2), lane="large")
    job = saved_job(user, queued_at=minutes_ago(1))
    first = saved_job(user, lane="first")
    assert [jobs.describe(one)["placeInQueue"] for one in (ahead, large, job, first)] == [1, 1, 2, 1]
    assert jobs.describe(taken_job(user)[1])["placeInQueue"] is None
    assert jobs.describe(saved_job(user, JobStatus.FAILED))["placeInQueue"] is None


def test_the_time_left_of_a_waiting_job_includes_its_wait(user, monkeypatch):
    monkeypatch.setattr("jobs.life.presence.workers", lambda: 2)
    own = {"uploading": 1.0, "analyzing": 3.0}
    job = saved_job(user, predicted=own)
    assert jobs.describe(job)["etaSeconds"] == 4.0
    for _ in range(2):
        saved_job(user, queued_at=minutes_ago(1), predicted={"uploading": 5.0})
    assert jobs.describe(job)["etaSeconds"] == 4.0 + 10.0 / 2
    saved_job(user, queued_at=minutes_ago(1))  # of this one nothing is known
    assert jobs.describe(job)["etaSeconds"] is None


def test_small_files_do_not_wait_for_large_ones(user, limits, submit, tmp_path):
    gate = tmp_path / "gate"
    padding = "\n" * MB
    with running_pool(2, LARGE_FILE_MB="1"):
        large = [submit(f"analyzing wait {gate}", padding) for _ in range(2)]
        wait_until(lambda: {jobs.find(user.id, job.id).status for job in large} == {"processing", "queued"})
        small = jobs.submit(User.for_identity("cookie:other"), io.BytesIO(b"analyzing work 0.1"), "a.csv")
        wait_for_status(small, "completed")
        assert queue.queued_job_ids() == [large[1].id]
        gate.touch()
        for job in large:
            wait_for_status(job, "completed")
