"""Attempts that go well, and the ways in which they don't, with real workers."""

import io

import psutil
import pytest

import jobs
from models import JobStatus, StageTimes, StoredStory, User, database, uploads
from tests.jobs.processes import fresh, wait_for_status, wait_until, work_folders


@pytest.fixture(autouse=True)
def pool(shared_pool, backend):
    return shared_pool


def test_a_job_becomes_one_story_with_its_facts(submit, user):
    job = wait_for_status(submit("analyzing work 0.1", filename="sales.csv"), "completed")
    story = StoredStory.find(user.id, job.story_id)
    assert (story.title, story.row_count, story.finding_count, story.headline) == ("A story", 12, 2, "Sales rose")
    assert story.document()["dataset"]["filename"] == "sales.csv"
    assert (job.progress, job.attempts, job.lease, job.error) == (100.0, 1, None, None)
    assert b"".join(uploads.read(job.table.stored)) == b"analyzing work 0.1"  # what the fake one leaves
    assert [stage.status for stage in job.stages] == ["completed"] * 4
    assert job.stages[1].seconds >= 0.1
    assert job.finished_at >= job.started_at >= job.created_at


def test_counters_are_raised_once_and_the_story_is_settled(submit, user):
    for _ in range(3):
        wait_for_status(submit(), "completed")
    wait_until(lambda: User.for_identity(user.identity).total_stories_created == 3)
    wait_until(lambda: StoredStory.objects(maker__exists=True).count() == 0)
    assert User.for_identity(user.identity).stories_this_month == 3


def test_stage_times_are_remembered_for_the_next_jobs(submit):
    job = wait_for_status(submit("analyzing work 0.2"), "completed")
    wait_until(lambda: StageTimes.objects.count() == 1)
    times = StageTimes.objects.first()
    assert times.id == job.id
    assert times.seconds["analyzing"] >= 0.2
    assert times.seconds.items() >= {stage.name: stage.seconds for stage in job.stages}.items()


def test_progress_only_rises_and_is_written_at_most_four_times_a_second(submit):
    job, seen = submit("uploading work 0.4", "analyzing work 0.8"), []
    while not (now := fresh(job)).state.final:
        if now.status == JobStatus.PROCESSING:
            seen.append(now.progress)
    assert seen == sorted(seen)
    assert 3 <= len(set(seen)) <= 8
    assert max(seen) < 100


@pytest.mark.parametrize(
    ("deed", "code", "retryable"),
    [
        ("uploading unreadable", "PREPROCESSING_ERROR", False),
        ("analyzing raise", "ANALYSIS_ERROR", True),
        ("analyzing unexpected", "PROCESSING_ERROR", True),
        ("analyzing memory", "PROCESSING_ERROR", False),
    ],
)
def test_an_error_is_told_in_the_users_words(submit, deed, code, retryable):
    job = wait_for_status(submit(deed), "failed")
    assert (job.error.code, job.error.retryable, job.lease) == (code, retryable, None)
    assert job.error.hint
    assert "secret" not in job.error.message
    assert StoredStory.objects.count() == 0


def test_an_attempt_leaves_no_file_behind(submit):
    for deeds in (["analyzing spill"], ["analyzing spill", "analyzing raise"]):
        job = submit(*deeds)
        wait_until(lambda job=job: fresh(job).state.final)
    wait_until(lambda: not work_folders())


def test_a_damaged_upload_is_found_out(submit, shared_pool, tmp_path):
    gate = tmp_path / "gate"
    busy = [submit(f"uploading wait {gate}") for _ in range(2)]
    for job in busy:
        wait_for_status(job, "processing")
    damaged = submit("analyzing work 0.1")
    database()["uploads.chunks"].update_one(
        {"files_id": damaged.upload.file_id}, {"$set": {"data": b"analyzing work 0.9"}}
    )
    gate.touch()
    assert wait_for_status(damaged, "failed").error.code == "PREPROCESSING_ERROR"
    for job in busy:
        wait_for_status(job, "completed")


