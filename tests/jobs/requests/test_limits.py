"""Limits by user, by address and in all, that neither speed nor new cookies dodge."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import jobs
from jobs.life import kept
from jobs.requests.admission import Visitor, admit
from models import Job, JobError, JobStatus, User, database, now, reservations
from pipeline.errors import AnalysisError
from services.settings import settings
from tests.jobs.documents import saved_job

MB = 1024 * 1024


@pytest.fixture
def limit(monkeypatch):
    """Sets limits for one test."""
    kept.forget()

    def set_limits(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, str(value))
        settings.cache_clear()

    yield set_limits
    monkeypatch.undo()
    settings.cache_clear()
    kept.forget()


def submit(user, address=None, size=10):
    return jobs.submit(user, io.BytesIO(b"x" * size), "a.csv", address=address)


def refused(call, error=jobs.Busy):
    with pytest.raises(error) as raised:
        call()
    assert raised.value.message
    assert raised.value.hint
    assert raised.value.retry_after_s > 0
    return raised.value


def granted(calls):
    def attempt(call):
        try:
            call()
        except jobs.Busy:
            return False
        return True

    with ThreadPoolExecutor(len(calls)) as threads:
        return sum(threads.map(attempt, calls))


def test_of_uploads_at_the_same_instant_as_many_pass_as_may(user):
    assert granted([lambda: submit(user)] * 38) == settings().max_jobs_per_user == 20
    assert Job.objects.count() == 20


def test_another_machine_that_reserves_at_the_same_instant_is_seen(user, limit, monkeypatch):
    limit(MAX_JOBS_PER_USER=1)
    add = reservations.add

    def overtaken(version, held, *mine):
        monkeypatch.setattr(reservations, "add", add)
        assert add(version, held, user.id, None, 1) is not None
        return add(version, held, *mine)

    monkeypatch.setattr(reservations, "add", overtaken)
    refused(lambda: admit(Visitor(user.id), 1))


def test_new_cookies_of_one_address_dodge_nothing(backend, limit):
    limit(MAX_JOBS_PER_ADDRESS=4)
    users = [User.for_identity(f"cookie:{number}") for number in range(12)]
    assert granted([lambda user=user: submit(user, "a") for user in users]) == 4
    submit(users[0], "b")  # whoever comes from elsewhere isn't touched
    submit(users[1])


def test_uploads_under_way_are_limited_by_address_and_in_all(backend, limit):
    limit(MAX_UPLOADS_PER_ADDRESS=2, MAX_UPLOADS=3)
    held = [admit(Visitor(str(number), "a"), 1) for number in range(2)]
    refused(lambda: admit(Visitor("other", "a"), 1))
    held.append(admit(Visitor("other", "b"), 1))
    refused(lambda: admit(Visitor("another", "c"), 1))
    held.pop().release()
    admit(Visitor("another", "c"), 1)


def test_the_queue_counts_uploads_under_way(user, limit):
    limit(MAX_QUEUED=2)
    saved_job(User.for_identity("cookie:other"))
    admit(Visitor(user.id), 1)
    refused(lambda: admit(Visitor(user.id), 1))


def test_what_is_kept_of_a_user_is_limited_until_something_is_deleted(user, limit):
    limit(MAX_KEPT_MB_PER_USER=1)
    job = submit(user, size=MB // 2)
    Job.change({"_id": job.id}, {"$set": {"status": JobStatus.FAILED}})
    error = refused(lambda: submit(user, size=MB // 2 + 1), jobs.QuotaExceeded)
    assert "library" in error.hint
    submit(User.for_identity("cookie:other"), size=MB)
    jobs.remove(job)
    submit(user, size=MB)


def test_what_is_kept_of_an_address_is_limited(backend, limit):
    limit(MAX_KEPT_MB_PER_ADDRESS=1)
    submit(User.for_identity("cookie:1"), "a", MB)
    refused(lambda: submit(User.for_identity("cookie:2"), "a", 1), jobs.QuotaExceeded)
    submit(User.for_identity("cookie:2"), "b", 1)


def test_what_is_kept_in_all_is_limited(user, limit):
    limit(MAX_KEPT_MB=1)
    refused(lambda: submit(user, size=MB + 1), jobs.NoRoom)
    first = admit(Visitor("other"), MB)
    refused(lambda: submit(user, size=1), jobs.NoRoom)
    first.release()
    submit(user, size=MB)


def test_the_disk_keeps_its_floor(user, limit):
    limit(MIN_FREE_DISK_MB=10**9)
    refused(lambda: submit(user), jobs.NoRoom)
    assert database()["uploads.chunks"].count_documents({}) == 0


def test_room_is_let_go_whatever_becomes_of_the_upload(user, limit):
    submit(user)
    limit(MAX_UPLOAD_MB=1)
    with pytest.raises(Exception, match="larger than"):
        jobs.submit(user, io.BytesIO(b"x" * (MB + 1)), "a.csv")
    assert reservations.held()[1] == []


def test_room_held_by_a_process_that_died_is_free_after_two_minutes_and_a_live_one_keeps_it(user):
    dead, alive = admit(Visitor(user.id), 1), admit(Visitor(user.id), 1)
    passed = now() - timedelta(seconds=1)
    database()["reservations"].update_one({}, {"$set": {"held.0.until": passed, "held.1.until": passed}})
    alive.renew()
    assert [one.id for one in reservations.held()[1]] == [alive.reservation_id]
    admit(Visitor(user.id), 1)
    dead.release()
    assert len(reservations.held()[1]) == 2


def test_a_retry_counts_like_an_upload(user, limit):
    error = JobError(**AnalysisError().to_document())
    failed = [saved_job(user, JobStatus.FAILED, error=error, attempts=1) for _ in range(6)]
    limit(MAX_JOBS_PER_USER=2)
    assert granted([lambda job=job: jobs.retry(job) for job in failed]) == 2


def test_an_address_is_kept_as_a_hash_alone(user):
    job = submit(user, "0123")
    assert Job.read({"_id": job.id}).address == "0123"
