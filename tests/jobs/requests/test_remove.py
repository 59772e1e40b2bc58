"""What a user withdraws: one job in any state, or everything; and what deletion leaves."""

import io

import pytest

import jobs
from jobs.life import ending, queue
from jobs.life.progress import JobProgress
from jobs.requests import submit as submitting
from jobs.workers import recover
from models import Job, JobStatus, StoredStory, User, database, uploads
from tests.jobs.documents import PACKED, saved_job, taken_job


def chunks():
    return database()["uploads.chunks"].count_documents({})


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
    lease, job = taken_job(user)
    assert ending.complete(lease, job, PACKED, JobProgress(job))
    jobs.remove(Job.read({"_id": job.id}))
    assert (StoredStory.objects.count(), Job.objects.count(), chunks()) == (0, 0, 0)


def test_an_attempt_whose_job_was_deleted_leaves_no_story(user):
    lease, job = taken_job(user)
    jobs.remove(job)
    assert not ending.complete(lease, job, PACKED, JobProgress(job))
    assert StoredStory.objects.count() == 0


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