def test_a_message_that_comes_twice_makes_one_attempt(submit, tmp_path):
    marks = tmp_path / "marks"
    job = submit(f"analyzing mark {marks}", "analyzing work 0.3")
    for _ in range(3):
        jobs.life.queue.enqueue(job.id, "small")
    wait_for_status(job, "completed")
    wait_until(lambda: not jobs.life.queue.queued_job_ids())
    assert len(marks.read_text().splitlines()) == 1
    assert StoredStory.objects.count() == 1


def test_a_cancelled_job_stops_and_leaves_its_file_alone(submit, shared_pool):
    job = submit("analyzing spill", "analyzing hang")
    wait_until(lambda: fresh(job).current_stage == "analyzing")
    wait_until(shared_pool.story_processes)
    story_process = shared_pool.story_processes()[0]
    jobs.cancel(fresh(job))
    wait_until(lambda: not story_process.is_running() or story_process.status() == psutil.STATUS_ZOMBIE)
    wait_until(lambda: not work_folders())
    assert fresh(job).status == JobStatus.CANCELLED
    assert fresh(job).lease is None
    files = fresh(job).files
    assert job.upload.file_id in [file.file_id for file in files]  # to be tried again
    assert set(database()["uploads.chunks"].distinct("files_id")) == {file.file_id for file in files}
    assert set(database()["uploads.files"].distinct("_id")) == {file.file_id for file in files}


def test_a_failed_job_is_retried_and_completed(submit, tmp_path):
    switch = tmp_path / "deeds"
    job = submit(f"analyzing mark {switch}", "analyzing raise")
    wait_for_status(job, "failed")
    jobs.retry(fresh(job))
    retried = wait_for_status(job, "failed")
    wait_until(lambda: fresh(job).attempts == 2)
    assert jobs.describe(retried)["canRetry"]
    jobs.retry(fresh(job))
    wait_until(lambda: fresh(job).attempts == 3 and fresh(job).status == JobStatus.FAILED)
    assert len(switch.read_text().splitlines()) == 3
    with pytest.raises(jobs.NotRetryable):
        jobs.retry(fresh(job))


def test_one_user_keeps_no_other_from_a_worker_for_long(submit, tmp_path):
    gate = tmp_path / "gate"
    held = [submit(f"analyzing wait {gate}") for _ in range(2)]  # both workers; the second one is of a user with more
    for job in held:
        wait_for_status(job, "processing")
    other = User.for_identity("cookie:bob")
    small = jobs.submit(other, io.BytesIO(b"analyzing work 0.1"), "deeds.csv")
    wait_for_status(small, "completed", 30)
    assert fresh(held[0]).attempts == 1
    gate.touch()
    for job in held:
        assert wait_for_status(job, "completed").attempts == 1  # to give way is no attempt


def test_nor_does_one_address_whatever_many_users_it_poses_as(backend, tmp_path):
    gate = tmp_path / "gate"

    def submit_as(name, address, deeds):
        return jobs.submit(User.for_identity(name), io.BytesIO(deeds.encode()), "deeds.csv", address=address)

    held = [submit_as(f"cookie:{name}", "one", f"analyzing wait {gate}") for name in ("ann", "amy")]
    for job in held:
        wait_for_status(job, "processing")
    waiting = submit_as("cookie:art", "one", "analyzing work 0.1")
    wait_for_status(submit_as("cookie:bob", "another", "analyzing work 0.1"), "completed", 30)
    assert fresh(held[0]).status == "processing"
    gate.touch()
    for job in (*held, waiting):
        assert wait_for_status(job, "completed").attempts == 1


def test_the_table_is_kept_while_its_story_is_made(submit, tmp_path):
    deed = f"analyzing wait {tmp_path / 'gate'}"
    job = submit(deed)
    wait_until(lambda: fresh(job).table is not None)
    assert fresh(job).status == JobStatus.PROCESSING
    (tmp_path / "gate").touch()
    done = wait_for_status(job, "completed")
    assert b"".join(uploads.read(done.table.stored)) == deed.encode()  # the fake one leaves the file as its table
