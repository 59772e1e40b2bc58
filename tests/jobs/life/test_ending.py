"""Ends of attempts, each cut off between any two of its steps and gone on with: always one story, counted once."""

import pytest

from jobs.life import ending
from jobs.life.lease import Lease
from jobs.life.progress import JobProgress
from jobs.workers import recover
from models import Job, JobStatus, StageTimes, StoredStory, User
from pipeline.errors import AnalysisError
from tests.jobs.documents import PACKED, expire, saved_job, taken_job
from tests.jobs.processes import fresh


class CutOffError(Exception):
    pass


def assert_completed_once(user, job):
    done = fresh(job)
    assert done.status == JobStatus.COMPLETED
    assert [(story.id, story.maker) for story in StoredStory.objects] == [(done.story_id, None)]
    assert User.for_identity(user.identity).total_stories_created == 1


def test_completing(user):
    lease, job = taken_job(user)
    assert ending.complete(lease, job, PACKED, JobProgress(job))
    assert_completed_once(user, job)
    assert (fresh(job).progress, fresh(job).lease, fresh(job).current_stage) == (100.0, None, None)
    assert StageTimes.objects.count() == 1


@pytest.mark.parametrize(
    "step",
    [(StoredStory, "insert_or_adopt"), (Lease, "end"), (User, "count_story"), (StoredStory, "settle")],
    ids=lambda s: s[1],
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_completion_cut_off_at_any_step_is_finished_once(user, monkeypatch, step, moment):
    owner, name = step
    lease, job = taken_job(user)
    real = getattr(owner, name)

    def cut_off(*arguments):
        if moment == "after":
            real(*arguments)
        raise CutOffError

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, cut_off)
        with pytest.raises(CutOffError):
            ending.complete(lease, job, PACKED, JobProgress(job))
    if fresh(job).status == JobStatus.PROCESSING:
        expire(job)
    recover.run_once()
    if fresh(job).status == JobStatus.QUEUED:  # nothing was saved yet: the next attempt makes it
        again, job = Lease.acquire(job.id, "next", 6.0)
        assert ending.complete(again, job, PACKED, JobProgress(job))
    assert_completed_once(user, job)
    assert recover.run_once() == {}


def test_an_attempt_that_was_overtaken_leaves_no_story_behind(user):
    lease, job = taken_job(user)
    Job.change({"_id": job.id}, {"$set": {"status": "cancelled"}, "$unset": {"lease": ""}})
    assert not ending.complete(lease, job, PACKED, JobProgress(job))
    assert StoredStory.objects.count() == 0
    assert User.for_identity(user.identity).total_stories_created == 0


def test_two_attempts_that_finish_at_once_make_one_story(user):
    first, job = taken_job(user)
    expire(job)
    recover.expired_leases()
    second, job = Lease.acquire(job.id, "second", 6.0)
    assert not ending.complete(first, job, PACKED, JobProgress(job))
    assert ending.complete(second, job, PACKED, JobProgress(job))
    assert not ending.complete(first, job, PACKED, JobProgress(job))
    assert_completed_once(user, job)


def test_failing_tells_the_error(user):
    lease, job = taken_job(user)
    assert ending.fail(lease.held, AnalysisError("Odd.", "Look.").to_document(), JobProgress(job).fail())
    failed = fresh(job)
    assert (failed.status, failed.error.code, failed.error.message, failed.error.retryable) == (
        "failed", "ANALYSIS_ERROR", "Odd.", True,
    )  # fmt: skip
    assert failed.stages[0].status == "failed"
    assert not ending.fail(lease.held, AnalysisError().to_document(), {})


def test_handing_back_does_not_count(user, backend):
    lease, job = taken_job(user)
    assert ending.release(lease)
    assert (fresh(job).status, fresh(job).attempts, fresh(job).lease, fresh(job).stages) == ("queued", 0, None, [])


def test_an_attempt_whose_process_died_is_repeated_until_there_were_enough(user):
    job = saved_job(user)
    for attempts in (1, 2, 3):
        lease, taken = Lease.acquire(job.id, "w", 6.0)
        assert ending.abandon(lease.held, taken)
        assert fresh(job).attempts == attempts
    assert (fresh(job).status, fresh(job).error.code) == ("failed", "WORKER_LOST")
