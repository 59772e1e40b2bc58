"""Recovery, step by step."""

from datetime import timedelta

from bson import ObjectId

from jobs.life import ending, presence, queue
from jobs.life.dead_workers import DeadWorkers
from jobs.workers import recover
from jobs.workers.recover import Recovery
from models import Job, JobStatus, StoredStory, database, now
from services.settings import settings
from tests.jobs.documents import PACKED, expire, minutes_ago, saved_job, taken_job
from tests.jobs.processes import fresh


def test_expired_leases_are_given_up_and_others_left(user):
    _, expired = taken_job(user)
    _, held = taken_job(user)
    expire(expired)
    assert recover.expired_leases() == 1
    assert (fresh(expired).status, fresh(expired).attempts) == ("queued", 1)
    assert fresh(held).status == "processing"
    assert queue.queued_job_ids() == [expired.id]


def test_a_lease_renewed_at_the_last_instant_is_kept(user, monkeypatch):
    lease, job = taken_job(user)
    expire(job)
    stale = Job.read({"_id": job.id})
    lease.write()
    assert not recover._abandon(stale, {"lease.expires_at": {"$lt": now()}})
    assert lease.is_held()


def test_the_attempt_of_a_dead_worker_is_given_up_and_no_other(user):
    _, of_dead_worker = taken_job(user, worker="pool/12")
    _, of_other = taken_job(user, worker="pool/123")
    assert recover.dead_worker("pool/12") == 1
    assert (fresh(of_dead_worker).status, fresh(of_other).status) == ("queued", "processing")


def test_jobs_that_redis_lost_get_a_message_and_the_others_none(user):
    lost, waiting = saved_job(user, queued_at=minutes_ago(1)), saved_job(user, queued_at=minutes_ago(1))
    fresh_one = saved_job(user)
    queue.enqueue(waiting.id, "small")
    assert recover.lost_messages() == 1
    assert sorted(queue.queued_job_ids()) == sorted([lost.id, waiting.id])
    assert recover.lost_messages() == 0
    assert fresh_one.id not in queue.queued_job_ids()


def test_a_story_that_nobody_waits_for_is_deleted(user):
    for status in (JobStatus.CANCELLED, JobStatus.FAILED):
        job = saved_job(user, status)
        StoredStory.of_packed(PACKED, job_id=job.id, user_id=user.id, maker="gone").insert_or_adopt()
    StoredStory.of_packed(PACKED, job_id="no-such-job", user_id=user.id, maker="gone").insert_or_adopt()
    lease, working = taken_job(user)
    kept = StoredStory.of_packed(PACKED, job_id=working.id, user_id=user.id, maker=lease.token).insert_or_adopt()
    assert recover.unsettled_stories() == 3
    assert [story.id for story in StoredStory.objects] == [kept]


def test_deletions_that_were_cut_off_are_finished(user):
    kept = saved_job(user, JobStatus.CANCELLED)
    removed = saved_job(user, JobStatus.COMPLETED, removed_at=now())
    assert recover.leftovers() == 1
    assert Job.read({"_id": removed.id}) is None
    assert database()["uploads.chunks"].distinct("files_id") == [kept.upload.file_id]
    assert recover.leftovers() == 0


def test_cut_off_uploads_are_deleted_after_hours(user):
    kept = saved_job(user)
    begun = database()["uploads.begun"]
    for file_id in (kept.upload.file_id, ObjectId()):
        begun.insert_one({"_id": file_id, "at": minutes_ago(60 * 24)})
    begun.insert_one({"_id": ObjectId(), "at": now()})
    assert recover.cut_off_uploads() == 1
    assert begun.count_documents({}) == 1
    assert database()["uploads.files"].count_documents({}) == 1


def test_one_pool_recovers_at_a_time(user):
    first, second = Recovery("first", DeadWorkers(), 2), Recovery("second", DeadWorkers(), 2)
    assert first._holds_lock()
    assert not second._holds_lock()
    assert first._holds_lock()
    database()["locks"].update_one({}, {"$set": {"until": now() - timedelta(seconds=1)}})
    assert second._holds_lock()
    assert not first._holds_lock()


def test_after_an_outage_leases_get_time_to_be_renewed(user, monkeypatch):
    lease, job = taken_job(user)
    recovery = Recovery("pool", DeadWorkers(), 1)
    recovery.run_pass()
    expire(job)
    recovery.last_pass -= settings().lease_s + 1  # the last turn is long ago: everything stood still
    recovery.run_pass()
    assert fresh(job).status == "processing"
    lease.write()
    recovery.grace_until = now()
    recovery.run_pass()
    assert fresh(job).status == "processing"
    expire(job)
    recovery.run_pass()
    assert fresh(job).status == "queued"


def test_an_outage_that_the_turn_itself_waits_out_counts_as_one(user, monkeypatch):
    _, job = taken_job(user)
    recovery = Recovery("pool", DeadWorkers(), 1)
    recovery.run_pass()
    expire(job)

    def back_after_a_while(pool: str, workers: int) -> None:
        recovery.last_pass -= settings().lease_s + 1

    monkeypatch.setattr(presence, "announce", back_after_a_while)
    recovery.run_pass()
    assert fresh(job).status == "processing"


def test_a_dead_process_is_recovered_on_the_next_turn(user):
    pipe = DeadWorkers()
    recovery = Recovery("pool", pipe, 1)
    _, job = taken_job(user, worker="/77")
    pipe.report(77)
    recovery.run_pass()
    assert fresh(job).status == "queued"


def test_nothing_to_do_does_nothing(user):
    saved_job(user, JobStatus.FAILED)
    lease, _ = taken_job(user)
    assert recover.run_once() == {}
    assert ending.release(lease)
