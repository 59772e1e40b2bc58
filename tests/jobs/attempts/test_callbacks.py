"""What an outside service may do with its token, and what nobody may."""

import pytest

import jobs
from jobs.attempts import callbacks
from jobs.life.lease import Lease
from models import JobStatus, StoredStory, User
from pipeline.schema import SCHEMA_VERSION
from pipeline.stages import StageName
from tests.jobs.documents import taken_job
from tests.jobs.processes import fresh

DOCUMENT = {
    "schemaVersion": SCHEMA_VERSION,
    "title": "T",
    "dataset": {"filename": "a", "rowCount": 1, "columnCount": 1},
    "findings": [],
}


@pytest.fixture
def given(user):
    lease, job = taken_job(user)
    return lease, job, callbacks.token_for(lease)


def test_progress_then_the_story_completes_the_job(given, user):
    _, job, token = given
    callbacks.authorize(job.id, token).progress(StageName.ANALYZING, 1.0)
    assert fresh(job).current_stage == "analyzing"
    assert [stage.status for stage in fresh(job).stages[:2]] == ["completed", "completed"]
    callbacks.authorize(job.id, token).complete(DOCUMENT)
    assert fresh(job).status == JobStatus.COMPLETED
    assert StoredStory.objects.get().document() == DOCUMENT
    assert User.for_identity(user.identity).total_stories_created == 1


def test_progress_never_goes_back(given):
    _, job, token = given
    callbacks.authorize(job.id, token).progress(StageName.GENERATING_NARRATIVE, 1.0)
    before = fresh(job).progress
    callbacks.authorize(job.id, token).progress(StageName.UPLOADING, 1.0)
    assert fresh(job).progress == before > 50


def test_an_error_fails_the_job(given):
    _, job, token = given
    error = {"code": "ANALYSIS_ERROR", "message": "Odd.", "hint": "Look.", "retryable": False}
    callbacks.authorize(job.id, token).fail(error)
    assert (fresh(job).status, fresh(job).error.message) == ("failed", "Odd.")


def test_the_file_is_given_to_who_has_the_token(given):
    _, job, token = given
    assert b"".join(callbacks.authorize(job.id, token).upload()) == b"a,b\n1,2\n"


def test_a_token_is_good_for_its_job_only(given, user):
    _, job, token = given
    _, other = taken_job(user)
    for job_id, wrong in [(other.id, token), (job.id, ""), (job.id, "x.y"), (job.id, token[:-1]), (job.id, "é.ü")]:
        with pytest.raises(jobs.BadToken):
            callbacks.authorize(job_id, wrong)


def test_a_token_is_good_for_its_attempt_only(given):
    lease, job, token = given
    attempt = callbacks.authorize(job.id, token)
    lease.end(JobStatus.QUEUED, {})
    Lease.acquire(job.id, "next", 6.0)
    with pytest.raises(jobs.OutOfDate):
        callbacks.authorize(job.id, token)
    for write in (
        lambda: attempt.complete(DOCUMENT),
        lambda: attempt.fail({"code": "C", "message": "m", "hint": "h", "retryable": False}),
        lambda: attempt.progress(StageName.ANALYZING, 1.0),
    ):
        with pytest.raises(jobs.OutOfDate):
            write()
    assert fresh(job).status == JobStatus.PROCESSING
    assert StoredStory.objects.count() == 0


def test_what_is_no_story_is_refused_and_the_job_goes_on(given):
    lease, job, token = given
    with pytest.raises(jobs.BadCallback):
        callbacks.authorize(job.id, token).complete({"title": "T"})
    assert lease.is_held()
