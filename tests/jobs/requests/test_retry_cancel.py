"""Retry and cancel: granted where they make sense, refused with a reason elsewhere, once where two ask at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import jobs
from jobs.life import queue
from models import JobError, JobStatus
from pipeline.errors import AnalysisError, PreprocessingError
from tests.jobs.documents import saved_job, taken_job
from tests.jobs.processes import fresh

UNTRIED = [status for status in JobStatus if status not in (JobStatus.FAILED, JobStatus.CANCELLED)]


def failed_job(user, error=None, **fields):
    told = JobError(**(error or AnalysisError()).to_document())
    return saved_job(user, JobStatus.FAILED, error=told, **{"attempts": 1, "progress": 40.0, **fields})


def outcomes(call, times=2):
    def attempt(_):
        try:
            return call()
        except jobs.Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(attempt, range(times)))


def test_a_failed_job_is_queued_again_without_its_error(user):
    job = jobs.retry(failed_job(user))
    assert (job.status, job.error, job.progress, job.attempts) == ("queued", None, 0.0, 1)
    assert queue.queued_job_ids() == [job.id]


@pytest.mark.parametrize(
    "make",
    [
        lambda user: failed_job(user, PreprocessingError("Not a table.", "Save it as CSV.")),
        lambda user: failed_job(user, attempts=3),
        lambda user: failed_job(user, upload=None),
        lambda user: saved_job(user, JobStatus.CANCELLED, upload=None),
        lambda user: saved_job(user, JobStatus.CANCELLED, attempts=3),
        *[lambda user, s=status: saved_job(user, s) for status in UNTRIED],
    ],
)
def test_what_retrying_cannot_help_is_refused(user, make):
    job = make(user)
    assert not jobs.describe(job)["canRetry"]
    with pytest.raises(jobs.NotRetryable) as refused:
        jobs.retry(job)
    assert refused.value.message
    assert refused.value.hint
    assert fresh(job).to_mongo() == job.to_mongo()


def test_a_file_that_cannot_be_read_is_not_read_again(user):
    with pytest.raises(jobs.NotRetryable) as refused:
        jobs.retry(failed_job(user, PreprocessingError("Not a table.", "Save it as CSV.")))
    assert refused.value.hint == "Save it as CSV."


def test_of_two_retries_at_once_one_is_granted(user):
    job = failed_job(user)
    refused = [outcome for outcome in outcomes(lambda: jobs.retry(job)) if isinstance(outcome, jobs.Refusal)]
    assert len(refused) == 1
    assert len(queue.queued_job_ids()) == 1


@pytest.mark.parametrize("make", [lambda user: saved_job(user), lambda user: taken_job(user)[1]])
def test_a_job_that_waits_or_runs_is_cancelled_and_can_be_tried_again(user, make):
    job = make(user)
    queue.enqueue(job.id, "small")
    assert jobs.describe(job)["canCancel"]
    cancelled = jobs.cancel(job)
    assert (cancelled.status, cancelled.lease, cancelled.upload) == ("cancelled", None, job.upload)
    assert fresh(job).to_mongo() == cancelled.to_mongo()
    assert queue.queued_job_ids() == []
    assert jobs.describe(cancelled)["canRetry"]
    assert (jobs.retry(cancelled).status, queue.queued_job_ids()) == ("queued", [job.id])


@pytest.mark.parametrize("status", [status for status in JobStatus if status.final])
def test_a_job_that_is_over_is_not_cancelled(user, status):
    job = saved_job(user, status)
    assert not jobs.describe(job)["canCancel"]
    with pytest.raises(jobs.NotCancellable):
        jobs.cancel(job)
    assert fresh(job).upload is not None


def test_retry_and_cancel_at_once_leave_a_job_that_is_one_of_both(user):
    for _ in range(10):
        job = failed_job(user)
        with ThreadPoolExecutor(2) as threads:
            retried = threads.submit(outcomes, lambda job=job: jobs.retry(job), 1)
            cancelled = threads.submit(outcomes, lambda job=job: jobs.cancel(job), 1)
        assert not isinstance(retried.result()[0], jobs.Refusal)
        was_cancelled = not isinstance(cancelled.result()[0], jobs.Refusal)
        assert fresh(job).status == ("cancelled" if was_cancelled else "queued")
        assert fresh(job).upload is not None
