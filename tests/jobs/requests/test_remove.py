"""What a user withdraws: one job in any state, or everything; and what deletion leaves."""

import io

import pytest

import jobs
from jobs.life import ending, queue
from jobs.life.progress import JobProgress
from jobs.requests import submit as submitting
from jobs.workers import recover
from models import Job, JobStatus, StoredStory, User, database, now, uploads
from tests.jobs.documents import PACKED, saved_job, taken_job
from tests.jobs.processes import fresh


def chunks():
    return database()["uploads.chunks"].count_documents({})


def completed_job(user):
    lease, job = taken_job(user)
    assert ending.complete(lease, job, PACKED, JobProgress(job))
    return Job.read({"_id": job.id})


@pytest.mark.parametrize("status", list(JobStatus))
def test_a_job_in_any_state_goes_with_its_file(user, status):
    job = saved_job(user, status)
    other = saved_job(user)
    jobs.remove(job)
    assert [one.id for one in Job.objects] == [other.id]
    assert database()["uploads.chunks"].distinct("files_id") == [other.upload.file_id]


def test_a_waiting_job_leaves_the_queue(user, submit):
    jobs.remove(submit("analyzing work 0.1"))
    assert queue.queued_job_ids() == []


def test_a_completed_job_goes_with_its_story(user):
    jobs.remove(completed_job(user))
    assert (StoredStory.objects.count(), Job.objects.count(), chunks()) == (0, 0, 0)


def test_an_attempt_whose_job_was_deleted_leaves_no_story(user):
    lease, job = taken_job(user)
    jobs.remove(job)
    assert not ending.complete(lease, job, PACKED, JobProgress(job))
    assert StoredStory.objects.count() == 0


def test_what_is_withdrawn_is_seen_by_nobody_and_can_be_had_back(user):
    job = completed_job(user)
    jobs.withdraw(job)
    recover.run_once()
    assert jobs.history(user.id) == ([], None)
    assert (jobs.find(user.id, job.id), StoredStory.find(user.id, job.story_id)) == (None, None)
    assert not jobs.restore(User.for_identity("cookie:other"), job.id)
    assert jobs.can_restore(user, job.id)
    assert jobs.restore(user, job.id)
    assert not jobs.restore(user, job.id)
    assert StoredStory.find(user.id, job.story_id) is not None
    assert fresh(job).to_mongo() == job.to_mongo()


def test_what_is_withdrawn_and_not_had_back_in_time_is_deleted(user):
    job = completed_job(user)
    jobs.withdraw(job)
    Job.change_one({"_id": job.id}, {"$set": {"removed_at": now()}})
    assert not jobs.can_restore(user, job.id)
    assert not jobs.restore(user, job.id)
    recover.run_once()
    assert (Job.objects.count(), StoredStory.objects.count(), chunks()) == (0, 0, 0)


def test_a_waiting_job_that_is_withdrawn_comes_back_cancelled(user, submit):
    job = submit("analyzing work 0.1")
    jobs.withdraw(job)
    assert queue.queued_job_ids() == []
    jobs.restore(user, job.id)
    assert (fresh(job).status, jobs.describe(fresh(job))["canRetry"]) == ("cancelled", True)


def test_everything_of_one_user_goes_and_nothing_of_another(user):
    other = User.for_identity("cookie:other")
    theirs = saved_job(other)
    for status in JobStatus:
        saved_job(user, status)
    token = user.create_token("laptop")
    assert jobs.remove_everything(user) == len(JobStatus)
    assert [one.id for one in Job.objects] == [theirs.id]
    assert database()["uploads.chunks"].distinct("files_id") == [theirs.upload.file_id]
    assert User.for_token(token) is None
    assert [one.id for one in User.objects] == [other.id]


def test_a_deletion_that_was_cut_off_is_finished_by_recovery(user, monkeypatch):
    saved_job(user)
    saved_job(user, JobStatus.FAILED)
    monkeypatch.setattr("jobs.requests.remove.remove", lambda job: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        jobs.remove_everything(user)
    assert jobs.history(user.id) == ([], None)
    recover.run_once()
    assert (Job.objects.count(), chunks()) == (0, 0)


def test_a_file_that_was_on_its_way_meanwhile_goes_too(user, monkeypatch):
    store = uploads.store

    def store_and_withdraw(*arguments):
        stored = store(*arguments)
        jobs.remove_everything(user)
        return stored

    monkeypatch.setattr(submitting.uploads, "store", store_and_withdraw)
    with pytest.raises(jobs.Withdrawn):
        jobs.submit(user, io.BytesIO(b"a,b\n1,2\n"), "a.csv")
    assert (Job.objects.count(), chunks(), queue.queued_job_ids()) == (0, 0, [])


def test_what_deletion_leaves_names_nobody(user):
    lease, job = taken_job(user, filename="salaries of Ann.csv")
    ending.complete(lease, job, PACKED, JobProgress(job))
    jobs.remove_everything(user)
    left = {name: list(database()[name].find({})) for name in database().list_collection_names()}
    assert user.id not in str(left)
    assert "Ann" not in str(left)
